"""Reads the amounts of a dose as an author writes them: `10 to 15 min`, `at most 59 percent HRR`, `3`.

Floor: protocol. It knows the units and scales of each field; it refuses to know kinds of rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fittvp.model.axis import Axis
from fittvp.model.fact import Fact
from fittvp.protocol import rules, schema

NUMBER = r"-?\d+(?:\.\d+)?"
BAND = re.compile(rf"^(?P<low>{NUMBER})(?:\s+to\s+(?P<high>{NUMBER}))?(?:\s+(?P<unit>.+))?$")
_BOUND = re.compile(rf"^at (?P<side>most|least)\s+(?P<value>{NUMBER})\s*(?P<rest>.*)$")
_OWN = re.compile(r"^(?:(?P<unit>\S+)\s+(?P<way>below|above)|percent of)\s+(?P<fact>[a-z][a-z0-9_]*)$")

UNITS: dict[str, tuple[str, ...]] = {
    "session_time": ("min",),
    "bout": ("min",),
    "sessions": ("sessions", "session"),
    "sets": ("sets", "set"),
    "repetitions": ("repetitions", "repetition"),
    "hold": ("s",),
    "rest_days": ("days", "day"),
    "pain": ("of 10",),
    "heart_rate": ("bpm",),
    "hand_weight": ("kg",),
    "walk_speed": ("km/h", "m/s"),
    "volume": ("min", "sets"),
}
_BARE = {"sessions", "sets", "repetitions"}
BEFORE_SCALE = {"RIR"}  # scales that fall as the axis rises


class Unreadable(ValueError):
    """One thing in a rule that cannot be read; the message says what and what to do."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule's strings are read against."""

    facts: Mapping[str, Fact]
    modalities: Mapping[str, rules.Modality]
    axes: Mapping[str, Axis]
    sources: Mapping[str, object]
    closable: Mapping[str, frozenset[str]]  # what -> known words; an empty set: not checked


def streams_of(scope: schema.Scope, words: Words) -> tuple[str, ...]:
    """The streams (a modality, or a modality's region) that a scope names, in the house's order."""
    named = scope.modality if isinstance(scope.modality, list) else [scope.modality]
    regions = [scope.region] if isinstance(scope.region, str) else scope.region
    found: list[str] = []
    for modality in words.modalities.values():
        if "all" not in named and modality.id not in named:
            continue
        if regions and not modality.regions:
            if "all" in named:
                continue
            raise Unreadable(f"{modality.id} has no regions; leave `region` out.")
        for stream in modality.streams:
            if not regions or stream.removeprefix(modality.id + "_") in regions:
                found.append(stream)
    return tuple(found)


def modality_of(stream: str, words: Words) -> rules.Modality:
    return next(m for m in words.modalities.values() if stream in m.streams)


def read_band(field: str, text: str, modality: rules.Modality, words: Words) -> rules.Band:
    """`10 to 15 min`, `40 to 59 percent HRR`, `3`: on the field's own unit or axis."""
    match = BAND.match(text.strip())
    if match is None:
        raise Unreadable(f"{field}: `{text}` is not `10 to 15 min` or `3`.")
    low = float(match["low"])
    high = float(match["high"] or low)
    unit = (match["unit"] or "").strip()
    if field in ("intensity", "load"):
        return _axis_band(field, low, high, unit, modality, words)
    if unit not in UNITS.get(field, ()) and not (not unit and field in _BARE):
        raise Unreadable(f"{field}: `{text}` needs the unit {' or '.join(UNITS.get(field, ('?',)))}.")
    if low > high:
        raise Unreadable(f"{field}: `{text}` runs from high to low.")
    return rules.Band(low, high)


def _axis_band(
    field: str, low: float, high: float, unit: str, modality: rules.Modality, words: Words
) -> rules.Band:
    axis = words.axes.get(modality.axis)
    if axis is None or unit not in axis.scales:
        known = ", ".join(axis.scales) if axis else "none"
        raise Unreadable(f"{field}: `{unit}` is no scale of {modality.id} (known: {known}).")
    ends = sorted((axis.to_axis(low, unit), axis.to_axis(high, unit)))
    return rules.Band(ends[0], ends[1])


def read_bound(field: str, text: str, stream: str, words: Words) -> rules.Bound | rules.OwnBound:
    match = _BOUND.match(text.strip())
    if match is None:
        raise Unreadable(f"{field}: `{text}` must begin `at most` or `at least` and a number.")
    value, rest, side = float(match["value"]), match["rest"].strip(), match["side"]
    own = _OWN.match(rest)
    if own is not None:
        if own["fact"] not in words.facts:
            raise Unreadable(f"{field}: `{own['fact']}` is not a fact.")
        share = None if own["way"] else value / 100
        offset = {"below": -value, "above": value, None: 0.0}[own["way"]]
        return rules.OwnBound(field, side, own["fact"], offset, share, text)
    if field in ("intensity", "load"):
        return _axis_bound(field, side, value, rest, text, modality_of(stream, words), words)
    if rest not in UNITS.get(field, ()) and not (not rest and field in _BARE):
        raise Unreadable(f"{field}: `{text}` needs the unit {' or '.join(UNITS.get(field, ('?',)))}.")
    return rules.Bound(field, side, value, text)


def _axis_bound(
    field: str, side: str, value: float, unit: str, text: str, modality: rules.Modality, words: Words
) -> rules.Bound:
    axis = words.axes.get(modality.axis)
    if axis is None or unit not in axis.scales:
        raise Unreadable(f"{field}: `{text}`: `{unit}` is no scale of {modality.id}.")
    if unit in BEFORE_SCALE:
        side = {"most": "least", "least": "most"}[side]
    own = "intensity" if modality.axis == "effort" else "load"
    return rules.Bound(own, side, axis.to_axis(value, unit), text)
