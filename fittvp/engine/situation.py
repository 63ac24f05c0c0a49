"""The facts on one day, as rules ask for them: a value, UNKNOWN (expected but not known) or None (not asked).

Floor: engine. Pure. It refuses to know files and clocks; days come in as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fittvp.model.fact import Fact
from fittvp.model.truth import NO, UNKNOWN, YES
from fittvp.protocol.grammar import facts_read, truth


class _Seen(dict[str, Any]):
    """The values, and what was worked out for the facts that are absent: a look at one costs no Python call."""

    __slots__ = ("facts", "stale")
    facts: Mapping[str, Fact]
    stale: frozenset[str]

    def __missing__(self, name: str) -> Any:
        self[name] = None  # a circle ends in silence
        self[name] = found = self._absent(name)
        return found

    def _absent(self, name: str) -> Any:
        fact = self.facts[name]
        if fact.derived == "when":
            return {YES: "yes", NO: "no", UNKNOWN: UNKNOWN}[truth(fact.condition, self.__getitem__)]
        if name in self.stale:
            return UNKNOWN
        if fact.expected_when is None or truth(fact.expected_when, self.__getitem__) is NO:
            return None
        return UNKNOWN


class Situation:
    """What is known on one day. `stale`: known once, too old now, or asked and not available.

    `lookup(name)`: the value, Truth.UNKNOWN, or None where nobody would ask.
    """

    __slots__ = ("facts", "lookup", "stale", "values")

    def __init__(self, facts: Mapping[str, Fact], values: Mapping[str, Any], stale: frozenset[str]) -> None:
        self.facts = facts
        self.values = values
        self.stale = stale
        seen = _Seen(values)
        if None in values.values():  # no value is no answer: it is worked out like any absent fact
            seen = _Seen({name: value for name, value in values.items() if value is not None})
        seen.facts, seen.stale = facts, stale
        self.lookup: Callable[[str], Any] = seen.__getitem__

    def values_or_none(self, name: str) -> Any:
        """The value, or None; a fact that no protocol defines is None too."""
        return self.lookup(name) if name in self.facts else None

    def missing(self, names: frozenset[str]) -> tuple[str, ...]:
        """Of these facts, the ones that are unknown; a derived flag is traced to what it rests on."""
        found: set[str] = set()
        for name in names:
            if self.lookup(name) is UNKNOWN:
                fact = self.facts[name]
                below = self.missing(facts_read(fact.condition)) if fact.derived == "when" else ()
                found.update(below or (name,))
        return tuple(sorted(found))

    def follows(self, name: str) -> bool:
        """The fact is asked only because another one is unknown: it comes up, or not, once that is answered."""
        rule = self.facts[name].expected_when
        return name not in self.stale and rule is not None and truth(rule, self.lookup) is UNKNOWN

    def expected(self) -> tuple[str, ...]:
        """Every fact that is unknown for this patient today."""
        return tuple(name for name in self.facts if self.lookup(name) is UNKNOWN)
