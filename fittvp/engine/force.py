"""Which rules are in force in a week: each evaluated on its first and last day, the more cautious answer kept.

Floor: engine. Pure. Rules that do not read a moving fact are evaluated once for the whole plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fittvp.engine.situation import Situation
from fittvp.model.truth import AND, NO, OR, UNKNOWN, YES, Truth
from fittvp.protocol.grammar import DECIMALS, facts_read, truth
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Limit, OwnBound, Rule

VERDICTS = ("ok", "caution", "defer", "refuse")


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


def answer(rule: Rule, applies: Truth, situation: Situation) -> Truth:
    """What one rule's conditions say on one day, its protocol's own condition being `applies`."""
    if applies is NO or rule.when is None:
        return applies
    return AND[applies, truth(rule.when, situation.lookup)]


Answers = list[tuple[Rule, Truth]]


class Docket:
    """All rules of a library, split once into those that may change as days pass and those that cannot.

    A day's answers depend on it only through the thresholds its moving facts stand between: its `stand`.
    """

    def __init__(self, library: Library, lifted: frozenset[str]) -> None:
        moving = library.moving
        self._thresholds = library.thresholds
        self._parts: list[tuple[Any, list[Rule], list[Rule]]] = []
        for protocol in library.protocols:
            own = bool(facts_read(protocol.applies) & moving)
            fixed = [r for r in protocol.rules if not (own or r.reads & moving) and r.ref not in lifted]
            changing = [r for r in protocol.rules if (own or r.reads & moving) and r.ref not in lifted]
            self._parts.append((protocol.applies, fixed, changing))
        self._fixed: dict[object, Answers] = {}
        self._changing: dict[object, Answers] = {}
        self._weeks: dict[object, InForce] = {}

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
        if review not in self._fixed:
            self._fixed[review] = self._answer(first, 1)
        for stand, situation in ((opening, first), (closing, last)):
            if stand not in self._changing:
                self._changing[stand] = self._answer(situation, 2)
        week = InForce()
        for rule, found in self._fixed[review]:
            if found is not NO:
                _file(week, rule, found, found, first)
        for (rule, early), (_, late) in zip(self._changing[opening], self._changing[closing], strict=True):
            if early is not NO or late is not NO:
                _file(week, rule, early, late, first if early is UNKNOWN else last)
        return week

    def possible(self, kind: str, situation: Situation, open_groups: frozenset[str]) -> list[Held]:
        """Rules of a kind that may come to speak as the facts of some groups change: what a plan must announce."""
        facts = situation.facts

        def lookup(name: str) -> Any:
            return UNKNOWN if facts[name].group in open_groups else situation.lookup(name)

        found = []
        for applies, fixed, changing in self._parts:
            if applies is not None and truth(applies, situation.lookup) is NO:
                continue
            for rule in (*fixed, *changing):
                if rule.kind == kind and (rule.when is None or truth(rule.when, lookup) is not NO):
                    found.append(Held(rule))
        return found

    def _answer(self, situation: Situation, part: int) -> Answers:
        found: Answers = []
        for parts in self._parts:
            applies = YES if parts[0] is None else truth(parts[0], situation.lookup)
            found += [(rule, answer(rule, applies, situation)) for rule in parts[part]]
        return found


def _file(week: InForce, rule: Rule, opening: Truth, closing: Truth, situation: Situation) -> None:
    """Put a rule where it belongs; `if_unknown` says where an unknown one goes."""
    either, both = OR[opening, closing], AND[opening, closing]
    shelf: list[Held] = getattr(week, rule.kind)
    if either is YES:
        shelf.append(Held(rule, True, both is YES, _own_missing(rule, situation)))
        return
    held = Held(rule, False, False, situation.missing(rule.reads))
    if rule.if_unknown in ("", "applies", "hold", "caution", "defer"):
        shelf.append(held)
    if rule.if_unknown:
        week.asks.append(held)


def _own_missing(rule: Rule, situation: Situation) -> tuple[str, ...]:
    """Measurements a limit leans on that are expected and not known."""
    if not isinstance(rule.effect, Limit) or not rule.effect.own:
        return ()
    return tuple(own.fact for own in rule.effect.own if situation.lookup(own.fact) is UNKNOWN)


def verdict_of(held: Held) -> str:
    """The clearance a rule gives: its own when it holds, and no worse than its `if_unknown` when not known."""
    own = held.rule.effect.verdict  # type: ignore[union-attr]
    if held.certain:
        return own
    return VERDICTS[min(VERDICTS.index(own), VERDICTS.index(held.rule.if_unknown))]


def own_value(own: OwnBound, values: Mapping[str, object]) -> float | None:
    """The bound on the patient's own measurement, or None while it is not known."""
    measured = values.get(own.fact)
    if not isinstance(measured, (int, float)):
        return None
    return measured * own.share if own.share is not None else measured + own.offset
