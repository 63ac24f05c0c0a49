"""Page one of the handout: this week at a glance, how hard it should feel, and when to stop and call."""

from __future__ import annotations

from fittvp.model.plan import Item, Plan, Session, Week
from fittvp.sheet import ahead, say, signs, streams, words, words_home
from fittvp.sheet.blocks import Block, Box, Day, EffortScale, Heading, OneOf, Text, WeekStrip, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.home_review import rest_box

_SCALE = ((0, "rest"), (3, "easy talk"), (5, "short words"), (10, "all you can"))


def first_page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """One idea: what this week holds, and when to stop. Where room is short the red box stays, and the rest gives way."""
    week, rests = plan.weeks[0], rest_box(plan)
    title = f"{_this(plan)} from {say.weekday(week.starts_on)} {say.day(week.starts_on, year=False)}"
    top: tuple[Block, ...] = (Heading(title, 1), *_today(plan))
    pulse = _pulse(week)
    strip = WeekStrip(tuple(_day(number, week) for number in range(1, 8)))
    stop, tight = signs.stop_box(plan, clinic), signs.stop_box(plan, clinic, tight=True)
    told = Text(summary(week))
    plain = (*_effort(week, scale=False), *pulse)
    short: tuple[Block, ...] = (*top, *rests, strip, told, *plain, stop)
    full = short if rests else (*top, strip, told, *_effort(week, scale=True), *pulse, stop)
    return (
        OneOf(
            (
                (full, ()),
                (short, ()),
                ((*top, *rests, strip, told, *plain, tight), ()),
                ((*top, *rests, strip, tight), (told, *plain)),
                ((*top, stop), (*rests, strip, told, *plain)),
                ((*top, tight), (*rests, strip, told, *plain)),
            )
        ),
    )


def _this(plan: Plan) -> str:
    """Which week it is, of a plan that had begun."""
    return f"Your week {plan.now}," if ahead.begun(plan) else "Your week"


def _today(plan: Plan) -> tuple[Block, ...]:
    if plan.today.then == "go":
        return ()
    return (Box(words.TODAY[plan.today.then], (Text(" ".join(plan.today.lines)),), "careful"),)


def _day(number: int, week: Week) -> Day:
    """A day of the strip; seven days from the first, by their own names."""
    for one in week.sessions:
        if one.day == number:
            held = _kinds(one)
            return Day(one.weekday[:3], tuple(held), True, tuple(held.values()))
    return Day(_name(number, week)[:3], ())


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
        found[_timed(item) if kind == "aerobic" else words_home.KINDS.get(kind, item.stream)] = kind
    return found


def _timed(item: Item) -> str:
    return f"{say.number(item.minutes)} min {_verb(item)}" if item.minutes is not None else item.name


def _verb(item: Item) -> str:
    name = item.name.lower()
    for word in ("walk", "cycl", "bike", "swim", "water", "step", "danc", "march", "row", "run", "pedal"):
        if word in name:
            return {"cycl": "cycle", "danc": "dance", "bike": "bike"}.get(word, word)
    return "moving"


def summary(week: Week) -> Words:
    """The week in one or two sentences."""
    fields = week.doses.get("aerobic", {})
    parts = []
    if "volume" in fields and "sessions" in fields:
        days = say.value(fields["sessions"])
        parts.append(
            f"In all {say.value(fields['volume'])} minutes of walking or other steady moving, on {days} days."
        )
    others = [
        f"{words_home.STREAMS.get(name, name).lower()} on {say.value(found['sessions'])}"
        for name, found in week.doses.items()
        if name != "aerobic" and "sessions" in found
    ]
    totals = [one.total for one in week.sessions]
    if totals:
        parts.append(
            f"A day takes {say.pair(min(totals), max(totals))} minutes, with warming up and cooling down."
        )
    return " ".join(parts) or say.sentence(say.listed(others))


def _pulse(week: Week) -> tuple[Block, ...]:
    """The ceiling of the pulse, the lowest of all kinds of exercise."""
    found = [
        one.value
        for lines in week.beside.values()
        for one in lines
        if one.field == "heart_rate" and one.side == "most"
    ]
    return (Text(words_home.PULSE.format(most=say.number(min(found)))),) if found else ()


def _effort(week: Week, scale: bool) -> tuple[Block, ...]:
    """How hard the steady moving should feel, from 0 to 10 and in words; in words alone where room is short."""
    effort = week.effort.get("aerobic") or next(iter(week.effort.values()), None)
    if effort is None:
        return ()
    if effort.cr10 is None:
        return (Text(f"How hard: {effort.level}. {effort.words}"),)
    low, high = effort.cr10
    said = f"How hard it should feel: {say.pair(low, high)} out of 10. {effort.words}"
    return (EffortScale(low, high, _SCALE, said) if scale else Text(said),)
