"""The pose of one exercise of the catalogue, read into angles for each phase and each side.

Floor: figure. It refuses to know lengths and places. Unknown words are kept silent: the catalogue's own tests
hold them to `pose_conventions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fittvp.figure.body import SIDES

LEG = ("hip_flex", "hip_abd", "knee_flex", "ankle_df", "foot_height", "foot_ahead")
ARM = ("shoulder_flex", "shoulder_abd", "elbow_flex")
_HALVES = {"near": "near", "far": "far", "top": "near", "bottom": "far"}
_REST = {
    "sitting": {"hip_flex": 85.0, "knee_flex": 90.0},
    "semi_reclined": {"hip_flex": 48.0, "knee_flex": 8.0},
    "all_fours": {"hip_flex": 90.0, "knee_flex": 90.0},
}  # how a leg lies where nothing is said


@dataclass(slots=True)
class Phase:
    """Angles of one moment, degrees; `foot_*` and `*_shift` in percent of body height.

    `said` names the joints of each half that the pose names for this moment, itself or by `static`.
    """

    trunk: dict[str, float]
    half: dict[str, dict[str, float]]
    hands: dict[str, str]
    feet: dict[str, str]

    def leg(self, side: str, joint: str) -> float:
        return self.half[side].get(joint, 0.0)


@dataclass(frozen=True, slots=True)
class Pose:
    """What is drawn: how the body is placed, its moments, and the words of the catalogue that name its props."""

    view: str
    orientation: str
    moving: str
    cycle: str
    aid: str
    phases: tuple[Phase, ...]
    arm_said: frozenset[str]  # sides whose arm has angles of its own
    then: str  # the orientation of the second moment, where it is another
    turn: float | None
    tilt: float | None
    arrow: Mapping[str, str]
    soles: str  # how the feet stand, for a small drawing from above

    def at(self, moment: int) -> Pose:
        """The same, placed as the body is at that moment."""
        return replace(self, orientation=self.then) if moment and self.then else self

    def has(self, *words: str) -> bool:
        """Whether the aid names any of these."""
        return any(word in self.aid for word in words)


def read(raw: Mapping[str, Any]) -> Pose:
    """The `pose` of an exercise. Raises KeyError where a required key is missing."""
    moving, orientation = str(raw["moving"]), str(raw["orientation"])
    still = dict(_REST.get(orientation, {}))
    first = Phase({}, {side: dict(still) for side in SIDES}, {}, {})
    _lay(first, raw["from"], SIDES, SIDES)
    _lay(first, raw.get("static", {}), SIDES, SIDES)
    then = _copy(first)
    one = ("near",)
    legs = one if moving in ("near", "alternate", "top", "diagonal") else SIDES
    _lay(then, raw["to"], legs, one if moving == "near" else SIDES)
    _lay(then, raw.get("static", {}), SIDES, SIDES)
    said = (raw["from"], raw["to"], raw.get("static", {}))
    return Pose(
        view=str(raw["view"]), orientation=orientation, moving=moving, cycle=str(raw["cycle"]),
        aid=str(raw.get("aid", "")), phases=(first, then),
        arm_said=frozenset(side for side in SIDES if any(_names_arm(part, side) for part in said)),
        then=str(raw.get("then", "")), turn=_angle(raw.get("turn")), tilt=_angle(raw.get("tilt")),
        arrow=dict(raw.get("arrow", {})), soles=str(raw.get("soles", "")),
    )  # fmt: skip


def _copy(phase: Phase) -> Phase:
    half = {side: dict(angles) for side, angles in phase.half.items()}
    return Phase(dict(phase.trunk), half, dict(phase.hands), dict(phase.feet))


def _lay(phase: Phase, part: Mapping[str, Any], legs: Sequence[str], arms: Sequence[str]) -> None:
    """Lays what a part of the pose says over a phase. Angles without a side go to `legs` or `arms`."""
    for name, value in part.items():
        if name in ("hands", "feet"):
            held = phase.hands if name == "hands" else phase.feet
            both: Mapping[str, Any] = value if isinstance(value, Mapping) else dict.fromkeys(SIDES, value)
            held.update({_HALVES.get(side, side): str(word) for side, word in both.items()})
        elif name in _HALVES:
            phase.half[_HALVES[name]].update({joint: float(angle) for joint, angle in value.items()})
        elif name == "both":
            _lay(phase, value, SIDES, SIDES)
        elif name in LEG or name in ARM:
            for side in legs if name in LEG else arms:
                phase.half[side][name] = float(value)
        else:
            phase.trunk[name] = float(value)


def _names_arm(part: Mapping[str, Any], side: str) -> bool:
    own = {name for half, kept in _HALVES.items() if kept == side for name in part.get(half, {})}
    return bool(own & set(ARM)) or any(name in part or name in part.get("both", {}) for name in ARM)


def _angle(written: str | float | None) -> float | None:
    """A number, also where the catalogue was read as text."""
    return None if written is None else float(written)
