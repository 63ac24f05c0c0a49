"""What a patient puts in a calendar: the sessions of the coming four weeks, and results that run out.

Only the coming week has its doses: later weeks depend on how it goes. It refuses to know calendar files and times of
day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fittvp.model.plan import Item, Plan, Session
from fittvp.sheet import ahead, home, identity
from fittvp.sheet.tongue import t

_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole day. `key` is the same in every printing of the same plan, so that a calendar replaces it."""

    on: date
    title: str
    words: str
    key: str


def agenda(plan: Plan) -> tuple[Entry, ...]:
    """The entries by day; none for a plan that is deferred or refused. No diagnosis stands in them."""
    coming = ahead.ahead(plan)
    if not ahead.issued(coming):
        return ()
    found: list[Entry] = []
    for at, week in enumerate(coming.weeks[:_WEEKS]):
        found += [_session(plan, one, first=not at) for one in week.sessions if _day(one.date)]
    for one in plan.due:
        on = _day(one.until)
        if on:
            title = t("Ask your team: is a blood test due?")
            found.append(Entry(on - timedelta(days=1), title, "", f"{plan.id}-test-{one.until}"))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.on, each.key)))


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _hold(item: Item, plan: Plan) -> list[float]:
    return plan.exercises.get(item.exercise, {}).get("hold") or []


def _session(plan: Plan, one: Session, first: bool) -> Entry:
    lines = (
        [f"{home.told(item.name)}: {home.dose(item, hold=_hold(item, plan))}" for item in one.items]
        if first
        else []
    )
    last = t("Look at your handout before you start.")
    words = "\n".join([*lines, last, identity.code(plan)])
    return Entry(date.fromisoformat(one.date), t("Exercise"), words, f"{plan.id}-session-{one.date}")
