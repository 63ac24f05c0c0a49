"""One page that looks ahead: how the plan grows, the patient's goals answered, blood tests and visits."""

from __future__ import annotations

from fittvp.model.plan import GoalAnswer, Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.ahead import resting
from fittvp.sheet.blocks import Block, Bullets, Diary, Heading, Steps, Table, Text, Together, Words
from fittvp.sheet.home_care import merged
from fittvp.sheet.notes import is_general
from fittvp.sheet.tongue import nt, t

_STEPS = 3  # sentences on how it grows
_DATES = 3  # lines to write on


def ahead_page(plan: Plan) -> tuple[Block, ...]:
    """The staircase of weekly minutes, what opens the next step, goals, tests."""
    return (
        Heading(t("How your plan grows"), 1),
        *staircase(plan),
        Bullets((*_steps(plan), t(words_home.SLOWER)), style="small"),
        *_goals(plan),
        *_tests(plan),
    )


def staircase(plan: Plan) -> tuple[Block, ...]:
    stream = next((name for name in ("aerobic", "balance") if name in plan.weeks[0].doses), "")
    found = [(week, week.doses.get(stream, {}).get("volume")) for week in plan.weeks]
    shown = [(week, value) for week, value in found if value is not None]
    if not shown or shown[0][1].unit != "min/week":
        return ()
    goal = next((one for one in plan.headings if one.stream == stream and one.field == "volume"), None)
    values = tuple(value.low for _, value in shown)
    if len(set(values)) == 1:
        return ()  # a row of equal bars shows nothing
    alt = "; ".join(
        t("week {week}: {minutes} minutes", week=week.number, minutes=say.band(value))
        for week, value in shown
    )
    aim = goal.high if goal is not None else None
    labels = tuple(str(week.number) for week, _ in shown)
    said = (
        "" if aim is None else nt("goal {n} minute a week", "goal {n} minutes a week", aim, n=say.number(aim))
    )
    return (
        Steps(
            t(words_home.STAIRCASE[stream]),
            labels,
            values,
            t("minutes a week"),
            (),
            aim,
            alt,
            axis=t("week"),
            goal_words=said,
        ),
    )


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
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (home.told(one.label), _answer(one, rests, plan)) for one in plan.goals
    )
    return (Heading(t("Your goals"), 2), Table((), rows, (1, 1.9), "dense"))


def _answer(one: GoalAnswer, rests: bool, plan: Plan) -> str:
    """What to do until then is left out while a part of the plan rests: it may be that part."""
    said = _answered(one, plan)
    if not one.instead or one.answer == "now" or rests:
        return said
    instead = say.listed([home.inside(home.capital(name)) for name in one.instead], "or")
    return home.sentences([said, t("Until then: {instead}.", instead=instead)])


def _answered(one: GoalAnswer, plan: Plan) -> str:
    """The answer again from what the plan keeps of it: the week, or what the rules that close it wait for."""
    says = words_home.GOALS
    if one.answer == "now":
        said = says["first"] if one.week == 1 else says["already"]
        return t(said)
    if one.week is not None:
        said = says["week"]
        return t(said, week=one.week)
    if one.answer == "later":
        waits = sorted({plan.rules[ref].until for ref in one.rules if ref in plan.rules} - {""})
        said = says["until"]
        return t(said, until=home.sentences([home.told(each) for each in waits]))
    ours = words_home.GOALS_SAID.get(one.words)
    return t(says[ours]) if ours else home.told(one.words)


def _tests(plan: Plan) -> tuple[Block, ...]:
    """Blood tests, and lines for dates."""
    followed = " ".join(one.what.lower() for one in plan.monitoring)
    names = say.once(t(name) for key, name in words_home.TESTS if key in followed)
    found: list[Block] = [Heading(t("Blood tests and visits") if names else t("Your visits"), 2)]
    if names:
        told = t("Your team follows: {tests}. Ask when the next test is due.", tests=say.listed(names))
        found.append(Text(told, "small"))
    found.append(Diary("", tuple(map(t, words_home.DATES)), ("",) * _DATES, (2, 4, 3)))
    return (Together(tuple(found)),)
