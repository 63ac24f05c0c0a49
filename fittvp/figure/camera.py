"""From where a scene is seen, and outlines of round things on the picture.

Floor: figure. A parallel view: no part grows smaller with distance. It refuses to know exercises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

from fittvp.figure.vec import Point, Vec

_COUNT = 18  # directions in which a round outline is measured
_ROUND = tuple((cos(2 * pi * at / _COUNT), sin(2 * pi * at / _COUNT)) for at in range(_COUNT))


@dataclass(frozen=True, slots=True)
class Camera:
    """`turn` degrees round (0: from the figure's right, 90: from its front, -90: from behind), `tilt` above."""

    right: Vec
    up: Vec
    towards: Vec

    @classmethod
    def seen(cls, turn: float, tilt: float) -> Camera:
        ca, sa, cp, sp = cos(radians(turn)), sin(radians(turn)), cos(radians(tilt)), sin(radians(tilt))
        return cls((ca, sa, 0.0), (-sa * sp, ca * sp, cp), (sa * cp, -ca * cp, sp))

    def flat(self, place: Vec) -> Point:
        """A place on the picture."""
        (a, b, c), (d, e, f), (x, y, z) = self.right, self.up, place
        return (a * x + b * y + c * z, d * x + e * y + f * z)

    def depth(self, place: Vec) -> float:
        """How near to the viewer."""
        a, b, c = self.towards
        return a * place[0] + b * place[1] + c * place[2]


def capsule(a: Point, ra: float, b: Point, rb: float) -> tuple[Point, ...]:
    """The outline around two discs: a limb that grows thinner."""
    (ax, ay), (bx, by) = a, b
    dx, dy, dr = bx - ax, by - ay, rb - ra
    return tuple(
        [
            (bx + rb * c, by + rb * s) if dx * c + dy * s + dr > 0 else (ax + ra * c, ay + ra * s)
            for c, s in _ROUND
        ]
    )


def blob(discs: Sequence[tuple[Point, float]]) -> tuple[Point, ...]:
    """The outline around several discs: in each direction, the disc that reaches farthest."""
    found = []
    for c, s in _ROUND:
        x = y = 0.0
        most = -1e9
        for (px, py), r in discs:
            reach = px * c + py * s + r
            if reach > most:
                most, x, y = reach, px + r * c, py + r * s
        found.append((x, y))
    return tuple(found)


def hull(points: Sequence[Point]) -> tuple[Point, ...]:
    """The tightest outline around points (monotone chain)."""
    ordered = sorted(points)
    halves: list[list[Point]] = []
    for row in (ordered, ordered[::-1]):
        chain: list[Point] = []
        for p in row:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2], chain[-1]
                if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                    break
                chain.pop()
            chain.append(p)
        halves.append(chain[:-1])
    return (*halves[0], *halves[1])
