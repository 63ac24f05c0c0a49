"""Two soles seen from above, small, in a border: how the feet stand where the figure alone does not tell it.

Floor: figure. It refuses to know bodies.
"""

from __future__ import annotations

from fittvp.figure.camera import blob
from fittvp.figure.shapes import Mark, Shape, Tone
from fittvp.figure.vec import Point

_WAYS = {"together": (0.0, 1.0), "half_heel_to_toe": (0.5, 1.0), "heel_to_toe": (1.04, 0.0)}
_LONG, _WIDE = 0.25, 0.098  # of a sole
_EDGE, _PAD = 0.006, 0.040


def soles(way: str, room: tuple[float, float, float, float]) -> list[Mark]:
    """At the right of what fills `room` (left, bottom, right, top). The toes point up; the light sole is behind."""
    ahead, aside = _WAYS[way]
    wide, tall = _WIDE * (1 + aside), _LONG * (1 + ahead)
    left, low = room[2] + 0.05 + _PAD, room[1] + 0.04 + _PAD
    a, b, c, d = left - _PAD, low - _PAD, left + wide + _PAD, low + tall + _PAD
    frame = Shape((((a, b), (c, b), (c, d), (a, d)),), "panel", 0.0, _EDGE)
    rear, front = (left + _WIDE / 2, low), (left + _WIDE * (0.5 + aside), low + _LONG * ahead)
    return [frame, _sole(rear, "line", -1.0), _sole(front, "load", 1.0)]


def _sole(heel: Point, tone: Tone, side: float) -> Shape:
    """A foot that stands on `heel`, the middle of its rear edge; `side` 1: its little toe at the right."""
    x, y = heel
    back, waist = (
        ((x, y + 0.14 * _LONG), 0.13 * _LONG),
        ((x + side * 0.02 * _LONG, y + 0.47 * _LONG), 0.125 * _LONG),
    )
    ball = ((x, y + 0.72 * _LONG), 0.18 * _LONG)
    toes = ((x - side * 0.05 * _LONG, y + 0.87 * _LONG), 0.12 * _LONG)
    return Shape((blob([back, waist]), blob([waist, ball]), blob([ball, toes])), tone)
