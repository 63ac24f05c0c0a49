"""Numbers, bands, dates and lists as they are written. Rounding is done before: nothing is computed here.

In another language than English they follow CLDR (by Babel), with Western digits everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from fittvp.model.plan import Value
from fittvp.sheet import local, words
from fittvp.sheet.tongue import now, t


def number(value: float) -> str:
    """A number without needless zeros."""
    plain = f"{value:.10g}"
    return plain if plain.isdigit() or now().is_english else local.number(value, now())


def pair(low: float, high: float) -> str:
    """`30–39`, or `30` where both ends are one."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def people(low: float, high: float) -> str:
    """A band as people say it: `15 to 20`, `3 or 4`, `30` where both ends are one."""
    if low == high:
        return number(low)
    ends = {"low": number(low), "high": number(high)}
    near = high - low == 1 and float(low).is_integer()
    if near:
        # Note: two numbers next to each other: 3 or 4
        return t("{low} or {high}", **ends)
    # Note: from one number to another: 15 to 20
    return t("{low} to {high}", **ends)


def band(found: Value) -> str:
    """A prescribed value as people say it, without its unit."""
    return people(found.low, found.high)


def unit(name: str) -> str:
    return words.UNITS.get(name, name)


def amount(low: float, high: float, unit_name: str) -> str:
    """`30–39 % HRR`."""
    return f"{pair(low, high)} {unit(unit_name)}".strip()


def value(found: Value) -> str:
    """The band of a prescribed value, without its unit."""
    return pair(found.low, found.high)


def stream(name: str) -> str:
    return words.STREAMS.get(name, name.replace("_", " ").capitalize())


def field(name: str) -> str:
    return words.FIELDS.get(name, name.replace("_", " "))


def day(iso: str, year: bool = True) -> str:
    """`23 November 2026` from an ISO date; anything else is left as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    if not now().is_english:
        return local.day(found, year, now())
    said = f"{found.day} {words.MONTHS[found.month - 1]}"
    return f"{said} {found.year}" if year else said


def day_of_week(iso: str) -> str:
    """`Monday 23 November`; anything else than a date is left as it is."""
    name = weekday(iso)
    if not name:
        return iso
    # Note: a date in a heading: Monday 23 November; {day} is already a date of your language
    return t("{weekday} {day}", weekday=day_name(name), day=day(iso, year=False))


def short_day(iso: str) -> str:
    """`23 Nov`."""
    said = day(iso, year=False).split(" ")
    return f"{said[0]} {said[1][:3]}" if len(said) == 2 else iso


def weekday(iso: str) -> str:
    """`Monday`, or nothing for what is no date."""
    try:
        return words.DAYS[date.fromisoformat(iso).weekday()]
    except ValueError:
        return ""


def day_name(english: str, short: bool = False) -> str:
    """A day of the week by its English name; `short`: as it stands in a table."""
    if english not in words.DAYS:
        return english
    if now().is_english:
        return english[:3] if short else english
    return local.day_name(words.DAYS.index(english), short, now())


def listed(items: Iterable[str], last: Literal["and", "or"] = "and") -> str:
    """`a, b and c`."""
    every = [item for item in items if item]
    if len(every) < 2:
        return "".join(every)
    if not now().is_english:
        return local.listed(every, last, now())
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def runs(numbers: Sequence[int]) -> str:
    """`1–4, 7` from 1, 2, 3, 4, 7."""
    parts: list[list[int]] = []
    for each in sorted(set(numbers)):
        if parts and each == parts[-1][-1] + 1:
            parts[-1].append(each)
        else:
            parts.append([each])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


def weeks(numbers: Sequence[int], last: int) -> str:
    """`all weeks`, `week 3` or `weeks 1–4`."""
    if len(set(numbers)) == last:
        return "all weeks"
    return f"week {runs(numbers)}" if len(set(numbers)) == 1 else f"weeks {runs(numbers)}"


def sentence(text: str) -> str:
    """With a capital at the start and a stop at the end."""
    clean = text.strip()
    if not clean:
        return ""
    clean = clean[0].upper() + clean[1:]
    return clean if clean[-1] in ".!?:" else clean + "."


def once(items: Iterable[str]) -> list[str]:
    """Each item once, in the order of its first mention."""
    return list(dict.fromkeys(item for item in items if item))
