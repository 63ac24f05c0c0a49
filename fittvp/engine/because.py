"""Which facts made a rule speak, each with its value and day: what stands beside a sentence of the `or` kind.

Floor: engine. Pure. It judges nothing anew: it reads a rule's own condition and keeps the comparisons that are true.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fittvp.engine.situation import Situation
from fittvp.model.fact import Fact
from fittvp.model.record import Patient
from fittvp.model.truth import YES
from fittvp.protocol.grammar import Node, truth

_MOST = 3  # facts named beside one sentence


def because(node: Node | None, situation: Situation, patient: Patient) -> list[str]:
    """The facts of a condition that holds, in words: `Parathyroid hormone: 25 pmol/L (2026-11-18)`."""
    told = dict.fromkeys(_fired(node, situation)) if node is not None else {}
    said = [_words(name, word, situation, patient) for name, word in told]
    return said[:_MOST]


def _fired(node: Node, situation: Situation) -> list[tuple[str, str]]:
    """(fact, the word looked for) of every comparison that is true, those of a worked-out flag in its place."""
    if node[0] in ("all", "any"):
        return [one for inner in node[1] for one in _fired(inner, situation)]
    if node[0] == "not" or truth(node, situation.lookup) is not YES:
        return []
    name, wanted = node[1], node[2]
    fact = situation.facts[name]
    if fact.derived == "when":
        return _fired(fact.condition, situation) if wanted == "yes" else []
    return [(name, wanted if node[0] == "includes" else "")]


def _words(name: str, word: str, situation: Situation, patient: Patient) -> str:
    fact, value = situation.facts[name], situation.values.get(name)
    on = next((r.on for r in reversed(patient.readings.get(name, ())) if r.on), None)
    day = f" ({on.isoformat()})" if on else ""
    return f"{fact.label}: {word_of(fact, word or value)}{day}"


def word_of(fact: Fact, value: Any) -> str:
    """A value as a person writes it."""
    choices: Mapping[str, str] = fact.choices or {}
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(choices.get(word, word)) for word in value)) or "none"
    if isinstance(value, float):
        return f"{value:.4g} {fact.unit}".strip()
    return str(choices.get(value, value))
