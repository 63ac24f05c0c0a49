"""From where a scene is seen, and outlines of round things on the picture.

Floor: figure. A parallel view: no part grows smaller with distance. It refuses to know exercises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, atan2, cos, hypot, pi, radians, sin

from fittvp.figure.vec import Point, Vec

_ARC = 0.5  # radians between the points of a round end


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
    dx, dy = b[0] - a[0], b[1] - a[1]
    apart = hypot(dx, dy)
    if apart <= abs(ra - rb) + 1e-6:
        big, r = (a, ra) if ra >= rb else (b, rb)
        return _arc(big, r, 0.0, 2 * pi)
    way, open_ = atan2(dy, dx), acos((ra - rb) / apart)
    return (*_arc(b, rb, way - open_, way + open_), *_arc(a, ra, way + open_, way + 2 * pi - open_))


def _arc(middle: Point, radius: float, start: float, end: float) -> tuple[Point, ...]:
    count = max(3, int((end - start) / _ARC) + 1)
    step = (end - start) / count
    x, y = middle
    return tuple(
        (x + radius * cos(start + step * at), y + radius * sin(start + step * at)) for at in range(count + 1)
    )


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


_ROUND = tuple((cos(2 * pi * at / 14), sin(2 * pi * at / 14)) for at in range(14))


def blob(discs: Sequence[tuple[Point, float]]) -> tuple[Point, ...]:
    """The outline around several discs."""
    return hull([(x + r * c, y + r * s) for (x, y), r in discs for c, s in _ROUND])
