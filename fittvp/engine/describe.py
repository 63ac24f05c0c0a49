"""The plan's plain parts: weeks as they are kept, the facts as the page names them, sources and protocol versions.

Floor: engine. Pure. It turns folded weeks into the plan's records; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from fittvp.engine.advance import WeekState
from fittvp.engine.answers import printed_week
from fittvp.engine.because import word_of
from fittvp.engine.board import Board
from fittvp.engine.fold import Case
from fittvp.engine.lists import beside, closed
from fittvp.engine.moves import Moved
from fittvp.engine.sessions import Composed, compose
from fittvp.engine.situation import Situation
from fittvp.engine.stream import EPS
from fittvp.model.axis import Axis
from fittvp.model.dose import Doses, Prescribed, Reason
from fittvp.model.fact import Fact
from fittvp.model.plan import (
    Effort,
    FactLine,
    MoveLine,
    ProtocolLine,
    ReasonLine,
    Value,
    Wait,
    Week,
)  # fmt: skip
from fittvp.model.record import Patient
from fittvp.protocol.grammar import words
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Step

HEART_RATE = "heart_rate"


def week_of(state: WeekState, before: Week | None, case: Case, board: Board) -> tuple[Week, Composed]:
    """One week as it is kept."""
    library = case.library
    doses: Doses = printed_week(state)
    starts_on = case.on + timedelta(days=7 * (state.number - 1))
    composed = compose(doses, state.limits, starts_on, board)
    served = {name: fields for name, fields in doses.items() if name not in composed.unserved}
    target = heart_rate_target(state, served)
    if target is not None:
        served["aerobic"] = {**served["aerobic"], HEART_RATE: target}
    kept = {name: {f: value_of(v) for f, v in fields.items()} for name, fields in served.items()}
    week = Week(
        number=state.number,
        starts_on=starts_on.isoformat(),
        doses=kept,
        effort={name: found for name, fields in served.items() if (found := effort(fields, library))},
        types={name: [e.name for e in found] for name, found in composed.types.items() if found},
        beside={name: lines for name in served if (lines := beside(state, name))},
        sessions=composed.sessions,
        met_minutes=composed.met_minutes,
        closed=closed(state, library),
        conditions=[
            {"kind": kind, "words": text, "rule": ref} for kind, text, ref in state.limits.conditions
        ],
        moves=[
            _move_line(name, moved) for name, moved in state.moves.items() if name not in state.limits.closed
        ],
        waits=[
            Wait(stream=s, why=w.why, facts=list(w.missing), rules=list(w.refs))
            for s, w in state.waits.items()
        ],
        changed=_changed(kept, before),
        move_up_when=move_up_when(state, library),
    )
    return week, composed


def _move_line(name: str, moved: Moved) -> MoveLine:
    move: Any = moved.move
    return MoveLine(stream=name, move=move, rules=list(moved.refs), by=moved.by, unsure=list(moved.unsure))


def value_of(value: Prescribed) -> Value:
    reasons = [_line(reason) for reason in value.reasons]
    same = abs(value.high - value.low) <= EPS
    return Value(
        value=value.high if same else None, low=value.low, high=value.high, unit=value.unit, reasons=reasons
    )


def _line(reason: Reason) -> ReasonLine:
    return ReasonLine(
        act=reason.act, rules=list(reason.rules), words=reason.words, yielded=list(reason.yielded)
    )


def effort(fields: Mapping[str, Prescribed], library: Library) -> Effort | None:
    """The axis band on the scales that people use, never raised."""
    name, axis_name = ("intensity", "effort") if "intensity" in fields else ("load", "load")
    if name not in fields:
        return None
    axis: Axis = library.axes[axis_name]
    low, high = fields[name].low, fields[name].high
    level, said = axis.level(high)
    spare = None
    if "RIR" in axis.points:
        spare = (axis.ceiling(high, "RIR"), axis.floor_of(low, "RIR"))
    return Effort(
        borg=_scale(axis, "Borg", low, high),
        cr10=_scale(axis, "CR10", low, high) if "CR10" in axis.points else None,
        spare=spare, level=level, words=said,
    )  # fmt: skip


def _scale(axis: Axis, scale: str, low: float, high: float) -> tuple[int, int]:
    top = axis.ceiling(high, scale)
    return min(axis.floor_of(low, scale), top), top


def heart_rate_target(state: WeekState, doses: Doses) -> Prescribed | None:
    """Beats a minute from the reserve method, only where the rate can be trusted and was measured."""
    known, situation = state.situation.values, state.situation
    if "aerobic" not in doses or "intensity" not in doses["aerobic"]:
        return None
    peak, rest = known.get("peak_heart_rate"), known.get("resting_heart_rate")
    if situation.values_or_none("heart_rate_can_be_trusted") != "yes" or peak is None or rest is None:
        return None
    band = doses["aerobic"]["intensity"]
    low, high = (int(rest + share / 100 * (peak - rest)) for share in (band.low, band.high))
    ceiling = state.limits.ceiling("aerobic", HEART_RATE)
    reasons = (
        *band.reasons,
        Reason("rounded", (), f"resting {rest:g} plus that share of {peak - rest:g} bpm"),
    )
    if ceiling is not None and high > ceiling.value:
        high = int(ceiling.value)
        reasons = (*reasons, Reason("limited", ceiling.refs, ceiling.written))
    return Prescribed(min(low, high), high, "bpm", reasons)


def heart_rate_why(situation: Situation) -> str:
    """Why a heart-rate target is or is not printed."""
    if situation.values_or_none("heart_rate_can_be_trusted") != "yes":
        return "No heart-rate target: a medicine or the rhythm makes the rate a poor guide. Effort and talking guide."
    if "peak_heart_rate" not in situation.values or "resting_heart_rate" not in situation.values:
        return "No heart-rate target: no peak rate from a test. Effort and talking guide."
    return "Heart-rate target from the measured peak and resting rate (heart-rate reserve)."


def _changed(doses: Mapping[str, Mapping[str, Value]], before: Week | None) -> list[str]:
    if before is None:
        return []
    return [
        f"{stream}.{field}"
        for stream, fields in doses.items()
        for field, value in fields.items()
        if (old := before.doses.get(stream, {}).get(field)) is None
        or (old.low, old.high) != (value.low, value.high)
    ]


def move_up_when(state: WeekState, library: Library) -> list[str]:
    """The criteria of every step in force, in words."""
    found: dict[str, None] = {}
    for held in state.rules.step:
        effect = held.rule.effect
        assert isinstance(effect, Step)
        if set(effect.streams) & set(state.streams):
            for need in effect.needs:
                found.setdefault(words(need, library.facts))
    return sorted(found)


def fact_lines(patient: Patient, facts: Mapping[str, Fact], known: Mapping[str, Any]) -> list[FactLine]:
    """Every known fact for the head of the page, in the order of facts.yaml; with the date of a reading."""
    lines = []
    for name, fact in facts.items():
        if name not in known or fact.derived == "when" or fact.group == "review":
            continue
        on = next((r.on for r in reversed(patient.readings.get(name, ())) if r.on), None)
        said = word_of(fact, known[name]) + (
            f" ({on.isoformat()})" if on and fact.group == "laboratory" else ""
        )
        lines.append(FactLine(fact=name, group=fact.group, label=fact.label, words=said))
    return lines


def protocol_lines(library: Library, in_force: Sequence[str]) -> list[ProtocolLine]:
    """The protocols that spoke, with version, hash and mark."""
    return [
        ProtocolLine(
            id=p.id,
            title=p.title,
            version=p.version,
            sha256=p.sha256,
            status=p.status,
            reviewed=list(p.reviewed) if p.reviewed else None,
        )
        for p in library.protocols
        if p.id in in_force
    ]
