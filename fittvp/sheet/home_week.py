"""Page one of the handout: this week at a glance, how hard it should feel, and when to stop and call."""

from __future__ import annotations

from fittvp.model.plan import Item, Plan, Session, Week
from fittvp.sheet import ahead, home, say, signs, streams, tongue, words, words_home
from fittvp.sheet.blocks import Block, Box, Day, EffortScale, Heading, OneOf, Text, WeekStrip, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.home_review import rest_box
from fittvp.sheet.tongue import nt, pt, t


def first_page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """One idea: what this week holds, and when to stop. Where room is short the red box stays, and the rest gives way.

    Where it takes a page of its own, that page is named after it, and the week stands under its own heading.
    """
    week, rests = plan.weeks[0], rest_box(plan)
    top, days = top_of(plan), strip(week)
    stop, tight, listed = (signs.stop_box(plan, clinic, form) for form in ("columns", "tight", "list"))
    told = Text(summary(week))
    plain = (*effort(week, scale=False), *pulse(week))
    short: tuple[Block, ...] = (*top, *rests, days, told, *plain, stop)
    full = short if rests else (*top, days, told, *effort(week, scale=True), *pulse(week), stop)
    alone: tuple[Block, ...] = (Heading(t(words_home.WHEN_TO_STOP), 1), *_today(plan), *rests)
    after: tuple[Block, ...] = (Heading(_title(plan), 1), days, told, *plain)
    return (
        OneOf(
            (
                (full, ()),
                (short, ()),
                ((*top, *rests, days, told, *plain, tight), ()),
                ((*top, *rests, days, tight), (told, *plain)),
                *((first, after) for first in ((*alone, stop), (*alone, tight), (*alone, listed))),
            )
        ),
    )


def top_of(plan: Plan) -> tuple[Block, ...]:
    """Which week it is, and what today's values mean for the first session."""
    return (Heading(_title(plan), 1), *_today(plan))


def strip(week: Week) -> WeekStrip:
    """Seven days, each with its kinds of work."""
    rest = pt("a day without exercise", "rest")
    return WeekStrip(tuple(_day(number, week) for number in range(1, 8)), rest=rest)


def _title(plan: Plan) -> str:
    """Which week it is, of a plan that had begun, and its first day."""
    day = say.day_of_week(plan.weeks[0].starts_on)
    if ahead.begun(plan):
        return t("Your week {week}, from {day}", week=plan.now, day=day)
    return t("Your week from {day}", day=day)


def _today(plan: Plan) -> tuple[Block, ...]:
    if plan.today.then == "go":
        return ()
    said = home.sentences([tongue.told(one) or one for one in plan.today.lines])
    return (Box(t(words_home.TODAY[plan.today.then]), (Text(said),), "careful"),)


def _day(number: int, week: Week) -> Day:
    """A day of the strip; seven days from the first, by their own names."""
    for one in week.sessions:
        if one.day == number:
            held = _kinds(one)
            return Day(short_day(one.weekday), tuple(held), True, tuple(held.values()))
    return Day(short_day(_name(number, week)), ())


def short_day(name: str) -> str:
    """`Mon`, in the patient's language."""
    return say.day_name(name, short=True)


def _name(number: int, week: Week) -> str:
    start = say.weekday(week.starts_on)
    if start not in words.DAYS:
        return str(number)
    return words.DAYS[(words.DAYS.index(start) + number - 1) % 7]


def _kinds(session: Session) -> dict[str, str]:
    """`15 min walk`, then the other kinds by name; each with its modality."""
    found: dict[str, str] = {}
    for item in session.items:
        kind = streams.modality_of(item.stream)
        name = words_home.KINDS.get(kind)
        found[_timed(item) if kind == "aerobic" else t(name) if name else item.stream] = kind
    return found


def _timed(item: Item) -> str:
    if item.minutes is None:
        return home.told(item.name)
    said = next(said for word, said in words_home.TIMED if word in item.name.lower())
    return t(said, n=say.number(item.minutes))


def summary(week: Week) -> Words:
    """The week in one or two sentences."""
    fields, totals = week.doses.get("aerobic", {}), [one.total for one in week.sessions]
    parts = []
    if "volume" in fields and "sessions" in fields:
        days = fields["sessions"]
        parts.append(
            nt(
                "In all {minutes} minutes of walking or other steady moving, on {days} day.",
                "In all {minutes} minutes of walking or other steady moving, on {days} days.",
                days.high,
                minutes=say.band(fields["volume"]),
                days=say.band(days),
            )
        )
    if totals:
        minutes = say.people(min(totals), max(totals))
        parts.append(t("A day takes {minutes} minutes, with warming up and cooling down.", minutes=minutes))
    return home.sentences(parts)


def pulse(week: Week) -> tuple[Block, ...]:
    """The ceiling of the pulse, the lowest of all kinds of exercise."""
    found = [
        one.value
        for lines in week.beside.values()
        for one in lines
        if one.field == "heart_rate" and one.side == "most"
    ]
    return (Text(t(words_home.PULSE, most=say.number(min(found)))),) if found else ()


def effort(week: Week, scale: bool) -> tuple[Block, ...]:
    """How hard the steady moving should feel, from 0 to 10 and in words; in words alone where room is short."""
    effort = week.effort.get("aerobic") or next(iter(week.effort.values()), None)
    if effort is None:
        return ()
    if effort.cr10 is None:
        level = t("How hard: {level}.", level=home.inside(home.capital(effort.level)))
        return (Text(home.sentences([level, home.told(effort.words)])),)
    low, high = effort.cr10
    feel = t("How hard it should feel: {band} out of 10.", band=say.people(low, high))
    said = home.sentences([feel, home.told(effort.words)])
    marks = tuple((at, t(word)) for at, word in words_home.SCALE)
    return (EffortScale(low, high, marks, said, said) if scale else Text(said),)
