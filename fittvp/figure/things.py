"""Things in space that are not the body, and how they look on the picture: boxes, rods, balls, sheets.

Floor: figure. It refuses to know exercises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from fittvp.figure.camera import Camera, hull
from fittvp.figure.shapes import Disc, Mark, Shape, Stroke, Tone
from fittvp.figure.vec import Vec

EDGE = 0.006
ROD = 0.014


@dataclass(frozen=True, slots=True)
class Box:
    """A block between two corners."""

    low: Vec
    high: Vec
    tone: Tone = "panel"

    def marks(self, camera: Camera) -> list[Mark]:
        (a, b, c), (d, e, f) = self.low, self.high
        outline = hull([camera.flat((x, y, z)) for x in (a, d) for y in (b, e) for z in (c, f)])
        found: list[Mark] = [Shape((outline,), self.tone, 0.0, EDGE)]
        lid = [camera.flat((x, y, f)) for x, y in ((a, b), (d, b), (d, e), (a, e))]
        tall = max(y for _, y in lid) - min(y for _, y in lid)
        if tall > 0.02:
            found.append(Stroke((*lid, lid[0]), "line", EDGE))
        return found


@dataclass(frozen=True, slots=True)
class Rod:
    """A bar, a leg of a chair, a band, through several points."""

    points: tuple[Vec, ...]
    width: float = ROD
    tone: Tone = "line"
    halo: float = 0.0

    def marks(self, camera: Camera) -> list[Mark]:
        return [Stroke(tuple(camera.flat(p) for p in self.points), self.tone, self.width, self.halo)]


@dataclass(frozen=True, slots=True)
class Ball:
    middle: Vec
    radius: float
    tone: Tone = "load"
    halo: float = 0.008

    def marks(self, camera: Camera) -> list[Mark]:
        return [Disc(camera.flat(self.middle), self.radius, self.tone, self.halo)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat outline."""

    corners: tuple[Vec, ...]
    tone: Tone = "panel"
    edge: float = EDGE

    def marks(self, camera: Camera) -> list[Mark]:
        return [Shape((tuple(camera.flat(p) for p in self.corners),), self.tone, 0.0, self.edge)]


def ring(middle: Vec, radius: float, width: float = 0.010, tone: Tone = "line", across: str = "y") -> Rod:
    """A wheel or a loop round the y axis (seen round from the side), or round the z axis."""
    turns = [2 * pi * at / 20 for at in range(21)]
    x, y, z = middle
    if across == "y":
        return Rod(tuple((x + radius * cos(t), y, z + radius * sin(t)) for t in turns), width, tone)
    return Rod(tuple((x + radius * cos(t), y + radius * sin(t), z) for t in turns), width, tone)


@dataclass(frozen=True, slots=True)
class Slab:
    """A convex outline in the x-z plane, drawn out along y."""

    outline: tuple[tuple[float, float], ...]
    low: float
    high: float
    tone: Tone = "panel"

    def marks(self, camera: Camera) -> list[Mark]:
        points = [camera.flat((x, y, z)) for x, z in self.outline for y in (self.low, self.high)]
        face = tuple(camera.flat((x, self.low, z)) for x, z in self.outline)
        return [Shape((hull(points),), self.tone, 0.0, EDGE), Stroke((*face, face[0]), "line", EDGE)]


Thing = Box | Rod | Ball | Sheet | Slab


def drawn(things: Sequence[Thing], camera: Camera) -> list[Mark]:
    """Things in their order."""
    return [mark for thing in things for mark in thing.marks(camera)]
