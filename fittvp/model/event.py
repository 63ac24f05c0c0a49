"""What happened to a plan, in order: made, reviewed, adjusted, migrated. The weeks follow from these alone.

Floor: model. Each event carries the hash of the one before (model/chain.py), who, and when it was written.
It refuses to know what an event leads to: that is the engine's fold.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from fittvp.model.part import Part


class OverridePart(Part):
    """One limit removed by a clinician."""

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
    hold_weeks: list[int] = Field(default_factory=list)
    exclude: list[str] = Field(default_factory=list)
    swaps: list[tuple[str, str]] = Field(default_factory=list)
    setting: str | None = None
    labs: list[str] = Field(default_factory=list)
    by: str = ""
    overrides: list[OverridePart] = Field(default_factory=list)


class Made(Part):
    """The first event: the patient as read, what was asked for, the protocols and the engine."""

    kind: Literal["made"] = "made"
    record: dict[str, Any]
    asked: AskedPart
    library: str
    engine: str


class Reviewed(Part):
    """What a week showed: readings by fact, as in a patient file. Only more facts.

    `otherwise_well`: the clinician says that all else was asked and is well. `said`: the answers as written.
    """

    kind: Literal["review"] = "review"
    week: int
    readings: dict[str, list[dict[str, Any]]]
    otherwise_well: bool = False
    said: list[str] = Field(default_factory=list)


class SetPart(Part):
    """One field of a stream set by hand, low to high, in the plan's own unit; `written` as it was typed."""

    stream: str
    field: str
    low: float
    high: float
    written: str


class Adjusted(Part):
    """A clinician's hand on the plan from a week on. `streams`: what a move is for; empty: everything."""

    kind: Literal["adjust"] = "adjust"
    from_week: int
    move: Literal["hold", "back", "progress"] | None = None
    streams: list[str] = Field(default_factory=list)
    cleared: bool = False
    pace: Literal["usual", "cautious"] | None = None
    sessions: list[float] | None = None
    minutes: list[float] | None = None
    max_effort: float | None = None
    values: list[SetPart] = Field(default_factory=list)
    swaps: list[tuple[str, str]] = Field(default_factory=list)
    exclude: list[str] = Field(default_factory=list)
    more_weeks: int = 0
    overrides: list[OverridePart] = Field(default_factory=list)


class Migrated(Part):
    """From this week on the plan follows other protocol texts."""

    kind: Literal["migrate"] = "migrate"
    from_week: int
    library: str
    engine: str


What = Annotated[Made | Reviewed | Adjusted | Migrated, Field(discriminator="kind")]


class Event(Part):
    """`on`: the day it holds for. `recorded`: when it was written, UTC. `before`, `hash`: the chain.

    `followed`: what it led to when it was written, in words; a later entry may have changed the coming week.
    """

    number: int
    on: str
    recorded: str
    by: str
    reason: str
    what: What
    followed: list[str] = Field(default_factory=list)
    before: str
    hash: str
