"""The plan as it is kept and printed: pinned to the patient, the date and the protocol texts.

Floor: model. pydantic at the border only: frozen, extra keys refused. It refuses to compute anything.
`load(save(plan)) == plan`, and equal plans give equal bytes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from fittvp.model.event import AskedPart, Event, OverridePart
from fittvp.model.part import Part
from fittvp.model.week import (
    Beside,
    Closed,
    DueLine,
    Effort,
    Item,
    MoveLine,
    ReasonLine,
    ResultLine,
    Session,
    TrendWeek,
    Value,
    Wait,
    Week,
)

__all__ = [
    "AskedPart", "Beside", "CheckBandPart", "CheckPart", "CitePart", "ClearancePart", "Closed", "Conflict",
    "ContactPart", "DueLine", "Effort", "Event", "FactLine", "Finding", "GoalAnswer", "Heading", "Item", "Lead", "Least",
    "MoveLine", "NotKnown", "OverridePart", "Part", "PatientPart", "Plan", "PrintingPart", "ProtocolLine", "ReasonLine",
    "ResultLine", "RuleLine", "Session", "Today", "TrendWeek", "Value", "Verdict", "Wait", "WatchPart", "Week",
    "load", "save",
]  # fmt: skip

FORMAT = 2
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


class Finding(Part):
    """One reason for the clearance. `unknown`: the facts whose absence makes it speak; `because`: those that hold."""

    rule: str
    verdict: Verdict
    says: str
    patient: str
    do: str
    urgency: str
    tell: str
    meanwhile: str
    unknown: list[str]
    because: list[str] = Field(default_factory=list)


class ClearancePart(Part):
    verdict: Verdict
    findings: list[Finding]
    urgency: str
    meanwhile: str


class Today(Part):
    """Today's session, judged by the checks on values of today: go, go easier, wait, no session.

    `unmeasured`: what is checked before a session and has no value of today. None: a plan of an older version.
    """

    then: Literal["go", "go easier", "wait", "no session"]
    lines: list[str]
    rules: list[str]
    unmeasured: list[str] | None = None


class NotKnown(Part):
    """A fact that is expected and not known, and what knowing it would change."""

    fact: str
    label: str
    would_change: str
    rules: list[str]


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
    """A rule the plan rests on: enough to print its note without the library.

    `only_asked`: whether it is this patient's at all is not known, and that is asked.
    """

    kind: str
    says: str
    patient: str
    until: str
    sources: list[CitePart]
    certain: bool
    only_asked: bool = False


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
    """Who, in words for the head of the page. The readings themselves stand in the events."""

    id: str
    name: str
    facts: list[FactLine]
    contacts: list[ContactPart]
    language: str = ""
    notes: str = ""


class PrintingPart(Part):
    """How the pages were printed last: paper, the clinic on them (`logo`: base64), the handout's language.

    `language` empty: the patient's own. `large`: letters of 18 points. `also`: what else was written.
    """

    paper: Literal["a4", "letter"] = "a4"
    name: str = ""
    address: str = ""
    phones: list[tuple[str, str]] = Field(default_factory=list)
    logo: str = ""
    colour: str = ""
    language: str = ""
    large: bool = False
    no_name: bool = False
    also: list[Literal["html", "one-page", "calendar"]] = Field(default_factory=list)


class Plan(Part):
    """Everything that is printed, with the reasons. The sheet and the pdf add nothing.

    `on`: the first day of week 1. `as_of`: the day of the last event. `now`: the week that comes next; those
    before it are over. `events`: what the rest follows from. `texts`: the protocols, compressed, by hash.
    """

    format: int
    engine: str
    id: str
    on: str
    as_of: str
    now: int
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
    trend: list[TrendWeek]
    results: list[ResultLine]
    due: list[DueLine] = Field(default_factory=list)
    events: list[Event]
    texts: dict[str, str]
    printing: PrintingPart = PrintingPart()

    @property
    def coming(self) -> list[Week]:
        """The weeks from now on."""
        return self.weeks[self.now - 1 :]


def save(plan: Plan) -> str:
    """The plan as JSON text: sorted nowhere but in field order, so that equal plans give equal bytes."""
    return plan.model_dump_json(indent=1) + "\n"


def load(text: str) -> Plan:
    """The plan that `save` wrote. Raises ValueError (pydantic's) for anything else."""
    return Plan.model_validate_json(text)
