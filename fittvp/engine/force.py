"""Which rules are in force in a week: each evaluated on its first and last day, the more cautious answer kept.

Floor: engine. Pure. Rules that do not read a moving fact are evaluated once for the whole plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fittvp.engine.situation import Situation
from fittvp.model.truth import AND, NO, OR, UNKNOWN, YES, Truth
from fittvp.protocol.grammar import facts_read, truth
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


def answer(rule: Rule, applies: object, situation: Situation) -> Truth:
    """What one rule's conditions say on one day."""
    lookup = situation.lookup
    first = YES if applies is None else truth(applies, lookup)  # type: ignore[arg-type]
    if first is NO or rule.when is None:
        return first
    return AND[first, truth(rule.when, lookup)]


class Docket:
    """All rules of a library, split once into those that may change in a plan and those that cannot."""

    def __init__(
        self, protocols: Sequence[tuple[object, Sequence[Rule]]], moving: frozenset[str], lifted: frozenset[str]
    ) -> None:
        self._fixed: list[tuple[Rule, object]] = []
        self._moving: list[tuple[Rule, object]] = []
        for applies, rules in protocols:
            reads = facts_read(applies)  # type: ignore[arg-type]
            for rule in rules:
                if rule.ref in lifted:
                    continue
                pair = (rule, applies)
                (self._moving if (rule.reads | reads) & moving else self._fixed).append(pair)
        self._settled: dict[object, list[tuple[Rule, Truth]]] = {}

    def in_force(self, first: Situation, last: Situation, review: object = None) -> InForce:
        """The week's rules, from its first and its last day. `review` names the facts of the week before."""
        settled = self._settled.get(review)
        if settled is None:
            answers = [(rule, answer(rule, applies, first)) for rule, applies in self._fixed]
            settled = self._settled[review] = [(rule, found) for rule, found in answers if found is not NO]
        week = InForce()
        for rule, found in settled:
            _file(week, rule, found, found, first)
        for rule, applies in self._moving:
            opening = answer(rule, applies, first)
            closing = opening if last is first else answer(rule, applies, last)
            if opening is not NO or closing is not NO:
                _file(week, rule, opening, closing, first if opening is UNKNOWN else last)
        return week


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
