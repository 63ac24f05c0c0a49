"""A prescribed value and its reasons. A value without a reason cannot be constructed.

Floor: model. Frozen; it refuses to know rules' texts: it carries their names (`protocol@version#rule`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is what it is, with the rules that decided (ties together) and what happened, in figures.

    `act`: started, stepped, limited, rounded, entered or back.
    """

    act: str
    rules: tuple[str, ...]
    words: str
    yielded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A band, low to high, in `unit`, as it is printed. Raises ValueError without a reason."""

    low: float
    high: float
    unit: str
    reasons: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("A prescribed value needs its reasons.")
        if self.low > self.high:
            raise ValueError("A prescribed band runs from low to high.")


Doses = dict[str, dict[str, Prescribed]]
"""stream -> field -> value, for one week."""
