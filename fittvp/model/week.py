"""One week as it is kept and printed, and what the weeks that are over showed.

Floor: model. Shapes only: doses with their reasons, sessions, what is closed, which way each stream moves.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from fittvp.model.part import Part


class ReasonLine(Part):
    """An act (started, stepped, limited, rounded, entered, held, back), its rules, what happened."""

    act: str
    rules: list[str]
    words: str
    yielded: list[str] = Field(default_factory=list)


class Value(Part):
    """A prescribed value, low to high, in `unit`; `value` where both are one."""

    value: float | None
    low: float
    high: float
    unit: str
    reasons: list[ReasonLine]


class Beside(Part):
    """A ceiling printed beside the dose: pain, heart rate, hand weight, walking speed, rest days."""

    field: str
    side: Literal["most", "least"]
    value: float
    unit: str
    written: str
    rules: list[str]


class Item(Part):
    """One exercise of a session, with its dose of this week."""

    exercise: str
    name: str
    stream: str
    minutes: float | None = None
    bout: float | None = None
    sets: float | None = None
    repetitions: float | None = None
    hold: float | None = None
    also: list[str] = Field(default_factory=list)  # the other streams that it serves this day


class Session(Part):
    """A day's session. Times in minutes; `total` with warm-up and cool-down."""

    day: int
    weekday: str
    date: str
    items: list[Item]
    main: float
    total: float


class Closed(Part):
    """What is closed this week: a stream, or a tag, setting, position, equipment, exercise."""

    what: str
    word: str
    label: str
    rules: list[str]
    until: str


class Wait(Part):
    stream: str
    why: str
    facts: list[str]
    rules: list[str]


class MoveLine(Part):
    stream: str
    move: Literal["progress", "hold", "back", "pause", "stop"]
    rules: list[str]
    by: str = ""  # a clinician's hand: who and why
    unsure: list[str] = Field(
        default_factory=list
    )  # of the rules, those that speak because a fact is not known


class Effort(Part):
    """An axis band on the scales people use; never above the dose."""

    borg: tuple[int, int]
    cr10: tuple[int, int] | None
    spare: tuple[int, int] | None  # repetitions in reserve
    level: str
    words: str


class Week(Part):
    number: int
    starts_on: str
    doses: dict[str, dict[str, Value]]
    effort: dict[str, Effort]
    types: dict[str, list[str]]
    beside: dict[str, list[Beside]]
    sessions: list[Session]
    met_minutes: float | None
    closed: list[Closed]
    conditions: list[dict[str, str]]
    moves: list[MoveLine]
    waits: list[Wait]
    changed: list[str]
    move_up_when: list[str]


class TrendWeek(Part):
    """A week that is over: planned against done, pain (0-10), effort (Borg), and the move that it led to.

    `minutes` and `planned_minutes` are main-part minutes of all sessions. None: not reported.
    """

    week: int
    starts_on: str
    reviewed: bool
    by: str
    planned_sessions: float
    sessions: float | None
    planned_minutes: float
    minutes: float | None
    pain: float | None
    next_morning: float | None
    effort: float | None
    fatigue: str
    symptoms: list[str]
    move: Literal["progress", "hold", "back", "pause", "stop"]
    note: str


class DueLine(Part):
    """An expected result that goes out of date before the next review. `last`: the newest, with its day."""

    fact: str
    label: str
    last: str
    until: str


class ResultLine(Part):
    """A laboratory result or vital sign over time: (date, as written), oldest first."""

    fact: str
    label: str
    unit: str
    points: list[tuple[str, str]]
