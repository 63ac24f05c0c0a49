"""A step back: strictly lower than now, by a percent, one step, or to the start; the lowest of what the rules say.

Floor: engine. Pure. After an absence, or to the start, nobody begins lower than a newcomer would.
It owns no number: how far, the rules say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import floor

from fittvp.engine.doses import ladder, opening, rate, speaking
from fittvp.engine.force import ABSENCE, Held, InForce
from fittvp.engine.progress import TIME
from fittvp.engine.stream import EPS, Stream
from fittvp.model.dose import Reason
from fittvp.protocol.rules import Move

WHOLE = 100  # percent


def goes_back(held: Held) -> bool:
    """A rule that takes a stream back, and is known to hold."""
    effect = held.rule.effect
    return isinstance(effect, Move) and effect.to == "back" and held.certain


def step_back(stream: Stream, told: Sequence[Held], by: str, rules: InForce, cautious: bool) -> bool:
    """Take a stream back; whether anything is lower. `told`: the rules that say so; `by`: a clinician's hand."""
    found = [held for held in told if goes_back(held)]
    reason = Reason("back", tuple(sorted({held.rule.ref for held in found})), by)
    begins = bool(found) and all(_begins_again(held) for held in found)
    newcomer = _newcomer(stream, rules, cautious) if begins else {}
    before = dict(stream.values)
    _lighter(stream, found, newcomer, reason)
    _less(stream, found, newcomer, reason, rules, cautious)
    if any(_by(held) == "start" for held in found):
        _all_to_start(stream, _newcomer(stream, rules, cautious), reason)
    return stream.values != before


def _by(held: Held) -> str:
    assert isinstance(held.rule.effect, Move)
    return held.rule.effect.by


def _worded(reason: Reason, then: float, now: float, what: str) -> Reason:
    return replace(
        reason,
        words=f"{then:.4g} to {now:.4g} {what}".strip() + (f", {reason.words}" if reason.words else ""),
    )


def _less(
    stream: Stream, found: Sequence[Held], newcomer: Mapping[str, float], reason: Reason, rules: InForce,
    cautious: bool,
) -> None:  # fmt: skip
    """Fewer minutes or sets; where they are at their least, repetitions, then days."""
    main = "volume" if stream.modality.shape == "minutes" else "sets"
    on_main = [held for held in found if not _field(held)]
    if found and not on_main:
        return
    now = stream.at(main)
    amounts = [_amount(held, main, stream, rules, cautious) for held in on_main]
    if not amounts:
        amounts = [_one_step(main, stream, rules, cautious)]
    step = stream.modality.round.get(main, 1.0)
    grain = step * stream.at("sessions") if main == "volume" else step
    value = max(min([*amounts, now - grain]), grain, min(now, newcomer.get(main, 0.0)))
    if value < now - EPS:
        stream.set(main, value, value, _worded(reason, now, value, ""))
    elif main == "sets" or not newcomer:
        _ease(stream, reason, _share(on_main), newcomer)


def _field(held: Held) -> str:
    """The field a rule names; empty: minutes or sets."""
    assert isinstance(held.rule.effect, Move)
    return held.rule.effect.field


def _lighter(stream: Stream, found: Sequence[Held], newcomer: Mapping[str, float], reason: Reason) -> None:
    """What rules say of one field, such as the load: a share of it, never under a newcomer's."""
    for held in found:
        name, effect = _field(held), held.rule.effect
        if not name or name not in stream.values or not isinstance(effect, Move):
            continue
        low, high = stream.values[name]
        value = max(high * (WHOLE - effect.percent) / WHOLE, min(high, newcomer.get(name, 0.0)))
        if value < high - EPS:
            stream.set(name, min(low, value), value, _worded(reason, high, value, name))


def _newcomer(stream: Stream, rules: InForce, cautious: bool) -> dict[str, float]:
    """What someone new to it would begin with now, by field; nothing where no start is in force."""
    held = speaking(rules, "start", stream.id)
    if not held:
        return {}
    start = opening(held, stream.modality, cautious)
    found = {name: chosen.high for name, chosen in start.fields.items()}
    found["sessions"] = start.sessions.high
    if stream.modality.shape == "minutes":
        return {**found, "volume": start.volume.high}
    return {**found, "sets": start.volume.high / start.sessions.high}


def _all_to_start(stream: Stream, newcomer: Mapping[str, float], reason: Reason) -> None:
    """To the start: no field above a newcomer's."""
    for name, value in newcomer.items():
        if name in stream.values and stream.at(name) > value + EPS:
            low, high = stream.values[name]
            stream.set(name, min(low, value), value, _worded(reason, high, value, name))


def _begins_again(held: Held) -> bool:
    """After an absence, or to the start: nobody begins lower than a newcomer."""
    return bool(ABSENCE & held.rule.reads) or _by(held) == "start"


def _amount(held: Held, main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    effect = held.rule.effect
    assert isinstance(effect, Move)
    if effect.by == "percent":
        return stream.at(main) * (WHOLE - effect.percent) / WHOLE
    if effect.by == "start":
        return _newcomer(stream, rules, cautious).get(main, 0.0)
    return _one_step(main, stream, rules, cautious)


def _one_step(main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    names = TIME if main == "volume" else (main,)
    steps = ladder(speaking(rules, "step", stream.id), names, cautious)
    now, grain = stream.at(main), stream.modality.round.get(main, 1.0)
    return now - (rate(steps, now, stream.at("sessions")).jump if steps else grain)


def _share(found: Sequence[Held]) -> float:
    """What the lowest percent leaves; the whole where no rule says a percent."""
    effects = [held.rule.effect for held in found]
    shares = [1 - e.percent / WHOLE for e in effects if isinstance(e, Move) and e.by == "percent"]
    return min(shares, default=1.0)


def _ease(stream: Stream, reason: Reason, share: float, newcomer: Mapping[str, float]) -> None:
    """Already at the least of its main field: the repetitions give way by the same share, then the days."""
    for name in ("repetitions", "sessions"):
        now = stream.at(name)
        step = stream.modality.round.get(name, 1.0)
        least = max(step, min(now, newcomer.get(name, 0.0)))
        if now > least:
            value = max(least, min(now - step, floor(now * share / step) * step))
            stream.set(name, value, value, _worded(reason, now, value, name))
            return
