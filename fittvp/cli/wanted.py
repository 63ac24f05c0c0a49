"""The flags of `fittvp adjust` into an event: scope, values on their axes, swaps, caps.

Floor: cli. It refuses what no one can mean, with the nearest word that is known; whether it passes a limit is
the engine's to say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.cli.record import Record
    from fittvp.model.event import Adjusted, OverridePart, SetPart
    from fittvp.protocol.library import Library
    from fittvp.protocol.rules import Modality

MOVES = ("hold", "back", "progress")
REGIONS = {"legs": "lower", "arms": "upper", "leg": "lower", "arm": "upper"}
_VALUE = re.compile(
    r"(?P<low>[0-9]+(?:\.[0-9]+)?)(?:\s*(?:-|–|to)\s*(?P<high>[0-9]+(?:\.[0-9]+)?))?\s*(?P<unit>.*)"
)
UNITS = {
    "session_time": ("min", "minutes", "min/session"),
    "bout": ("min", "minutes"),
    "volume": ("min", "minutes", "min/week", "min a week"),
    "hold": ("s", "seconds"),
    "sessions": ("", "sessions", "days", "sessions/week", "days a week"),
    "sets": ("", "sets", "set"),
    "repetitions": ("", "repetitions", "reps", "times"),
}
SCALES = {
    "intensity": {"": "Borg", "borg": "Borg", "rpe": "Borg", "cr10": "CR10", "/10": "CR10", "% hrr": "percent HRR",
                  "percent hrr": "percent HRR", "%hrr": "percent HRR"},
    "load": {"% 1rm": "percent 1RM", "percent 1rm": "percent 1RM", "%1rm": "percent 1RM", "borg": "Borg"},
}  # fmt: skip
NOTHING = (
    "Nothing to adjust. Say --hold, --back, --progress, --cleared, --pace, --field with --to, --swap, --exclude, "
    "--weeks +N, --sessions, --minutes, --max-effort or --override."
)


def adjusted(flags: Mapping[str, Any], record: Record, by: str, reason: str, on: dt.date) -> Adjusted:
    """The event that the flags ask for. Raises Refusal."""
    from fittvp.cli.adjust import is_empty
    from fittvp.cli.flags import excluded, ranged
    from fittvp.model.event import Adjusted

    library = record.libraries[record.plan.library]
    first = flags["from_week"] or record.plan.now
    moves = [move for move in MOVES if flags[move]]
    if len(moves) > 1:
        raise Refusal(f"--{moves[0]} and --{moves[1]} cannot both be. Say one.")
    if bool(flags["field"]) != bool(flags["to"]):
        raise Refusal('--field and --to belong together: --field aerobic.session_time --to "20 min".')
    streams = _streams(flags["only"], library)
    if streams and not moves:
        raise Refusal("--only says what --hold, --back or --progress is for. Add one of them.")
    what = Adjusted(
        from_week=first, move=moves[0] if moves else None, streams=streams, cleared=flags["cleared"],
        pace=flags["pace"], values=_values(flags, library), more_weeks=_weeks(flags["weeks"], record),
        swaps=[_swap(text, library) for text in flags["swap"]],
        exclude=sorted({excluded(word, library) for word in flags["exclude"]}),
        sessions=ranged(flags["sessions"], "--sessions"), minutes=ranged(flags["minutes"], "--minutes"),
        max_effort=flags["max_effort"], overrides=_overrides(flags["override"], library, by, reason, on),
    )  # fmt: skip
    if is_empty(what):
        raise Refusal(NOTHING)
    return what


def _streams(words: Sequence[str], library: Library) -> list[str]:
    """Streams by modality, region or both: `aerobic`, `legs`, `resistance.lower`, `resistance, lower`."""
    known = [stream for modality in library.modalities.values() for stream in modality.streams]
    found: list[str] = []
    for word in words:
        name = re.sub(r"[\s.,]+", "_", word.strip().casefold())
        name = REGIONS.get(name, name)
        same = [s for s in known if s == name or s.startswith(f"{name}_") or s.endswith(f"_{name}")]
        if not same:
            from fittvp.model.problems import nearest, quoted

            raise Refusal(
                f"--only {quoted(word)} is no kind of work. {nearest(name, known)} Known: {', '.join(known)}."
            )
        found += same
    return list(dict.fromkeys(found))


def _values(flags: Mapping[str, Any], library: Library) -> list[SetPart]:
    if not flags["field"]:
        return []
    from fittvp.cli.reasons import spelled

    name = spelled(flags["field"])
    stream, _, field = name.rpartition(".")
    stream = stream.replace(".", "_")
    modality = next((m for m in library.modalities.values() if stream in m.streams), None)
    if modality is None or (field not in UNITS and field not in SCALES):
        raise Refusal(
            f"--field {flags['field'][:40]}: write stream and field, such as aerobic.session_time, "
            "aerobic.intensity, resistance_lower.sets or resistance_lower.load."
        )
    return [_value(stream, field, flags["to"], modality, library)]


def _value(stream: str, field: str, text: str, modality: Modality, library: Library) -> SetPart:
    from fittvp.model.event import SetPart

    match = _VALUE.fullmatch(text.strip())
    unit = match["unit"].strip().casefold() if match else ""
    known = SCALES.get(field) or dict.fromkeys(UNITS.get(field, ()))
    fits = modality.shape == "minutes" or field not in ("session_time", "bout", "volume")
    if match is None or unit not in known or not fits:
        raise Refusal(f"--to `{text[:30]}`: {field} of {stream} is written as {_example(field)}.")
    low, high = float(match["low"]), float(match["high"] or match["low"])
    if low > high or high <= 0:
        raise Refusal(f"--to `{text[:30]}`: it must be more than zero and run from low to high.")
    if field in SCALES:
        axis, scale = library.axes[modality.axis], SCALES[field][unit]
        if scale not in axis.scales:
            raise Refusal(f"--to `{text[:30]}`: {field} of {stream} is written as {_example(field)}.")
        low, high = sorted((axis.to_axis(low, scale), axis.to_axis(high, scale)))
    elif field in ("sessions", "sets", "repetitions") and high != int(high):
        raise Refusal(f"--to `{text[:30]}`: {field} are whole numbers.")
    elif low != high:
        raise Refusal(f"--to `{text[:30]}`: say one value.")
    return SetPart(stream=stream, field=field, low=low, high=high, written=text.strip())


def _example(field: str) -> str:
    return {
        "intensity": '"10-11 Borg" or "30-39 % HRR"', "load": '"40 % 1RM"', "hold": '"20 s"', "sessions": '"4"',
        "sets": '"2"', "repetitions": '"10"',
    }.get(field, '"20 min" (aerobic and balance work only)')  # fmt: skip


def _weeks(text: str | None, record: Record) -> int:
    """`+4` adds weeks; the plan is never longer than a year, nor cut."""
    if text is None:
        return 0
    match = re.fullmatch(r"\+([0-9]{1,2})", text.strip())
    if match is None or int(match[1]) == 0:
        raise Refusal(f"--weeks `{text[:10]}`: write the weeks to add, such as --weeks +4.")
    more = int(match[1])
    if record.plan.asked.weeks + more > 104:
        raise Refusal("A plan has at most 104 weeks. Make a new one from the patient's file as it is now.")
    return more


def _swap(text: str, library: Library) -> tuple[str, str]:
    from fittvp.cli.flags import exercise_of

    old, equals, new = (part.strip() for part in text.partition("="))
    if not (old and equals and new):
        raise Refusal("--swap needs both: --swap EXERCISE=EXERCISE, the old one first.")
    return exercise_of(old, "--swap", library), exercise_of(new, "--swap", library)


def _overrides(
    rules: Sequence[str], library: Library, by: str, reason: str, on: dt.date
) -> list[OverridePart]:
    from fittvp.cli.flags import rule_of
    from fittvp.model.event import OverridePart

    return [
        OverridePart(rule=rule.ref, reason=reason, by=by, on=on.isoformat(), says=rule.says)
        for rule in (rule_of(word, library) for word in rules)
    ]
