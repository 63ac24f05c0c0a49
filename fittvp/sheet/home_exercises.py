"""The exercises of this week, each told step by step with its dose."""

from __future__ import annotations

from fittvp.model.plan import Item, Plan
from fittvp.sheet import home, say
from fittvp.sheet.blocks import Block, ExerciseCard, Heading, Text

_LINES = (("Start", "start"), ("Move", "move"), ("Breathe", "breathe"), ("Easier", "easier"))


def exercise_pages(plan: Plan) -> tuple[Block, ...]:
    """A card for each exercise of week 1, in the order of the sessions."""
    week = plan.weeks[0]
    items: dict[str, Item] = {}
    days: dict[str, list[str]] = {}
    for session in week.sessions:
        for item in session.items:
            items.setdefault(item.exercise, item)
            days.setdefault(item.exercise, []).append(session.weekday)
    if not items:
        return ()
    warm = week.doses.get("aerobic", {}).get("warm_up")
    first = "Start each session with easy moving"
    first += f" for {say.value(warm)} minutes" if warm is not None else ""
    intro = f"{first}, and end it the same way. Do the exercises in any order. Breathe all the time."
    return (Heading("Your exercises", 1), Text(intro), *(_card(one, days[name], plan) for name, one in items.items()))


def _card(item: Item, days: list[str], plan: Plan) -> ExerciseCard:
    told = plan.exercises.get(item.exercise, {})
    plain = told.get("plain", {})
    lines = [(label, str(plain[key])) for label, key in _LINES if plain.get(key)]
    needs = ", ".join(map(str, told.get("equipment", [])))
    if needs:
        lines.insert(0, ("You need", say.sentence(needs)))
    dose = home.dose(item, bool(told.get("left_right")))
    return ExerciseCard(
        item.name, f"{dose}. {say.listed(days)}.", tuple(lines), str(plain.get("care", "")), item.exercise
    )
