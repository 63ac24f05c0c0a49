"""Page one of the clinician's plan: may they, how much and where to, what to watch, what is missing.

It refuses to rank anything itself: the order is the plan's.
"""

from __future__ import annotations

import re

from fittvp.model.plan import Finding, Plan, Week
from fittvp.model.plan import Heading as Goal
from fittvp.sheet import ahead, home_growth, local, say, streams, words
from fittvp.sheet.blocks import Block, Box, Bullets, Columns, Heading, OneOf, Span, Table, Text, Tone, Words
from fittvp.sheet.notes import Notes, Said, rules_of
from fittvp.sheet.review import review_box

_CLOSED = 8  # kinds named on page one
RESTING = ("pause", "stop")
TONES: dict[str, Tone] = {"ok": "good", "caution": "careful", "defer": "stop", "refuse": "stop"}


def front(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What a clinician needs in ten seconds. Notes are numbered in the order of reading."""
    title = f"Exercise prescription: {ahead.span(plan)} from {say.day(plan.weeks[0].starts_on)}"
    answer = (clearance_box(plan, notes), *review_box(plan, notes))
    left = (
        *(Heading("How much", 3), Bullets(_how_much(plan, notes), style="small")),
        *(Heading("Missing", 3), Bullets(missing(plan), style="small")),
    )
    right = (Heading("Watch", 3), Bullets(_watch(plan, notes), style="small"))
    glance = _glance(plan, notes)
    return (
        Heading(title, 1),
        Text(who_line(plan)),
        *answer,
        Columns(left, right, 0.52),
        OneOf((((*glance, *home_growth.staircase(plan)), ()), (glance, ()))),
    )


def who_line(plan: Plan) -> Words:
    """Name, age, sex and conditions in one line."""
    known = {line.fact: line.words for line in plan.patient.facts}
    name = local.apart(plan.patient.name or plan.patient.id)
    said = [known.get("age", ""), known.get("sex", ""), known.get("conditions", "")]
    return (Span(name, bold=True), "".join(f"; {one}" for one in said if one))


def clearance_box(plan: Plan, notes: Notes) -> Box:
    """The answer, large, with each reason and what to do about it."""
    verdict = plan.clearance.verdict
    held: list[Block] = [Bullets(tuple(finding(one, notes) for one in plan.clearance.findings))]
    if not plan.clearance.findings:
        held = [Text("No rule of the protocols in force asks for more than the plan itself.")]
    said = words.TODAY[plan.today.then]
    lines = " ".join(plan.today.lines)
    part = verdict == "caution" and any(one.move in RESTING for one in plan.weeks[0].moves)
    if not part or plan.today.then != "go":
        held.append(Text((notes.span(said, plan.today.rules, bold=True), f" {lines}" if lines else "")))
    return Box(words.IN_PART if part else words.VERDICTS[verdict], tuple(held), TONES[verdict])


def finding(one: Finding, notes: Notes) -> Said:
    """Why, what to do, whom to tell, how soon, and what goes on meanwhile."""
    tell = f" Tell {one.tell}, {words.URGENCIES.get(one.urgency, one.urgency)}." if one.tell else ""
    meanwhile = f" Meanwhile: {words.MEANWHILE.get(one.meanwhile, one.meanwhile)}." if one.meanwhile else ""
    return (
        notes.span(one.says, [one.rule]),
        " ",
        Span("Do: " + say.sentence(one.do), bold=True),
        tell + meanwhile,
    )


def _how_much(plan: Plan, notes: Notes) -> tuple[Words, ...]:
    first = plan.weeks[0]
    found: list[Words] = [
        _start(group, first, plan, notes)
        for group in streams.groups(plan, [first])
        if group.first in first.doses
    ]
    rests = ahead.resting(first)
    if rests:
        rules = [ref for one in rests for ref in one.rules]
        said = notes.span(streams.scope([one.stream for one in rests]), rules)
        found.append((Span(words.RESTS_NOW, bold=True), said, "."))
    return tuple(found)


def _start(group: streams.Group, first: Week, plan: Plan, notes: Notes) -> Said:
    """Week 1 in one line, and where the main field is heading."""
    fields = first.doses[group.first]
    effort = first.effort.get(group.first)
    feel = f", {effort.level} (Borg {say.pair(*effort.borg)})" if effort else ""
    main = "volume" if "volume" in fields else "sessions"
    goal = next((g for g in plan.headings if g.stream == group.first and g.field == main), None)
    goal = goal or next((g for g in plan.headings if g.stream == group.first and g.field == "sets"), None)
    rules = rules_of(fields[main]) if main in fields else ()
    said = f"{ahead.this_week(plan)}: {streams.line(fields)}{feel}"
    return (
        Span(f"{group.title}: ", bold=True),
        notes.span(said, rules),
        "." if goal is None else f". {_towards(goal, plan)}",
    )


def _towards(goal: Goal, plan: Plan) -> str:
    aim = say.amount(goal.low, goal.high, goal.unit)
    if goal.week == plan.now:
        return f"Stays at {aim}."
    return f"Heading for {aim} {when(goal, plan)}."


def when(goal: Goal, plan: Plan) -> str:
    """The week in which this pace gets there."""
    if goal.week is None:
        return "not within two years"
    after = ", after this plan" if goal.week > plan.weeks[-1].number else ""
    return f"in week {goal.week}{after}"


def _watch(plan: Plan, notes: Notes) -> tuple[Words, ...]:
    first = plan.weeks[0]
    found: list[Words] = [*_bounds(first, notes)]
    if first.closed:
        names = say.once(closed_name(one.what, one.word, one.label) for one in first.closed)
        more = f"; and {len(names) - _CLOSED} more, see Closed for now." if len(names) > _CLOSED else "."
        found.append((Span("Closed for now: ", bold=True), "; ".join(names[:_CLOSED]) + more))
    before = [_named(check.label) for check in plan.checks if check.at == "before"]
    if before:
        found.append((Span("Checked before each session: ", bold=True), say.listed(before) + "."))
    counts = []
    for urgency in ("now", "today"):
        count = sum(flag.urgency == urgency for flag in plan.red_flags)
        if count:
            counts.append(f"{count} to act on {words.URGENCIES[urgency]}")
    if counts:
        found.append((Span("Red flags: ", bold=True), f"{say.listed(counts)}, listed below."))
    return tuple(found)


def _named(label: str) -> str:
    """A measure in a sentence: without what stands in brackets, its small letters kept."""
    said = re.sub(r" \([^()]*\)", "", label)
    return (
        said
        if said[1:2].isupper() or said.partition(" ")[0].endswith("'s")
        else f"{said[:1].lower()}{said[1:]}"
    )


def _bounds(week: Week, notes: Notes) -> list[Said]:
    """What is kept beside the doses, and for which of them where it is not all."""
    beside: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for stream, lines in week.beside.items():
        for one in lines:
            beside.setdefault((streams.beside_words(one), tuple(one.rules)), []).append(stream)
    found: list[Said] = []
    for (said, rules), names in beside.items():
        scope = "" if set(names) == set(week.doses) else f" ({streams.scope(names)})"
        found.append((Span(f"{said[0].upper()}{said[1:]}", bold=True, notes=notes.of(rules)), scope + "."))
    return found


def closed_name(what: str, word: str, label: str) -> str:
    """`resistance, arms`, `prone position`, or the short clause of a tag's label."""
    if what == "stream":
        return say.stream(word).lower()
    if what != "tag":
        return f"{word.replace('_', ' ')} {what}" if what == "position" else word.replace("_", " ")
    clause = re.split(r"[.:;]", label)[0]
    return f"{clause[:1].lower()}{clause[1:]}" if clause else word.replace("_", " ")


def missing(plan: Plan) -> tuple[Words, ...]:
    """What is not known and what it would change: facts that would change the same share a line."""
    soon = "; ".join(f"{one.label} ({one.last}), until {say.day(one.until)}" for one in plan.due)
    due: tuple[Words, ...] = (
        ((Span("Runs out before the next review: ", bold=True), soon + "."),) if soon else ()
    )
    if not plan.not_known:
        return due or ("Nothing that is expected for this patient is missing.",)
    by: dict[str, list[str]] = {}
    for one in plan.not_known:
        by.setdefault(one.would_change, []).append(one.label)
    return due + tuple(
        (Span(say.sentence(change)[:-1] + ": ", bold=True), "; ".join(found) + ".")
        for change, found in by.items()
    )


def _glance(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """A few weeks side by side: how the dose grows."""
    shown = sorted({0, len(plan.weeks) // 3, 2 * len(plan.weeks) // 3, len(plan.weeks) - 1})
    chosen = [plan.weeks[at] for at in shown]
    rows: list[tuple[Words, ...]] = []
    for group in streams.groups(plan, chosen):
        rows.append((group.title, *(_glimpse(week, group, notes, not at) for at, week in enumerate(chosen))))
    header = ("", *(f"Week {week.number}" for week in chosen))
    return (
        Heading("The plan at a glance", 2),
        Table(header, tuple(rows), (1.6, *(2.1 for _ in chosen)), "dense"),
    )


def _glimpse(week: Week, group: streams.Group, notes: Notes, fresh: bool) -> Words:
    fields = week.doses.get(group.first)
    if not fields:
        return "–"
    main = fields.get("volume") or next(iter(fields.values()))
    effort = week.effort.get(group.first)
    feel = f"; {effort.level}" if effort else ""
    return notes.value(streams.line(fields) + feel, main, fresh=fresh)
