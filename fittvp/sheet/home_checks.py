"""The checks before, during and after a session as ladders, and the pain traffic light."""

from __future__ import annotations

import re

from fittvp.model.plan import CheckBandPart, CheckPart, Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Band, Bands, Block, Heading, Text, Together, Tone
from fittvp.sheet.safety import bare

_MANY = 7
_ADDS = 0.4  # the share of new words from which a second sentence is worth its line
_TONES: dict[str, Tone] = {"go": "good", "go easier": "careful", "wait": "careful", "no session": "stop"}
_PAGES = {
    "before": (
        "Before you start",
        "Check this before each session. Read from the top. The first line that fits counts.",
    ),
    "during": ("While you exercise", "Read from the top. The first line that fits counts."),
    "after": ("Afterwards and next morning", "Read from the top. The first line that fits counts."),
}


def check_pages(plan: Plan, at: str) -> tuple[Block, ...]:
    """The ladders of one moment."""
    found = [check for check in plan.checks if check.at == at]
    if not found:
        return ()
    title, intro = _PAGES[at]
    return (Heading(title, 1), Text(intro), *(block for check in found for block in _ladder(check)))


def _ladder(check: CheckPart) -> tuple[Block, ...]:
    many = len(check.bands) > _MANY
    title = words_home.MEASURES.get(check.measure, home.plain(check.label))
    told = "" if many else home.plain(_told(check.patient, check.how))
    bands = _listing(check) if many else tuple(_band(one, check) for one in _shorter(check))
    text = (Text(told),) if told else ()
    return (Together((Heading(title, 3), *text, Bands(bands))),)


def _told(patient: str, how: str) -> str:
    """What to do, in both sentences; in the patient's alone where the other hardly adds a word."""
    has, adds = set(re.findall(r"\w+", patient.lower())), re.findall(r"\w+", how.lower())
    new = [word for word in adds if word not in has]
    return f"{patient} {how}".strip() if len(new) >= _ADDS * len(adds) else patient


def _shorter(check: CheckPart) -> list[CheckBandPart]:
    """Without a band that another says as one of its parts, with the same answer."""
    found = []
    for one in check.bands:
        wider = (
            other
            for other in check.bands
            if other.then == one.then
            and other is not one
            and one.condition in other.condition.strip("()").split(" or ")
        )
        if not any(wider):
            found.append(one)
    return found


def _band(one: CheckBandPart, check: CheckPart) -> Band:
    condition = home.plain(bare(one.condition, check.label)).replace(" of 10", "")
    number = any(letter.isdigit() for letter in condition) and "Borg" not in one.condition
    said = one.say
    if number and not _said(condition, one.say):
        said = f"{condition[:1].upper()}{condition[1:]}: {one.say}"
    return Band(_TONES[one.then], words_home.RUNGS[one.then], said)


def _said(condition: str, told: str) -> bool:
    """Whether the sentence already names the numbers."""
    digits = re.findall(r"\d+", condition)
    return all(digit in re.findall(r"\d+", told) for digit in digits)


def _listing(check: CheckPart) -> tuple[Band, ...]:
    """Many bands: those that ask the same of the patient share a rung."""
    rungs: dict[tuple[str, str, str], list[CheckBandPart]] = {}
    for one in check.bands:
        tell = words_home.EMERGENCY_NUMBER.lower() if home.is_emergency(one.tell) else one.tell
        rungs.setdefault((one.then, one.urgency, tell), []).append(one)
    return tuple(_rung(*key, found, check) for key, found in rungs.items())


def _rung(then: str, urgency: str, tell: str, found: list[CheckBandPart], check: CheckPart) -> Band:
    said = [_band(one, check).words for one in found]
    if len(found) == 1 or any(letter.isdigit() for one in found for letter in one.condition):
        return Band(_TONES[then], words_home.RUNGS[then], " ".join(say.once(map(str, said))))
    names = say.once(part for one in found for part in _parts(one.condition, check.label))
    call = f" {words_home.URGENT.get(urgency, '')}: {tell}." if tell else ""
    return Band(
        _TONES[then], words_home.RUNGS[then], f"{say.sentence(home.plain(say.listed(names, 'or')))}{call}"
    )


def _parts(condition: str, label: str) -> list[str]:
    """The symptoms of a condition, each by its name."""
    marks = rf"\(?{re.escape(label)} (?:includes|is) "
    return [part.strip(" ()").removesuffix(" or") for part in re.split(marks, condition) if part.strip(" ()")]
