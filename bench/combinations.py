"""Random patients through the whole program: every condition alone, then combinations with random results.

python bench/combinations.py [patients] [first seed] [pages: each how many]

For each: a plan, or a clear defer or refuse; no exception; no printed dose above a limit of its week; every
printed number with its rule, source and place; the record opens as the same plan. Prints what it met.
"""

from __future__ import annotations

import random
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from common import ON, ROOT

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/laws")]
MOST = 6
KNOWN = (0.25, 0.5, 0.85, 1.0)  # how much of what is asked is answered
BAD = (0.0, 0.1, 0.3)  # how many of the answers are anything, not normal


def some_patient(seed: int) -> Any:
    """One to six conditions, medicines, ages; each asked fact normal, anything plausible, or left out."""
    from wards import answered, unknown
    from worlds import patient, real

    chance, facts = random.Random(seed), real().facts
    conditions = sorted(facts["conditions"].choices or {})
    medicines = sorted(facts["medicines"].choices or {})
    alone = seed < len(conditions)
    chosen = [conditions[seed]] if alone else chance.sample(conditions, chance.randint(1, MOST))
    values: dict[str, object] = {
        "conditions": frozenset(chosen),
        "medicines": frozenset() if alone else frozenset(chance.sample(medicines, chance.randint(0, 4))),
        "age": 58.0 if alone else float(chance.randint(18, 95)),
        "sex": chance.choice(("female", "male")),
    }
    some, skipped = patient(values), set[str]()
    known, bad = (1.0, 0.0) if alone else (chance.choice(KNOWN), chance.choice(BAD))
    for _ in range(5):
        asked = [name for name in unknown(some) if name not in skipped]
        new = {}
        for name in asked:
            value = _value(chance, facts[name], bad) if chance.random() < known else None
            if value is None:
                skipped.add(name)
            else:
                new[name] = value
        some = answered(some, new)
    if not alone:
        more = chance.sample(sorted(facts), 6)
        odd = {n: v for n in more if _askable(facts[n]) and (v := _value(chance, facts[n], 1.0)) is not None}
        some = answered(some, {n: v for n, v in odd.items() if n not in some.readings})
    return some


def _askable(fact: Any) -> bool:
    return fact.group not in ("identity", "review", "conditions", "goals", "means") and fact.derived != "when"


def _value(chance: random.Random, fact: Any, bad: float) -> object:
    if fact.good is not None and chance.random() >= bad:
        return fact.good
    if fact.kind == "quantity" and fact.plausible is not None:
        low, high = fact.plausible
        return round(low + (high - low) * chance.random() ** 2, 2)
    if fact.kind == "flag":
        return chance.choice(("yes", "no"))
    if fact.kind == "choice":
        return chance.choice(sorted(fact.choices or {}))
    if fact.kind == "choices":
        return frozenset(chance.sample(sorted(fact.choices or {}), min(2, len(fact.choices or {}))))
    return None


def untraced(plan: Any) -> Iterator[str]:
    """Printed numbers that do not end at a source with a place in it."""
    for week in plan.weeks:
        for stream, fields in week.doses.items():
            for field, value in fields.items():
                rules = [ref for reason in value.reasons for ref in reason.rules]
                if not rules and not any(reason.act == "entered" for reason in value.reasons):
                    yield f"{stream}.{field} has no rule"
                for ref in rules:
                    cites = plan.rules[ref].sources
                    if not cites or any(c.id not in plan.sources or not c.where for c in cites):
                        yield f"{ref} has no source"


def one(seed: int, pages: bool) -> tuple[int, str, str, list[str]]:
    """A seed's verdict, its conditions, and what is wrong with its plan."""
    from test_laws_random import no_limit_is_passed
    from worlds import real

    from fittvp.engine.prescribe import prescribe
    from fittvp.model.plan import AskedPart, load, save

    some = some_patient(seed)
    who = ", ".join(sorted(some.readings["conditions"][0].value))
    try:
        plan = prescribe(real(), some, ON, AskedPart(weeks=12))
        wrong = list(untraced(plan))
        if plan.clearance.verdict in ("defer", "refuse"):
            wrong += ["a dose is printed while exercise waits"] if plan.weeks else []
            wrong += (
                []
                if all(f.do and f.says for f in plan.clearance.findings)
                else ["it waits, and does not say for what"]
            )
        else:
            wrong += [] if plan.weeks else ["no week is printed"]
            no_limit_is_passed(real(), some)
        wrong += [] if load(save(plan)) == plan else ["the record opens as another plan"]
        if pages:
            _print(plan)
        return seed, plan.clearance.verdict, who, wrong
    except Exception:
        return seed, "error", who, [traceback.format_exc(limit=-3)]


def _print(plan: Any) -> None:
    """Both documents as pages: nothing may overflow or fail."""
    from fittvp.pdf import render
    from fittvp.sheet import clinician_document, handout_document

    for make in (clinician_document, handout_document):
        render(make(plan, None))


def _job(args: tuple[int, bool]) -> tuple[int, str, str, list[str]]:
    return one(*args)


def main() -> None:
    """Run them on every core; exit code 1 where one is wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    each = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    verdicts: Counter[str] = Counter()
    bad = 0
    with ProcessPoolExecutor() as pool:
        jobs = [(seed, bool(each) and seed % each == 0) for seed in range(first, first + count)]
        for seed, verdict, who, wrong in pool.map(_job, jobs, chunksize=10):
            verdicts[verdict] += 1
            if wrong:
                bad += 1
                print(
                    f"seed {seed} ({who}): {wrong[0]}" + (f" and {len(wrong) - 1} more" if wrong[1:] else "")
                )
    print(f"{count} patients: {dict(verdicts.most_common())}; {bad} wrong")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
