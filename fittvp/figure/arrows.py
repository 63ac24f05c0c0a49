"""The arrow that shows what moves, and which way: round the joint it turns about, or along a line.

Floor: figure. It refuses to know props.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin

from fittvp.figure.arrows_named import WIDTH, named, ring
from fittvp.figure.body import SIDES, Body
from fittvp.figure.camera import Camera
from fittvp.figure.place import crank, pedalled
from fittvp.figure.pose import Pose
from fittvp.figure.shapes import Arrow, Mark
from fittvp.figure.vec import Point, between

_SEEN = 0.045  # a shorter way is not worth an arrow
_SHORTEST = 0.10
_CLEAR = 0.055
_RISE = 0.03  # of the hips
_PLAIN_TURN = 0.12  # radians: less is drawn straight


def arrows(pose: Pose, bodies: list[Body], camera: Camera, moment: int) -> list[Mark]:
    """The arrows of one moment: those that the pose names, or those of what moves most."""
    if pose.arrow:
        return [mark for name, way in pose.arrow.items() for mark in named(name, way, bodies, camera, moment)]
    if moment == 0:
        return []
    if pedalled(pose):
        return [ring(camera.flat(crank(pose, bodies[0])), 0.125)]
    if pose.has("arm pedals"):
        return [ring(camera.flat(between(bodies[1].at["near_hand"], bodies[1].at["far_hand"])), 0.10)]
    if pose.cycle == "travel":
        return [_ahead(bodies[1], camera)] if pose.view == "side" else list(_limbs(pose, bodies, camera))
    if _rises(pose, bodies):
        return list(_body(pose, bodies, camera))
    return list(_limbs(pose, bodies, camera) or _body(pose, bodies, camera))


def _path(bodies: list[Body], name: str, camera: Camera) -> tuple[Point, Point]:
    return camera.flat(bodies[0].at[name]), camera.flat(bodies[1].at[name])


def _long(path: tuple[Point, Point]) -> float:
    return hypot(path[1][0] - path[0][0], path[1][1] - path[0][1])


def _rises(pose: Pose, bodies: list[Body]) -> bool:
    """Whether the whole body goes up or down on its feet: then that is what the arrow shows."""
    rise = abs(bodies[1].at["pelvis"][2] - bodies[0].at["pelvis"][2])
    return (
        pose.moving != "trunk"
        and pose.cycle != "travel"
        and pose.orientation in ("standing", "sitting", "kneeling")
        and rise > _RISE
    )


def _limbs(pose: Pose, bodies: list[Body], camera: Camera) -> list[Arrow]:
    """Arrows of hands or feet that move against the trunk."""
    steady = _long(_path(bodies, "pelvis", camera)) < _SEEN
    found: list[tuple[float, Arrow]] = []
    for side in SIDES:
        best: tuple[float, str, str] = (0.0, "", "")
        for end, root in (("toe", "hip"), ("heel", "hip"), ("knee", "hip"), ("hand", "shoulder")):
            if end != "hand" and not steady and pose.orientation not in ("hanging", "floating"):
                continue
            own = _long(_path(bodies, f"{side}_{end}", camera))
            rooted = _long(_path(bodies, f"{side}_{root}", camera))
            if own - rooted * 0.9 > best[0] + (0.03 if best[1] else _SEEN - 0.02):
                best = (own - rooted * 0.9, end, root)
        if best[1]:
            found.append((best[0], _round(bodies, side, best[1], best[2], camera)))
    side_on = camera.right[0] > 0.7 and pose.moving != "diagonal"
    if len(found) == 2 and (side_on or found[0][0] > 1.6 * found[1][0]):
        found = [found[0]] if found[0][0] >= found[1][0] * 0.8 else [found[1]]
    return [arrow for _, arrow in found]


def _round(bodies: list[Body], side: str, end: str, root: str, camera: Camera) -> Arrow:
    """From where it was to where it is, round the joint it turns about, a little outside."""
    if root == "hip" and _long(_path(bodies, f"{side}_knee", camera)) < 0.02:
        root = "knee" if end != "toe" or _long(_path(bodies, f"{side}_ankle", camera)) > 0.03 else "ankle"
    middle = camera.flat(bodies[1].at[f"{side}_{root}"])
    start, stop = _path(bodies, f"{side}_{end}", camera)
    r0, r1 = (hypot(p[0] - middle[0], p[1] - middle[1]) for p in (start, stop))
    a0, a1 = (atan2(p[1] - middle[1], p[0] - middle[0]) for p in (start, stop))
    sweep = (a1 - a0 + pi) % (2 * pi) - pi
    if min(r0, r1) < 0.05 or abs(sweep) < _PLAIN_TURN or abs(sweep) * (r0 + _CLEAR) < _SHORTEST:
        return straight(start, stop, -_CLEAR if sweep > 0 else _CLEAR)
    points = []
    for at in range(9):
        part = 0.06 + 0.80 * at / 8
        radius, angle = r0 + (r1 - r0) * part + _CLEAR, a0 + sweep * part
        points.append((middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)))
    return Arrow(tuple(points), WIDTH)


def straight(start: Point, stop: Point, aside: float = _CLEAR) -> Arrow:
    """A line beside the way of a point, never too short to see."""
    dx, dy = stop[0] - start[0], stop[1] - start[1]
    long = hypot(dx, dy) or 1.0
    ux, uy = dx / long, dy / long
    grow = max(0.0, _SHORTEST - long) / 2
    ox, oy = -uy * aside, ux * aside
    a = (start[0] - ux * grow + ox, start[1] - uy * grow + oy)
    b = (stop[0] + ux * grow + ox, stop[1] + uy * grow + oy)
    return Arrow((a, b), WIDTH)


def _body(pose: Pose, bodies: list[Body], camera: Camera) -> list[Arrow]:
    """The whole body up or down, or the trunk tipping: an arrow behind the hips, or above the head."""
    hips, head = _path(bodies, "pelvis", camera), _path(bodies, "head", camera)
    rise = hips[1][1] - hips[0][1]
    if abs(rise) > 0.02 and (_rises(pose, bodies) or abs(rise) > 0.6 * _long(hips)):
        back = min(hips[0][0], hips[1][0]) - 0.14
        return [straight((back, hips[0][1]), (back, hips[1][1]), 0.0)]
    if _long(hips) > _SEEN * 0.6 and pose.view == "side":
        return [straight(hips[0], hips[1], -0.13 if hips[1][0] < hips[0][0] else 0.13)]
    if _long(head) > _SEEN * 0.6:
        return [_over(head)]
    return []


def _over(way: tuple[Point, Point]) -> Arrow:
    """Above the head, the way it goes."""
    (x0, y0), (x1, y1) = way
    return straight((x0, max(y0, y1) + 0.10), (x1, max(y0, y1) + 0.10 + (y1 - y0) * 0.4), 0.0)


def _ahead(body: Body, camera: Camera) -> Arrow:
    """The way someone goes: forward, at the height of the chest."""
    x, y = camera.flat(body.at["chest"])
    return Arrow(((x + 0.14, y), (x + 0.29, y)), WIDTH)
