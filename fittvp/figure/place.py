"""The body brought to what carries it: feet to the floor, seat to the chair, back to the bed, knees to the mat.

Floor: figure. Floor, and the top of a bed, are at height 0. It refuses to know pictures and props.
"""

from __future__ import annotations

from math import cos, radians, sin

from fittvp.figure.body import ANKLE, FLESH, SIDES, Body, reach_foot, set_foot, set_leg
from fittvp.figure.pose import Phase, Pose
from fittvp.figure.trunk import build, posture
from fittvp.figure.vec import DOWN, Vec, add, dot, sub, unit

SEAT = 0.306  # the hips of someone seated with shins upright and thighs level (85 degrees)
RAISED = 0.075
LYING = FLESH["pelvis"]
_SNAP = 0.065  # a foot this near to the floor is meant to stand on it
_SHANK_SLOPE = 40.0
CRANK = 0.08  # the length of a pedal's arm


def placed(pose: Pose) -> list[Body]:
    """The bodies of both moments; the foot that stays in place is at one place in both."""
    how = posture(pose)
    bodies: list[Body] = []
    for moment, phase in enumerate(pose.phases):
        own = pose.at(moment)
        body = build(own, phase)
        _PLACES.get(posture(own), _standing)(own, phase, body)
        if pedalled(pose):
            _on_pedals(pose, moment, body)
        bodies.append(body)
    if pose.then:
        return bodies
    if how in ("standing", "kneeling") or (how == "sitting" and _stands(pose.phases[1])):
        _line_up(pose, bodies)
    if pose.has("rowing machine"):
        gap = sub(bodies[0].at["near_ankle"], bodies[1].at["near_ankle"])
        bodies[1].moved((gap[0], 0.0, 0.0))
    if how == "supine" and pose.phases[1].trunk.get("trunk_incline"):
        _bridge(pose, bodies)
    return bodies


def crank(pose: Pose, body: Body) -> Vec:
    """The axle of the pedals, from the hips."""
    x, _, z = body.at["pelvis"]
    if posture(pose) == "semi_reclined":
        return (x + 0.43, 0.0, z + 0.02)
    if pose.has("floor pedals"):
        return (x + 0.40, 0.0, 0.115)
    return (x + 0.15, 0.0, z - 0.375)


def pedalled(pose: Pose) -> bool:
    """Whether the feet turn pedals."""
    return pose.has("bike", "bicycle", "pedals") and not pose.has("arm pedals")


def _on_pedals(pose: Pose, moment: int, body: Body) -> None:
    """Each foot on its pedal, half a turn apart; soles nearly level."""
    x, _, z = crank(pose, body)
    forward = {"semi_reclined": 0.62}.get(posture(pose), 0.0)
    for side in SIDES:
        sign = (1.0 if side == "near" else -1.0) * (1.0 if moment == 0 else -1.0)
        up = radians(70.0)
        px, pz = x + sign * CRANK * cos(up), z + sign * CRANK * sin(up)
        tip = radians(90.0) * forward - radians(12.0) * (1 - forward)
        toes: Vec = (cos(tip), 0.0, sin(tip))
        sole: Vec = (sin(tip), 0.0, -cos(tip))
        hip = body.at[f"{side}_hip"]
        ankle = add(add((px, hip[1], pz), toes, -0.06), sole, -ANKLE)
        reach_foot(body, side, ankle, (0.6, 0.0, 0.8))
        set_foot(body, side, toes, sole)


def _stands(phase: Phase) -> bool:
    return all(phase.leg(side, "hip_flex") < 40 for side in SIDES)


def seat_of(pose: Pose) -> float:
    """The height of the hips on the seat."""
    if pose.has("bike", "bicycle") and not pose.has("recumbent"):
        return 0.56
    if pose.has("rowing machine"):
        return 0.26
    if pose.has("leg extension", "leg curl"):
        return SEAT + 0.063
    if pose.has("tall chair"):
        return SEAT + 0.055
    return SEAT + (RAISED if pose.has("raised", "high chair") else 0.0)


# ---- feet -----------------------------------------------------------------------------------------------


def heading(body: Body) -> Vec:
    """Where the feet point on the floor."""
    front = body.hips.front if abs(body.hips.front[2]) < 0.8 else body.hips.up
    return unit((front[0], front[1], 0.0))


def tread(pose: Pose, phase: Phase, side: str) -> str:
    """How a foot meets the ground: flat, roll (as its angles say) or up. `feet` in the pose decides first."""
    said = phase.feet.get(side)
    if said:
        return said
    angles = phase.half[side]
    tilt = angles.get("hip_flex", 0.0) - phase.trunk.get("trunk_lean", 0.0) - angles.get("knee_flex", 0.0)
    moved = any(
        abs(pose.phases[0].leg(side, joint) - pose.phases[1].leg(side, joint)) > 2
        for joint in ("hip_flex", "hip_abd", "knee_flex")
    )
    bent = any(abs(angles.get(joint, 0.0)) > 2 for joint in ("hip_flex", "hip_abd", "knee_flex"))
    swings = pose.cycle != "travel" and pose.moving in ("near", "alternate") and side == "near"
    if swings and moved and bent and not angles.get("foot_height"):
        return "up"
    if pose.moving == "near" and side == "far" and angles.get("knee_flex", 0.0) >= 40:
        return "up"
    if angles.get("ankle_df", 0.0) < 0 or abs(tilt) > _SHANK_SLOPE or _toes_lift(pose):
        return "roll"
    return "roll" if pose.cycle == "travel" and abs(tilt) > 8 else "flat"


def _toes_lift(pose: Pose) -> bool:
    """Whether the exercise lifts the toes with the leg still."""
    first, then = (phase.half["near"] for phase in pose.phases)
    changed = first.get("ankle_df", 0.0) != then.get("ankle_df", 0.0)
    return changed and first.get("knee_flex", 0.0) == then.get("knee_flex", 0.0)


def _sole(body: Body, side: str) -> float:
    """The lowest point of a foot as it is."""
    toe, heel = body.at[f"{side}_toe"][2] - FLESH["toe"], body.at[f"{side}_heel"][2] - FLESH["heel"]
    return min(toe, heel)


def knee_pole(body: Body, side: str) -> Vec:
    """Where the knee points: to the front of the hips, and a little the way it already goes."""
    knee, ankle, hip = (body.at[f"{side}_{joint}"] for joint in ("knee", "ankle", "hip"))
    way = sub(knee, add(hip, sub(ankle, hip), 0.5))
    front = body.hips.front
    return add(front, way, 0.5) if dot(way, front) > -1e-9 else front


def _set_down(body: Body, side: str, how: str, height: float) -> None:
    """Brings a foot to a height with the hip where it is; the knee gives way."""
    ankle = body.at[f"{side}_ankle"]
    pole = knee_pole(body, side)
    if how == "flat":
        reach_foot(body, side, (ankle[0], ankle[1], height + ANKLE), pole)
        set_foot(body, side, heading(body), DOWN)
        return
    off = height - _sole(body, side)
    toe, heel = (sub(body.at[f"{side}_{end}"], ankle) for end in ("toe", "heel"))
    reach_foot(body, side, add(ankle, (0.0, 0.0, off)), pole)
    ankle = body.at[f"{side}_ankle"]
    body.at[f"{side}_toe"], body.at[f"{side}_heel"] = add(ankle, toe), add(ankle, heel)


def _standing(pose: Pose, phase: Phase, body: Body) -> None:
    """The hips as high as the shorter of the standing legs allows; the longer one gives way at the knee."""
    shift = phase.trunk.get("trunk_shift", 0.0) / 100
    modes = {side: tread(pose, phase, side) for side in SIDES}
    tall = {}
    for side in SIDES:
        level = phase.leg(side, "foot_height") / 100
        tall[side] = level + (
            ANKLE - body.at[f"{side}_ankle"][2] if modes[side] == "flat" else -_sole(body, side)
        )
    down = [side for side in SIDES if modes[side] != "up"]
    if len(down) == 2 and abs(tall["near"] - tall["far"]) > _SNAP and _may_hang(pose, phase):
        down = [max(down, key=lambda side: tall[side])]
    hips = min((tall[side] for side in down), default=max(tall.values()))
    body.moved((0.0, 0.0, hips))
    if shift:
        hips = _shifted(pose, body, shift)
    for side in SIDES:
        level = phase.leg(side, "foot_height") / 100
        if side in down:
            _set_down(body, side, modes[side], level)
        elif _sole(body, side) < 0.01:
            _set_down(body, side, "roll", 0.015)


def _may_hang(pose: Pose, phase: Phase) -> bool:
    """Whether a foot well above the ground is meant to be off it."""
    stepping = any(phase.leg(side, "foot_height") for side in SIDES) or phase.feet
    return not stepping and (pose.moving in ("near", "alternate") or pose.cycle == "travel")


def _shifted(pose: Pose, body: Body, shift: float) -> float:
    """Moves all but the feet, sideways in a front view, else forward, and sinks so that the legs reach."""
    feet = {
        f"{side}_{part}": body.at[f"{side}_{part}"] for side in SIDES for part in ("ankle", "toe", "heel")
    }
    way = body.hips.left if pose.view == "front" else body.hips.front
    body.moved(add((0.0, 0.0, -abs(shift) * 0.12 - 0.004), way, shift))
    body.at.update(feet)
    return body.at["pelvis"][2]


def _line_up(pose: Pose, bodies: list[Body]) -> None:
    """The foot that carries stays where it is from moment to moment."""
    if pose.cycle == "travel" or pose.has("cross-trainer"):
        return
    modes = [{side: tread(pose, phase, side) for side in SIDES} for phase in pose.phases]
    stepping = pose.phases[0].leg("near", "foot_height") or pose.moving == "near"
    first = "near" if stepping else "far"
    order = (first, "far" if first == "near" else "near")
    side = next((s for s in order if all(mode[s] != "up" for mode in modes)), order[0])
    point = "heel" if pose.phases[1].leg(side, "ankle_df") > 0 and _toes_lift(pose) else "toe"
    if posture(pose) == "kneeling":
        side, point = ("near", "toe") if _stands(pose.phases[1]) else ("far", "knee")
    gap = sub(bodies[0].at[f"{side}_{point}"], bodies[1].at[f"{side}_{point}"])
    bodies[1].moved((gap[0], gap[1], 0.0))


# ---- other ways of being carried ------------------------------------------------------------------------


def _sitting(pose: Pose, phase: Phase, body: Body) -> None:
    """The hips on the seat; feet near the floor stand on it. Someone who has stood up stands."""
    if _stands(phase) and not pose.has("bike", "bicycle"):
        _standing(pose, phase, body)
        return
    shift = phase.trunk.get("trunk_shift", 0.0) / 100
    if pose.has("bed,"):
        _lying(pose, phase, body)
        return
    if pose.has("bed edge"):
        body.moved((0.0, 0.0, LYING))
        return
    body.moved((0.0, 0.0, seat_of(pose)))
    if pedalled(pose) or pose.has("rowing", "leg extension", "leg curl"):
        return
    for side in SIDES:
        _seated_foot(pose, phase, body, side)
    if shift:
        keep = {
            name: place for name, place in body.at.items() if name.endswith(("ankle", "toe", "heel", "knee"))
        }
        top = {n: p for n, p in body.at.items() if n not in keep and not n.endswith("hip") and n != "pelvis"}
        way = body.hips.left if pose.view == "front" else body.hips.front
        body.at.update({name: add(place, way, shift) for name, place in top.items()})


def _seated_foot(pose: Pose, phase: Phase, body: Body, side: str) -> None:
    angles = phase.half[side]
    knee, ankle = angles.get("knee_flex", 0.0), body.at[f"{side}_ankle"]
    if knee < 40 or phase.feet.get(side) == "up":
        if _sole(body, side) < 0.0:
            _set_down(body, side, "roll", 0.0)
        return
    if ankle[2] - ANKLE > _SNAP or angles.get("hip_flex", 0.0) > 92:
        return
    _set_down(body, side, "flat", 0.0)
    pitch = angles.get("ankle_df", 0.0)
    if pitch and _toes_lift(pose):
        _pivot(body, side, pitch)


def _pivot(body: Body, side: str, pitch: float) -> None:
    """A flat foot tipped about its toes (heel up, pitch below 0) or about its heel (toes up)."""
    ahead = heading(body)
    end = "toe" if pitch < 0 else "heel"
    keep = body.at[f"{side}_{end}"]
    angle = radians(pitch)
    toes = add((0.0, 0.0, sin(angle)), ahead, cos(angle))
    sole = add((0.0, 0.0, -cos(angle)), ahead, sin(angle))
    set_foot(body, side, toes, sole)
    off = sub(keep, body.at[f"{side}_{end}"])
    reach_foot(body, side, add(body.at[f"{side}_ankle"], off), knee_pole(body, side))
    set_foot(body, side, toes, sole)


def _lying(pose: Pose, phase: Phase, body: Body) -> None:
    """The back (front, side) on the bed, bent legs with the sole on it, long legs with the heel on it."""
    body.moved((0.0, 0.0, LYING))
    for side in SIDES:
        ankle, angles = body.at[f"{side}_ankle"], phase.half[side]
        knee, said = angles.get("knee_flex", 0.0), phase.feet.get(side, "")
        lifts = pose.phases[0].leg(side, "hip_flex") < angles.get("hip_flex", 0.0) and knee < 20
        if said == "up" or pose.has("bench", "leg press") or phase.trunk.get("knee_roll"):
            continue
        if knee >= 40 and ankle[2] < ANKLE + 0.1:
            _set_down(body, side, "flat", 0.0)
        elif (knee < 40 and ankle[2] < 0.1 and not lifts) or ankle[2] < 0.045:
            level = (ankle[0], ankle[1], 0.050)
            toe, heel = (sub(body.at[f"{side}_{end}"], ankle) for end in ("toe", "heel"))
            reach_foot(body, side, level, knee_pole(body, side))
            now = body.at[f"{side}_ankle"]
            body.at[f"{side}_toe"], body.at[f"{side}_heel"] = add(now, toe), add(now, heel)


def _face_down(pose: Pose, phase: Phase, body: Body) -> None:
    del pose
    for side in SIDES:
        set_leg(body, side, {**phase.half[side], "ankle_df": -65.0})  # the toes point away, not into the bed
    body.moved((0.0, 0.0, LYING))


def _on_side(pose: Pose, phase: Phase, body: Body) -> None:
    """On the side: the lower hip on the bed, or lifted until the lower foot and elbow carry."""
    del pose, phase
    depth = {"hip": 0.044, "knee": 0.030, "ankle": 0.024, "toe": FLESH["toe"]}
    body.moved((0.0, 0.0, -min(body.at[f"far_{joint}"][2] - r for joint, r in depth.items())))


def _on_knees(pose: Pose, phase: Phase, body: Body) -> None:
    """All fours, kneeling and planks: the lowest knee or toe on the floor."""
    del pose, phase
    ends = [body.at[f"{side}_{end}"][2] - FLESH[end] for side in SIDES for end in ("knee", "toe", "heel")]
    body.moved((0.0, 0.0, -min(ends)))


def _kneeling(pose: Pose, phase: Phase, body: Body) -> None:
    if _stands(phase) and phase.leg("far", "knee_flex") < 40:
        _standing(pose, phase, body)
        return
    lean = phase.trunk.get("trunk_lean", 0.0)
    for side in SIDES:
        if phase.leg(side, "hip_flex") - lean < 40:  # the shin lies along the floor, toes behind
            set_leg(body, side, {**phase.half[side], "ankle_df": -60.0})
    body.moved((0.0, 0.0, FLESH["knee"] - min(body.at[f"{side}_knee"][2] for side in SIDES)))
    for side in SIDES:
        if phase.leg(side, "hip_flex") - lean >= 40:
            _set_down(body, side, "flat", 0.0)
        elif _sole(body, side) < 0.0:
            _set_down(body, side, "roll", 0.0)


def _in_water(pose: Pose, phase: Phase, body: Body) -> None:
    del phase
    body.moved((0.0, 0.0, 0.62 if posture(pose) == "swimming" else 0.56))


def _bridge(pose: Pose, bodies: list[Body]) -> None:
    """Shoulders and feet stay; the hips rise between them."""
    flat, up = bodies
    rise = sub(flat.at["chest"], up.at["chest"])
    up.moved(rise)
    for side in SIDES:
        if pose.phases[1].feet.get(side) == "up" or pose.phases[1].leg(side, "knee_flex") < 20:
            continue
        reach_foot(up, side, flat.at[f"{side}_ankle"], (0.0, 0.0, 1.0))
        for end in ("toe", "heel"):
            up.at[f"{side}_{end}"] = flat.at[f"{side}_{end}"]


_PLACES = {
    "standing": _standing, "sitting": _sitting, "supine": _lying, "semi_reclined": _lying, "prone": _face_down,
    "sidelying": _on_side, "all_fours": _on_knees, "plank": _on_knees, "kneeling": _kneeling,
    "hanging": _in_water, "swimming": _in_water,
}  # fmt: skip
