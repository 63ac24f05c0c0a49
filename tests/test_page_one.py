"""The clinician's first page says what is true of today, what is left to decide and why a rule speaks; and no
exercise goes deeper than a ban allows, or begins above an old or frail beginner."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_facts, read_patient
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.record import Patient
from fittvp.protocol.library import load_library
from fittvp.protocol.strict_yaml import load_strict
from fittvp.sheet.clinician import clinician_document
from fittvp.sheet.text import to_text

ROOT = Path(__file__).resolve().parents[1]
DAY = dt.date(2026, 11, 23)
LIBRARY = load_library(cache=False)
PEOPLE = {path.stem: path for path in (ROOT / "tests" / "people").glob("*.yaml")} | {
    name: ROOT / "docs" / "examples" / f"{name}.yaml" for name in ("first-case-week-6", "fit-adult")
}
DEEP = ("tag", "loaded_hip_flexion_over_90")
every = pytest.mark.parametrize("name", sorted(PEOPLE))


def patient_of(name: str, **more: object) -> Patient:
    told = {**load_strict(PEOPLE[name].read_text(encoding="utf-8"), name), **more}
    return read_patient(told, LIBRARY.facts, DAY, LIBRARY.formulas)


@lru_cache
def plan_of(name: str) -> Plan:
    return prescribe(LIBRARY, patient_of(name), DAY, AskedPart())


@lru_cache
def page(name: str) -> str:
    return " ".join(to_text(clinician_document(plan_of(name))).split())


def newcomer(**answers: object) -> Plan:
    raw = {"conditions": [], "medicines": [], "resistance_days_now": "0 days", **answers}
    return prescribe(LIBRARY, Patient("p", "", read_facts(raw, LIBRARY.facts, DAY)), DAY, AskedPart())


def hips(pose: dict) -> float:
    """The widest bend of a hip, in degrees, anywhere in the pose."""
    return max(
        (
            angle
            for part in ("from", "to")
            for name, value in (pose.get(part) or {}).items()
            for joint, angle in (value if isinstance(value, dict) else {name: value}).items()
            if joint == "hip_flex"
        ),
        default=0.0,
    )


def chosen(plan: Plan) -> set[str]:
    return {item.exercise for session in plan.weeks[0].sessions for item in session.items}


@every
def test_no_chosen_exercise_bends_the_loaded_hip_deeper_than_is_open(name: str) -> None:
    for week in plan_of(name).weeks:
        if DEEP not in {(one.what, one.word) for one in week.closed}:
            continue
        for session in week.sessions:
            for item in session.items:
                exercise = LIBRARY.exercises[item.exercise]
                assert not exercise.id.endswith(("split_squat", "lunge"))
                assert "weight_bearing" not in exercise.tags or hips(exercise.pose) <= 90


def test_a_lunge_to_the_floor_carries_the_tag_of_a_deep_loaded_hip() -> None:
    for exercise in LIBRARY.exercises.values():
        if exercise.pattern == "lunge" and "knee towards the floor" in exercise.plain["move"]:
            assert DEEP[1] in exercise.tags


@pytest.mark.parametrize("who", [{"age": "78 years"}, {"age": "66 years", "frailty": "4 of 9"}])
def test_an_old_or_frail_beginner_begins_on_two_legs_and_at_the_wall(who: dict) -> None:
    held = chosen(newcomer(**who, equipment=["chair", "loop_band"], settings=["home"]))
    strength = {one for one in held if LIBRARY.exercises[one].modality == "resistance"}
    assert "sit_to_stand_standard" in strength
    assert not strength & {
        "split_squat",
        "heel_raise_one_leg",
        "incline_push_up",
        "knee_push_up",
        "squat_free",
    }
    for one in strength:
        assert "single_leg_stance" not in LIBRARY.exercises[one].tags
        assert LIBRARY.exercises[one].level <= (3 if LIBRARY.exercises[one].region == "lower" else 2) or (
            LIBRARY.exercises[one].also
        )


def test_the_gentler_versions_change_no_dose() -> None:
    composition = {name: held for name, held in LIBRARY.composition.items() if name != "gentle"}
    plain = prescribe(
        replace(LIBRARY, composition=composition), patient_of("older-woman-of-78"), DAY, AskedPart()
    )
    assert [week.doses for week in plain.weeks] == [week.doses for week in plan_of("older-woman-of-78").weeks]


@pytest.mark.parametrize("who", [{"age": "40 years"}, {"age": "70 years", "frailty": "2 of 9"}])
def test_who_is_neither_old_nor_frail_begins_as_hard_as_the_dose_allows(who: dict) -> None:
    plan = newcomer(**who, equipment=["chair"], settings=["home"])
    kinds = plan.weeks[0].types["resistance_lower"]
    assert max(e.level for e in LIBRARY.exercises.values() if e.name in kinds) == 4


@every
def test_the_kinds_named_under_type_are_within_the_patients_means(name: str) -> None:
    plan = plan_of(name)
    known = read_patient(
        load_strict(PEOPLE[name].read_text("utf-8"), name), LIBRARY.facts, DAY, LIBRARY.formulas
    )
    table = LIBRARY.composition
    if not known.readings.get("settings"):
        return
    places = set(known.readings["settings"][-1].value)
    if not places <= {"home", "outdoors"}:
        return
    own = set(known.readings["equipment"][-1].value) | set(table["household"])
    by_name = {e.name: e for e in LIBRARY.exercises.values()}
    for week in plan.weeks:
        for kinds in week.types.values():
            for one in kinds:
                assert set(by_name[one].equipment) <= own, one


def test_page_one_says_which_checks_have_no_value_of_today() -> None:
    said = page("older-woman-of-78")
    assert "Not known of today: symptoms now and temperature. Ask or measure before the session." in said
    assert "speaks against a session today" not in said
    assert "Not in the file: resting blood pressure and resting pulse." in said


def test_a_value_of_another_day_is_no_value_of_today() -> None:
    patient = patient_of("fit-adult", written_on="2026-11-20")
    assert "symptoms" in (prescribe(LIBRARY, patient, DAY, AskedPart()).today.unmeasured or [])


def test_what_is_left_to_decide_stands_on_page_one() -> None:
    said = page("first-case-week-6")
    first = said[: said.index("Week by week")]
    assert "To decide" in first
    assert "the patient has 45" in first
    assert "Resistance, arms: 0 of 2 days a week" in first
    assert "No telephone number in the file: cardiology" in first


def test_a_restriction_names_the_facts_that_made_it_speak() -> None:
    assert "Here: Time since parathyroidectomy: 6 weeks" in page("first-case-week-6")
    for one in plan_of("first-case-week-6").clearance.findings:
        assert one.because


def test_signs_to_act_on_now_are_named_and_the_signature_follows_on_page_one() -> None:
    said = page("first-case-week-6")
    first = said[: said.index("Week by week")]
    assert "Act now on: a pop or giving way" in first
    assert "Sign: Clinician, name and profession" in first


def test_the_notes_of_the_file_stand_on_the_page_as_they_are_and_are_cut_when_long() -> None:
    patient = patient_of("fit-adult", notes="<b>Shy</b> & brave. " + "word " * 200)
    said = " ".join(to_text(clinician_document(prescribe(LIBRARY, patient, DAY, AskedPart()))).split())
    assert "<b>Shy</b> & brave. word" in said
    assert said.count("word ") < 100


@every
def test_no_machine_word_stands_on_the_page(name: str) -> None:
    for word in ("--", "sha256", "degC", " excludes ", "; none", "pace usual", "when its stay"):
        assert word not in page(name), word


def test_a_frailty_that_is_asked_and_not_known_begins_gently() -> None:
    raw = {"conditions": [], "medicines": [], "age": "70 years", "frailty": "unknown"}
    patient = Patient("p", "", read_facts(raw, LIBRARY.facts, DAY))
    plan = prescribe(LIBRARY, patient, DAY, AskedPart())
    assert "split_squat" not in chosen(plan)
