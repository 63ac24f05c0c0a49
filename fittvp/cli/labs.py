"""Reads `--lab "calcium=2.40 mmol/L@2026-11-20"` and adds it to the patient's data before that is read.

Floor: cli. It refuses to guess: a short name is taken only where one fact can be meant, and `calcium` is
said to have been taken as albumin-adjusted. The value itself is read as strictly as the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fittvp.cli.errors import Refusal
from fittvp.model.fact import Fact
from fittvp.model.patient import read_facts
from fittvp.model.problems import PatientError, nearest, quoted

SECTION = "laboratory"
SHAPE = 'Write it as --lab "calcium=2.40 mmol/L@2026-11-20".'
TAKEN_AS = {"calcium": "calcium_adjusted"}
"""Short names with several facts behind them that are taken as one, and said so."""


@dataclass(frozen=True, slots=True)
class Lab:
    """One result. `text` is value, unit and date as the file would hold them; `words` go on the plan."""

    fact: str
    text: str
    words: str
    notes: tuple[str, ...]


def read_labs(given: Iterable[str], facts: Mapping[str, Fact], on: dt.date) -> list[Lab]:
    """The results in the order given. Raises Refusal."""
    return [_one(text, facts, on) for text in given]


def add_labs(raw: Mapping[str, Any], labs: Iterable[Lab]) -> dict[str, Any]:
    """The file's data with the results added; a fact that the file calls unknown is answered by them."""
    new = dict(raw)
    section = new.get(SECTION)
    if section not in (None, "") and not isinstance(section, Mapping):
        return new  # read_patient says what is wrong with it
    results: dict[str, Any] = dict(section or {})
    for lab in labs:
        there = results.get(lab.fact)
        entries = there if isinstance(there, list) else [there]
        kept = [each for each in entries if str(each or "").strip().casefold() not in ("", "unknown")]
        results[lab.fact] = [*kept, lab.text]
    if results:
        new[SECTION] = results
    return new


def _one(text: str, facts: Mapping[str, Fact], on: dt.date) -> Lab:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise Refusal(f"--lab {quoted(text)} is no result. {SHAPE}")
    fact, notes = _fact(name, facts)
    try:
        reading = read_facts({fact: value}, facts, on)[fact][-1]
    except PatientError as error:
        said = " ".join(f"{each.what} {each.remedy}".strip() for each in error.problems)
        raise Refusal(f"--lab {fact}: {said}") from None
    if reading.on is None:
        raise Refusal(f"--lab {quoted(text)} has no date: a result without its day is not used. {SHAPE}")
    at = f" {reading.at:%H:%M}" if reading.at else ""
    return Lab(fact, value, f"{fact}={reading.written}@{reading.on}{at}", notes)


def _fact(name: str, facts: Mapping[str, Fact]) -> tuple[str, tuple[str, ...]]:
    """The fact that a name means, and what must be said about it."""
    known = [fact for fact in facts.values() if fact.group == SECTION]
    word = re.sub(r"[\s-]+", "_", name.casefold())
    taken = TAKEN_AS.get(word, "")
    if taken in facts:
        label = facts[taken].label.casefold()
        others = ", ".join(f.name for f in known if f.name.startswith(f"{word}_") and f.name != taken)
        return taken, (f"--lab {word}: taken as {label} ({taken}). If it was not, name it: {others}.",)
    exact = [fact.name for fact in known if word in (fact.name, fact.label.casefold().replace(" ", "_"))]
    found = exact or [fact.name for fact in known if fact.name.startswith(f"{word}_")]
    if len(found) == 1:
        return found[0], ()
    if found:
        raise Refusal(f"--lab {quoted(name)}: these differ, say which: {', '.join(sorted(found))}.")
    if word in facts:
        raise Refusal(f"--lab {quoted(name)} is no laboratory result. Write it into the patient file.")
    hint = nearest(word, [fact.name for fact in known]) or "`fittvp schema patient` lists the names."
    raise Refusal(f"--lab {quoted(name)} is not known. {hint}")
