"""The plan as it is kept and printed: pinned to the patient, the date and the protocol texts.

Floor: model. pydantic at the border only: frozen, extra keys refused. It refuses to compute anything.
`load(save(plan)) == plan`, and equal plans give equal bytes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

FORMAT = 1
Verdict = Literal["ok", "caution", "defer", "refuse"]


def _by_id(raw: Any) -> Any:
    """The list of the record as a mapping by id."""
    if isinstance(raw, list):
        return {item["id"]: {key: value for key, value in item.items() if key != "id"} for item in raw}
    return raw


def _as_list(sources: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": name, **source} for name, source in sources.items()]


Sources = Annotated[
    dict[str, dict[str, Any]],
    BeforeValidator(_by_id),
    PlainSerializer(_as_list),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "title"],
                "properties": {"id": {"type": "string"}, "title": {"type": "string"}},
            },
        }
    ),
]
"""A mapping by id in memory, a list in the record."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReasonLine(Part):
    """An act (started, stepped, limited, rounded, entered, held, back), its rules, what happened."""

    act: str
    rules: list[str]
    words: str
    yielded: list[str] = []


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


class Finding(Part):
    """One reason for the clearance. `unknown`: the facts whose absence makes it speak."""

    rule: str
    verdict: Verdict
    says: str
    patient: str
    do: str
    urgency: str
    tell: str
    meanwhile: str
    unknown: list[str]


class ClearancePart(Part):
    verdict: Verdict
    findings: list[Finding]
    urgency: str
    meanwhile: str


class Today(Part):
    """Today's session, judged by the checks on values of today: go, go easier, wait, no session."""

    then: Literal["go", "go easier", "wait", "no session"]
    lines: list[str]
    rules: list[str]


class NotKnown(Part):
    """A fact that is expected and not known, and what knowing it would change."""

    fact: str
    label: str
    would_change: str
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


class Heading(Part):
    """Where a field is heading, and the first week in which this pace gets there (None: not within a year)."""

    stream: str
    field: str
    low: float
    high: float
    unit: str
    week: int | None
    aim_rules: list[str]
    limit_rules: list[str]
    below_aim: bool


class Least(Part):
    """A dose that limits keep under the least known to work."""

    stream: str
    field: str
    reaches: float
    least: float
    unit: str
    least_rules: list[str]
    limit_rules: list[str]
    instead: str


class GoalAnswer(Part):
    goal: str
    label: str
    answer: Literal["now", "later", "not"]
    week: int | None
    words: str
    rules: list[str]
    instead: list[str]


class Conflict(Part):
    words: str
    rules: list[str]
    done: str


class CheckBandPart(Part):
    then: Literal["go", "go easier", "wait", "no session"]
    condition: str
    say: str
    urgency: str
    tell: str
    rule: str


class CheckPart(Part):
    at: Literal["before", "during", "after"]
    measure: str
    label: str
    how: str
    patient: str
    bands: list[CheckBandPart]
    rules: list[str]


class WatchPart(Part):
    kind: Literal["red flag", "monitor", "advice"]
    says: str
    patient: str
    sign: str
    what: str
    how_often: str
    threshold: str
    urgency: str
    call: str
    rules: list[str]


class Lead(Part):
    """What a review may lead to: hold, back, pause or stop, for which streams, when."""

    move: Literal["hold", "back", "pause", "stop"]
    streams: list[str]
    by: str
    says: str
    patient: str
    rule: str


class CitePart(Part):
    id: str
    where: str
    strength: str
    seen: str


class RuleLine(Part):
    """A rule the plan rests on: enough to print its note without the library."""

    kind: str
    says: str
    patient: str
    until: str
    sources: list[CitePart]
    certain: bool


class ProtocolLine(Part):
    id: str
    title: str
    version: int
    sha256: str
    status: str
    reviewed: list[str] | None


class ContactPart(Part):
    role: str
    name: str
    phone: str


class FactLine(Part):
    """A known fact as written on the page; `group` as in facts.yaml."""

    fact: str
    group: str
    label: str
    words: str


class PatientPart(Part):
    """Who, in words for the head of the page, and the whole record for replay."""

    id: str
    name: str
    facts: list[FactLine]
    contacts: list[ContactPart]
    record: dict[str, Any]


class OverridePart(Part):
    rule: str
    reason: str
    by: str
    on: str
    says: str


class AskedPart(Part):
    """What the clinician asked for on the command line."""

    pace: Literal["usual", "cautious"] = "usual"
    weeks: int = 12
    sessions: list[float] | None = None
    minutes: list[float] | None = None
    max_effort: float | None = None
    hold_weeks: list[int] = []
    exclude: list[str] = []
    setting: str | None = None
    labs: list[str] = []
    by: str = ""
    overrides: list[OverridePart] = []


class Plan(Part):
    """Everything that is printed, with the reasons. The sheet and the pdf add nothing."""

    format: int
    engine: str
    id: str
    on: str
    library: str
    clearance: ClearancePart
    today: Today
    not_known: list[NotKnown]
    weeks: list[Week]
    headings: list[Heading]
    under_least: list[Least]
    goals: list[GoalAnswer]
    conflicts: list[Conflict]
    checks: list[CheckPart]
    monitoring: list[WatchPart]
    advice: list[WatchPart]
    red_flags: list[WatchPart]
    leads: list[Lead]
    sources: Sources
    protocols: list[ProtocolLine]
    rules: dict[str, RuleLine]
    exercises: dict[str, dict[str, Any]]
    heart_rate_why: str
    patient: PatientPart
    asked: AskedPart


def save(plan: Plan) -> str:
    """The plan as JSON text: sorted nowhere but in field order, so that equal plans give equal bytes."""
    return plan.model_dump_json(indent=1) + "\n"


def load(text: str) -> Plan:
    """The plan that `save` wrote. Raises ValueError (pydantic's) for anything else."""
    return Plan.model_validate_json(text)
