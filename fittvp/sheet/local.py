"""Dates, numbers, lists and capitals of another language than English, from CLDR by way of Babel.

Babel is loaded by the first call. Digits are Western in every language: a telephone and a watch show those.
It refuses to know sentences: those are translated.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from fittvp.model.tongue import Tongue

_NUMBER: Final = "0.##########"
_NO_NOUNS: Final = frozenset((
    "Am", "Auf", "Beide", "Das", "Der", "Die", "Diese", "Ein",
    "Eine", "Einen", "Es", "Feste", "Flottes", "Kein", "Keine", "Kürzere",
    "Leichtes", "Mehr", "Mehrere", "Neue", "Nur", "Obere", "Plötzlich", "Plötzliche",
    "Rasendes", "Schwarze", "Starke", "Taub", "Untere", "Vom", "Weniger", "Zwei",
))  # fmt: skip
_STYLES: Final[dict[str, Literal["standard", "or"]]] = {"and": "standard", "or": "or"}
_WIDE: Final = ("W", "F")


def number(value: float, tongue: Tongue) -> str:
    """`0,5` in German."""
    from babel.numbers import format_decimal

    return format_decimal(value, _NUMBER, tongue.locale, numbering_system="latn")


def day(found: date, year: bool, tongue: Tongue) -> str:
    """`23 de noviembre de 2026`; without the year where the page has it already."""
    from babel.dates import format_date, format_skeleton

    if year:
        return format_date(found, "long", tongue.locale)
    return format_skeleton("MMMMd", found, locale=tongue.locale)


def day_name(at: int, short: bool, tongue: Tongue) -> str:
    """`lunes`, or short `lun`. `at`: 0 is Monday."""
    from babel.dates import get_day_names

    return str(get_day_names("abbreviated" if short else "wide", "stand-alone", tongue.locale)[at])


def listed(items: Sequence[str], last: str, tongue: Tongue) -> str:
    """`a, b y c`."""
    from babel.lists import format_list

    return format_list(list(items), _STYLES[last], tongue.locale)


def small(text: str, tongue: Tongue) -> str:
    """Words that now stand inside a sentence. German nouns (and `Sie`, `Ihr`) keep their capital."""
    if tongue.code == "de" and text.partition(" ")[0].rstrip(",") not in _NO_NOUNS:
        return text
    return text[:1].lower() + text[1:]


def width(text: str) -> int:
    """Letters of a line; a Chinese one takes the room of two."""
    return sum(2 if unicodedata.east_asian_width(one) in _WIDE else 1 for one in text)


def apart(text: str, rtl: bool = False) -> str:
    """A name in the other direction than its line, isolated (Unicode FSI, PDI): its neighbours keep their places."""
    kinds = {unicodedata.bidirectional(one) for one in text}
    other = kinds & ({"L"} if rtl else {"R", "AL"})
    return f"\u2068{text}\u2069" if other else text
