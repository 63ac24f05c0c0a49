"""The finished picture as data: a few kinds of mark with named tones, for any renderer.

Floor: figure. A scene is a box, x 0 to `width`, y 0 to `height`, y upwards; 1 is the height of the figure.
It refuses to know bodies and how marks are put on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

from fittvp.figure.vec import Point

Tone = Literal["near", "body", "hair", "face", "far", "line", "panel", "load", "band", "water", "arrow"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Filled outlines of one tone that belong together. `halo`: a white rim of this width around all of them."""

    parts: tuple[tuple[Point, ...], ...]
    tone: Tone
    halo: float = 0.0
    edge: float = 0.0  # width of an outline in the tone `line`; 0: none


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of some width with round ends."""

    points: tuple[Point, ...]
    tone: Tone
    width: float
    halo: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    middle: Point
    radius: float
    tone: Tone
    halo: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line whose last point is the tip; its head has the form of `arrow_head`. Always with a white rim."""

    points: tuple[Point, ...]
    width: float


Mark = Shape | Stroke | Disc | Arrow


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment: what is drawn, in the order of drawing, from its own origin, which stands at `origin`.

    `box` is the room it keeps in the scene: left, bottom, right, top.
    """

    marks: tuple[Mark, ...]
    origin: Point
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """One exercise. `words` say what is shown, for those who do not see it."""

    frames: tuple[Frame, ...]
    width: float
    height: float
    words: str = ""

    @property
    def aspect(self) -> float:
        """Width for a height of 1."""
        return self.width / self.height


def arrow_head(arrow: Arrow) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The shaft, shortened to the foot of the head, and the head: three corners."""
    tip, long, half = arrow.points[-1], arrow.width * 3.6, arrow.width * 1.9
    before = arrow.points[-2]
    across = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    way = ((tip[0] - before[0]) / across, (tip[1] - before[1]) / across)
    foot = (tip[0] - way[0] * long, tip[1] - way[1] * long)
    kept = [p for p in arrow.points[:-1] if hypot(tip[0] - p[0], tip[1] - p[1]) > long]
    shaft = (*(kept or arrow.points[:1]), (foot[0] + way[0] * arrow.width, foot[1] + way[1] * arrow.width))
    left = (foot[0] - way[1] * half, foot[1] + way[0] * half)
    right = (foot[0] + way[1] * half, foot[1] - way[0] * half)
    return shaft, (tip, left, right)


def points_of(mark: Mark) -> Sequence[Point]:
    """The outermost points of a mark, without its width."""
    if isinstance(mark, Shape):
        return [point for part in mark.parts for point in part]
    if isinstance(mark, Disc):
        (x, y), r = mark.middle, mark.radius
        return [(x - r, y - r), (x + r, y + r)]
    return mark.points
