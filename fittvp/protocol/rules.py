"""A rule as the engine uses it: numbers on their axes, conditions compiled, sources at hand.

Floor: protocol. Frozen values only; it refuses to know YAML and to decide anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fittvp.protocol.grammar import Node


@dataclass(frozen=True, slots=True)
class Cite:
    """A source of a rule: id in sources.yaml, place in it, strength, and how it was seen."""

    id: str
    where: str
    strength: str
    seen: str


@dataclass(frozen=True, slots=True)
class Band:
    """Low to high, in the field's unit (min, s, percent HRR, percent 1RM, sets, repetitions, sessions)."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound of a limit on one field. `side`: `most` or `least`. `written`: as the author wrote it."""

    field: str
    side: str
    value: float
    written: str


@dataclass(frozen=True, slots=True)
class OwnBound:
    """A bound on the patient's own measurement: `fact` plus `offset`, or `share` of it."""

    field: str
    side: str
    fact: str
    offset: float
    share: float | None
    written: str


@dataclass(frozen=True, slots=True)
class Limit:
    streams: tuple[str, ...]
    bounds: tuple[tuple[str, Bound], ...]  # (stream, bound): one scale may map to two axes
    own: tuple[OwnBound, ...]
    closes: tuple[tuple[str, str], ...]  # (what, word)
    closes_streams: tuple[str, ...]
    supervision: str
    with_: tuple[str, ...]
    timing: str


@dataclass(frozen=True, slots=True)
class Doses:
    """The values of a start or an aim, for each of its streams."""

    streams: tuple[str, ...]
    values: dict[str, Band]
    least: dict[str, float]


@dataclass(frozen=True, slots=True)
class Step:
    """`size` is absolute, or a share of now when `percent`. `stay` in weeks."""

    streams: tuple[str, ...]
    field: str
    size: Band
    percent: bool
    stay: Band
    needs: tuple[Node, ...]
    after_weeks: float
    after: tuple[tuple[str, str, float], ...]  # (stream, field, at least)


@dataclass(frozen=True, slots=True)
class Move:
    """`do`, `urgency`, `tell` and `meanwhile` are filled for a pause and a stop, and empty else.

    `field`: what a percent is taken of, where it is not minutes or sets.
    `until_looked`: the pause stands until a clinician has recorded that somebody looked.
    """

    streams: tuple[str, ...]
    to: str
    by: str  # "" | "step" | "start" | "percent"
    percent: float
    do: str = ""
    urgency: str = ""
    tell: str = ""
    meanwhile: str = ""
    until_looked: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class CheckBand:
    when: Node
    then: str
    say: str
    urgency: str
    tell: str


@dataclass(frozen=True, slots=True)
class Check:
    at: str
    measure: str
    how: str
    bands: tuple[CheckBand, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    kind: str
    sign: str
    what: str
    how_often: str
    threshold: str
    urgency: str
    call: str
    measure: str


@dataclass(frozen=True, slots=True)
class Clearance:
    verdict: str
    do: str
    urgency: str
    tell: str
    meanwhile: str


Effect = Limit | Doses | Step | Move | Check | Watch | Clearance


@dataclass(frozen=True, slots=True)
class Rule:
    """`ref` is `protocol@version#rule`. `when` None: whenever the protocol applies. `reads`: facts of `when`."""

    ref: str
    protocol: str
    id: str
    kind: str
    says: str
    patient: str
    when: Node | None
    if_unknown: str
    until: str
    effect: Effect
    sources: tuple[Cite, ...]
    reads: frozenset[str]

    @property
    def name(self) -> str:
        """The rule without its version: `protocol#rule`."""
        return f"{self.protocol}#{self.id}"


@dataclass(frozen=True, slots=True)
class Protocol:
    """One compiled protocol. `applies` None: to everyone."""

    id: str
    title: str
    version: int
    status: str
    reviewed: tuple[str, str] | None
    for_: str
    not_for: str
    sha256: str
    applies: Node | None
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Modality:
    """A kind of exercise as data. `shape`: `minutes` (days x minutes) or `sets` (days x sets)."""

    id: str
    label: str
    plain: str
    shape: str
    axis: str
    regions: tuple[str, ...]
    turns: tuple[str, ...]
    round: dict[str, float]

    @property
    def streams(self) -> tuple[str, ...]:
        return tuple(f"{self.id}_{region}" for region in self.regions) or (self.id,)
