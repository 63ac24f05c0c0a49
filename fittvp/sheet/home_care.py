"""What to leave out for now and what helps: one short page, what belongs to this patient before what is for all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fittvp.model.plan import Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Bullets, Heading, Text, Words
from fittvp.sheet.notes import is_conflict, is_general

_LEAVE, _HELPS = 8, 11  # lines on the page
_ALIKE = 0.75  # the share of its words from which a sentence is said by the others


def care_page(plan: Plan) -> tuple[Block, ...]:
    """Both lists; a line says so where there is more."""
    leave, helps = _leave_out(plan), _tips(plan)
    found: list[Block] = []
    if leave:
        found += [Heading("What to leave out for now", 1), _bullets(leave[:_LEAVE])]
    if helps:
        found += [Heading("What helps", 1), _bullets(helps[:_HELPS])]
    if len(leave) > _LEAVE or len(helps) > _HELPS:
        found.append(Text(words_home.MORE, "small"))
    return tuple(found)


def _leave_out(plan: Plan) -> list[str]:
    """The patient's sentences of the limits in force: closed kinds first."""
    week = plan.weeks[0]
    limits = [one.rules for lines in week.beside.values() for one in lines]
    limits += [
        reason.rules
        for fields in week.doses.values()
        for value in fields.values()
        for reason in value.reasons
        if reason.act == "limited"
    ]
    rules = say.once(ref for refs in (*(one.rules for one in week.closed), *limits) for ref in refs)
    return merged(plan.rules[ref].patient for ref in rules if ref in plan.rules)


def _tips(plan: Plan) -> list[str]:
    """Advice: where rules clash first, then what not to do, then by the patient's conditions, then for all."""

    def place(at: int) -> tuple[bool, bool, bool]:
        one = plan.advice[at]
        clash = any(is_conflict(ref) for ref in one.rules)
        return not clash, all(is_general(ref) for ref in one.rules), not _warns(one.patient)

    order = sorted(range(len(plan.advice)), key=place)
    return merged(plan.advice[at].patient for at in order)


def _warns(said: str) -> bool:
    return said.startswith(words_home.FIRST_WORDS)


def merged(said: Iterable[str]) -> list[str]:
    """Each thing once: a sentence whose words another sentence has is left out."""
    every = say.once(home.plain(one) for one in said)
    return [one for at, one in enumerate(every) if not _elsewhere(one, at, every)]


def _elsewhere(one: str, at: int, every: list[str]) -> bool:
    mine = _stems(one)
    for other, text in enumerate(every):
        theirs = _stems(text)
        wider = len(theirs) > len(mine) or (len(theirs) == len(mine) and other < at)
        if other != at and wider and mine and len(mine & theirs) >= _ALIKE * len(mine):
            return True
    return False


def _stems(said: str) -> frozenset[str]:
    found = re.findall(r"[a-z]{3,}", said.lower())
    return frozenset(word[:4] for word in found if word not in words_home.LIKE)


def _bullets(items: list[str]) -> Bullets:
    words: tuple[Words, ...] = tuple(items)
    return Bullets(words, style="small")
