"""Which conditions have a protocol of their own: a healthy adult's dose never goes out for one that has none.

Floor: protocol. It refuses to judge whether a protocol is enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fittvp.model.fact import Fact
from fittvp.model.truth import NO, YES
from fittvp.protocol.grammar import truth
from fittvp.protocol.rules import Protocol

FACT = "conditions"


def covering(condition: str, facts: Mapping[str, Fact], protocols: list[Protocol]) -> list[str]:
    """The ids of the protocols that apply to a patient of whom this one condition is known, and may speak of it."""

    def lookup(name: str) -> Any:
        if name == FACT:
            return frozenset((condition,))
        fact = facts[name]
        if fact.derived == "when":
            return {YES: "yes", NO: "no"}.get(truth(fact.condition, lookup))
        return None

    return [p.id for p in protocols if p.applies is not None and truth(p.applies, lookup) is YES]


def uncovered(facts: Mapping[str, Fact], protocols: list[Protocol]) -> list[str]:
    """Conditions that a patient file may name and that no protocol applies to."""
    known = facts[FACT].choices or {} if FACT in facts else {}
    return [condition for condition in known if not covering(condition, facts, protocols)]
