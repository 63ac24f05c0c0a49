"""Composes the sessions of a week from its printed doses: days, exercises, minutes, and what they cost in METs.

Floor: engine. Pure. Sizes, levels and times come from protocols/composition.yaml.
It refuses to change a dose: it only spreads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fittvp.engine.board import Board
from fittvp.engine.choose import candidates, pick
from fittvp.engine.items import FILLS, item_of, minutes_of
from fittvp.engine.limits import Limits
from fittvp.engine.shortlist import Menu, different, long_week, loses, shorten
from fittvp.model.dose import Doses
from fittvp.model.plan import Item, Session
from fittvp.protocol.catalogue import Exercise

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS_SHOWN = 6


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
        stream: candidates(stream, fields, board.serving, limits, board.means, board.composition)
        for stream, fields in doses.items()
    }
    unserved = tuple(stream for stream, found in types.items() if not found)
    kinds = {stream: pick(found, KINDS_SHOWN) for stream, found in types.items()}  # the T of FITT, by family
    menu = Menu(types)
    days = _plan_days(doses, menu, limits, starts_on, board)
    sessions = _sessions(days, doses, menu, starts_on, board)
    most = board.most_a_week
    if most is not None and different(sessions) > most:
        sessions = _few(sessions, most, days, doses, menu, limits, starts_on, board)
    return Composed(sessions, kinds, _met_minutes(sessions, board), unserved)


def _sessions(
    days: Mapping[int, list[str]], doses: Doses, menu: Menu, starts_on: date, board: Board
) -> list[Session]:
    return [_session(day, days[day], doses, menu, starts_on, board) for day in sorted(days)]


def _few(
    long: list[Session], most: int, days: Mapping[int, list[str]], doses: Doses, menu: Menu, limits: Limits,
    starts_on: date, board: Board,
) -> list[Session]:  # fmt: skip
    """The same days with fewer different exercises; one more where a short day would lose work by it."""
    week = long_week(long, days, board, menu.types)
    for number in range(most, different(long)):
        short = shorten(week, number, doses, limits, board)
        found = _sessions(days, doses, short, starts_on, board)
        if not loses(found, long, board):
            return found
    return long


def _plan_days(
    doses: Doses, menu: Menu, limits: Limits, starts_on: date, board: Board
) -> dict[int, list[str]]:
    """Which streams each day carries. Strength moves to days without aerobic work where a day would be too long."""
    types = menu.types
    wanted = {
        stream: _days(stream, int(fields["sessions"].high), limits, starts_on, board)
        for stream, fields in doses.items()
        if types[stream] and not stream.startswith(FILLS)
    }
    _within_days(wanted, board.most_days)
    for stream, fields in doses.items():
        if types[stream] and stream.startswith(FILLS):
            wanted[stream] = _room(int(fields["sessions"].high), wanted, board)
    together = _by_day(wanted)
    if board.time is None or all(
        _long(day, doses, menu, starts_on, board) <= board.time for day in together.items()
    ):
        return together
    taken = set(wanted.get("aerobic", ()))
    free = [day for day in range(1, 8) if day not in taken]
    if board.dialysis_days or len(taken) + 1 > board.most_days:
        return together
    for stream, days in wanted.items():
        apart = _spread(free, len(days))
        others = {day for name, held in wanted.items() if name != stream for day in held}
        fits = len(apart) == len(days) and len(others | set(apart)) <= board.most_days
        if stream.startswith("resistance") and fits:
            wanted[stream] = apart
    return _by_day(wanted)


def _within_days(wanted: dict[str, list[int]], most: int) -> None:
    """Where the days of all streams together pass what the patient has, fewer share the days of the busiest."""
    if len({day for days in wanted.values() for day in days}) <= most:
        return
    used: set[int] = set()
    for stream in sorted(wanted, key=lambda s: -len(wanted[s])):
        days = wanted[stream]
        if used and len(used | set(days)) > most:
            own = sorted(used)
            spread = own[:: max(1, len(own) // len(days))][: len(days)]
            shared = _spread(own, len(days)) if stream.startswith("resistance") else spread
            wanted[stream] = days = shared if len(shared) == len(days) else days
        used |= set(days)


def _room(count: int, wanted: Mapping[str, list[int]], board: Board) -> list[int]:
    """Days for movement work: those in use that carry least, then new ones while the patient has days."""
    load = {day: len(streams) for day, streams in _by_day(wanted).items()}
    movement = {
        day: sum(day in days for s, days in wanted.items() if s.startswith(FILLS)) for day in range(1, 8)
    }
    new = [day for day in range(1, 8) if day not in load][: max(board.most_days - len(load), 0)]
    ordered = sorted(load, key=lambda d: (load[d] - movement[d], d))
    easy = [day for day in ordered if load[day] - movement[day] <= 1]
    return sorted((easy + new + [day for day in ordered if day not in easy])[:count])


def _by_day(wanted: Mapping[str, list[int]]) -> dict[int, list[str]]:
    days: dict[int, list[str]] = {}
    for stream, numbers in wanted.items():
        for day in numbers:
            days.setdefault(day, []).append(stream)
    return days


def _long(day: tuple[int, list[str]], doses: Doses, menu: Menu, starts_on: date, board: Board) -> float:
    return _session(day[0], day[1], doses, menu, starts_on, board).total


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
    day: int, streams: list[str], doses: Doses, menu: Menu, starts_on: date, board: Board
) -> Session:
    """A day's session: as many exercises as the person's size of session and time allow, one a stream at least."""
    most = int(board.composition["sizes"]["experienced" if board.means.experienced else "beginner"])
    around = sum(_around(doses, name) for name in ("warm_up", "cool_down"))
    while True:
        items: list[Item] = []
        for stream, exercises in _allot(streams, menu, board, most).items():
            items += [_item(stream, exercise, doses, len(exercises), menu) for exercise in exercises]
        seconds = board.composition["seconds"]
        main = sum(minutes_of(item, seconds, board.catalogue[item.exercise]) for item in items)
        if board.time is None or main + around <= board.time or most <= len(streams):
            break
        most -= 1
    on = starts_on + timedelta(days=day - 1)
    return Session(
        day=day, weekday=WEEKDAYS[on.weekday()], date=on.isoformat(), items=items,
        main=float(round(main)), total=float(round(main + around)),
    )  # fmt: skip


def _around(doses: Doses, name: str) -> float:
    return max((fields[name].high for fields in doses.values() if name in fields), default=0.0)


def _item(stream: str, exercise: Exercise, doses: Doses, shared_by: int, menu: Menu) -> Item:
    """With the rounds and the streams that it carries on a short list."""
    item = item_of(stream, exercise, doses[stream], shared_by)
    more, also = menu.rounds.get((stream, exercise.id)), menu.carries(stream, exercise)
    if more is None and not also:
        return item
    sets = item.sets if more is None or item.sets is None else item.sets + more
    return item.model_copy(update={"sets": sets, "also": also})


def _allot(streams: list[str], menu: Menu, board: Board, most: int) -> dict[str, list[Exercise]]:
    """The places of a session, filled in the catalogue's order of importance, no movement family twice."""
    counts: dict[str, int] = {}
    for slot in board.composition["slots"]:
        if sum(counts.values()) >= most:
            break
        if slot not in streams:
            continue
        stream = menu.lead.get(slot, slot)
        if slot != stream and menu.carrier[slot] in pick(menu.types[stream], counts.get(stream, 0)):
            continue
        if len(pick(menu.types[stream], counts.get(stream, 0) + 1)) > counts.get(stream, 0):
            counts[stream] = counts.get(stream, 0) + 1
    return {stream: pick(menu.types[stream], counts[stream]) for stream in streams if stream in counts}


def _met_minutes(sessions: Sequence[Session], board: Board) -> float | None:
    """Aerobic minutes times METs over the week; None where a chosen exercise has no MET value."""
    total = 0.0
    for session in sessions:
        for item in session.items:
            if item.stream == "aerobic" and item.minutes is not None:
                value = board.catalogue[item.exercise].met
                if value is None:
                    return None
                total += value * item.minutes
    return float(round(total))
