"""What keeps it safe: checks as ladders, monitoring, red flags, closed kinds, conditions, advice.

It refuses to drop or soften a line: it groups and orders what the plan lists.
"""

from __future__ import annotations

from fittvp.model.plan import CheckBandPart, CheckPart, Plan, WatchPart
from fittvp.sheet import say, words
from fittvp.sheet.blocks import Block, Bullets, Columns, Heading, Span, Table, Text, Tone, Words
from fittvp.sheet.front import closed_name
from fittvp.sheet.notes import Notes, Said, is_conflict, joined

_RUNGS = ("no session", "wait", "go easier", "go")
_TONES: dict[str, Tone] = {"now": "stop", "today": "careful"}


def checks(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """A ladder for each measure: the first rung that fits counts."""
    if not plan.checks:
        return ()
    rows: list[tuple[Words, ...]] = []
    for at in words.MOMENTS:
        for check in plan.checks:
            if check.at == at:
                rows.append(_ladder(check, notes))
    head = ("Measure", *(words.THEN[rung] for rung in _RUNGS))
    return (
        Heading("Checks of each session", 2),
        Text("Each row is a ladder, the worst on the left: the first rung that fits counts.", "small"),
        Table(head, tuple(rows), (2.4, 4.2, 1.7, 2.4, 1.7), "dense", row_headers=False),
    )


def _ladder(check: CheckPart, notes: Notes) -> tuple[Words, ...]:
    name = (notes.span(check.label, check.rules, bold=True), f" {check.at}")
    return (name, *(_rung(check, rung) for rung in _RUNGS))


def _rung(check: CheckPart, rung: str) -> Words:
    """Conditions of one rung, those with the same call together."""
    calls: dict[str, list[str]] = {}
    for band in check.bands:
        if band.then == rung:
            calls.setdefault(_call(band), []).append(bare(band.condition, check.label))
    said = [f"{'; '.join(say.once(found))}{f' ({call})' if call else ''}" for call, found in calls.items()]
    return ".\n".join(said) or "–"


def _call(band: CheckBandPart) -> str:
    if not band.tell:
        return ""
    when = words.URGENCIES.get(band.urgency, band.urgency)
    return f"{band.tell}, {when}" if band.urgency else band.tell


def bare(condition: str, label: str) -> str:
    """A condition without the name of what its row is about."""
    said = condition
    said = words.degrees(said.replace(f"{label} excludes ", "no "))
    for start in (f"{label} includes ", f"{label} is ", f"{label} "):
        said = said.replace(start, "")
    return said[1:-1] if said.startswith("(") and said.endswith(")") and said.count("(") == 1 else said


def monitoring(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What is followed, how often, from which value somebody is told, and whom."""
    if not plan.monitoring:
        return ()
    rows, tones = [], []
    for one in plan.monitoring:
        tell = f"{one.call}, {words.URGENCIES.get(one.urgency, one.urgency)}" if one.call else "–"
        rows.append(
            (notes.span(one.what, one.rules), one.how_often, words.degrees(one.threshold or "–"), tell)
        )
        tones.append(_TONES.get(one.urgency, "plain"))
    head = ("What", "How often", "Tell from", "Whom, how soon")
    table = Table(head, tuple(rows), (3.5, 3.2, 2.5, 2.0), "dense", tuple(tones), row_headers=False)
    return (Heading("Monitoring and laboratory schedule", 2), table)


def red_flags(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Signs by urgency and by whom to call."""
    if not plan.red_flags:
        return ()
    grouped: dict[tuple[str, str], list[WatchPart]] = {}
    for flag in plan.red_flags:
        grouped.setdefault((flag.urgency, flag.call), []).append(flag)
    rows, tones = [], []
    for (urgency, call), flags in grouped.items():
        signs = joined([(notes.span(flag.sign, flag.rules),) for flag in flags])
        rows.append((words.URGENCIES.get(urgency, urgency), call, signs))
        tones.append(_TONES.get(urgency, "plain"))
    head = ("When", "Call", "Sign")
    return (
        Heading("Red flags", 2),
        Table(head, tuple(rows), (1.1, 2, 7.7), "dense", tuple(tones)),
    )


def closed(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Kinds of exercise that are closed, until when, and in which weeks."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, list[int]]] = {}
    for week in plan.weeks:
        for one in week.closed:
            name = closed_name(one.what, one.word, one.label)
            found.setdefault((one.until, tuple(one.rules)), {}).setdefault(name, []).append(week.number)
    if not found:
        return ()
    rows = []
    for (until, rules), names in found.items():
        what = joined(
            [
                (Span(name, bold=False), f" [{say.weeks(weeks, len(plan.weeks))}]")
                for name, weeks in names.items()
            ]
        )
        rows.append((what, notes.span(until or "the rule no longer holds", rules)))
    return (
        Heading("Closed for now", 2),
        Table(
            ("What, in which weeks of this plan", "Opens"),
            tuple(_shorter(rows)),
            (5, 6),
            "dense",
            row_headers=False,
        ),
    )


def _shorter(rows: list[tuple[Said, Span]]) -> list[tuple[Words, ...]]:
    """`[all weeks]` once at the end of a row in which everything is closed throughout."""
    found: list[tuple[Words, ...]] = []
    for what, until in rows:
        marks = {part for part in what if isinstance(part, str) and part.startswith(" [")}
        if len(marks) == 1:
            mark = marks.pop()
            kept = tuple(part for part in what if part != mark)
            found.append(((*kept, mark), until))
        else:
            found.append((what, until))
    return found


def conditions(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What goes with the dose: supervision, timing, what to have at hand."""
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    for week in plan.weeks:
        for one in week.conditions:
            key = (one.get("kind", ""), one.get("words", ""))
            found.setdefault(key, {}).setdefault(one.get("rule", ""), []).append(week.number)
    items: list[Words] = []
    for (kind, said), rules in found.items():
        numbers = [number for weeks in rules.values() for number in weeks]
        items.append(
            (
                f"{kind.replace('_', ' ')}: ",
                notes.span(said, rules),
                f" ({say.weeks(numbers, len(plan.weeks))})",
            )
        )
    return (Heading("Goes with the dose", 2), _two(items)) if items else ()


def _two(items: list[Words]) -> Block:
    half = (len(items) + 1) // 2
    left, right = Bullets(tuple(items[:half]), style="small"), Bullets(tuple(items[half:]), style="small")
    return Columns((left,), (right,) if items[half:] else ())


def advice(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Advice that the handout gives in the patient's words."""
    items: list[Words] = [
        (notes.span((one.what or one.says).rstrip("."), one.rules),)
        for one in plan.advice
        if not any(map(is_conflict, one.rules))
    ]
    return (Heading("Advice given with the plan", 2), _two(items)) if items else ()
