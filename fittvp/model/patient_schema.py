"""The JSON Schema of a patient file, so that editors complete and check it while it is written.

Floor: model. It describes the tidy file: each fact in its own section, units as facts.yaml spells them.
The reader (patient.py) takes more than this and has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from fittvp.model.codes import CODED, WRITTEN
from fittvp.model.fact import Fact
from fittvp.model.tongue import NAMES

Schema = dict[str, Any]
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?"
_DATED: Final = rf"(( on |\s*@\s*){_DAY})?"
_NUMBER: Final = r"[+\-]?[0-9]*[.,]?[0-9]+"
_UNKNOWN: Final[Schema] = {"const": "unknown", "description": "Asked, not available."}
_UNKNOWN_REF: Final[Schema] = {"$ref": "#/$defs/unknown"}
_EMPTY_REF: Final[Schema] = {"$ref": "#/$defs/empty"}
_TEXT: Final[Schema] = {"type": "string", "maxLength": 200}


def patient_schema(facts: Mapping[str, Fact]) -> Schema:
    """JSON Schema 2020-12 of the patient file for these facts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fittvp patient file",
        "type": "object",
        "properties": {**_head(), **_identity(facts), **_lists(), **_sections(facts)},
        "required": ["id", *(fact.name for fact in facts.values() if fact.required)],
        "additionalProperties": False,
        "$defs": {
            "empty": {"enum": [None, ""]},
            "unknown": _UNKNOWN,
            "text": _TEXT,
            "date": {"type": "string", "pattern": f"^{_DAY}$"},
            "particulars": _object(
                {name: _ref(name) for name in facts if name not in ("conditions", "medicines")}
            ),
            "blood_pressure": _blood_pressure(),
            **{f"fact_{fact.name}": _fact(fact) for fact in facts.values()},
        },
    }


def _head() -> Schema:
    person = {"role": _TEXT, "name": _TEXT, "phone": {"type": ["string", "integer"], "maxLength": 200}}
    return {
        "id": {
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
            "description": "Names the files.",
        },
        "name": _TEXT,
        "written_on": {"$ref": "#/$defs/date", "description": "The day on which undated answers were true."},
        "language": {"type": "string", "enum": list(NAMES), "description": "The language of the handout."},
        "team": {"type": "array", "items": {**_object(person), "required": ["role"]}},
        "notes": {"type": "string", "maxLength": 5000},
    }


def _identity(facts: Mapping[str, Fact]) -> Schema:
    return {fact.name: _ref(fact.name) for fact in facts.values() if fact.group == "identity"}


def _lists() -> Schema:
    coded = {"type": "string", "pattern": WRITTEN, "description": "icd10 N18.4, snomed 709044004"}
    word = {"anyOf": [{"$ref": "#/$defs/fact_conditions/$defs/word"}, coded]}
    particulars = {"anyOf": [{"$ref": "#/$defs/particulars"}, _EMPTY_REF]}
    with_particulars = {
        "type": "object",
        "propertyNames": word,
        "additionalProperties": particulars,
        "minProperties": 1,
        "maxProperties": 1,
    }
    medicine = _object(
        {"name": _TEXT, "class": _ref("medicines", "word"), "dose": _TEXT, "since": {"$ref": "#/$defs/date"}}
    )
    known = {"$ref": "#/$defs/fact_medicines/$defs/name"}
    return {
        "conditions": {
            "type": "array",
            "items": {"anyOf": [word, with_particulars, _coded_pair()]},
            "description": "[]: none.",
        },
        "medicines": {
            "anyOf": [
                {"type": "array", "items": {"anyOf": [known, {**medicine, "required": ["name"]}]}},
                _UNKNOWN_REF,
            ],
            "description": "Names or classes, with doses if known. []: none.",
        },
    }


def _coded_pair() -> Schema:
    """`{icd10: N18.4}`: the colon that slips in."""
    one = {system: {"type": "string", "minLength": 1} for system in CODED}
    return {**_object(one), "minProperties": 1, "maxProperties": 1}


def _sections(facts: Mapping[str, Fact]) -> Schema:
    groups: dict[str, Schema] = {}
    for fact in facts.values():
        if fact.group not in ("identity", "conditions", "medicines", "review"):
            groups.setdefault(fact.group, {})[fact.name] = _ref(fact.name)
    if "resting_systolic" in facts:
        groups.setdefault("vital_signs", {})["blood_pressure"] = {"$ref": "#/$defs/blood_pressure"}
    return {
        group: {"anyOf": [_object(own), *([_ref(group)] if group in facts else []), _EMPTY_REF]}
        for group, own in groups.items()
    }


def _blood_pressure() -> Schema:
    one = {
        "type": "string",
        "pattern": rf"^[0-9]{{2,3}}/[0-9]{{2,3}} ?mm ?Hg{_DATED}$",
        "examples": ["128/76 mmHg"],
    }
    return {**_one_or_more(one, "blood_pressure/$defs/"), "description": "Resting blood pressure."}


def _fact(fact: Fact) -> Schema:
    about = f"{fact.label} ({fact.unit})" if fact.unit else fact.label
    if fact.kind != "choices":
        return {"description": about, **_one_or_more(_scalar(fact), f"fact_{fact.name}/$defs/")}
    word = {"enum": list(fact.choices or {})}
    words = {"type": "array", "items": _ref(fact.name, "word")}
    entries = {"type": "array", "items": _entry(words)}
    every = {"name": {"enum": sorted({*(fact.choices or {}), *(fact.names or {})})}} if fact.names else {}
    shapes = [words, _entry(words), entries, _ref(fact.name, "word"), _UNKNOWN_REF]
    return {"description": about, "$defs": {"word": word, **every}, "anyOf": shapes}


def _scalar(fact: Fact) -> Schema:
    if fact.kind == "quantity":
        return _quantity(fact)
    if fact.kind == "flag":
        return {"enum": ["yes", "no", True, False]}
    if fact.kind == "choice":
        labels = "; ".join(f"{word}: {label}" for word, label in (fact.choices or {}).items())
        return {"enum": list(fact.choices or {}), "description": labels}
    if fact.kind == "date":
        return {"$ref": "#/$defs/date"}
    return {"type": "string", "maxLength": 5000}


def _quantity(fact: Fact) -> Schema:
    units = [re.sub(r"([^\w\s/%-])", r"\\\1", unit) for unit in fact.spellings or {} if unit]
    bare = "" in (fact.spellings or {})
    unit = rf"\s*({'|'.join(sorted(units, key=len, reverse=True))})"
    pattern = rf"^{_NUMBER}({unit}){'?' if bare else ''}{_DATED}$"
    text: Schema = {"type": "string", "pattern": pattern}
    return {"anyOf": [text, {"type": "number"}]} if bare else text


def _one_or_more(one: Schema, place: str) -> Schema:
    """A value, a dated entry, or a list of either; or unknown. `place`: where its own $defs stand."""
    value, entry = ({"$ref": f"#/$defs/{place}{part}"} for part in ("value", "entry"))
    several = {"type": "array", "minItems": 1, "items": {"anyOf": [value, entry]}}
    return {"$defs": {"value": one, "entry": _entry(value)}, "anyOf": [value, entry, several, _UNKNOWN_REF]}


def _entry(value: Schema) -> Schema:
    """`{value: ..., date: ...}`; with `unit` apart, the value is a bare number."""
    apart = {"required": ["unit"], "properties": {"value": {"type": ["string", "number"]}}}
    whole = {"properties": {"value": {"anyOf": [value, _UNKNOWN_REF]}, "unit": False}}
    shape = _object({"value": True, "unit": {"$ref": "#/$defs/text"}, "date": {"$ref": "#/$defs/date"}})
    return {**shape, "required": ["value"], "anyOf": [whole, apart]}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _ref(name: str, part: str = "") -> Schema:
    return {"$ref": f"#/$defs/fact_{name}" + (f"/$defs/{part}" if part else "")}
