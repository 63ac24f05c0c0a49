"""What to leave out for now, what helps, and blood tests and appointments."""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Diary, Heading, Text, Words


def leave_out(plan: Plan) -> tuple[Block, ...]:
    """The patient's sentences of the limits in force."""
    rules = say.once(
        ref
        for week in plan.weeks[:1]
        for refs in (
            *(one.rules for one in week.closed),
            *(one.rules for lines in week.beside.values() for one in lines),
            *(
                r.rules
                for fields in week.doses.values()
                for v in fields.values()
                for r in v.reasons
                if r.act == "limited"
            ),
        )
        for ref in refs
    )
    items = say.once(plan.rules[ref].patient for ref in rules if ref in plan.rules)
    return (Heading("What to leave out for now", 1), _bullets(items)) if items else ()


def tips(plan: Plan) -> tuple[Block, ...]:
    """What helps, in the patient's words."""
    items = say.once(one.patient for one in plan.advice)
    return (Heading("What helps", 1), _bullets(items)) if items else ()


def _bullets(items: list[str]) -> Bullets:
    words: tuple[Words, ...] = tuple(home.plain(item) for item in items)
    return Bullets(words, style="small")


def tests(plan: Plan) -> tuple[Block, ...]:
    """Blood tests, what the team follows, and lines for dates."""
    followed = " ".join(one.what.lower() for one in plan.monitoring)
    names = say.once(name for key, name in words_home.TESTS if key in followed)
    found: list[Block] = [Heading("Blood tests and visits" if names else "Your visits", 1)]
    if names:
        found.append(
            Text(
                f"Your team follows these in your blood: {say.listed(names)}. Ask when the next test is due."
            )
        )
    ask = say.once(one.patient for one in plan.monitoring)
    if ask:
        found.append(Box("What you do", (_bullets(ask),), "info"))
    found.append(Diary("Write the dates here", ("Date", "What for", "Where"), ("",) * 5, (2, 4, 3)))
    return tuple(found)
