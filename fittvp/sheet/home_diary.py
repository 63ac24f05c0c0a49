"""A diary of four weeks to write in, with what else the patient notes."""

from __future__ import annotations

from fittvp.model.plan import Plan, Week
from fittvp.sheet import home, identity, say, words, words_home
from fittvp.sheet.blocks import Block, Bullets, Code, Diary, Heading, PageBreak
from fittvp.sheet.notes import is_general
from fittvp.sheet.tongue import t

_WEEKS = 4
_ASKS = 4


def diary_pages(plan: Plan) -> tuple[Block, ...]:
    """Two weeks a page."""
    found: list[Block] = [
        Heading(t("Your diary"), 1),
        Code(identity.code(plan), t("Write a line after each session. Bring the diary to each visit.")),
    ]
    for at, week in enumerate(plan.weeks[:_WEEKS]):
        found += [PageBreak(), *_ask(plan)] if at == 2 else []
        found.append(_week(week))
    return tuple(found)


def _ask(plan: Plan) -> tuple[Block, ...]:
    """What the patient looks at and writes down besides, the own conditions first."""
    asked = sorted((one for one in plan.monitoring if one.patient), key=lambda one: is_general(one.rules[0]))
    items = say.once(home.told(one.patient) for one in asked)[:_ASKS]
    return (Heading(t(words_home.ALSO), 3), Bullets(tuple(items), style="small")) if items else ()


def _week(week: Week) -> Diary:
    start = say.weekday(week.starts_on)
    first = words.DAYS.index(start) if start in words.DAYS else 0
    days = tuple(say.day_name(words.DAYS[(first + at) % 7], short=True) for at in range(7))
    title = t("Week {week}, from {day}", week=week.number, day=say.day_of_week(week.starts_on))
    return Diary(title, tuple(map(t, words_home.DIARY)), days, (1, 1.3, 1.5, 1.5, 1.7))
