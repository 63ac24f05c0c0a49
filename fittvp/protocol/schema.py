"""The shape of a protocol file: one pydantic model for the loader, the editor (JSON Schema) and the checks.

Floor: protocol. Shapes and words only: the sentences inside the strings are compiled in compile.py.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(min_length=3, max_length=900)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Condition = str | dict[str, Any] | list[Any]
Names = str | list[str]
Urgency = Literal["now", "today", "this week", "next visit"]
Modality = Literal["aerobic", "resistance", "mobility", "balance", "breathing", "all"]
Region = Literal["lower", "upper", "trunk"]
Strength = Literal["strong", "moderate", "weak", "expert"]
Seen = Literal["full", "secondary", "memory"]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(Strict):
    id: str
    where: Line
    strength: Strength
    seen: Seen


class Scope(Strict):
    modality: Modality | list[Modality]
    region: Region | list[Region] | None = None


class Limit(Scope):
    modality: Modality | list[Modality] = "all"
    intensity: Line | None = None
    session_time: Line | None = None
    bout: Line | None = None
    sessions: Line | None = None
    volume: Line | None = None
    load: Line | None = None
    sets: Line | None = None
    repetitions: Line | None = None
    hold: Line | None = None
    rest_days: Line | None = None
    pain: Line | None = None
    heart_rate: Line | None = None
    hand_weight: Line | None = None
    walk_speed: Line | None = None
    close: list[Line] = []
    supervision: Line | None = None
    with_: list[Line] = Field(default=[], alias="with")
    timing: Line | None = None


class Doses(Scope):
    volume: Line | None = None
    sessions: str | None = None
    session_time: str | None = None
    bout: str | None = None
    intensity: str | None = None
    load: str | None = None
    sets: str | None = None
    repetitions: str | None = None
    hold: str | None = None


class Start(Doses):
    warm_up: str | None = None
    cool_down: str | None = None


class Aim(Doses):
    least: dict[str, str] = {}


class Step(Scope):
    field: Literal[
        "session_time", "volume", "sessions", "bout", "intensity", "sets", "repetitions", "load", "hold"
    ]
    size: str
    stay: str
    needs: list[Condition] = []
    after: Names | None = None


class Move(Scope):
    to: Literal["hold", "back", "pause", "stop"]
    by: str | None = None
    field: Literal["load", "intensity", "repetitions", "hold"] | None = None
    until_looked: Literal["yes"] | None = None


class CheckBand(Strict):
    when: Condition
    then: Literal["go", "go easier", "wait", "no session"]
    say: Line
    urgency: Urgency | None = None
    tell: Line | None = None


class Check(Strict):
    at: Literal["before", "during", "after"]
    measure: str
    how: Line
    bands: list[CheckBand] = Field(min_length=1)


class Watch(Strict):
    kind: Literal["red flag", "monitor", "advice"]
    sign: Line | None = None
    what: Line | None = None
    how_often: Line | None = None
    threshold: Line | None = None
    urgency: Urgency | None = None
    call: Line | None = None
    measure: str | None = None


class Rule(Strict):
    id: RuleId
    says: Line
    patient: Line | None = None
    when: Condition | None = None
    clearance: Literal["caution", "defer", "refuse"] | None = None
    limit: Limit | None = None
    start: Start | None = None
    aim: Aim | None = None
    step: Step | None = None
    move: Move | None = None
    check: Check | None = None
    watch: Watch | None = None
    if_unknown: Literal["ask", "caution", "defer", "applies", "hold"] | None = None
    until: Line | None = None
    do: Line | None = None
    urgency: Urgency | None = None
    tell: Line | None = None
    meanwhile: Literal["usual moving", "rest"] | None = None
    source: Source
    also: list[Source] = []


class Review(Strict):
    """A clinic's sign-off. `sha256` is of the file without its status: `fittvp protocols sign` writes it."""

    by: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class Protocol(Strict):
    """One file of `protocols/`."""

    id: Id
    title: Line
    version: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*$")]
    status: Literal["draft"] | dict[Literal["reviewed"], Review]
    for_: Line = Field(alias="for")
    not_for: Line
    codes: dict[Literal["snomed", "icd10"], list[str]] = {}
    applies_when: Literal["always"] | Condition
    rules: list[Rule] = Field(min_length=1)


KINDS = ("clearance", "limit", "start", "aim", "step", "move", "check", "watch")
MUST_SAY_UNKNOWN = {
    "clearance": ("ask", "caution", "defer"),
    "limit": ("applies", "ask"),
    "start": ("applies", "ask"),
    "move": ("hold", "ask"),
}
INSTRUCTION = ("do", "urgency", "tell", "meanwhile")  # only for a clearance and for the moves of ENDING
ENDING = ("pause", "stop")
MEANWHILE = "usual moving"
