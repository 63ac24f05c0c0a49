"""A diary of four weeks to write in, with what else the patient notes."""

from __future__ import annotations

from collections.abc import Sequence

from fittvp.model.plan import Plan, Week
from fittvp.sheet import home, identity, say, streams, words, words_home
from fittvp.sheet.blocks import Block, Bullets, Code, Diary, Heading
from fittvp.sheet.notes import is_general
from fittvp.sheet.tongue import t

_WEEKS = 4
_ASKS = 4
_ASKED = 2  # weeks before what else to look at
_TICKED = ("resistance", "balance")


def diary_pages(plan: Plan) -> tuple[Block, ...]:
    """Two weeks a page, where they fit."""
    weeks = plan.weeks[:_WEEKS]
    done = _done(weeks)
    told = t("Write a line after each session. Bring the diary to each visit.")
    days = t("The days in bold are your training days.")
    tick = t("Tick what you did.") if done else ""
    found: list[Block] = [
        Heading(t("Your diary"), 1),
        Code(identity.code(plan), home.sentences([told, days, tick])),
    ]
    for at, week in enumerate(weeks):
        found += _ask(plan) if at == _ASKED else []
        found.append(_week(week, done))
    return tuple(found)


def _done(weeks: Sequence[Week]) -> tuple[str, ...]:
    """The kinds of work that have no minutes to write down, by name."""
    kinds = {
        streams.modality_of(item.stream) for week in weeks for one in week.sessions for item in one.items
    }
    return tuple(t(words_home.KINDS[kind]) for kind in _TICKED if kind in kinds)


def _ask(plan: Plan) -> tuple[Block, ...]:
    """What the patient looks at and writes down besides, the own conditions first."""
    asked = sorted((one for one in plan.monitoring if one.patient), key=lambda one: is_general(one.rules[0]))
    items = say.once(home.told(one.patient) for one in asked)[:_ASKS]
    return (Heading(t(words_home.ALSO), 3), Bullets(tuple(items), style="small")) if items else ()


def _week(week: Week, done: tuple[str, ...]) -> Diary:
    start = say.weekday(week.starts_on)
    first = words.DAYS.index(start) if start in words.DAYS else 0
    days = tuple(say.day_name(words.DAYS[(first + at) % 7], short=True) for at in range(7))
    title = t("Week {week}, from {day}", week=week.number, day=say.day_of_week(week.starts_on))
    minutes, *others = map(t, words_home.DIARY)
    planned = {one.day for one in week.sessions}
    active = tuple(at + 1 in planned for at in range(7))
    widths = (0.8, 1.15, *(1.25 for _ in done), 1.45, 1.0, 1.35)
    return Diary(title, (minutes, *done, *others), days, widths, active)
