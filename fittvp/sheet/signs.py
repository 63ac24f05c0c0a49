"""Signs to act on, for the patient: the urgent ones on page one, the others on one page by whom to call.

A sign is said once, in a short phrase that says all of it or in the rule's own words. None is dropped; of one sign
at two urgencies the most urgent stands.
"""

from __future__ import annotations

from typing import Literal

from fittvp.model.plan import Plan, WatchPart
from fittvp.sheet import home, local, say, words_home, words_signs
from fittvp.sheet.blocks import Block, Box, Bullets, Columns, Heading, Span, Table, Text, Tone, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.tongue import t

_COLUMN = 36  # letters of a line in one of two columns
URGENCIES = ("now", "today", "this week", "next visit", "")
Form = Literal["columns", "tight", "list"]
_LATER: tuple[tuple[tuple[str, ...], Tone], ...] = (
    (("today",), "stop"),
    (("this week", "next visit", ""), "careful"),
)


def stop_box(plan: Plan, clinic: Clinic | None, form: Form = "columns") -> Box:
    """STOP and call: the urgent signs in two columns, those in sentences of their own, then the telephone numbers.

    A sign never runs on in the line of another. `tight`: the smallest type a patient is given; `list`: one column.
    """
    short, own = _paired(short_lines(plan)), list(map(home.told, own_lines(plan)))
    tight = form == "tight"
    held: list[Block] = []
    if short and form == "list":
        held.append(_small(short))
    elif short:
        half = _half(short)
        left, right = _small(short[:half], tight), _small(short[half:], tight)
        held.append(Columns((left,), (right,) if right.items else ()))
    if own:
        held.append(_small(own, tight))
    return Box(t(words_home.STOP), (*held, home.phones(plan, clinic, tight)), "stop", t(words_home.STOP_ALSO))


def _small(lines: list[str], tight: bool = False) -> Bullets:
    return Bullets(tuple(lines), style="fine" if tight else "dense")


def _paired(phrases: list[str]) -> list[str]:
    """The phrases in the patient's language; neighbours that are short share a line of a column."""
    groups: list[list[str]] = []
    for phrase in phrases:
        both = [*groups[-1], phrase] if groups else [phrase]
        if len(both) == 2 and " or " not in " ".join(both) and local.width(_either(both)) <= _COLUMN:
            groups[-1] = both
        else:
            groups.append([phrase])
    return [_either(group) for group in groups]


def _either(phrases: list[str]) -> str:
    return say.listed(map(t, phrases), "or")


def _half(lines: list[str]) -> int:
    """How many lines make the first column, so that both are of about one height."""
    tall = [-(-local.width(line) // _COLUMN) for line in lines]
    return min(range(len(lines) + 1), key=lambda at: (abs(sum(tall[:at]) - sum(tall[at:])), -at))


def flags(plan: Plan, *urgencies: str) -> list[WatchPart]:
    """The red flags of these urgencies; of one sign at several the most urgent stands."""
    soonest: dict[str, int] = {}
    for flag in plan.red_flags:
        for key in _names(flag):
            soonest[key] = min(soonest.get(key, _soon(flag)), _soon(flag))
    return [
        flag
        for flag in plan.red_flags
        if flag.urgency in urgencies and all(soonest[key] == _soon(flag) for key in _names(flag))
    ]


def _soon(flag: WatchPart) -> int:
    return URGENCIES.index(flag.urgency)


def _names(flag: WatchPart) -> tuple[str, ...]:
    """What makes a sign the same sign: its own words, or what the patient reads."""
    return tuple(say.once((flag.sign.lower(), plain_sign(flag).lower())))


def short_lines(plan: Plan) -> list[str]:
    """The `now` signs that short phrases say, in English."""
    called = {flag.sign.lower() for flag in flags(plan, "now") if home.is_emergency(flag.call)}
    return [phrase for phrase, signs in words_signs.NOW if called.intersection(signs)]


def own_lines(plan: Plan) -> list[str]:
    """The other `now` signs, in the English words for the patient of their own rule."""
    said = {sign for _, signs in words_signs.NOW for sign in signs}
    return say.once(
        without_number(flag)
        for flag in flags(plan, "now")
        if flag.sign.lower() not in said or not home.is_emergency(flag.call)
    )


def without_number(flag: WatchPart) -> str:
    """Without the sentence that only says what the red box says: call the emergency number."""
    said = flag.patient or flag.sign
    short = said.removesuffix(words_home.CALL_NUMBER).strip()
    return short if short and home.is_emergency(flag.call) else said


def plain_sign(flag: WatchPart) -> str:
    """A sign in plain English."""
    return home.plain(flag.patient or flag.sign)


def short_sign(flag: WatchPart) -> str:
    """A sign in few words, or in its own sentence."""
    found = next((phrase for phrase, sign in words_signs.LATER if sign == flag.sign.lower()), "")
    return home.capital(t(found) if found else home.told(flag.patient or flag.sign))


def signs_page(plan: Plan) -> tuple[Block, ...]:
    """The signs to call about today or this week, by whom to call."""
    if not plan.red_flags:
        return ()
    found: list[Block] = [Heading(t("Signs to act on"), 1)]
    if any(flag.urgency == "now" for flag in plan.red_flags):
        found.append(Text(Span(t(words_home.ON_PAGE_ONE), bold=True)))
    for urgencies, tone in _LATER:
        mine = flags(plan, *urgencies)
        found += _block(urgencies[0], mine, plan, tone) if mine else []
    return tuple(found) if len(found) > 2 else ()


def _block(urgency: str, mine: list[WatchPart], plan: Plan, tone: Tone) -> list[Block]:
    """The signs of one urgency, by whom to call."""
    by: dict[str, list[str]] = {}
    for flag in mine:
        later = f" {t(words_home.NEXT_VISIT)}" if flag.urgency != urgency else ""
        by.setdefault(home.capital(home.whom(flag.call, plan)), []).append(short_sign(flag) + later)
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (home.entry(whom, "\n".join(f"• {one}" for one in say.once(said))),) for whom, said in by.items()
    )
    title = words_home.SAME_DAY if urgency == "today" else words_home.THIS_WEEK
    table = Table((), rows, (1,), "dense", tuple(tone for _ in rows), row_headers=False)
    return [Heading(t(title), 3), table]
