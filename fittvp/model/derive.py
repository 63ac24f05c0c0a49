"""What is known of a patient on each day of a plan: the newest readings in date, and what follows from them.

Floor: model. Each derived fact lives here once; its arithmetic is in formulas.py and history.py.
It refuses to decide what ought to be known: `expected_when` and `derived: when` belong to the engine.
What was in date on the plan's day stays so for the whole plan: it is renewed on its schedule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from fittvp.model import formulas as formula
from fittvp.model.fact import UNKNOWN, Fact, Value
from fittvp.model.history import Point, in_a_row, read_band, within
from fittvp.model.record import Patient, Reading
from fittvp.model.words import duration_days

TIME_DEPENDENT: Final = frozenset({"weeks_since", "age"})
_FROM_RESULTS: Final = frozenset({"egfr", "adjusted_calcium"})  # one value for each day's results


def is_time_dependent(fact: Fact) -> bool:
    """Whether the fact changes by itself as days pass: weeks since an event, and age."""
    return fact.derived in TIME_DEPENDENT


def facts_on(
    patient: Patient,
    facts: Mapping[str, Fact],
    formulas: Mapping[str, Any],
    day: dt.date,
    plan_day: dt.date,
    renewed: bool = True,
) -> tuple[dict[str, Value], frozenset[str]]:
    """The values in date on `day`, and the names that are too old or stated unknown; absent: not asked.

    `renewed`: shelf life is judged on the plan's day; otherwise on `day` itself.
    """
    timeline = Timeline(patient, facts, formulas, min(day, plan_day) if renewed else day)
    return timeline.known | timeline.on(day), timeline.stale


class Timeline:
    """A patient's facts, worked out once: `known` and `stale` hold all through, `on(day)` gives the `passing` rest."""

    __slots__ = ("_ages", "_events", "known", "passing", "stale")

    def __init__(
        self, patient: Patient, facts: Mapping[str, Fact], formulas: Mapping[str, Any], plan_day: dt.date
    ) -> None:
        work = _Working(patient, facts, formulas, plan_day)
        work.run()
        self.known: dict[str, Value] = work.known
        self.stale: frozenset[str] = frozenset(work.stale.difference(work.known, work.events, work.ages))
        self._events: tuple[tuple[str, dt.date, float], ...] = tuple(work.events.values())
        self._ages: tuple[tuple[str, dt.date | float], ...] = tuple(work.ages.items())
        self.passing: frozenset[str] = frozenset(work.events) | frozenset(work.ages)

    def on(self, day: dt.date) -> dict[str, Value]:
        """The time-dependent facts on a day: weeks since each event that has happened, and age."""
        found: dict[str, Value] = {}
        for name, since, weeks in self._events:
            days = (day - since).days
            if days >= 0 or weeks > 0:
                found[name] = weeks + days / 7
        for name, born in self._ages:
            found[name] = float(formula.years_between(born, day)) if isinstance(born, dt.date) else born
        return found


class _Working:
    """The working-out of one Timeline; thrown away afterwards."""

    def __init__(
        self, patient: Patient, facts: Mapping[str, Fact], formulas: Mapping[str, Any], day: dt.date
    ) -> None:
        self.facts, self.formulas, self.day = facts, formulas, day
        self.known: dict[str, Value] = {}
        self.stale: set[str] = set()
        self.events: dict[str, tuple[str, dt.date, float]] = {}
        self.ages: dict[str, dt.date | float] = {}
        self.done: set[str] = set()
        self.visible: dict[str, list[Reading]] = {
            name: [each for each in readings if each.on is None or each.on <= day]
            for name, readings in patient.readings.items()
            if name in facts
        }

    def run(self) -> None:
        for name, readings in self.visible.items():
            if readings:
                self._take(self.facts[name], readings[-1])
        for fact in self.facts.values():
            if fact.derived and fact.derived != "when":
                self._derive(fact.name)

    def _take(self, fact: Fact, latest: Reading) -> None:
        """The newest stated answer of one fact."""
        value = latest.value
        if value is UNKNOWN:
            self.stale.add(fact.name)
        elif fact.kind == "date" and str(value) > self.day.isoformat():
            return
        elif self._too_old(fact, latest.on):
            self.stale.add(fact.name)
        elif fact.derived == "weeks_since" and isinstance(value, float):
            self.events[fact.name] = (fact.name, latest.on or self.day, value)
        elif fact.derived == "age" and isinstance(value, float):
            self.ages[fact.name] = value
        else:
            self.known[fact.name] = value  # type: ignore[assignment]  # Absent was handled above

    def _too_old(self, fact: Fact, on: dt.date | None) -> bool:
        return fact.shelf_days is not None and on is not None and (self.day - on).days > fact.shelf_days

    def _derive(self, name: str) -> None:
        """Work out one derived fact, its inputs first; a circle ends in silence."""
        if name in self.done:
            return
        self.done.add(name)
        fact = self.facts[name]
        if fact.derived in _FROM_RESULTS:
            self._newest_result(fact)
        elif name not in self.known and name not in self.events:
            operation = _OPERATIONS.get(fact.derived)
            value = None if operation is None else operation(self, fact)
            if value is not None:
                self.known[name] = value

    def inputs(self, name: str, *of: str) -> list[Any] | None:
        """The values of all these facts; None if one is missing, and then stale where one is too old."""
        for each in of:
            if each in self.facts and self.facts[each].derived:
                self._derive(each)
        if all(each in self.known for each in of):
            return [self.known[each] for each in of]
        if all(each in self.known or each in self.stale for each in of):
            self.stale.add(name)
        return None

    def points(self, name: str) -> list[Point]:
        """All results of one fact that are visible, oldest first, with those that follow from others."""
        stated: list[Point] = [
            (each.on or self.day, each.at, each.value)
            for each in self.visible.get(name, ())
            if isinstance(each.value, float)
        ]
        fact = self.facts.get(name)
        if fact is None or fact.derived not in _FROM_RESULTS:
            return stated
        days = {point[0] for point in stated}
        found = self._egfr_points() if fact.derived == "egfr" else self._calcium_points()
        more = [point for point in found if point[0] not in days]
        return sorted(stated + more, key=lambda point: (point[0], point[1] or dt.time.min))

    def _newest_result(self, fact: Fact) -> None:
        points = self.points(fact.name)
        if not points:
            return
        if self._too_old(fact, points[-1][0]):
            self.stale.add(fact.name)
            self.known.pop(fact.name, None)
        else:
            self.known[fact.name] = points[-1][2]

    def _calcium_points(self) -> list[Point]:
        albumin = {point[0]: point[2] for point in self.points("albumin")}
        found: list[Point] = []
        for on, at, total in self.points("calcium_total"):
            value = formula.adjusted_calcium(total, albumin[on], self.formulas) if on in albumin else None
            if value is not None:
                found.append((on, at, value))
        return found

    def _egfr_points(self) -> list[Point]:
        sex, creatinine = self.known.get("sex"), self.facts.get("creatinine")
        if "age" in self.facts:
            self._derive("age")
        born = self.ages.get("age")
        if creatinine is None or born is None or not isinstance(sex, str):
            return []
        found: list[Point] = []
        for on, at, result in self.points("creatinine"):
            age = formula.years_between(born, on) if isinstance(born, dt.date) else born
            value = formula.egfr_2021(result, age, sex, creatinine, self.formulas)
            if value is not None:
                found.append((on, at, value))
        return found


def _of(fact: Fact) -> str:
    return str((fact.options or {})["of"])


def _age(work: _Working, fact: Fact) -> None:
    """From the date of birth, which also says when the age changes."""
    found = work.inputs(fact.name, "birth_date")
    if found is not None:
        work.ages[fact.name] = dt.date.fromisoformat(found[0])


def _weeks_since(work: _Working, fact: Fact) -> None:
    found = work.inputs(fact.name, _of(fact))
    if found is not None:
        work.events[fact.name] = (fact.name, dt.date.fromisoformat(found[0]), 0.0)


def _is_dated(work: _Working, fact: Fact) -> Value | None:
    """An event that has its date has happened."""
    return "yes" if _of(fact) in work.known else None


def _bmi(work: _Working, fact: Fact) -> Value | None:
    found = work.inputs(fact.name, "weight", "height")
    return None if found is None else formula.body_mass_index(*found)


def _count(work: _Working, fact: Fact) -> Value | None:
    found = work.inputs(fact.name, _of(fact))
    return None if found is None else float(len(found[0]))


def _kidney_stage(work: _Working, fact: Fact) -> Value | None:
    found = work.inputs(fact.name, "egfr")
    return None if found is None else formula.stage_of(found[0], work.formulas)


def _heart_rate_reserve(work: _Working, fact: Fact) -> Value | None:
    found = work.inputs(fact.name, "peak_heart_rate", "resting_heart_rate")
    return None if found is None else float(found[0] - found[1])


def _lowest_of(work: _Working, fact: Fact) -> Value | None:
    """The lowest of those that are known."""
    names = list((fact.options or {})["of"])
    known = [work.known[name] for name in names if name in work.known]
    if not known and any(name in work.stale for name in names):
        work.stale.add(fact.name)
    return min(known, default=None)


def _window(work: _Working, fact: Fact, grows_old: bool = True) -> list[float]:
    """The results of the fact's `of` within its time; stale if there are only older ones."""
    name = _of(fact)
    points = work.points(name)
    if not points:
        if name in work.stale and grows_old:
            work.stale.add(fact.name)
        return []
    found = within(points, work.day, duration_days(str((fact.options or {})["within"])))
    if not found and grows_old:
        work.stale.add(fact.name)
    return [point[2] for point in found]


def _highest_within(work: _Working, fact: Fact) -> Value | None:
    return max(_window(work, fact), default=None)


def _lowest_within(work: _Working, fact: Fact) -> Value | None:
    return min(_window(work, fact), default=None)


def _change_since(work: _Working, fact: Fact) -> Value | None:
    """Without two fresh results there is no change to judge, and nothing to ask."""
    values = _window(work, fact, grows_old=False)
    return round(values[-1] - values[0], 9) if len(values) > 1 else None


def _in_a_row(work: _Working, fact: Fact) -> Value | None:
    options = fact.options or {}
    if work.inputs(fact.name, _of(fact)) is None:
        return None
    band = read_band(str(options["band"]), work.facts[_of(fact)])
    return float(in_a_row(work.points(_of(fact)), band, duration_days(str(options["apart"]))))


_OPERATIONS: Final[Mapping[str, Any]] = {
    "age": _age,
    "bmi": _bmi,
    "change_since": _change_since,
    "count": _count,
    "heart_rate_reserve": _heart_rate_reserve,
    "highest_within": _highest_within,
    "in_a_row": _in_a_row,
    "is_dated": _is_dated,
    "kidney_stage": _kidney_stage,
    "lowest_of": _lowest_of,
    "lowest_within": _lowest_within,
    "weeks_since": _weeks_since,
}
