"""The flags of `fittvp review` as answers, fact by fact, in the words of a patient file.

Floor: cli. It refuses what no one can mean; the values themselves are read as strictly as a file's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.protocol.library import Library

Answers = dict[str, Any]
"""Fact name to text, or to a list of texts."""

_OF_TEN = re.compile(r"([0-9]{1,2}(?:\.[0-9])?)\s*(?:/\s*10|of 10)?")
_CHANGE = re.compile(r"([+-][0-9]{1,2}(?:\.[0-9])?)")
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]+)?")
PAINS = {
    "pain": "pain_in_session",
    "pain_rest": "pain_rest",
    "pain_week": "pain_week",
    "pain_usual": "pain_usual",
}
COUNTS = {"sessions_done": "sessions", "minutes_done": "min"}
EVENTS = {
    "fall": ("falls_week", "1 falls"),
    "cold": ("illness_week", "cold"),
    "fever": ("illness_week", "fever"),
    "illness": ("illness_week", "other"),
    "admission": ("admission_week", "yes"),
}
WEIGHTS = "weight"


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a review may speak of."""

    first: dt.date
    last: dt.date


def answers_of(flags: Mapping[str, Any], library: Library, window: Window, notes: list[str]) -> Answers:
    """What the flags say. Raises Refusal; adds to the notes."""
    found: Answers = {}
    for flag, unit in COUNTS.items():
        if flags.get(flag) is not None:
            found[flag] = f"{_plain(flags[flag], flag)} {unit}"
    for flag, fact in PAINS.items():
        if flags.get(flag) is not None:
            found[fact] = _of_ten(flags[flag], flag)
    if flags.get("pain_next_morning") is not None:
        found |= _next_morning(flags["pain_next_morning"])
    if flags.get("effort") is not None:
        found["effort_in_session"] = _effort(flags["effort"], library, notes)
    if flags.get("fatigue") is not None:
        found["fatigue_next_day"] = flags["fatigue"].replace("-", "_")
    if flags.get("swelling") is not None:
        found["swelling_week"] = "yes" if flags["swelling"] else "no"
    if flags.get("symptom"):
        found["symptoms_week"] = _symptoms(flags["symptom"])
    if flags.get("missed") is not None:
        found["weeks_missed"] = f"{_plain(flags['missed'], 'missed')} weeks"
    found |= _measures(flags)
    for text in flags.get("event") or ():
        _event(text, library, window, found)
    for text in flags.get("fact") or ():
        _fact(text, library, found)
    return found


def _plain(text: str, flag: str) -> str:
    if not _NUMBER.fullmatch(str(text).strip()):
        raise Refusal(f"--{flag.replace('_', '-')} `{str(text)[:20]}` is no number. Write it as digits.")
    return str(text).strip()


def _of_ten(text: str, flag: str) -> str:
    match = _OF_TEN.fullmatch(text.strip())
    if match is None:
        name = flag.replace("_", "-")
        raise Refusal(f"--{name} `{text[:20]}` is no pain from 0 to 10. Write --{name} 3.")
    return f"{match[1]} of 10"


def _next_morning(text: str) -> Answers:
    """`3` is the pain itself; `+1`, `-1` or `same` compare it with the usual."""
    text = text.strip()
    if text.casefold() in ("same", "usual"):
        return {"pain_next_morning_change": "0 of 10"}
    change = _CHANGE.fullmatch(text)
    if change is not None:
        return {"pain_next_morning_change": f"{float(change[1]):g} of 10"}
    return {"pain_next_morning": _of_ten(text, "pain_next_morning")}


def _effort(text: str, library: Library, notes: list[str]) -> str:
    """Borg 6-20 as a bare number; `4/10` on the handout's scale, taken to the harder side."""
    match = re.fullmatch(r"([0-9]{1,2}(?:\.[0-9])?)\s*(/\s*10)?", text.strip())
    if match is None or (match[2] and float(match[1]) > 10):
        raise Refusal(f"--effort `{text[:20]}` is no effort. Write --effort 12 (Borg 6-20) or --effort 4/10.")
    value = float(match[1])
    if match[2]:
        axis = library.axes["effort"]
        borg = ceil(axis.from_axis(axis.to_axis(value, "CR10"), "Borg"))
        notes.append(f"--effort {text}: taken as Borg {borg} of 6-20.")
        return f"{borg} Borg"
    if value < 6:
        raise Refusal(
            f"--effort {text} is under Borg's 6. If it is on the scale of 0 to 10: --effort {text}/10."
        )
    if value <= 10:
        notes.append(
            f"--effort {text}: taken as Borg 6-20, which is very light. For 0 to 10: --effort {text}/10."
        )
    return f"{value:g} Borg"


def _symptoms(words: Sequence[str]) -> list[str]:
    named = [word.strip().replace("-", "_").replace(" ", "_") for word in words]
    if "none" in (word.casefold() for word in named):
        if len(named) > 1:
            raise Refusal("--symptom none stands beside other symptoms. Name them, or say none.")
        return []
    return named


def _measures(flags: Mapping[str, Any]) -> Answers:
    found: Answers = {}
    if flags.get("bp"):
        found["blood_pressure"] = [_dated(text, "mmHg") for text in flags["bp"]]
    if flags.get("resting_heart_rate") is not None:
        found["resting_heart_rate"] = _dated(flags["resting_heart_rate"], "bpm")
    if flags.get("weight"):
        found[WEIGHTS] = [_dated(text, "kg") for text in flags["weight"]]
    return found


def _dated(text: str, unit: str) -> str:
    """The value with its unit where none was written, and its day."""
    value, at, day = (part.strip() for part in text.partition("@"))
    if re.fullmatch(r"[0-9/.,\s]+", value):
        value = f"{value} {unit}"
    return f"{value} @ {day}" if at else value


def _event(text: str, library: Library, window: Window, found: Answers) -> None:
    """`fall@2026-12-10`: counted, or the date of something that a fact keeps."""
    name, _, day = (part.strip() for part in text.partition("@"))
    word = name.casefold().replace("-", "_").replace(" ", "_")
    on = _day(day, text, window)
    if word in EVENTS:
        fact, said = EVENTS[word]
        if word == "fall":
            already = int(str(found.get(fact, "0")).split()[0])
            found[fact] = f"{already + 1} falls"
        elif fact in found and found[fact] != said:
            found[fact] = "fever" if "fever" in (found[fact], said) else "other"
        else:
            found[fact] = said
        return
    dates = {
        fact.name.removesuffix("_date"): fact.name for fact in library.facts.values() if fact.kind == "date"
    }
    if word not in dates:
        from fittvp.model.problems import nearest, quoted

        known = [*EVENTS, *dates]
        raise Refusal(
            f"--event {quoted(name)} is not known. {nearest(word, known) or 'Known: ' + ', '.join(known) + '.'}"
        )
    if on is None:
        raise Refusal(f'--event {name} needs its day: --event "{name}@{window.last}".')
    found[dates[word]] = on.isoformat()


def _day(day: str, text: str, window: Window) -> dt.date | None:
    if not day:
        return None
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise Refusal(f'--event `{text[:40]}`: write the day as "fall@{window.last}".') from None
    if not window.first <= on <= window.last:
        raise Refusal(
            f"--event `{text[:40]}` is not in the time of this review ({window.first} to {window.last})."
        )
    return on


def _fact(text: str, library: Library, found: Answers) -> None:
    """`surgeon_arm_clearance=given@2026-12-10`: any fact of the patient file."""
    from fittvp.model.problems import nearest, quoted

    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise Refusal(f'--fact {quoted(text)} is no answer. Write --fact "pain_usual=2 of 10@2026-12-10".')
    fact = library.facts.get(name)
    if fact is None:
        raise Refusal(
            f"--fact {quoted(name)} is not known. "
            f"{nearest(name, library.facts) or '`fittvp schema patient` lists the names.'}"
        )
    if fact.kind == "choices":
        words = [word.strip() for word in value.split(",")]
        found[name] = [] if words == ["none"] else words
    else:
        found.setdefault(name, [])
        if not isinstance(found[name], list):
            found[name] = [found[name]]
        found[name].append(value)
