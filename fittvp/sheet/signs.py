"""Signs to act on, for the patient: the urgent ones on page one, the others on one page by whom to call.

A sign is said once, in a short line that names it or in the rule's own words. None is dropped.
"""

from __future__ import annotations

from fittvp.model.plan import Plan, WatchPart
from fittvp.sheet import home, say, words_home, words_signs
from fittvp.sheet.blocks import Block, Box, Bullets, Heading, Span, Table, Text, Tone, Words
from fittvp.sheet.clinic import Clinic

_LATER: tuple[tuple[tuple[str, ...], Tone], ...] = (
    (("today",), "stop"),
    (("this week", "next visit", ""), "careful"),
)


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


def short_sign(flag: WatchPart) -> str:
    """A sign in few words, or in its own sentence."""
    found = (phrase for pattern, phrase in words_signs.LATER if home.matches(pattern, flag.sign))
    return home.capital(next(found, plain_sign(flag)))


def signs_page(plan: Plan) -> tuple[Block, ...]:
    """The signs to call about today or this week, by whom to call."""
    if not plan.red_flags:
        return ()
    found: list[Block] = [Heading("Signs to act on", 1)]
    if any(flag.urgency == "now" for flag in plan.red_flags):
        found.append(Text(Span(words_home.ON_PAGE_ONE, bold=True)))
    for urgencies, tone in _LATER:
        flags = [flag for flag in plan.red_flags if flag.urgency in urgencies]
        found += _block(urgencies[0], flags, plan, tone) if flags else []
    return tuple(found) if len(found) > 2 else ()


def _block(urgency: str, flags: list[WatchPart], plan: Plan, tone: Tone) -> list[Block]:
    """The signs of one urgency, by whom to call."""
    by: dict[str, list[str]] = {}
    for flag in flags:
        later = f" {words_home.NEXT_VISIT}" if flag.urgency != urgency else ""
        by.setdefault(home.capital(home.whom(flag.call, plan)), []).append(short_sign(flag) + later)
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (home.entry(whom, "\n".join(f"• {one}" for one in say.once(said))),) for whom, said in by.items()
    )
    title = words_home.SAME_DAY if urgency == "today" else words_home.URGENT[urgency]
    table = Table((), rows, (1,), "dense", tuple(tone for _ in rows), row_headers=False)
    return [Heading(title, 3), table]
