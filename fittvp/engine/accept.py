"""Whether a clinician's adjustment may be: within limits it is done; past one it is refused, the rule named.

Floor: engine. Pure. It looks at the course after the adjustment. A refusal, a pause and a stop are never overridden.
"""

from __future__ import annotations

from collections.abc import Sequence

from fittvp.engine.advance import WeekState
from fittvp.engine.choose import closed_by, within_reach
from fittvp.engine.course import Course, NotNow
from fittvp.engine.limits import Limits, Tight
from fittvp.engine.moves import MOVES, standing_refs, whole
from fittvp.engine.stream import EPS, Stream, day_cap
from fittvp.engine.wishes import PassesALimit, lifted_of
from fittvp.model.event import Adjusted, AskedPart, SetPart
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Rule

RESTS = {"pause": "paused", "stop": "stopped"}


def accept(what: Adjusted, before: WeekState, course: Course) -> None:
    """Raises NotNow or PassesALimit where the adjustment cannot be done. `before`: the coming week as it was."""
    weeks = course.asked.weeks
    if what.from_week > max(weeks, course.now):
        raise NotNow(
            f"The plan has weeks 1 to {weeks}. Lengthen it first: --weeks +{what.from_week - weeks}."
        )
    lifted_of(course.library, AskedPart(overrides=what.overrides))
    if what.cleared:
        _clears(what, before, course)
    state = course.ahead(what.from_week, what.from_week)[what.from_week - 1]
    if what.move == "progress":
        _rises(what.streams or list(state.streams), state, course.library)
    elif what.move:
        _held(what.move, what.streams or list(state.streams), state)
    for part in what.values:
        _within(part, state, course.library)
    for old, new in what.swaps:
        _swap(old, new, state, course)


def _clears(what: Adjusted, before: WeekState, course: Course) -> None:
    """What stands is cleared, from the coming week on; never while a sign or a result known today speaks against it.

    What is only not known does not stand in the way: exercise waits for it all the same.
    """
    if what.from_week != course.now:
        raise NotNow(
            f"Clearance is for what stands now, from week {course.now} on: nobody clears what is to come."
        )
    if not standing_refs(before.standing):
        raise NotNow(
            "Nothing is stopped, or paused until somebody has looked: there is nothing to clear. "
            "A pause for a result ends with the new result (fittvp review)."
        )
    rules = course.turns[-1].state.rules
    known = {held.rule.ref for held in rules.clearance if held.certain}
    standing = [ref for _, ref in whole(rules) if ref in known] if course.now > 1 else []
    if standing:
        said = _says(standing, dict(course.library.rules))
        raise NotNow(f"It cannot be cleared while this holds: {said} Record the new finding instead.")


def _says(refs: Sequence[str], rules: dict[str, Rule]) -> str:
    return " ".join(f"{rules[ref].says} [{ref}]" if ref in rules else ref for ref in refs)


def _rises(names: Sequence[str], state: WeekState, library: Library) -> None:
    """A clinician moves up past a hold, never past a step back, a pause or a stop."""
    if state.number == 1:
        raise NotNow("Week 1 is the start: nothing moves up before it. Set a value (--field, --to) instead.")
    graver = [name for name in names if not state.moves[name].pressed]
    if len(graver) == len(names):
        moved = max((state.moves[name] for name in graver), key=lambda one: MOVES.index(one.move))
        said = _says(moved.refs, dict(library.rules))
        raise NotNow(f"Nothing moves up: the rules say {moved.move}, and that stands. {said}".strip())
    if not any(_stepped(name, state) for name in names):
        waits = [f"{name}: {state.waits[name].why}" for name in names if name in state.waits]
        why = "; ".join(waits) or "each field is where its aim or its limit lets it be, or its work is closed"
        raise NotNow(f"Nothing can rise in week {state.number}: {why}.")


def _stepped(name: str, state: WeekState) -> bool:
    return any(act.act == "stepped" for acts in state.streams[name].acts.values() for act in acts)


def _held(move: str, names: Sequence[str], state: WeekState) -> None:
    if all(MOVES.index(state.moves[name].move) > MOVES.index(move) for name in names if name in state.moves):
        worst = state.moves[names[0]]
        raise NotNow(
            f"Week {state.number} already does more than {move}: the rules say {worst.move} "
            f"({', '.join(worst.refs)})."
        )


def _within(part: SetPart, state: WeekState, library: Library) -> None:
    """An entered value that a limit of its week brings down is refused."""
    name = f"{part.stream} {part.field}".replace("_", " ")
    stream, limits = state.streams.get(part.stream), state.limits
    if stream is None:
        raise NotNow(f"There is no {name} in this plan.")
    if part.stream in limits.closed or state.rests(part.stream):
        refs = limits.closed.get(part.stream) or state.moves[part.stream].refs
        rest = RESTS[state.moves[part.stream].move] if state.rests(part.stream) else "closed"
        raise NotNow(f"{name} cannot be set: it is {rest}. {_says(refs, dict(library.rules))}")
    if stream.at(part.field) >= part.high - EPS:
        return
    moved = state.moves.get(part.stream)
    if moved is not None and moved.move == "back":
        said = _says(moved.refs, dict(library.rules))
        raise NotNow(
            f"{name} cannot be set in week {state.number}: the rules say back, and that stands. {said}"
        )
    found = _binding(part, stream, limits)
    what = f"{name} of {part.written}"
    if found is None:
        raise NotNow(f"{what} does not fit the week; it would be {stream.at(part.field):g}.")
    raise PassesALimit(what, found, _says(found.refs, dict(library.rules)))


def _binding(part: SetPart, stream: Stream, limits: Limits) -> Tight | None:
    """The limit that keeps a value down: its own, on the days, or on the whole week that it would make."""
    days, refs = day_cap(limits, part.stream)
    if part.field == "sessions" and days < part.high - EPS:
        own = limits.ceiling(part.stream, "sessions")
        return (
            own
            if own is not None and own.value <= days
            else Tight(days, refs, f"at most {days:g} days a week")
        )
    wanted = {part.field: part.high}
    if part.field == "session_time":
        wanted["volume"] = part.high * stream.at("sessions")
    elif part.field == "sessions":
        wanted["volume"] = part.high * (stream.weekly() / max(stream.at("sessions"), EPS))
    elif part.field == "volume":
        wanted["session_time"] = part.high / stream.at("sessions")
    elif part.field == "sets":
        wanted["volume"] = part.high * stream.at("sessions")
    ceilings = [(limits.ceiling(part.stream, name), value) for name, value in wanted.items()]
    return next((found for found, value in ceilings if found is not None and found.value < value - EPS), None)


def _served(name: str, library: Library) -> tuple[str, ...]:
    """The streams that an exercise may stand in; of a sequence, those that it serves together."""
    one = library.exercises[name]
    if one.only_shared:
        return one.streams
    return tuple(stream for stream, own in library.serving.items() if name in {e.id for e in own})


def _swap(old: str, new: str, state: WeekState, course: Course) -> None:
    """Both are in the catalogue and serve one stream; the new one is open, at hand and no harder than fits."""
    library = course.library
    exercise, served = library.exercises[new], _served(new, library)
    both = [stream for stream in _served(old, library) if stream in served]
    if not both or (exercise.only_shared and not library.exercises[old].only_shared):
        raise NotNow(f"{new} cannot stand for {old}: they are not the same kind of work.")
    refs = sorted({ref for stream in both for ref in closed_by(exercise, stream, state.limits)})
    if refs:
        written = f"{exercise.name} is closed"
        raise PassesALimit(
            f"{exercise.name}", Tight(0.0, tuple(refs), written), _says(refs, dict(library.rules))
        )
    if not within_reach(exercise, course.board.means):
        raise NotNow(
            f"{exercise.name} needs a place or equipment that the patient does not have "
            f"({', '.join(exercise.equipment) or ', '.join(exercise.settings)})."
        )
    planned = course.printed_ahead(state)
    names = {item.exercise for session in planned.sessions for item in session.items}
    if old in names:
        raise NotNow(f"{exercise.name} is harder than the dose of week {state.number} allows.")
    if new not in names:
        raise NotNow(f"{library.exercises[old].name} is not done in week {state.number}: nothing to swap.")
