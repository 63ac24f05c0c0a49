"""What a fact is: one thing about the patient, as `protocols/facts.yaml` defines it, ready for use.

Floor: model. It refuses to know files, YAML and rules; a Fact comes here compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

Value = float | str | frozenset[str]
"""A number in the fact's own unit, a word (choice, flag `yes`/`no`, ISO date, text), or a set of words."""


class Absent(Enum):
    """Why there is no value. UNKNOWN: expected, not there or too old. NOT_ASKED: silent."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not asked"


UNKNOWN: Final = Absent.UNKNOWN
NOT_ASKED: Final = Absent.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Fact:
    """One definition. Numbers are in `unit`; `spellings` maps each accepted unit text to (factor, offset).

    kept value = written number * factor + offset. `shelf_days` is None where a value never grows old.
    `derived` names the operation, `options` its arguments as written in facts.yaml.
    `expected_when` and `condition` hold compiled conditions (protocol.grammar); None: never expected.
    """

    name: str
    label: str
    plain: str
    group: str
    kind: str  # quantity | choice | choices | flag | date | text
    unit: str = ""
    spellings: Mapping[str, tuple[float, float]] | None = None
    plausible: tuple[float, float] | None = None
    shelf_days: int | None = None
    choices: Mapping[str, str] | None = None  # word -> label
    names: Mapping[str, str] | None = None  # other spellings of a choice, lower case -> word
    codes: Mapping[str, Mapping[str, str]] | None = None  # system -> published code -> word, or this fact
    derived: str = ""
    options: Mapping[str, Any] | None = None
    expected_when: Any = None
    condition: Any = None
    good: Value | None = None
    required: bool = False
    renewed: bool = False  # a review in which all else was asked and is well renews the answer as it was
