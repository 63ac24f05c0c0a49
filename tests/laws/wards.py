"""Random patients for the real protocols: conditions, medicines, and answers that are good, bad or missing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from worlds import ON, patient, real

from fittvp.engine.advance import Wishes
from fittvp.engine.fold import open_case
from fittvp.model.record import Patient, Reading

CONDITIONS = sorted(real().facts["conditions"].choices or {})
TREATED = {"diabetes_type_1": ("insulin",)}  # what nobody lives without
MEDICINES = (
    "beta_blocker", "ace_inhibitor", "diuretic", "active_vitamin_d", "insulin", "sulfonylurea", "anticoagulant",
    "steroid", "statin", "nitrate", "ivabradine", "chemotherapy", "levodopa", "bronchodilator",
)  # fmt: skip
FREE = {
    "parathyroidectomy_done": ("yes", "no"),
    "hip_injection_done": ("yes", "no"),
    "sternal_lump": ("none", "imaged", "not_imaged", "growing"),
}
ROUNDS = 4  # answering one question may raise the next


def unknown(some: Patient) -> tuple[str, ...]:
    """What a clinician must know of this patient and does not."""
    return open_case(real(), some, ON, Wishes()).situation(ON, {}).expected()


def answered(some: Patient, values: dict[str, object]) -> Patient:
    more = {name: (Reading(value, ON, "test", name),) for name, value in values.items()}  # type: ignore[arg-type]
    return replace(some, readings={**some.readings, **more})


def stable(condition: str) -> Patient:
    """One condition, treated, every expected fact known and normal."""
    medicines = frozenset(TREATED.get(condition, ()))
    return good_answers(patient({"conditions": frozenset({condition}), "medicines": medicines, "age": 58.0}))


def good_answers(some: Patient) -> Patient:
    """The same patient with every expected fact known and normal."""
    for _ in range(ROUNDS):
        asked = [n for n in unknown(some) if real().facts[n].good is not None]
        if not asked:
            break
        some = answered(some, {name: real().facts[name].good for name in asked})
    return some


@st.composite
def ward_patients(draw, choices: tuple[str, ...] = ("good", "good", "any", "missing")) -> Patient:
    """One to four conditions; each expected fact is good, anything plausible, or not known."""
    found = draw(st.sets(st.sampled_from(CONDITIONS), min_size=1, max_size=4))
    values: dict[str, object] = {
        "conditions": frozenset(found),
        "medicines": frozenset(draw(st.sets(st.sampled_from(MEDICINES), max_size=2))),
        "age": float(draw(st.integers(20, 90))),
        "sex": draw(st.sampled_from(("female", "male"))),
    }
    for name, words in FREE.items():
        if "any" in choices and draw(st.booleans()):
            values[name] = draw(st.sampled_from(words))
    some = patient(values)
    skipped: set[str] = set()
    for _ in range(ROUNDS):
        asked = [name for name in unknown(some) if name not in skipped]
        if not asked:
            break
        new = {}
        for name in asked:
            choice = draw(st.sampled_from(choices))
            value = None if choice == "missing" else _value(draw, name, choice)
            if value is None:
                skipped.add(name)
            else:
                new[name] = value
        some = answered(some, new)
    return some


def _value(draw, name: str, choice: str) -> object:
    fact = real().facts[name]
    if choice == "good" and fact.good is not None:
        return fact.good
    if fact.kind == "quantity" and fact.plausible is not None:
        low, high = fact.plausible
        top = (
            min(high, low + 4 * (float(fact.good) - low))
            if isinstance(fact.good, float) and fact.good > low
            else high
        )
        return low + (top - low) * draw(st.integers(0, 40)) / 40
    if fact.kind == "flag":
        return draw(st.sampled_from(("yes", "no")))
    if fact.kind == "choice":
        return draw(st.sampled_from(sorted(fact.choices or {})))
    if fact.kind == "choices":
        return frozenset(draw(st.sets(st.sampled_from(sorted(fact.choices or {})), max_size=2)))
    return None
