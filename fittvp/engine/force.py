"""Which rules are in force in a week: each evaluated on its first and last day, the more cautious answer kept.

Floor: engine. Pure. Rules that do not read a moving fact are evaluated once for the whole plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from fittvp.engine.situation import Situation
from fittvp.model.truth import AND, NO, OR, UNKNOWN, YES, Truth
from fittvp.protocol.grammar import DECIMALS, facts_read, truth
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Clearance, Limit, OwnBound, Protocol, Rule

FIXED, REVIEWED, MOVING = 0, 1, 2  # shelves of a docket: never change, with a review, as days pass
VERDICTS = ("ok", "caution", "defer", "refuse")
MISSED = "weeks_missed"
ABSENCE = frozenset(
    {MISSED, "illness_week"}
)  # rules on them take a stream back once, however often they speak


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that speaks. `certain`: it holds; else a fact it needs is unknown and it says what that means.

    `throughout`: it holds on every day of the week (an aim that raises must).
    """

    rule: Rule
    certain: bool = True
    throughout: bool = True
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class InForce:
    """The rules of one week, by kind. `asks`: rules that only ask for a fact."""

    clearance: list[Held] = field(default_factory=list)
    limit: list[Held] = field(default_factory=list)
    start: list[Held] = field(default_factory=list)
    aim: list[Held] = field(default_factory=list)
    step: list[Held] = field(default_factory=list)
    move: list[Held] = field(default_factory=list)
    check: list[Held] = field(default_factory=list)
    watch: list[Held] = field(default_factory=list)
    asks: list[Held] = field(default_factory=list)
    memo: dict[Any, Any] = field(default_factory=dict)  # what was worked out from exactly these rules
    shared: dict[Any, Any] = field(default_factory=dict)  # the same for any week, by the rules it rests on


def answer(rule: Rule, applies: Truth, situation: Situation) -> Truth:
    """What one rule's conditions say on one day, its protocol's own condition being `applies`."""
    if applies is NO or rule.when is None:
        return applies
    said = truth(rule.when, situation.lookup)
    return said if applies is YES or said is NO else UNKNOWN


Answers = list[tuple[Rule, Truth]]


class Part:
    """A protocol for the docket: its own condition, and its rules by shelf, opened only where it may apply.

    `changes`: whether it applies may change as days pass or with a review.
    """

    def __init__(self, protocol: Protocol, library: Library, lifted: frozenset[str] = frozenset()) -> None:
        self.applies = protocol.applies
        self._protocol, self._library, self._lifted = protocol, library, lifted
        self._own = facts_read(protocol.applies)
        self.changes = bool(self._own & (library.moving | library.reviewed))

    @cached_property
    def shelves(self) -> tuple[tuple[Rule, ...], ...]:
        moving, weekly = self._library.moving, self._library.moving | self._library.reviewed
        found: tuple[list[Rule], ...] = ([], [], [])
        for rule in self._protocol.rules:
            if rule.ref not in self._lifted:
                reads = rule.reads | self._own
                found[MOVING if reads & moving else REVIEWED if reads & weekly else FIXED].append(rule)
        return tuple(tuple(shelf) for shelf in found)

    def rules(self) -> Iterator[Rule]:
        return chain.from_iterable(self.shelves)


def _part(protocol: Protocol, library: Library, lifted: frozenset[str]) -> Part:
    """The protocol's part, sorted once for a library; anew where rules of it are lifted."""
    if any(ref.partition("@")[0] == protocol.id for ref in lifted):
        return Part(protocol, library, lifted)
    if protocol.id not in library.shelves:
        library.shelves[protocol.id] = Part(protocol, library)
    found: Part = library.shelves[protocol.id]
    return found


class Docket:
    """All rules of a library, split once into those that may change as days pass and those that cannot.

    A day's answers depend on it only through the thresholds its moving facts stand between: its `stand`.
    """

    def __init__(self, library: Library, lifted: frozenset[str]) -> None:
        self._thresholds = library.thresholds
        self._parts = [_part(protocol, library, lifted) for protocol in library.protocols]
        self._speaking: list[Part] | None = None  # those whose protocol may come to apply
        self._settled: list[tuple[str, Held]] | None = None
        self._reviewed: dict[object, Answers] = {}
        self._changing: dict[object, Answers] = {}
        self._weeks: dict[object, InForce] = {}
        self._shared: dict[Any, Any] = {}

    def stand(self, values: Mapping[str, Any]) -> tuple[int, ...]:
        """Between which thresholds each moving fact stands on a day."""
        found: list[int] = []
        for name, bounds in self._thresholds:
            value = values.get(name)
            if value is not None:
                value = round(value, DECIMALS)
                found.append(bisect_left(bounds, value))
                found.append(bisect_right(bounds, value))
            else:
                found.append(-1)
        return tuple(found)

    def in_force(self, first: Situation, last: Situation, review: object = None) -> InForce:
        """The week's rules, from its first and its last day. `review` names the facts of the week before."""
        opening, closing = (review, self.stand(first.values)), (review, self.stand(last.values))
        week = self._weeks.get((opening, closing))
        if week is None:
            week = self._weeks[opening, closing] = self._file_week(first, last, review, opening, closing)
        return week

    def _file_week(
        self, first: Situation, last: Situation, review: object, opening: object, closing: object
    ) -> InForce:
        week = InForce(shared=self._shared)
        if self._settled is None:
            found = [(rule, said) for rule, said in self._answer(first, FIXED) if said is not NO]
            self._settled = [entry for rule, said in found for entry in _filed(rule, said, said, first)]
        _put(week, self._settled)
        if review not in self._reviewed:
            self._reviewed[review] = self._answer(first, REVIEWED)
        for rule, said in self._reviewed[review]:
            if said is not NO:
                _put(week, _filed(rule, said, said, first))
        for stand, situation in ((opening, first), (closing, last)):
            if stand not in self._changing:
                self._changing[stand] = self._answer(situation, MOVING)
        for (rule, early), (_, late) in zip(self._changing[opening], self._changing[closing], strict=True):
            if early is not NO or late is not NO:
                _put(week, _filed(rule, early, late, first if early is UNKNOWN else last))
        return week

    def after_absence(self, weeks: float, situation: Situation) -> list[Held]:
        """The moves that so many missed weeks lead to: for a stream that rested while the others went on."""
        found = []
        for part in self._parts:
            if part.applies is not None and truth(part.applies, situation.lookup) is not YES:
                continue
            for rule in part.rules():
                if MISSED in rule.reads and rule.kind == "move" and self._says(rule, weeks, situation) is YES:
                    found.append(Held(rule))
        return found

    @staticmethod
    def _says(rule: Rule, weeks: float, situation: Situation) -> Truth:
        if rule.when is None:
            return YES
        return truth(rule.when, lambda name: weeks if name == MISSED else situation.lookup(name))

    def possible(self, kind: str, situation: Situation, open_groups: frozenset[str]) -> list[Held]:
        """Rules of a kind that may come to speak as the facts of some groups change: what a plan must announce."""
        facts = situation.facts

        def lookup(name: str) -> Any:
            return UNKNOWN if facts[name].group in open_groups else situation.lookup(name)

        found = []
        for part in self._parts:
            if part.applies is not None and truth(part.applies, situation.lookup) is NO:
                continue
            for rule in part.rules():
                if rule.kind == kind and (rule.when is None or truth(rule.when, lookup) is not NO):
                    found.append(Held(rule))
        return found

    def _answer(self, situation: Situation, shelf: int) -> Answers:
        if self._speaking is None:
            self._speaking = [
                part for part in self._parts
                if part.applies is None or part.changes or truth(part.applies, situation.lookup) is not NO
            ]  # fmt: skip
        found: Answers = []
        for part in self._speaking:
            applies = YES if part.applies is None else truth(part.applies, situation.lookup)
            found += [(rule, answer(rule, applies, situation)) for rule in part.shelves[shelf]]
        return found


def _filed(rule: Rule, opening: Truth, closing: Truth, situation: Situation) -> list[tuple[str, Held]]:
    """Where a rule belongs: on its kind's shelf, among those that ask, or both; `if_unknown` says so."""
    either, both = OR[opening, closing], AND[opening, closing]
    if either is YES:
        return [(rule.kind, Held(rule, True, both is YES, _own_missing(rule, situation)))]
    held = Held(rule, False, False, situation.missing(rule.reads))
    out = [(rule.kind, held)] if rule.if_unknown != "ask" else []
    return [*out, ("asks", held)] if rule.if_unknown else out


def _put(week: InForce, filed: list[tuple[str, Held]]) -> None:
    for shelf, held in filed:
        getattr(week, shelf).append(held)


def _own_missing(rule: Rule, situation: Situation) -> tuple[str, ...]:
    """Measurements a limit leans on that are expected and not known."""
    if not isinstance(rule.effect, Limit) or not rule.effect.own:
        return ()
    return tuple(own.fact for own in rule.effect.own if situation.lookup(own.fact) is UNKNOWN)


def verdict_of(held: Held) -> str:
    """The clearance a rule gives: its own when it holds, and no worse than its `if_unknown` when not known."""
    assert isinstance(held.rule.effect, Clearance)
    own = held.rule.effect.verdict
    if held.certain:
        return own
    return VERDICTS[min(VERDICTS.index(own), VERDICTS.index(held.rule.if_unknown))]


def own_value(own: OwnBound, values: Mapping[str, object]) -> float | None:
    """The bound on the patient's own measurement, or None while it is not known."""
    measured = values.get(own.fact)
    if not isinstance(measured, (int, float)):
        return None
    return measured * own.share if own.share is not None else measured + own.offset
