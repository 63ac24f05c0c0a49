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

_SOON = {
    "now": "now",
    "today": "today",
    "this week": "this week",
    "next visit": "at your next visit",
    "": "soon",
}


def home_page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """The patient's page."""
    found = stopping(plan)
    why: tuple[Words, ...] = tuple(say.once(_why(one.patient, plan) for one in found))
    meanwhile = words_home.MEANWHILE.get(plan.clearance.meanwhile, "")
    told = Bullets(why, style="small") if len(why) > 1 else Text(why[0] if why else "", "lead")
    short = Bullets(why, style="small") if why else told
    calling = Columns(
        (Box("Who needs to know", (Bullets(tuple(calls(found)), style="small"),), "careful"),),
        (Box("Until then", (Text(meanwhile, "small"),), "good"),),
    )
    start = Text(words_home.GO_ON if ahead.begun(plan) else words_home.START, "body")
    title, stop = Heading(_title(plan), 1), signs.stop_box(plan, clinic)
    tight = signs.stop_box(plan, clinic, tight=True)
    brief = Text(start.words, "small")
    lines = Text(
        (
            Span("Who needs to know: ", bold=True),
            " ".join(calls(found)),
            Span(" Until then: ", bold=True),
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
        return words_home.VERDICTS.get(plan.clearance.verdict, "")
    return words_home.STOPPED if is_stopped(plan) else words_home.PAUSED


def _why(said: str, plan: Plan) -> str:
    """The patient's sentences; where this page asks for rest, none that asks to keep moving."""
    if plan.clearance.meanwhile != "rest":
        return home.plain(said)
    sentences = re.split(r"(?<=[.!?]) ", said)
    kept = [one for one in sentences if not any(word in one.lower() for word in words_home.MOVING)]
    return home.plain(" ".join(kept))


def calls(found: list[Finding]) -> list[str]:
    """Each to tell once, with the soonest time; the findings stand with the most urgent first."""
    soonest: dict[str, str] = {}
    for urgency in _SOON:
        for one in found:
            if one.tell and one.urgency == urgency:
                soonest.setdefault(one.tell, _SOON[urgency])
    return [f"{tell[:1].upper()}{tell[1:]}, {soon}." for tell, soon in soonest.items()]
