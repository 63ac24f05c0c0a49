"""Every English text that reaches a handout from protocols/: what the catalogues must hold.

It calls the page's own functions to cut a line as the page cuts it, so that a part is looked up as it was listed.
It refuses to translate, and to know catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fittvp.model.plan import CheckBandPart, CheckPart, WatchPart
from fittvp.protocol.grammar import words
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Check, Clearance, Limit, Rule, Watch
from fittvp.sheet import words_home, words_signs
from fittvp.sheet.deferred_home import resting
from fittvp.sheet.home import capital
from fittvp.sheet.home_before import lines_of, opened
from fittvp.sheet.home_checks import bound_of
from fittvp.sheet.signs import without_number


def protocol_lines(library: Library) -> list[str]:
    """What patients read of rules, each once: whole sentences, and the parts that the page cuts from them."""
    uses = frozenset(use for goal in library.goals.values() for use in goal.uses)
    found = [line for rule in library.rules.values() for line in _of_rule(rule, library, uses)]
    for axis in library.axes.values():
        found += [line for level in axis.levels for line in (capital(level[0]), level[3])]
    for goal in library.goals.values():
        found += [capital(one) for one in goal.instead if one not in library.exercises]
    return list(dict.fromkeys(line for line in found if line))


def exercise_lines(library: Library) -> list[str]:
    """Names, what to do, what is needed, and goals, each once."""
    found: list[str] = []
    for one in library.exercises.values():
        found += [one.name, *(str(said) for said in one.plain.values())]
    found += library.words["equipment"].values()
    found += [goal.label for goal in library.goals.values()]
    return list(dict.fromkeys(line for line in found if line))


def _of_rule(rule: Rule, library: Library, uses: frozenset[tuple[str, str]]) -> Iterator[str]:
    """`uses`: what goals need open; only a rule that closes one of these says until when."""
    yield rule.patient
    match rule.effect:
        case Clearance() as effect:
            yield resting(rule.patient)
            yield _head(effect.tell)
        case Limit() as effect if uses & _closed(effect):
            yield rule.until
        case Check() as effect:
            yield from _of_check(rule, effect, library)
        case Watch() as effect:
            yield _head(effect.call)
            if effect.kind == "red flag":
                yield from _of_flag(rule, effect)


def _closed(effect: Limit) -> frozenset[tuple[str, str]]:
    streams = (("modality", name) for one in effect.closes_streams for name in (one, one.partition("_")[0]))
    return frozenset((*effect.closes, *((what, word.replace("_", " ")) for what, word in streams)))


def _head(call: str) -> str:
    """Whom to call, without what is said besides."""
    return capital(call.partition(";")[0])


def _of_check(rule: Rule, effect: Check, library: Library) -> Iterator[str]:
    fact = library.facts[effect.measure]
    if effect.measure not in words_home.MEASURES:
        yield fact.label
    yield opened(rule.patient)
    bands = [
        CheckBandPart(
            then=band.then, condition=words(band.when, library.facts), say=band.say,
            urgency=band.urgency, tell=band.tell, rule=rule.ref,
        )
        for band in effect.bands
    ]  # fmt: skip
    check = CheckPart(
        at=effect.at, measure=effect.measure, label=fact.label, how=effect.how, patient=rule.patient,
        bands=bands, rules=[rule.ref],
    )  # fmt: skip
    for band in bands:
        yield from _of_band(band, check)


def _of_band(band: CheckBandPart, check: CheckPart) -> Iterator[str]:
    yield _head(band.tell)
    if check.at != "before":
        yield bound_of(band, check)
        yield band.say
        return
    if band.then != "go":
        yield band.say  # of a value of today
        for line in lines_of(band, check):
            yield capital(line.what)
            yield capital(line.do)


def _of_flag(rule: Rule, effect: Any) -> Iterator[str]:
    """A sign that a short phrase says stands in that phrase; any other in its own sentence."""
    short = {sign for _, signs in words_signs.NOW for sign in signs}
    if effect.sign.lower() in short:
        return
    flag = WatchPart(
        kind="red flag", says=rule.says, patient=rule.patient, sign=effect.sign, what=effect.what,
        how_often=effect.how_often, threshold=effect.threshold, urgency=effect.urgency, call=effect.call,
        rules=[rule.ref],
    )  # fmt: skip
    yield rule.patient or effect.sign
    yield without_number(flag)
