"""The clinician's plan: page one answers, the next pages prescribe, the notes give the reasons.

It refuses to know how pages are drawn.
"""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import ahead, close, future, safety, say, training, trend, who
from fittvp.sheet.blocks import Block, Document
from fittvp.sheet.cert import cert
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.decisions import decisions
from fittvp.sheet.deferred import clinician_page, name
from fittvp.sheet.front import front
from fittvp.sheet.moves import moves
from fittvp.sheet.notes import Notes
from fittvp.sheet.weeks import week_blocks


def clinician_document(plan: Plan, clinic: Clinic | None = None) -> Document:
    """The whole plan for the clinician; one page without any dose where it is deferred or refused."""
    plan = ahead.ahead(plan)
    notes, issued = Notes(plan), ahead.issued(plan)
    blocks = _issued(plan, notes, clinic) if issued else clinician_page(plan, notes)
    return Document(
        title=f"{'Exercise prescription' if issued else name(plan)} {plan.id}",
        subject=f"FITT-VP plan from {ahead.dated(plan)}" if issued else f"Clearance of {say.day(plan.as_of)}",
        header=close.header(plan),
        footer=close.footer(plan, clinic),
        blocks=blocks,
        size="clinic",
        draft=close.draft(plan),
        clinic=clinic.name if clinic else "",
        logo=clinic.logo if clinic else None,
        colour=clinic.colour if clinic else "",
        keywords=("exercise prescription", "FITT-VP", *(one.id for one in plan.protocols)),
    )


def _issued(plan: Plan, notes: Notes, clinic: Clinic | None) -> tuple[Block, ...]:
    return (
        *front(plan, notes, clinic),
        *trend.how_it_has_gone(plan),
        *week_blocks(plan, notes),
        *safety.conditions(plan, notes),
        *training.sessions(plan),
        *future.headings(plan, notes),
        *future.least(plan, notes),
        *moves(plan, notes),
        *safety.checks(plan, notes),
        *safety.red_flags(plan, notes),
        *safety.monitoring(plan, notes),
        *safety.closed(plan, notes),
        *future.goals(plan, notes),
        *who.unknown(plan, notes),
        *who.who(plan),
        *who.asked(plan, notes),
        *decisions(plan, notes),
        *future.conflicts(plan, notes),
        *safety.advice(plan, notes),
        *training.exercises(plan),
        *cert(plan, notes),
        *close.protocols(plan),
        *notes.blocks(),
    )
