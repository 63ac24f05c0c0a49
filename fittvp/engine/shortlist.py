"""A beginner's short list: few different exercises in a week, with every prescribed kind and every round kept.

Floor: engine. Pure. The number, what may be shared and what stays first come from protocols/composition.yaml.
It refuses to change a dose, to drop a prescribed stream and to choose what is closed in any stream that it serves:
where that leaves more exercises than the number, there are more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from fittvp.engine.board import Board
from fittvp.engine.choose import open_for_all
from fittvp.engine.items import item_of
from fittvp.engine.limits import Limits
from fittvp.engine.stream import EPS
from fittvp.model.dose import Doses
from fittvp.model.plan import Session
from fittvp.protocol.catalogue import Exercise


@dataclass(frozen=True, slots=True)
class Menu:
    """What fills a session's places. `lead`: a carried stream -> the stream under which its exercise stands."""

    types: Mapping[str, Sequence[Exercise]]
    lead: Mapping[str, str] = field(default_factory=dict)
    carrier: Mapping[str, Exercise] = field(
        default_factory=dict
    )  # carried stream -> the exercise that serves it
    rounds: Mapping[tuple[str, str], float] = field(default_factory=dict)  # more sets: (stream, exercise)

    def carries(self, stream: str, exercise: Exercise) -> list[str]:
        """The other streams that this exercise serves where it stands."""
        return [s for s, lead in self.lead.items() if lead == stream and self.carrier[s].id == exercise.id]


@dataclass(frozen=True, slots=True)
class Long:
    """The week as it stands without a number: exercises, days, and places a day of each stream."""

    held: dict[str, list[Exercise]]
    days: dict[str, frozenset[int]]
    places: dict[str, int]


def different(sessions: Sequence[Session]) -> int:
    """How many different exercises a week holds."""
    return len({item.exercise for session in sessions for item in session.items})


def long_week(
    sessions: Sequence[Session], planned: Mapping[int, Sequence[str]], board: Board,
    types: Mapping[str, Sequence[Exercise]],
) -> Long:  # fmt: skip
    """What the sessions hold, by stream, each exercise as the stream's choice has it (swapped ones in their place).

    `planned`: the streams of each day; a full session may have left one out.
    """
    names: dict[str, set[str]] = {}
    on: dict[str, list[int]] = {}
    for session in sessions:
        for item in session.items:
            names.setdefault(item.stream, set()).add(item.exercise)
            on.setdefault(item.stream, []).append(session.day)
    apart = {
        new for old, new in board.means.swaps if old in board.catalogue and board.catalogue[old].only_shared
    }
    held = {
        stream: [e for e in types[stream] if e.id in found or e.id in apart]
        for stream in dict.fromkeys(board.composition["slots"])
        if (found := names.get(stream))
    }
    for stream in types:  # prescribed, and left out of each session for want of a place
        if stream not in held and types[stream] and any(stream in due for due in planned.values()):
            held[stream] = list(types[stream][:1])
    places = {stream: ceil(len(days) / len(set(days))) for stream, days in on.items()}
    due = {stream: frozenset(day for day, streams in planned.items() if stream in streams) for stream in held}
    return Long(held, due, places)


def loses(short: Sequence[Session], long: Sequence[Session], board: Board) -> bool:
    """The short list serves a stream on fewer days, or with fewer minutes or rounds, or makes a day too long."""
    if board.time is not None and any(
        new.total > max(board.time, old.total) for new, old in zip(short, long, strict=True)
    ):
        return True
    before, after = _amounts(long, board), _amounts(short, board)
    return any(after.get(key, 0.0) < value - EPS for key, value in before.items())


def _amounts(sessions: Sequence[Session], board: Board) -> dict[tuple[str, str], float]:
    """Days, minutes and (of the kinds whose rounds are kept in number) rounds of each stream in a week."""
    found: dict[tuple[str, str], float] = {}
    for session in sessions:
        for item in session.items:
            for stream in (item.stream, *item.also):
                counted = stream.partition("_")[0] in board.composition["week"]["rounds"]
                sets = (item.sets or 0.0) if counted else 0.0
                for what, value in (("minutes", item.minutes or 0.0), ("rounds", sets)):
                    found[stream, what] = found.get((stream, what), 0.0) + value
        for stream in {s for item in session.items for s in (item.stream, *item.also)}:
            found[stream, "days"] = found.get((stream, "days"), 0.0) + 1
    return found


def shorten(long: Long, most: int, doses: Doses, limits: Limits, board: Board) -> Menu:
    """The short list, and who carries what: shared exercises first, then as many as there are places for."""
    rule = board.composition["week"]
    wanted = board.means.likes | {new for _, new in board.means.swaps}
    ordered = {stream: _first(found, rule, wanted) for stream, found in long.held.items()}
    carrier: dict[str, Exercise] = {}
    lead: dict[str, str] = {}
    kept = _kept(ordered, lead, carrier, most, board, wanted)
    for modality in rule["share"]:
        while _lost(ordered, kept):
            shared = _best(modality, long, ordered, lead, wanted, doses, limits, board)
            if shared is None:
                break
            own = [stream for stream in ordered if stream in shared.streams]
            first = own[0] if shared.only_shared else shared.streams[0]
            for stream in own:
                if stream != first:
                    lead[stream], carrier[stream] = first, shared
            kept = _kept(ordered, lead, carrier, most, board, wanted)
    menu = Menu(kept, lead, carrier)
    return _with_rounds(menu, long, ordered, doses, limits, rule)


def _first(found: Sequence[Exercise], rule: Mapping[str, Any], wanted: frozenset[str]) -> list[Exercise]:
    """What the patient or the clinician asked for, then what carries over most to daily life."""
    order = rule["keep_first"].get(found[0].modality, ())

    def rank(exercise: Exercise) -> tuple[bool, int]:
        at = order.index(exercise.pattern) if exercise.pattern in order else len(order)
        return exercise.id not in wanted, at

    return sorted(found, key=rank)


def _lost(ordered: Mapping[str, list[Exercise]], kept: Mapping[str, list[Exercise]]) -> bool:
    """Something is left out, of a kind of its own."""
    return any(
        len(kept[stream]) < len(found)
        for stream, found in ordered.items()
        if stream in kept and not any(e.only_shared for e in kept[stream])
    )


def _kept(
    ordered: Mapping[str, list[Exercise]], lead: Mapping[str, str], carrier: Mapping[str, Exercise], most: int,
    board: Board, wanted: frozenset[str],
) -> dict[str, list[Exercise]]:  # fmt: skip
    """One exercise for each stream that nothing carries, what carries another, then more while there are places."""
    kept: dict[str, list[Exercise]] = {}
    for stream, found in ordered.items():
        if stream in lead:
            continue
        shared = [e for s, e in carrier.items() if lead[s] == stream]
        whole = [e for e in shared if e.only_shared]
        own = whole[:1] or [e for e in found if e.id in wanted] or found[:1]
        kept[stream] = list(own)
        for one in () if whole else shared[:1]:
            same = [e for e in own if e.pattern == one.pattern and e.id not in wanted]
            kept[stream] = [e for e in own if e not in same and e.id != one.id] + [one]
    seen: dict[str, int] = {}
    for stream in board.composition["slots"]:
        seen[stream] = seen.get(stream, 0) + 1
        held = kept.get(stream, ())
        if sum(map(len, kept.values())) < most and 0 < len(held) < seen[stream]:
            kept[stream] = [*held, *_next(ordered[stream], held)]
    return kept


def _next(found: Sequence[Exercise], held: Sequence[Exercise]) -> list[Exercise]:
    """The next one to keep; none beside a sequence of the whole body."""
    if any(e.only_shared for e in held):
        return []
    patterns = {e.pattern for e in held}
    return [e for e in found if e.pattern not in patterns][:1]


def _best(
    modality: str, long: Long, ordered: Mapping[str, list[Exercise]], lead: Mapping[str, str], wanted: frozenset[str],
    doses: Doses, limits: Limits, board: Board,
) -> Exercise | None:  # fmt: skip
    """The exercise that serves most streams at once: on the same days, with the same dose, open in each of them."""
    taken = {*lead, *lead.values()}
    found = [
        e
        for e in board.catalogue.values()
        if e.also
        and e.modality == modality
        and taken.isdisjoint(e.streams)
        and _fits(e, long, ordered, wanted, doses)
        and open_for_all(e, doses, limits, board.means, board.composition)
    ]
    ids = {e.id for e in found}
    swapped = {old for old, new in board.means.swaps if old in ids and new in ids}
    held = {e.id for every in ordered.values() for e in every}
    return max(
        (e for e in found if e.id not in swapped),
        key=lambda e: (len(e.streams), e.id in wanted, e.id in held, e.level),
        default=None,
    )


def _fits(
    exercise: Exercise,
    long: Long,
    ordered: Mapping[str, list[Exercise]],
    wanted: frozenset[str],
    doses: Doses,
) -> bool:
    """It may stand for what those streams hold: nothing that was asked for, the same days, the same printed dose."""
    streams = exercise.streams
    if not all(stream in ordered for stream in streams) or len({long.days[s] for s in streams}) > 1:
        return False
    if len({item_of("", exercise, doses[stream], 1).model_dump_json() for stream in streams}) > 1:
        return False
    carried = streams if exercise.only_shared else streams[1:]
    asked = any(e.id in wanted for stream in carried for e in ordered[stream])
    if asked and exercise.id not in wanted:
        return False
    works = set(exercise.muscles)
    return exercise.only_shared or all(works & set(ordered[stream][0].muscles) for stream in carried)


def _with_rounds(
    menu: Menu, long: Long, ordered: Mapping[str, list[Exercise]], doses: Doses, limits: Limits,
    rule: Mapping[str, Any],
) -> Menu:  # fmt: skip
    """The rounds of what is left out are done by what stays, within the limits; else more exercises stay."""
    types, rounds = dict(menu.types), dict(menu.rounds)
    for stream, kept in menu.types.items():
        if stream.partition("_")[0] not in rule["rounds"] or "sets" not in doses[stream]:
            continue
        each, here = doses[stream]["sets"].high, list(kept)
        while True:
            sets = dict.fromkeys((e.id for e in here), each)
            missing = (long.places.get(stream, 1) - len(here)) * each
            carried = {e.id: (stream, *menu.carries(stream, e)) for e in here}
            while missing > EPS and (able := [e for e in sets if _room(sets[e] + 1, carried[e], limits)]):
                sets[min(able, key=sets.__getitem__)] += 1
                missing -= 1
            more = _next(ordered[stream], here) if missing > EPS else []
            if not more:
                break
            here += more
        types[stream] = here
        rounds |= {(stream, name): value - each for name, value in sets.items() if value > each}
    return Menu(types, menu.lead, menu.carrier, rounds)


def _room(sets: float, streams: Sequence[str], limits: Limits) -> bool:
    """So many sets pass no limit of any stream that the exercise serves."""
    return all(sets <= limits.high(stream, "sets", sets) + EPS for stream in streams)
