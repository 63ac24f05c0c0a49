"""A clinic's quantities, read as written: units, commas, rounding and what is asked back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_help import facts

from fittvp.model.fact import Fact
from fittvp.model.problems import PatientError
from fittvp.model.units import QuantityError, accepted, read_quantity, rounding
from fittvp.protocol.spellings import SpellingError, compile_spellings

QUANTITIES = sorted(name for name, fact in facts().items() if fact.kind == "quantity")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("calcium_adjusted", "9.6 mg/dL", 2.395329108),
        ("calcium_adjusted", "2.40 mmol/L", 2.4),
        ("calcium_adjusted", "2,40 mmol/L", 2.4),
        ("calcium_adjusted", "4.8 mEq/L", 2.4),
        ("haemoglobin", "13.1 g/dL", 131.0),
        ("haemoglobin", "131 g/L", 131.0),
        ("pth", "450 pg/mL", 450.0),
        ("pth", "450 ng/L", 450.0),
        ("pth", "48 pmol/L", 452.4),
        ("potassium", "4.9 mEq/L", 4.9),
        ("potassium", "6.0 mEq/L", 6.0),
        ("weight", "88 kg", 88.0),
        ("weight", "194 lb", 87.99691978),
        ("weight", "88kg", 88.0),
        ("height", "1.76 m", 176.0),
        ("creatinine", "120 µmol/L", 120.0),
        ("creatinine", "120 μmol/L", 120.0),
        ("creatinine", "1.2 mg/dL", 106.0820368),
        ("phosphate", "4.0 mg/dL", 1.291414034),
        ("magnesium", "2.0 mg/dL", 0.8228759515),
        ("magnesium", "1.7 mEq/L", 0.85),
        ("glucose", "100 mg/dL", 5.55074491),
        ("egfr", "28 mL/min/1.73 m²", 28.0),
        ("egfr", "28 ml/min/1.73m2", 28.0),
        ("temperature", "98.6 °F", 37.0),
        ("temperature", "36,8 ℃", 36.8),
        ("resting_systolic", "128 mm Hg", 128.0),
        ("saturation", "97%", 97.0),
        ("pain_walking", "3 of 10", 3.0),
        ("pain_walking", "3/10", 3.0),
        ("pain_walking", "3", 3.0),
        ("falls_last_year", "0", 0.0),
        ("age", "54", 54.0),
        ("aerobic_effort_now", "13", 13.0),
        ("time_a_day", "0.75 h", 45.0),
        ("active_for", "1 years", 52.17857143),
        ("pain_next_morning_change", "\u22122 of 10", -2.0),
        ("alkaline_phosphatase", "3.5 ukat/L", 210.0),
    ],
)
def test_a_quantity_is_read_as_a_clinic_writes_it(name: str, text: str, value: float) -> None:
    assert read_quantity(text, facts()[name]) == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("calcium_adjusted", "9.6 mmol/L", "Did you mean 9.6 mg/dL?"),
        ("calcium_adjusted", "9.6", "Did you mean 9.6 mg/dL? Accepted: mmol/L, mg/dL or mEq/L."),
        ("pth", "1,200 pg/mL", "can be read in two ways"),
        ("pth", "1.200,5 pg/mL", "can be read in two ways"),
        ("pth", "1 200 pg/mL", "the unit `200 pg/mL` is not one"),
        ("weight", "10² kg", "the unit `² kg` is not one"),
        ("egfr", "45 mL/min", "another measure"),
        ("resting_systolic", "120/80", "is not one"),
        ("potassium", "", "is not a number"),
        ("potassium", "mmol/L", "is not a number"),
        ("potassium", "４.９ mmol/L", "is not a number"),
        ("potassium", "4.9 mmol", "Did you mean `mmol/L`?"),
    ],
)
def test_what_is_not_clear_is_asked_back(name: str, text: str, words: str) -> None:
    with pytest.raises(QuantityError) as asked:
        read_quantity(text, facts()[name])
    assert words in str(asked.value)


def test_a_decimal_comma_is_read_only_where_it_can_mean_nothing_else() -> None:
    assert read_quantity("0,850 mmol/L", facts()["magnesium"]) == 0.85
    assert read_quantity("1,5 mmol/L", facts()["phosphate"]) == 1.5


@pytest.mark.parametrize(
    "name", ["potassium", "weight", "pth", "resting_systolic", "lvef", "minutes_to_pain"]
)
def test_a_measurement_needs_its_unit(name: str) -> None:
    with pytest.raises(QuantityError, match="has no unit"):
        read_quantity("50", facts()[name])


@pytest.mark.parametrize("name", QUANTITIES)
def test_a_value_at_each_end_of_its_plausible_range_is_read_in_every_unit(name: str) -> None:
    fact = facts()[name]
    assert fact.spellings is not None
    assert fact.plausible is not None, "without a range a slip of the pen goes through"
    for unit, (factor, offset) in fact.spellings.items():
        middle = (sum(fact.plausible) / 2 - offset) / factor
        assert read_quantity(f"{middle:.6f} {unit}", fact) == pytest.approx(sum(fact.plausible) / 2, abs=1e-3)
    for end in fact.plausible:
        assert read_quantity(f"{end:.6f} {fact.unit}", fact) == pytest.approx(end)


@pytest.mark.parametrize("name", QUANTITIES)
def test_what_the_errors_offer_is_accepted(name: str) -> None:
    fact = replace(facts()[name], plausible=(1e8, 1e9))
    for unit in accepted(fact).replace(" or ", ", ").split(", "):
        assert "not plausible" in _answer(f"1 {unit}", fact)


def test_rounding_is_half_of_the_last_place_in_the_kept_unit() -> None:
    assert rounding("13.1 g/dL", facts()["haemoglobin"]) == pytest.approx(0.5)
    assert rounding("131 g/L", facts()["haemoglobin"]) == 0.5


def test_a_conversion_without_its_molar_mass_or_valence_is_refused() -> None:
    with pytest.raises(SpellingError, match="needs `molar_mass"):
        compile_spellings({"unit": "mmol/L", "accepts": ["mg/dL"]})
    with pytest.raises(SpellingError, match="needs a `valence`"):
        compile_spellings({"unit": "mmol/L", "accepts": ["mEq/L"]})
    with pytest.raises(SpellingError, match="cannot be converted"):
        compile_spellings({"unit": "kg", "accepts": ["parsnips"]})


def test_a_conversion_that_no_molar_mass_can_say_is_stated_as_factor_and_offset() -> None:
    found = compile_spellings({"unit": "mmol/mol", "accepts": [{"percent": ["10.93", "-23.5"]}]})
    assert found["percent"] == (10.93, -23.5)


@given(st.sampled_from(QUANTITIES), st.text(max_size=40))
def test_any_text_is_a_quantity_or_is_asked_back(name: str, text: str) -> None:
    assert _answer(text, facts()[name])


@given(st.sampled_from(QUANTITIES), st.data())
def test_a_quantity_in_any_accepted_unit_never_raises_anything_but_a_question(
    name: str, data: st.DataObject
) -> None:
    fact = facts()[name]
    unit = data.draw(st.sampled_from(sorted(fact.spellings or {})))
    number = data.draw(st.decimals(min_value=-1000, max_value=100_000, places=2))
    try:
        value = read_quantity(f"{number} {unit}", fact)
    except PatientError:
        return
    assert fact.plausible is None or fact.plausible[0] <= value <= fact.plausible[1]


def _answer(text: str, fact: Fact) -> str:
    """The value or the question, as text; anything else that is raised fails the test."""
    try:
        return str(read_quantity(text, fact))
    except PatientError as error:
        return str(error)
