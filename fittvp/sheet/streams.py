"""Streams that print alike are printed once: regions of one modality with the same numbers in every week.

It compares what is printed; it refuses to change it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fittvp.model.plan import Beside, Plan, Value, Week
from fittvp.sheet import say, words


@dataclass(frozen=True, slots=True)
class Group:
    """Streams of one modality with equal numbers; `streams[0]` stands for all."""

    modality: str
    streams: tuple[str, ...]
    title: str

    @property
    def first(self) -> str:
        return self.streams[0]


def modality_of(stream: str) -> str:
    return stream.partition("_")[0]


def all_streams(plan: Plan) -> list[str]:
    """Every stream with a dose in some week, in the order of the page."""
    found = say.once(stream for week in plan.weeks for stream in week.doses)
    order = {name: at for at, name in enumerate(words.STREAMS)}
    return sorted(found, key=lambda name: (order.get(name, len(order)), name))


def groups(plan: Plan, weeks: list[Week] | None = None) -> list[Group]:
    """The groups of the plan, or of some of its weeks."""
    looked = plan.weeks if weeks is None else weeks
    prints: dict[tuple[object, ...], list[str]] = {}
    for stream in all_streams(plan):
        key = (modality_of(stream), *(_print(week, stream) for week in looked))
        prints.setdefault(key, []).append(stream)
    return [Group(modality_of(names[0]), tuple(names), title(names)) for names in prints.values()]


def _print(week: Week, stream: str) -> tuple[object, ...]:
    fields = week.doses.get(stream, {})
    return tuple((name, value.low, value.high) for name, value in sorted(fields.items()))


def title(names: list[str]) -> str:
    """`Resistance: legs and trunk`."""
    modality = modality_of(names[0])
    regions = [words.REGIONS.get(name.partition("_")[2], "") for name in names]
    label = words.MODALITIES.get(modality, say.stream(names[0]))
    return f"{label}: {say.listed(regions)}" if any(regions) else label


def line(fields: dict[str, Value]) -> str:
    """A week's dose in one line: `3 × 15 min (45 min a week)` or `2 × 1 set of 10`."""
    days = f"{say.value(fields['sessions'])} × " if "sessions" in fields else ""
    if "session_time" in fields:
        volume = f" = {say.value(fields['volume'])} min a week" if "volume" in fields else ""
        return f"{days}{say.value(fields['session_time'])} min{volume}"
    said = days + sets(fields)
    return said + (f", hold {say.value(fields['hold'])} s" if "hold" in fields else "")


def sets(fields: dict[str, Value]) -> str:
    """`2 sets of 10`."""
    if "sets" not in fields:
        return say.value(fields["repetitions"]) + " repetitions" if "repetitions" in fields else ""
    many = say.value(fields["sets"])
    said = f"{many} set" if many == "1" else f"{many} sets"
    return said + (f" of {say.value(fields['repetitions'])}" if "repetitions" in fields else "")


def beside_words(one: Beside) -> str:
    """`pain at most 3 of 10`."""
    written = one.written
    if "_" in written:  # on the patient's own measurement: its value, then how it was found
        side = "at most" if one.side == "most" else "at least"
        way = written.removeprefix(f"{side} ").replace("_", " ")
        written = f"{side} {say.number(one.value)} {one.unit} ({way})"
    return f"{say.field(one.field)} {written}".replace(" 1 days", " 1 day")


def scope(names: list[str]) -> str:
    """`aerobic; resistance: legs and arms`."""
    by: dict[str, list[str]] = {}
    for name in names:
        by.setdefault(modality_of(name), []).append(name)
    return "; ".join(title(found).lower() for found in by.values())
