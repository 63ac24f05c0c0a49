"""Two to five conditions at once (tests/cases/combined.yaml): which dose wins, what is added, forbidden, in conflict.

Each case is a whole plan: the sentence is what a clinician would say about this patient.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_facts
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.record import Patient
from fittvp.protocol.library import load_library
from fittvp.protocol.strict_yaml import load_strict

FILE = Path(__file__).parent / "cases/combined.yaml"
LIBRARY = load_library()
CASES = load_strict(FILE.read_text(encoding="utf-8"), FILE.name)
KNOWN = {
    "clearance", "findings", "no_findings", "week_1", "heading", "decided_by", "limited_by", "closed", "open",
    "conflicts", "under_least", "not_under_least", "asks", "asks_not", "streams", "red_flags", "checks", "conditions",
}  # fmt: skip


def plan_for(case: dict[str, Any]) -> Plan:
    on = dt.date.fromisoformat(case["on"])
    readings = read_facts(case["patient"], LIBRARY.facts, on)
    return prescribe(LIBRARY, Patient("combined", "", readings), on, AskedPart(weeks=12))


def names(refs: Any) -> set[str]:
    """`protocol@2#rule` as `protocol#rule`."""
    return {f"{ref.partition('@')[0]}#{ref.partition('#')[2]}" for ref in refs}


def holds(value: float, bound: str) -> bool:
    """`at most 30`, `at least 10`, `is 15`."""
    word, number = bound.rsplit(" ", 1)
    want = float(number)
    return {
        "at most": value <= want + 1e-6, "at least": value >= want - 1e-6, "is": abs(value - want) < 1e-6,
    }[word]  # fmt: skip


def wrong_with(case: dict[str, Any]) -> list[str]:
    """What the plan says otherwise than the case."""
    plan, expect = plan_for(case), case["expect"]
    assert expect.keys() <= KNOWN, expect.keys() - KNOWN
    first = plan.weeks[0] if plan.weeks else None
    doses = {
        f"{stream}.{field}": value
        for stream, fields in (first.doses if first else {}).items()
        for field, value in fields.items()
    }
    ends = {f"{h.stream}.{h.field}": h for h in plan.headings}
    found = []
    if plan.clearance.verdict != expect.get("clearance", plan.clearance.verdict):
        said = [f"{f.rule} ({', '.join(f.unknown)})" for f in plan.clearance.findings]
        found.append(f"clearance is {plan.clearance.verdict}: {said}")
    for name, bound in expect.get("week_1", {}).items():
        if name not in doses or not holds(doses[name].high, bound):
            found.append(
                f"week 1 {name} is {doses[name].high if name in doses else 'not there'}, not {bound}"
            )
    for name, bound in expect.get("heading", {}).items():
        if name not in ends or not holds(ends[name].high, bound):
            found.append(
                f"{name} is heading for {ends[name].high if name in ends else 'nothing'}, not {bound}"
            )
    for name, rule in expect.get("decided_by", {}).items():
        said = (
            names(ref for reason in doses[name].reasons for ref in reason.rules) if name in doses else set()
        )
        said |= names([*ends[name].aim_rules, *ends[name].limit_rules]) if name in ends else set()
        if rule not in said:
            found.append(f"{name} is decided by {sorted(said)}, not by {rule}")
    for name, rule in expect.get("limited_by", {}).items():
        said = names(ends[name].limit_rules) if name in ends else set()
        said |= names(
            b.rules[0] for b in (first.beside.get(name.partition(".")[0], []) if first else []) if b.rules
        )
        if rule not in said:
            found.append(f"{name} is limited by {sorted(said)}, not by {rule}")
    return [*found, *_lists(plan, expect)]


def _lists(plan: Plan, expect: dict[str, Any]) -> list[str]:
    """Sets that the plan must hold, and sets of which it must hold nothing."""
    first = plan.weeks[0] if plan.weeks else None
    closed = {f"{c.what} {c.word}" for c in first.closed} if first else set()
    asked = {line.fact for line in plan.not_known}
    findings = names(f.rule for f in plan.clearance.findings)
    has: dict[str, set[str]] = {
        "findings": findings,
        "closed": closed,
        "conflicts": names(ref for c in plan.conflicts for ref in c.rules),
        "under_least": {f"{line.stream}.{line.field}" for line in plan.under_least},
        "asks": asked,
        "streams": set(first.doses) if first else set(),
        "red_flags": {flag.sign for flag in plan.red_flags},
        "checks": {check.measure for check in plan.checks},
        "conditions": names(line["rule"] for line in first.conditions) if first else set(),
    }
    lacks = {
        "no_findings": findings,
        "open": closed,
        "not_under_least": has["under_least"],
        "asks_not": asked,
    }
    found = [
        f"{key} lack {sorted(set(expect[key]) - said)} (there are {sorted(said)[:30]})"
        for key, said in has.items() if set(expect.get(key, ())) - said
    ]  # fmt: skip
    found += [
        f"{key}: {sorted(set(expect[key]) & said)} is there" for key, said in lacks.items()
        if set(expect.get(key, ())) & said
    ]  # fmt: skip
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_several_conditions_at_once_give_the_plan_a_clinician_would_expect(case):
    """The sentence, its figures, and the rules that decide."""
    assert wrong_with(case) == []


def test_the_combined_cases_are_many_and_each_has_two_conditions_or_more():
    """Two to five things at once, in at least sixty stories with a name of their own."""
    told = [case["name"] for case in CASES]

    assert len(told) == len(set(told)) >= 60
    for case in CASES:
        patient = case["patient"]
        things = len(patient["conditions"]) + sum(
            key in patient for key in ("dialysis", "frailty", "falls_last_year")
        )
        things += sum(key.endswith("_date") for key in patient) + bool(patient["medicines"])
        assert things >= 2, case["name"]
