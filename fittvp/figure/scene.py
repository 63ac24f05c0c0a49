"""One exercise of the catalogue as a picture: `scene(exercise)`.

Floor: figure. Pure and repeatable: the same entry gives the same marks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zlib import crc32

from fittvp.figure import arrows, flesh
from fittvp.figure.body import Body
from fittvp.figure.camera import Camera
from fittvp.figure.grips import Grips, grips
from fittvp.figure.hands import set_hands
from fittvp.figure.place import placed
from fittvp.figure.pose import Pose, read
from fittvp.figure.props import props
from fittvp.figure.shapes import Frame, Mark, Scene, Tone, points_of
from fittvp.figure.soles import soles
from fittvp.figure.things import drawn
from fittvp.figure.trunk import posture
from fittvp.figure.vec import dot

_KEPT = 64  # pictures, of some 100 kB each
_MARGIN, _GAP = 0.035, 0.06
_SIDE_ON = 0.6  # the viewer looks from the side: then the far limbs are light
_WIDE = 1.65  # moments wider than this, for their height, stand below one another
_VIEWS = {"side": (12.0, 7.0), "front": (90.0, 6.0), "top": (90.0, 40.0)}
_LYING = {"side": (8.0, 14.0), "front": (0.0, 62.0), "top": (0.0, 62.0)}


def camera_of(pose: Pose) -> Camera:
    """`turn` and `tilt` of the pose decide; else the view and how the body lies."""
    how = posture(pose)
    turn, tilt = (_LYING if how in ("supine", "semi_reclined", "prone") else _VIEWS)[pose.view]
    if how == "sidelying":
        turn, tilt = 0.0, 14.0
    if how == "semi_reclined" and pose.view == "front":
        turn, tilt = 90.0, 32.0
    if pose.view == "front" and pose.has("support in front", "water to chest, rail"):
        turn = -90.0
    return Camera.seen(turn if pose.turn is None else pose.turn, tilt if pose.tilt is None else pose.tilt)


def posed(exercise: Mapping[str, Any]) -> tuple[Pose, list[Body], Grips]:
    """The bodies of both moments and where hands hold: what the tests measure."""
    pose = read(exercise["pose"])
    bodies = placed(pose)
    held = grips(pose, bodies)
    set_hands(pose, bodies, held)
    return pose, bodies, held


def scene(exercise: Mapping[str, Any]) -> Scene:
    """The picture of one entry of the catalogue; it needs `pose`, and `name` and `plain` for its words.

    Raises KeyError where the pose lacks a required key.
    """
    knot = bool(crc32(str(exercise.get("name", "")).encode()) & 1)
    return replace(_pictured(json.dumps(exercise["pose"], default=dict), knot), words=_words(exercise))


@lru_cache(maxsize=_KEPT)
def _pictured(pose_text: str, knot: bool) -> Scene:
    """The picture of a pose, which is its own key, with one of two heads of hair; the words are another's."""
    pose, bodies, held = posed({"pose": json.loads(pose_text)})
    camera = camera_of(pose)
    still = len(bodies) == 2 and _same(bodies)
    moments = [1] if still else [0, 1]
    pictures = [_marks(pose, bodies, held, camera, moment, knot) for moment in moments]
    if pose.soles:
        pictures[-1] += soles(pose.soles, _box(pictures[-1]))
    return _laid_out(pictures)


def _same(bodies: Sequence[Body]) -> bool:
    """Whether the eye would see no difference between the moments."""
    first, then = (body.at for body in bodies)
    if bodies[0].belly != bodies[1].belly or bodies[0].face != bodies[1].face:
        return False
    return all(max(abs(a - b) for a, b in zip(first[n], then[n], strict=True)) < 0.012 for n in first)


def _marks(pose: Pose, bodies: list[Body], held: Grips, camera: Camera, moment: int,
           knot: bool) -> list[Mark]:  # fmt: skip
    body = bodies[moment]
    behind, before = props(pose, bodies, held, moment)
    marks: list[Mark] = drawn(behind, camera)
    marks += _figure(body, camera, knot)
    marks += drawn(before, camera)
    marks += arrows.arrows(pose, bodies, camera, moment)
    return marks


def _figure(body: Body, camera: Camera, knot: bool) -> list[Mark]:
    """Limbs, trunk and head from back to front."""
    side_on = abs(dot(body.hips.left, camera.towards)) > _SIDE_ON
    far: Tone = "far" if side_on else "near"
    middle = camera.depth(body.at["waist"])
    parts: list[tuple[float, Mark]] = [(middle, flesh.trunk(body, camera))]
    top = camera.depth(body.at["head"]) * 0.3 + middle * 0.7 + 0.012
    parts.append((top, flesh.head(body, camera)))
    parts.append((top + 5e-7, flesh.hair(body, camera, knot)))
    patch = flesh.face(body, camera)
    if patch is not None:
        parts.append((top + 1e-6, patch))
    for side in ("far", "near"):
        tone: Tone = "near" if side == "near" else far
        push = (-0.3 if side == "far" else 0.2) if side_on else 0.0
        knee, hand = (camera.depth(body.at[f"{side}_{joint}"]) for joint in ("knee", "hand"))
        elbow = camera.depth(body.at[f"{side}_elbow"])
        parts.append((knee + push, flesh.leg(body, side, camera, tone)))
        parts.append(((hand + elbow) / 2 + push * 1.3 + 0.02, flesh.arm(body, side, camera, tone)))
    return [mark for _, mark in sorted(parts, key=lambda part: part[0])]


def _box(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    points = [point for mark in marks for point in points_of(mark)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _laid_out(pictures: list[list[Mark]]) -> Scene:
    """Moments beside one another, or below one another where they are wide; one scale, one size."""
    boxes = [_box(marks) for marks in pictures]
    left, low = min(b[0] for b in boxes) - _MARGIN, min(b[1] for b in boxes) - _MARGIN
    right, high = max(b[2] for b in boxes) + _MARGIN, max(b[3] for b in boxes) + _MARGIN
    wide, tall = right - left, high - low
    stacked = wide > tall * _WIDE
    frames = []
    for place, marks in enumerate(pictures):
        dx = 0.0 if stacked else place * (wide + _GAP)
        dy = (len(pictures) - 1 - place) * (tall + _GAP * 0.5) if stacked else 0.0
        frames.append(Frame(tuple(marks), (dx - left, dy - low), (dx, dy, dx + wide, dy + tall)))
    return Scene(tuple(frames), max(f.box[2] for f in frames), max(f.box[3] for f in frames))


def _words(exercise: Mapping[str, Any]) -> str:
    plain = exercise.get("plain") or {}
    return " ".join(str(plain[key]) for key in ("start", "move") if plain.get(key))
