"""A diary of four weeks to write in, with what else the patient notes."""

from __future__ import annotations

from fittvp.model.plan import Plan, Week
from fittvp.sheet import home, identity, say, words, words_home
from fittvp.sheet.blocks import Block, Bullets, Code, Diary, Heading, PageBreak
from fittvp.sheet.notes import is_general

_COLUMNS = ("Minutes", "How hard 0–10", "Pain 0–10", "Next morning")
_WEEKS = 4
_ASKS = 4


def diary_pages(plan: Plan) -> tuple[Block, ...]:
    """Two weeks a page."""
    found: list[Block] = [
        Heading("Your diary", 1),
        Code(identity.code(plan), "Write a line after each session. Bring the diary to each visit."),
    ]
    for at, week in enumerate(plan.weeks[:_WEEKS]):
        found += [PageBreak(), *_ask(plan)] if at == 2 else []
        found.append(_week(week))
    return tuple(found)


def _ask(plan: Plan) -> tuple[Block, ...]:
    """What the patient looks at and writes down besides, the own conditions first."""
    asked = sorted((one for one in plan.monitoring if one.patient), key=lambda one: is_general(one.rules[0]))
    items = say.once(home.plain(one.patient) for one in asked)[:_ASKS]
    return (Heading(words_home.ALSO, 3), Bullets(tuple(items), style="small")) if items else ()


def _week(week: Week) -> Diary:
    start = say.weekday(week.starts_on)
    first = words.DAYS.index(start) if start in words.DAYS else 0
    days = tuple(words.DAYS[(first + at) % 7][:3] for at in range(7))
    title = f"Week {week.number}, from {start} {say.day(week.starts_on, year=False)}"
    return Diary(title, _COLUMNS, days, (1, 1.3, 1.5, 1.5, 1.7))
