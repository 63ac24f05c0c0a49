"""Decisions by clinicians since the plan was made: adjustments and changes of protocol, newest first.

It refuses to say what followed from them: the weeks do that.
"""

from __future__ import annotations

from fittvp.model.event import Adjusted, Event, Migrated
from fittvp.model.plan import Plan
from fittvp.sheet import say, streams, words_review
from fittvp.sheet.blocks import Block, Heading, Table, Words
from fittvp.sheet.notes import Notes, Said

_HASH = 10
_MOVES = {"hold": "held", "back": "taken back", "progress": "moved up"}


def decisions(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """One row each: when, who, what in words, why."""
    made = [one for one in plan.events if isinstance(one.what, Adjusted | Migrated)]
    rows = tuple(_row(one, plan, notes) for one in reversed(made))
    if not rows:
        return ()
    head = ("On", "By", "What", "Why")
    table = Table(head, rows, (1.3, 1.6, 4.6, 3.4), "dense")
    return (Heading(words_review.DECISIONS, 2), table)


def _row(event: Event, plan: Plan, notes: Notes) -> tuple[Words, ...]:
    return say.day(event.on), event.by or "–", _what(event, plan, notes), event.reason or "–"


def _what(event: Event, plan: Plan, notes: Notes) -> Words:
    what = event.what
    if isinstance(what, Migrated):
        return f"From week {what.from_week} the plan follows other protocol texts (library {what.library[:_HASH]})."
    if not isinstance(what, Adjusted):
        return ""
    parts: list[Said] = [(said,) for said in adjusted(what)]
    for one in what.overrides:
        known = [one.rule] if one.rule in plan.rules else []
        parts.append(("overrides ", notes.span(f"“{(one.says or one.rule).rstrip('.')}”", known)))
    found = [piece for part in parts for piece in ("; ", *part)][1:]
    return (f"From week {what.from_week}: ", *found, ".")


def adjusted(what: Adjusted) -> list[str]:
    """Each change in words; overrides aside."""
    scope = streams.scope(what.streams) if what.streams else words_review.EVERYTHING
    said = ["cleared: the stop is lifted"] if what.cleared else []
    said += [f"{scope} {_MOVES[what.move]}"] if what.move else []
    said += [
        f"{say.stream(one.stream).lower()}, {say.field(one.field)}: {one.written}" for one in what.values
    ]
    said += [f"pace {what.pace}"] if what.pace else []
    said += [f"sessions {_range(what.sessions)} a week"] if what.sessions else []
    said += [f"minutes {_range(what.minutes)} a session"] if what.minutes else []
    said += [f"effort at most Borg {what.max_effort:g}"] if what.max_effort is not None else []
    said += [f"{_name(new)} in place of {_name(old)}" for old, new in what.swaps]
    said += [f"without {_name(one)}" for one in what.exclude]
    weeks = "week" if what.more_weeks == 1 else "weeks"
    return said + ([f"{what.more_weeks} {weeks} more"] if what.more_weeks else [])


def _name(exercise: str) -> str:
    return exercise.replace("_", " ")


def _range(found: list[float]) -> str:
    return "–".join(f"{one:g}" for one in found)
