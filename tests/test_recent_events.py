"""What a hostile reading of the plan found: recent events, closed work, flags, room above rest."""

from __future__ import annotations

import datetime as dt

import pytest

from fittvp.engine.advance import Wishes
from fittvp.engine.fold import forecast, open_case
from fittvp.engine.prescribe import NoSuchOverride, PassesALimit, prescribe
from fittvp.model.patient import read_facts
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.record import Patient
from fittvp.protocol.library import load_library

ON = dt.date(2026, 11, 23)
LIBRARY = load_library(cache=False)
BYPASS = {
    "age": "60 years", "conditions": ["coronary_bypass"], "sternum": "stable", "resting_systolic": "124 mmHg",
    "resting_diastolic": "76 mmHg", "resting_heart_rate": "66 bpm", "symptoms": [], "lvef": "55 percent",
    "exercise_test_on_medicines": "no", "wounds_healed": "yes", "exercises_supervised": "yes",
}  # fmt: skip
ATHLETE = {
    "aerobic_minutes_now": "400 min", "aerobic_days_now": "6 days", "aerobic_effort_now": "16 Borg",
    "resistance_days_now": "3 days", "resistance_sets_now": "4 sets", "resistance_load_now": "80 percent 1RM",
    "active_for": "10 years",
}  # fmt: skip


def person(**answers) -> Patient:
    return Patient("p", "", read_facts({"conditions": [], "medicines": [], **answers}, LIBRARY.facts, ON))


def plan_for(answers: dict, **asked) -> Plan:
    return prescribe(LIBRARY, person(**answers), ON, AskedPart(**asked))


def test_ten_years_of_running_do_not_lift_the_start_seven_weeks_after_bypass():
    """What was done before the operation says nothing of today."""
    week = plan_for({**BYPASS, **ATHLETE, "weeks_since_coronary_bypass": "7 weeks"}).weeks[0]

    assert week.doses["aerobic"]["volume"].value <= 60
    assert week.doses["resistance_lower"]["sets"].value == 1


def test_arms_that_open_in_mid_plan_begin_with_their_start():
    """Closed work has not earned a step: it opens at its own week 1."""
    some = person(**BYPASS, weeks_since_coronary_bypass="5 weeks")
    states = forecast(open_case(LIBRARY, some, ON, Wishes()), 12)
    opening = next(s for s in states if "resistance_upper" not in s.limits.closed)

    assert opening.number > 1
    assert (
        opening.streams["resistance_upper"].values["sets"]
        == states[0].streams["resistance_upper"].values["sets"]
    )
    assert opening.streams["resistance_upper"].at("repetitions") == states[0].streams["resistance_upper"].at(
        "repetitions"
    )


def test_minutes_above_the_start_of_week_one_are_refused_with_the_rule_named():
    """A flag tightens; it does not double week 1."""
    with pytest.raises(PassesALimit, match="week 1 starts with") as caught:
        plan_for({"age": "60 years"}, minutes=[120])

    assert caught.value.rules


def test_more_days_spread_the_same_minutes():
    """Five days instead of three are shorter days, not more minutes."""
    usual = plan_for({"age": "60 years"}).weeks[0].doses["aerobic"]
    spread = plan_for({"age": "60 years"}, sessions=[5]).weeks[0].doses["aerobic"]

    assert spread["sessions"].value == 5
    assert spread["volume"].value <= usual["volume"].value


def test_a_heart_rate_ceiling_at_the_resting_pulse_closes_aerobic_work_and_says_so():
    """No effort fits between rest and the ceiling: a finding, not a dose."""
    plan = plan_for({**BYPASS, "weeks_since_coronary_bypass": "60 weeks", "st_change_heart_rate": "70 bpm"})

    assert all("aerobic" not in week.doses for week in plan.weeks)
    assert any("resting pulse" in conflict.words for conflict in plan.conflicts) or plan.weeks == []


def test_the_dialysis_chair_is_for_a_patient_on_haemodialysis():
    """A place that cannot be is refused."""
    with pytest.raises(NoSuchOverride, match="haemodialysis"):
        plan_for({"age": "60 years"}, setting="dialysis-chair")


def test_the_days_of_all_work_together_stay_within_the_days_that_the_patient_has():
    """Three days are three days."""
    for week in plan_for({"age": "50 years", "days_a_week": "3 days"}).weeks:
        assert len(week.sessions) <= 3


def test_what_a_review_does_not_say_holds_the_dose():
    """An unreported week is not a good week."""
    case = open_case(LIBRARY, person(age="40 years"), ON, Wishes())
    good = forecast(case, 4)
    silent = forecast(open_case(LIBRARY, person(age="40 years"), ON, Wishes()), 4, [{}, {}, {}])

    assert good[-1].streams["aerobic"].at("volume") > good[0].streams["aerobic"].at("volume")
    assert silent[-1].streams["aerobic"].at("volume") == silent[0].streams["aerobic"].at("volume")
