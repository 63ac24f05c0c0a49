"""What follows from a patient's readings on a day: each derived fact, and what is too old to count."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_help import DAY, ROOT, data, facts, patient, read_file

from fittvp.model.derive import Timeline, facts_on, is_time_dependent
from fittvp.model.formulas import adjusted_calcium, egfr_2021, stage_of, years_between
from fittvp.model.history import in_a_row, read_band, within
from fittvp.model.patient import Patient
from fittvp.protocol.facts import FactsError, fact_from_json, fact_to_json, load_facts


def known(person: Patient, day: dt.date = DAY, plan_day: dt.date = DAY) -> dict[str, Any]:
    return facts_on(person, facts(), data("formulas"), day, plan_day)[0]


def stale(person: Patient, day: dt.date = DAY, renewed: bool = True) -> frozenset[str]:
    return facts_on(person, facts(), data("formulas"), day, DAY, renewed)[1]


@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "egfr"),
    # 79.2 and 95.2: documentation of the R package tabletools; 71: kidney.org's calculator as quoted by a
    # third party; the rest: worked values of other programs' tests. Creatinine in mg/dL.
    [
        (0.8, 70, "male", 95.2), (0.8, 70, "female", 79.2), (1.2, 55, "male", 71.4),
        (1.0, 50, "female", 68.6), (1.5, 60, "male", 53.0), (0.8, 40, "male", 114.7),
        (1.5, 90, "male", 43.9), (1.5, 90, "female", 32.9),
    ],
)  # fmt: skip
def test_egfr_is_that_of_ckd_epi_2021(creatinine: float, age: int, sex: str, egfr: float) -> None:
    fact = facts()["creatinine"]
    kept = creatinine * (fact.spellings or {})["mg/dL"][0]
    found = egfr_2021(kept, age, sex, fact, data("formulas"))
    assert found == pytest.approx(egfr, abs=0.06)


def test_egfr_has_no_value_without_a_form_for_the_sex_or_without_coefficients() -> None:
    fact = facts()["creatinine"]
    assert egfr_2021(100, 50, "other", fact, data("formulas")) is None
    assert egfr_2021(100, 50, "male", fact, {}) is None
    assert adjusted_calcium(2.2, 35, {}) is None
    assert stage_of(50, {}) is None


def test_egfr_and_stage_follow_from_creatinine_age_and_sex() -> None:
    found = known(patient(age="54 years", sex="male", creatinine="3.0 mg/dL on 2026-11-20"))
    assert round(found["egfr"]) == 24
    assert found["kidney_stage"] == "G4"


def test_egfr_uses_the_age_on_the_day_of_the_result() -> None:
    person = patient(birth_date="1966-11-22", sex="male", creatinine="1.0 mg/dL on 2026-11-20")
    fact = facts()["creatinine"]
    kept = (fact.spellings or {})["mg/dL"][0]
    assert known(person)["egfr"] == pytest.approx(egfr_2021(kept, 59, "male", fact, data("formulas")))


@pytest.mark.parametrize(
    ("egfr", "stage"),
    [
        (90, "G1"), (89.9, "G2"), (60, "G2"), (59.9, "G3a"), (45, "G3a"), (44.9, "G3b"),
        (30, "G3b"), (29.9, "G4"), (15, "G4"), (14.9, "G5"), (2, "G5"),
    ],
)  # fmt: skip
def test_a_stage_begins_at_its_lowest_egfr(egfr: float, stage: str) -> None:
    assert stage_of(egfr, data("formulas")) == stage


def test_a_stated_stage_counts_before_one_that_follows_from_egfr() -> None:
    assert known(patient(kidney_stage="G3b", egfr="29 mL/min/1.73m2"))["kidney_stage"] == "G3b"


def test_calcium_is_adjusted_with_the_albumin_of_the_same_day_only() -> None:
    same = patient(calcium_total="2.00 mmol/L on 2026-11-20", albumin="30 g/L on 2026-11-20")
    assert known(same)["calcium_adjusted"] == pytest.approx(2.2)
    other = patient(calcium_total="2.00 mmol/L on 2026-11-20", albumin="30 g/L on 2026-11-19")
    assert "calcium_adjusted" not in known(other)


def test_the_newest_calcium_counts_whether_stated_or_calculated() -> None:
    person = patient(
        calcium_adjusted="2.30 mmol/L on 2026-11-01",
        calcium_total="1.80 mmol/L on 2026-11-20",
        albumin="40 g/L on 2026-11-20",
    )
    assert known(person)["calcium_adjusted"] == 1.8
    stated = patient(calcium_adjusted="1.9 mmol/L on 2026-11-20", calcium_total="1.80 mmol/L on 2026-11-20",
                     albumin="40 g/L on 2026-11-20")  # fmt: skip
    assert known(stated)["calcium_adjusted"] == 1.9


def test_weeks_since_an_event_are_exact_days_on_any_day_of_the_plan() -> None:
    person = patient(parathyroidectomy_date="2026-10-12")
    assert known(person)["weeks_since_parathyroidectomy"] == 6.0
    assert known(person, DAY + dt.timedelta(days=1))["weeks_since_parathyroidectomy"] == pytest.approx(43 / 7)
    assert known(person, DAY + dt.timedelta(weeks=6))["weeks_since_parathyroidectomy"] == 12.0


def test_stated_weeks_since_an_event_grow_as_the_plan_goes_on() -> None:
    person = patient(weeks_since_parathyroidectomy="6 weeks")
    assert known(person)["weeks_since_parathyroidectomy"] == 6.0
    assert known(person, DAY + dt.timedelta(weeks=2))["weeks_since_parathyroidectomy"] == 8.0
    older = patient(written_on="2026-11-16", weeks_since_parathyroidectomy="6 weeks")
    assert known(older)["weeks_since_parathyroidectomy"] == 7.0


def test_an_operation_with_its_date_has_been_done() -> None:
    assert known(patient(parathyroidectomy_date="2026-10-12"))["parathyroidectomy_done"] == "yes"
    assert "parathyroidectomy_done" not in known(patient())


def test_an_event_after_the_day_has_not_happened() -> None:
    before = dt.date(2026, 10, 1)
    person = patient(parathyroidectomy_date="2026-10-12", potassium="4.9 mmol/L on 2026-11-20")
    found = facts_on(person, facts(), data("formulas"), before, before)[0]
    assert not {
        "parathyroidectomy_date",
        "weeks_since_parathyroidectomy",
        "parathyroidectomy_done",
        "potassium",
    } & set(found)


def test_age_changes_on_the_birthday() -> None:
    person = patient(birth_date="1972-12-01")
    assert known(person)["age"] == 53.0
    assert known(person, dt.date(2026, 12, 1))["age"] == 54.0
    assert years_between(dt.date(2004, 2, 29), dt.date(2025, 2, 28)) == 20
    assert years_between(dt.date(2004, 2, 29), dt.date(2025, 3, 1)) == 21


def test_body_mass_index_and_heart_rate_reserve_follow_from_their_parts() -> None:
    person = patient(weight="80 kg", height="1.76 m", peak_heart_rate="150 bpm", resting_heart_rate="60 bpm")
    assert known(person)["bmi"] == pytest.approx(25.83, abs=0.01)
    assert known(person)["heart_rate_reserve"] == 90.0
    assert "bmi" not in known(patient(weight="80 kg"))


def test_the_lower_of_two_ischaemic_rates_counts() -> None:
    person = patient(angina_heart_rate="118 bpm", st_change_heart_rate="112 bpm")
    assert known(person)["ischaemic_heart_rate"] == 112.0
    assert known(patient(angina_heart_rate="118 bpm"))["ischaemic_heart_rate"] == 118.0


def test_conditions_are_counted_once_each() -> None:
    found = facts_on(
        read_file(ROOT / "docs" / "examples" / "first-case.yaml"), facts(), data("formulas"), DAY, DAY
    )[0]
    assert found["number_of_conditions"] == len(found["conditions"]) == 5
    assert known(patient())["number_of_conditions"] == 0.0


@pytest.mark.parametrize(
    ("results", "count"),
    [
        (["2.28 mmol/L on 2026-11-18", "2.31 mmol/L on 2026-11-20"], 2),
        (["2.28 mmol/L on 2026-11-19", "2.31 mmol/L on 2026-11-20"], 1),
        (["2.28 mmol/L on 2026-11-18T09:30", "2.31 mmol/L on 2026-11-20T09:30"], 2),
        (["2.28 mmol/L on 2026-11-18T09:30", "2.31 mmol/L on 2026-11-20T09:29"], 1),
        (["2.28 mmol/L on 2026-11-18", "2.20 mmol/L on 2026-11-19", "2.31 mmol/L on 2026-11-20"], 2),
        (["2.28 mmol/L on 2026-11-16", "2.09 mmol/L on 2026-11-18", "2.31 mmol/L on 2026-11-20"], 1),
        (["2.28 mmol/L on 2026-11-18", "1.85 mmol/L on 2026-11-20"], 0),
        (["2.10 mmol/L on 2026-11-18", "2.10 mmol/L on 2026-11-20"], 2),
    ],
)
def test_good_calciums_count_in_a_row_when_two_days_lie_between(results: list[str], count: int) -> None:
    assert known(patient(calcium_adjusted=results))["calcium_in_band_in_a_row"] == count


def test_a_change_needs_two_results_within_its_time() -> None:
    person = patient(
        haemoglobin=["12.0 g/dL on 2026-11-18", "11.0 g/dL on 2026-11-22", "14.0 g/dL on 2026-10-01"]
    )
    assert known(person)["haemoglobin_change_week"] == -10.0
    assert "haemoglobin_change_week" not in known(patient(haemoglobin="12.0 g/dL on 2026-11-18"))


def test_highest_and_lowest_within_a_time_leave_older_results_out() -> None:
    raw = {
        "pth": data("facts")["pth"],
        "pth_high": {"label": "h", "group": "laboratory", "kind": "quantity", "unit": "pg/mL",
                     "derived": "highest_within", "of": "pth", "within": "24 months"},
        "pth_low": {"label": "l", "group": "laboratory", "kind": "quantity", "unit": "pg/mL",
                    "derived": "lowest_within", "of": "pth", "within": "24 months"},
    }  # fmt: skip
    own = load_facts(raw)
    person = patient(pth=["2000 pg/mL on 2023-01-01", "1450 pg/mL on 2025-11-20", "25 pg/mL on 2026-11-20"])
    found, _ = facts_on(person, own, data("formulas"), DAY, DAY)
    assert (found["pth_high"], found["pth_low"]) == (1450.0, 25.0)
    found, old = facts_on(patient(pth="2000 pg/mL on 2023-01-01"), own, data("formulas"), DAY, DAY)
    assert found == {}
    assert old == {"pth", "pth_high", "pth_low"}


def test_a_result_past_its_shelf_life_is_too_old_and_so_is_what_follows_from_it() -> None:
    person = patient(potassium="4.9 mmol/L on 2026-10-25", weight="80 kg on 2026-01-01", height="176 cm")
    assert {"potassium", "weight", "bmi"} <= stale(person)
    assert not {"potassium", "weight", "bmi"} & set(known(person))
    assert "potassium" in known(patient(potassium="4.9 mmol/L on 2026-10-26"))


def test_what_is_in_date_on_the_plans_day_is_renewed_in_the_forecast_and_only_there() -> None:
    person, later = patient(potassium="4.9 mmol/L on 2026-11-20"), DAY + dt.timedelta(weeks=10)
    assert known(person, later)["potassium"] == 4.9
    assert stale(person, later, renewed=False) == {"potassium"}


def test_unknown_is_told_apart_from_absent_and_passes_on() -> None:
    person = patient(parathyroidectomy_date="unknown", weight="unknown", height="176 cm")
    follows = {"weeks_since_parathyroidectomy", "bmi"}  # a change needs two fresh results: nothing to ask
    assert stale(person) == {"parathyroidectomy_date", "weight"} | follows
    assert stale(patient()) == frozenset()


def test_a_derived_fact_stated_unknown_is_still_calculated_when_its_parts_are_known() -> None:
    person = patient(weeks_since_parathyroidectomy="unknown", parathyroidectomy_date="2026-10-12")
    assert known(person)["weeks_since_parathyroidectomy"] == 6.0
    assert stale(person) == frozenset()


def test_only_weeks_since_and_age_change_by_themselves() -> None:
    moving = {name for name, fact in facts().items() if is_time_dependent(fact)}
    assert "age" in moving
    assert {facts()[name].derived for name in moving} == {"age", "weeks_since"}
    timeline = Timeline(
        patient(age="54", parathyroidectomy_date="2026-10-12"), facts(), data("formulas"), DAY
    )
    assert set(timeline.on(DAY)) <= moving
    assert not moving & set(timeline.known)


def test_a_day_of_a_plan_costs_less_than_a_fifth_of_a_millisecond() -> None:
    person = read_file(ROOT / "docs" / "examples" / "first-case-week-6.yaml")
    timeline = Timeline(person, facts(), data("formulas"), DAY)
    best = min(_seconds(timeline) for _ in range(20))
    assert best / 100 < 0.0002


def _seconds(timeline: Timeline) -> float:
    start = time.perf_counter()
    for days in range(100):
        timeline.on(DAY + dt.timedelta(days=days))
    return time.perf_counter() - start


def test_every_fact_comes_back_from_the_cache_unchanged() -> None:
    for fact in facts().values():
        assert fact_from_json(fact_to_json(fact)) == fact


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lable": "x"}, "pth.lable: is not a key of a fact. Did you mean `label`?"),
        ({"kind": "number"}, "pth.kind: `number` is not a kind"),
        ({"unit": ""}, "pth.unit: a quantity needs its unit"),
        ({"plausible": "5 to 1 pg/mL"}, "the low end is not below the high end"),
        ({"plausible": "0 to 5000"}, "pth.plausible: has no unit"),
        ({"shelf_life": "a while"}, "pth.shelf_life: write a number"),
        ({"good": "9000 pg/mL"}, "pth.good: 9000 pg/mL is not plausible"),
        ({"molar_mass": "heavy"}, "needs `molar_mass"),
        ({"choices": {"a": "A"}}, "a quantity has no `choices`"),
        ({"derived": "sqrt"}, "`sqrt` is not an operation"),
        (
            {"derived": "highest_within", "of": "pthh", "within": "2 years"},
            "there is no fact `pthh`. Did you mean `pth`?",
        ),
        ({"derived": "weeks_since"}, "`weeks_since` needs `of`"),
        ({"derived": "weeks_since", "of": "pth"}, "`pth` is not a date"),
        ({"derived": "in_a_row", "of": "pth", "band": "about 3", "apart": "2 days"}, "is not a band"),
        ({"required": "true"}, "pth.required: is yes or no"),
    ],
)
def test_a_fact_that_is_written_wrongly_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(FactsError) as refused:
        load_facts({"pth": {**data("facts")["pth"], **change}})
    assert words in str(refused.value)


def test_all_problems_of_the_facts_are_told_at_once() -> None:
    with pytest.raises(FactsError) as refused:
        load_facts({"a": {"label": "A"}, "b": [], "C": {"label": "C", "group": "c", "kind": "flag"}})
    assert {problem.fact for problem in refused.value.problems} == {"a", "b", "C"}


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(1, 5)), max_size=12), st.integers(0, 10))
def test_a_row_is_never_longer_than_the_results_in_band(results: list[tuple[int, float]], apart: int) -> None:
    points = sorted((DAY - dt.timedelta(days=days), None, value) for days, value in results)
    band = read_band("at least 2.1 mmol/L", facts()["calcium_adjusted"])
    found = in_a_row(points, band, apart)
    assert 0 <= found <= sum(value >= 2.1 - 1e-9 for _, _, value in points)
    assert set(within(points, DAY, 400)) == set(points)
