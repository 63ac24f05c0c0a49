"""Deferred or refused, for the patient: one page, no dose. Why, what is needed, from whom, and what goes on."""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import home, say, signs, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Heading, Text, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.deferred import stopping

_SOON = {"now": "now", "today": "today", "this week": "this week", "next visit": "at your next visit", "": "soon"}


def home_page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """The patient's page."""
    found = stopping(plan)
    why: tuple[Words, ...] = tuple(home.plain(one) for one in say.once(one.patient for one in found))
    calls = say.once(f"{one.tell} ({_SOON.get(one.urgency, one.urgency)})" for one in found if one.tell)
    urgent = signs.short_lines(plan)
    held: tuple[Block, ...] = (home.phones(plan, clinic),)
    stop = (Text(say.sentence(", ".join(urgent))),) if urgent else ()
    return (
        Heading(words_home.VERDICTS.get(plan.clearance.verdict, ""), 1),
        Bullets(why) if len(why) > 1 else Text(why[0] if why else "", "lead"),
        Box("Who needs to know", (Bullets(tuple(calls)),), "careful"),
        Box("Until then", (Text(words_home.MEANWHILE.get(plan.clearance.meanwhile, "")),), "good"),
        Text("You can start when your team has settled this. Then you get a new plan."),
        Box(words_home.STOP, (*stop, *held), "stop"),
    )
