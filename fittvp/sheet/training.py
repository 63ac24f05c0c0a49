"""The sessions of the coming week and the exercises, in the clinician's short form."""

from __future__ import annotations

from fittvp.model.plan import Item, Plan, Session, Week
from fittvp.sheet import say, words
from fittvp.sheet.blocks import Block, Heading, Span, Table, Text, Words


def sessions(plan: Plan) -> tuple[Block, ...]:
    """Each session of the coming week, and the total time of every week."""
    week = plan.weeks[0]
    if not week.sessions:
        return ()
    rows = tuple(_session(one) for one in week.sessions)
    items = [item for one in week.sessions for item in one.items]
    head = ("Day", "Exercises and dose", "Main part", "Total")
    return (
        Heading(f"Sessions of week {week.number}", 2),
        Table(head, rows, (1.3, 7, 0.9, 0.9), "dense"),
        Text("Total: with warm-up and cool-down. " + _totals(plan), "note"),
        *((Text(words.SHORT_LIST, "note"),) if any(_carries(item, week) for item in items) else ()),
        *((Text(words.NO_TRAINER),) if any(lacks_trainer(item, plan) for item in items) else ()),
    )


def _carries(item: Item, week: Week) -> bool:
    """It serves more than its own stream, or has more rounds than the dose of one exercise."""
    sets = week.doses.get(item.stream, {}).get("sets")
    return bool(item.also) or (sets is not None and item.sets is not None and item.sets > sets.high)


def lacks_trainer(item: Item, plan: Plan) -> bool:
    """Whether breathing muscles are to be trained against a load, and this exercise has none."""
    asked = any("breathing trainer" in one.get("words", "") for one in plan.weeks[0].conditions)
    needs = " ".join(map(str, plan.exercises.get(item.exercise, {}).get("equipment", [])))
    return asked and item.stream.startswith("breathing") and "breathing" not in needs.lower()


def _session(one: Session) -> tuple[Words, ...]:
    parts: list[Span | str] = []
    for item in one.items:
        also = _for(item)
        parts += ["; " if parts else "", Span(item.name, bold=True), f" {dose(item)}{also}"]
    day = f"{one.weekday}, {say.short_day(one.date)}"
    return day, tuple(parts), f"{say.number(one.main)} min", f"{say.number(one.total)} min"


def _for(item: Item) -> str:
    """` (also trunk and arms)`: the other regions that it serves."""
    regions = [say.stream(one).rpartition(", ")[2] for one in item.also]
    return f" (also {say.listed(regions)})" if regions else ""


def dose(item: Item) -> str:
    """`15 min in bouts of 5`, `1 × 10`, `2 × 10, hold 10 s`."""
    said = []
    if item.minutes is not None:
        bout = f" in bouts of {say.number(item.bout)}" if item.bout and item.bout != item.minutes else ""
        said.append(f"{say.number(item.minutes)} min{bout}")
    if item.sets is not None:
        reps = f" × {say.number(item.repetitions)}" if item.repetitions is not None else " sets"
        said.append(f"{say.number(item.sets)}{reps}")
    if item.hold is not None:
        said.append(f"hold {say.number(item.hold)} s")
    return ", ".join(said)


def _totals(plan: Plan) -> str:
    parts = []
    for week in plan.weeks:
        totals = [one.total for one in week.sessions]
        if totals:
            parts.append(f"week {week.number}: {say.pair(min(totals), max(totals))}")
    return f"Minutes a day in all, shortest to longest: {'; '.join(parts)}." if parts else ""


def exercises(plan: Plan) -> tuple[Block, ...]:
    """Each exercise of the plan once: kind, position, equipment, energy cost and its source."""
    rows: list[tuple[Words, ...]] = []
    for name, one in sorted(plan.exercises.items(), key=lambda pair: str(pair[1].get("name", pair[0]))):
        needs = ", ".join(map(str, one.get("equipment", []))) or "nothing"
        both = ", each side" if one.get("left_right") else ""
        met = f"{one.get('met', '')} ({one.get('met_source', '')})"
        place = f"{one.get('modality', '')}, {one.get('position', '')}{both}"
        rows.append((str(one.get("name", name)), place, needs, met))
    if not rows:
        return ()
    head = ("Exercise", "Kind and position", "Needs", "MET (source)")
    return (Heading("Exercises of this plan", 2), Table(head, tuple(rows), (3, 2.2, 2.6, 2.7), "dense"))
