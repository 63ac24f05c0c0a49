"""One page that looks ahead: how the plan grows, the patient's goals answered, blood tests and visits."""

from __future__ import annotations

from fittvp.model.plan import GoalAnswer, Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.ahead import resting
from fittvp.sheet.blocks import Block, Bullets, Diary, Heading, Steps, Table, Text, Words
from fittvp.sheet.home_care import merged
from fittvp.sheet.notes import is_general

_UNIT = "minutes a week"
_STEPS = 3  # sentences on how it grows
_DATES = 3  # lines to write on


def ahead_page(plan: Plan) -> tuple[Block, ...]:
    """The staircase of weekly minutes, what opens the next step, goals, tests."""
    return (
        Heading("How your plan grows", 1),
        *_staircase(plan),
        Bullets((*_steps(plan), words_home.SLOWER), style="small"),
        *_goals(plan),
        *_tests(plan),
    )


def _staircase(plan: Plan) -> tuple[Block, ...]:
    stream = next((name for name in ("aerobic", "balance") if name in plan.weeks[0].doses), "")
    found = [(week, week.doses.get(stream, {}).get("volume")) for week in plan.weeks]
    shown = [(week, value) for week, value in found if value is not None]
    if not shown or shown[0][1].unit != "min/week":
        return ()
    goal = next((one for one in plan.headings if one.stream == stream and one.field == "volume"), None)
    values = tuple(value.low for _, value in shown)
    title = f"{words_home.STAIRCASE[stream]}, if each week goes well"
    alt = "; ".join(f"week {week.number}: {say.value(value)} minutes" for week, value in shown)
    aim = goal.high if goal is not None else None
    return (Steps(title, tuple(str(week.number) for week, _ in shown), values, _UNIT, (), aim, alt),)


def _steps(plan: Plan) -> list[str]:
    """The patient's sentences of the rules by which it grows: those of the own conditions first."""
    rules = say.once(
        ref
        for week in plan.weeks
        for fields in week.doses.values()
        for value in fields.values()
        for reason in value.reasons
        if reason.act == "stepped"
        for ref in reason.rules
    )
    rules.sort(key=is_general)
    return merged(plan.rules[ref].patient for ref in rules if ref in plan.rules)[:_STEPS]


def _goals(plan: Plan) -> tuple[Block, ...]:
    """Each goal with its answer."""
    if not plan.goals:
        return ()
    rests = bool(resting(plan.weeks[0]))
    rows: tuple[tuple[Words, ...], ...] = tuple((one.label, _answer(one, rests)) for one in plan.goals)
    return (Heading("Your goals", 2), Table((), rows, (1, 1.9), "dense"))


def _answer(one: GoalAnswer, rests: bool) -> str:
    """What to do until then is left out while a part of the plan rests: it may be that part."""
    said = home.plain(one.words)
    if not one.instead or one.answer == "now" or rests:
        return said
    instead = say.listed([name[:1].lower() + name[1:] for name in one.instead], "or")
    return home.plain(f"{said} Until then: {instead}.")


def _tests(plan: Plan) -> tuple[Block, ...]:
    """Blood tests, and lines for dates."""
    followed = " ".join(one.what.lower() for one in plan.monitoring)
    names = say.once(name for key, name in words_home.TESTS if key in followed)
    found: list[Block] = [Heading("Blood tests and visits" if names else "Your visits", 2)]
    if names:
        found.append(Text(f"Your team follows: {say.listed(names)}. Ask when the next test is due.", "small"))
    found.append(Diary("", ("Date", "What for", "Where"), ("",) * _DATES, (2, 4, 3)))
    return tuple(found)
