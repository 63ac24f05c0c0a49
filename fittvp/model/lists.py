"""Reads the two lists that must be answered: conditions with their particulars, and medicines with doses.

Floor: model. A medicine is kept as its class; what the clinic wrote stays beside it for the page.
It refuses a drug that it cannot place: the clinician names its class, or `other`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from fittvp.model.answers import Answers
from fittvp.model.codes import CODED, read_code
from fittvp.model.fact import UNKNOWN, Fact
from fittvp.model.problems import PatientError, nearest, quoted
from fittvp.model.record import Reading
from fittvp.model.words import find_word, read_moment, read_text, read_word, refusal

_MEDICINE: Final = ("name", "class", "dose", "since")
_DOSE = re.compile(r"\s(?=[0-9])")


def read_conditions(answers: Answers, raw: Any) -> None:
    """`[ckd, icd10 N18.4, {coronary_bypass: {sternum: stable}}]`: the conditions, and the particulars as facts."""
    fact = answers.facts["conditions"]
    found: dict[str, None] = {}
    for number, entry in enumerate(_entries(answers, fact, raw), 1):
        where = f"conditions[{number}]"
        try:
            word, particulars = _condition(entry, fact, where)
        except PatientError as error:
            answers.report(error.problems)
            continue
        found.setdefault(word)
        for name, value in particulars.items():
            place = f"{where}.{quoted(name).strip('`')}"
            if isinstance(name, str) and name in answers.facts and name not in ("conditions", "medicines"):
                answers.read(name, value, place)
            else:
                answers.say(place, f"{quoted(name)} is not known.", nearest(str(name), answers.facts))
    if isinstance(raw, list):
        answers.add(fact.name, Reading(frozenset(found), None, ", ".join(found), fact.name))


def read_medicines(answers: Answers, raw: Any) -> None:
    """`[bisoprolol, {name: ramipril, dose: 5 mg, since: 2025-12-01}, statin]`; `unknown`: the plan asks."""
    fact = answers.facts["medicines"]
    if isinstance(raw, str) and raw.strip().casefold() == "unknown":
        answers.add(fact.name, Reading(UNKNOWN, None, "unknown", fact.name))
        return
    classes: dict[str, None] = {}
    written: list[str] = []
    for number, entry in enumerate(_entries(answers, fact, raw), 1):
        try:
            word, text = _medicine(entry, fact, f"medicines[{number}]", answers)
        except PatientError as error:
            answers.report(error.problems)
            continue
        classes.setdefault(word)
        written.append(text)
    if isinstance(raw, list):
        answers.add(fact.name, Reading(frozenset(classes), None, "; ".join(written), fact.name))


def _entries(answers: Answers, fact: Fact, raw: Any) -> list[Any]:
    if isinstance(raw, list):
        return raw
    if raw not in (None, ""):  # an absent answer is said once, by the caller
        answers.say(fact.name, "is not a list.", "Write each after `- `, or [] for: asked, none.")
    return []


def _condition(entry: Any, fact: Fact, where: str) -> tuple[str, Mapping[Any, Any]]:
    """The word and its particulars, also where these were not indented below it."""
    if isinstance(entry, str):
        return _condition_word(entry, fact, where), {}
    if not isinstance(entry, Mapping) or not entry:
        raise refusal(where, "has the wrong shape.", "Write `- ckd` or `- ckd: {kidney_stage: G4}`.")
    first, *others = entry
    if isinstance(entry[first], str) and len(entry) == 1 and str(first).casefold() in CODED:
        return _condition_word(f"{first} {entry[first]}", fact, where), {}
    word = _condition_word(str(first), fact, where)
    particulars = entry[first]
    if particulars in (None, ""):
        particulars = {}
    if not isinstance(particulars, Mapping):
        raise refusal(
            where, f"the particulars of {word} have the wrong shape.", f"Write `{word}: {{fact: value}}`."
        )
    twice = [name for name in others if name in particulars]
    if twice:
        raise refusal(where, f"{quoted(twice[0])} stands twice.", "Keep one of the two.")
    return word, {**particulars, **{name: entry[name] for name in others}}


def _condition_word(text: str, fact: Fact, where: str) -> str:
    """By its word, its label or a published code."""
    clean = read_text(text, where)
    return read_code(clean, fact, where) or read_word(clean, fact, where)


def _medicine(entry: Any, fact: Fact, where: str, answers: Answers) -> tuple[str, str]:
    """The class, and the text for the page."""
    if isinstance(entry, str):
        text = read_text(entry, where)
        return _class_of(text, fact, where), text
    if not isinstance(entry, Mapping):
        raise refusal(where, "has the wrong shape.", "Write a name, or {name: ..., dose: ..., since: ...}.")
    for key in entry:
        if key not in _MEDICINE:
            remedy = nearest(str(key), _MEDICINE) or "A medicine has name, class, dose and since."
            raise refusal(where, f"{quoted(key)} is not known here.", remedy)
    parts = {
        key: read_text(str(value), f"{where}.{key}")
        for key, value in entry.items()
        if value not in (None, "")
    }
    if "name" not in parts:
        raise refusal(where, "has no name.", "Write {name: ..., dose: ..., since: ...}.")
    if "since" in parts:
        read_moment(parts["since"], f"{where}.since", answers.today)
    word = (
        read_word(parts["class"], fact, where) if "class" in parts else _class_of(parts["name"], fact, where)
    )
    since = f" since {parts['since']}" if "since" in parts else ""
    return word, " ".join([parts["name"], *([parts["dose"]] if "dose" in parts else [])]) + since


def _class_of(text: str, fact: Fact, where: str) -> str:
    """By name or class; `bisoprolol 2.5 mg` is read by what stands before the first number."""
    found = find_word(text, fact) or find_word(_DOSE.split(text)[0].strip(), fact)
    if found is None:
        hint = nearest(text, [*(fact.choices or {}), *(fact.names or {})])
        remedy = f"{hint} Write {{name: ..., class: ...}} with its class, or class `other`."
        raise refusal(where, f"the medicine {quoted(text)} is not known.", remedy.strip())
    return found
