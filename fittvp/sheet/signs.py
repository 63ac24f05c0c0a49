"""Signs to act on, for the patient: the urgent ones on page one, the others on one page by whom to call.

A sign is said once, in a short phrase that says all of it or in the rule's own words. None is dropped; of one sign
at two urgencies the most urgent stands.
"""

from __future__ import annotations

from typing import Literal

from fittvp.model.plan import Plan, WatchPart
from fittvp.sheet import home, local, say, words_home, words_same, words_signs
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
    phrases, by = red_lines(plan), own_by_call(plan)
    short, tight = _paired(phrases), form == "tight"
    held: list[Block] = []
    if phrases or "" in by:
        held.append(Text(Span(_emergency(plan, clinic), bold=True), "small"))
    if short and form == "list":
        held.append(_small(short))
    elif short:
        half = _half(short)
        left, right = _small(short[:half], tight), _small(short[half:], tight)
        held.append(Columns((left,), (right,) if right.items else ()))
    for call, own in by.items():
        if call:
            whom = t(words_home.URGENT_WHOM["now"], whom=home.whom(call, plan))
            held.append(Text(Span(home.label(whom).rstrip(), bold=True), "small"))
        held.append(_small([home.told(one) for one in own], tight))
    return Box(t(words_home.STOP), (*held, home.phones(plan, clinic, tight)), "stop", t(words_home.STOP_ALSO))


def _emergency(plan: Plan, clinic: Clinic | None) -> str:
    number = home.emergency_number(plan, clinic)
    return t(words_home.NUMBER_KNOWN, number=number) if number else t(words_home.NUMBER_FIRST)


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
    """The red flags of these urgencies; of one sign at several the most urgent stands.

    None of an illness or a medicine that may be the patient's only because it was not asked: the clinician is.
    """
    soonest: dict[str, int] = {}
    known = [flag for flag in plan.red_flags if not _only_asked(flag, plan)]
    for flag in known:
        for key in _names(flag):
            soonest[key] = min(soonest.get(key, _soon(flag)), _soon(flag))
    return [
        flag
        for flag in known
        if flag.urgency in urgencies and all(soonest[key] == _soon(flag) for key in _names(flag))
    ]


def _only_asked(flag: WatchPart, plan: Plan) -> bool:
    lines = [plan.rules[ref] for ref in flag.rules if ref in plan.rules]
    return bool(lines) and all(line.only_asked for line in lines)


def _soon(flag: WatchPart) -> int:
    return URGENCIES.index(flag.urgency)


def _names(flag: WatchPart) -> tuple[str, ...]:
    """What makes a sign the same sign: its own words, or what the patient reads."""
    return tuple(say.once((flag.sign.lower(), plain_sign(flag).lower())))


def short_lines(plan: Plan) -> list[str]:
    """The `now` signs that short phrases say, in English."""
    called = {flag.sign.lower() for flag in flags(plan, "now") if home.is_emergency(flag.call)}
    return [phrase for phrase, signs in words_signs.NOW if called.intersection(signs)]


def red_lines(plan: Plan) -> list[str]:
    """The short phrases of the red box: with what a check before a session calls the emergency number for."""
    every = {*short_lines(plan), *(name for band in _called(plan) for name in band)}
    return [phrase for phrase, _ in words_signs.NOW if phrase in every]


def _called(plan: Plan) -> list[tuple[str, ...]]:
    """The signs of each choice of a check before a session for which the emergency number is called."""
    return [
        asked(home.plain(band.condition.removeprefix(f"{check.label} includes ")))
        for check in plan.checks
        for band in check.bands
        if check.at == "before" and band.urgency == "now" and home.is_emergency(band.tell)
    ]


def asked(what: str) -> tuple[str, ...]:
    """The names of the signs that a line of a check says; none where it says one that stands nowhere else."""
    low = what.lower()
    return next((names for start, names in words_same.ASKED if low.startswith(start)), ())


def own_lines(plan: Plan) -> list[str]:
    """The other `now` signs, in the English words for the patient of their own rule."""
    return [one for own in own_by_call(plan).values() for one in own]


def own_by_call(plan: Plan) -> dict[str, list[str]]:
    """They by whom to call; first those for the emergency number, under no name."""
    said = {sign for _, signs in words_signs.NOW for sign in signs}
    found: dict[str, list[str]] = {"": []}
    for flag in flags(plan, "now"):
        mine = home.is_emergency(flag.call)
        if flag.sign.lower() not in said or not mine:
            found.setdefault("" if mine else flag.call, []).append(without_number(flag))
    return {call: say.once(own) for call, own in found.items() if own}


def soonest(plan: Plan) -> dict[str, tuple[int, str]]:
    """Each sign by its one name: how soon, and whom to call, by the most urgent of the rules that say it."""
    found = dict.fromkeys(red_lines(plan), (0, ""))
    for flag in flags(plan, *URGENCIES):
        names: tuple[str, ...] = (
            words_same.AT_ONCE.get(flag.sign.lower(), ()) if flag.urgency == "now" else ()
        )
        names = names or tuple(name for _, name in words_same.PARTS.get(flag.sign.lower(), ()) if name)
        for name in names:
            call = "" if _soon(flag) == 0 and home.is_emergency(flag.call) else flag.call
            found[name] = min(
                found.get(name, (len(URGENCIES), "")), (_soon(flag), call), key=lambda one: one[0]
            )
    return found


def parts(flag: WatchPart, soon: dict[str, tuple[int, str]]) -> list[str]:
    """What of a sign stands at its own urgency, in English: without what is said elsewhere as more urgent, or to others."""
    every = words_same.PARTS.get(flag.sign.lower(), ())
    mine = (_soon(flag), flag.call)
    return [said for said, name in every if soon.get(name, mine) == mine]


def without_number(flag: WatchPart) -> str:
    """Without the sentence that only says what the red box says: call the emergency number."""
    said = flag.patient or flag.sign
    short = said.removesuffix(words_home.CALL_NUMBER).strip()
    return short if short and home.is_emergency(flag.call) else said


def plain_sign(flag: WatchPart) -> str:
    """A sign in plain English."""
    return home.plain(flag.patient or flag.sign)


def what_is_left(flag: WatchPart, soon: dict[str, tuple[int, str]]) -> str:
    """A sign in few words, without the parts that are said elsewhere; nothing where all of it is."""
    every, left = words_same.PARTS.get(flag.sign.lower(), ()), parts(flag, soon)
    return short_sign(flag) if len(left) == len(every) else home.capital(say.listed(map(t, left), "or"))


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
        found += _block(urgencies[0], mine, plan, tone)
    return tuple(found) if len(found) > 2 else ()


def _block(urgency: str, mine: list[WatchPart], plan: Plan, tone: Tone) -> list[Block]:
    """The signs of one urgency, by whom to call."""
    by: dict[str, list[str]] = {}
    soon = soonest(plan)
    for flag in mine:
        later = f" {t(words_home.NEXT_VISIT)}" if flag.urgency != urgency else ""
        left = what_is_left(flag, soon)
        if left:
            by.setdefault(home.capital(home.whom(flag.call, plan)), []).append(left + later)
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (home.entry(whom, "\n".join(f"• {one}" for one in say.once(said))),) for whom, said in by.items()
    )
    if not rows:
        return []
    title = words_home.SAME_DAY if urgency == "today" else words_home.THIS_WEEK
    table = Table((), rows, (1,), "dense", tuple(tone for _ in rows), row_headers=False)
    return [Heading(t(title), 3), table]
