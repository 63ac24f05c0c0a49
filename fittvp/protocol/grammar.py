"""The one-line grammar of conditions: `<fact> <comparison> <value with unit>`, and `all`, `any`, `not` around it.

Floor: protocol. Compiles a condition to plain nested tuples (JSON-ready), and reads truth from them.
It does no arithmetic and knows no fact's meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fittvp.model.fact import Fact
from fittvp.model.truth import NO, UNKNOWN, YES, Truth
from fittvp.model.units import QuantityError, read_quantity

Node = tuple[Any, ...]
"""("all", nodes) | ("any", nodes) | ("not", node) | (comparison, fact, value)."""

COMPARISONS = ("at least", "at most", "below", "above", "is not", "is", "includes", "excludes")
_LINE = re.compile(
    r"^(?P<fact>[a-z][a-z0-9_]*)\s+(?P<comparison>" + "|".join(COMPARISONS) + r")\s+(?P<value>.+)$"
)
_NUMBERS = {"at least", "at most", "below", "above"}
DECIMALS = 9  # conversions are compared equal up to here


class GrammarError(ValueError):
    """A condition that cannot be read. The message says what is wrong and what to do."""


def compile_condition(raw: Any, facts: Mapping[str, Fact]) -> Node:
    """Compile a YAML condition (a line, or a mapping of all/any/not). Raises GrammarError."""
    if isinstance(raw, str):
        return _line(raw, facts)
    if isinstance(raw, list):
        return ("all", tuple(compile_condition(item, facts) for item in raw))
    if isinstance(raw, dict) and raw:
        parts = [_group(word, inner, facts) for word, inner in raw.items()]
        return parts[0] if len(parts) == 1 else ("all", tuple(parts))
    raise GrammarError(f"{raw!r} is not a condition: write a line, or `all:`, `any:` or `not:` over lines.")


def _group(word: str, inner: Any, facts: Mapping[str, Fact]) -> Node:
    if word in ("all", "any"):
        if not isinstance(inner, list) or not inner:
            raise GrammarError(f"`{word}:` needs a list of conditions.")
        return (word, tuple(compile_condition(item, facts) for item in inner))
    if word == "not":
        return ("not", compile_condition(inner, facts))
    raise GrammarError(f"`{word}` is no grammar word: use `all`, `any` or `not`.")


def _line(line: str, facts: Mapping[str, Fact]) -> Node:
    match = _LINE.match(line.strip())
    if match is None:
        raise GrammarError(f"`{line}` is not `<fact> <{'|'.join(COMPARISONS)}> <value>`.")
    name, comparison, value = match["fact"], match["comparison"], match["value"].strip()
    fact = facts.get(name)
    if fact is None:
        raise GrammarError(f"`{name}` is not a fact{_nearest(name, facts)}.")
    if comparison in _NUMBERS:
        return (comparison, name, _number(value, fact, line))
    return (comparison, name, _word(value, comparison, fact, line))


def _number(value: str, fact: Fact, line: str) -> float:
    if fact.kind != "quantity":
        raise GrammarError(f"`{line}`: {fact.name} is not a quantity; use `is` or `includes`.")
    try:
        return read_quantity(value, fact)
    except QuantityError as error:
        raise GrammarError(f"`{line}`: {error}") from error


def _word(value: str, comparison: str, fact: Fact, line: str) -> str:
    wanted = "choices" if comparison in ("includes", "excludes") else None
    if (fact.kind == "choices") is not (wanted == "choices"):
        raise GrammarError(
            f"`{line}`: a {fact.kind} takes {'`includes`' if fact.kind == 'choices' else '`is`'}."
        )
    allowed: Iterable[str] = ("yes", "no") if fact.kind == "flag" else (fact.choices or ())
    if fact.kind in ("flag", "choice", "choices") and value not in allowed:
        raise GrammarError(f"`{line}`: `{value}` is not one of {', '.join(allowed)}.")
    return value


def _nearest(name: str, facts: Mapping[str, Fact]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, facts, n=1)
    return f" (did you mean `{near[0]}`?)" if near else " (define it in facts.yaml)"


def facts_read(node: Node | None) -> frozenset[str]:
    """The names of the facts that a compiled condition reads."""
    if node is None:
        return frozenset()
    if node[0] in ("all", "any"):
        return frozenset().union(*(facts_read(inner) for inner in node[1]))
    if node[0] == "not":
        return facts_read(node[1])
    return frozenset((node[1],))


def freeze(raw: Any) -> Any:
    """Lists from JSON back to tuples."""
    return tuple(freeze(item) for item in raw) if isinstance(raw, list) else raw


Lookup = Callable[[str], Any]
"""Gives a value, or Truth.UNKNOWN for an expected fact that is not known, or None for one not asked."""


Ready = Callable[[Lookup], Truth]
"""A condition that is ready to be asked."""

_READY: dict[
    tuple[int, bool], tuple[Node, Ready]
] = {}  # by identity; the node is kept so that no other takes its place
_MANY = 20_000
_NEARLY = 0.5 * 10**-DECIMALS


def truth(node: Node, lookup: Lookup, silent: Truth = NO) -> Truth:
    """What a compiled condition says, by the tables of model.truth.

    `silent` is the answer of a comparison on a fact that was not asked.
    """
    return ready(node, silent)(lookup)


def ready(node: Node, silent: Truth = NO) -> Ready:
    """A compiled condition, made ready once to be asked again and again."""
    key = (id(node), silent is NO)
    known = _READY.get(key)
    if known is None:
        if len(_READY) >= _MANY:
            _READY.clear()
        known = _READY[key] = (node, _ready(node, silent))
    return known[1]


def _ready(node: Node, silent: Truth) -> Ready:
    word = node[0]
    if word == "all" or word == "any":
        parts = [_ready(inner, silent) for inner in node[1]]
        return (
            parts[0] if len(parts) == 1 else _group_ready(parts, *((NO, YES) if word == "all" else (YES, NO)))
        )
    if word == "not":
        inner = _ready(node[1], YES if silent is NO else NO)
        turned = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}
        return lambda lookup: turned[inner(lookup)]
    name, holds = node[1], _against(word, node[2])

    def line(lookup: Lookup) -> Truth:
        value: object = lookup(name)
        if value is None:
            return silent
        if value is UNKNOWN:
            return UNKNOWN
        return YES if holds(value) else NO

    return line


def _group_ready(parts: list[Ready], ends: Truth, otherwise: Truth) -> Ready:
    if len(parts) == 1:
        return parts[0]

    def group(lookup: Lookup) -> Truth:
        answer = otherwise
        for part in parts:
            found = part(lookup)
            if found is ends:
                return ends
            if found is UNKNOWN:
                answer = UNKNOWN
        return answer

    return group


def _against(word: str, bound: Any) -> Callable[[Any], bool]:
    """One comparison with its value put in."""
    if word in _NUMBERS:
        under, over = bound - _NEARLY, bound + _NEARLY
        return {
            "below": lambda value: value < under,
            "at least": lambda value: value >= under,
            "above": lambda value: value > over,
            "at most": lambda value: value <= over,
        }[word]
    if word in ("includes", "excludes"):
        return (lambda value: bound in value) if word == "includes" else (lambda value: bound not in value)
    return (lambda value: value == bound) if word == "is" else (lambda value: value != bound)


def thresholds(node: Node | None) -> list[tuple[str, float]]:
    """Every (fact, number) that a condition compares with."""
    if node is None:
        return []
    if node[0] in ("all", "any"):
        return [pair for inner in node[1] for pair in thresholds(inner)]
    if node[0] == "not":
        return thresholds(node[1])
    return [(node[1], node[2])] if isinstance(node[2], (int, float)) else []


def words(node: Node, facts: Mapping[str, Fact]) -> str:
    """The condition in a clinician's words, for pages and notes."""
    if node[0] in ("all", "any"):
        joint = " and " if node[0] == "all" else " or "
        inner = [words(item, facts) for item in node[1]]
        return inner[0] if len(inner) == 1 else "(" + joint.join(inner) + ")"
    if node[0] == "not":
        return "not " + words(node[1], facts)
    fact = facts[node[1]]
    if isinstance(node[2], (int, float)):
        return f"{fact.label} {node[0]} {node[2]:.4g} {fact.unit}".rstrip()
    label = (fact.choices or {}).get(node[2], node[2])
    return f"{fact.label} {node[0]} {label}"
