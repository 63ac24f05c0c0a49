"""Events as a clinic's notes tell them: what was done, in words.

Floor: cli. Words only; it refuses to print and to decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fittvp.cli.summary import stream_words, wrapped
from fittvp.engine.moves import MOVES

if TYPE_CHECKING:
    from fittvp.model.event import Adjusted, Event
    from fittvp.model.plan import Plan

MOVED = {"hold": "held", "back": "one step back", "progress": "moved up"}


def event_words(event: Event) -> str:
    """`Adjusted from week 4: aerobic held`."""
    what = event.what
    if what.kind == "made":
        return f"Plan made for {what.asked.weeks} weeks"
    if what.kind == "review":
        return f"Week {what.week} reviewed"
    if what.kind == "migrate":
        return f"Present protocols from week {what.from_week} on"
    return f"Adjusted from week {what.from_week} on: {'; '.join(_parts(what))}"


def _parts(what: Adjusted) -> Iterator[str]:
    if what.move:
        names = ", ".join(map(stream_words, what.streams)) or "everything"
        yield f"{names} {MOVED[what.move]}"
    if what.cleared:
        yield "cleared after the stop"
    if what.pace:
        yield f"{what.pace} pace"
    for part in what.values:
        yield f"{stream_words(part.stream)} {part.field.replace('_', ' ')} to {part.written}"
    for old, new in what.swaps:
        yield f"{new} in the place of {old}"
    if what.exclude:
        yield f"without {', '.join(what.exclude)}"
    if what.more_weeks:
        yield f"{what.more_weeks} weeks more"
    for name, value in (("days", what.sessions), ("minutes a session", what.minutes)):
        if value is not None:
            yield f"at most {value[-1]:g} {name}"
    if what.max_effort is not None:
        yield f"effort at most {what.max_effort:g} Borg"
    for override in what.overrides:
        yield f"limit {override.rule} overridden"


def followed_words(plan: Plan) -> list[str]:
    """What an event led to: verdict and moves of the coming week, the gravest first, with their rules."""
    week = plan.weeks[plan.now - 1] if plan.weeks else None
    found = []
    for move in reversed(MOVES) if week else ():
        lines = [line for line in week.moves if line.move == move] if week else []
        rules = sorted({ref for line in lines for ref in line.rules})
        names = (
            "everything"
            if week and len(lines) == len(week.moves)
            else ", ".join(stream_words(x.stream) for x in lines)
        )
        if lines:
            found.append(f"week {plan.now}: {move} ({names})" + (f" by {', '.join(rules)}" if rules else ""))
    return [f"verdict {plan.clearance.verdict}", *found]


def history_lines(plan: Plan) -> Iterator[str]:
    """Every event, oldest first: when, who, what, why, and what it led to."""
    reviewed: set[int] = set()
    for event in plan.events:
        by = f", {event.by}" if event.by else ""
        written = f" (written {event.recorded})" if event.recorded else ""
        yield f"{event.on}{by}: {event_words(event)}.{written}"
        again = event.what.kind == "review" and event.what.week in reviewed
        reviewed |= {event.what.week} if event.what.kind == "review" else set()
        if again:
            yield "  Said again: what follows replaces what was said of that week before."
        if event.what.kind == "review":
            said = "; ".join(event.what.said) or "nothing said"
            rest = "; all else asked and well" if event.what.otherwise_well else ""
            yield wrapped(f"  {said}{rest}.", "  ")
        if event.reason:
            yield wrapped(
                f"  Why: {event.reason}" if event.what.kind != "review" else f"  Note: {event.reason}", "  "
            )
        yield from (wrapped(f"  -> {line}", "  ") for line in event.followed)
