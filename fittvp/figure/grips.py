"""Where the things stand that hands hold, worked out from the body before its arms are set.

Floor: figure. Heights are parts of body height, from the usual height of the thing (a worktop: 0.90 m at 1.70 m).
It refuses to draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fittvp.figure.body import FORE, PALM, SIDES, UPPER, Body
from fittvp.figure.place import seat_of
from fittvp.figure.pose import Pose
from fittvp.figure.trunk import posture
from fittvp.figure.vec import Vec

WORKTOP = 0.53
CHAIR_BACK = 0.50
RAIL_SLOPE = 0.06 / 0.45
AHEAD = 0.29  # the hands on a support in front, before the hips
BESIDE = 0.23
_MACHINES = ("treadmill", "stair machine")
ARM = UPPER + FORE + PALM


@dataclass(slots=True)
class Grips:
    """`at`: for each moment, the place of each hand that holds something. `wall`: where a wall stands."""

    at: tuple[dict[str, Vec], dict[str, Vec]] = field(default_factory=lambda: ({}, {}))
    wall: float = 0.0
    front: float = 0.0

    def both(self, side: str, place: Vec) -> None:
        for held in self.at:
            held[side] = place


Giver = Callable[[Pose, list[Body], Grips], None]


def grips(pose: Pose, bodies: list[Body]) -> Grips:
    """Every grip that the aid gives; none where hands are free."""
    found = Grips()
    first = bodies[0].at["pelvis"]
    ends = (
        [body.at[f"{side}_toe"] for body in bodies for side in SIDES] if posture(pose) == "standing" else []
    )
    toes = max((toe[0] for toe in ends if toe[2] < 0.1), default=0.0)
    back = first[0] if pose.cycle == "travel" else min(body.at["pelvis"][0] for body in bodies)
    found.front = back + AHEAD + 0.005 if pose.has(*_MACHINES) else max(back + AHEAD, toes + 0.03)
    for words, give in _GIVERS:
        if pose.has(*words):
            give(pose, bodies, found)
            break
    return found


def _front(pose: Pose, bodies: list[Body], found: Grips) -> None:
    for side in SIDES:
        out = bodies[0].out[side][1]
        for moment, body in enumerate(bodies):
            high = body.at["pelvis"][2] if pose.has(*_MACHINES) else WORKTOP
            found.at[moment][side] = (found.front + 0.02, out * 0.12, high + 0.02)


def _beside(height: float, ahead: float) -> Giver:
    def give(pose: Pose, bodies: list[Body], found: Grips) -> None:
        for moment, body in enumerate(bodies):
            both = [body] if pose.cycle == "travel" else bodies
            x = sum(one.at["pelvis"][0] for one in both) / len(both)
            found.at[moment]["far"] = (x + ahead, BESIDE, height + 0.02)

    return give


def _chair_front(pose: Pose, bodies: list[Body], found: Grips) -> None:
    height = 0.27 if pose.has("weight") else CHAIR_BACK
    x = bodies[0].at["far_shoulder"][0] + 0.02 if pose.has("weight") else found.front
    if posture(pose) == "kneeling":
        x, height = bodies[0].at["pelvis"][0] + 0.28, 0.25
    sides = ("far",) if pose.has("weight") else SIDES
    for side in sides:
        found.both(side, (x, bodies[0].out[side][1] * 0.08, height + 0.02))


def _wall(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """Palms on the wall: level with the chest, or sliding up where the arms go up."""
    shoulder = bodies[0].at["near_shoulder"]
    found.wall = shoulder[0] + ARM * (
        0.98 if pose.phases[1].half["near"].get("shoulder_flex", 0) <= 90 else 0.62
    )
    if pose.has("calf"):
        found.wall = bodies[1].at["near_toe"][0] + 0.07
    for moment, body in enumerate(bodies):
        for side in SIDES:
            up = pose.phases[moment].half[side].get("shoulder_flex", 85.0)
            high = shoulder[2] - 0.02 if up <= 90 and moment >= 0 else shoulder[2] + 0.24
            if pose.phases[1].half[side].get("shoulder_flex", 0.0) > 90 and moment == 0:
                high = shoulder[2] + 0.05
            found.at[moment][side] = (found.wall - 0.012, body.out[side][1] * 0.11, high)


def _frame(pose: Pose, bodies: list[Body], found: Grips) -> None:
    del pose
    for moment, body in enumerate(bodies):
        x = body.at["pelvis"][0] + 0.14
        for side in SIDES:
            found.at[moment][side] = (x, body.out[side][1] * 0.15, 0.50)


def _stick(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """The stick goes forward with the leg of the other side."""
    del pose
    for moment, body in enumerate(bodies):
        ahead = body.at["near_toe"][0] - body.at["pelvis"][0]
        found.at[moment]["far"] = (body.at["pelvis"][0] + 0.03 + 0.3 * ahead, BESIDE - 0.07, 0.49)


def _rail_up(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """The rail of stairs rises with the steps: the hand is a little ahead of the body, at hip height."""
    del pose
    for moment, body in enumerate(bodies):
        x, _, z = body.at["pelvis"]
        found.at[moment]["far"] = (x + 0.19, BESIDE - 0.02, z + 0.09)


def _rail_step(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """A rail beside a step, a little higher at its far end (`furniture.rail_beside`)."""
    start = bodies[0].at["pelvis"][0] - 0.05
    level = pose.phases[0].leg("far", "foot_height") / 100
    for moment, body in enumerate(bodies):
        x = body.at["pelvis"][0] + 0.12
        found.at[moment]["far"] = (x, 0.22, WORKTOP + 0.02 + level + RAIL_SLOPE * (x - start))


def _bars(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """Handlebars, before the trunk and below the shoulders."""
    x, _, z = bodies[0].at["chest"]
    reclined = posture(pose) == "semi_reclined"
    ahead, drop = (0.34, -0.08) if reclined else (0.30, -0.15)
    for side in SIDES:
        found.both(side, (x + ahead, bodies[0].out[side][1] * 0.12, z + drop))


def _rests(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """Hands push on the arm rests, then let go."""
    for side in SIDES:
        x, _, _ = bodies[0].at["pelvis"]
        found.at[0][side] = (x + 0.03, bodies[0].out[side][1] * 0.16, seat_of(pose) + 0.07)


def _bar_above(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """The bar to hang from; in a pull-down the bar comes, in a pull-up the body goes."""
    hanging = posture(pose) == "hanging"
    for moment, body in enumerate(bodies):
        x, _, z = body.at["chest"]
        high = z + (0.33 if moment == 0 else 0.03 if hanging else -0.02)
        for side in SIDES:
            found.at[moment][side] = (x + 0.05, body.out[side][1] * 0.24, high)


def _arm_pedals(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """Half a turn apart, at chest height."""
    del pose
    x, _, z = bodies[0].at["chest"]
    for moment in (0, 1):
        for side in SIDES:
            sign = (1.0 if side == "near" else -1.0) * (1.0 if moment == 0 else -1.0)
            found.at[moment][side] = (
                x + 0.26 + sign * 0.05,
                bodies[0].out[side][1] * 0.09,
                z - 0.07 + sign * 0.03,
            )


def _nothing(pose: Pose, bodies: list[Body], found: Grips) -> None:
    """A wall to lean on gives nothing to hold."""
    del pose, bodies, found


_GIVERS: tuple[tuple[tuple[str, ...], Giver], ...] = (
    (("arm pedals",), _arm_pedals),
    (("bars",), _bars),
    (("support in front", "treadmill", "stair machine", "water to chest, rail"), _front),
    (("support alongside",), _beside(WORKTOP, 0.05)),
    (("chair alongside, turned",), _beside(CHAIR_BACK, 0.20)),
    (("chair alongside",), _beside(CHAIR_BACK, 0.11)),
    (("chair in front",), _chair_front),
    (("stairs",), _rail_up),
    (("step, rail", "step edge"), _rail_step),
    (("walking frame",), _frame),
    (("stick",), _stick),
    (("wall behind",), _nothing),
    (("wall",), _wall),
    (("bike", "bicycle", "cross-trainer"), _bars),
    (("chair with arms",), _rests),
    (("pull-down", "pull-up"), _bar_above),
)
