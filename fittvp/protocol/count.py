"""Counts what rules rest on: how their sources were seen, and how strong they are.

Floor: protocol. A rule counts once: `seen` by its best source, strength by its main (first) source, which is what
its author rates it by. It refuses to know whether a source is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from fittvp.protocol.rules import Cite, Protocol, Rule

SEEN: Final = ("full", "secondary", "memory")
STRENGTH: Final = ("strong", "moderate", "weak", "expert")
JUDGEMENT: Final = "judgement"


def best(rule: Rule) -> Cite:
    """The source that a rule counts by: seen best, then strongest, a publication before judgement."""
    return min(
        rule.sources,
        key=lambda cite: (SEEN.index(cite.seen), STRENGTH.index(cite.strength), cite.id == JUDGEMENT),
    )


def totals_of(protocols: Iterable[Protocol]) -> dict[str, Any]:
    """How many protocols and rules; rules by `seen` and main `strength`; the share of memory in percent (one decimal).

    `judgement`: rules whose best source is judgement; they are counted under memory too.
    """
    every = list(protocols)
    rules = [rule for protocol in every for rule in protocol.rules]
    cites = [best(rule) for rule in rules if rule.sources]
    seen = Counter(cite.seen for cite in cites)
    strength = Counter(rule.sources[0].strength for rule in rules if rule.sources)
    share = 100 * seen["memory"] / len(rules) if rules else 0.0
    return {
        "protocols": len(every),
        "reviewed": sum(protocol.status == "reviewed" for protocol in every),
        "rules": len(rules),
        "rules_without_source": len(rules) - len(cites),
        "seen": {how: seen[how] for how in SEEN},
        "judgement": sum(cite.id == JUDGEMENT for cite in cites),
        "memory_percent": round(share, 1),
        "strength": {how: strength[how] for how in STRENGTH},
    }
