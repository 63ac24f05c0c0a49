"""Combines the limits of a week: for each field of each stream the tightest bound, with every rule that ties.

Floor: engine. Pure. A limit binds what it names and nothing else; what yielded is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fittvp.engine.force import Held, own_value
from fittvp.protocol.rules import Limit

Key = tuple[str, str]  # stream, field
_NOTHING: dict[tuple[str, str], tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Tight:
    """The bound that holds: its value, the rules that say so (ties together), and those that yielded."""

    value: float
    refs: tuple[str, ...]
    written: str
    yielded: tuple[str, ...] = ()
    certain: bool = True


@dataclass(slots=True)
class Limits:
    """A week's bounds. `closed` streams, `closes` words (tag, setting, ...) with the streams they concern."""

    ceilings: dict[Key, Tight] = field(default_factory=dict)
    floors: dict[Key, Tight] = field(default_factory=dict)
    closed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    closes: list[tuple[str, str, tuple[str, ...], str]] = field(default_factory=list)
    conditions: list[tuple[str, str, str]] = field(default_factory=list)  # kind, words, rule
    memo: dict[Any, Any] = field(default_factory=dict)  # what was worked out from exactly these limits

    def ceiling(self, stream: str, name: str) -> Tight | None:
        return self.ceilings.get((stream, name))

    def shut(self, stream: str) -> dict[tuple[str, str], tuple[str, ...]]:
        """What is closed within a stream: (what, word) with the rules."""
        found: dict[str, dict[tuple[str, str], tuple[str, ...]]] | None = self.memo.get("shut")
        if found is None:
            found = self.memo["shut"] = {}
            for what, word, streams, ref in self.closes:
                for name in streams:
                    marks = found.setdefault(name, {})
                    marks[what, word] = tuple(sorted({*marks.get((what, word), ()), ref}))
        return found.get(stream, _NOTHING)

    def high(self, stream: str, name: str, otherwise: float) -> float:
        """The lower of a wish and the ceiling."""
        found = self.ceilings.get((stream, name))
        return otherwise if found is None else min(otherwise, found.value)


def combine_limits(held: Iterable[Held], values: Mapping[str, object]) -> Limits:
    """The week's limits. `values`: today's facts, for bounds on the patient's own measurement."""
    limits = Limits()
    ups: dict[Key, list[tuple[float, str, str, bool]]] = {}
    downs: dict[Key, list[tuple[float, str, str, bool]]] = {}
    for each in held:
        effect, ref = each.rule.effect, each.rule.ref
        assert isinstance(effect, Limit)
        for stream, bound in effect.bounds:
            side = ups if bound.side == "most" else downs
            entry = (bound.value, ref, bound.written, each.certain)
            side.setdefault((stream, bound.field), []).append(entry)
        for own in effect.own:
            value = own_value(own, values)
            if value is not None:
                side = ups if own.side == "most" else downs
                for stream in effect.streams:
                    entry = (value, ref, own.written, each.certain)
                    side.setdefault((stream, own.field), []).append(entry)
        for stream in effect.closes_streams:
            limits.closed[stream] = tuple(sorted({*limits.closed.get(stream, ()), ref}))
        limits.closes += [(what, word, effect.streams, ref) for what, word in effect.closes]
        said = [("supervision", effect.supervision), ("timing", effect.timing)]
        said += [("with", words) for words in effect.with_]
        limits.conditions += [(kind, words, ref) for kind, words in said if words]
    limits.ceilings = {key: _tightest(entries, lower=True) for key, entries in ups.items()}
    limits.floors = {key: _tightest(entries, lower=False) for key, entries in downs.items()}
    limits.closes.sort()
    limits.conditions.sort()
    return limits


def _tightest(entries: list[tuple[float, str, str, bool]], lower: bool) -> Tight:
    if len(entries) == 1:
        value, ref, written, sure = entries[0]
        return Tight(value, (ref,), written, (), sure)
    pick = min if lower else max
    value = pick(entry[0] for entry in entries)
    winners = sorted({(ref, written, sure) for v, ref, written, sure in entries if v == value})
    refs = tuple(dict.fromkeys(ref for ref, _, _ in winners))
    yielded = tuple(sorted({ref for _, ref, _, _ in entries} - set(refs)))
    return Tight(value, refs, winners[0][1], yielded, any(sure for _, _, sure in winners))


def clashes(limits: Limits) -> list[tuple[Key, Tight, Tight]]:
    """A floor above a ceiling: the pairs, for the clinician."""
    return [
        (key, low, limits.ceilings[key])
        for key, low in sorted(limits.floors.items())
        if key in limits.ceilings and low.value > limits.ceilings[key].value
    ]
