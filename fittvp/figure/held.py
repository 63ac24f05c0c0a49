"""What hands and limbs hold: weights, bars, bands, sticks, bags, a trainer for the breath.

Floor: figure. It refuses to know furniture.
"""

from __future__ import annotations

from fittvp.figure.body import SIDES
from fittvp.figure.stage import Stage
from fittvp.figure.things import Ball, Box, Rod, Thing, ring
from fittvp.figure.vec import UP, Vec, add, between

_BAND = 0.012
_RIM = 0.005


def weights(stage: Stage) -> None:
    """A hand weight in each hand that works, seen as a bar with two ends."""
    sides = ("near",) if stage.pose.has("weight,", "one hand") or stage.pose.aid.endswith("weight") else SIDES
    for side in sides:
        seen = side == "near" or stage.pose.cycle == "travel"  # in walking both are shown, lest one float
        _dumbbell(stage, stage.body.at[f"{side}_hand"], 0.055, stage.before if seen else stage.behind)


def _dumbbell(stage: Stage, hand: Vec, half: float, layer: list[Thing]) -> None:
    front_on = stage.pose.view == "front"
    way: Vec = (0.0, half, 0.0) if front_on else (half * 0.9, 0.0, 0.0)
    ends = [add(hand, way), add(hand, way, -1.0)]
    layer.append(Rod(tuple(ends), 0.018, "load", _RIM))
    layer.extend(Rod((add(e, UP, 0.014), add(e, UP, -0.014)), 0.026, "load", _RIM) for e in ends)


def at_chest(stage: Stage) -> None:
    """One weight held to the chest with both hands."""
    hands = stage.hands()
    middle = between(hands[0], hands[1])
    stage.before.append(Rod((add(middle, UP, 0.035), add(middle, UP, -0.035)), 0.036, "load", _RIM))


def on_knees(stage: Stage) -> None:
    knee = between(stage.body.at["near_knee"], stage.body.at["near_hip"], 0.2)
    middle = add(knee, UP, 0.055)
    ends = [add(middle, (way, 0.0, 0.015)) for way in (-0.075, 0.075)]
    stage.before.append(Rod(tuple(ends), 0.022, "load", 0.008))
    stage.before.extend(Rod((add(e, UP, 0.026), add(e, UP, -0.026)), 0.034, "load", 0.008) for e in ends)


def cuff(stage: Stage) -> None:
    """A weight round the ankle."""
    ankle, knee = stage.body.at["near_ankle"], stage.body.at["near_knee"]
    stage.before.append(Rod((between(ankle, knee, 0.02), between(ankle, knee, 0.17)), 0.058, "load", _RIM))


def barbell(stage: Stage) -> None:
    """A bar through both hands, or across the upper back; the plates stand at its ends."""
    if stage.pose.has("upper back"):
        x, _, z = add(add(stage.body.at["chest"], stage.body.chest.front, -0.055), stage.body.chest.up, 0.02)
    else:
        near, far = stage.hands()
        x, _, z = between(near, far)
    stage.behind.append(Ball((x, 0.26, z), 0.085, "far"))
    stage.behind.append(Rod(((x, -0.20, z), (x, 0.26, z)), 0.014, "load"))
    stage.before.append(ring((x, -0.20, z), 0.085, 0.012, "load"))
    stage.before.append(Ball((x, -0.20, z), 0.022, "load"))


def bags(stage: Stage) -> None:
    for side in SIDES if stage.pose.has("each hand") else ("near",):
        x, y, z = stage.body.at[f"{side}_hand"]
        layer = stage.before if side == "near" else stage.behind
        layer.append(Rod(((x - 0.04, y, z - 0.07), (x, y, z), (x + 0.04, y, z - 0.07)), 0.008, "load", 0.004))
        layer.append(Box((x - 0.06, y - 0.02, z - 0.20), (x + 0.06, y + 0.02, z - 0.07), "load"))


def box(stage: Stage) -> None:
    """A box between the hands."""
    near, far = stage.hands()
    x, _, z = between(near, far)
    stage.behind.append(Box((x - 0.07, -0.09, z - 0.07), (x + 0.08, 0.09, z + 0.07)))


def ball(stage: Stage) -> None:
    stage.before.append(Ball(add(stage.body.at["near_hand"], (0.012, 0.0, 0.010)), 0.024, "line"))


def trainer(stage: Stage) -> None:
    """A small tube between mouth and hand."""
    mouth = add(add(stage.body.at["head"], stage.body.face.front, 0.050), stage.body.face.up, -0.034)
    end = add(mouth, stage.body.face.front, 0.085)
    stage.before.append(Rod((mouth, end), 0.022, "load", _RIM))
    stage.before.append(Rod((end, add(end, UP, -0.03)), 0.018, "load", _RIM))


def stick(stage: Stage) -> None:
    x, y, z = stage.body.at["far_hand"]
    foot = (x + (0.05 if stage.pose.cycle == "travel" else 0.0), y + 0.01, 0.0)
    stage.behind.append(Rod(((x - 0.03, y, z + 0.005), (x + 0.04, y, z + 0.005)), 0.016, "load"))
    stage.behind.append(Rod(((x, y, z), foot), 0.013, "load"))


def poles(stage: Stage) -> None:
    for side in SIDES:
        x, y, z = stage.body.at[f"{side}_hand"]
        layer = stage.before if side == "near" else stage.behind
        layer.append(Rod(((x + 0.02, y, z + 0.05), (x - 0.22, y, 0.0)), 0.010, "load", 0.004))


def walking_frame(stage: Stage) -> None:
    """A frame with four feet, the grips in the hands."""
    for side in ("far", "near"):
        x, y, z = stage.held.at[stage.moment][side]
        layer = stage.behind
        points = ((x - 0.09, y, 0.0), (x - 0.06, y, z - 0.015), (x + 0.13, y, z - 0.015), (x + 0.18, y, 0.0))
        layer.append(Rod(points, 0.016))
        layer.append(Rod(((x - 0.075, y, 0.24), (x + 0.155, y, 0.24)), 0.010))
    x, y, z = stage.held.at[stage.moment]["near"]
    stage.behind.append(Rod(((x + 0.13, y, z - 0.015), (x + 0.13, -y, z - 0.015)), 0.014))


# ---- bands ----------------------------------------------------------------------------------------------


def _band(stage: Stage, start: Vec, end: Vec) -> None:
    stage.before.append(Rod((start, end), _BAND, "band", _RIM))


def _post(stage: Stage, x: float, z: float) -> None:
    """Something firm that a band is fixed to."""
    stage.behind.append(Rod(((x, 0.0, max(0.0, z - 0.12)), (x, 0.0, z + 0.12)), 0.03))


def band_hands(stage: Stage) -> None:
    """From the hands to a firm point in front, above, behind the chair, or between the hands."""
    pose, first = stage.pose, stage.bodies[0]
    hands = stage.hands()
    if pose.view == "top" and not pose.has("from the side"):
        _band(stage, *hands)
        return
    if pose.has("from the side"):
        end = (first.at["chest"][0] + 0.05, -0.55, first.at["chest"][2] - 0.06)
        if not pose.has("cable"):
            stage.behind.append(Rod((add(end, UP, 0.2), (end[0], end[1], 0.0)), 0.03))
    elif pose.has("from above"):
        end = (first.at["near_hand"][0] + 0.05, 0.0, first.at["head"][2] + 0.16)
        stage.behind.append(Rod((add(end, (-0.12, 0.0, 0.0)), add(end, (0.12, 0.0, 0.0))), 0.024))
    elif pose.phases[1].half["near"].get("shoulder_flex", 0.0) > 40:
        end = (first.at["chest"][0] - 0.085, 0.0, first.at["near_hand"][2])
    else:
        end = (first.at["near_hand"][0] + 0.16, 0.0, first.at["near_hand"][2])
        _post(stage, end[0], end[2])
    if pose.has("from the side"):
        hands = [between(hands[0], hands[1])]
    for hand in hands if pose.moving != "near" else hands[:1]:
        _band(stage, hand, end)


def band_ankle(stage: Stage) -> None:
    """From one ankle to a firm point low in front."""
    first = stage.bodies[0].at["near_ankle"]
    end = (first[0] + 0.24, 0.0, max(0.05, first[2]))
    _post(stage, end[0], 0.1)
    _band(stage, stage.body.at["near_ankle"], end)


def band_foot(stage: Stage) -> None:
    """Round the foot, its ends in the hands or tied to the chair."""
    sole = between(stage.body.at["near_toe"], stage.body.at["near_ankle"], 0.25)
    end = (
        stage.body.at["near_hand"]
        if stage.pose.has("towel", "belt")
        else (stage.bodies[0].at["near_hip"][0] + 0.10, -0.14, 0.01)
    )
    _band(stage, sole, end)


def loop(stage: Stage) -> None:
    """A loop round both legs: at the knees, the thighs or the ankles."""
    body = stage.body
    part, joint, up = (0.30, "knee", "hip") if stage.pose.has("thighs", "knees") else (0.12, "ankle", "knee")
    ends = []
    for side in SIDES:
        middle = between(body.at[f"{side}_{joint}"], body.at[f"{side}_{up}"], part)
        ends.append(add(middle, body.out[side], 0.040 if joint == "knee" else 0.024))
    front_on = stage.pose.view == "front"
    if front_on:
        wide = 0.030 if not stage.pose.has("belt") else 0.036
        stage.before.append(Rod((ends[0], ends[1]), wide, "band", _RIM))
        return
    near, far = ends
    stage.before.append(Rod((near, far), _BAND, "band", _RIM))
    for end, side in ((near, "near"), (far, "far")):
        shin = between(body.at[f"{side}_{joint}"], body.at[f"{side}_{up}"], 0.05)
        stage.before.append(Rod((shin, end), 0.030, "band", _RIM))
