"""Deferred, refused, paused or stopped, for the patient: one page, no dose. Why, who needs to know, what goes on.

It refuses to show what was done: what is over stands on the clinician's pages.
"""

from __future__ import annotations

import re

from fittvp.model.plan import Finding, Plan
from fittvp.sheet import ahead, home, say, signs, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Columns, Heading, OneOf, Span, Text, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.deferred import is_stopped, stopping
from fittvp.sheet.notes import is_gate
from fittvp.sheet.tongue import t


def home_page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """The patient's page."""
    found = stopping(plan)
    why: tuple[Words, ...] = tuple(say.once(_why(one.patient, plan) for one in worst_first(found)))
    meanwhile = t(words_home.MEANWHILE.get(plan.clearance.meanwhile, ""))
    told = Bullets(why, style="small") if len(why) > 1 else Text(why[0] if why else "", "lead")
    short = Bullets(why, style="small") if why else told
    calling = Columns(
        (Box(t(words_home.WHO_TO_CALL), (Bullets(tuple(calls(found, plan)), style="small"),), "careful"),),
        (Box(t("Until then"), (Text(meanwhile, "small"),), "careful" if _rests(plan) else "good"),),
    )
    start = Text(t(words_home.GO_ON if ahead.begun(plan) else words_home.START), "body")
    title, stop = Heading(_title(plan), 1), signs.stop_box(plan, clinic)
    tight = signs.stop_box(plan, clinic, "tight")
    brief = Text(start.words, "small")
    lines = Text(
        (
            Span(home.label(t(words_home.WHO_TO_CALL)), bold=True),
            home.sentences(calls(found, plan)),
            Span(f" {home.label(t('Until then'))}", bold=True),
            meanwhile,
        ),
        "small",
    )
    return (
        OneOf(
            (
                ((title, told, calling, start, stop), ()),
                ((title, short, calling, brief, stop), ()),
                ((title, short, lines, brief, stop), ()),
                ((title, short, lines, brief, tight), ()),
                ((title, short, tight), (lines, brief)),
            )
        ),
    )


def _title(plan: Plan) -> str:
    if plan.clearance.verdict == "refuse" or not ahead.begun(plan):
        return t(words_home.VERDICTS.get(plan.clearance.verdict, ""))
    return t(words_home.STOPPED if is_stopped(plan) else words_home.PAUSED)


def _why(said: str, plan: Plan) -> str:
    """The patient's sentences; where this page asks for rest, none that asks to keep moving."""
    return home.told(resting(said) if _rests(plan) else said)


def _rests(plan: Plan) -> bool:
    return plan.clearance.meanwhile == "rest"


def worst_first(found: list[Finding]) -> list[Finding]:
    """The gravest verdict, the soonest call, and of those at once what is a danger now whatever its illness."""
    soon = list(words_home.SOON)
    return sorted(
        found, key=lambda one: (one.verdict != "refuse", soon.index(one.urgency), not is_gate(one.rule))
    )


def resting(said: str) -> str:
    """The sentences that do not ask to keep moving, as they are."""
    sentences = re.split(r"(?<=[.!?]) ", said)
    kept = [one for one in sentences if not any(word in one.lower() for word in words_home.MOVING)]
    return " ".join(kept)


def calls(found: list[Finding], plan: Plan) -> list[str]:
    """Each to tell once with the number to call, with the soonest time; the most urgent first."""
    soonest: dict[str, str] = {}
    for urgency, soon in words_home.SOON.items():
        for one in found:
            if one.tell and one.urgency == urgency:
                soonest.setdefault(one.tell, soon)
    said: dict[str, str] = {}
    for tell, soon in soonest.items():
        said.setdefault(home.capital(_helpers(tell, plan)), soon)
    return [t(soon, who=who) for who, soon in said.items()]


def _helpers(tell: str, plan: Plan) -> str:
    """Each of several helpers with their own number, where the contacts hold all; else the first of them.

    A call that names emergency care keeps its words."""
    if home.is_emergency(tell):
        return home.part(tell)
    each = tell.split(" and ")
    if all(home.contact_for(one, plan) for one in each):
        return say.listed(say.once(home.whom(one, plan) for one in each))
    return home.whom(tell, plan)
