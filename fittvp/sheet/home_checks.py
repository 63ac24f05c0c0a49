"""The checks during and after a session as short ladders, with the one pain traffic light.

It refuses to drop a rung that asks something of the patient.
"""

from __future__ import annotations

import re

from fittvp.model.plan import CheckBandPart, CheckPart, Plan
from fittvp.sheet import home, words_home
from fittvp.sheet.blocks import Band, Bands, Block, Heading, Together, Tone
from fittvp.sheet.safety import bare
from fittvp.sheet.tongue import t, told

_TONES: dict[str, Tone] = {"go": "good", "go easier": "careful", "wait": "careful", "no session": "stop"}


def exercise_checks(plan: Plan) -> tuple[Block, ...]:
    """While exercising, then the next morning: a ladder each."""
    found = [check for at in ("during", "after") for check in plan.checks if check.at == at]
    if not found:
        return ()
    ladders = (block for check in found for block in _ladder(check))
    return (Heading(t("While you exercise, and the next morning"), 1), *ladders)


def _ladder(check: CheckPart) -> tuple[Block, ...]:
    ours = words_home.MEASURES.get(check.measure)
    title = t(ours) if ours else home.told(check.label)
    bands = tuple(_band(one, check) for one in check.bands)
    every = tuple(map(t, words_home.RUNGS_SHORT.values()))
    return (Together((Heading(title, 3), Bands(bands, labels=every))),)


def _band(one: CheckBandPart, check: CheckPart) -> Band:
    what, said = bound_of(one, check), told(one.say) or one.say
    if what:
        said = t("{what}: {do}", what=home.capital(home.part(what)), do=said)
    lamp = _lamp(one)
    return Band(_TONES[lamp], t(words_home.RUNGS_SHORT[lamp]), said)


def _lamp(one: CheckBandPart) -> str:
    """The red lamp where the words end the exercise, though the session goes on."""
    ends = one.then == "go easier" and any(said in one.say for said in words_home.ENDS_IT)
    return "no session" if ends else one.then


def bound_of(one: CheckBandPart, check: CheckPart) -> str:
    """The band's bound in words, where its own sentence does not name it; else nothing."""
    condition = home.plain(bare(one.condition, check.label)).replace(" of 10", "")
    return home.capital(condition) if _is_bound(one, check) and not _said(condition, one.say) else ""


def _is_bound(one: CheckBandPart, check: CheckPart) -> bool:
    """Whether it is one bound on the measure itself, which a patient can read; else the band's own words say it."""
    told = rf"{re.escape(check.label)} (above|at least|below|at most) -?[\d.]+( [^ ]+| of \d+)?"
    return re.fullmatch(told, one.condition) is not None and "Borg" not in one.condition


def _said(condition: str, told: str) -> bool:
    """Whether the sentence already names the numbers."""
    digits = re.findall(r"\d+", condition)
    return all(digit in re.findall(r"\d+", told) for digit in digits)
