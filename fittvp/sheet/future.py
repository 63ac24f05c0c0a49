"""Where the plan is heading: aims and what holds them back, goals, conflicts and what yielded.

It refuses to decide anything: it prints what the plan says of itself.
"""

from __future__ import annotations

from fittvp.model.plan import Heading as Goal
from fittvp.model.plan import Plan, Value
from fittvp.sheet import say, streams, words
from fittvp.sheet.blocks import Block, Bullets, Heading, Table, Text, Tone, Words
from fittvp.sheet.front import when
from fittvp.sheet.notes import Notes, Said, is_conflict, joined


def headings(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What each field is heading for, when this pace gets there, and which rules hold it back."""
    by_stream: dict[str, list[Goal]] = {}
    for goal in plan.headings:
        by_stream.setdefault(goal.stream, []).append(goal)
    alike: dict[tuple[object, ...], list[str]] = {}
    for stream, found in by_stream.items():
        key = (streams.modality_of(stream), *(_print(goal, plan) for goal in found))
        alike.setdefault(key, []).append(stream)
    if not alike:
        return ()
    rows = tuple(_heading_row(names, by_stream[names[0]], plan, notes) for names in alike.values())
    head = ("", "Heading for (the week in which this pace gets there)", "Held back by, and until")
    return (
        Heading("Where it is heading, and when", 2),
        *_under_aim(plan, notes),
        Table(head, rows, (1.5, 5, 4), "dense"),
    )


def _print(goal: Goal, plan: Plan) -> tuple[object, ...]:
    return goal.field, goal.low, goal.high, goal.week, tuple(goal.aim_rules), tuple(_held_by(goal, plan))


def _heading_row(names: list[str], goals_: list[Goal], plan: Plan, notes: Notes) -> tuple[Words, ...]:
    pieces: list[Said] = []
    held: dict[tuple[str, ...], list[str]] = {}
    for goal in goals_:
        aim = say.amount(goal.low, goal.high, goal.unit)
        pieces.append(
            (
                notes.span(
                    aim if say.field(goal.field) in aim else f"{say.field(goal.field)} {aim}", goal.aim_rules
                ),
                f" ({when(goal, plan)})",
            )
        )
        rules = tuple(_held_by(goal, plan))
        if rules or goal.below_aim:
            less = " (under the aim)" if goal.below_aim else ""
            held.setdefault(rules, []).append(say.field(goal.field) + less)
    return (
        streams.title(names),
        joined(pieces),
        joined([_stop(f, rules, plan, notes) for rules, f in held.items()]) or "–",
    )


def _stop(fields: list[str], rules: tuple[str, ...], plan: Plan, notes: Notes) -> Said:
    until = " ".join(say.once(plan.rules[ref].until for ref in rules if ref in plan.rules)).rstrip(".")
    return notes.span(say.listed(fields), rules), f", until: {until}" if until else ""


def _held_by(goal: Goal, plan: Plan) -> list[str]:
    """The limits the heading names, and those that bound the field in the last printed week."""
    found: Value | None = plan.weeks[-1].doses.get(goal.stream, {}).get(goal.field)
    bound = [ref for one in found.reasons if one.act == "limited" for ref in one.rules] if found else []
    return say.once([*goal.limit_rules, *(bound if goal.week != plan.now else [])])


def _under_aim(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Said of itself: the effort of these weeks is under its aim; which rules keep it there, until when."""
    goal = next((one for one in plan.headings if one.field == "intensity"), None)
    last = plan.weeks[-1]
    if goal is None or goal.stream not in last.effort:
        return ()
    if not goal.below_aim and goal.week is not None and goal.week <= last.number:
        return ()
    rules = _held_by(goal, plan)
    found = last.doses[goal.stream]["intensity"]
    until = " ".join(say.once(plan.rules[ref].until for ref in rules if ref in plan.rules))
    said: Said = (
        "Of itself this plan says: through week ",
        notes.span(f"{last.number} effort stays {last.effort[goal.stream].level}", rules),
        f" ({say.amount(found.low, found.high, found.unit)}). It heads for ",
        notes.span(say.amount(goal.low, goal.high, goal.unit), goal.aim_rules),
        f" and gets there {when(goal, plan)}." + (f" What holds it opens: {until}" if until else ""),
    )
    return (Text(said),)


def least(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Doses that limits keep under the least known to work, with the supervised alternative."""
    if not plan.under_least:
        return ()
    rows = tuple(
        (
            f"{say.stream(one.stream)}, {say.field(one.field)}",
            notes.span(say.amount(one.reaches, one.reaches, one.unit), one.limit_rules),
            notes.span(say.amount(one.least, one.least, one.unit), one.least_rules),
            one.instead,
        )
        for one in plan.under_least
    )
    head = ("Under the least that is known to work", "Reaches", "Least", "Instead")
    tones: tuple[Tone, ...] = tuple("careful" for _ in rows)
    return (Table(head, rows, (3, 1.8, 1.8, 4), "dense", tones),)


def goals(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Each goal the patient named, answered."""
    if not plan.goals:
        return ()
    rows = tuple(
        (
            one.label,
            words.ANSWERS[one.answer],
            notes.span(one.words, one.rules),
            ", ".join(one.instead) or "–",
        )
        for one in plan.goals
    )
    head = ("The patient's goal", "Answer", "Why, and what must be true", "Until then")
    return (Heading("Goals", 2), Table(head, rows, (2.6, 0.9, 4.2, 3), "dense"))


def conflicts(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Conflicts and what was done; then, value by value, which rule stood and which yielded."""
    found: list[Block] = [Heading("Conflicts, and what yielded", 2)]
    items: list[Words] = [
        (notes.span(words.streams_named(one.words), one.rules), f" Done: {one.done}.")
        for one in plan.conflicts
    ]
    clashes = [one for one in plan.advice if any(map(is_conflict, one.rules))]
    items += [(notes.span(say.sentence(one.what or one.says), one.rules), words.TOLD) for one in clashes]
    if items:
        found.append(Bullets(tuple(items), style="small"))
    pieces = _yielded(plan, notes)
    if pieces:
        found.append(Text(joined(pieces, "Which rules gave way, value by value: "), "fine"))
    return tuple(found) if len(found) > 1 else ()


def _yielded(plan: Plan, notes: Notes) -> list[Said]:
    """One piece for each pair of rules that stood and rules that yielded."""
    rows: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, str]]] = {}
    for week in plan.weeks:
        for stream, fields in week.doses.items():
            for name, found in fields.items():
                for one in found.reasons:
                    if one.yielded:
                        key = (tuple(one.rules), tuple(one.yielded))
                        rows.setdefault(key, []).append((stream, name))
    return [
        (f"{_fields(names)}: ", notes.span("stands", stood), ", ", notes.span("yields", gave))
        for (stood, gave), names in rows.items()
    ]


def _fields(names: list[tuple[str, str]]) -> str:
    """`Aerobic days a week, weekly volume`: a stream once, then its fields."""
    by: dict[tuple[str, ...], list[str]] = {}
    for stream in say.once(stream for stream, _ in names):
        fields = tuple(say.once(say.field(field) for name, field in names if name == stream))
        by.setdefault(fields, []).append(stream)
    return ", ".join(f"{streams.scope(found)} {', '.join(fields)}" for fields, found in by.items())
