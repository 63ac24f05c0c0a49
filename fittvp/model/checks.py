"""What cannot be true together in one file: asked back, never resolved.

Floor: model. Each check takes the readings and returns problems. It refuses to choose between two answers,
and knows no clinical number: what is compared comes from the facts and their formulas.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fittvp.model.fact import UNKNOWN, Fact
from fittvp.model.formulas import adjusted_calcium, egfr_2021, stage_of, years_between
from fittvp.model.problems import Problem
from fittvp.model.record import Reading
from fittvp.model.units import rounding

Readings = Mapping[str, list[Reading]]
SMALLER_THAN = (  # (smaller, larger, what is wrong when it is not)
    ("resting_diastolic", "resting_systolic", "the lower pressure is not below the upper one"),
    ("calcium_ionised", "calcium_total", "ionised calcium is a part of total calcium, but not below it"),
    (
        "calcium_ionised",
        "calcium_adjusted",
        "ionised calcium is a part of adjusted calcium, but not below it",
    ),
    ("resting_heart_rate", "peak_heart_rate", "the resting pulse is not below the peak of the test"),
)


def find_contradictions(
    readings: Readings, facts: Mapping[str, Fact], reference: dt.date, formulas: Mapping[str, Any] | None
) -> list[Problem]:
    """Every contradiction. `reference`: the day on which undated answers were true."""
    found = [problem for name, each in readings.items() for problem in _same_moment(facts[name], each)]
    for check in (_order, _identity, _done, _weeks):
        found += check(readings, facts, reference)
    found += _calcium(readings, formulas or {})
    return found + list(_stage(readings, facts, formulas or {}, reference))


def settle(readings: list[Reading], fact: Fact) -> tuple[Reading, ...]:
    """Oldest first; of two that say the same about one moment, the more exactly written one."""
    kept: dict[object, Reading] = {}
    for reading in sorted(readings, key=lambda each: (each.moment, _exactness(each, fact), each.written)):
        kept.setdefault(reading.moment, reading)
    return tuple(kept.values())


def _exactness(reading: Reading, fact: Fact) -> float:
    return rounding(reading.written, fact) if isinstance(reading.value, float) else 0.0


def _same_moment(fact: Fact, readings: list[Reading]) -> Iterator[Problem]:
    first: dict[object, Reading] = {}
    for reading in readings:
        other = first.setdefault(reading.moment, reading)
        if not _agree(other, reading, fact):
            when = f"on {reading.on}" if reading.on else "without a date"
            what = f"{fact.label} has two different answers {when} (the other at {other.where})."
            yield Problem(reading.where, what, "Keep the right one, or give each its date.")
    if len(readings) > 1 and any(reading.value is UNKNOWN for reading in readings):
        yield Problem(
            readings[0].where, f"{fact.label} is both unknown and answered.", "Keep one of the two."
        )


def _agree(one: Reading, other: Reading, fact: Fact) -> bool:
    if UNKNOWN in (one.value, other.value):
        return True  # said by the caller
    if isinstance(one.value, float) and isinstance(other.value, float):
        return abs(one.value - other.value) <= _exactness(one, fact) + _exactness(other, fact)
    return one.value == other.value


def _order(readings: Readings, facts: Mapping[str, Fact], reference: dt.date) -> Iterator[Problem]:
    del facts, reference
    for small, large, words in SMALLER_THAN:
        larger = {
            each.moment: each.value for each in readings.get(large, ()) if isinstance(each.value, float)
        }
        for reading in readings.get(small, ()):
            if isinstance(reading.value, float) and reading.value >= larger.get(reading.moment, math.inf):
                yield Problem(reading.where, f"{words}.", "Check both values and their units.")


def _identity(readings: Readings, facts: Mapping[str, Fact], reference: dt.date) -> Iterator[Problem]:
    death = _latest(readings, "death_date")
    if death is not None:
        yield Problem(
            death.where, "the file says that the patient has died; no plan is made.", "Check the patient."
        )
    birth, age = _latest(readings, "birth_date"), _latest(readings, "age")
    if birth is None:
        return
    born = dt.date.fromisoformat(str(birth.value))
    years = years_between(born, reference)
    plausible = facts["age"].plausible if "age" in facts else None
    if plausible is not None and not plausible[0] <= years <= plausible[1]:
        low, high = plausible
        what = f"the date of birth gives {years} years; a plan is made from {low:g} to {high:g}."
        yield Problem(birth.where, what, "Check the date.")
    if age is not None and age.value != years:
        what = f"the age does not agree with the date of birth, which gives {years} years on {reference}."
        yield Problem(age.where, what, "Keep the date of birth only.")
    for name, several in readings.items():
        for reading in several:
            is_date = facts[name].kind == "date" and reading.value is not UNKNOWN
            day = dt.date.fromisoformat(str(reading.value)) if is_date else reading.on
            if day is not None and day < born:
                yield Problem(reading.where, "the date is before the patient's birth.", "Check both dates.")


def _done(readings: Readings, facts: Mapping[str, Fact], reference: dt.date) -> Iterator[Problem]:
    """`..._done: no` beside the date on which it was done."""
    del reference
    for fact in facts.values():
        answer = _latest(readings, fact.name)
        if fact.derived != "is_dated" or answer is None or answer.value != "no":
            continue
        if _latest(readings, str((fact.options or {}).get("of", ""))) is not None:
            what = f"{fact.label}: no, but the file gives its date."
            yield Problem(answer.where, what, "Keep one of the two.")


def _weeks(readings: Readings, facts: Mapping[str, Fact], reference: dt.date) -> Iterator[Problem]:
    """A stated `weeks_since_...` beside the date itself: more apart than counting can explain."""
    for fact in facts.values():
        stated = _latest(readings, fact.name) if fact.derived == "weeks_since" else None
        event = None if stated is None else _latest(readings, str((fact.options or {}).get("of", "")))
        if stated is None or event is None or not isinstance(stated.value, float):
            continue
        weeks = ((stated.on or reference) - dt.date.fromisoformat(str(event.value))).days / 7
        if abs(weeks - stated.value) > 2 * rounding(stated.written, fact) + 1:
            yield Problem(
                stated.where, f"{fact.label} does not agree with the date given.", "Keep the date only."
            )


def _filtration(
    readings: Readings, facts: Mapping[str, Fact], formulas: Mapping[str, Any], reference: dt.date
) -> float | None:
    """The stated eGFR, or the one that follows from creatinine, age and sex."""
    stated, creatinine, sex = (_latest(readings, name) for name in ("egfr", "creatinine", "sex"))
    if stated is not None and isinstance(stated.value, float):
        return stated.value
    born, age = _latest(readings, "birth_date"), _latest(readings, "age")
    if creatinine is None or sex is None or not isinstance(creatinine.value, float):
        return None
    if born is not None:
        years = float(years_between(dt.date.fromisoformat(str(born.value)), reference))
    elif age is not None and isinstance(age.value, float):
        years = age.value
    else:
        return None
    return egfr_2021(creatinine.value, years, str(sex.value), facts["creatinine"], formulas)


class _Number(NamedTuple):
    value: float
    where: str


def _calcium(readings: Readings, formulas: Mapping[str, Any]) -> Iterator[Problem]:
    """An adjusted calcium that the total calcium and albumin of its day contradict."""
    room = (formulas.get("adjusted_calcium") or {}).get("coefficients", {}).get("room")
    days = {
        name: {
            each.on: _Number(each.value, each.where)
            for each in readings.get(name, ())
            if isinstance(each.value, float)
        }
        for name in ("calcium_total", "albumin", "calcium_adjusted")
    }
    for on, stated in days["calcium_adjusted"].items():
        total, albumin = days["calcium_total"].get(on), days["albumin"].get(on)
        if total is None or albumin is None or room is None:
            continue
        found = adjusted_calcium(total.value, albumin.value, formulas)
        if found is not None and abs(found - stated.value) > float(room):
            what = f"does not agree with the total calcium and albumin of the same day, which give {found:.2f} mmol/L."
            yield Problem(stated.where, what, "Check the three values.")


def _stage(
    readings: Readings, facts: Mapping[str, Fact], formulas: Mapping[str, Any], reference: dt.date
) -> Iterator[Problem]:
    """A stated kidney stage more than one step from the stage of the eGFR, stated or calculated."""
    stage, egfr = _latest(readings, "kidney_stage"), _filtration(readings, facts, formulas, reference)
    if stage is None or egfr is None or "kidney_stage" not in facts:
        return
    measured = stage_of(egfr, formulas)
    order = list(facts["kidney_stage"].choices or {})
    if measured not in order or stage.value not in order:
        return
    if abs(order.index(measured) - order.index(str(stage.value))) > 1:
        what = f"the stage does not agree with the eGFR, which is in {measured}."
        yield Problem(stage.where, what, "Check both.")


def _latest(readings: Readings, name: str) -> Reading | None:
    """The newest known answer."""
    known = [each for each in readings.get(name, ()) if each.value is not UNKNOWN]
    return max(known, key=lambda each: each.moment) if known else None
