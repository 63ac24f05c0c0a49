"""Compiled rules to plain JSON and back: the form of the cache.

Floor: protocol. Field by field and in order, so that a changed dataclass makes an old cache unreadable, not wrong.
It refuses to know files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from fittvp.protocol import rules
from fittvp.protocol.grammar import freeze

Opener = Callable[[Callable[[Any], tuple[rules.Rule, ...]]], tuple[rules.Rule, ...]]


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


class LazyRules(Sequence[rules.Rule]):
    """The rules of one protocol, unpacked when the first is asked for. Equal to the tuple of them."""

    __slots__ = ("_found", "_opener")

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._found: tuple[rules.Rule, ...] | None = None

    def _all(self) -> tuple[rules.Rule, ...]:
        if self._found is None:
            self._found = self._opener(lambda raw: tuple(unpack_rule(each) for each in raw))
        return self._found

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[rules.Rule]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (LazyRules, tuple)) and self._all() == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all())


def unpack_protocol(head: list[Any], opener: Opener) -> rules.Protocol:
    """`head`: all but the rules. `opener` unpacks the rules with the function it is given, later."""
    name, title, version, status, reviewed, for_, not_for, sha256, applies = head
    return rules.Protocol(
        name, title, version, status, tuple(reviewed) if reviewed else None, for_, not_for, sha256,
        freeze(applies), LazyRules(opener),
    )  # fmt: skip


def unpack_modality(raw: list[Any]) -> rules.Modality:
    name, label, plain, shape, axis, regions, turns, grid = raw
    return rules.Modality(name, label, plain, shape, axis, tuple(regions), tuple(turns), grid)
