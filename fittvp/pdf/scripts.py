"""Which script a character belongs to, and where a line of Chinese may end.

It refuses to know faces, layout and pages.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_HAN = (
    "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\ue000-\ue00f\U00020000-\U0003134f"
)
_IS_ARABIC = re.compile(f"[{_ARABIC}]")
_FIRST_HAN = _HAN[0]

SHARED = "“”‘’…—·"
"""Marks of which a Chinese line has wide forms at the same code: written here by private codes, U+E000 and on."""
_WIDE = {mark: chr(0xE000 + at) for at, mark in enumerate(SHARED)}
PLAIN = {wide: mark for mark, wide in _WIDE.items()}

_NOT_FIRST = "，。、；：？！）》】」』〉〕％～＂＇" + "".join(_WIDE[m] for m in "”’…—·") + "”’…,.;:?!)]}%°·"
_NOT_LAST = "（《【「『〈〔" + "".join(_WIDE[m] for m in "“‘") + "“‘([{$#"
_NOT_FIRST, _NOT_LAST = re.escape(_NOT_FIRST), re.escape(_NOT_LAST)


@lru_cache(maxsize=1)
def _marks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A han character, a shared mark beside one, a place where a line may end. To make them takes 7 ms."""
    after = f"(?<=[{_HAN}])(?<![{_NOT_LAST}])(?![{_NOT_FIRST}\\s]|$)"
    before = f"(?<![{_NOT_LAST}\\d\\s])(?<=.)(?=[{_HAN}])(?![{_NOT_FIRST}])"
    shared = f"(?<=[{_HAN}])[{SHARED}]+|[{SHARED}]+(?=[{_HAN}])"
    return re.compile(f"[{_HAN}]"), re.compile(shared), re.compile(f"{after}|{before}")


def is_arabic(char: str) -> bool:
    return bool(_IS_ARABIC.match(char))


def is_han(char: str) -> bool:
    """Also the punctuation and the wide forms that only a Chinese face has."""
    return char >= _FIRST_HAN and bool(_marks()[0].match(char))


def has_han(text: str) -> bool:
    return not text.isascii() and max(text) >= _FIRST_HAN and bool(_marks()[0].search(text))


def has_arabic(text: str) -> bool:
    return bool(_IS_ARABIC.search(text))


def widened(text: str) -> str:
    """Quotation marks, dashes and dots beside a han character take their wide form."""
    return _marks()[1].sub(lambda found: "".join(_WIDE[mark] for mark in found[0]), text)


def syllables(word: str) -> list[str]:
    """A word without spaces, cut wherever a line of Chinese may end.

    Between any two han characters, never before closing or after opening punctuation (kinsoku shori, JIS X 4051;
    GB/T 15834), never within a number or Latin word, never between a number and what it counts.
    """
    return [part for part in _marks()[2].split(word) if part]
