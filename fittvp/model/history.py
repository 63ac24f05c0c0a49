"""Results over time: highest and lowest within a time, the change, and how many in a row lie in a band.

Floor: model. Works on (day, time, value) of one fact, oldest first, all of them visible on the plan's day.
It refuses to know which fact it is, and any clinical number: bands and times come from facts.yaml.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from fittvp.model.fact import Fact
from fittvp.model.units import read_quantity

Point = tuple[dt.date, dt.time | None, float]
Band = tuple[str, float]
_DECIMALS = 9  # conversions are compared equal up to here
_BAND = re.compile(r"(at least|at most|above|below)\s+(.+)")
_HOLDS: Final[Mapping[str, Callable[[float], bool]]] = {
    "at least": lambda above: above >= 0,
    "at most": lambda above: above <= 0,
    "above": lambda above: above > 0,
    "below": lambda above: above < 0,
}


def read_band(text: str, fact: Fact) -> Band:
    """`at least 2.1 mmol/L` with the value in the fact's unit. Raises ValueError."""
    found = _BAND.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"`{text}` is not a band: write `at least 2.1 mmol/L`.")
    return found.group(1), read_quantity(found.group(2), fact)


def in_band(value: float, band: Band) -> bool:
    return _HOLDS[band[0]](round(value - band[1], _DECIMALS))


def within(points: Sequence[Point], day: dt.date, days: float) -> list[Point]:
    """The results of the last `days` before a day."""
    return [point for point in points if (day - point[0]).days <= days]


def in_a_row(points: Sequence[Point], band: Band, apart_days: float) -> int:
    """How many of the newest results lie in the band, counting only those at least so far apart."""
    count = 0
    counted: Point | None = None
    for point in reversed(points):
        if not in_band(point[2], band):
            break
        if counted is None or _days_between(point, counted, apart_days):
            counted = point
            count += 1
    return count


def _days_between(early: Point, late: Point, apart_days: float) -> bool:
    """Two dates without times are 48 hours apart when they are two days apart."""
    if early[1] is None or late[1] is None:
        return (late[0] - early[0]).days >= math.ceil(apart_days)
    gap = dt.datetime.combine(late[0], late[1]) - dt.datetime.combine(early[0], early[1])
    return gap >= dt.timedelta(days=apart_days)
