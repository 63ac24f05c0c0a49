"""The end of the clinician's plan: protocol versions, what the plan is not, lines to sign."""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import identity, local, words
from fittvp.sheet.ahead import dated
from fittvp.sheet.blocks import Block, Heading, Signature, Span, Text
from fittvp.sheet.clinic import Clinic

_HASH = 10


def draft(plan: Plan) -> str:
    """The words of the draft mark, on every page; nothing where every protocol is reviewed."""
    return words.DRAFT if any(one.status != "reviewed" for one in plan.protocols) else ""


def protocols(plan: Plan) -> tuple[Block, ...]:
    """The texts the plan is pinned to."""
    parts: list[Span | str] = []
    for one in plan.protocols:
        parts += [
            Span(f"{one.title} ", bold=True),
            f"({one.id} version {one.version}, text {one.sha256[:_HASH]}): {_status(one.status, one.reviewed)}. ",
        ]
    pinned = (
        f"Plan {plan.id} of {dated(plan)}; {words.BY_PROGRAM} {plan.engine}; library {plan.library[:_HASH]}."
    )
    return (Heading("Protocols in force", 2), Text((*parts, pinned), "fine"))


def _status(status: str, reviewed: list[str] | None) -> str:
    if status == "reviewed" and reviewed:
        return "reviewed: " + ", ".join(reviewed)
    why = status.removeprefix("draft").removeprefix(": ")
    return f"DRAFT: {why}" if why else "DRAFT, not reviewed"


def sign() -> tuple[Block, ...]:
    """What it is not, and who answers for it."""
    return (
        Text("The clinician who signs has read the restrictions, the notes and what is not known.", "small"),
        Signature(("Clinician, name and profession", "Signature", "Date")),
    )


def footer(plan: Plan, clinic: Clinic | None) -> str:
    """The foot of every page."""
    which = f"Plan {plan.id}, version {identity.version(plan)} ({identity.check(plan)}), {dated(plan)}"
    parts = [which, clinic.address if clinic else "", words.INFORMS]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def header(plan: Plan) -> str:
    """The head of every page: who."""
    age = next((line.words for line in plan.patient.facts if line.fact == "age"), "")
    own = local.apart(plan.patient.name or plan.patient.id)
    name = f"{own} ({local.apart(plan.patient.id)})" if plan.patient.name else own
    return f"{name}, {age}" if age else name
