"""Machines and water, drawn simply: what moves, what is held, what one sits on.

Floor: figure. It refuses to know furniture of a home.
"""

from __future__ import annotations

from math import pi, sin

from fittvp.figure.body import SIDES
from fittvp.figure.place import crank
from fittvp.figure.stage import Stage
from fittvp.figure.things import Ball, Box, Rod, Sheet, Slab, ring
from fittvp.figure.vec import add, between


def pedals(stage: Stage) -> None:
    """Cranks between the feet, on a small stand."""
    x, y, z = crank(stage.pose, stage.bodies[0])
    stage.behind.append(ring((x, y, z), 0.085))
    floor = -0.20 if stage.pose.orientation == "semi_reclined" else 0.0
    stage.behind.append(Rod(((x, 0.0, z), (x - 0.06, 0.0, floor)), 0.018))
    stage.behind.append(Rod(((x - 0.14, 0.0, floor + 0.006), (x + 0.12, 0.0, floor + 0.006)), 0.018))
    feet(stage)


def feet(stage: Stage) -> None:
    x, y, z = crank(stage.pose, stage.bodies[0])
    for side, layer in (("far", stage.behind), ("near", stage.before)):
        toe, heel = stage.body.at[f"{side}_toe"], stage.body.at[f"{side}_heel"]
        sole = between(heel, toe, 0.62)
        layer.append(Rod(((x, y, z), (sole[0], sole[1], sole[2] - 0.014)), 0.012, "load", 0.004))


def exercise_bike(stage: Stage) -> None:
    """Saddle, wheel, bars; a flywheel at the cranks."""
    x, y, z = crank(stage.pose, stage.bodies[0])
    hips = stage.bodies[0].at["pelvis"]
    hand = stage.held.at[0].get("far", (x + 0.2, 0.0, 0.75))
    seat = (hips[0] - 0.01, 0.0, hips[2] - 0.075)
    stage.behind.append(ring((x + 0.20, y, 0.15), 0.13, 0.02))
    stage.behind.append(Rod(((x - 0.30, 0.0, 0.01), (x + 0.34, 0.0, 0.01)), 0.022))
    stage.behind.append(Rod((seat, (x, 0.0, z), (x + 0.20, 0.0, 0.15)), 0.020))
    stage.behind.append(Rod(((x + 0.20, 0.0, 0.15), (hand[0] - 0.01, 0.0, hand[2] - 0.02)), 0.020))
    stage.behind.append(
        Rod(((hand[0] - 0.02, -0.12, hand[2] - 0.02), (hand[0] - 0.02, 0.12, hand[2] - 0.02)), 0.018)
    )
    stage.before.append(
        Rod((add(seat, (-0.075, 0.0, 0.014)), add(seat, (0.075, 0.0, 0.0))), 0.030, "load", 0.004)
    )
    feet(stage)


def bicycle(stage: Stage) -> None:
    x, y, z = crank(stage.pose, stage.bodies[0])
    hips = stage.bodies[0].at["pelvis"]
    hand = stage.held.at[0].get("far", (x + 0.2, 0.0, 0.75))
    seat, axle = (hips[0] - 0.01, 0.0, hips[2] - 0.075), 0.165
    rear, fore = (x - 0.26, y, axle), (x + 0.36, y, axle)
    head = (hand[0] + 0.02, 0.0, hand[2] - 0.06)
    for wheel in (rear, fore):
        stage.behind.append(ring(wheel, axle - 0.008, 0.014))
    for line in ((rear, (x, y, z), head, seat, (x, y, z)), (rear, seat), (head, fore), (head, hand)):
        stage.behind.append(Rod(tuple(line), 0.013))
    stage.before.append(
        Rod((add(seat, (-0.06, 0.0, 0.010)), add(seat, (0.06, 0.0, 0.0))), 0.026, "load", 0.004)
    )
    feet(stage)


def arm_pedals(stage: Stage) -> None:
    """Cranks at chest height, on a stand in front."""
    near, far = stage.hands()
    x, y, z = between(near, far)
    stage.behind.append(ring((x, 0.0, z), 0.06))
    stage.behind.append(Rod(((x, 0.0, z), (x + 0.10, 0.0, z - 0.10), (x + 0.10, 0.0, 0.0)), 0.020))
    stage.behind.append(Rod(((x - 0.05, 0.0, 0.008), (x + 0.22, 0.0, 0.008)), 0.020))
    stage.before.append(Rod(((x, y, z), near), 0.012, "load", 0.004))
    stage.behind.append(Rod(((x, y, z), far), 0.012, "load"))


def treadmill(stage: Stage) -> None:
    x = stage.body.at["pelvis"][0]
    hand = stage.held.front
    if not stage.pose.has("slope"):
        stage.behind.append(Box((x - 0.36, -0.16, -0.05), (hand + 0.10, 0.16, -0.004)))
    stage.behind.append(Rod(((hand + 0.08, 0.0, -0.02), (hand + 0.04, 0.0, 0.62)), 0.022))
    stage.behind.append(Rod(((hand + 0.05, 0.13, 0.53), (hand - 0.06, 0.13, 0.53)), 0.016))
    stage.behind.append(Rod(((hand + 0.05, -0.13, 0.53), (hand - 0.06, -0.13, 0.53)), 0.016))


def cross_trainer(stage: Stage) -> None:
    """Foot rails and moving bars."""
    body = stage.body
    x = stage.bodies[0].at["pelvis"][0] + 0.42
    stage.behind.append(ring((x, 0.0, 0.12), 0.11, 0.02))
    for side in ("far", "near"):
        heel, toe = body.at[f"{side}_heel"], body.at[f"{side}_toe"]
        stage.behind.append(
            Rod(((heel[0] - 0.02, heel[1], heel[2] - 0.02), (toe[0], toe[1], toe[2] - 0.02)), 0.018)
        )
        stage.behind.append(Rod(((toe[0], toe[1], toe[2] - 0.02), (x, 0.0, 0.12)), 0.014))
        hand = body.at[f"{side}_hand"]
        layer = stage.before if side == "near" else stage.behind
        layer.append(
            Rod(((hand[0], hand[1], hand[2] + 0.05), (x - 0.04, hand[1], 0.22)), 0.014, "line", 0.004)
        )


def ankle_roller(stage: Stage) -> None:
    """A seat with a lever that turns at the knee; the pad lies before or behind the shin."""
    body = stage.body
    for side, layer in (("near", stage.before),):
        knee, ankle = body.at[f"{side}_knee"], body.at[f"{side}_ankle"]
        shin = between(ankle, knee, 0.12)
        pad_front = stage.pose.has("extension")
        across = 0.045 if pad_front else -0.045
        dx, dz = ankle[0] - knee[0], ankle[2] - knee[2]
        long = (dx * dx + dz * dz) ** 0.5
        pad = (shin[0] - dz / long * across, shin[1], shin[2] + dx / long * across)
        layer.append(Rod((knee, pad), 0.014, "line", 0.004))
        layer.append(Ball(pad, 0.026, "load"))


def leg_press(stage: Stage) -> None:
    """The plate under both feet, on a rail."""
    toe, heel = stage.body.at["near_toe"], stage.body.at["near_heel"]
    way = (toe[0] - heel[0], toe[1] - heel[1], toe[2] - heel[2])
    low, high = add(heel, way, -0.45), add(toe, way, 0.45)
    outline = [
        (p[0] + shift, p[2]) for p, shift in ((low, 0.014), (high, 0.014), (high, 0.060), (low, 0.060))
    ]
    floor, x = -0.20, heel[0] + 0.05
    stage.behind.append(Rod(((x, 0.0, heel[2]), (x, 0.0, floor)), 0.030))
    first = min(body.at["near_heel"][0] for body in stage.bodies)
    last = max(body.at["near_heel"][0] for body in stage.bodies)
    stage.behind.append(Rod(((first - 0.05, 0.0, floor), (last + 0.08, 0.0, floor)), 0.022))
    stage.behind.append(Slab(tuple(outline), -0.14, 0.14, "face"))


def rowing(stage: Stage) -> None:
    """A sliding seat on a rail, a foot plate, a handle on a line."""
    body = stage.body
    seat, foot = body.at["pelvis"], stage.bodies[0].at["near_ankle"]
    stage.behind.append(
        Rod(((foot[0] - 0.75, 0.0, seat[2] - 0.10), (foot[0] + 0.12, 0.0, seat[2] - 0.10)), 0.018)
    )
    for x in (foot[0] - 0.70, foot[0] + 0.10):
        stage.behind.append(Rod(((x, 0.0, seat[2] - 0.10), (x, 0.0, 0.0)), 0.018))
    stage.behind.append(
        Rod(((seat[0] - 0.07, 0.0, seat[2] - 0.075), (seat[0] + 0.07, 0.0, seat[2] - 0.075)), 0.026)
    )
    wheel = (foot[0] + 0.17, 0.0, seat[2] + 0.06)
    stage.behind.append(ring(wheel, 0.075, 0.02))
    near, far = stage.hands()
    stage.before.append(Rod((between(near, far), wheel), 0.008, "load", 0.004))
    stage.before.append(Rod((near, far), 0.018, "load", 0.004))


def handles(stage: Stage) -> None:
    """A machine that is pulled or pushed by its handles: an arm from a post."""
    near, far = stage.hands()
    pulls = stage.pose.has("row machine")
    first = stage.bodies[0]
    x = max(b.at["near_hand"][0] for b in stage.bodies) + (0.12 if pulls else 0.10)
    if pulls:
        chest = add(first.at["waist"], first.chest.front, 0.10)
        stage.behind.append(Rod((add(chest, (0.0, 0.0, 0.0)), add(chest, (0.0, 0.0, 0.12))), 0.03, "line"))
        stage.behind.append(Rod((add(chest, (0.0, 0.0, 0.02)), (x, 0.0, 0.3)), 0.016))
    stage.behind.append(Rod(((x, 0.0, 0.0), (x, 0.0, near[2] + 0.12)), 0.024))
    stage.before.append(Rod((near, (x, near[1], near[2])), 0.014, "line", 0.004))
    stage.behind.append(Rod((far, (x, far[1], far[2])), 0.014))
    stage.before.append(Rod((add(near, (0, 0, 0.03)), add(near, (0, 0, -0.03))), 0.020, "load", 0.004))


def bar_above(stage: Stage) -> None:
    """A bar over the head; in a pull-down on a cord, in a pull-up between posts."""
    near, far = stage.hands()
    ends = (add(near, (0, -0.06, 0)), add(far, (0, 0.06, 0)))
    if stage.pose.has("pull-up"):
        x, _, z = near
        for y in (-0.36, 0.36):
            stage.behind.append(Rod(((x, y, z + 0.02), (x, y, -0.02)), 0.02))
        stage.behind.append(Rod(((x, -0.36, z), (x, 0.36, z)), 0.020, "load"))
        return
    x, _, z = between(near, far)
    top = max(b.at["near_hand"][2] for b in stage.bodies) + 0.10
    stage.behind.append(Rod(((x, 0, z), (x, 0, top)), 0.008, "load"))
    stage.behind.append(Rod(((x - 0.1, -0.12, top), (x - 0.1, 0.12, top)), 0.03))
    stage.before.append(Rod(ends, 0.018, "load", 0.004))
    knees = [add(stage.body.at[f"{side}_knee"], (-0.06, 0.0, 0.065)) for side in SIDES]
    stage.before.append(Rod((add(knees[0], (0, -0.04, 0)), add(knees[1], (0, 0.04, 0))), 0.04, "line", 0.004))


def stair_machine(stage: Stage) -> None:
    x = stage.body.at["pelvis"][0]
    for side in ("far", "near"):
        heel, toe = stage.body.at[f"{side}_heel"], stage.body.at[f"{side}_toe"]
        stage.behind.append(
            Box((heel[0] - 0.03, -0.13, 0.0), (toe[0] + 0.04, 0.13, min(heel[2], toe[2]) - 0.014))
        )
    hand = stage.held.front
    high = stage.held.at[stage.moment]["far"][2] - 0.01
    stage.behind.append(Rod(((hand + 0.06, 0.0, 0.0), (hand + 0.02, 0.0, high + 0.06)), 0.022))
    stage.behind.append(Rod(((hand + 0.04, 0.13, high), (x + 0.05, 0.13, high)), 0.016))


def stepper(stage: Stage) -> None:
    """Foot plates and hand levers that move against one another."""
    for side in ("far", "near"):
        layer = stage.before if side == "near" else stage.behind
        toe, heel, hand = (stage.body.at[f"{side}_{end}"] for end in ("toe", "heel", "hand"))
        layer.append(Rod((add(heel, (0.02, 0, -0.02)), add(toe, (0.025, 0, 0.01))), 0.02, "load", 0.004))
        foot = stage.bodies[0].at["far_ankle"]
        layer.append(Rod((hand, (foot[0] + 0.05, hand[1], -0.12)), 0.014, "line", 0.004))
    foot = stage.bodies[0].at["far_ankle"]
    stage.behind.append(Box((foot[0] - 0.05, -0.12, -0.20), (foot[0] + 0.16, 0.12, -0.10)))


def hip_machine(stage: Stage) -> None:
    """Pads outside the knees."""
    for side in SIDES:
        knee = add(stage.body.at[f"{side}_knee"], stage.body.out[side], 0.052)
        stage.before.append(Rod((add(knee, (0, 0, 0.05)), add(knee, (0, 0, -0.05))), 0.026, "load", 0.004))
        stage.behind.append(Rod((add(knee, (0, 0, 0)), (knee[0], 0.0, 0.10)), 0.014))


def cable(stage: Stage) -> None:
    x = stage.bodies[0].at["chest"][0] + 0.05
    stage.behind.append(Box((x - 0.05, -0.65, 0.0), (x + 0.05, -0.55, 1.0)))


# ---- water ----------------------------------------------------------------------------------------------


def water(stage: Stage) -> None:
    """The surface at the chest, or where a swimmer lies; under it a light tone."""
    body = stage.bodies[0]
    swims = stage.pose.has("surface")
    level = body.at["pelvis"][2] + (0.03 if swims else 0.0)
    if not swims:
        level = between(body.at["waist"], body.at["chest"], 0.55)[2]
    left, right = stage.reach()
    low = -0.004 if not swims else level - 0.26
    if stage.pose.has("deep"):
        low -= 0.08
    front_on = stage.pose.view == "front"
    a, b = (-0.42, 0.42) if front_on else (left - 0.10, right + 0.14)
    at = (lambda u, z: (0.0, u, z)) if front_on else (lambda u, z: (u, 0.0, z))
    stage.behind.append(Sheet((at(a, low), at(b, low), at(b, level), at(a, level)), "water", 0.0))
    count = 28
    wave = [at(a + (b - a) * k / count, level + 0.008 * sin(k * pi / 2)) for k in range(count + 1)]
    stage.before.append(Rod(tuple(wave), 0.008, "line", 0.004))


def pool_rail(stage: Stage) -> None:
    x, z = stage.held.front, 0.53
    stage.behind.append(Box((x + 0.03, -0.25, 0.0), (x + 0.09, 0.25, 0.86)))
    stage.behind.append(Rod(((x + 0.02, -0.25, z), (x + 0.02, 0.25, z)), 0.020))


def float_belt(stage: Stage) -> None:
    low, high = stage.body.at["pelvis"], stage.body.at["waist"]
    middle = between(low, high, 0.75)
    stage.before.append(
        Rod((add(middle, (-0.055, -0.06, 0)), add(middle, (0.055, -0.06, 0))), 0.045, "load", 0.005)
    )
