"""Turns the strings of one protocol file into numbers, bounds and conditions, and lists every problem at once.

Floor: protocol. It knows the spelling of dose fields and their scales; it refuses to choose between rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fittvp.model.axis import Axis
from fittvp.model.fact import Fact
from fittvp.protocol import rules, schema
from fittvp.protocol.grammar import GrammarError, Node, compile_condition, facts_read

_NUMBER = r"-?\d+(?:\.\d+)?"
_BAND = re.compile(rf"^(?P<low>{_NUMBER})(?:\s+to\s+(?P<high>{_NUMBER}))?(?:\s+(?P<unit>.+))?$")
_BOUND = re.compile(rf"^at (?P<side>most|least)\s+(?P<value>{_NUMBER})\s*(?P<rest>.*)$")
_OWN = re.compile(r"^(?:(?P<unit>\S+)\s+(?P<way>below|above)|percent of)\s+(?P<fact>[a-z][a-z0-9_]*)$")
_CLOSE = {"tag", "setting", "position", "equipment", "exercise", "modality", "pattern"}

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
    match = _BAND.match(text.strip())
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


def _bound(field: str, text: str, stream: str, words: Words) -> rules.Bound | rules.OwnBound:
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


def _limit(raw: schema.Limit, words: Words) -> rules.Limit:
    streams = streams_of(raw, words)
    bounds: list[tuple[str, rules.Bound]] = []
    own: list[rules.OwnBound] = []
    fields = (*UNITS, "intensity", "load")
    for field in fields:
        text = getattr(raw, field)
        if text is None:
            continue
        for stream in streams:
            found = _bound_if_it_fits(field, text, stream, raw, words)
            if isinstance(found, rules.OwnBound):
                if found not in own:
                    own.append(found)
            elif found is not None:
                bounds.append((stream, found))
    closes = tuple(_closing(line, words) for line in raw.close)
    closed = tuple(s for what, word in closes if what == "modality" for s in _closed(word, raw, words))
    rest = tuple(pair for pair in closes if pair[0] != "modality")
    if not (bounds or own or closes or raw.supervision or raw.with_ or raw.timing):
        raise Unreadable("the limit binds nothing: give a bound, `close`, `supervision`, `with` or `timing`.")
    return rules.Limit(
        streams,
        tuple(bounds),
        tuple(own),
        rest,
        closed,
        raw.supervision or "",
        tuple(raw.with_),
        raw.timing or "",
    )


def _bound_if_it_fits(
    field: str, text: str, stream: str, raw: schema.Limit, words: Words
) -> rules.Bound | rules.OwnBound | None:
    """A limit on `all` binds each stream in the fields and scales that the stream has."""
    modality = modality_of(stream, words)
    try:
        bound = _bound(field, text, stream, words)
    except Unreadable:
        named = [raw.modality] if isinstance(raw.modality, str) else raw.modality
        if len(named) > 1 or "all" in named:
            return None
        raise
    shape_only = {"minutes": ("sets", "repetitions", "hold"), "sets": ("session_time", "bout")}[
        modality.shape
    ]
    if field in shape_only:
        return None
    if field == "volume" and ("sets" in text) != (modality.shape == "sets"):
        return None
    return bound


def _closing(line: str, words: Words) -> tuple[str, str]:
    what, _, word = line.partition(" ")
    word = word.strip()
    if what not in _CLOSE or not word:
        raise Unreadable(
            f"close: `{line}` is not `tag ...`, `setting ...` and so on ({', '.join(sorted(_CLOSE))})."
        )
    known = words.closable.get(what)
    if known and word not in known:
        raise Unreadable(f"close: `{word}` is not a known {what}.")
    return (what, word)


def _closed(word: str, raw: schema.Limit, words: Words) -> tuple[str, ...]:
    if word == "all":
        return tuple(s for m in words.modalities.values() for s in m.streams)
    if word not in words.modalities:
        raise Unreadable(f"close: `{word}` is not a modality.")
    modality = words.modalities[word]
    regions = [raw.region] if isinstance(raw.region, str) else raw.region
    return tuple(s for s in modality.streams if not regions or s.removeprefix(word + "_") in regions)


def _doses(raw: schema.Start | schema.Aim, words: Words) -> rules.Doses:
    streams = streams_of(raw, words)
    if not streams:
        raise Unreadable("names no modality.")
    modality = modality_of(streams[0], words)
    fields = (
        "volume", "sessions", "session_time", "bout", "intensity", "load", "sets", "repetitions", "hold",
    )  # fmt: skip
    values: dict[str, rules.Band] = {}
    for field in (*fields, "warm_up", "cool_down"):
        text = getattr(raw, field, None)
        if text is not None:
            spelled = "session_time" if field in ("warm_up", "cool_down") else field
            values[field] = read_band(spelled, text, modality, words)
    least = {
        field: read_band(field, text, modality, words).low
        for field, text in getattr(raw, "least", {}).items()
    }
    if isinstance(raw, schema.Start):
        needed = ("sessions", "session_time") if modality.shape == "minutes" else ("sessions", "sets")
        for field in needed:
            if field not in values:
                raise Unreadable(f"a start of {modality.id} needs `{field}`.")
    return rules.Doses(streams, values, least)


def _step(raw: schema.Step, words: Words) -> rules.Step:
    streams = streams_of(raw, words)
    percent = raw.size.strip().endswith("percent")
    size = (
        _plain_band(raw.size, ("percent",))
        if percent
        else _plain_band(raw.size, UNITS.get(raw.field, ("percent HRR", "percent 1RM")))
    )
    stay = _plain_band(raw.stay, ("weeks", "week"))
    if stay.low < 1 or size.low <= 0:
        raise Unreadable(f"a step needs a size above nothing and a stay of at least 1 week (`{raw.stay}`).")
    afters = [raw.after] if isinstance(raw.after, str) else (raw.after or [])
    if raw.field == "intensity" and not afters:
        raise Unreadable("a step of intensity needs `after`.")
    weeks, after = _afters(afters, words)
    needs = tuple(compile_condition(need, words.facts) for need in raw.needs)
    return rules.Step(streams, raw.field, size, percent, stay, needs, weeks, after)


def _plain_band(text: str, units: tuple[str, ...]) -> rules.Band:
    match = _BAND.match(text.strip())
    if match is None or (match["unit"] or "") not in units:
        raise Unreadable(f"`{text}` is not a number (or `a to b`) with {' or '.join(units)}.")
    low = float(match["low"])
    return rules.Band(low, float(match["high"] or low))


def _afters(lines: list[str], words: Words) -> tuple[float, tuple[tuple[str, str, float], ...]]:
    weeks, found = 0.0, []
    for line in lines:
        match = re.match(rf"^weeks at least (?P<n>{_NUMBER}) weeks?$", line)
        if match:
            weeks = max(weeks, float(match["n"]))
            continue
        match = re.match(r"^(?P<stream>[a-z]+(?: [a-z]+)?) (?P<field>[a-z_]+) at least (?P<value>.+)$", line)
        if match is None:
            raise Unreadable(
                f"after: `{line}` is not `weeks at least 4 weeks` or `aerobic volume at least 90 min`."
            )
        stream = match["stream"].replace(" ", "_")
        known = [s for m in words.modalities.values() for s in m.streams]
        if stream not in known:
            raise Unreadable(f"after: `{match['stream']}` is not one of {', '.join(known)}.")
        band = read_band(match["field"], match["value"], modality_of(stream, words), words)
        found.append((stream, match["field"], band.low))
    return weeks, tuple(found)


def _move(rule: schema.Rule, raw: schema.Move, words: Words) -> rules.Move:
    by, percent = "", 0.0
    if raw.to == "back":
        text = raw.by or ""
        match = re.match(rf"^(?P<n>{_NUMBER}) percent$", text)
        if match:
            by, percent = "percent", float(match["n"])
        elif text in ("1 step", "start"):
            by = text.removeprefix("1 ")
        else:
            raise Unreadable(f"back needs `by: 1 step`, `by: 20 percent` or `by: start` (not `{text}`).")
    streams = streams_of(raw, words)
    if raw.until_looked and raw.to != "pause":
        raise Unreadable("until_looked belongs to a pause: a stop always waits for a clinician.")
    if raw.field and by != "percent":
        raise Unreadable("a move on one field goes `back` by a percent of it.")
    if raw.to not in schema.ENDING:
        return rules.Move(streams, raw.to, by, percent, field=raw.field or "")
    for key in ("do", "urgency", "tell"):
        if getattr(rule, key) is None:
            raise Unreadable(f"a move to {raw.to} needs `{key}`: whoever stops must know what comes next.")
    meanwhile = rule.meanwhile or schema.MEANWHILE
    return rules.Move(
        streams, raw.to, by, percent, rule.do or "", rule.urgency or "", rule.tell or "", meanwhile,
        raw.until_looked == "yes",
    )  # fmt: skip


def _check(raw: schema.Check, words: Words) -> rules.Check:
    if raw.measure not in words.facts:
        raise Unreadable(f"check: `{raw.measure}` is not a fact.")
    bands = tuple(
        rules.CheckBand(compile_condition(b.when, words.facts), b.then, b.say, b.urgency or "", b.tell or "")
        for b in raw.bands
    )
    return rules.Check(raw.at, raw.measure, raw.how, bands)


def _watch(raw: schema.Watch, words: Words) -> rules.Watch:
    if raw.kind == "red flag" and not (raw.sign and raw.urgency and raw.call):
        raise Unreadable("a red flag needs `sign`, `urgency` and `call`.")
    if raw.kind != "red flag" and not raw.what:
        raise Unreadable(f"a {raw.kind} needs `what`.")
    if raw.measure and raw.measure not in words.facts:
        raise Unreadable(f"watch: `{raw.measure}` is not a fact.")
    texts = (raw.sign, raw.what, raw.how_often, raw.threshold, raw.urgency, raw.call, raw.measure)
    return rules.Watch(raw.kind, *(text or "" for text in texts))


def _clearance(raw: schema.Rule) -> rules.Clearance:
    for key in ("do", "urgency", "tell", "meanwhile"):
        if getattr(raw, key) is None and not (
            raw.clearance == "caution" and key in ("urgency", "meanwhile", "tell")
        ):
            raise Unreadable(f"a clearance needs `{key}`.")
    return rules.Clearance(
        str(raw.clearance), raw.do or "", raw.urgency or "", raw.tell or "", raw.meanwhile or ""
    )


def compile_rule(raw: schema.Rule, protocol: str, version: int, words: Words) -> rules.Rule:
    """One rule, ready for the engine. Raises Unreadable with the first problem of this rule."""
    kinds = [kind for kind in schema.KINDS if getattr(raw, kind) is not None]
    if len(kinds) != 1:
        raise Unreadable(
            f"a rule has exactly one kind of {', '.join(schema.KINDS)}; this has {kinds or 'none'}."
        )
    kind = kinds[0]
    _check_unknown(raw, kind)
    _check_instruction(raw)
    compilers: dict[str, Callable[[Any, Words], rules.Effect]] = {
        "limit": _limit, "start": _doses, "aim": _doses, "step": _step, "move": partial(_move, raw),
        "check": _check, "watch": _watch,
    }  # fmt: skip
    try:
        when: Node | None = None if raw.when is None else compile_condition(raw.when, words.facts)
        effect = _clearance(raw) if kind == "clearance" else compilers[kind](getattr(raw, kind), words)
    except GrammarError as error:
        raise Unreadable(str(error)) from error
    for source in (raw.source, *raw.also):
        if source.id not in words.sources:
            raise Unreadable(f"source `{source.id}` does not stand in sources.yaml.")
    cites = tuple(rules.Cite(s.id, s.where, s.strength, s.seen) for s in (raw.source, *raw.also))
    ref = f"{protocol}@{version}#{raw.id}"
    return rules.Rule(
        ref, protocol, raw.id, kind, raw.says, raw.patient or "", when,
        raw.if_unknown or "", raw.until or "", effect, cites, facts_read(when),
    )  # fmt: skip


def _check_unknown(raw: schema.Rule, kind: str) -> None:
    allowed = schema.MUST_SAY_UNKNOWN.get(kind, ())
    if allowed and raw.when is not None and raw.if_unknown is None:
        raise Unreadable(f"a {kind} with `when` says `if_unknown` ({' | '.join(allowed)}).")
    if raw.if_unknown is not None and raw.if_unknown not in allowed:
        raise Unreadable(
            f"if_unknown `{raw.if_unknown}` is not for a {kind} ({' | '.join(allowed) or 'none'})."
        )
    needs_words = kind == "check" or (kind == "watch" and raw.watch and raw.watch.kind != "monitor")
    if needs_words and raw.patient is None:
        raise Unreadable("needs a `patient` sentence for the handout.")


def _check_instruction(raw: schema.Rule) -> None:
    """Only what stops exercise says what to do, how soon, whom to tell and what goes on meanwhile."""
    if raw.clearance is not None or (raw.move is not None and raw.move.to in schema.ENDING):
        return
    given = [key for key in schema.INSTRUCTION if getattr(raw, key) is not None]
    if given:
        raise Unreadable(f"`{given[0]}` is only for a clearance and for a move to pause or stop.")
