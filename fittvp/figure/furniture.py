"""Chairs, beds, mats, walls, worktops: what a body sits, lies and leans on.

Floor: figure. It refuses to know machines and what hands hold.
"""

from __future__ import annotations

from math import cos, pi, sin

from fittvp.figure.arrows_named import on_eight
from fittvp.figure.grips import BESIDE, CHAIR_BACK, WORKTOP
from fittvp.figure.place import LYING, SEAT
from fittvp.figure.stage import Stage
from fittvp.figure.things import Box, Rod, Sheet, Slab
from fittvp.figure.vec import add

_HALF = 0.135  # of a chair's width
_STOUT = 0.015


def ground(stage: Stage) -> None:
    """The floor, as a line a little longer than the figure."""
    if stage.pose.view == "side" and abs(stage.pose.turn or 0.0) < 30:
        left, right = stage.reach()
        ends = ((left - 0.06, 0.0, -0.004), (right + 0.06, 0.0, -0.004))
    else:
        x = stage.body.at["pelvis"][0]
        ends = ((x, -0.30, -0.004), (x, 0.30, -0.004))
    stage.behind.append(Rod(ends, 0.006))


def seat(stage: Stage) -> None:
    """The chair under someone seated. Who stands up sits near the front of it."""
    front = stage.bodies[1].at["pelvis"][2] > stage.bodies[0].at["pelvis"][2] + 0.1
    x = stage.bodies[0].at["pelvis"][0] - (0.17 if front else 0.075)
    if stage.pose.has("middle"):
        x -= 0.06
    if stage.pose.has("dialysis"):
        treatment_chair(stage, x)
        return
    if stage.pose.has("raised"):
        deep = 0.065
        chair(stage, x, 0.0, stage.seat - deep, arms=stage.pose.has("arms"), rest=0.115 + deep)
        stage.behind.append(
            Box((x + 0.005, -_HALF, stage.seat - deep), (x + 0.265, _HALF, stage.seat), "water")
        )
        return
    chair(stage, x, 0.0, stage.seat, arms=stage.pose.has("arms", "rests"))


def chair(stage: Stage, x: float, y: float, top: float, *, arms: bool = False, faces: float = 1.0,
          rest: float = 0.115) -> None:  # fmt: skip
    """A chair whose back stands at x; `faces` 1 to the front of the scene, -1 to its rear."""
    add_to = stage.behind.append
    far_end = x + faces * 0.27
    low, high = sorted((x, far_end))
    for leg_x in (x, far_end - faces * 0.015):
        for leg_y in (y + _HALF - 0.01, y - _HALF + 0.01):
            add_to(Rod(((leg_x, leg_y, top - 0.01), (leg_x, leg_y, 0.0)), _STOUT))
    back_low, back_high = sorted((x, x - faces * 0.018))
    add_to(Box((back_low, y - _HALF, top), (back_high, y + _HALF, top + 0.26)))
    add_to(Box((low, y - _HALF, top - 0.028), (high, y + _HALF, top)))
    if arms:
        for arm_y, things in ((y + _HALF + 0.01, stage.behind), (y - _HALF - 0.01, stage.behind)):
            high_x, level = x + faces * 0.20, top + rest
            things.append(Rod(((x, arm_y, level), (x + faces * 0.22, arm_y, level)), 0.020))
            things.append(Rod(((high_x, arm_y, level), (high_x, arm_y, top)), _STOUT))


def treatment_chair(stage: Stage, x: float) -> None:
    """A stout padded chair whose back leans, with rests for the arms: as in a dialysis room."""
    top, add_to = stage.seat, stage.behind.append
    add_to(Rod(((x + 0.09, 0.0, top - 0.05), (x + 0.09, 0.0, 0.03)), 0.05))
    add_to(Rod(((x - 0.07, 0.0, 0.016), (x + 0.24, 0.0, 0.016)), 0.028))
    back = ((x + 0.01, top), (x - 0.09, top + 0.44), (x - 0.15, top + 0.43), (x - 0.06, top - 0.05))
    add_to(Slab(back, -0.15, 0.15))
    add_to(Box((x - 0.06, -0.15, top - 0.06), (x + 0.27, 0.15, top)))
    add_to(Box((x - 0.02, 0.15, top), (x + 0.22, 0.19, top + 0.12)))


def chair_aside(stage: Stage) -> None:
    """A chair at the far side, its back towards the hand; turned, its back is all that is seen above the legs."""
    x = stage.held.at[stage.moment]["far"][0]
    if stage.pose.has("turned"):
        top, add_to = CHAIR_BACK - 0.26, stage.behind.append
        for leg_x in (x - 0.12, x + 0.12):
            add_to(Rod(((leg_x, 0.46, top), (leg_x, 0.46, 0.0)), _STOUT))
        add_to(Box((x - _HALF, BESIDE, top - 0.03), (x + _HALF, 0.47, top)))
        for leg_x in (x - 0.12, x + 0.12):
            add_to(Rod(((leg_x, BESIDE, top), (leg_x, BESIDE, 0.0)), _STOUT))
        add_to(Box((x - _HALF, BESIDE - 0.01, top - 0.01), (x + _HALF, BESIDE + 0.01, CHAIR_BACK)))
        return
    chair(stage, x - 0.02, 0.30, CHAIR_BACK - 0.26)


def chair_ahead(stage: Stage) -> None:
    """A chair in front: its back, or its seat where hands lean low, towards the figure."""
    held = stage.held.at[0].get("far") or (stage.bodies[0].at["pelvis"][0] + 0.35, 0.0, 0.5)
    top = CHAIR_BACK - 0.26
    if held[2] < 0.4:
        chair(stage, held[0] + 0.17, 0.0, top, faces=-1.0)
    else:
        chair(stage, held[0], 0.0, top)


def bed(stage: Stage) -> None:
    """A bed, or a bench for pressing, with a low pillow under the head."""
    left, right = stage.reach()
    head = stage.bodies[0].at["head"][0]
    long = max(right, left + 1.0) + 0.06
    stage.behind.append(Box((left - 0.10, -0.19, -0.075), (long, 0.19, 0.0)))
    floor = LYING - SEAT if stage.pose.has("edge") else -0.13
    for x in (left - 0.05, long - 0.05):
        stage.behind.append(Rod(((x, -0.17, -0.075), (x, -0.17, floor)), 0.02))
    pillow = "supine" if stage.pose.orientation == "supine" else ""
    if pillow and not stage.pose.phases[1].trunk.get("trunk_incline"):
        stage.behind.append(Box((head - 0.08, -0.10, 0.0), (head + 0.07, 0.10, 0.018)))


def bench(stage: Stage) -> None:
    """A flat bench: the feet are on the floor beside it."""
    head, hips = stage.bodies[0].at["head"][0], stage.bodies[0].at["pelvis"][0]
    stage.behind.append(Box((head - 0.08, -0.10, -0.035), (hips + 0.07, 0.10, 0.0)))
    for x in (head + 0.05, hips - 0.03):
        stage.behind.append(Rod(((x, 0.0, -0.035), (x, 0.0, -0.22)), 0.03))
    stage.behind.append(Rod(((head - 0.15, 0.0, -0.225), (hips + 0.40, 0.0, -0.225)), 0.006))


def mat(stage: Stage) -> None:
    left, right = stage.reach()
    stage.behind.append(Box((left - 0.06, -0.17, -0.022), (right + 0.06, 0.17, 0.0)))


def couch(stage: Stage) -> None:
    """A seat that leans back about 45 degrees, with a rest for long legs."""
    hips, top = stage.bodies[0].at["pelvis"], stage.bodies[0].at["head"]
    slope = 0.7071
    rise = top[2] + 0.02
    rests = min(stage.bodies[m].at["far_ankle"][2] for m in (0, 1)) > -0.05
    legs = max(body.at["far_heel"][0] for body in stage.bodies) + 0.04 if rests else hips[0] + 0.22
    if stage.pose.has("pedals", "bike", "stepper", "press"):
        legs = hips[0] + 0.16
    foot = hips[0] - 0.075
    back = ((foot, 0.0), (foot + 0.05, -0.05), (foot - rise, rise - 0.02), (foot - rise - 0.035, rise + 0.0))
    stage.behind.append(Box((foot, -0.15, -0.055), (legs, 0.15, 0.0)))
    stage.behind.append(Slab(back, -0.15, 0.15))
    floor = -0.20
    for x in (foot + 0.06 * slope, legs - 0.06):
        stage.behind.append(Rod(((x, 0.0, -0.055), (x, 0.0, floor)), 0.02))
    stage.behind.append(
        Rod(((foot - rise - 0.05, 0.0, floor - 0.004), (legs + 0.1, 0.0, floor - 0.004)), 0.006)
    )


def bed_edge(stage: Stage) -> None:
    """The side of a bed, its edge under the thighs."""
    x, _, _ = stage.bodies[0].at["pelvis"]
    stage.behind.append(Box((x - 0.30, -0.34, stage.seat - 0.12), (x + 0.13, 0.22, stage.seat)))
    for y in (-0.32, 0.20):
        stage.behind.append(Rod(((x + 0.11, y, stage.seat - 0.12), (x + 0.11, y, 0.0)), 0.02))


def long_seat(stage: Stage) -> None:
    """A bed to sit on with long legs."""
    left, right = stage.reach()
    stage.behind.append(Box((left - 0.12, -0.19, -0.075), (right + 0.06, 0.19, 0.0)))
    for x in (left - 0.08, right):
        stage.behind.append(Rod(((x, -0.17, -0.075), (x, -0.17, -0.13)), 0.02))


def worktop(stage: Stage) -> None:
    """A kitchen top in front."""
    x = stage.held.front - 0.03
    stage.behind.append(Box((x + 0.02, -0.24, 0.0), (x + 0.17, 0.24, WORKTOP - 0.03)))
    stage.behind.append(Box((x, -0.26, WORKTOP - 0.03), (x + 0.19, 0.26, WORKTOP)))


def worktop_beside(stage: Stage) -> None:
    """A kitchen top at the far side."""
    x = stage.still.at["pelvis"][0]
    low, high = (x - 0.30, x + 0.36) if stage.pose.view == "side" else (x - 0.1, x + 0.1)
    stage.behind.append(Box((low + 0.02, 0.19, 0.0), (high - 0.02, 0.33, WORKTOP - 0.03)))
    stage.behind.append(Box((low, 0.17, WORKTOP - 0.03), (high, 0.35, WORKTOP)))


def wall(stage: Stage) -> None:
    """A wall in front, where the palms are."""
    x = stage.held.wall
    stage.behind.append(Box((x, -0.16, 0.0), (x + 0.03, 0.16, 1.04)))


def wall_behind(stage: Stage) -> None:
    x = min(min(b.at["chest"][0], b.at["pelvis"][0], b.at["waist"][0]) for b in stage.bodies) - 0.072
    stage.behind.append(Box((x - 0.03, -0.16, 0.0), (x, 0.16, 1.04)))


def doorway(stage: Stage) -> None:
    """The two posts of a door."""
    for sign in (-1.0, 1.0):
        y = sign * 0.30
        low, high = sorted((y, y + sign * 0.05))
        stage.behind.append(Box((0.0, low, 0.0), (0.03, high, 1.08)))
    stage.behind.append(Box((0.0, -0.35, 1.08), (0.03, 0.35, 1.12)))


def cushions(stage: Stage) -> None:
    """Pillows between the knees of someone on the side."""
    knee = stage.bodies[0].at["far_knee"]
    stage.behind.append(Box((knee[0] - 0.10, -0.05, knee[2] + 0.02), (knee[0] + 0.14, 0.05, knee[2] + 0.075)))


def roll(stage: Stage) -> None:
    """A rolled towel under the knee."""
    x, y, z = stage.bodies[0].at["near_knee"]
    r = max(z - 0.036, 0.02) / 2
    x -= r * 0.35
    for part in (1.0, 0.5):
        turns = [2 * pi * at / 18 for at in range(18)]
        outline = tuple((x + r * part * cos(t), r + r * part * sin(t)) for t in turns)
        stage.before.append(Slab(outline, y - 0.06, y - (0.01 if part == 1 else 0.06)))


def arm_pillow(stage: Stage) -> None:
    """A pillow under the near forearm of someone lying."""
    x, y, z = stage.body.at["near_wrist"]
    stage.before.append(Box((x - 0.13, y - 0.04, 0.0), (x + 0.13, y + 0.02, z - 0.020)))


def tummy_pillow(stage: Stage) -> None:
    """A flat pillow under the tummy of someone lying on the front."""
    x, _, _ = stage.body.at["waist"]
    stage.behind.append(Box((x - 0.07, -0.13, 0.0), (x + 0.10, 0.13, 0.02)))


def chair_beside(stage: Stage) -> None:
    """A second chair, its front to the side of the first seat."""
    x, y, _ = stage.bodies[0].at["pelvis"]
    top = SEAT - 0.061
    chair(stage, x + 0.10, y + 0.42, top)


def cups(stage: Stage) -> None:
    """Two cups on the floor and the way round them."""
    for y in (-0.24, 0.24):
        stage.behind.append(Box((-0.03, y - 0.03, 0.0), (0.03, y + 0.03, 0.09)))
    way = tuple(on_eight(2 * pi * at / 40) for at in range(41))
    stage.behind.insert(0, Rod(way, 0.010))


def low_step(stage: Stage) -> None:
    """A block under each foot that stands higher than the floor."""
    for body in (stage.bodies[0],):
        for side in ("near", "far"):
            height = stage.pose.phases[0].leg(side, "foot_height") / 100
            if height > 0:
                x = body.at[f"{side}_ankle"][0]
                half = 0.05 if stage.pose.has("edge") else 0.11
                shift = 0.09 if stage.pose.has("edge") else 0.03
                stage.behind.append(Box((x + shift - half, -0.16, 0.0), (x + shift + 0.13, 0.16, height)))


def slope(stage: Stage) -> None:
    """A hill under the feet."""
    left, right = stage.reach("toe", "heel")
    toe, heel = stage.body.at["near_toe"], stage.body.at["far_toe"]
    low, high = sorted((toe, heel))
    rise = (high[2] - low[2]) / max(high[0] - low[0], 0.1)
    begin, end = left - 0.08, right + 0.10

    def at(x: float) -> float:
        return low[2] - 0.012 + rise * (x - low[0])

    if stage.pose.has("treadmill"):
        end += 0.10
        deck = ((begin, at(begin)), (end, at(end)), (end, at(end) - 0.045), (begin, at(begin) - 0.045))
        stage.behind.append(Slab(deck, -0.16, 0.16))
        return
    stage.behind.append(Sheet(((begin, 0.0, at(begin)), (end, 0.0, at(end)), (end, 0.0, at(begin)))))


def stairs(stage: Stage) -> None:
    """Steps under the feet, one before and one after, and a rail at the far side."""
    phase, body, rise, run = stage.pose.phases[stage.moment], stage.body, 0.10, 0.17
    top = max(("near", "far"), key=lambda side: phase.leg(side, "foot_height"))
    level = round(phase.leg(top, "foot_height") / 100 / rise)
    x = body.at[f"{top}_ankle"][0] - 0.055
    for at in range(1, level + 2):
        edge = x + (at - level) * run
        stage.behind.append(Box((edge, -0.16, 0.0), (x + 1.95 * run, 0.16, at * rise)))
    hand = stage.held.at[stage.moment].get("far")
    if hand is not None:
        steep = rise / run
        ends = [add(hand, (way, 0.0, way * steep), 1.0) for way in (-0.32, 0.22)]
        for end in ends:
            stage.behind.append(Rod((end, (end[0], end[1], max(0.0, end[2] - 0.50))), 0.010))
        stage.behind.append(Rod(tuple((p[0], p[1], p[2] - 0.02) for p in ends), 0.018))


def rail_beside(stage: Stage) -> None:
    """A rail at the far side."""
    x = stage.bodies[0].at["pelvis"][0]
    top = WORKTOP + stage.pose.phases[0].leg("far", "foot_height") / 100
    stage.behind.append(Rod(((x - 0.05, 0.22, 0.0), (x - 0.05, 0.22, top), (x + 0.4, 0.22, top + 0.06))))
    stage.behind.append(Rod(((x + 0.4, 0.22, top + 0.06), (x + 0.4, 0.22, 0.0))))
