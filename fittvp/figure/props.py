"""Which things the words of an aid bring: one table, read from above.

Floor: figure. It refuses to say how they look.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from fittvp.figure import furniture, held, machines
from fittvp.figure.body import Body
from fittvp.figure.grips import Grips
from fittvp.figure.pose import Pose
from fittvp.figure.stage import Stage
from fittvp.figure.things import Thing
from fittvp.figure.trunk import posture

Maker = Callable[[Stage], None]

_BY_WORDS: tuple[tuple[tuple[str, ...], tuple[str, ...], Maker], ...] = (
    (("support in front", "worktop"), (), furniture.worktop),
    (("support alongside",), (), furniture.worktop_beside),
    (("chair alongside",), (), furniture.chair_aside),
    (("chair in front",), (), furniture.chair_ahead),
    (("wall",), ("behind",), furniture.wall),
    (("wall behind",), (), furniture.wall_behind),
    (("doorway",), (), furniture.doorway),
    (("slope",), (), furniture.slope),
    (("stairs",), (), furniture.stairs),
    (("step", "kerb"), ("stepper",), furniture.low_step),
    (("rail",), ("stairs", "water"), furniture.rail_beside),
    (("pillows between",), (), furniture.cushions),
    (("pillow under arm",), (), furniture.arm_pillow),
    (("pillow under tummy",), (), furniture.tummy_pillow),
    (("roll",), (), furniture.roll),
    (("treadmill",), (), machines.treadmill),
    (("two cups",), (), furniture.cups),
    (("chair beside",), (), furniture.chair_beside),
    (("cross-trainer",), (), machines.cross_trainer),
    (("stair machine",), (), machines.stair_machine),
    (("rowing machine",), (), machines.rowing),
    (("row machine", "chest press"), (), machines.handles),
    (("leg extension", "leg curl"), (), machines.ankle_roller),
    (("leg press",), (), machines.leg_press),
    (("pull-down", "pull-up"), (), machines.bar_above),
    (("hip machine",), (), machines.hip_machine),
    (("cable",), (), machines.cable),
    (("seated stepper",), (), machines.stepper),
    (("arm pedals",), (), machines.arm_pedals),
    (("pedals", "recumbent bike"), ("arm",), machines.pedals),
    (("bike",), ("recumbent",), machines.exercise_bike),
    (("bicycle",), (), machines.bicycle),
    (("water",), (), machines.water),
    (("water to chest, rail",), (), machines.pool_rail),
    (("float belt",), (), machines.float_belt),
    (("weight at chest",), (), held.at_chest),
    (("weight on knees",), (), held.on_knees),
    (("weight",), ("at chest", "on knees"), held.weights),
    (("cuff",), (), held.cuff),
    (("barbell",), (), held.barbell),
    (("bag",), (), held.bags),
    (("box",), (), held.box),
    (("ball",), (), held.ball),
    (("breathing trainer",), (), held.trainer),
    (("stick",), (), held.stick),
    (("poles",), (), held.poles),
    (("walking frame",), (), held.walking_frame),
    (("band above knees", "band at thighs", "band at ankles", "belt at thighs"), (), held.loop),
    (("band at ankle",), ("ankles",), held.band_ankle),
    (("band at foot", "towel at foot"), (), held.band_foot),
    (("band", "cable"), ("band above knees", "band at", "belt"), held.band_hands),
)

_NO_CHAIR = ("bike", "bicycle", "rowing", "bed,")
_NO_FLOOR = ("water", "hill", "mat")


def props(pose: Pose, bodies: list[Body], grips: Grips, moment: int) -> tuple[list[Thing], list[Thing]]:
    """The things of one moment: those drawn behind the figure, and those before it."""
    stage = Stage(pose, bodies, grips, moment)
    _carries(stage)
    for make in _makers(pose.aid):
        make(stage)
    return stage.behind, stage.before


@lru_cache(maxsize=512)
def _makers(aid: str) -> tuple[Maker, ...]:
    """The makers that the words of an aid call for."""
    return tuple(
        make
        for words, without, make in _BY_WORDS
        if any(word in aid for word in words) and not any(word in aid for word in without)
    )


def _carries(stage: Stage) -> None:
    """What the body stands, sits or lies on."""
    pose, how = stage.pose, posture(stage.pose)
    if how in ("standing", "kneeling", "all_fours", "plank") or (how == "sitting" and not pose.has("bed,")):
        furniture.ground(stage)
    if how in ("all_fours", "plank", "kneeling") or pose.has("mat"):
        furniture.mat(stage)
    elif how == "sitting" and pose.has("bed,"):
        furniture.long_seat(stage)
    elif how == "sitting" and pose.has("bed seat"):
        furniture.bed_edge(stage)
    elif how == "sitting" and not pose.has(*_NO_CHAIR):
        furniture.seat(stage)
    elif how == "semi_reclined":
        furniture.couch(stage)
    elif how == "supine" and pose.has("bench"):
        furniture.bench(stage)
    elif how in ("supine", "prone", "sidelying"):
        furniture.bed(stage)
