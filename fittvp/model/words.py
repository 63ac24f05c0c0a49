"""Reads words, dates and free text as people write them, or says what to write instead.

Floor: model. It refuses control characters, half dates and words that are not in the fact's list.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from fittvp.model.fact import Fact
from fittvp.model.problems import PatientError, Problem, nearest, quoted

EARLIEST_YEAR = 1900
SHORT, LONG = 200, 5000
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?)?")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
_YES_NO: Mapping[str, str] = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}
_LISTED = 14
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?) (hour|day|week|month|year)s?")


def refusal(where: str, what: str, remedy: str = "") -> PatientError:
    """A PatientError with one problem."""
    return PatientError([Problem(where, what, remedy)])


def read_text(text: str, where: str, longest: int = SHORT, lines: bool = False) -> str:
    """The text without its outer spaces. Markup stays as it is: it is printed as text."""
    clean = text.strip()
    if len(clean) > longest:
        raise refusal(where, f"is longer than {longest} characters.", "Shorten it.")
    for letter in clean:
        if letter in _TURNING or unicodedata.category(letter) in ("Cc", "Cs"):
            if lines and letter in "\n\t":
                continue
            code = f"U+{ord(letter):04X}"
            raise refusal(where, f"contains a control character ({code}).", "Type the text again without it.")
    return clean


def read_moment(text: str, where: str, today: dt.date) -> tuple[dt.date, dt.time | None]:
    """`2026-11-20` or `2026-11-20T09:30`. Raises PatientError for other forms, the future and long ago."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise refusal(where, f"{quoted(text)} is not a date.", "Write year-month-day, such as 2026-11-20.")
    year, month, day, hour, minute = found.groups()
    try:
        on = dt.date(int(year), int(month), int(day))
        at = None if hour is None else dt.time(int(hour), int(minute))
    except ValueError:
        raise refusal(
            where, f"{quoted(text)} is not in the calendar.", "Check the day and the month."
        ) from None
    if on > today:
        raise refusal(where, f"{on} is in the future.", "Check the date, or leave the entry out.")
    if on.year < EARLIEST_YEAR:
        raise refusal(where, f"{on} is before {EARLIEST_YEAR}.", "Check the year.")
    return on, at


def read_word(text: str, fact: Fact, where: str) -> str:
    """A choice by its word, its label or another name for it."""
    found = find_word(text, fact)
    if found is None:
        raise refusal(where, f"{quoted(text)} is not an answer for {fact.label}.", _choices(text, fact))
    return found


def find_word(text: str, fact: Fact) -> str | None:
    """The word of a choice that the text means, or None."""
    choices = fact.choices or {}
    if text in choices:
        return text
    wanted = _folded(text)
    for word, label in choices.items():
        if wanted in (_folded(word), _folded(label)):
            return word
    return (fact.names or {}).get(" ".join(text.casefold().split()))


def read_flag(text: str, where: str) -> str:
    """`yes` or `no`."""
    found = _YES_NO.get(text.strip().casefold())
    if found is None:
        raise refusal(where, f"{quoted(text)} is not yes or no.", "Write yes, no or unknown.")
    return found


@lru_cache(maxsize=256)
def duration_days(text: str) -> float:
    """`4 weeks`, `48 hours`, `24 months` in days. Raises ValueError."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ValueError("write a number and hours, days, weeks, months or years")
    return float(found.group(1)) * _DAYS[found.group(2)]


def _choices(text: str, fact: Fact) -> str:
    choices = fact.choices or {}
    hint = nearest(text, [*choices, *(fact.names or {})])
    if len(choices) <= _LISTED:
        return f"{hint} Write {_either(choices)}.".strip()
    return f"{hint} `fittvp schema patient` lists the words.".strip()


def _either(words: Iterable[str]) -> str:
    every = list(words)
    return ", ".join(every[:-1]) + " or " + every[-1] if len(every) > 1 else every[0]


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().casefold())
