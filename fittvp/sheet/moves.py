"""What must be true to move up, in a clinician's words, and what leads to hold, step back, pause or stop.

It refuses to decide what may move: it words what the plan says, and shortens a sentence only where nothing is lost.
"""

from __future__ import annotations

import re

from fittvp.model.plan import Lead, Plan
from fittvp.sheet import say, streams, words
from fittvp.sheet.blocks import Block, Heading, Span, Table, Text, Words
from fittvp.sheet.notes import Notes, Said, joined

_NUMBER = re.compile(r"^(.* at (?:most|least)) ([\d.]+)(.*)$")


def moves(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """The criteria in one paragraph, then one table of the moves."""
    found: list[Block] = [Heading("To move up, and what leads elsewhere", 2)]
    needs = criteria(say.once(need for week in plan.weeks for need in week.move_up_when))
    if needs:
        found.append(Text((Span(words.MOVE_UP, bold=True), f" {'; '.join(needs)}{_holds(plan)}."), "small"))
    rows = _leads(plan, notes)
    if rows:
        found.append(Table(("Move", "Scope", "When", "or when"), rows, (1.35, 1.6, 3.9, 3.4), "dense"))
    return tuple(found) if len(found) > 1 else ()


def criteria(needs: list[str]) -> list[str]:
    """`Limp worse than usual is no` as `limp no worse than usual`; symptoms in one clause."""
    without = [need.partition(" excludes ")[2] for need in needs if " excludes " in need]
    numbers: dict[tuple[str, str], list[str]] = {}
    said: list[str] = []
    for need in needs:
        many = _NUMBER.match(need)
        if " excludes " in need:
            continue
        if many:
            numbers.setdefault((many[1], many[3]), []).append(many[2])
            continue
        said.append(_worded(need))
    for (head, unit), found in numbers.items():
        own = ", as its rule says" if len(found) > 1 else ""
        said.append(_worded(f"{head} {say.listed(found, 'or')}{unit}") + own)
    said += [f"no {say.listed(without, 'or')} in the week"] if without else []
    return said


def _worded(need: str) -> str:
    for pattern, wanted in words.CRITERIA:
        need = re.sub(pattern, wanted, need)
    low = need[:1].lower() + need[1:]
    return f"no {low.removesuffix(' is no')}" if low.endswith(" is no") else low


def _holds(plan: Plan) -> str:
    """What else must be in band: the holds of the table, by the values they name."""
    told = " ".join(lead.says.lower() for lead in plan.leads if lead.move == "hold")
    names = [name for name in words.HELD_BY if name in told]
    return f"; and no hold below applies ({', '.join(names)} in band)" if names else ""


def _leads(plan: Plan, notes: Notes) -> tuple[tuple[Words, ...], ...]:
    """One row for each move and scope, the gravest first; what leads to one move in several scopes stands once."""
    everything = {name for lead in plan.leads for name in lead.streams}
    told: dict[tuple[str, str], list[Lead]] = {}
    for lead in plan.leads:
        by = f" by {lead.by}" if lead.by and not lead.by.startswith("to ") else f" {lead.by}".rstrip()
        told.setdefault((words.MOVES[lead.move] + by, short(lead)), []).append(lead)
    rows: dict[tuple[str, str], list[Said]] = {}
    for (move, said), leads in told.items():
        names = say.once(name for lead in leads for name in lead.streams)
        scope = "everything" if set(names) == everything else streams.scope(names)
        rows.setdefault((move, scope), []).append((notes.span(said, [lead.rule for lead in leads]),))
    order = {move: at for at, move in enumerate(say.once(move for move, _ in rows))}
    ordered = sorted(rows.items(), key=lambda row: order[row[0][0]])
    return tuple((Span(move, bold=True), scope, *_halves(said)) for (move, scope), said in ordered)


def _halves(said: list[Said]) -> tuple[Words, Words]:
    """One condition a line, in two columns."""
    half = (len(said) + 1) // 2
    return _points(said[:half]), _points(said[half:])


def _points(said: list[Said]) -> Words:
    return joined([("• ", *one) for one in said], between="\n", end="") if said else "–"


def short(lead: Lead) -> str:
    """The condition alone, and until when, where the rest of the sentence only names the move and its scope."""
    said = lead.says.rstrip(".")
    for pattern, kept in words.LEADS:
        said = re.sub(pattern, kept, said)
    said = said.rstrip(",")
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]
