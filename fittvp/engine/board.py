"""What a week's sessions are composed from: the catalogue, the tables, the patient's means and days.

Floor: engine. A shape only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fittvp.engine.choose import Means
from fittvp.protocol.catalogue import Exercise


@dataclass(frozen=True, slots=True)
class Board:
    """What a week's sessions are composed from."""

    serving: Mapping[str, Sequence[Exercise]]
    catalogue: Mapping[str, Exercise]
    composition: Mapping[str, Any]
    means: Means
    dialysis_days: frozenset[str]
    on_dialysis: bool  # the sessions are held during dialysis
    time: float | None = None  # minutes the patient has on a day
    most_days: int = 7

    @property
    def most_a_week(self) -> int | None:
        """The most different exercises in a week, for who is not used to strength work; None: no such number."""
        if self.means.experienced or "week" not in self.composition:
            return None
        return int(self.composition["week"]["beginner"])
