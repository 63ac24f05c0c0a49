"""One exercise of a session with its dose, and the minutes that it takes on the clock.

Floor: engine. Pure. It refuses to choose: it is given the exercise and this week's printed values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fittvp.model.dose import Prescribed
from fittvp.model.plan import Item
from fittvp.protocol.catalogue import Exercise

SIXTY: Final = 60  # seconds in a minute
FILLS: Final = "mobility"  # streams that go where there is room


def item_of(stream: str, exercise: Exercise, fields: Mapping[str, Prescribed], shared_by: int) -> Item:
    """A held exercise takes the hold and the sets; one done in repetitions takes repetitions and sets."""
    if "session_time" in fields:
        minutes = fields["session_time"].high / shared_by
        bout = fields["bout"].high if "bout" in fields and fields["bout"].high < minutes else None
        return Item(exercise=exercise.id, name=exercise.name, stream=stream, minutes=minutes, bout=bout)
    value = {name: fields[name].high for name in ("sets", "repetitions") if name in fields}
    if exercise.hold is not None:
        value["hold"] = min(exercise.hold, fields["hold"].high) if "hold" in fields else exercise.hold
        if not exercise.repeats:
            value.pop("repetitions", None)
    return Item(exercise=exercise.id, name=exercise.name, stream=stream, **value)


def minutes_of(item: Item, seconds: Mapping[str, float], exercise: Exercise) -> float:
    """Minutes an exercise takes, as an estimate for the clock (not a dose). A sequence moves each region in turn."""
    if item.minutes is not None:
        return item.minutes
    sets, moves = item.sets or 1.0, len(exercise.streams) if exercise.only_shared else 1
    work = (item.repetitions or 1.0) * moves * (item.hold or seconds["repetition"])
    rest = seconds["between_stretches" if item.stream.startswith(FILLS) else "between_sets"]
    return (sets * work + (sets - 1) * rest + seconds["change_exercise"]) / SIXTY
