"""Arrows that a pose asks for by the name of a joint and a way: `near_knee: up`, `both_knee: apart`, `chest: turn`.

Floor: figure. The ways are listed in `pose_conventions` of the catalogue.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, radians, sin

from fittvp.figure.body import SIDES, Body
from fittvp.figure.camera import Camera
from fittvp.figure.shapes import Arrow, Mark, Stroke
from fittvp.figure.vec import Point, Vec, add

WIDTH = 0.016
_ROUND_FEET = 0.15
NEAR, FAR = 0.065, 0.175  # from the joint, where an arrow begins and ends
_WAYS: dict[str, Point] = {"up": (0.0, 1.0), "down": (0.0, -1.0), "forward": (1.0, 0.0), "back": (-1.0, 0.0)}
_ONTO: dict[str, Point] = {"press_down": (0.0, 1.0), "press_up": (0.0, -1.0), "press_back": (1.0, 0.0),
                          "press_forward": (-1.0, 0.0)}  # fmt: skip


def named(name: str, way: str, bodies: list[Body], camera: Camera, moment: int) -> list[Mark]:
    """The marks of one such request. `both_` gives one at each side; `first_` before the way shows it earlier."""
    early = way.startswith("first_")
    if early != (moment == 0):
        return []
    way = way.removeprefix("first_")
    body = bodies[moment]
    both = name.startswith("both_")
    joints = [f"{side}_{name.removeprefix('both_')}" for side in SIDES] if both else [name]
    if way == "turn_feet":
        return [_at_feet(bodies, camera, moment)]
    if way == "squeeze":
        return [_pinch(camera.flat(body.at[name]), sign) for sign in (-1.0, 1.0)]
    return [_mark(body, joint, way, camera) for joint in joints]


def _round_cup(camera: Camera) -> Arrow:
    """Along the figure of eight on the floor, round the cup to which the walker turns."""
    turns = [pi * (1.10 + 0.72 * at / 16) for at in range(17)]
    return Arrow(tuple(camera.flat(on_eight(turn)) for turn in turns), WIDTH)


def _tip(neck: Point, head: Point) -> Arrow:
    """Over the head, from upright to where it is tipped."""
    (x, y), (hx, hy) = neck, head
    now, sign = atan2(hy - y, hx - x), -1.0 if hx > x else 1.0
    turns = [now + sign * radians(36.0 * (at / 8 - 0.75)) for at in range(9)]
    return Arrow(tuple((x + 0.205 * cos(t), y + 0.205 * sin(t)) for t in turns), WIDTH)


def _at_feet(bodies: list[Body], camera: Camera, moment: int) -> Arrow:
    """A turn of the whole body: most of a ring on the floor round the feet, the way it turns."""
    (a, b, _), (c, d, _) = (body.hips.front for body in bodies)
    sign = 1.0 if a * d - b * c >= 0 else -1.0
    at = bodies[moment].at
    x, y = (
        sum(at[f"{side}_{end}"][axis] for side in SIDES for end in ("toe", "heel")) / 4 for axis in (0, 1)
    )
    turns = [pi * (0.70 + 1.45 * step / 16) for step in range(17)]
    places = ((x + _ROUND_FEET * sign * cos(t), y + _ROUND_FEET * sin(t)) for t in turns)
    return Arrow(tuple(camera.flat((px, py, 0.0)) for px, py in places), WIDTH)


def _pinch(middle: Point, sign: float) -> Arrow:
    """One of two short arrows that press from above and below."""
    x, y = middle
    return Arrow(((x, y + sign * 0.14), (x, y + sign * 0.045)), WIDTH * 0.8)


def _mark(body: Body, joint: str, way: str, camera: Camera) -> Mark:
    place = body.at[joint]
    x, y = camera.flat(place)
    if way in ("apart", "together"):
        side = joint.partition("_")[0]
        ox, oy = camera.flat(add(place, body.out[side]))
        ux, uy = _unit(ox - x, oy - y)
        ends = ((x + ux * NEAR, y + uy * NEAR), (x + ux * FAR, y + uy * FAR))
        return Arrow(ends if way == "apart" else ends[::-1], WIDTH)
    if way == "circle":
        return ring((x, y), 0.08)
    if way == "turn":
        return ring((x, y + 0.105), 0.10, flat=0.38)
    if way == "here":
        return Stroke(tuple((x + 0.075 * cos(pi * t / 10), y + 0.075 * sin(pi * t / 10)) for t in range(21)),
                      "arrow", WIDTH * 0.75, 0.006)  # fmt: skip
    if way == "round_cup":
        return _round_cup(camera)
    if way == "out":
        ox, oy = camera.flat(add(place, body.chest.front))
        ux, uy = _unit(ox - x, oy - y)
        return Arrow(((x + ux * 0.05, y + uy * 0.05), (x + ux * FAR, y + uy * FAR)), WIDTH)
    if way == "tip":
        return _tip((x, y), camera.flat(body.at["head"]))
    if way in _ONTO:
        dx, dy = _ONTO[way]
        return Arrow(((x + dx * 0.20, y + dy * 0.20), (x + dx * 0.085, y + dy * 0.085)), WIDTH)
    dx, dy = _WAYS[way]
    off = 0.03 if joint == "head" else 0.0
    near, far = NEAR + off, FAR + off
    return Arrow(((x + dx * near, y + dy * near), (x + dx * far, y + dy * far)), WIDTH)


def on_eight(turn: float) -> Vec:
    """A place on the way round the two cups; a whole figure of eight is 2 pi."""
    return (0.16 * sin(2 * turn), 0.46 * sin(turn), 0.0)


def _unit(x: float, y: float) -> Point:
    long = hypot(x, y) or 1.0
    return x / long, y / long


def ring(middle: Point, radius: float, flat: float = 1.0) -> Arrow:
    """Most of a circle, clockwise; `flat` below 1 shows it lying."""
    x, y = middle
    turns = [pi * (0.85 - 1.55 * at / 14) for at in range(15)]
    return Arrow(tuple((x + radius * cos(t), y + radius * flat * sin(t)) for t in turns), WIDTH)
