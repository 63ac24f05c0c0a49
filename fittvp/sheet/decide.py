"""What is left for the clinician to decide, in a few lines for page one: conflicts, too small doses, missing numbers.

It refuses to decide: it points at what stands on later pages.
"""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import home, say, words
from fittvp.sheet.blocks import Block, Bullets, Heading, Span, Words
from fittvp.sheet.notes import Notes

_MOST = 4  # lines on page one
_SOON = ("now", "today")


def to_decide(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """At most four lines; the rest is counted and found under its own heading."""
    found = [*_conflicts(plan, notes), *_under_least(plan, notes), *_numberless(plan)]
    if not found:
        return ()
    shown = found[:_MOST] if len(found) <= _MOST else [*found[: _MOST - 1], _more(found)]
    return (Heading("To decide", 3), Bullets(tuple(shown), style="small"))


def _more(found: list[Words]) -> Words:
    return words.MORE_TO_DECIDE.format(count=len(found) - _MOST + 1)


def _conflicts(plan: Plan, notes: Notes) -> list[Words]:
    return [(notes.span(words.streams_named(one.words), one.rules),) for one in plan.conflicts]


def _under_least(plan: Plan, notes: Notes) -> list[Words]:
    """`Resistance, arms: 0 of 2 days a week, under the least known to work`."""
    return [
        (
            Span(f"{say.stream(one.stream)}: ", bold=True),
            notes.span(
                f"{say.number(one.reaches)} of {say.amount(one.least, one.least, one.unit)}", one.limit_rules
            ),
            f", {words.UNDER_LEAST}",
        )
        for one in plan.under_least
    ]


def _numberless(plan: Plan) -> list[Words]:
    """Whom the plan says to call now or today, and whose number the file does not give."""
    called = [one.call for one in plan.red_flags if one.urgency in _SOON]
    called += [one.tell for one in plan.clearance.findings]
    called += [band.tell for check in plan.checks for band in check.bands if band.urgency in _SOON]
    lacking = []
    for call in say.once(called):
        contact = home.contact_for(call, plan)
        if words.EMERGENCY not in call and (contact is None or not contact.phone):
            lacking.append(call.partition(";")[0].removeprefix("the "))
    names = [one for one in say.once(lacking) if not any(o in one and o != one for o in lacking)]
    return [(Span(words.NO_NUMBER, bold=True), f"{say.listed(names)}.")] if names else []
