"""Which rules are in force in a week: each evaluated on its first and last day, the more cautious answer kept.

Floor: engine. Pure. Rules that do not read a moving fact are evaluated once for the whole plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

from fittvp.engine.situation import Situation
from fittvp.model.truth import AND, NO, OR, UNKNOWN, YES, Truth
from fittvp.protocol.grammar import DECIMALS, Lookup, Node, Ready, facts_read, ready
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Clearance, Limit, OwnBound, Rule

T = TypeVar("T")
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

    def copy(self) -> InForce:
        """The same rules, for more to be filed among them."""
        return InForce(
            [*self.clearance], [*self.limit], [*self.start], [*self.aim], [*self.step], [*self.move],
            [*self.check], [*self.watch], [*self.asks], shared=self.shared,
        )  # fmt: skip

    def kept(self, what: object, held: Sequence[Held], make: Callable[[Sequence[Held]], T]) -> T:
        """What rests on exactly these rules, worked out once for all weeks. A Held is known by its identity."""
        key = (what, *map(id, held))
        if key not in self.shared:
            self.shared[key] = make(held)
        found: T = self.shared[key]
        return found


def answer(rule: Rule, applies: Truth, situation: Situation) -> Truth:
    """What one rule's conditions say on one day, its protocol's own condition being `applies`."""
    return _said(_ask(rule.when), applies, situation.lookup)


def _ask(node: Node | None) -> Ready | None:
    return None if node is None else ready(node)


def _said(ask: Ready | None, applies: Truth, lookup: Lookup) -> Truth:
    if applies is NO or ask is None:
        return applies
    said = ask(lookup)
    return said if applies is YES or said is NO else UNKNOWN


Turn = tuple[int, int, int]  # among all rules: shelf, protocol, place in it
Filed = tuple[Turn, str, Held]  # its turn, the kind it is filed under, the rule that speaks


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule on its shelf. `ask` None: it always holds; `clocks`: see Library; `holds`: as it is filed when it holds.

    `own`: the patient's own measurements that it leans on.
    """

    rule: Rule
    ask: Ready | None
    clocks: frozenset[str]
    own: tuple[str, ...]
    holds: Filed


Answers = list[tuple[Entry, Truth]]
Shelves = tuple[tuple[Entry, ...], ...]
_turn_of = itemgetter(0)


class Part:
    """A protocol for the docket: its own condition, and its rules by shelf, opened only where it may apply."""

    def __init__(self, place: int, library: Library) -> None:
        self._place, self._library = place, library
        applies = library.protocols[place].applies
        self.applies, self.reads = _ask(applies), facts_read(applies)
        self.reviewed, self.clocks = bool(self.reads & library.reviewed), _clocks(self.reads, library)

    @cached_property
    def shelves(self) -> Shelves:
        library = self._library
        weekly = library.moving | library.reviewed
        found: tuple[list[Entry], ...] = ([], [], [])
        for turn, rule in enumerate(library.protocols[self._place].rules):
            leans = measured(rule)
            reads = rule.reads.union(self.reads, leans)
            shelf = MOVING if reads & library.moving else REVIEWED if reads & weekly else FIXED
            holds = ((shelf, self._place, turn), rule.kind, Held(rule))
            found[shelf].append(Entry(rule, _ask(rule.when), _clocks(reads, library), leans, holds))
        return tuple(tuple(shelf) for shelf in found)


class OwnPart:
    """A part for one patient: without lifted rules; what waits for a clock that does not run for them cannot move.

    `changes`: whether the protocol applies may change as days pass or with a review.
    """

    def __init__(self, part: Part, passing: frozenset[str], lifted: frozenset[str]) -> None:
        self._part, self._passing, self._lifted = part, passing, lifted
        self.changes = part.reviewed or not passing.isdisjoint(part.clocks)

    @cached_property
    def shelves(self) -> Shelves:
        fixed, reviewed, moving = (
            tuple(e for e in shelf if e.rule.ref not in self._lifted) if self._lifted else shelf
            for shelf in self._part.shelves
        )
        runs = tuple(entry for entry in moving if entry.clocks & self._passing)
        rests = tuple(entry for entry in moving if not entry.clocks & self._passing)
        return fixed, reviewed + rests, runs

    def entries(self) -> Iterator[Entry]:
        return chain.from_iterable(self.shelves)

    def applying(self, lookup: Lookup) -> Truth:
        """Whether the protocol applies."""
        return YES if self._part.applies is None else self._part.applies(lookup)


def _clocks(reads: frozenset[str], library: Library) -> frozenset[str]:
    """The facts of time alone that these facts rest on."""
    return frozenset[str]().union(*(library.clocks[name] for name in reads & library.moving))


def _parts(library: Library) -> list[Part]:
    """Every protocol's part, made once for a library."""
    if "parts" not in library.shelves:
        library.shelves["parts"] = [Part(place, library) for place in range(len(library.protocols))]
    found: list[Part] = library.shelves["parts"]
    return found


class Docket:
    """All rules of a library, split once into those that may change as days pass and those that cannot.

    A day's answers depend on it only through the thresholds its moving facts stand between: its `stand`.
    `passing`: the facts of time that the patient has.
    """

    def __init__(self, library: Library, lifted: frozenset[str], passing: frozenset[str]) -> None:
        self._thresholds = [(name, bounds) for name, bounds in library.thresholds if name in passing]
        self._parts = [OwnPart(part, passing, lifted) for part in _parts(library)]
        self._speaking: list[OwnPart] | None = None  # those whose protocol may come to apply
        self._settled: InForce | None = None
        self._reviewed: dict[object, list[Filed]] = {}
        self._changing: dict[object, Answers] = {}
        self._weeks: dict[object, InForce] = {}
        self._held: dict[object, Held] = {}
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
        if self._settled is None:
            self._settled = InForce(shared=self._shared)
            _put(self._settled, self._once(first, FIXED))
        if review not in self._reviewed:
            self._reviewed[review] = self._once(first, REVIEWED)
        filed = list(self._reviewed[review])
        for stand, situation in ((opening, first), (closing, last)):
            if stand not in self._changing:
                self._changing[stand] = self._answer(situation, MOVING)
        for (entry, early), (_, late) in zip(self._changing[opening], self._changing[closing], strict=True):
            if early is not NO or late is not NO:
                filed += self._filed(entry, early, late, first if early is UNKNOWN else last)
        week = self._settled.copy()
        _put(week, sorted(filed, key=_turn_of))
        return week

    def _once(self, situation: Situation, shelf: int) -> list[Filed]:
        answers = self._answer(situation, shelf)
        return [
            one for entry, said in answers if said is not NO
            for one in self._filed(entry, said, said, situation)
        ]  # fmt: skip

    def _filed(self, entry: Entry, opening: Truth, closing: Truth, situation: Situation) -> list[Filed]:
        """Where a rule belongs: on its kind's shelf, among those that ask, or both; `if_unknown` says so."""
        rule, turn, throughout = entry.rule, entry.holds[0], AND[opening, closing] is YES
        if OR[opening, closing] is YES:
            missing = tuple(name for name in entry.own if situation.lookup(name) is UNKNOWN)
            if throughout and not missing:
                return [entry.holds]
            return [(turn, rule.kind, self._same(rule, True, throughout, missing))]
        held = self._same(rule, False, False, situation.missing(rule.reads))
        out = [(turn, rule.kind, held)] if rule.if_unknown != "ask" else []
        return [*out, (turn, "asks", held)] if rule.if_unknown else out

    def _same(self, rule: Rule, certain: bool, throughout: bool, missing: tuple[str, ...]) -> Held:
        """One Held for one answer, so that what rests on the same rules is known by their identity."""
        key = (rule.ref, certain, throughout, missing)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = Held(rule, certain, throughout, missing)
        return held

    def after_absence(self, weeks: float, situation: Situation) -> list[Held]:
        """The moves that so many missed weeks lead to: for a stream that rested while the others went on."""

        def lookup(name: str) -> Any:
            return weeks if name == MISSED else situation.lookup(name)

        found = []
        for part in self._parts:
            if part.applying(situation.lookup) is not YES:
                continue
            for entry in part.entries():
                rule = entry.rule
                if MISSED in rule.reads and rule.kind == "move" and _said(entry.ask, YES, lookup) is YES:
                    found.append(entry.holds[2])
        return found

    def possible(self, kind: str, situation: Situation, open_groups: frozenset[str]) -> list[Held]:
        """Rules of a kind that may come to speak as the facts of some groups change: what a plan must announce."""
        facts = situation.facts

        def lookup(name: str) -> Any:
            return UNKNOWN if facts[name].group in open_groups else situation.lookup(name)

        found = []
        for part in self._parts:
            if part.applying(situation.lookup) is NO:
                continue
            for entry in part.entries():
                if entry.rule.kind == kind and _said(entry.ask, YES, lookup) is not NO:
                    found.append(entry.holds[2])
        return found

    def _answer(self, situation: Situation, shelf: int) -> Answers:
        """What each rule of a shelf says on a day, as far as its protocol applies."""
        lookup = situation.lookup
        if self._speaking is None:
            self._speaking = [p for p in self._parts if p.changes or p.applying(lookup) is not NO]
        found: Answers = []
        for part in self._speaking:
            applies = part.applying(lookup)
            found += [(entry, _said(entry.ask, applies, lookup)) for entry in part.shelves[shelf]]
        return found


def _put(week: InForce, filed: Sequence[Filed]) -> None:
    for _, kind, held in filed:
        getattr(week, kind).append(held)


def measured(rule: Rule) -> tuple[str, ...]:
    """The patient's own measurements that a limit leans on."""
    return tuple(own.fact for own in rule.effect.own) if isinstance(rule.effect, Limit) else ()


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
