"""Where the plan is heading: aims and what holds them back, goals, conflicts and what yielded, moves.

It refuses to decide what may move: it prints what the plan says of itself.
"""

from __future__ import annotations

from fittvp.model.plan import Heading as Goal
from fittvp.model.plan import Plan, Value
from fittvp.sheet import say, streams, words
from fittvp.sheet.blocks import Block, Bullets, Columns, Heading, Span, Table, Text, Tone, Words
from fittvp.sheet.front import when
from fittvp.sheet.notes import Notes, Said, joined


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
        Table(head, rows, (1.6, 5.2, 3.6), "dense"),
    )


def _print(goal: Goal, plan: Plan) -> tuple[object, ...]:
    return goal.field, goal.low, goal.high, goal.week, tuple(goal.aim_rules), tuple(_held_by(goal, plan))


def _heading_row(names: list[str], goals_: list[Goal], plan: Plan, notes: Notes) -> tuple[Words, ...]:
    pieces: list[Said] = []
    held: dict[tuple[str, ...], list[str]] = {}
    for goal in goals_:
        aim = say.amount(goal.low, goal.high, goal.unit)
        pieces.append(
            (notes.span(f"{say.field(goal.field)} {aim}", goal.aim_rules), f" ({when(goal, plan)})")
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
    return say.once([*goal.limit_rules, *(bound if goal.week != 1 else [])])


def _under_aim(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Said of itself: the effort of these weeks is under its aim; which rules keep it there, until when."""
    goal = next((one for one in plan.headings if one.field == "intensity"), None)
    last = plan.weeks[-1]
    if goal is None or goal.stream not in last.effort:
        return ()
    if not goal.below_aim and goal.week is not None and goal.week <= len(plan.weeks):
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
    if plan.conflicts:
        items = tuple(
            (notes.span(_named(one.words), one.rules), f" Done: {one.done}.") for one in plan.conflicts
        )
        found.append(Bullets(items, style="small"))
    pieces = _yielded(plan, notes)
    if pieces:
        found.append(Text(joined(pieces, "Which rules gave way, value by value: "), "note"))
    return tuple(found) if len(found) > 1 else ()


def _named(said: str) -> str:
    for name, label in words.STREAMS.items():
        said = said.replace(f"{name} ", f"{label} ").replace(f"{name}:", f"{label}:")
    return said


def _yielded(plan: Plan, notes: Notes) -> list[Said]:
    """One piece for each pair of rules that stood and rules that yielded."""
    rows: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for week in plan.weeks:
        for stream, fields in week.doses.items():
            for name, found in fields.items():
                for one in found.reasons:
                    if one.yielded:
                        key = (tuple(one.rules), tuple(one.yielded))
                        rows.setdefault(key, []).append(f"{say.stream(stream)} {say.field(name)}")
    return [
        (f"{', '.join(say.once(names))}: ", notes.span("stands", stood), ", ", notes.span("yields", gave))
        for (stood, gave), names in rows.items()
    ]


def moves(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What must be true to move up, and what leads to hold, step back, pause or stop."""
    found: list[Block] = [Heading("To move up, and what leads elsewhere", 2)]
    needs = say.once(need for week in plan.weeks for need in week.move_up_when)
    if needs:
        found.append(
            Text(
                "A field moves up only when its stay is over and all of this is true for its rules:", "small"
            )
        )
        half = (len(needs) + 1) // 2
        sides = [Bullets(tuple(side), style="small") for side in (needs[:half], needs[half:]) if side]
        found.append(Columns((sides[0],), tuple(sides[1:])))
    rows = _leads(plan, notes)
    if rows:
        found.append(Table(("Move", "What", "When"), rows, (1.2, 2.2, 6.8), "dense"))
    return tuple(found) if len(found) > 1 else ()


def _leads(plan: Plan, notes: Notes) -> tuple[tuple[Words, ...], ...]:
    """One row for each move and scope, the gravest first; each rule in its own sentence."""
    everything = {name for lead in plan.leads for name in lead.streams}
    rows: dict[tuple[str, str], list[Said]] = {}
    for lead in plan.leads:
        by = f" by {lead.by}" if lead.by and not lead.by.startswith("to ") else f" {lead.by}".rstrip()
        scope = "everything" if set(lead.streams) == everything else streams.scope(lead.streams)
        rows.setdefault((words.MOVES[lead.move] + by, scope), []).append((notes.told(lead.rule),))
    return tuple(
        (Span(move, bold=True), scope, joined(said, "• ", " • ", ""))
        for (move, scope), said in rows.items()
    )
