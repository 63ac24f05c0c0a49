"""The named formulas (eGFR, adjusted calcium, kidney stage, body mass index): arithmetic without its numbers.

Floor: model. Every coefficient comes from protocols/formulas.yaml, where its source stands.
It refuses to calculate from a missing coefficient or a missing answer: then there is no value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from fittvp.model.fact import Fact


def years_between(born: dt.date, day: dt.date) -> int:
    """Whole years of age on a day; a birthday on 29 February comes on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def body_mass_index(weight_kg: float, height_cm: float) -> float:
    """kg/m2."""
    return weight_kg / (height_cm / 100) ** 2


def egfr_2021(
    creatinine: float, age: float, sex: str, fact: Fact, formulas: Mapping[str, Any]
) -> float | None:
    """CKD-EPI 2021, mL/min/1.73 m2. `fact`: creatinine's, whose unit is used. None: no form for this sex."""
    own = _coefficients("ckd_epi_2021", formulas)
    mg_per_dl = (fact.spellings or {}).get("mg/dL")
    if f"kappa_{sex}" not in own or mg_per_dl is None:
        return None
    ratio = (creatinine - mg_per_dl[1]) / mg_per_dl[0] / own[f"kappa_{sex}"]
    below = min(ratio, 1.0) ** own[f"alpha_{sex}"]
    above = max(ratio, 1.0) ** own["power_above"]
    return float(own["factor"] * below * above * own["age_base"] ** age * own.get(f"{sex}_factor", 1.0))


def adjusted_calcium(total: float, albumin: float, formulas: Mapping[str, Any]) -> float | None:
    """Total calcium (mmol/L) adjusted for albumin (g/L)."""
    own = _coefficients("adjusted_calcium", formulas)
    return total + own["per_albumin"] * (own["albumin"] - albumin) if own else None


def stage_of(egfr: float, formulas: Mapping[str, Any]) -> str | None:
    """The stage whose band holds the eGFR: of all stages reached, the one that begins highest."""
    stages = _coefficients("kidney_stage_bands", formulas)
    reached = [(least, stage) for stage, least in stages.items() if egfr >= least]
    return max(reached)[1] if reached else None


def _coefficients(name: str, formulas: Mapping[str, Any]) -> dict[str, float]:
    formula = formulas.get(name)
    own = formula.get("coefficients", {}) if isinstance(formula, Mapping) else {}
    return {key: float(number) for key, number in own.items()}
