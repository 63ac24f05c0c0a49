"""Writes an empty patient file, by section, each line with its units: what `fittvp new` gives.

Floor: model. Everything optional is a comment, so that nothing is answered by accident; the two required
answers are left open, so that they are asked. It refuses to write files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fittvp.model.fact import Fact
from fittvp.model.patient_schema import patient_schema
from fittvp.model.units import fold_unit, written

__all__ = ["patient_schema", "patient_template"]

_OVER_TIME = ("in_a_row", "highest_within", "lowest_within", "change_since", "weeks_since")
CALCULATED = frozenset((*_OVER_TIME, "when", "count", "is_dated", "lowest_of", "bmi", "heart_rate_reserve"))
"""Derived operations that a clinic need not write."""
_HIDDEN_GROUPS = frozenset({"review", "identity", "conditions", "medicines"})
_SHOWN_WORDS = 9

_HEAD = """\
# A patient file. Remove the `#` before what you know; leave the rest as it is.
# `unknown` means: asked, not available. `[]` means: asked, none.
# A result: `4.9 mEq/L on 2026-11-20`. More than one: a list of {value: 4.9 mEq/L, date: 2026-11-20}.

id: new-patient                   # letters, digits, - and _ ; names the files that are written
# name:
# written_on: 2026-11-23          # the day on which undated answers were true
# language: es                    # of the handout: en, es, fr, de, zh, ar
"""
_LISTS = """
conditions:                       # must be answered: a list, or [] for none
  # - ckd: {kidney_stage: G4, dialysis: none}       # particulars: any fact of this file
  # - icd10 N18.4                                   # or a code: icd10 or snomed; it names the condition, no stage
medicines:                        # must be answered: names or classes, or [] for none
  # - bisoprolol
  # - {name: ramipril, dose: 5 mg, since: 2025-12-01}
"""
_TAIL = """
# team:
#   - {role: kidney team, name: Dr A, phone: 555 0100}
# notes: Free text, printed as it stands.
"""


def patient_template(facts: Mapping[str, Fact]) -> str:
    """The text of a new patient file."""
    identity = [fact for fact in facts.values() if fact.group == "identity" and _is_asked(fact)]
    parts = [_HEAD, *(_line(fact, "# ") for fact in identity), _LISTS]
    words = facts["conditions"].choices if "conditions" in facts else None
    parts += ["# Conditions: ", *_wrapped(words or {}), "\n"]
    shown = [fact for fact in facts.values() if fact.group not in _HIDDEN_GROUPS and _is_asked(fact)]
    for group in dict.fromkeys(fact.group for fact in shown):
        parts.append(f"\n{group}:\n")
        if group == "vital_signs":
            parts.append("  # blood_pressure: 128/76 mmHg\n")
        parts += [_line(fact, "  # ") for fact in shown if fact.group == group]
    return "".join([*parts, _TAIL])


def _is_asked(fact: Fact) -> bool:
    return fact.derived not in CALCULATED and fact.name != "death_date"


def _line(fact: Fact, indent: str) -> str:
    return f"{indent}{fact.name}: {_example(fact)}".ljust(40) + f"  # {_hint(fact)}\n"


def _example(fact: Fact) -> str:
    if fact.kind == "choices":
        return "[]"
    return "2026-01-31" if fact.kind == "date" else ""


def _hint(fact: Fact) -> str:
    if fact.kind == "quantity":
        units = {fold_unit(unit): unit for unit in fact.spellings or {} if unit}
        example = f", such as {written(fact.good, fact)}" if isinstance(fact.good, float) else ""
        return f"{fact.label}: {', '.join(units.values())}{example}"
    if fact.kind == "flag":
        return f"{fact.label}: yes, no"
    words = list(fact.choices or {})
    shown = ", ".join(words[:_SHOWN_WORDS]) + (", ..." if len(words) > _SHOWN_WORDS else "")
    return f"{fact.label}: {shown}" if words else fact.label


def _wrapped(words: Iterable[str], width: int = 90) -> list[str]:
    """Words over several comment lines."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > width:
            lines.append(line + "\n")
            line = "#   "
        line += word + " "
    return [*lines, line.rstrip()]
