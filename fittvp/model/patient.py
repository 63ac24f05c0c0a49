"""Reads a patient file, section by section, into a Patient; or says everything that must be asked back.

Floor: model. Strict: unknown names, missing answers and contradictions are refused, all at once.
It refuses to know the file's format, the clock (the caller says what day it is) and what an answer means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from fittvp.model.answers import Answers, read_blood_pressure
from fittvp.model.checks import find_contradictions, settle
from fittvp.model.fact import Fact
from fittvp.model.lists import read_conditions, read_medicines
from fittvp.model.problems import PatientError, Problem, nearest, quoted
from fittvp.model.record import Contact, Patient, Reading, patient_from_json, patient_to_json
from fittvp.model.tongue import NoSuchLanguage, code_of
from fittvp.model.words import LONG, SHORT, read_moment, read_text

__all__ = [
    "Contact",
    "Patient",
    "Reading",
    "patient_from_json",
    "patient_to_json",
    "read_facts",
    "read_patient",
]

ID: Final = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
BLOOD_PRESSURE: Final = "blood_pressure"
PRESSURES: Final = ("resting_systolic", "resting_diastolic")
_MANY_CONTACTS: Final = 20


class _Border(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class _Person(_Border):
    role: str = ""
    name: str = ""
    phone: str = ""


class _Head(_Border):
    id: Annotated[str, StringConstraints(pattern=ID)]
    name: str = ""
    written_on: str | None = None
    language: str = ""
    team: tuple[_Person, ...] = ()
    notes: str = ""


HEAD: Final = tuple(_Head.model_fields)


def read_patient(
    raw: Any, facts: Mapping[str, Fact], today: dt.date, formulas: Mapping[str, Any] | None = None
) -> Patient:
    """The patient of one parsed file. Raises PatientError with all problems.

    `today`: nothing in the file may be later. `formulas`: used to compare a stated stage with the eGFR.
    """
    if not isinstance(raw, Mapping):
        raise PatientError(
            [Problem("", "the file holds no patient.", "Run `fittvp new patient.yaml` for a template.")]
        )
    problems: list[Problem] = []
    head = _read_head({key: raw[key] for key in raw if key in HEAD}, today, problems)
    answers = Answers(facts, today, head.written_on)
    _read_sections(raw, answers)
    _require(raw, answers)
    return _finish(head, answers, problems, formulas)


def read_facts(
    raw: Mapping[str, Any], facts: Mapping[str, Fact], today: dt.date
) -> dict[str, tuple[Reading, ...]]:
    """Facts and sections only, without head and required answers: what a weekly review says."""
    answers = Answers(facts, today)
    _read_sections(raw, answers)
    return dict(_finish(Patient("", "", {}), answers, [], None).readings)


def _finish(
    head: Patient, answers: Answers, problems: list[Problem], formulas: Mapping[str, Any] | None
) -> Patient:
    reference = head.written_on or answers.today
    answers.report(find_contradictions(answers.readings, answers.facts, reference, formulas))
    if problems or answers.problems:
        raise PatientError([*problems, *answers.problems])
    readings = {name: settle(each, answers.facts[name]) for name, each in answers.readings.items()}
    ordered = {name: readings[name] for name in answers.facts if name in readings}
    return replace(head, readings=ordered)


def _read_sections(raw: Mapping[Any, Any], answers: Answers) -> None:
    facts = answers.facts
    groups = {fact.group for fact in facts.values()}
    for key, value in raw.items():
        if key in HEAD:
            continue
        if key in _LISTS and key in facts:
            _LISTS[key](answers, value)
        elif key in groups and _is_section(value, facts):
            for name, answer in (value or {}).items():
                _read_one(name, answer, f"{key}.{_plain(name)}", answers, facts)
        elif key in groups and key not in facts:
            answers.say(str(key), "is a section.", "Write its facts below it, one a line.")
        else:
            _read_one(key, value, _plain(key), answers, (*facts, *groups, *HEAD, BLOOD_PRESSURE))


def _is_section(value: Any, facts: Mapping[str, Fact]) -> bool:
    """A mapping of names, or nothing at all (a section left empty)."""
    if isinstance(value, Mapping):
        return "value" not in value or "value" in facts
    return value in (None, "")


def _read_one(name: Any, value: Any, where: str, answers: Answers, known: Iterable[str]) -> None:
    facts = answers.facts
    if name == BLOOD_PRESSURE and all(each in facts for each in PRESSURES):
        read_blood_pressure(answers, value, where, PRESSURES)
    elif isinstance(name, str) and name in facts and name not in _LISTS:
        answers.read(name, value, where)
    else:
        answers.say(where, f"{quoted(name)} is not known.", _suggestion(str(name), known))


def _suggestion(name: str, known: Iterable[str]) -> str:
    every = [*known, BLOOD_PRESSURE]
    longer = [each for each in every if each.startswith(f"{name}_")]
    if len(longer) > 1:
        return f"These differ, say which: {', '.join(longer)}."
    return nearest(name, every) or "`fittvp schema patient` lists the names; other remarks go into notes."


def _require(raw: Mapping[Any, Any], answers: Answers) -> None:
    for fact in answers.facts.values():
        if fact.required and raw.get(fact.name) in (None, ""):
            answers.say(fact.name, "must be answered.", "List them, or write [] for: asked, none.")


def _read_head(raw: Mapping[Any, Any], today: dt.date, problems: list[Problem]) -> Patient:
    """Identity, contacts and notes; a field with a problem is left empty."""
    try:
        head = _Head.model_validate({key: value for key, value in raw.items() if value not in (None, "")})
    except ValidationError as error:
        problems += [
            _border_problem(dict(each)) for each in error.errors(include_url=False, include_input=False)
        ]
        return Patient("", "", {})

    def text(value: str, where: str, longest: int = SHORT, lines: bool = False) -> str:
        try:
            return read_text(value, where, longest, lines)
        except PatientError as error:
            problems.extend(error.problems)
            return ""

    written_on = None
    if head.written_on is not None:
        try:
            written_on = read_moment(head.written_on, "written_on", today)[0]
        except PatientError as error:
            problems.extend(error.problems)
    contacts = [
        Contact(
            *(text(getattr(person, part), f"team[{number}].{part}") for part in ("role", "name", "phone"))
        )
        for number, person in enumerate(head.team[:_MANY_CONTACTS], 1)
    ]
    problems += _contact_problems(contacts, len(head.team))
    notes = text(head.notes, "notes", LONG, lines=True)
    language = _read_language(head.language, problems)
    return Patient(head.id, text(head.name, "name"), {}, tuple(contacts), notes, written_on, language)


def _read_language(asked: str, problems: list[Problem]) -> str:
    """The code of the handout's language; nothing where the file names none."""
    try:
        return code_of(asked) if asked else ""
    except NoSuchLanguage as error:
        problems.append(Problem("language", str(error), ""))
        return ""


def _contact_problems(contacts: list[Contact], count: int) -> Iterable[Problem]:
    if count > _MANY_CONTACTS:
        yield Problem("team", f"has more than {_MANY_CONTACTS} people.", "Keep those who answer calls.")
    for number, contact in enumerate(contacts, 1):
        if not contact.role:
            yield Problem(
                f"team[{number}]", "has no role.", "Write {role: kidney team, name: ..., phone: ...}."
            )
        if contact.phone and not re.search(r"[0-9]{3}", re.sub(r"[\s().-]", "", contact.phone)):
            yield Problem(f"team[{number}].phone", "is not a telephone number.", "Write its digits.")


def _border_problem(error: Mapping[str, Any]) -> Problem:
    """A pydantic error in our words; the patient's text is not repeated."""
    where = ""
    for part in error["loc"]:
        where += f"[{part + 1}]" if isinstance(part, int) else f".{_plain(part)}"
    where, kind = where.lstrip("."), error["type"]
    if kind == "missing":
        return Problem(where, "is missing.", "Give the file a short name, such as `id: ward-3-bed-2`.")
    if kind == "string_pattern_mismatch":
        return Problem(
            where, "may hold only letters, digits, - and _ (at most 64).", "It becomes a file name."
        )
    if kind == "extra_forbidden":
        return Problem(where, "is not known.", "A contact has role, name and phone.")
    return Problem(where, "has the wrong shape.", "Write plain text; team is a list of {role, name, phone}.")


def _plain(name: object) -> str:
    return quoted(name).strip("`")


_LISTS: Final = {"conditions": read_conditions, "medicines": read_medicines}
