"""Small arithmetic on points in space: x to the front of the scene, y away from the viewer of a side view, z up.

Floor: figure. Lengths are parts of body height, angles are degrees. It refuses to know bodies.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import NamedTuple

Vec = tuple[float, float, float]
Point = tuple[float, float]

FRONT: Vec = (1.0, 0.0, 0.0)
UP: Vec = (0.0, 0.0, 1.0)
DOWN: Vec = (0.0, 0.0, -1.0)


class Axes(NamedTuple):
    """Where a part of the body faces: its front, its left and its upper end."""

    front: Vec
    left: Vec
    up: Vec


def add(a: Vec, b: Vec, by: float = 1.0) -> Vec:
    """a + by * b."""
    return (a[0] + by * b[0], a[1] + by * b[1], a[2] + by * b[2])


def sub(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec, b: Vec) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vec) -> float:
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vec) -> Vec:
    """The direction of a; the x axis for a vector of no length."""
    long = length(a)
    return (a[0] / long, a[1] / long, a[2] / long) if long > 1e-9 else FRONT


def between(a: Vec, b: Vec, part: float = 0.5) -> Vec:
    """The point `part` of the way from a to b."""
    return add(a, sub(b, a), part)


def swung(a: Vec, towards: Vec, degrees: float) -> Vec:
    """a turned towards a direction at right angles to it."""
    angle = radians(degrees)
    c, s = cos(angle), sin(angle)
    return (a[0] * c + towards[0] * s, a[1] * c + towards[1] * s, a[2] * c + towards[2] * s)


def turned(axes: Axes, lean: float = 0.0, side: float = 0.0, rot: float = 0.0) -> Axes:
    """Axes tipped forward, bent to the left and turned to the left, degrees."""
    front, left, up = axes
    if lean:
        up, front = swung(up, front, lean), swung(front, up, -lean)
    if side:
        up, left = swung(up, left, side), swung(left, up, -side)
    if rot:
        front, left = swung(front, left, rot), swung(left, front, -rot)
    return Axes(front, left, up)


def bent(root: Vec, end: Vec, first: float, second: float, pole: Vec) -> tuple[Vec, Vec]:
    """The middle joint and the reached end of two links; the middle bends towards `pole`.

    An end that is out of reach is brought as near as the links allow (law of cosines).
    """
    way = sub(end, root)
    far = max(abs(first - second) * 1.001 + 1e-6, min(length(way), (first + second) * 0.9995))
    along = unit(way)
    out = unit(add(pole, along, -dot(pole, along)))
    reach = (first * first - second * second + far * far) / (2 * far)
    rise = sqrt(max(first * first - reach * reach, 0.0))
    return add(add(root, along, reach), out, rise), add(root, along, far)
