"""The one axis of effort (percent of heart-rate reserve) and the one of load (percent of 1RM), with published tables.

Floor: model. A table's rows come from protocols/intensity.yaml; this module owns no number of its own.
It refuses to raise: a ceiling mapped to another scale and back is never higher than it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Axis:
    """`unit` is the axis' own scale; `points[scale]` are (scale value, axis value) pairs, rising together."""

    unit: str
    points: Mapping[str, tuple[tuple[float, float], ...]]
    levels: tuple[tuple[str, float, float, str], ...]  # name, low, high on the axis, words

    @property
    def scales(self) -> tuple[str, ...]:
        return (self.unit, *self.points)

    def to_axis(self, value: float, scale: str) -> float:
        """A value of `scale` on the axis. Raises KeyError for a scale that the table does not hold."""
        return value if scale == self.unit else _between(self.points[scale], value)

    def from_axis(self, value: float, scale: str) -> float:
        """The axis value on `scale`; the lower one where the table has a plateau."""
        if scale == self.unit:
            return value
        return _between(sorted((axis, own) for own, axis in self.points[scale]), value)

    def ceiling(self, value: float, scale: str) -> int:
        """The axis value as a whole number of `scale`, never raised: what a ceiling may print."""
        return floor(self.from_axis(value, scale) + _TINY)

    def floor_of(self, value: float, scale: str) -> int:
        """The low end of a band on `scale`: not above the high end of the same level."""
        return min(ceil(self.from_axis(value, scale) - _TINY), self.ceiling(value, scale) + 1)

    def level(self, value: float) -> tuple[str, str]:
        """Name and words of the level that holds an axis value."""
        for name, _, high, words in self.levels:
            if value <= high + _TINY:
                return name, words
        return self.levels[-1][0], self.levels[-1][3]


def _between(points: Sequence[tuple[float, float]], value: float) -> float:
    """Straight lines between the points; outside them the nearest end. On a plateau the lower answer."""
    before = points[0]
    for point in points:
        if value <= point[0]:
            if point[0] == before[0] or value == point[0]:
                return min(p[1] for p in points if p[0] == point[0])
            share = (value - before[0]) / (point[0] - before[0])
            return before[1] + share * (point[1] - before[1])
        before = point
    return points[-1][1]


def build_axis(unit: str, own: str, rows: Sequence[Mapping[str, object]], scales: Mapping[str, str]) -> Axis:
    """From the table's rows. `own` is the key of the axis' own band, `scales` maps a key to its scale's name."""
    points: dict[str, tuple[tuple[float, float], ...]] = {}
    for key, scale in scales.items():
        pairs: list[tuple[float, float]] = []
        for row in rows:
            if key in row:
                (low, high), (axis_low, axis_high) = _band(row[key]), _band(row[own])
                pairs += [(low, axis_low), (high, axis_high)]  # a falling scale is written from high to low
        points[scale] = tuple(sorted(pairs))
    levels = tuple((str(r["name"]), *_band(r[own]), str(r.get("talk", r.get("words", "")))) for r in rows)
    return Axis(unit=unit, points=points, levels=levels)


def _band(raw: Any) -> tuple[float, float]:
    return float(raw[0]), float(raw[1])
