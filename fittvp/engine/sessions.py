"""Composes the sessions of a week from its printed doses: days, exercises, minutes, and what they cost in METs.

Floor: engine. Pure. Sizes, levels and times come from protocols/composition.yaml.
It refuses to change a dose: it only spreads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fittvp.engine.choose import Means, candidates, pick
from fittvp.engine.limits import Limits
from fittvp.model.dose import Doses, Prescribed
from fittvp.model.plan import Item, Session
from fittvp.protocol.catalogue import Exercise

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SIXTY = 60  # seconds in a minute


@dataclass(frozen=True, slots=True)
class Board:
    """What a week's sessions are composed from."""

    catalogue: Sequence[Exercise]
    composition: Mapping[str, Any]
    means: Means
    dialysis_days: frozenset[str]
    on_dialysis: bool  # the sessions are held during dialysis


@dataclass(frozen=True, slots=True)
class Composed:
    """A week's sessions, the open kinds of each stream, MET-minutes, and streams that nothing can serve."""

    sessions: list[Session]
    types: dict[str, list[Exercise]]
    met_minutes: float | None
    unserved: tuple[str, ...]


def compose(doses: Doses, limits: Limits, starts_on: date, board: Board) -> Composed:
    """Sessions for one week."""
    types = {
        stream: candidates(stream, fields, board.catalogue, limits, board.means, board.composition)
        for stream, fields in doses.items()
    }
    unserved = tuple(stream for stream, found in types.items() if not found)
    days: dict[int, list[str]] = {}
    for stream, fields in doses.items():
        if types[stream]:
            for day in _days(stream, int(fields["sessions"].high), limits, starts_on, board):
                days.setdefault(day, []).append(stream)
    sessions = [_session(day, days[day], doses, types, starts_on, board) for day in sorted(days)]
    return Composed(sessions, types, _met_minutes(sessions, board), unserved)


def _days(stream: str, count: int, limits: Limits, starts_on: date, board: Board) -> list[int]:
    """Days of the week for a stream: spread out; with rest days between where a limit asks; dialysis respected."""
    apart = (stream, "rest_days") in limits.floors
    table = board.composition["apart" if apart and str(count) in board.composition["apart"] else "days"]
    wanted = [int(day) for day in table[str(min(max(count, 1), 7))]]
    if not board.dialysis_days:
        return wanted
    on = [d for d in range(1, 8) if _weekday(starts_on, d).lower() in board.dialysis_days]
    first = on if board.on_dialysis else [d for d in range(1, 8) if d not in on]
    if apart:
        return _spread(first, count)
    rest = [d for d in range(1, 8) if d not in first]
    return sorted((first + ([] if board.on_dialysis else rest))[:count])


def _spread(days: list[int], count: int) -> list[int]:
    """Up to `count` of these days, none next to another."""
    chosen: list[int] = []
    for day in days:
        if len(chosen) < count and all(abs(day - other) > 1 for other in chosen):
            chosen.append(day)
    return chosen


def _weekday(starts_on: date, day: int) -> str:
    return WEEKDAYS[(starts_on + timedelta(days=day - 1)).weekday()]


def _session(
    day: int, streams: list[str], doses: Doses, types: Mapping[str, list[Exercise]], starts_on: date, board: Board
) -> Session:
    items: list[Item] = []
    for stream, exercises in _allot(streams, types, board).items():
        items += [_item(stream, exercise, doses[stream], len(exercises)) for exercise in exercises]
    main = sum(_minutes(item, board.composition["seconds"]) for item in items)
    around = sum(_around(doses, name) for name in ("warm_up", "cool_down"))
    on = starts_on + timedelta(days=day - 1)
    return Session(
        day=day, weekday=WEEKDAYS[on.weekday()], date=on.isoformat(), items=items,
        main=float(round(main)), total=float(round(main + around)),
    )  # fmt: skip


def _around(doses: Doses, name: str) -> float:
    return max((fields[name].high for fields in doses.values() if name in fields), default=0.0)


def _allot(streams: list[str], types: Mapping[str, list[Exercise]], board: Board) -> dict[str, list[Exercise]]:
    """One exercise for each stream first, then more where room is left, in the house's order."""
    most = int(board.composition["sizes"]["experienced" if board.means.experienced else "beginner"])
    counts = dict.fromkeys(streams[:most], 1)
    wants = board.composition["wants"]
    while sum(counts.values()) < most:
        open_ = [s for s in counts if counts[s] < min(wants.get(s, 1), len(pick(types[s], int(wants.get(s, 1)))))]
        if not open_:
            break
        least = min(open_, key=lambda s: (counts[s] / wants[s], streams.index(s)))
        counts[least] += 1
    return {stream: pick(types[stream], count) for stream, count in counts.items()}


def _item(stream: str, exercise: Exercise, fields: Mapping[str, Prescribed], shared_by: int) -> Item:
    """A held exercise takes the hold and the sets; one done in repetitions takes repetitions and sets."""
    if "session_time" in fields:
        minutes = fields["session_time"].high / shared_by
        bout = fields["bout"].high if "bout" in fields and fields["bout"].high < minutes else None
        return Item(exercise=exercise.id, name=exercise.name, stream=stream, minutes=minutes, bout=bout)
    value = {name: fields[name].high for name in ("sets", "repetitions") if name in fields}
    if exercise.hold is not None:
        value["hold"] = min(exercise.hold, fields["hold"].high) if "hold" in fields else exercise.hold
        if not exercise.repeats:
            value.pop("repetitions", None)
    return Item(exercise=exercise.id, name=exercise.name, stream=stream, **value)


def _minutes(item: Item, seconds: Mapping[str, float]) -> float:
    """Minutes an exercise takes, as an estimate for the clock (not a dose)."""
    if item.minutes is not None:
        return item.minutes
    sets = item.sets or 1.0
    work = (item.repetitions or 1.0) * (item.hold or seconds["repetition"])
    return (sets * work + (sets - 1) * seconds["between_sets"] + seconds["change_exercise"]) / SIXTY


def _met_minutes(sessions: Sequence[Session], board: Board) -> float | None:
    """Aerobic minutes times METs over the week; None where a chosen exercise has no MET value."""
    met = {exercise.id: exercise.met for exercise in board.catalogue}
    total = 0.0
    for session in sessions:
        for item in session.items:
            if item.stream == "aerobic" and item.minutes is not None:
                value = met[item.exercise]
                if value is None:
                    return None
                total += value * item.minutes
    return float(round(total))
