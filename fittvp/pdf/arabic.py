"""Arabic on paper: the forms of joined letters, and the order in which a mixed line is drawn.

`shaped` gives each letter the form its neighbours ask for (arabic-reshaper); `visual` orders a line from left to
right by the implicit rules of the Unicode bidirectional algorithm (UAX 9, rules W1 to L4), so that each character
keeps its ink. Explicit embedding codes are not part of our text; the marks LRM, RLM and ALM and the isolate FSI to
PDI are.
It refuses to know faces, widths, layout and pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

MARKS = "\u200e\u200f\u061c\u2068\u2069"
"""Invisible marks of direction: they count for the order and are never drawn."""
_TURNED = dict(zip("()[]{}<>«»‹›≤≥⁽⁾", ")(][}{><»«›‹≥≤⁾⁽", strict=True))
_CLOSES = dict(zip(")]}", "([{", strict=True))
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile("[\u0621-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff]+")
_VOWELS = re.compile("[\u064b-\u065f\u0670]+")
_ABOVE = re.compile("[\u064b\u064c\u064e\u064f\u0652]")
_BOUND = re.compile(r"[≥≤<>≈±+−-]\s?\d[\d.,]*")
_PHONE = re.compile(r"\+?\d[\d \u00a0().-]{5,}\d")
_ISOLATED = re.compile("\u2068([^\u2069]*)\u2069?")
_DIGITS = 7  # the fewest of a telephone number; fewer with a hyphen are a range


@lru_cache(maxsize=1)
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False, "support_zwj": False})


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    made: str = _reshaper().reshape(word)
    return made


def _vowel(found: re.Match[str]) -> str:
    """One sign above a letter, the doubling one first. A sign below would need the font's own table of places."""
    return "\u0651" if "\u0651" in found[0] else "".join(_ABOVE.findall(found[0])[:1])


def shaped(text: str) -> str:
    """Logical order stays; each run of Arabic letters takes its joined forms, lam and alef become one.

    Vowel signs that cannot be set in their right place are left out, as Arabic print does: one in the wrong place
    would be another vowel.
    """
    return _WORD.sub(lambda found: _word(found[0]), _VOWELS.sub(_vowel, text))


def plain(text: str) -> str:
    """The letters of shaped text, as a reader would type them."""
    return _FORMS.sub(
        lambda found: unicodedata.normalize("NFKC", found[0]).strip(" \u0640") or found[0], text
    )


def _types(text: str) -> list[str]:
    """The bidirectional type of each character.

    A telephone number, and a number with its sign (`≥ 6.0`), are pieces of left-to-right text: nobody must have to
    guess which way a bound is meant. In this the order differs from the plain algorithm.
    """
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    for found in _PHONE.finditer(text):
        if sum(map(str.isdigit, found[0])) >= _DIGITS:
            kinds[found.start() : found.end()] = ["L"] * len(found[0])
    for found in _BOUND.finditer(text):
        if not found.start() or not text[found.start() - 1].isdigit():
            kinds[found.start() : found.end()] = ["L"] * len(found[0])
    return kinds


def _weak(kinds: list[str], base: str) -> None:
    """Rules W1 to W7, in place."""
    before, strong = base, base
    for at, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kind = before
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[at] = before = kind
    for at in range(1, len(kinds) - 1):
        left, kind, right = kinds[at - 1 : at + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[at] = left
    for turn in (1, -1):
        for at in range(len(kinds))[::turn]:
            near = at - turn
            if kinds[at] == "ET" and 0 <= near < len(kinds) and kinds[near] == "EN":
                kinds[at] = "EN"
    strong = base
    for at, kind in enumerate(kinds):
        kind = {"AL": "R", "ES": "ON", "ET": "ON", "CS": "ON"}.get(kind, kind)
        if kind in ("L", "R"):
            strong = kind
        kinds[at] = "L" if kind == "EN" and strong == "L" else kind


def _side(kind: str) -> str:
    """What a number counts as for the neutrals beside it."""
    return "R" if kind in ("EN", "AN") else kind


def _brackets(text: str, kinds: list[str], base: str) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds."""
    open_: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if kinds[at] != "ON":
            continue
        if char in "([{":
            open_.append((char, at))
        elif char in _CLOSES:
            match = next((n for n in range(len(open_) - 1, -1, -1) if open_[n][0] == _CLOSES[char]), None)
            if match is not None:
                pairs.append((open_[match][1], at))
                del open_[match:]
    for one, two in sorted(pairs):
        held = {_side(kind) for kind in kinds[one + 1 : two]} & {"L", "R"}
        if not held:
            continue
        before = next((_side(k) for k in reversed(kinds[:one]) if _side(k) in ("L", "R")), base)
        kinds[one] = kinds[two] = base if base in held else before if before in held else base


def _neutral(kinds: list[str], base: str) -> None:
    """Rules N1 and N2."""
    at = 0
    while at < len(kinds):
        if kinds[at] in ("L", "R", "EN", "AN"):
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] not in ("L", "R", "EN", "AN"):
            end += 1
        left = _side(kinds[at - 1]) if at else base
        right = _side(kinds[end]) if end < len(kinds) else base
        kinds[at:end] = [left if left == right else base] * (end - at)
        at = end


@lru_cache(maxsize=8192)
def levels(text: str, rtl: bool) -> tuple[int, ...]:
    """The level of each character of one line: even ones are drawn left to right, odd ones right to left.

    What stands between FSI and PDI is to its line one neutral sign, and has its own order by its first letter.
    """
    if "\u2068" not in text:
        return _levels(text, rtl)
    found = list(_levels(_ISOLATED.sub(lambda one: "\ufffc" * len(one[0]), text), rtl))
    for one in _ISOLATED.finditer(text):
        inner, around = text[one.start(1) : one.end(1)], found[one.start()]
        kinds = (unicodedata.bidirectional(char) for char in inner)
        turned = next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)
        deeper = around + 1 if (around + 1) % 2 == turned else around + 2
        found[one.start(1) : one.end(1)] = [deeper - turned + level for level in _levels(inner, turned)]
    return tuple(found)


def _levels(text: str, rtl: bool) -> tuple[int, ...]:
    base = "R" if rtl else "L"
    first = _types(text)
    kinds = list(first)
    _weak(kinds, base)
    _brackets(text, kinds, base)
    _neutral(kinds, base)
    level = {"L": 2, "R": 1} if rtl else {"L": 0, "R": 1}
    found = [level.get(kind, 2) for kind in kinds]
    for at in range(len(found) - 1, -1, -1):  # rule L1
        if first[at] not in ("WS", "BN"):
            break
        found[at] = int(rtl)
    return tuple(found)


def order(found: Sequence[int]) -> list[int]:
    """Rule L2: where each character of the drawn line stood in the logical one."""
    at = list(range(len(found)))
    odd = [level for level in found if level % 2]
    for level in range(max(found, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(at):
            end = start
            while end < len(at) and found[at[end]] >= level:
                end += 1
            at[start:end] = at[start:end][::-1]
            start = max(end, start + 1)
    return at


def visual(text: str, rtl: bool) -> list[tuple[int, str]]:
    """The drawn line from left to right: (place in `text`, character). Brackets face their new side (L4)."""
    found = levels(text, rtl)
    drawn = ((at, text[at]) for at in order(found) if text[at] not in MARKS)
    return [(at, _TURNED.get(char, char) if found[at] % 2 else char) for at, char in drawn]
