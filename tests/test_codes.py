"""Published codes: a condition named by ICD-10 or SNOMED CT is that condition, and nothing is guessed beyond it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cli_help import assert_refused, call, kept, no_pages
from jsonschema import Draft202012Validator

from fittvp.model.codes import is_code
from fittvp.model.patient import read_patient
from fittvp.model.patient_schema import patient_schema
from fittvp.model.problems import PatientError
from fittvp.protocol.build import LibraryError, build
from fittvp.protocol.folder import default_folder
from fittvp.protocol.library import load_library, read_texts
from fittvp.protocol.strict_yaml import load_strict

LIBRARY = load_library(cache=False)
TEXTS = read_texts(default_folder())
RAW = load_strict(TEXTS["codes"], "codes")
ON = dt.date(2026, 11, 23)
SOURCE = "source: {id: memory, where: recalled, seen: memory}"
plain_pages = pytest.fixture(no_pages)


def conditions(*written: Any) -> frozenset[str]:
    raw = {"id": "x", "conditions": list(written), "medicines": []}
    reading = read_patient(raw, LIBRARY.facts, ON).readings["conditions"][0]
    assert isinstance(reading.value, frozenset)
    return reading.value


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("icd10 N18", "ckd"),
        ("icd10 N18.4", "ckd"),
        ("ICD-10 n18.30", "ckd"),
        ("ICD-10-CM: E11.9", "diabetes_type_2"),
        ("icd10 E1165", "diabetes_type_2"),
        ("icd10 I25.10", "coronary_disease"),
        ("icd10 I25.2", "myocardial_infarction"),
        ("snomed 709044004", "ckd"),
        ("SNOMED CT 49436004", "atrial_fibrillation"),
        ("snomed:84114007", "heart_failure"),
        ("snomed 38341003 |Hypertensive disorder|", "hypertension"),
        ({"icd10": "G20"}, "parkinsons_disease"),
        ({"icd10 N18.4": {"kidney_stage": "G4"}}, "ckd"),
    ],
    ids=str,
)
def test_a_code_means_its_condition(written: Any, word: str) -> None:
    assert conditions(written) == {word}


def test_codes_and_words_stand_in_one_list_and_the_same_condition_counts_once() -> None:
    assert conditions("icd10 N18.4", "snomed 709044004", "ckd", "copd") == {"ckd", "copd"}


def test_a_code_that_says_more_than_the_condition_states_nothing_more() -> None:
    raw = {"id": "x", "conditions": ["icd10 N18.4"], "medicines": []}
    assert set(read_patient(raw, LIBRARY.facts, ON).readings) == {"conditions", "medicines"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("icd10 K35", "no condition here has the ICD-10 code `K35`"),
        ("icd10 I25", "no condition here has the ICD-10 code `I25`"),
        ("icd10 I71.0", "no condition here has the ICD-10 code"),
        ("icd10 E66.3", "no condition here has the ICD-10 code"),
        ("snomed 74400008", "no condition here has the SNOMED CT code"),
        ("snomed 709044005", "is no SNOMED CT code"),
        ("icd10 kidney", "is no ICD-10 code"),
        ("N18.4", "is not an answer"),
    ],
)
def test_a_code_nobody_lists_or_that_is_mistyped_is_asked_back(written: str, said: str) -> None:
    with pytest.raises(PatientError) as caught:
        conditions(written)
    assert said in str(caught.value)
    assert "conditions[1]" in str(caught.value)


def test_every_code_has_the_form_and_check_digit_of_its_system_and_one_meaning() -> None:
    met: dict[tuple[str, str], str] = {}
    for section in ("conditions", "analytes"):
        for word, entry in RAW[section].items():
            for system in entry.keys() - {"source"}:
                for code in entry[system]:
                    assert is_code(code, system), code
                    assert met.setdefault((system, code), word) == word
    assert len(met) > 150
    assert not is_code("709044005", "snomed")
    assert not is_code("2823-4", "loinc")


def test_every_listed_code_leads_to_its_own_condition_and_analyte() -> None:
    for word, entry in RAW["conditions"].items():
        for system in entry.keys() - {"source"}:
            for code in entry[system]:
                assert conditions(f"{system} {code}") == {word}
    for name, entry in RAW["analytes"].items():
        codes = LIBRARY.facts[name].codes
        assert codes is not None
        assert codes["loinc"] == dict.fromkeys(entry["loinc"], name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"conditions: {{kcd: {{icd10: [N18], {SOURCE}}}}}",
            "is not a condition of facts.yaml. Did you mean `ckd`?",
        ),
        (f"analytes: {{potasium: {{loinc: [2823-3], {SOURCE}}}}}", "is not a measured fact"),
        (f"analytes: {{sex: {{loinc: [2823-3], {SOURCE}}}}}", "is not a measured fact"),
        (f"conditions: {{ckd: {{icd10: [kidney], {SOURCE}}}}}", "`kidney` is no icd10 code"),
        (f"conditions: {{ckd: {{snomed: ['709044005'], {SOURCE}}}}}", "`709044005` is no snomed code"),
        (f"conditions: {{ckd: {{loinc: [2823-3], {SOURCE}}}}}", "`loinc` has no place here"),
        (f"conditions: {{ckd: {{icd10: N18, {SOURCE}}}}}", "is a list of codes"),
        ("conditions: {ckd: {icd10: [N18]}}", "needs its source"),
        (
            "conditions: {ckd: {icd10: [N18], source: {id: nobody, where: x, seen: full}}}",
            "does not stand in sources",
        ),
        ("conditions: {ckd: N18}", "is not `{icd10: [N18]"),
        ("illnesses: {}", "is not a section of codes"),
        (
            f"conditions: {{ckd: {{icd10: [N18], {SOURCE}}}, copd: {{icd10: [n18], {SOURCE}}}}}".replace(
                "n18", "N18"
            ),
            "`N18` already means ckd",
        ),
        (f"conditions: {{ckd: {{icd10: [N18.1, N181], {SOURCE}}}}}", "`N181` already means ckd"),
        (
            f"analytes: {{potassium: {{loinc: [2823-3], {SOURCE}}}, albumin: {{loinc: [2823-3], {SOURCE}}}}}",
            "`2823-3` already means potassium",
        ),
    ],
)
def test_a_code_list_that_could_mislead_is_refused(text: str, said: str) -> None:
    with pytest.raises(LibraryError) as caught:
        build({**TEXTS, "codes": text + "\n"})
    assert said in str(caught.value)
    assert str(caught.value).startswith("codes.yaml")


def test_a_plan_from_a_code_is_the_plan_from_the_word(tmp_path: Path, plain_pages: None) -> None:
    found: list[Mapping[str, Any]] = []
    for word in ("ckd", "icd10 N18.3"):
        file = tmp_path / "p.yaml"
        file.write_text(f"id: p\nconditions: [{word}]\nmedicines: []\nage: 50 years\n", encoding="utf-8")
        call("plan", file, "--on", ON, "--out", tmp_path, "--force")
        plan = kept(tmp_path, "p")
        found.append({key: plan[key] for key in ("clearance", "weeks", "not_known")})
    assert found[0] == found[1]
    file.write_text("id: p\nconditions: [icd10 K35]\nmedicines: []\n", encoding="utf-8")
    assert_refused(call("check", file, "--on", ON), "ICD-10 code `K35`", "fittvp schema patient")
    assert json.dumps(found[0]["weeks"])


def test_the_published_schema_accepts_codes_and_refuses_other_words() -> None:
    check = Draft202012Validator(patient_schema(LIBRARY.facts)).is_valid
    head = {"id": "x", "medicines": []}
    for good in (
        "icd10 N18.4",
        "SNOMED CT 709044004",
        {"icd10": "G20"},
        {"icd10 N18.4": {"kidney_stage": "G4"}},
    ):
        assert check({**head, "conditions": [good]}), good
    for bad in ("kidneys", "loinc 2823-3", {"icd11": "G20"}, {"icd10": ""}):
        assert not check({**head, "conditions": [bad]}), bad
