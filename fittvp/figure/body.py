"""The body: how long its parts are, and where its joints stand once posed.

Floor: figure. Lengths and radii are parts of body height. It refuses to know exercises and pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fittvp.figure.vec import Axes, Vec, add, bent, dot, swung

# Segment lengths: Drillis and Contini 1966, as drawn in Winter, Biomechanics and Motor Control of Human
# Movement, figure 4.1. Widths are those of joint centres, a little within the outline of that figure.
ANKLE, SHANK, THIGH, TRUNK = 0.039, 0.246, 0.245, 0.288
UPPER, FORE, PALM = 0.186, 0.146, 0.045
HIP, SHOULDER = 0.052, 0.103  # half the distance between the joints
HEAD = 0.117  # its middle above the line of the shoulders
WAIST = 0.42  # of the trunk, from the hips
TOE, HEEL = 0.105, 0.035  # of the foot (0.152 with its outline), before and behind the ankle

# Half thicknesses, for an ordinary older adult.
FLESH = {
    "pelvis": 0.064, "waist": 0.060, "chest": 0.062, "knee": 0.034, "ankle": 0.021, "heel": 0.014,
    "toe": 0.012, "elbow": 0.021, "wrist": 0.016, "hand": 0.019, "head": 0.054,
}  # fmt: skip

SIDES = ("near", "far")
Angles = Mapping[str, float]


@dataclass(slots=True)
class Body:
    """Joints in space by name (`near_knee`), and where trunk, chest and head face.

    `out` is the direction to the outer side of each half; `hips` are the axes from which the legs are measured.
    """

    hips: Axes
    chest: Axes
    face: Axes
    out: dict[str, Vec]
    at: dict[str, Vec] = field(default_factory=dict)
    belly: float = 0.0

    def moved(self, by: Vec) -> None:
        """Shifts the whole body."""
        for name, place in self.at.items():
            self.at[name] = add(place, by)


def set_leg(body: Body, side: str, angles: Angles) -> None:
    """A leg by its angles: hip_flex, hip_abd, knee_flex, ankle_df, in degrees."""
    front, _, up = body.hips
    hip, out = body.at[f"{side}_hip"], body.out[side]
    down = (-up[0], -up[1], -up[2])
    flex = angles.get("hip_flex", 0.0)
    thigh, ahead = swung(down, front, flex), swung(front, up, flex)
    thigh = swung(thigh, out, angles.get("hip_abd", 0.0))
    knee = angles.get("knee_flex", 0.0)
    shank, forward = swung(thigh, ahead, -knee), swung(ahead, thigh, knee)
    body.at[f"{side}_knee"] = add(hip, thigh, THIGH)
    body.at[f"{side}_ankle"] = add(body.at[f"{side}_knee"], shank, SHANK)
    ankle = angles.get("ankle_df", 0.0)
    set_foot(body, side, swung(forward, shank, -ankle), swung(shank, forward, ankle))


def set_foot(body: Body, side: str, toes: Vec, sole: Vec) -> None:
    """A foot by where its toes and its sole point."""
    ankle = body.at[f"{side}_ankle"]
    body.at[f"{side}_toe"] = add(add(ankle, toes, TOE), sole, ANKLE - FLESH["toe"])
    body.at[f"{side}_heel"] = add(add(ankle, toes, -HEEL), sole, ANKLE - FLESH["heel"])


def reach_foot(body: Body, side: str, ankle: Vec, pole: Vec) -> None:
    """A leg whose ankle is brought to a place; the knee bends towards `pole`. The foot is not moved."""
    hip = body.at[f"{side}_hip"]
    body.at[f"{side}_knee"], body.at[f"{side}_ankle"] = bent(hip, ankle, THIGH, SHANK, pole)


def set_arm(body: Body, side: str, angles: Angles, axes: Axes | None = None) -> None:
    """An arm by its angles: shoulder_flex, shoulder_abd, elbow_flex, in degrees from hanging down."""
    front, left, up = axes or body.chest
    sign = 1.0 if dot(body.out[side], body.hips.left) > 0 else -1.0
    out = (left[0] * sign, left[1] * sign, left[2] * sign)
    down = (-up[0], -up[1], -up[2])
    flex, wide = angles.get("shoulder_flex", 0.0), angles.get("shoulder_abd", 0.0)
    arm, ahead = swung(down, front, flex), swung(front, up, flex)
    if wide:
        arm = swung(arm, out, wide)
        if abs(flex) < 20 and wide > 20:  # an arm out to the side bends upwards and inwards
            ahead = swung(swung(out, up, wide), front, 25.0)
    elbow = angles.get("elbow_flex", 0.0)
    fore = swung(arm, ahead, elbow)
    root = body.at[f"{side}_shoulder"]
    body.at[f"{side}_elbow"] = add(root, arm, UPPER)
    body.at[f"{side}_wrist"] = add(body.at[f"{side}_elbow"], fore, FORE)
    body.at[f"{side}_hand"] = add(body.at[f"{side}_wrist"], fore, PALM)


def reach_hand(body: Body, side: str, hand: Vec, pole: Vec) -> None:
    """An arm whose hand is brought to a place, wrist straight; the elbow bends towards `pole`."""
    root = body.at[f"{side}_shoulder"]
    elbow, end = bent(root, hand, UPPER, FORE + PALM, pole)
    body.at[f"{side}_elbow"], body.at[f"{side}_hand"] = elbow, end
    share = FORE / (FORE + PALM)
    body.at[f"{side}_wrist"] = add(elbow, (end[0] - elbow[0], end[1] - elbow[1], end[2] - elbow[2]), share)
