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
from fittvp.sheet.tongue import t


def home_page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """The patient's page."""
    found = stopping(plan)
    why: tuple[Words, ...] = tuple(say.once(_why(one.patient, plan) for one in found))
    meanwhile = t(words_home.MEANWHILE.get(plan.clearance.meanwhile, ""))
    told = Bullets(why, style="small") if len(why) > 1 else Text(why[0] if why else "", "lead")
    short = Bullets(why, style="small") if why else told
    calling = Columns(
        (Box(t("Who needs to know"), (Bullets(tuple(calls(found)), style="small"),), "careful"),),
        (Box(t("Until then"), (Text(meanwhile, "small"),), "good"),),
    )
    start = Text(t(words_home.GO_ON if ahead.begun(plan) else words_home.START), "body")
    title, stop = Heading(_title(plan), 1), signs.stop_box(plan, clinic)
    tight = signs.stop_box(plan, clinic, "tight")
    brief = Text(start.words, "small")
    lines = Text(
        (
            Span(home.label(t("Who needs to know")), bold=True),
            home.sentences(calls(found)),
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
    return home.told(said if plan.clearance.meanwhile != "rest" else resting(said))


def resting(said: str) -> str:
    """The sentences that do not ask to keep moving, as they are."""
    sentences = re.split(r"(?<=[.!?]) ", said)
    kept = [one for one in sentences if not any(word in one.lower() for word in words_home.MOVING)]
    return " ".join(kept)


def calls(found: list[Finding]) -> list[str]:
    """Each to tell once, with the soonest time; the findings stand with the most urgent first."""
    soonest: dict[str, str] = {}
    for urgency, soon in words_home.SOON.items():
        for one in found:
            if one.tell and one.urgency == urgency:
                soonest.setdefault(one.tell, soon)
    return [t(soon, who=home.capital(home.part(tell))) for tell, soon in soonest.items()]
