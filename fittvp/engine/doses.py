"""Combines starts, aims and steps of the protocols in force, each by the one way that DESIGN names for its kind.

Floor: engine. Pure. Starts are compared as a dose, aims by demand or overlap, steps as rates.
It owns no number: all of them come in with the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from fittvp.engine.force import Held, InForce
from fittvp.protocol.grammar import Node
from fittvp.protocol.rules import Band, Doses, Modality, Step

OVERLAP = ("intensity", "load", "repetitions")
GENERAL = "general"
EPS = 1e-9


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value, the rules that decided it (ties together), and the rules that yielded."""

    low: float
    high: float
    refs: tuple[str, ...]
    yielded: tuple[str, ...] = ()


@dataclass(slots=True)
class Opening:
    """Week 1 for someone new to it. `volume` is minutes or sets a week."""

    volume: Chosen
    sessions: Chosen
    fields: dict[str, Chosen] = field(default_factory=dict)


@dataclass(slots=True)
class Target:
    """What a stream grows towards. `apart`: fields whose bands do not meet, with the rules."""

    fields: dict[str, Chosen] = field(default_factory=dict)
    least: dict[str, Chosen] = field(default_factory=dict)
    apart: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rate:
    """How a field grows: `rate` a week, never more than `jump` at once, in steps of `step` where nothing waits.

    `step` is what whole weeks at this rate come to, so a jump cut by another protocol shortens the stay, not the rate.
    """

    jump: float
    rate: float
    step: float
    refs: tuple[str, ...]
    needs: tuple[tuple[Node, str], ...]
    after_weeks: float
    after: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one field of one stream, gathered once: (size, percent, a session, stay, rule).

    `relative`: its rate depends on the value now.
    """

    steps: tuple[tuple[float, bool, bool, float, str], ...]
    relative: bool
    needs: tuple[tuple[Node, str], ...]
    after_weeks: float
    after: tuple[tuple[str, str, float], ...]


Ladders = dict[str, tuple[Ladder | None, dict[tuple[float, float], Rate]]]
"""By field: its steps, and the rates worked out so far, by the value now and the days."""


@dataclass(slots=True)
class Bearing:
    """What the rules in force say of one stream."""

    target: Target
    moves: Sequence[Held]
    steps: Sequence[Held]
    ladders: Ladders


def by_stream(held: Iterable[Held]) -> dict[str, list[Held]]:
    """Each stream with the rules among these that name it."""
    found: dict[str, list[Held]] = {}
    for each in held:
        for name in dict.fromkeys(getattr(each.rule.effect, "streams", ())):
            found.setdefault(name, []).append(each)
    return found


def of_stream(held: Iterable[Held], stream: str) -> list[Held]:
    """The rules among these that name the stream."""
    return by_stream(held).get(stream, [])


def speaking(rules: InForce, kind: str, stream: str) -> Sequence[Held]:
    """The rules of a kind in force that name the stream, sorted out once for all streams."""
    found: Mapping[str, Sequence[Held]] | None = rules.memo.get((kind, "by stream"))
    if found is None:
        found = rules.memo[kind, "by stream"] = rules.kept(kind, getattr(rules, kind), by_stream)
    return found.get(stream, ())


def _no_ladders(_: Sequence[Held]) -> Ladders:
    return {}


def bearing(rules: InForce, stream: str) -> Bearing:
    """What the rules in force say of a stream, worked out once."""
    found: Bearing | None = rules.memo.get((stream, "bearing"))
    if found is None:
        aims, steps, moves = (speaking(rules, kind, stream) for kind in ("aim", "step", "move"))
        aim, ladders = rules.kept("target", aims, target), rules.kept("ladders", steps, _no_ladders)
        found = rules.memo[stream, "bearing"] = Bearing(aim, moves, steps, ladders)
    return found


def opening(held: Sequence[Held], modality: Modality, cautious: bool) -> Opening:
    """The start of one stream from the starts in force (at least one)."""
    per = "session_time" if modality.shape == "minutes" else "sets"
    doses: list[tuple[float, float, str]] = []
    stated: dict[str, list[tuple[Band, str]]] = {}
    for each in held:
        effect, ref = each.rule.effect, each.rule.ref
        assert isinstance(effect, Doses)
        days, each_time = _pace(effect.values["sessions"], cautious), _pace(effect.values[per], cautious)
        doses.append((days * each_time, days, ref))
        for name, band in effect.values.items():
            if name not in ("sessions", "session_time", "sets", "volume"):
                stated.setdefault(name, []).append((band, ref))
        if "bout" in modality.round and "bout" not in effect.values:  # the whole session at once
            stated.setdefault("bout", []).append((effect.values["session_time"], ref))
    least = min(dose for dose, _, _ in doses)
    deciding = [(days, ref) for dose, days, ref in doses if dose == least]
    refs = tuple(sorted({ref for _, ref in deciding}))
    yielded = tuple(sorted({ref for _, _, ref in doses} - set(refs)))
    days = max(days for days, _ in deciding)
    if per == "session_time":  # the same minutes on more days, where a start asks for shorter sessions
        shortest = min(dose / each for dose, each, _ in doses)
        days = max(days, min(float(ceil(least / shortest - EPS)), max(each for _, each, _ in doses)))
    found = Opening(Chosen(least, least, refs, yielded), Chosen(days, days, refs, yielded))
    for name, bands in stated.items():
        found.fields[name] = _lowest(name, bands, cautious)
    return found


def _pace(band: Band, cautious: bool) -> float:
    """A source's range: the usual pace takes its upper end, the cautious pace its lower."""
    return band.low if cautious else band.high


def _lowest(name: str, bands: list[tuple[Band, str]], cautious: bool) -> Chosen:
    if name in ("intensity", "load"):
        low, high = min(band.low for band, _ in bands), min(band.high for band, _ in bands)
        refs = {ref for band, ref in bands if band.high == high}
    elif name in ("warm_up", "cool_down"):
        low = high = max(band.low for band, _ in bands)
        refs = {ref for band, ref in bands if band.low == high}
    else:
        low = high = min(_pace(band, cautious) for band, _ in bands)
        refs = {ref for band, ref in bands if _pace(band, cautious) == high}
    rest = {ref for _, ref in bands} - refs
    return Chosen(low, high, tuple(sorted(refs)), tuple(sorted(rest)))


def target(held: Sequence[Held]) -> Target:
    """The aim of one stream: demand for minutes, sets and days; overlap for intensity, load, repetitions."""
    found = Target()
    stated: dict[str, list[tuple[Band, Held]]] = {}
    least: dict[str, list[tuple[float, str]]] = {}
    for each in held:
        effect = each.rule.effect
        assert isinstance(effect, Doses)
        sure = each.certain and each.throughout
        for name, band in effect.values.items():
            if sure or name in OVERLAP:
                stated.setdefault(name, []).append((band, each))
        if sure:
            for name, value in effect.least.items():
                least.setdefault(name, []).append((value, each.rule.ref))
    for name, bands in stated.items():
        found.fields[name] = _overlap(name, bands, found) if name in OVERLAP else _demand(bands)
    for name, values in least.items():
        top = max(value for value, _ in values)
        found.least[name] = Chosen(top, top, tuple(sorted({ref for value, ref in values if value == top})))
    return found


def _demand(bands: list[tuple[Band, Held]]) -> Chosen:
    low, high = max(band.low for band, _ in bands), max(band.high for band, _ in bands)
    refs = {each.rule.ref for band, each in bands if band.high == high or band.low == low}
    rest = {each.rule.ref for _, each in bands} - refs
    return Chosen(low, high, tuple(sorted(refs)), tuple(sorted(rest)))


def _overlap(name: str, bands: list[tuple[Band, Held]], found: Target) -> Chosen:
    special = [(band, each) for band, each in bands if each.rule.protocol != GENERAL]
    heard = any(each.certain and each.throughout for _, each in special)  # what is unsure silences nobody
    speaking = special if heard else bands
    silent = {each.rule.ref for _, each in bands} - {each.rule.ref for _, each in speaking}
    low, high = max(band.low for band, _ in speaking), min(band.high for band, _ in speaking)
    if low > high:
        lowest, _ = min(speaking, key=lambda pair: (pair[0].high, pair[0].low))
        found.apart.append((name, tuple(sorted({each.rule.ref for _, each in speaking}))))
        low, high = lowest.low, lowest.high
    refs = {each.rule.ref for band, each in speaking if band.high == high or band.low == low}
    rest = ({each.rule.ref for _, each in speaking} - refs) | silent
    return Chosen(low, high, tuple(sorted(refs)), tuple(sorted(rest)))


def ladder(held: Iterable[Held], names: Sequence[str], cautious: bool) -> Ladder | None:
    """The steps of `names` (one field, or the two that both move weekly minutes); None where there is none."""
    steps: list[tuple[float, bool, bool, float, str]] = []
    needs: dict[tuple[Node, str], None] = {}
    weeks, after = 0.0, set()
    for each in held:
        step, ref = each.rule.effect, each.rule.ref
        assert isinstance(step, Step)
        if step.field not in names:
            continue
        stay = step.stay.high if cautious else step.stay.low
        steps.append((_pace(step.size, cautious), step.percent, step.field == "session_time", stay, ref))
        needs |= {(need, ref): None for need in step.needs}
        weeks = max(weeks, step.after_weeks)
        after |= set(step.after)
    relative = any(percent or a_session for _, percent, a_session, _, _ in steps)
    return Ladder(tuple(steps), relative, tuple(needs), weeks, tuple(sorted(after))) if steps else None


def rate(steps: Ladder, now: float, per: float) -> Rate:
    """The slowest rate and the smallest jump of a field's steps, at the value it has now.

    `per` turns a step of `session_time` (minutes a session) into weekly minutes: sessions a week; else 1.
    """
    sizes = [
        (now * size / 100 if percent else (size * per if a_session else size), stay, ref)
        for size, percent, a_session, stay, ref in steps.steps
    ]
    jump = min(size for size, _, _ in sizes)
    slowest = min(size / stay for size, stay, _ in sizes)
    deciding = tuple(sorted({ref for size, stay, ref in sizes if size == jump or size / stay == slowest}))
    step = min(slowest * max(1, floor(jump / slowest + EPS)), jump) if slowest > 0 else jump
    return Rate(jump, slowest, step, deciding, steps.needs, steps.after_weeks, steps.after)
