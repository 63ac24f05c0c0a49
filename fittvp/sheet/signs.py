"""Signs to act on, for the patient: on page one in a few short lines, later each in its own sentence.

Every urgent sign of the plan stands on page one, in a short line that names it or in its own words.
"""

from __future__ import annotations

from fittvp.model.plan import Plan, WatchPart
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Facts, Heading, Text, Tone, Words
from fittvp.sheet.clinic import Clinic

_TONES: dict[str, Tone] = {"now": "stop", "today": "careful", "this week": "info", "next visit": "info"}


def stop_box(plan: Plan, clinic: Clinic | None) -> Box:
    """STOP and call: the urgent signs gathered, then the telephone numbers."""
    lines = short_lines(plan)
    held: tuple[Block, ...] = (
        Bullets(tuple(lines)),
        Facts(home.phone_lines(plan, clinic), 1),
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
    by: dict[tuple[str, str], list[WatchPart]] = {}
    for flag in plan.red_flags:
        by.setdefault((flag.urgency, _whom(flag)), []).append(flag)
    for (urgency, whom), flags in sorted(by.items(), key=lambda pair: _ORDER.index(pair[0][0])):
        found.append(_group(urgency, whom, flags, plan))
    return tuple(found)


_ORDER = ("now", "today", "this week", "next visit", "")


def _whom(flag: WatchPart) -> str:
    return words_home.EMERGENCY_NUMBER.lower() if home.is_emergency(flag.call) and flag.urgency == "now" else flag.call


def _group(urgency: str, whom: str, flags: list[WatchPart], plan: Plan) -> Block:
    contact = home.contact_for(whom, plan)
    number = f" ({contact.phone})" if contact and contact.phone else ""
    title = f"{words_home.URGENT.get(urgency, urgency)}: {whom}{number}" if whom else words_home.URGENT[urgency]
    items: tuple[Words, ...] = tuple(say.once(plain_sign(flag) for flag in flags))
    return Box(title, (Bullets(items),), _TONES.get(urgency, "info"))
