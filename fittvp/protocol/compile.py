"""Turns the strings of one protocol file into numbers, bounds and conditions, and lists every problem at once.

Floor: protocol. It knows the spelling of dose fields and their scales; it refuses to choose between rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from fittvp.protocol import rules, schema
from fittvp.protocol.amounts import (
    BAND,
    NUMBER,
    UNITS,
    Unreadable,
    Words,
    modality_of,
    read_band,
    read_bound,
    streams_of,
)
from fittvp.protocol.grammar import GrammarError, Node, compile_condition, facts_read

_CLOSE = {"tag", "setting", "position", "equipment", "exercise", "modality", "pattern"}


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
        raw.chosen == "yes",
    )


def _bound_if_it_fits(
    field: str, text: str, stream: str, raw: schema.Limit, words: Words
) -> rules.Bound | rules.OwnBound | None:
    """A limit on `all` binds each stream in the fields and scales that the stream has."""
    modality = modality_of(stream, words)
    try:
        bound = read_bound(field, text, stream, words)
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
    match = BAND.match(text.strip())
    if match is None or (match["unit"] or "") not in units:
        raise Unreadable(f"`{text}` is not a number (or `a to b`) with {' or '.join(units)}.")
    low = float(match["low"])
    return rules.Band(low, float(match["high"] or low))


def _afters(lines: list[str], words: Words) -> tuple[float, tuple[tuple[str, str, float], ...]]:
    weeks, found = 0.0, []
    for line in lines:
        match = re.match(rf"^weeks at least (?P<n>{NUMBER}) weeks?$", line)
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
        match = re.match(rf"^(?P<n>{NUMBER}) percent$", text)
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
