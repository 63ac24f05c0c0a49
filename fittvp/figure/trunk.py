"""How the trunk, the neck and the head stand in each way of being placed; the legs hang on by their angles.

Floor: figure. The middle of the hips is put at the origin; place.py brings the body to what carries it.
"""

from __future__ import annotations

from fittvp.figure.body import HEAD, HIP, SHOULDER, SIDES, TRUNK, WAIST, Body, set_leg
from fittvp.figure.pose import Phase, Pose
from fittvp.figure.vec import DOWN, FRONT, UP, Axes, Vec, add, between, cross, dot, sub, swung, turned, unit

_LEFT: Vec = (0.0, 1.0, 0.0)
_BACK: Vec = (-1.0, 0.0, 0.0)
_RIGHT: Vec = (0.0, -1.0, 0.0)
RECLINED = 45.0
_ARMS_LONGER = 14.0  # on all fours the back slopes up to the shoulders: arms are longer than thighs
_UPRIGHT = Axes(FRONT, _LEFT, UP)
_ROOTS = {
    "supine": Axes(UP, _LEFT, _BACK),
    "prone": Axes(DOWN, _RIGHT, _BACK),
    "sidelying": Axes(_RIGHT, UP, _BACK),
    "all_fours": Axes(DOWN, _LEFT, FRONT),
    "plank": Axes(DOWN, _LEFT, FRONT),
    "swimming": Axes(DOWN, _LEFT, FRONT),
}
_NEAR_IS_LEFT = ("prone", "sidelying")
_ARCH = 0.0032  # of body height, that the low back moves for each degree of tilt


def posture(pose: Pose) -> str:
    """The orientation; floating is told apart into swimming (flat) and standing (upright in deep water)."""
    if pose.orientation == "floating":
        return "swimming" if pose.has("surface") else "hanging"
    return pose.orientation


def build(pose: Pose, phase: Phase) -> Body:
    """The body of one moment, the middle of its hips at the origin, its arms not yet set."""
    hips, chest = _axes(pose, phase)
    own = phase.trunk
    level = _ROOTS["supine"] if own.get("trunk_incline") else chest  # in a bridge the head stays on the bed
    face = turned(level, own.get("neck_flex", 0.0))
    face = turned(face, rot=own.get("neck_rot", 0.0))
    face = turned(face, side=-own.get("neck_side", 0.0))
    near = hips.left if posture(pose) in _NEAR_IS_LEFT else _minus(hips.left)
    body = Body(hips, chest, face, {"near": near, "far": _minus(near)})
    body.belly = own.get("belly_rise", 0.0) / 100
    _spine(body, posture(pose), own.get("pelvis_tilt", 0.0))
    for side in SIDES:
        angles = dict(phase.half[side])
        angles["hip_abd"] = angles.get("hip_abd", 0.0)
        set_leg(body, side, angles)
    roll = own.get("knee_roll", 0.0)
    if roll:
        _roll(body, roll)
    return body


def _minus(a: Vec) -> Vec:
    return (-a[0], -a[1], -a[2])


def _axes(pose: Pose, phase: Phase) -> tuple[Axes, Axes]:
    """Where the hips face (the legs are measured from them), and where the chest does."""
    own, how = phase.trunk, posture(pose)
    root = _ROOTS.get(how, _UPRIGHT)
    lean, side, rot = own.get("trunk_lean", 0.0), own.get("trunk_side", 0.0), own.get("trunk_rot", 0.0)
    if how == "semi_reclined":
        root = turned(root, -RECLINED)
    if how == "sidelying":
        root = turned(root, 0.0, own.get("body_incline", 0.0))
    if how in ("plank", "all_fours", "swimming"):
        root = turned(root, -own.get("body_incline", 0.0))
    if how == "supine":
        root = turned(root, -own.get("trunk_incline", 0.0))
    root = turned(root, 0.0, 0.0, own.get("body_turn", 0.0))
    if how in ("standing", "kneeling", "hanging") and lean:
        root = turned(root, lean)
        lean = 0.0
    if how == "all_fours":
        lean -= _ARMS_LONGER
    return root, turned(root, lean, side, rot)


def _spine(body: Body, how: str, tilt: float) -> None:
    """Hips, waist, shoulders, neck and head from below upwards."""
    origin: Vec = (0.0, 0.0, 0.0)
    hips, chest, face, at = body.hips, body.chest, body.face, body.at
    low = chest.up if how in ("sitting", "semi_reclined", "all_fours") else unit(between(hips.up, chest.up))
    straight = add(origin, low, TRUNK * WAIST)
    waist = add(straight, hips.front, tilt * _ARCH)
    top = add(straight, chest.up, TRUNK * (1 - WAIST))
    at["pelvis"], at["waist"], at["chest"] = origin, waist, top
    at["neck"] = add(add(top, between(chest.up, face.up), 0.035), chest.front, 0.004)
    at["head"] = add(add(at["neck"], face.up, HEAD - 0.035), face.front, 0.012)
    at["nose"] = add(add(at["head"], face.front, 0.056), face.up, -0.006)
    for side in SIDES:
        sign = 1.0 if body.out[side] == hips.left else -1.0
        at[f"{side}_hip"] = add(origin, body.out[side], HIP)
        at[f"{side}_shoulder"] = add(add(top, chest.left, sign * SHOULDER), chest.up, -0.012)


def _roll(body: Body, degrees: float) -> None:
    """Both bent knees tipped to one side: each turns about the line from its hip to its ankle, feet staying."""
    for side in SIDES:
        hip, ankle = body.at[f"{side}_hip"], body.at[f"{side}_ankle"]
        knee = body.at[f"{side}_knee"]
        axis = unit(sub(ankle, hip))
        arm = sub(knee, hip)
        along = dot(arm, axis)
        off = add(arm, axis, -along)
        body.at[f"{side}_knee"] = add(add(hip, axis, along), swung(off, cross(axis, off), degrees))
