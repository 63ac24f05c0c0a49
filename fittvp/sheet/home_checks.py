"""The checks before, during and after a session as ladders, and the pain traffic light."""

from __future__ import annotations

from fittvp.model.plan import CheckBandPart, CheckPart, Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Band, Bands, Block, Heading, Text, Tone
from fittvp.sheet.safety import bare

_TONES: dict[str, Tone] = {"go": "good", "go easier": "careful", "wait": "careful", "no session": "stop"}
_PAGES = {
    "before": ("Before you start", "Check this before each session. Read from the top. The first line that fits counts."),
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
    title = home.plain(check.patient or check.label)
    how = home.plain(check.how)
    bands = _listing(check) if len(check.bands) > 6 else tuple(_band(one, check) for one in check.bands)
    told = (Text(how),) if how and how not in title else ()
    return (Heading(title, 3), *told, Bands(bands))


def _band(one: CheckBandPart, check: CheckPart) -> Band:
    condition = home.plain(bare(one.condition, check.label))
    number = any(letter.isdigit() for letter in condition) and not _said(condition, one.say)
    words = f"{condition[0].upper()}{condition[1:]}: {one.say}" if number and condition else one.say
    return Band(_TONES[one.then], words_home.RUNGS[one.then], words)


def _said(condition: str, say_: str) -> bool:
    """Whether the sentence already names the numbers."""
    numbers = [word for word in condition.split() if word.isdigit()]
    return all(number in say_.split() or f"{number}." in say_ or f"{number}:" in say_ for number in numbers)


def _listing(check: CheckPart) -> tuple[Band, ...]:
    """Many bands: those that ask the same of the patient share a rung."""
    rungs: dict[tuple[str, str, str], list[CheckBandPart]] = {}
    for one in check.bands:
        tell = words_home.EMERGENCY_NUMBER.lower() if home.is_emergency(one.tell) else one.tell
        rungs.setdefault((one.then, one.urgency, tell), []).append(one)
    return tuple(_rung(*key, found, check) for key, found in rungs.items())


def _rung(then: str, urgency: str, tell: str, found: list[CheckBandPart], check: CheckPart) -> Band:
    if len(found) == 1 or any(letter.isdigit() for one in found for letter in one.condition):
        words = " ".join(say.once(_band(one, check).words for one in found))  # type: ignore[type-var]
        return Band(_TONES[then], words_home.RUNGS[then], words)
    names = say.once(part for one in found for part in _parts(one.condition, check.label))
    call = f" {words_home.URGENT.get(urgency, '')}: {tell}." if tell else ""
    return Band(_TONES[then], words_home.RUNGS[then], f"{say.sentence(home.plain(say.listed(names, 'or')))}{call}")


def _parts(condition: str, label: str) -> list[str]:
    clean = condition.strip("()").replace(f"{label} includes ", "").replace(f"{label} is ", "")
    return clean.split(" or ") if label in condition and condition.startswith("(") else [clean]
