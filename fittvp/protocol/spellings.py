"""Compiles the unit spellings a fact accepts into numbers: kept = written * factor + offset.

Floor: protocol; used only when the library is compiled, so that pint never sees a patient's text.
Mass and amount are joined by the analyte's molar mass, equivalents by its valence, both from facts.yaml.
It refuses a spelling that it cannot convert; it knows no patient and no plausible value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

SAME: Final[tuple[frozenset[str], ...]] = tuple(
    frozenset(group)
    for group in (
        ("percent", "%"),
        ("bpm", "/min", "beats/min", "beats per minute", "breaths/min"),
        ("METs", "MET"),
        ("Borg",),
        ("CR10",),
        ("U/L", "IU/L"),
        ("mU/L", "mIU/L"),
        ("mmHg", "mm Hg"),
        ("kg/m2", "kg/m^2"),
        ("mL/min/1.73m2", "mL/min/1.73 m2", "mL/min/1.73m^2", "mL/min/1.73 m^2"),
        ("mL/kg/min", "ml/kg/min", "mL/min/kg"),
        ("min", "minutes", "minute", "mins", "min/week"),
        ("days", "day", "days/week"),
        ("years", "year", "y"),
        ("times", "repetitions"),
    )
)
"""Spellings of one unit that need no arithmetic. A group is used only if the fact's own unit is in it."""

TO_PINT: Final[Mapping[str, str]] = {
    "%": "percent", "C": "degC", "°C": "degC", "F": "degF", "°F": "degF", "st": "stone", "lbs": "pound",
    "in": "inch", "ft": "foot", "U/L": "micromole/minute/L", "IU/L": "micromole/minute/L", "y": "year",
    "metres": "meter", "meters": "meter", "mm Hg": "mmHg", "mins": "minute", "h": "hour", "s": "second",
}  # fmt: skip
_EQUIVALENTS = re.compile(r"m?Eq\b")
_COUNT = re.compile(r"of [0-9]+|[a-z]{3,}s|Borg|CR10")
_KEPT_DIGITS = 13
_SPAN = 9000.0  # wide, so that an offset does not eat the factor's digits


class SpellingError(ValueError):
    """A spelling of a fact cannot be converted into its unit."""


def compile_spellings(definition: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Spelling -> (factor, offset) for one fact's raw definition; the key "" means: a bare number will do.

    A bare number is allowed where nothing can be mixed up: a score (`of 10`, Borg) or a counted thing
    (`falls`, `days`) all of whose spellings mean the same. Raises SpellingError.
    """
    unit = str(definition["unit"])
    found: dict[str, tuple[float, float]] = {unit: (1.0, 0.0)}
    for entry in definition.get("accepts") or ():
        for spelling, conversion in _stated(entry):
            found.setdefault(spelling, conversion or _convert(spelling, unit, definition))
    _refuse_clashes(found)
    if _COUNT.fullmatch(unit) and all(pair == (1.0, 0.0) for pair in found.values()):
        found[""] = (1.0, 0.0)
    return found


def _stated(entry: Any) -> list[tuple[str, tuple[float, float] | None]]:
    """An entry is a spelling, or `{spelling: [factor, offset]}` where no molar mass can say it (HbA1c)."""
    if not isinstance(entry, Mapping):
        return [(str(entry), None)]
    pairs: list[tuple[str, tuple[float, float] | None]] = []
    for spelling, numbers in entry.items():
        try:
            factor, offset = (float(number) for number in numbers)
        except (TypeError, ValueError):
            raise SpellingError(f"`{spelling}` needs two numbers: [factor, offset]") from None
        pairs.append((str(spelling), (factor, offset)))
    return pairs


def _convert(spelling: str, unit: str, definition: Mapping[str, Any]) -> tuple[float, float]:
    score = spelling.startswith("/") and unit == f"of {spelling[1:].strip()}"
    if (
        score
        or _folded(spelling) == _folded(unit)
        or any(spelling in group and unit in group for group in SAME)
    ):
        return 1.0, 0.0
    try:
        at_zero, at_span = (_amount(number, spelling, unit, definition) for number in (0.0, _SPAN))
    except SpellingError:
        raise
    except Exception as error:  # pint raises many kinds; all mean: not convertible
        raise SpellingError(
            f"`{spelling}` cannot be converted to `{unit}` ({type(error).__name__})"
        ) from None
    return _round((at_span - at_zero) / _SPAN), _round(at_zero)


def _amount(number: float, spelling: str, unit: str, definition: Mapping[str, Any]) -> float:
    """`number` of `spelling` expressed in `unit`."""
    registry = _registry()
    quantity = registry.Quantity(number, registry.parse_units(_pint_text(spelling)))
    target = registry.parse_units(_pint_text(unit))
    if _EQUIVALENTS.search(spelling):
        quantity = quantity / _number(definition, "valence", spelling)
    if _EQUIVALENTS.search(unit):
        quantity = quantity * _number(definition, "valence", spelling)
    if not quantity.is_compatible_with(target):
        molar = _molar_mass(definition, spelling)
        quantity = quantity / molar if (quantity / molar).is_compatible_with(target) else quantity * molar
    return float(quantity.to(target).magnitude)


def _pint_text(spelling: str) -> str:
    text = unicodedata.normalize("NFKC", spelling)
    return _EQUIVALENTS.sub(lambda found: found.group().replace("Eq", "mol"), TO_PINT.get(text, text))


def _number(definition: Mapping[str, Any], key: str, spelling: str) -> float:
    try:
        return float(definition[key])
    except (KeyError, TypeError, ValueError):
        raise SpellingError(f"`{spelling}` needs a `{key}`") from None


def _molar_mass(definition: Mapping[str, Any], spelling: str) -> Any:
    number, _, unit = str(definition.get("molar_mass", "")).partition(" ")
    try:
        return _registry().Quantity(float(number), "g/mol") if unit.strip() == "g/mol" else _no_mass(spelling)
    except ValueError:
        return _no_mass(spelling)


def _no_mass(spelling: str) -> Any:
    raise SpellingError(f"`{spelling}` is another kind of unit: it needs `molar_mass: <number> g/mol`")


def _refuse_clashes(found: Mapping[str, tuple[float, float]]) -> None:
    """Two spellings that differ only in case or spaces must mean the same."""
    seen: dict[str, tuple[float, float]] = {}
    for spelling, conversion in found.items():
        if seen.setdefault(_folded(spelling), conversion) != conversion:
            raise SpellingError(f"`{spelling}` stands twice with different meanings")


def _folded(spelling: str) -> str:
    return "".join(unicodedata.normalize("NFKC", spelling).split()).casefold()


def _round(number: float) -> float:
    return float(f"{number:.{_KEPT_DIGITS}g}") + 0.0


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # costs 0.2 s: only when the library is compiled

    return pint.UnitRegistry()
