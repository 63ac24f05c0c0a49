"""Signs to act on, for the patient: on page one in a few short lines, later each in its own sentence.

Every urgent sign of the plan stands on page one, in a short line that names it or in its own words.
"""

from __future__ import annotations

from fittvp.model.plan import Plan, WatchPart
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Heading, Span, Table, Text, Tone
from fittvp.sheet.clinic import Clinic

_TONES: dict[str, Tone] = {"now": "stop", "today": "careful", "this week": "info", "next visit": "info"}


def stop_box(plan: Plan, clinic: Clinic | None) -> Box:
    """STOP and call: the urgent signs gathered, then the telephone numbers."""
    lines = short_lines(plan)
    held: tuple[Block, ...] = (
        Bullets(tuple(lines)),
        home.phones(plan, clinic),
    )
    return Box(words_home.STOP, held, "stop")


def short_lines(plan: Plan) -> list[str]:
    """The `now` signs in short lines; one that no line names stands in its own words."""
    flags = [flag for flag in plan.red_flags if flag.urgency == "now"]
    lines, covered = [], set()
    for group in words_home.SIGNS:
        said = []
        for pattern, phrase in group:
            hits = [at for at, flag in enumerate(flags) if home.matches(pattern, flag.sign)]
            covered.update(hits)
            said += [phrase] if hits else []
        if said:
            lines.append(say.listed(said, "or"))
    rest = [plain_sign(flag) for at, flag in enumerate(flags) if at not in covered]
    return [*lines, *say.once(rest)]


def plain_sign(flag: WatchPart) -> str:
    """A sign in the patient's words."""
    return home.plain(flag.patient or flag.sign)


def signs_page(plan: Plan) -> tuple[Block, ...]:
    """All signs, the most urgent first, by whom to call."""
    if not plan.red_flags:
        return ()
    found: list[Block] = [
        Heading("Signs to act on", 1),
        Text("Put this page where everyone at home can see it."),
    ]
    for urgency in _ORDER:
        flags = [flag for flag in plan.red_flags if flag.urgency == urgency]
        if flags:
            found.append(_box(urgency, flags, plan))
    return tuple(found)


_ORDER = ("now", "today", "this week", "next visit", "")


def _box(urgency: str, flags: list[WatchPart], plan: Plan) -> Block:
    """The signs of one urgency; those to act on now all lead to one number, the others each to their own."""
    title = words_home.URGENT.get(urgency, urgency)
    if urgency == "now":
        said = f"{title}: {words_home.EMERGENCY_NUMBER.lower()}"
        return Box(said, (Bullets(tuple(say.once(map(plain_sign, flags))), style="small"),), _TONES["now"])
    by: dict[str, list[str]] = {}
    for flag in flags:
        by.setdefault(_whom(flag.call, plan), []).append(plain_sign(flag))
    rows = tuple((whom, Span("\n".join(say.once(said)))) for whom, said in by.items())
    return Box(title, (Table((), rows, (1, 3), "small"),), _TONES.get(urgency, "info"))


def _whom(call: str, plan: Plan) -> str:
    contact = home.contact_for(call, plan)
    number = f"\n{contact.phone}" if contact and contact.phone else ""
    return f"{call[:1].upper()}{call[1:]}{number}"
