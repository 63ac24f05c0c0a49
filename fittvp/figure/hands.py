"""Where each hand goes: to what it holds, to the body, by its angles, or where it rests.

Floor: figure. It refuses to draw.
"""

from __future__ import annotations

from collections.abc import Callable

from fittvp.figure.body import FLESH, FORE, PALM, SIDES, UPPER, Body, reach_hand, set_arm
from fittvp.figure.grips import Grips
from fittvp.figure.pose import Pose
from fittvp.figure.trunk import posture
from fittvp.figure.vec import DOWN, UP, Axes, Vec, add, between, unit

_FACE_UP = 0.9
_SWING, _WIDEST = 0.8, 26.0  # of the opposite leg's angle, in walking; and at most, degrees


def set_hands(pose: Pose, bodies: list[Body], held: Grips) -> None:
    """Sets both arms of both moments."""
    for moment, body in enumerate(bodies):
        phase, own = pose.phases[moment], pose.at(moment)
        for side in SIDES:
            said = phase.hands.get(side, "")
            grip = held.at[moment].get(side)
            if said in _ON_BODY:
                _reach(body, side, _ON_BODY[said](body, side), said)
            elif said == "floor":
                _to_floor(bodies, body, side)
            elif grip is not None and said not in ("free", "angles"):
                _reach(body, side, grip)
            elif said != "free" and (said == "angles" or side in pose.arm_said):
                set_arm(body, side, phase.half[side])
            else:
                _rest(own, moment, body, side)


def _pole(body: Body, side: str) -> Vec:
    """Elbows point down, back and a little out."""
    back = body.chest.front
    way = add((0.0, 0.0, -0.7), back, -0.6)
    return add(way, body.out[side], 0.35)


def _reach(body: Body, side: str, hand: Vec, how: str = "") -> None:
    pole = _pole(body, side)
    if how in ("head", "crossed", "chest", "mouth"):
        pole = add((0.0, 0.0, -0.6), body.out[side], 0.6)
    if body.chest.front[2] > _FACE_UP:  # on the back the elbows rest beside the body, not in the bed
        pole = add(body.out[side], UP, 0.5)
    reach_hand(body, side, hand, pole)


def _to_floor(bodies: list[Body], body: Body, side: str) -> None:
    """The palm on the floor under the shoulder of the first moment; it does not slide."""
    x = bodies[0].at[f"{side}_shoulder"][0]
    y = body.at[f"{side}_shoulder"][1]
    reach_hand(body, side, (x, y, 0.02), (-0.8, body.out[side][1] * 0.5, 0.1))


def _hanging(body: Body, side: str, flex: float = 4.0, elbow: float = 14.0) -> None:
    """An arm that hangs by its own weight, whatever the trunk does."""
    front = body.chest.front if abs(body.chest.front[2]) < 0.8 else body.chest.up
    level = unit((front[0], front[1], 0.0))
    axes = Axes(level, body.chest.left, UP)
    set_arm(body, side, {"shoulder_flex": flex, "shoulder_abd": 5.0, "elbow_flex": elbow}, axes)


def _rest(pose: Pose, moment: int, body: Body, side: str) -> None:
    """An arm of which nothing is said."""
    how, phase = posture(pose), pose.phases[moment]
    if how in ("all_fours", "plank"):
        _to_floor([body], body, side)
    elif how in ("supine", "semi_reclined", "prone"):
        _beside(body, side)
    elif how == "sidelying":
        _on_side(body, side)
    elif how == "sitting" and phase.leg("near", "hip_flex") >= 40:
        _reach(body, side, _thigh(body, side))
    elif pose.cycle == "travel" and pose.view == "side" and not pose.has("weight", "bag"):
        other = "far" if side == "near" else "near"
        swing = max(-_WIDEST, min(_WIDEST, _SWING * phase.leg(other, "hip_flex")))
        _hanging(body, side, swing + 2, 22.0)
    else:
        _hanging(body, side)


def _beside(body: Body, side: str) -> None:
    """On the bed beside the hips."""
    shoulder = body.at[f"{side}_shoulder"]
    along = body.chest.up
    place = add(add(shoulder, along, -0.35), body.out[side], 0.05)
    low = max(0.02, place[2] - 0.05) if abs(along[2]) < 0.5 else max(0.02, body.at["pelvis"][2] - 0.03)
    reach_hand(body, side, (place[0], place[1], low), add(body.out[side], DOWN, 0.2))


def _on_side(body: Body, side: str) -> None:
    """Lying on the side: the upper hand on the bed before the chest, the lower arm under the head.

    The lower shoulder is pushed up and forward by the bed.
    """
    x, y, z = body.at[f"{side}_shoulder"]
    body.at[f"{side}_shoulder"] = (x, y, max(z, 0.034))
    if side == "near" and body.at["far_shoulder"][2] > 0.12:
        _reach(body, side, _hips(body, side))
    elif side == "near":
        hand = add(add(body.at["waist"], body.hips.front, 0.15), UP, -0.03)
        reach_hand(body, side, (hand[0], hand[1], max(0.02, hand[2] - 0.05)), add(body.hips.front, UP, 1.0))
    elif body.at["far_shoulder"][2] > 0.12:
        _on_forearm(body)
    else:
        head = body.at["head"]
        reach_hand(body, side, (head[0] - 0.06, head[1] - 0.08, 0.02), (0.2, -1.0, 0.0))


def _on_forearm(body: Body) -> None:
    """The lower elbow on the floor below its shoulder, the forearm to the front."""
    x, y, z = body.at["far_shoulder"]
    drop = min(z - FLESH["elbow"], UPPER * 0.999)
    aside = (UPPER * UPPER - drop * drop) ** 0.5
    elbow: Vec = (x - aside, y, z - drop)
    front = unit(add(body.hips.front, (-1.0, 0.0, 0.0), 0.9))  # a little to the head end, to be seen
    body.at["far_elbow"] = elbow
    body.at["far_wrist"] = add(elbow, front, FORE)
    body.at["far_hand"] = add(elbow, front, FORE + PALM)


# ---- hands on the body ----------------------------------------------------------------------------------


def _thigh(body: Body, side: str) -> Vec:
    hip, knee = body.at[f"{side}_hip"], body.at[f"{side}_knee"]
    return add(between(hip, knee, 0.68), UP, 0.058)


def _chest(body: Body, side: str) -> Vec:
    return add(
        add(between(body.at["waist"], body.at["chest"], 0.6), body.chest.front, 0.085), body.out[side], 0.03
    )


def _crossed(body: Body, side: str) -> Vec:
    return add(
        add(add(body.at["chest"], body.chest.front, 0.075), body.out[side], -0.075), body.chest.up, -0.045
    )


def _belly(body: Body, side: str) -> Vec:
    return add(add(body.at["waist"], body.chest.front, 0.08 + body.belly), body.out[side], 0.015)


def _hips(body: Body, side: str) -> Vec:
    return add(add(body.at["pelvis"], body.out[side], 0.125), body.chest.up, 0.04)


def _knee(body: Body, side: str) -> Vec:
    shin = between(body.at["near_knee"], body.at["near_ankle"], 0.12)
    away = unit((shin[0] - body.at["near_hip"][0], 0.0, shin[2] - body.at["near_hip"][2]))
    return add(add(shin, away, 0.045), body.out[side], 0.02)


def _far_knee(body: Body, side: str) -> Vec:
    shin = between(body.at["far_knee"], body.at["far_ankle"], 0.12)
    away = unit((shin[0] - body.at["far_hip"][0], 0.0, shin[2] - body.at["far_hip"][2]))
    return add(add(shin, away, 0.045), body.out[side], 0.02)


def _head(body: Body, side: str) -> Vec:
    return add(add(body.at["head"], body.out[side], 0.055), body.chest.front, -0.03)


def _mouth(body: Body, side: str) -> Vec:
    return add(add(add(body.at["head"], body.face.front, 0.105), body.face.up, -0.045), body.out[side], 0.012)


def _ankle(body: Body, side: str) -> Vec:
    return add(body.at[f"{side}_ankle"], UP, 0.02)


def _shoulders(body: Body, side: str) -> Vec:
    """On a bar across the upper back."""
    place = add(add(body.at[f"{side}_shoulder"], body.chest.front, 0.005), body.out[side], 0.125)
    return add(place, body.chest.up, 0.02)


def _elbow(body: Body, side: str) -> Vec:
    """The other elbow, drawn across the chest."""
    return body.at["near_elbow" if side == "far" else "far_elbow"]


_ON_BODY: dict[str, Callable[[Body, str], Vec]] = {
    "thighs": _thigh, "chest": _chest, "crossed": _crossed, "belly": _belly, "hips": _hips, "knee": _knee,
    "far_knee": _far_knee, "shoulders": _shoulders, "head": _head, "mouth": _mouth, "ankle": _ankle, "elbow": _elbow,
}  # fmt: skip
