"""What the intake tests share: the real facts, and one way to read a file on the examples' day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

from fittvp.cli.read import read_patient_file
from fittvp.model.fact import Fact
from fittvp.model.patient import Patient, read_patient
from fittvp.protocol.facts import load_facts
from fittvp.protocol.strict_yaml import load_strict

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 23)
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.yaml"))


@lru_cache
def data(stem: str) -> Any:
    return load_strict((ROOT / "protocols" / f"{stem}.yaml").read_text(encoding="utf-8"), f"{stem}.yaml")


@lru_cache
def facts() -> dict[str, Fact]:
    catalogue = data("exercises")
    places = sorted({place for exercise in catalogue["exercises"] for place in exercise["settings"]})
    return load_facts(
        data("facts"),
        {
            "goals": {name: goal["label"] for name, goal in data("goals").items()},
            "exercises": {exercise["id"]: exercise["name"] for exercise in catalogue["exercises"]},
            "equipment": catalogue["equipment"],
            "settings": {place: place for place in places},
        },
    )


def read(raw: Any, today: dt.date = DAY) -> Patient:
    return read_patient(raw, facts(), today, data("formulas"))


def read_file(path: Path, today: dt.date = DAY) -> Patient:
    return read(read_patient_file(path), today)


def patient(**answers: Any) -> Patient:
    """A patient with no conditions and medicines but for what is said."""
    return read({"id": "p", "conditions": [], "medicines": [], **answers})
