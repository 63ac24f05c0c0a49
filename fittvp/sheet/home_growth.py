"""How the plan grows, and the patient's goals answered."""

from __future__ import annotations

from fittvp.model.plan import GoalAnswer, Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Heading, Steps, Table, Text, Words

_UNIT = "minutes a week"


def growth_page(plan: Plan) -> tuple[Block, ...]:
    """The staircase of weekly minutes, and what opens the next step."""
    return (
        Heading("How your plan grows", 1),
        Text("Your clinician decides each week. This picture shows the way if each week goes well."),
        *_staircase(plan),
        *_box("How you go up, step by step", _patient(plan, "stepped"), "good"),
        Text(words_home.SLOWER),
    )


def _staircase(plan: Plan) -> tuple[Block, ...]:
    stream = next((name for name in ("aerobic", "balance") if name in plan.weeks[0].doses), "")
    found = [(week, week.doses.get(stream, {}).get("volume")) for week in plan.weeks]
    shown = [(week, value) for week, value in found if value is not None]
    if not shown or shown[0][1].unit != "min/week":
        return ()
    goal = next((one for one in plan.headings if one.stream == stream and one.field == "volume"), None)
    values = tuple(value.low for _, value in shown)
    title = "Minutes of walking or other steady moving, week by week"
    alt = "; ".join(f"week {week.number}: {say.value(value)} minutes" for week, value in shown)
    aim = goal.high if goal is not None else None
    return (Steps(title, tuple(str(week.number) for week, _ in shown), values, _UNIT, (), aim, alt),)


def _patient(plan: Plan, act: str) -> list[str]:
    """The patient's sentences of the rules behind one kind of act."""
    rules = say.once(
        ref
        for week in plan.weeks
        for fields in week.doses.values()
        for value in fields.values()
        for reason in value.reasons
        if reason.act == act
        for ref in reason.rules
    )
    return say.once(plan.rules[ref].patient for ref in rules if ref in plan.rules)


def _box(title: str, items: list[str], tone: str) -> tuple[Block, ...]:
    if not items:
        return ()
    words: tuple[Words, ...] = tuple(home.plain(item) for item in items)
    return (Box(title, (Bullets(words, style="small"),), "good" if tone == "good" else "careful"),)


def goals_page(plan: Plan) -> tuple[Block, ...]:
    """Each goal with its answer."""
    if not plan.goals:
        return ()
    rows: tuple[tuple[Words, ...], ...] = tuple((one.label, _answer(one)) for one in plan.goals)
    return (Heading("Your goals", 1), Table((), rows, (1, 2)))


def _answer(one: GoalAnswer) -> str:
    said = home.plain(one.words)
    if not one.instead or one.answer == "now":
        return said
    instead = say.listed([name[:1].lower() + name[1:] for name in one.instead], "or")
    return home.plain(f"{said} Until then: {instead}.")
