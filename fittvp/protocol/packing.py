"""Compiled rules to plain JSON and back: the form of the cache.

Floor: protocol. Field by field and in order, so that a changed dataclass makes an old cache unreadable, not wrong.
It refuses to know files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from fittvp.protocol import rules
from fittvp.protocol.grammar import freeze


def pack(value: Any) -> Any:
    """A frozen dataclass becomes the list of its values; tuples become lists; sets become sorted lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return [pack(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, (tuple, list)):
        return [pack(item) for item in value]
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, dict):
        return {key: pack(item) for key, item in value.items()}
    return value


def _limit(raw: list[Any]) -> rules.Limit:
    streams, bounds, own, closes, closed, supervision, with_, timing = raw
    return rules.Limit(
        tuple(streams),
        tuple((stream, rules.Bound(*bound)) for stream, bound in bounds),
        tuple(rules.OwnBound(*each) for each in own),
        freeze(closes), tuple(closed), supervision, tuple(with_), timing,
    )  # fmt: skip


def _doses(raw: list[Any]) -> rules.Doses:
    return rules.Doses(tuple(raw[0]), {name: rules.Band(*band) for name, band in raw[1].items()}, raw[2])


def _step(raw: list[Any]) -> rules.Step:
    streams, field, size, percent, stay, needs, weeks, after = raw
    return rules.Step(
        tuple(streams),
        field,
        rules.Band(*size),
        percent,
        rules.Band(*stay),
        freeze(needs),
        weeks,
        freeze(after),
    )


def _check(raw: list[Any]) -> rules.Check:
    at, measure, how, bands = raw
    return rules.Check(at, measure, how, tuple(rules.CheckBand(freeze(b[0]), *b[1:]) for b in bands))


def _move(raw: list[Any]) -> rules.Move:
    return rules.Move(tuple(raw[0]), *raw[1:])


_EFFECTS: dict[str, Callable[[list[Any]], rules.Effect]] = {
    "clearance": lambda raw: rules.Clearance(*raw),
    "limit": _limit,
    "start": _doses,
    "aim": _doses,
    "step": _step,
    "move": _move,
    "check": _check,
    "watch": lambda raw: rules.Watch(*raw),
}


def unpack_rule(raw: list[Any]) -> rules.Rule:
    ref, protocol, name, kind, says, patient, when, if_unknown, until, effect, sources, reads = raw
    return rules.Rule(
        ref, protocol, name, kind, says, patient, freeze(when), if_unknown, until,
        _EFFECTS[kind](effect), tuple(rules.Cite(*cite) for cite in sources), frozenset(reads),
    )  # fmt: skip


def unpack_protocol(raw: list[Any]) -> rules.Protocol:
    name, title, version, status, reviewed, for_, not_for, sha256, applies, members = raw
    return rules.Protocol(
        name, title, version, status, tuple(reviewed) if reviewed else None, for_, not_for, sha256,
        freeze(applies), tuple(unpack_rule(each) for each in members),
    )  # fmt: skip


def unpack_modality(raw: list[Any]) -> rules.Modality:
    name, label, plain, shape, axis, regions, turns, grid = raw
    return rules.Modality(name, label, plain, shape, axis, tuple(regions), tuple(turns), grid)
