"""The cases of tests/cases: sentences that would be true in a clinic, each about one rule of one protocol."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

import pytest

from fittvp.engine.advance import Wishes
from fittvp.engine.findings import clearance, not_known
from fittvp.engine.fold import forecast, open_case
from fittvp.engine.force import answer
from fittvp.model.patient import read_facts
from fittvp.model.record import Patient
from fittvp.model.truth import YES
from fittvp.protocol.grammar import truth
from fittvp.protocol.library import load_library
from fittvp.protocol.strict_yaml import load_strict

FOLDER = Path(__file__).parent / "cases"
KINDS = {"holds", "does_not_hold", "unknown", "at", "just_below", "just_above"}
LIBRARY = load_library(cache=False)
BY_NAME = {rule.name: (protocol, rule) for protocol in LIBRARY.protocols for rule in protocol.rules}


@lru_cache(maxsize=1)
def cases() -> list[dict]:
    found = []
    for path in sorted(set(FOLDER.glob("*.yaml")) - {FOLDER / "combined.yaml"}):
        found += load_strict(path.read_text(encoding="utf-8"), path.name)
    return found


def opened(case: dict):
    on = dt.date.fromisoformat(case["on"])
    readings = read_facts(case["patient"], LIBRARY.facts, on)
    return open_case(LIBRARY, Patient("case", "", readings), on, Wishes()), on


def problem(case: dict) -> str:
    """What is wrong with a case; empty when it holds."""
    protocol, rule = BY_NAME[case["covers"]]
    held, on = opened(case)
    now = held.situation(on, {})
    expect = case["expect"]
    said = answer(rule, YES if protocol.applies is None else truth(protocol.applies, now.lookup), now).value
    if said != expect["rule"]:
        return f"the rule says {said}, expected {expect['rule']}"
    rules = held.docket.in_force(now, now)
    if "clearance" in expect and clearance(rules).verdict != expect["clearance"]:
        return f"clearance is {clearance(rules).verdict}, expected {expect['clearance']}"
    if "not_known" in expect:
        asked = " ".join(line.fact for line in not_known(rules, now))
        lost = [name for name in expect["not_known"] if name not in asked]
        if lost:
            return f"the plan does not ask for {', '.join(lost)}"
    for field, bound in expect.get("week_1", {}).items():
        if not _within(held, field, bound):
            return f"week 1 {field} is not {bound}"
    return ""


def _within(held, field: str, bound: str) -> bool:
    stream, _, name = field.partition(".")
    state = forecast(held, 1)[0]
    value = state.streams[stream].at(name)
    words = bound.split()
    number = float(words[2])
    return value <= number + 1e-6 if words[1] == "most" else value >= number - 1e-6


@pytest.mark.parametrize("protocol", [p.id for p in LIBRARY.protocols])
def test_every_case_of_a_protocol_is_true(protocol):
    """Each sentence holds when the engine is asked."""
    wrong = [
        f"{case['name']}: {found}" for case in cases()
        if case["covers"].startswith(protocol + "#") and (found := problem(case))
    ]  # fmt: skip

    assert wrong == []


def test_case_names_are_unique_sentences():
    """A name is a sentence that a clinician could say, and stands once."""
    names = [case["name"] for case in cases()]

    assert len(set(names)) == len(names)
    assert all(len(name.split()) >= 4 and name[0].isupper() for name in names)
    assert {case["kind"] for case in cases()} <= KINDS


@pytest.mark.parametrize("protocol", [p.id for p in LIBRARY.protocols])
def test_every_protocol_has_cases_that_teach(protocol):
    """A stable patient, a worst sign, a limit: sentences a clinician learns the protocol from."""
    assert len([case for case in cases() if case["covers"].startswith(protocol + "#")]) >= 4


def test_every_case_names_a_rule_that_exists():
    """A renamed rule takes its cases with it."""
    assert [case["covers"] for case in cases() if case["covers"] not in BY_NAME] == []
