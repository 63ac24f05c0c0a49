"""Page one of the clinician's plan: may they, how much and where to, what to watch, what is missing.

It refuses to rank anything itself: the order is the plan's.
"""

from __future__ import annotations

import re

from fittvp.model.plan import Finding, Plan, Week
from fittvp.model.plan import Heading as Goal
from fittvp.sheet import ahead, home, home_growth, local, say, streams, words
from fittvp.sheet.blocks import Block, Box, Bullets, Columns, Heading, OneOf, Span, Table, Text, Tone, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.close import sign
from fittvp.sheet.decide import to_decide
from fittvp.sheet.notes import Notes, Said, rules_of
from fittvp.sheet.review import review_box

_CLOSED, _FLAGS = 4, 5  # kinds and signs named on page one
_ISO = re.compile(r"\((\d{4}-\d\d-\d\d)\)")
RESTING = ("pause", "stop")
TONES: dict[str, Tone] = {"ok": "good", "caution": "careful", "defer": "stop", "refuse": "stop"}


def front(plan: Plan, notes: Notes, clinic: Clinic | None = None) -> tuple[Block, ...]:
    """What a clinician needs in ten seconds. Notes are numbered in the order of reading."""
    title = f"Exercise prescription: {ahead.span(plan)} from {say.day(plan.weeks[0].starts_on)}"
    answer = (clearance_box(plan, notes), *review_box(plan, notes))
    left = (
        *(Heading("How much", 3), Bullets(_how_much(plan, notes), style="small")),
        *(Heading("Missing", 3), Bullets((*_number(plan, clinic), *missing(plan)), style="small")),
        *to_decide(plan, notes),
    )
    right = (Heading("Watch", 3), Bullets(_watch(plan, notes), style="small"))
    glance, signed = _glance(plan, notes), sign()
    return (
        Heading(title, 1),
        Text(who_line(plan)),
        *answer,
        Columns(left, right, 0.52),
        OneOf(
            (
                ((*glance, *home_growth.staircase(plan), *signed), ()),
                ((*glance, *signed), ()),
                (glance, signed),
            )
        ),
    )


def who_line(plan: Plan) -> Words:
    """Name, age, sex and conditions in one line."""
    known = {line.fact: line.words for line in plan.patient.facts}
    name = local.apart(plan.patient.name or plan.patient.id)
    conditions = known.get("conditions", "")
    said = [
        known.get("age", ""),
        known.get("sex", ""),
        words.NO_CONDITION if conditions == "none" else conditions,
    ]
    return (Span(name, bold=True), "".join(f"; {one}" for one in said if one))


def clearance_box(plan: Plan, notes: Notes) -> Box:
    """The answer, large, with each reason and what to do about it."""
    verdict = plan.clearance.verdict
    held: list[Block] = [Bullets(tuple(finding(one, notes) for one in plan.clearance.findings))]
    if not plan.clearance.findings:
        held = [Text("No rule of the protocols in force asks for more than the plan itself.")]
    part = verdict == "caution" and any(one.move in RESTING for one in plan.weeks[0].moves)
    if not part or plan.today.then != "go":
        held += _today(plan, notes)
    return Box(words.IN_PART if part else words.VERDICTS[verdict], tuple(held), TONES[verdict])


def _today(plan: Plan, notes: Notes) -> list[Block]:
    """What values of today say of today's session, and which measures have no value of today."""
    labels = {check.measure: _named(check.label) for check in plan.checks if check.at == "before"}
    open_ = say.once(labels.get(name, "") for name in plan.today.unmeasured or ())
    said: list[Span | str] = []
    if plan.today.then != "go" or (labels and len(open_) < len(labels)):
        lines = "".join(f"{line} " for line in plan.today.lines)
        said += [notes.span(words.TODAY[plan.today.then], plan.today.rules, bold=True), f" {lines}"]
    if open_:
        said += [Span(words.UNMEASURED, bold=True), say.listed(open_) + words.MEASURE]
    return [Text(tuple(said))] if said else []


def here(one: Finding) -> str:
    """Which facts made the rule speak, with their values and days."""
    found = _ISO.sub(lambda day: f"({say.day(day[1])})", "; ".join(one.because))
    return f"{words.HERE}{words.degrees(found)}." if found else ""


def finding(one: Finding, notes: Notes) -> Said:
    """Why, what to do, whom to tell, how soon, and what goes on meanwhile."""
    tell = f" Tell {one.tell}, {words.URGENCIES.get(one.urgency, one.urgency)}." if one.tell else ""
    meanwhile = f" Meanwhile: {words.MEANWHILE.get(one.meanwhile, one.meanwhile)}." if one.meanwhile else ""
    return (
        notes.span(one.says, [one.rule]),
        f"{here(one)} ",
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
    return (*found, *_flags(plan))


def _flags(plan: Plan) -> list[Words]:
    """The first signs to act on now by name, the others by their number."""
    urgent = say.once(flag.sign for flag in plan.red_flags if flag.urgency == "now")
    later = sum(flag.urgency == "today" for flag in plan.red_flags)
    rest = [f"{len(urgent) - _FLAGS} more"] if len(urgent) > _FLAGS else []
    rest += [f"{later} to act on today"] if later else []
    if not urgent and not later:
        return []
    signs = "; ".join(_low(sign) for sign in urgent[:_FLAGS])
    more = f"{say.listed(rest)}, see Red flags." if rest else ""
    return [
        (
            Span(words.ACT_NOW if signs else "Red flags: ", bold=True),
            f"{signs}{'; and ' if signs and more else ''}{more or '.'}",
        )
    ]


def _low(said: str) -> str:
    """A sign inside a sentence."""
    return said if said[1:2].isupper() else f"{said[:1].lower()}{said[1:].rstrip('.')}"


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
    beside: dict[str, tuple[list[str], list[str]]] = {}
    for stream, lines in week.beside.items():
        for one in lines:
            rules, names = beside.setdefault(streams.beside_words(one), ([], []))
            rules += one.rules
            names.append(stream)
    found: list[Said] = []
    for said, (rules, names) in beside.items():
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


def _number(plan: Plan, clinic: Clinic | None) -> tuple[Words, ...]:
    return () if home.emergency_number(plan, clinic) else ("The emergency number for the handout.",)


def missing(plan: Plan) -> tuple[Words, ...]:
    """What is not known and what it would change: facts that would change the same share a line."""
    soon = "; ".join(f"{one.label} ({one.last}), until {say.day(one.until)}" for one in plan.due)
    due: tuple[Words, ...] = (
        ((Span("Runs out before the next review: ", bold=True), soon + "."),) if soon else ()
    )
    if not plan.not_known:
        return due or (words.ENOUGH, *_vitals(plan))
    by: dict[str, list[str]] = {}
    for one in plan.not_known:
        by.setdefault(one.would_change, []).append(one.label)
    return due + tuple(
        (Span(say.sentence(change)[:-1] + ": ", bold=True), "; ".join(found) + ".")
        for change, found in by.items()
    )


def _vitals(plan: Plan) -> tuple[Words, ...]:
    """Resting pressure and pulse, where nobody has written them down and no rule asks for them."""
    known = {line.fact for line in plan.patient.facts}
    found = [label for name, label in words.VITALS.items() if name not in known]
    return ((Span(words.NOT_IN_FILE, bold=True), say.listed(found) + words.FIRST_MEASURE),) if found else ()


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
