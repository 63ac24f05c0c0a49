"""Every rule of every protocol: holds, does not, unknown; every threshold at, just below and just above.

Generated from the protocols' own text (case_maker.py); the cases that teach stand in tests/cases.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from case_maker import Leaf, Made, cases, leaves, read, says

from fittvp.engine.force import answer
from fittvp.engine.situation import Situation
from fittvp.model.truth import UNKNOWN, YES
from fittvp.protocol.grammar import truth
from fittvp.protocol.library import load_library
from fittvp.protocol.strict_yaml import load_strict

LIBRARY = load_library(cache=False)
FACTS = LIBRARY.facts


@cache
def texts(protocol: str) -> tuple[Any, dict[str, Any]]:
    """When the protocol applies, and each rule's own condition, as the author wrote them."""
    raw = load_strict(LIBRARY.texts[protocol], protocol)
    applies = None if raw["applies_when"] == "always" else raw["applies_when"]
    return applies, {rule["id"]: rule.get("when") for rule in raw["rules"]}


def condition(protocol: str, rule: str) -> Any:
    """The rule's whole condition as a tree: its protocol's and its own; None where it always speaks."""
    applies, rules = texts(protocol)
    parts = [part for part in (applies, rules[rule]) if part is not None]
    return read(parts, FACTS) if parts else None


def engine_says(protocol: Any, rule: Any, known: dict[str, Any]) -> str:
    """The engine's answer when exactly these facts are known."""
    now = Situation(FACTS, known, frozenset())
    applies = YES if protocol.applies is None else truth(protocol.applies, now.lookup)
    return answer(rule, applies, now).value


@cache
def made_for(protocol: str) -> list[tuple[Any, Any, list[Leaf], list[Made]]]:
    """Each rule that has a condition: the rule, its tree, its own lines, its cases."""
    found = []
    for rule in next(p for p in LIBRARY.protocols if p.id == protocol).rules:
        tree, own = condition(protocol, rule.id), texts(protocol)[1][rule.id]
        if tree is not None:
            lines = leaves(read(own, FACTS)) if own is not None else []
            found.append((rule, tree, lines, cases(tree, lines, FACTS)))
    return found


@pytest.mark.parametrize("protocol", LIBRARY.protocols, ids=lambda p: p.id)
def test_each_rule_says_in_the_engine_what_its_words_say_on_paper(protocol):
    """Holds and does not; each line of a condition turns the answer; each threshold at, below and above."""
    wrong = []
    for rule, _, own, made in made_for(protocol.id):
        lacking = {"yes", "no"} - {case.expect for case in made}
        if lacking:
            wrong.append(f"{rule.id}: no values at all make it {' or '.join(sorted(lacking))}")
        turned = {case.tries for case in made}
        wrong += [
            f"{rule.id}: `{leaf.fact} {leaf.word} {leaf.value}` never changes the answer"
            for leaf in own
            if f"turns on: {leaf.fact} {leaf.word} {leaf.value}" not in turned
        ]
        wrong += [
            f"{rule.id} ({case.tries}): {case.known} is {said}, its words say {case.expect}"
            for case in made
            if (said := engine_says(protocol, rule, dict(case.known))) != case.expect
        ]

    assert wrong == []


@pytest.mark.parametrize("protocol", LIBRARY.protocols, ids=lambda p: p.id)
def test_a_fact_that_must_be_known_and_is_not_makes_its_rule_unknown(protocol):
    """Not known is a third answer: neither yes nor no is given for it."""
    wrong = []
    for rule, tree, _, made in made_for(protocol.id):
        for name in sorted({leaf.fact for leaf in leaves(tree)}):
            if FACTS[name].expected_when is None or FACTS[name].derived == "when":
                continue
            for case in made:
                known = {key: value for key, value in case.known.items() if key != name}
                now = Situation(FACTS, known, frozenset({name}))
                expect = says(tree, {**{n: _seen(now, n) for n in facts_of(tree)}, name: "unknown"})
                said = answer(
                    rule, YES if protocol.applies is None else truth(protocol.applies, now.lookup), now
                ).value
                if said != expect:
                    wrong.append(f"{rule.id} without {name}: {said}, its words say {expect}")

    assert wrong == []


def facts_of(tree: Any) -> set[str]:
    return {leaf.fact for leaf in leaves(tree)}


def _seen(now: Situation, name: str) -> Any:
    value = now.lookup(name)
    return "not asked" if value is None else "unknown" if value is UNKNOWN else value
