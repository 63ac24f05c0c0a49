"""Reads what a file says about each fact: one value or several over time, with dates, or `unknown`.

Floor: model. It collects readings and problems; it refuses to stop at the first, and to fill in anything.
It knows the shapes of an answer, not the sections of the file (patient.py) nor what contradicts (checks.py).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from fittvp.model.fact import UNKNOWN, Absent, Fact, Value
from fittvp.model.problems import PatientError, Problem, nearest, quoted
from fittvp.model.record import Reading
from fittvp.model.units import accepted, read_quantity
from fittvp.model.words import LONG, SHORT, read_flag, read_moment, read_text, read_word, refusal

_DATED = re.compile(r"(.*?\S)(?:\s+on\s+|\s*@\s*)([0-9]\S*(?:\s[0-9]{2}:[0-9]{2})?)\s*", re.DOTALL)
_ENTRY: Final = ("value", "unit", "date")
MANY: Final = 100
_EMPTY_REMEDY: Final = "Write the answer, write unknown, or remove the line."


class Answers:
    """The readings and the problems of one file, while it is being read."""

    def __init__(self, facts: Mapping[str, Fact], today: dt.date, written_on: dt.date | None = None) -> None:
        self.facts, self.today, self.written_on = facts, today, written_on
        self.readings: dict[str, list[Reading]] = {}
        self.problems: list[Problem] = []

    def say(self, where: str, what: str, remedy: str = "") -> None:
        self.report([Problem(where, what, remedy)])

    def report(self, problems: Iterable[Problem]) -> None:
        """Collect; a file with a hundred problems is no patient file, and reading stops."""
        self.problems.extend(problems)
        if len(self.problems) >= MANY:
            more = Problem("", "and there are more.", "Mend these first.")
            raise PatientError([*self.problems[:MANY], more])

    def read(self, name: str, raw: Any, where: str) -> None:
        """Take everything that the file says about one fact."""
        fact = self.facts[name]
        entries = raw if isinstance(raw, list) and not _is_word_list(raw, fact) else [raw]
        if not entries:
            self.say(where, "is empty.", _EMPTY_REMEDY)
        for number, entry in enumerate(entries, 1):
            place = f"{where}[{number}]" if len(entries) > 1 else where
            try:
                self.add(name, self._reading(fact, entry, place))
            except PatientError as error:
                self.report(error.problems)

    def add(self, name: str, reading: Reading) -> None:
        self.readings.setdefault(name, []).append(reading)

    def _reading(self, fact: Fact, entry: Any, where: str) -> Reading:
        moment: str | None = None
        if isinstance(entry, Mapping):
            entry, moment = self._entry(entry, where)
        elif isinstance(entry, str) and fact.kind not in ("text", "date") and len(entry) <= SHORT:
            dated = _DATED.fullmatch(entry)
            if dated is not None:
                entry, moment = dated.group(1), dated.group(2)
        on, at = (None, None) if moment is None else read_moment(moment, where, self.today)
        value, written = _value(fact, entry, where, self.today)
        if on is None and (fact.shelf_days is not None or fact.derived == "weeks_since"):
            on = self.written_on
        return Reading(value, on, written, where, at)

    def _entry(self, entry: Mapping[Any, Any], where: str) -> tuple[Any, str | None]:
        """The value (with its unit) and the date of `{value: ..., unit: ..., date: ...}`."""
        for key in entry:
            if key not in _ENTRY:
                remedy = nearest(str(key), _ENTRY) or "An entry has value, unit and date."
                raise refusal(where, f"{quoted(key)} is not known here.", remedy)
        if "value" not in entry:
            raise refusal(where, "has no value.", "Write {value: ..., date: ...}.")
        value, moment = entry["value"], entry.get("date")
        if "unit" in entry:
            value = f"{_scalar(value, where)} {_scalar(entry['unit'], where)}"
        return value, None if moment is None else _scalar(moment, where)


def _is_word_list(raw: list[Any], fact: Fact) -> bool:
    """A list is one answer for a set of words, and several readings for everything else."""
    return fact.kind == "choices" and not any(isinstance(entry, Mapping) for entry in raw)


def _value(fact: Fact, raw: Any, where: str, today: dt.date) -> tuple[Value | Absent, str]:
    if fact.kind == "choices" and isinstance(raw, list):
        words = [read_text(_scalar(word, where), where) for word in raw]
        return frozenset(read_word(word, fact, where) for word in words), ", ".join(words)
    text = _scalar(raw, where)
    if not text.strip():
        raise refusal(where, "is empty.", _EMPTY_REMEDY)
    if text.strip().casefold() == "unknown" and "unknown" not in (fact.choices or {}):
        return UNKNOWN, "unknown"
    longest = LONG if fact.kind == "text" else SHORT
    written = read_text(text, where, longest, lines=fact.kind == "text")
    return _READERS[fact.kind](written, fact, where, today), written


def _quantity(text: str, fact: Fact, where: str, today: dt.date) -> Value:
    del today
    return read_quantity(text, fact, where)


def _choice(text: str, fact: Fact, where: str, today: dt.date) -> Value:
    del today
    return read_word(text, fact, where)


def _choice_set(text: str, fact: Fact, where: str, today: dt.date) -> Value:
    del today
    if text.casefold() == "none" and "none" not in (fact.choices or {}):
        raise refusal(where, "`none` is not a list.", "Write [] for: asked, none.")
    return frozenset({read_word(text, fact, where)})


def _flag(text: str, fact: Fact, where: str, today: dt.date) -> Value:
    del fact, today
    return read_flag(text, where)


def _date(text: str, fact: Fact, where: str, today: dt.date) -> Value:
    del fact
    return read_moment(text, where, today)[0].isoformat()


def _text(text: str, fact: Fact, where: str, today: dt.date) -> Value:
    del fact, where, today
    return text


_READERS = {
    "quantity": _quantity,
    "choice": _choice,
    "choices": _choice_set,
    "flag": _flag,
    "date": _date,
    "text": _text,
}


def _scalar(raw: Any, where: str) -> str:
    """The text of one scalar; JSON's true, false, null and numbers as a clinic would write them."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if raw is None:
        return ""
    if isinstance(raw, (str, int, float, dt.date)):
        return str(raw)
    raise refusal(where, "has the wrong shape.", "Write one value here.")


def read_blood_pressure(answers: Answers, raw: Any, where: str, pair: tuple[str, str]) -> None:
    """`128/76 mmHg` (also dated, or a list): into the two facts of `pair`."""
    for number, entry in enumerate(raw if isinstance(raw, list) else [raw], 1):
        place = f"{where}[{number}]" if isinstance(raw, list) else where
        whole = entry.get("value") if isinstance(entry, Mapping) else entry
        parts = re.fullmatch(r"\s*([0-9]{1,3})\s*/\s*([0-9]{1,3})(.*)", str(whole), re.DOTALL)
        if str(whole).strip().casefold() == "unknown":
            halves: tuple[Any, Any] = (whole, whole)
        elif parts is None:
            unit = accepted(answers.facts[pair[0]])
            answers.say(place, f"{quoted(whole)} is not a blood pressure.", f"Write 128/76 with {unit}.")
            continue
        else:
            halves = (f"{parts[1]}{parts[3]}", f"{parts[2]}{parts[3]}")
        for name, half in zip(pair, halves, strict=True):
            answers.read(name, {**entry, "value": half} if isinstance(entry, Mapping) else half, place)
