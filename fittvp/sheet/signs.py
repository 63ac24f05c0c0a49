"""Signs to act on, for the patient: on page one in a few short lines, later each in its own sentence.

Every urgent sign of the plan stands on page one, in a short line that names it or in its own words.
"""

from __future__ import annotations

from fittvp.model.plan import Plan, WatchPart
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Heading, Table, Text
from fittvp.sheet.clinic import Clinic


def stop_box(plan: Plan, clinic: Clinic | None) -> Box:
    """STOP and call: the urgent signs gathered, then the telephone numbers."""
    lines = short_lines(plan)
    held: tuple[Block, ...] = (
        Bullets(tuple(lines), style="small"),
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
    now = [flag for flag in plan.red_flags if flag.urgency == "now"]
    if now:
        title = f"{words_home.URGENT['now']}: {words_home.EMERGENCY_NUMBER.lower()}"
        found.append(Box(title, (Bullets(tuple(say.once(map(plain_sign, now))), style="small"),), "stop"))
    for urgencies in _LATER:
        flags = [flag for flag in plan.red_flags if flag.urgency in urgencies]
        found += _block(urgencies[0], flags, plan) if flags else []
    return tuple(found)


_LATER = (("today",), ("this week", "next visit", ""))


def _block(urgency: str, flags: list[WatchPart], plan: Plan) -> list[Block]:
    """The signs of one urgency, by whom to call."""
    by: dict[str, list[str]] = {}
    for flag in flags:
        by.setdefault(_whom(flag, urgency, plan), []).append(plain_sign(flag))
    rows = tuple((whom, "\n".join(f"• {one}" for one in say.once(said))) for whom, said in by.items())
    return [Heading(words_home.URGENT[urgency], 2), Table((), rows, (1, 2.9), "small")]


def _whom(flag: WatchPart, urgency: str, plan: Plan) -> str:
    contact = home.contact_for(flag.call, plan)
    number = f"\n{contact.phone}" if contact and contact.phone else ""
    later = "\nat your next visit" if flag.urgency != urgency else ""
    return f"{flag.call[:1].upper()}{flag.call[1:]}{number}{later}"
