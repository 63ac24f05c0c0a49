"""Makes the mechanical cases of a rule from its text: holds, does not, unknown; at, just below, just above.

What a case expects is read here from the YAML text, word by word, with tables of its own: it shares no code
with the engine's grammar, so that a slip in either shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from random import Random
from typing import Any

from fittvp.model.fact import Fact

LINE = re.compile(
    r"^(?P<fact>\w+) (?P<word>at least|at most|below|above|is not|is|includes|excludes) (?P<value>.+)$"
)
NUMBER = re.compile(r"^-?\d+(?:\.\d+)?")
MOST = 3000  # assignments tried for one rule
TURNED = {
    "at least": {"below": "no", "at": "yes", "above": "yes"},
    "at most": {"below": "yes", "at": "yes", "above": "no"},
    "below": {"below": "yes", "at": "no", "above": "no"},
    "above": {"below": "no", "at": "no", "above": "yes"},
}
"""The truth table of the four comparisons, written out: this is what a clinician means by the words."""


@dataclass(frozen=True)
class Leaf:
    """One line of a condition. `number` is in the fact's own unit; None where the value is a word."""

    fact: str
    word: str
    value: str
    number: float | None

    def says(self, known: Mapping[str, Any], silent: str = "no") -> str:
        value = known.get(self.fact, "not asked")
        if value in ("unknown", "not asked"):
            return "unknown" if value == "unknown" else silent
        if self.number is not None:
            side = "at" if abs(value - self.number) < 1e-9 else "below" if value < self.number else "above"
            return TURNED[self.word][side]
        held = self.value in value if self.word in ("includes", "excludes") else value == self.value
        return "yes" if held == (self.word in ("is", "includes")) else "no"


Tree = tuple[str, Any]


def read(raw: Any, facts: Mapping[str, Fact]) -> Tree:
    """The condition's text as a tree of (all | any | not | leaf, inside)."""
    if isinstance(raw, str):
        found = LINE.match(raw.strip())
        assert found, raw
        fact = facts[found["fact"]]
        number = _number(found["value"], fact) if fact.kind == "quantity" else None
        return ("leaf", Leaf(fact.name, found["word"], found["value"], number))
    if isinstance(raw, list):
        return ("all", [read(each, facts) for each in raw])
    parts = [
        (word, read(inner, facts) if word == "not" else [read(each, facts) for each in inner])
        for word, inner in raw.items()
    ]
    return parts[0] if len(parts) == 1 else ("all", parts)


def _number(text: str, fact: Fact) -> float:
    found = NUMBER.match(text)
    assert found, text
    unit = text[found.end() :].strip()
    factor, offset = (fact.spellings or {}).get(unit, (1.0, 0.0))
    return float(found.group()) * factor + offset


def says(tree: Tree, known: Mapping[str, Any], silent: str = "no") -> str:
    """yes, no or unknown: the worst for `all`, the best for `any`."""
    word, inner = tree
    if word == "leaf":
        return inner.says(known, silent)
    if word == "not":
        turned = says(inner, known, "yes" if silent == "no" else "no")
        return {"yes": "no", "no": "yes", "unknown": "unknown"}[turned]
    order = ["no", "unknown", "yes"] if word == "all" else ["yes", "unknown", "no"]
    return min((says(each, known, silent) for each in inner), key=order.index)


def leaves(tree: Tree) -> list[Leaf]:
    word, inner = tree
    if word == "leaf":
        return [inner]
    return leaves(inner) if word == "not" else [leaf for each in inner for leaf in leaves(each)]


def _near(leaf: Leaf) -> float:
    """The smallest step at which a clinic writes this value."""
    digits = -int(Decimal(leaf.value.split()[0]).normalize().as_tuple().exponent)
    return float(10 ** -max(digits, 0)) / 10


def _candidates(name: str, mine: list[Leaf], facts: Mapping[str, Fact]) -> list[Any]:
    """Values of a fact on every side of every line that reads it."""
    fact = facts[name]
    if fact.kind == "quantity":
        found = {
            round(leaf.number + side * _near(leaf), 9)
            for leaf in mine for side in (-1, 0, 1) if leaf.number is not None
        }  # fmt: skip
        return sorted(found)
    named = sorted({leaf.value for leaf in mine})
    if fact.kind == "choices":
        others = [word for word in (fact.choices or {}) if word not in named][:1]
        return [frozenset(), *(frozenset({w}) for w in named), frozenset(named), frozenset(others)]
    words = ["yes", "no"] if fact.kind == "flag" else list(fact.choices or named)
    other = [word for word in words if word not in named][:1]
    return [*named, *other]


def assignments(tree: Tree, facts: Mapping[str, Fact]) -> Iterator[dict[str, Any]]:
    """Every mix of the candidates of the facts that a condition reads, up to a bound."""
    found = leaves(tree)
    names = sorted({leaf.fact for leaf in found})
    options = [_candidates(name, [x for x in found if x.fact == name], facts) for name in names]
    every = prod(len(each) for each in options) <= MOST
    chance = Random(0)
    mixes = product(*options) if every else ([chance.choice(each) for each in options] for _ in range(MOST))
    for values in mixes:
        yield dict(zip(names, values, strict=True))


def _beside(leaf: Leaf, value: Any, facts: Mapping[str, Fact]) -> list[list[Any]]:
    """Values of this line's fact on both sides of it, all else as it is; each list is one try."""
    if leaf.number is not None:
        return [[round(leaf.number + side * _near(leaf), 9) for side in (-1, 0, 1)]]
    if leaf.word in ("includes", "excludes"):
        return [[value - {leaf.value}, value | {leaf.value}]]
    fact = facts[leaf.fact]
    words = ["yes", "no"] if fact.kind == "flag" else list(fact.choices or ())
    return [[leaf.value, word] for word in words if word != leaf.value]


@dataclass(frozen=True)
class Made:
    """One case: what is known, what the text says, and what it tries."""

    known: dict[str, Any]
    expect: str
    tries: str


def cases(tree: Tree, own: list[Leaf], facts: Mapping[str, Fact]) -> list[Made]:
    """Holds and does not; and for each of the rule's own lines the values on which the answer turns."""
    tried = [(known, says(tree, known)) for known in assignments(tree, facts)]
    made = [
        Made(known, answer, "holds" if answer == "yes" else "does not hold")
        for wanted in ("yes", "no")
        for known, answer in [next(((k, a) for k, a in tried if a == wanted), ({}, ""))] if answer
    ]  # fmt: skip
    for leaf in own:
        made += _turning(leaf, tree, tried, facts)
    return made


def _turning(
    leaf: Leaf, tree: Tree, tried: list[tuple[dict[str, Any], str]], facts: Mapping[str, Fact]
) -> list[Made]:
    """A pair (for a number: three) that differ in nothing but this line's fact, and in the answer."""
    for known, _ in tried:
        for values in _beside(leaf, known[leaf.fact], facts):
            options = [{**known, leaf.fact: value} for value in values]
            answers = [says(tree, option) for option in options]
            pairs = set(zip([leaf.says(option) for option in options], answers, strict=True))
            if len(pairs) == len({said for said, _ in pairs}) == len({said for _, said in pairs}) == 2:
                tries = f"turns on: {leaf.fact} {leaf.word} {leaf.value}"
                return [Made(option, said, tries) for option, said in zip(options, answers, strict=True)]
    return []
