"""The patient as read: readings over time, contacts and notes, with an exact way to JSON and back.

Floor: model. Frozen and free of judgement: what a reading means is for derive.py and the engine.
It refuses to know files, YAML and today's date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fittvp.model.fact import NOT_ASKED, UNKNOWN, Absent, Value

FIRST_TIME = dt.time.min


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to one fact. `value` is in the fact's unit, or UNKNOWN where the file says `unknown`.

    `on` is None where the file gives no date: it then holds as of the plan's day. `at` only where a time
    was written. `written` is the clinic's own text; `where` its place in the file.
    """

    value: Value | Absent
    on: dt.date | None
    written: str
    where: str
    at: dt.time | None = None

    @property
    def moment(self) -> tuple[dt.date, dt.time]:
        """For sorting: an undated reading is the newest."""
        return self.on or dt.date.max, self.at or FIRST_TIME


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who looks after the patient. Text only, as printed."""

    role: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Patient:
    """Everything the file said. `readings` holds each answered fact, oldest first."""

    id: str
    name: str
    readings: Mapping[str, tuple[Reading, ...]]
    contacts: tuple[Contact, ...] = ()
    notes: str = ""
    written_on: dt.date | None = None
    language: str = ""  # of the handout, by its code; empty: English


def patient_to_json(patient: Patient) -> dict[str, Any]:
    """Plain data for plan.json; patient_from_json gives back an equal Patient."""
    language = {"language": patient.language} if patient.language else {}
    return {
        "id": patient.id,
        "name": patient.name,
        "written_on": _date_text(patient.written_on),
        "readings": readings_to_json(patient.readings),
        "contacts": [[each.role, each.name, each.phone] for each in patient.contacts],
        "notes": patient.notes,
        **language,
    }


def patient_from_json(plain: Mapping[str, Any]) -> Patient:
    """The Patient that patient_to_json wrote. Raises KeyError, TypeError or ValueError on other data."""
    return Patient(
        id=plain["id"],
        name=plain["name"],
        readings=readings_from_json(plain["readings"]),
        contacts=tuple(Contact(role, name, phone) for role, name, phone in plain["contacts"]),
        notes=plain["notes"],
        written_on=_date(plain["written_on"]),
        language=plain.get("language", ""),
    )


def readings_to_json(readings: Mapping[str, Sequence[Reading]]) -> dict[str, list[dict[str, Any]]]:
    """Readings by fact as plain data."""
    return {name: [_reading_to_json(each) for each in own] for name, own in readings.items()}


def readings_from_json(plain: Mapping[str, Any]) -> dict[str, tuple[Reading, ...]]:
    """The readings that readings_to_json wrote."""
    return {name: tuple(_reading_from_json(each) for each in own) for name, own in plain.items()}


def _reading_to_json(reading: Reading) -> dict[str, Any]:
    value = reading.value
    plain: dict[str, Any] = {"written": reading.written, "where": reading.where}
    if isinstance(value, Absent):
        plain["absent"] = value.value
    else:
        plain["value"] = sorted(value) if isinstance(value, frozenset) else value
    if reading.on is not None:
        plain["on"] = reading.on.isoformat()
    if reading.at is not None:
        plain["at"] = reading.at.isoformat("minutes")
    return plain


def _reading_from_json(plain: Mapping[str, Any]) -> Reading:
    value: Value | Absent
    if "absent" in plain:
        value = UNKNOWN if plain["absent"] == UNKNOWN.value else NOT_ASKED
    else:
        value = frozenset(plain["value"]) if isinstance(plain["value"], list) else plain["value"]
    at = plain.get("at")
    return Reading(
        value=value,
        on=_date(plain.get("on")),
        written=plain["written"],
        where=plain["where"],
        at=None if at is None else dt.time.fromisoformat(at),
    )


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _date_text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
