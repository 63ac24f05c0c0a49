"""Which exercises of the catalogue serve a stream this week: nothing that a rule excludes, no easier than fits.

Floor: engine. Pure. The same input always gives the same choice.
It refuses to know doses' reasons: it is given this week's printed values and what is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fittvp.engine.limits import Limits
from fittvp.model.dose import Doses, Prescribed
from fittvp.protocol.catalogue import Exercise


@dataclass(frozen=True, slots=True)
class Means:
    """What the patient has and wants: places, equipment, likes and dislikes, exclusions (ids or tags)."""

    settings: frozenset[str]
    equipment: frozenset[str]
    likes: frozenset[str]
    dislikes: frozenset[str]
    excluded: frozenset[str]
    experienced: bool
    hard_effort: float  # the axis value from which effort is called hard
    swaps: tuple[tuple[str, str], ...] = ()  # this exercise, that one in its place
    unasked: frozenset[str] = frozenset()  # what nobody gets without liking it
    gentle: bool = False  # old or frail and not used to strength work: the versions begin lower


def closed_by(exercise: Exercise, stream: str, limits: Limits) -> tuple[str, ...]:
    """The rules that close an exercise within a stream; empty: it is open."""
    shut = limits.shut(stream)
    return tuple(sorted({ref for mark in exercise.marks & shut.keys() for ref in shut[mark]}))


def without_exercise(serving: Mapping[str, Sequence[Exercise]], limits: Limits) -> dict[str, tuple[str, ...]]:
    """Streams whose every exercise is closed by rules: they do not grow, and nothing of them is printed."""
    found = {}
    for stream, own in serving.items():
        shut = limits.shut(stream)
        if not shut or not own or stream in limits.closed:
            continue
        if not any(exercise.marks.isdisjoint(shut) for exercise in own):
            found[stream] = tuple(sorted({ref for e in own for ref in closed_by(e, stream, limits)}))
    return found


def level_cap(
    stream: str, now: Callable[[str], float | None], composition: Mapping[str, Any], gentle: bool = False
) -> int:
    """The hardest version that goes with a dose. `now`: its values by field. `gentle`: by the lower table, if any."""
    rule = composition["levels"].get(stream.partition("_")[0])
    if gentle:
        rule = composition.get("gentle", {}).get("levels", {}).get(stream, rule)
    if rule is None:
        return 1
    value = now(rule["field"])
    if value is None:
        return int(rule["steps"][0][1])
    return next(int(level) for most, level in rule["steps"] if value <= most)


def reachable(serving: Mapping[str, Sequence[Exercise]], means: Means) -> dict[str, tuple[Exercise, ...]]:
    """What the patient's places, equipment and wishes leave for each stream."""
    return {stream: tuple(e for e in own if within_reach(e, means)) for stream, own in serving.items()}


def candidates(
    stream: str, doses: Mapping[str, Prescribed], serving: Mapping[str, Sequence[Exercise]], limits: Limits, means: Means,
    composition: Mapping[str, Any],
) -> list[Exercise]:  # fmt: skip
    """Open exercises of a stream, best first: as hard as fits, liked, wanting least equipment, by name."""
    now = {field: value.high for field, value in doses.items()}
    cap = level_cap(stream, now.get, composition, means.gentle)
    hard = "intensity" not in doses or doses["intensity"].high >= means.hard_effort
    key = (stream, cap, hard, means)
    if key in limits.memo:
        return list(limits.memo[key])
    found = [
        exercise
        for exercise in serving.get(stream, ())
        if exercise.level <= cap
        and (hard or "hard_effort" not in exercise.tags)
        and within_reach(exercise, means)
        and not closed_by(exercise, stream, limits)
    ]
    modality = stream.partition("_")[0]
    order = composition["prefer"].get(modality, ())
    if means.gentle:
        order = composition.get("gentle", {}).get("prefer", {}).get(modality, order)
    ordered = sorted(found, key=lambda e: _rank(e, cap, means, order))  # ties keep the catalogue's order
    for old, new in means.swaps:
        ordered = _swapped(ordered, old, new)
    limits.memo[key] = tuple(ordered)
    return ordered


def open_for_all(
    exercise: Exercise, doses: Doses, limits: Limits, means: Means, composition: Mapping[str, Any]
) -> bool:
    """Whether one exercise may stand in every stream that it serves: prescribed, open, at hand, no harder than fits."""
    for stream in exercise.streams:
        fields = doses.get(stream)
        if fields is None or closed_by(exercise, stream, limits):
            return False
        now = {field: value.high for field, value in fields.items()}
        hard = "intensity" not in now or now["intensity"] >= means.hard_effort
        if exercise.level > level_cap(stream, now.get, composition, means.gentle):
            return False
        if "hard_effort" in exercise.tags and not hard:
            return False
    return within_reach(exercise, means)


def _swapped(ordered: list[Exercise], old: str, new: str) -> list[Exercise]:
    """The new exercise in the old one's place and turn, where both are open; else nothing changes."""
    by_id = {exercise.id: exercise for exercise in ordered}
    if old not in by_id or new not in by_id:
        return ordered
    placed = replace(by_id[new], pattern=by_id[old].pattern)
    return [placed if e.id == old else e for e in ordered if e.id != new]


def within_reach(exercise: Exercise, means: Means) -> bool:
    """The patient has the place and the equipment for it, and nobody ruled it out."""
    if exercise.id in means.unasked and exercise.id not in means.likes:
        return False
    if exercise.id in means.excluded or exercise.id in means.dislikes or means.excluded & set(exercise.tags):
        return False
    return bool(means.settings & set(exercise.settings)) and means.equipment >= set(exercise.equipment)


def _rank(exercise: Exercise, cap: int, means: Means, order: Sequence[str]) -> tuple[Any, ...]:
    kind = order.index(exercise.pattern) if exercise.pattern in order else len(order)
    return (exercise.id not in means.likes, cap - exercise.level, kind, len(exercise.equipment))


def pick(ordered: Sequence[Exercise], count: int) -> list[Exercise]:
    """The first ones that do not repeat a movement family, then any that are left."""
    chosen: list[Exercise] = []
    for exercise in ordered:
        if len(chosen) < count and all(exercise.pattern != other.pattern for other in chosen):
            chosen.append(exercise)
    return chosen
