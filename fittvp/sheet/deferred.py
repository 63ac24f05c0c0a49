"""Deferred, refused, paused or stopped: one page that says why, what is needed, by whom, how soon, and meanwhile.

No dose to do stands on it: no minutes, no sessions, no percent, no METs. What was done is history, on the next page.
"""

from __future__ import annotations

from fittvp.model.plan import CitePart, Finding, Plan
from fittvp.sheet import ahead, say, words, words_review
from fittvp.sheet.blocks import Block, Box, Bullets, Heading, PageBreak, Signature, Span, Table, Text, Words
from fittvp.sheet.decisions import decisions
from fittvp.sheet.front import TONES, here, missing, who_line
from fittvp.sheet.notes import Notes
from fittvp.sheet.trend import how_it_has_gone

_TITLED = 2  # findings whose sources are named by title; with more, by their short names


def stopping(plan: Plan) -> list[Finding]:
    """The findings that keep exercise from starting."""
    return [one for one in plan.clearance.findings if one.verdict in ("defer", "refuse")]


def clinician_page(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """The clinician's page."""
    verdict, found = plan.clearance.verdict, stopping(plan)
    soon = words.URGENCIES.get(plan.clearance.urgency, plan.clearance.urgency)
    meanwhile = words.MEANWHILE.get(plan.clearance.meanwhile, plan.clearance.meanwhile)
    answer = (Span(f"Act {soon}. ", bold=True), f"Meanwhile: {meanwhile}.")
    return (
        Heading(title(plan), 1),
        Text(who_line(plan)),
        Box(_answer(plan), (Text(answer, "lead"),), TONES[verdict]),
        Heading("Why, and what is needed", 2),
        _needed(found, notes),
        *_when(plan, found),
        *_unknown(plan),
        *_others(plan),
        *_sources(plan, found, notes),
        *_signed(plan),
        *_history(plan, notes),
    )


def is_stopped(plan: Plan) -> bool:
    """Only a clinician's recorded clearance lifts it."""
    return bool(plan.weeks) and any(one.move == "stop" for one in plan.weeks[0].moves)


def name(plan: Plan) -> str:
    """Of a plan that had begun: paused or stopped."""
    if not ahead.begun(plan):
        return words_review.CLEARANCE
    return words_review.STOPPED if is_stopped(plan) else words_review.PAUSED


def title(plan: Plan) -> str:
    """The name, of a plan that had begun in which week, and the day."""
    week = f": week {plan.now}" if ahead.begun(plan) else ""
    return f"{name(plan)}{week}, {say.day(plan.as_of)}"


def _answer(plan: Plan) -> str:
    verdict = plan.clearance.verdict
    if not ahead.begun(plan) or verdict == "refuse":
        return words.VERDICTS[verdict]
    return words_review.STOPPED_ANSWER if is_stopped(plan) else words_review.PAUSED_ANSWER


def _history(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What was done so far, on a page of its own."""
    held = (*how_it_has_gone(plan), *decisions(plan, notes))
    return (PageBreak(), *held) if held else ()


def _needed(found: list[Finding], notes: Notes) -> Table:
    rows = tuple(
        (
            (notes.span(one.says, [one.rule]), here(one)),
            one.do,
            f"{one.tell}, {words.URGENCIES.get(one.urgency, one.urgency)}",
            words.MEANWHILE.get(one.meanwhile, one.meanwhile),
        )
        for one in found
    )
    head = ("Why", "What is needed", "By whom, how soon", "Meanwhile")
    return Table(head, rows, (4.2, 3.4, 1.8, 1.4), "dense", row_headers=False)


def _when(plan: Plan, found: list[Finding]) -> tuple[Block, ...]:
    if ahead.begun(plan):
        points = words_review.EACH_POINT if len(found) > 1 else words_review.ONE_POINT
        how = words_review.WHEN_STOPPED if is_stopped(plan) else words_review.WHEN_PAUSED
        return (Text((Span(words_review.GOES_ON, bold=True), how.format(points=points))),)
    many = "each point above is settled" if len(found) > 1 else "the point above is settled"
    said = (
        f"It may start when {many} and the plan has been made anew. Settling one point lifts just that one."
    )
    return (Text((Span("When it may start. ", bold=True), said)),)


def _unknown(plan: Plan) -> tuple[Block, ...]:
    if not plan.not_known:
        return ()
    return (Heading("Not known, and what it would change", 2), Bullets(missing(plan), style="small"))


def _others(plan: Plan) -> tuple[Block, ...]:
    """What will still hold once it may start: named, so that it is asked for at the same time."""
    rest = [one for one in plan.clearance.findings if one.verdict == "caution"]
    if not rest:
        return ()
    items: tuple[Words, ...] = tuple((f"{say.sentence(one.do)} ({one.tell})",) for one in rest)
    return (Heading("Can be asked for at the same time", 2), Bullets(items, style="small"))


def _sources(plan: Plan, found: list[Finding], notes: Notes) -> tuple[Block, ...]:
    """The notes, short: rule, source, how it was seen."""
    short = len(found) > _TITLED
    blocks: list[Block] = [Heading("Sources", 3)]
    for one in found:
        rule = plan.rules.get(one.rule)
        cites = "; ".join(cite(each, plan, short) for each in rule.sources) if rule else ""
        number = Span(f"{notes.of([one.rule])[0]}  ", bold=True)
        blocks.append(Text((number, Span(f"{one.rule}: ", italic=True), cites + "."), "note"))
    return tuple(blocks)


def cite(one: CitePart, plan: Plan, short: bool) -> str:
    """The source with its page, but for a page note that names a dose."""
    title = one.id if short else str(plan.sources.get(one.id, {}).get("title", one.id))
    where = f", {one.where}" if one.where and not names_a_dose(one.where) else ""
    return f"{title}{where} ({one.strength}; {words.SEEN.get(one.seen, one.seen)})"


def names_a_dose(text: str) -> bool:
    """Whether words speak of minutes, sessions, percent or METs."""
    said = text.lower()
    return any(
        word in said
        for word in ("minute", " min", "session", "percent", "%", "met-", " met", "sets", "repetition")
    )


def _signed(plan: Plan) -> tuple[Block, ...]:
    kept = ", ".join(f"{one.id} {one.version} ({one.sha256[:8]})" for one in plan.protocols)
    return (
        Text(f"Protocols: {kept}. {words.BY_PROGRAM} {plan.engine}. {words.INFORMS}", "note"),
        Signature(("Clinician", "Signature", "Date")),
    )
