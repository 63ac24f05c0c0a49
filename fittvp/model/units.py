"""Reads a quantity as a clinic writes it (`9.6 mg/dL`, `2,40 mmol/L`, `3 of 10`) into the fact's own unit.

Floor: model. One regular expression splits number and unit; the unit is looked up in the fact's spellings.
It refuses to guess: no unit, an unknown unit, an ambiguous comma or an implausible value is asked back.
It knows no unit of its own: the spellings come compiled with the fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fittvp.model.fact import Fact
from fittvp.model.problems import PatientError, Problem, nearest, quoted

_PARTS = re.compile(r"\s*([+\-\u2212]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+))\s*(.*)", re.DOTALL)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_COMMA = re.compile(r"[+-]?(?:[0-9]*,[0-9]{1,2}|0,[0-9]+|[0-9]*,[0-9]{4,})")
_SCALED = re.compile(r"/[0-9].*")  # the `/1.73m2` that mL/min lacks
_LONGEST = 100
_DIGITS = 15
_SIGNIFICANT = 10


class QuantityError(PatientError):
    """One quantity that cannot be read: a PatientError with one problem."""


def read_quantity(text: str, fact: Fact, where: str = "") -> float:
    """The value in `fact.unit`. Raises QuantityError, its one problem at `where` (or the fact)."""
    place = where or fact.name
    number, unit = _split(text, fact, place)
    factor, offset = _conversion(number, unit, fact, place)
    value = _settled(number * factor + offset)
    if fact.plausible is not None and not fact.plausible[0] <= value <= fact.plausible[1]:
        raise _one(place, *_implausible(number, unit, fact))
    return value


def rounding(text: str, fact: Fact) -> float:
    """Half of the last place that was written, in `fact.unit`: what rounding alone can explain."""
    number, unit = _split(text, fact, fact.name)
    factor, _ = _conversion(number, unit, fact, fact.name)
    digits = _PARTS.fullmatch(text)
    places = 0 if digits is None else len(digits.group(1).replace(",", ".").partition(".")[2])
    return float(abs(factor) * 0.5 / 10**places)


def accepted(fact: Fact) -> str:
    """The units a clinic may write for this fact, as text: `mmol/L, mg/dL or mEq/L`."""
    return _listed(_names(fact))


def written(value: float, fact: Fact) -> str:
    """A kept value with its unit, short, as a person writes it."""
    return f"{value:.6g} {fact.unit}".strip()


def fold_unit(unit: str) -> str:
    """The form in which two spellings of one unit are equal: width, spaces and case do not matter."""
    return "".join(unicodedata.normalize("NFKC", unit).split()).casefold()


def _split(text: str, fact: Fact, place: str) -> tuple[float, str]:
    if len(text) > _LONGEST:
        raise _one(place, "is too long for a value with its unit.", _example(fact))
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise _one(place, f"{quoted(text)} is not a number with a unit.", _example(fact))
    raw, unit = parts.group(1).replace("\u2212", "-"), parts.group(2).strip()
    if len(raw) > _DIGITS:
        raise _one(place, "has too many digits.", _example(fact))
    if _PLAIN.fullmatch(raw):
        return float(raw), unit
    if _COMMA.fullmatch(raw):
        return float(raw.replace(",", ".")), unit
    raise _one(
        place,
        f"{quoted(raw)} can be read in two ways.",
        "Write it with a decimal point and nothing between thousands.",
    )


def _conversion(number: float, unit: str, fact: Fact, place: str) -> tuple[float, float]:
    spellings = fact.spellings or {}
    wanted = fold_unit(unit)
    for spelling, conversion in spellings.items():
        if fold_unit(spelling) == wanted:
            return conversion
    if not unit:
        fits = [f"{number:g} {name}" for name in _plausible_in(number, fact)]
        ask = f"Did you mean {_listed(fits)}?" if fits else f"Write {accepted(fact)}."
        raise _one(place, "has no unit.", f"{ask} Accepted: {accepted(fact)}." if fits else ask)
    if _SCALED.fullmatch(fold_unit(fact.unit).removeprefix(wanted)):
        ask = f"Find out which is meant; {fact.label} is kept in {fact.unit}."
        raise _one(place, f"{quoted(unit)} is another measure than {fact.unit}.", ask)
    hint = nearest(unit, _names(fact))
    raise _one(
        place,
        f"the unit {quoted(unit)} is not one for {fact.label}.",
        f"{hint} Accepted: {accepted(fact)}.".strip(),
    )


def _implausible(number: float, unit: str, fact: Fact) -> tuple[str, str]:
    assert fact.plausible is not None
    low, high = fact.plausible
    shown = f"{number:g} {unit}".strip()
    fits = [f"{number:g} {name}" for name in _plausible_in(number, fact)]
    ask = f"Did you mean {_listed(fits)}?" if fits else "Please check the value."
    return f"{shown} is not plausible ({low:g} to {high:g} {fact.unit}).", ask


def _plausible_in(number: float, fact: Fact) -> list[str]:
    """The accepted spelling in which the number would be normal, or all in which it would be plausible."""
    if fact.plausible is None:
        return []
    found: dict[tuple[float, float], str] = {}
    for name, (factor, offset) in (fact.spellings or {}).items():
        if name and fact.plausible[0] <= _settled(number * factor + offset) <= fact.plausible[1]:
            found.setdefault((factor, offset), name)
    if isinstance(fact.good, float) and found:  # the nearest to a normal value is the likeliest slip
        good = fact.good
        nearest_unit = min(found, key=lambda pair: abs(number * pair[0] + pair[1] - good))
        return [found[nearest_unit]]
    return list(found.values())


def _settled(value: float) -> float:
    """Ten significant digits: 13.1 g/dL is 131 g/L, not 131.00000000000001."""
    return float(f"{value:.{_SIGNIFICANT}g}") + 0.0


def _names(fact: Fact) -> list[str]:
    return [name for name in fact.spellings or {} if name]


def _example(fact: Fact) -> str:
    return f"Write a number with its unit: {accepted(fact)}."


def _listed(words: Iterable[str]) -> str:
    every = list(words)
    return " or ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def _one(place: str, what: str, remedy: str) -> QuantityError:
    return QuantityError([Problem(place, what, remedy)])
