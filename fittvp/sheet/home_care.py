"""What to leave out for now and what helps: what belongs to this patient before what is for all.

Of advice a part stands here; it refuses to cut what must be left out, and what goes with each session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fittvp.model.plan import Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Bullets, Heading, Text, Words
from fittvp.sheet.notes import is_conflict, is_general
from fittvp.sheet.tongue import t

_HELPS = 11  # lines of advice on the page
_ALIKE = 0.75  # the share of its words from which a sentence is said by the others


def care_page(plan: Plan) -> tuple[Block, ...]:
    """Both lists; a line says so where there is more."""
    leave, helps = _leave_out(plan), _tips(plan)
    found: list[Block] = []
    if leave:
        found += [Heading(t("What to leave out for now"), 1), _bullets(leave)]
    if helps:
        found += [Heading(t("What helps"), 1), _bullets(helps[:_HELPS])]
    if len(helps) > _HELPS:
        found.append(Text(t(words_home.MORE), "small"))
    return tuple(found)


def each_time(plan: Plan) -> list[str]:
    """What goes with each session: what to have at hand, who is near, when; without what is to be left out."""
    left = set(_left_out(plan))
    rules = say.once(one.get("rule", "") for one in plan.weeks[0].conditions)
    return merged(plan.rules[ref].patient for ref in rules if ref in plan.rules and ref not in left)


def _leave_out(plan: Plan) -> list[str]:
    """The patient's sentences of the limits in force: closed kinds first."""
    return merged(plan.rules[ref].patient for ref in _left_out(plan))


def _left_out(plan: Plan) -> list[str]:
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
    return [ref for ref in rules if ref in plan.rules]


def _tips(plan: Plan) -> list[str]:
    """Advice: where rules clash first, then what not to do, then a line of each condition in turn, then for all."""
    seen: dict[str, int] = {}
    places: list[tuple[bool, bool, int, int]] = []
    order = sorted(range(len(plan.advice)), key=lambda at: not _warns(plan.advice[at].patient))
    for at in order:
        one = plan.advice[at]
        protocol = min(ref.partition("@")[0] for ref in one.rules)
        turn = seen[protocol] = seen.get(protocol, -1) + 1
        clash = any(is_conflict(ref) for ref in one.rules)
        places.append(
            (not clash, all(is_general(ref) for ref in one.rules), 0 if _warns(one.patient) else turn + 1, at)
        )
    return merged(plan.advice[place[-1]].patient for place in sorted(places))


def _warns(said: str) -> bool:
    return said.startswith(words_home.FIRST_WORDS)


def merged(said: Iterable[str]) -> list[str]:
    """Each thing once, in the patient's language: a sentence whose words another has is left out.

    They are compared in English, so that every language leaves out the same.
    """
    every: dict[str, str] = {}
    for one in filter(None, said):
        every.setdefault(home.plain(one), one)
    held = [_Said(one) for one in every]
    return [home.told(every[one.text]) for at, one in enumerate(held) if not _elsewhere(at, held)]


class _Said:
    """A sentence, the stems of its words, and what must not be lost: numbers, and words that turn the sense."""

    __slots__ = ("exact", "stems", "text")

    def __init__(self, text: str) -> None:
        low, self.text = text.lower(), text
        self.stems = frozenset(
            word[:4] for word in re.findall(r"[a-z]{3,}", low) if word not in words_home.LIKE
        )
        self.exact = frozenset(re.findall(r"\d+(?:\.\d+)?|\b(?:no|not|never|nobody)\b", low))


def _elsewhere(at: int, held: list[_Said]) -> bool:
    """Whether another sentence says its words, its numbers and its not."""
    mine = held[at]
    for other, theirs in enumerate(held):
        more = len(theirs.stems) - len(mine.stems)
        wider = more > 0 or (more == 0 and other < at)
        alike = len(mine.stems & theirs.stems) >= _ALIKE * len(mine.stems)
        if other != at and wider and mine.stems and alike and mine.exact <= theirs.exact:
            return True
    return False


def _bullets(items: list[str]) -> Bullets:
    words: tuple[Words, ...] = tuple(items)
    return Bullets(words, style="small")
