"""The axis of effort, heart-rate targets, and how a week's sessions are composed."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_facts
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.record import Patient
from fittvp.protocol.library import load_library

ON = dt.date(2026, 11, 23)
LIBRARY = load_library(cache=False)
EFFORT, LOAD = LIBRARY.axes["effort"], LIBRARY.axes["load"]


def plan_for(answers: dict, **asked) -> Plan:
    raw = {"conditions": [], "medicines": [], **answers}
    return prescribe(LIBRARY, Patient("p", "", read_facts(raw, LIBRARY.facts, ON)), ON, AskedPart(**asked))


@given(st.floats(0, 100), st.sampled_from(["Borg", "CR10", "percent HRmax", "METs"]))
def test_a_ceiling_mapped_to_another_scale_and_back_is_never_higher(value: float, scale: str):
    """What is printed as Borg or CR10 never allows more than the limit did."""
    assert EFFORT.to_axis(EFFORT.ceiling(value, scale), scale) <= value + 1e-6


@given(st.floats(6, 20), st.floats(6, 20))
def test_a_harder_rating_is_a_higher_place_on_the_axis(one: float, two: float):
    """The published table rises together on both scales."""
    low, high = sorted((one, two))

    assert EFFORT.to_axis(low, "Borg") <= EFFORT.to_axis(high, "Borg")
    assert LOAD.to_axis(low, "Borg") <= LOAD.to_axis(high, "Borg")


@pytest.mark.parametrize(("borg", "hrr"), [(9, 30), (11, 39), (12, 40), (13, 59), (14, 60), (17, 89)])
def test_the_edges_of_the_published_table_are_kept(borg: float, hrr: float):
    """Light ends at 11 and 39 percent, moderate at 13 and 59."""
    assert EFFORT.to_axis(borg, "Borg") == hrr


TESTED = {
    "peak_heart_rate": "160 bpm", "resting_heart_rate": "60 bpm", "exercise_test_on_medicines": "yes",
    "exercise_test_date": "2026-10-01",
}  # fmt: skip


def test_a_heart_rate_target_is_printed_where_the_rate_can_be_trusted():
    """Resting rate plus the share of the measured reserve."""
    week = plan_for(TESTED).weeks[0].doses["aerobic"]

    assert week["heart_rate"].low == 60 + week["intensity"].low
    assert week["heart_rate"].high == 60 + week["intensity"].high


def test_a_beta_blocker_without_a_test_on_it_prints_no_heart_rate_target():
    """Effort and talking guide instead, and the plan says why."""
    plan = plan_for({**TESTED, "exercise_test_on_medicines": "no", "medicines": ["beta_blocker"]})

    assert "heart_rate" not in plan.weeks[0].doses["aerobic"]
    assert "No heart-rate target" in plan.heart_rate_why


def test_atrial_fibrillation_prints_no_heart_rate_target():
    """An uneven rhythm makes the rate a poor guide, test or not."""
    assert (
        "heart_rate"
        not in plan_for({**TESTED, "conditions": ["atrial_fibrillation"]}).weeks[0].doses["aerobic"]
    )


FIT = {
    "age": "35 years", "aerobic_minutes_now": "180 min", "aerobic_days_now": "4 days", "aerobic_effort_now": "13 Borg",
    "resistance_days_now": "2 days", "resistance_sets_now": "2 sets", "active_for": "52 weeks",
    "settings": ["home", "outdoors", "gym"],
}  # fmt: skip


def test_a_fit_person_never_gets_the_chair_version():
    """Exercises are as hard as the dose allows."""
    plan = plan_for(FIT)
    chosen = {
        i.exercise
        for week in plan.weeks
        for s in week.sessions
        for i in s.items
        if i.stream.startswith("resist")
    }

    assert chosen
    assert all(plan.exercises[name]["level"] >= 3 for name in chosen)
    assert not any("sit_to_stand" in name for name in chosen)


def test_who_already_does_more_begins_from_what_they_do():
    """180 minutes a week now are 180 minutes in week 1."""
    assert plan_for(FIT).weeks[0].doses["aerobic"]["volume"].value == 180


def test_harder_versions_come_only_as_the_dose_grows():
    """The hardest exercise of a later week is no easier than the first week's."""
    plan = plan_for({"age": "40 years"})

    def hardest(week):
        return max(
            plan.exercises[i.exercise]["level"]
            for s in week.sessions
            for i in s.items
            if i.stream == "resistance_lower"
        )

    levels = [hardest(week) for week in plan.weeks]
    assert levels == sorted(levels)
    assert levels[-1] > levels[0]


def test_strength_of_one_region_has_a_rest_day_between():
    """Nobody loads the same muscles two days running."""
    for week in plan_for({"age": "40 years"}).weeks:
        for stream in ("resistance_lower", "resistance_upper", "resistance_trunk"):
            days = sorted(s.day for s in week.sessions if any(i.stream == stream for i in s.items))
            assert all(b - a > 1 for a, b in itertools.pairwise(days))


DIALYSIS = {
    "conditions": ["ckd"], "kidney_stage": "G5", "dialysis": "haemodialysis", "dialysis_access": "fistula",
    "access_mature": "yes", "dialysis_days": ["monday", "wednesday", "friday"], "age": "60 years",
    "potassium": "4.8 mmol/L", "haemoglobin": "110 g/L", "bicarbonate": "24 mmol/L", "symptoms": [],
    "resting_systolic": "130 mmHg", "resting_diastolic": "75 mmHg",
}  # fmt: skip


def test_home_sessions_keep_away_from_dialysis_days():
    """Three dialysis days leave four for home."""
    plan = plan_for(DIALYSIS)
    aerobic = {s.weekday for s in plan.weeks[0].sessions if any(i.stream == "aerobic" for i in s.items)}

    assert plan.clearance.verdict in ("ok", "caution")
    assert not aerobic & {"Monday", "Wednesday", "Friday"}


def test_sessions_in_the_dialysis_chair_are_on_dialysis_days():
    """The setting turns the days round."""
    plan = plan_for(DIALYSIS, setting="dialysis-chair")
    aerobic = {s.weekday for s in plan.weeks[0].sessions if any(i.stream == "aerobic" for i in s.items)}

    assert aerobic
    assert aerobic <= {"Monday", "Wednesday", "Friday"}


def test_what_the_clinician_excludes_is_never_chosen():
    """An exercise and a tag stay out of every week."""
    first = plan_for({"age": "40 years"})
    named = first.weeks[0].sessions[0].items[0].exercise
    plan = plan_for({"age": "40 years"}, exclude=[named, "floor_transfer"])

    chosen = {i.exercise for week in plan.weeks for s in week.sessions for i in s.items}
    assert named not in chosen
    assert all("floor_transfer" not in plan.exercises[name]["tags"] for name in chosen)


def test_the_same_input_always_gives_the_same_choice():
    """No chance in a prescription."""
    assert plan_for(FIT) == plan_for(FIT)


def test_a_long_day_is_held_against_the_time_the_patient_has():
    """Strength moves to free days and sessions shorten before the plan admits that a day is too long."""
    plan = plan_for({"age": "40 years", "time_a_day": "60 min"})

    assert all(s.total <= 60 for s in plan.weeks[0].sessions)
