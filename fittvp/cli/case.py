"""From the command's words to a decided plan: library, patient, wishes, plan.

Floor: cli. It loads what the plan needs and turns every known failure into a Refusal.
It refuses to write anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fittvp.cli import clock
from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.model.plan import AskedPart, Plan
    from fittvp.model.record import Patient
    from fittvp.protocol.library import Library


@dataclass(slots=True)
class Case:
    """What a command works on. `notes` go to stderr: what was understood, where a word was short."""

    library: Library
    patient: Patient
    on: dt.date
    labs: list[str]
    notes: list[str] = field(default_factory=list)


def open_library(folder: str | None) -> Library:
    """Our protocols, with those of `folder` laid over them. Raises Refusal with every problem."""
    from fittvp.protocol.library import FolderProblem, load_library

    try:
        return load_library(Path(folder) if folder else None)
    except FolderProblem as error:
        raise Refusal(str(error)) from None
    except ValueError as error:
        raise Refusal(f"The protocols cannot be used as they are:\n{error}") from None


def open_case(path: str, on: dt.date, labs: tuple[str, ...], protocols: str | None) -> Case:
    """The patient of `path` on the day `on`, with the results of --lab added."""
    from fittvp.cli.labs import add_labs, read_labs
    from fittvp.cli.read import read_patient_file
    from fittvp.model.patient import read_patient
    from fittvp.model.problems import PatientError

    library = open_library(protocols)
    try:
        raw = read_patient_file(path)
    except PatientError as error:
        raise Refusal(str(error)) from None
    results = read_labs(labs, library.facts, on)
    try:
        patient = read_patient(add_labs(raw, results), library.facts, on, library.formulas)
    except PatientError as error:
        raise Refusal(str(error)) from None
    return Case(library, patient, on, [r.words for r in results], [n for r in results for n in r.notes])


def decide(case: Case, asked: AskedPart) -> Plan:
    """The plan. Raises Refusal where the clinician asks for what may not be."""
    from fittvp.engine.prescribe import NoSuchOverride, PassesALimit, prescribe

    try:
        return prescribe(case.library, case.patient, case.on, asked, clock.stamp())
    except (PassesALimit, NoSuchOverride) as error:
        raise Refusal(str(error)) from None
