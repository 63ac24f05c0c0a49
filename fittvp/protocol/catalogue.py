"""The exercise catalogue and the goals, as the session composer and the pages need them.

Floor: protocol. Reads parsed YAML into frozen values and names every problem; it refuses to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

WHOLE: Final = "whole"  # the region of what moves the whole body


@dataclass(frozen=True)
class Exercise:
    """One exercise. `level` 1 (bed) to 6 (athletic). `met` in METs (None where no figure is given)."""

    id: str
    name: str
    modality: str
    region: str
    position: str
    settings: tuple[str, ...]
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    level: int
    pattern: str
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    met: float | None
    met_source: str
    plain: dict[str, str]
    left_right: bool
    source: tuple[str, str, str]  # id, where, seen
    strength: str
    hold: float | None  # seconds of one hold, where the exercise is held
    hold_most: float | None  # the longest that one hold grows to
    repeats: bool  # done in repetitions
    pose: dict[str, Any]  # how it is drawn; no rule reads it
    muscles: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other regions of its modality that it serves where a short list is wanted

    @property
    def only_shared(self) -> bool:
        """A sequence of several regions: chosen for all of them together, or not at all."""
        return self.region == WHOLE and bool(self.also)

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams it serves at once, where one exercise is to serve several."""
        own = () if self.region == WHOLE else (self.region,)
        return tuple(f"{self.modality}_{region}" for region in (*own, *self.also))

    @cached_property
    def marks(self) -> frozenset[tuple[str, str]]:
        """Everything a limit may close it by: (what, word)."""
        own = [("exercise", self.id), ("position", self.position), ("pattern", self.pattern)]
        own += [("tag", tag) for tag in self.tags] + [("equipment", item) for item in self.equipment]
        if len(self.settings) == 1:  # closing a place closes what can be done only there
            own.append(("setting", self.settings[0]))
        return frozenset(own)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a patient may name. `needs` (stream, field, at least) or empty; `uses`: what must be open."""

    id: str
    label: str
    plain: str
    needs: tuple[tuple[str, str, float], ...]
    uses: tuple[tuple[str, str], ...]
    instead: tuple[str, ...]
    modality: str


def read_exercise(raw: Mapping[str, Any]) -> Exercise:
    """One entry of exercises.yaml. Raises KeyError or ValueError for a missing or misspelt key."""
    met = raw.get("met") or {}
    source, dose = raw.get("source") or {}, raw.get("dose") or {}
    code = met.get("code")
    listed = f"Compendium {met.get('edition', '')} {code}" if code not in (None, "null", "") else "by analogy"
    return Exercise(
        id=raw["id"],
        name=raw["name"],
        modality=raw["modality"],
        region=raw["region"],
        position=raw["position"],
        settings=tuple(raw["settings"]),
        equipment=tuple(raw["equipment"]),
        tags=tuple(raw["tags"]),
        level=int(raw["level"]),
        pattern=raw["pattern"],
        easier=tuple(raw["easier"]),
        harder=tuple(raw["harder"]),
        met=float(met["value"]) if met.get("value") not in (None, "null") else None,
        met_source=listed,
        plain=dict(raw["plain"]),
        left_right=raw.get("left_right", "no") == "yes",
        source=(source.get("id", "judgement"), source.get("where", ""), source.get("seen", "memory")),
        strength=raw["strength"],
        hold=float(dose["hold_s"][0]) if "hold_s" in dose else None,
        hold_most=float(dose["hold_s"][1]) if "hold_s" in dose else None,
        repeats="repetitions" in dose,
        pose=_figures(raw.get("pose") or {}),
        muscles=tuple(raw.get("muscles", ())),
        also=tuple(raw.get("also", ())),
    )


def _figures(written: Any) -> Any:
    """Numbers for what the strict loader left as text, at any depth; words stay words."""
    if isinstance(written, Mapping):
        return {name: _figures(value) for name, value in written.items()}
    if isinstance(written, str) and written.removeprefix("-").replace(".", "", 1).isdecimal():
        number = float(written)
        return int(number) if number.is_integer() else number
    return written


def unpack_exercise(raw: list[Any]) -> Exercise:
    values: list[Any] = [tuple(item) if isinstance(item, list) else item for item in raw]
    return Exercise(*values)


def unpack_goal(raw: list[Any]) -> Goal:
    name, label, plain, needs, uses, instead, modality = raw
    return Goal(
        name, label, plain, tuple(map(tuple, needs)), tuple(map(tuple, uses)), tuple(instead), modality
    )
