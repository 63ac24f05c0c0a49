"""A step back: strictly lower than now, by a percent, one step, or to the start; the lowest of what the rules say.

Floor: engine. Pure. After an absence nobody begins lower than a newcomer would. It owns no number: how far, the rules say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from fittvp.engine.doses import ladder, of_stream, opening, rate
from fittvp.engine.force import MISSED, Held, InForce
from fittvp.engine.progress import TIME
from fittvp.engine.stream import EPS, Stream
from fittvp.model.dose import Reason
from fittvp.protocol.rules import Move

WHOLE = 100  # percent


def goes_back(held: Held) -> bool:
    """A rule that takes a stream back, and is known to hold."""
    effect = held.rule.effect
    return isinstance(effect, Move) and effect.to == "back" and held.certain


def step_back(stream: Stream, told: Sequence[Held], by: str, rules: InForce, cautious: bool) -> None:
    """Take a stream back. `told`: the rules that say so; `by`: a clinician's hand in words."""
    main = "volume" if stream.modality.shape == "minutes" else "sets"
    now, found = stream.at(main), [held for held in told if goes_back(held)]
    amounts = [_amount(held, main, stream, rules, cautious) for held in found]
    if not amounts:
        amounts = [_one_step(main, stream, rules, cautious)]
    step = stream.modality.round.get(main, 1.0)
    grain = step * stream.at("sessions") if main == "volume" else step
    value = max(min([*amounts, now - grain]), grain)
    begins = bool(found) and all(_begins_again(held) for held in found)
    if begins:
        value = max(value, min(now, _start(main, stream, rules, cautious)))
    refs = tuple(sorted({held.rule.ref for held in found}))
    reason = Reason("back", refs, f"{now:.4g} to {value:.4g}" + (f", {by}" if by else ""))
    if value < now - EPS:
        stream.set(main, value, value, reason)
    elif not begins:
        _ease(stream, reason, _share(found))


def _begins_again(held: Held) -> bool:
    """After an absence, or to the start: nobody begins lower than a newcomer."""
    effect = held.rule.effect
    return MISSED in held.rule.reads or (isinstance(effect, Move) and effect.by == "start")


def _amount(held: Held, main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    effect = held.rule.effect
    assert isinstance(effect, Move)
    if effect.by == "percent":
        return stream.at(main) * (WHOLE - effect.percent) / WHOLE
    if effect.by == "start":
        return _start(main, stream, rules, cautious)
    return _one_step(main, stream, rules, cautious)


def _start(main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    """What someone new to it would begin with now; nothing where no start is in force."""
    held = of_stream(rules.start, stream.id)
    if not held:
        return 0.0
    start = opening(held, stream.modality, cautious)
    return start.volume.high / (1.0 if main == "volume" else start.sessions.high)


def _one_step(main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    names = TIME if main == "volume" else (main,)
    steps = ladder(of_stream(rules.step, stream.id), names, cautious)
    now, grain = stream.at(main), stream.modality.round.get(main, 1.0)
    return now - (rate(steps, now, stream.at("sessions")).jump if steps else grain)


def _share(found: Sequence[Held]) -> float:
    """What the lowest percent leaves; the whole where no rule says a percent."""
    effects = [held.rule.effect for held in found]
    shares = [1 - e.percent / WHOLE for e in effects if isinstance(e, Move) and e.by == "percent"]
    return min(shares, default=1.0)


def _ease(stream: Stream, reason: Reason, share: float) -> None:
    """Already at the least of its main field: the repetitions give way by the same share, then the days."""
    for name in ("repetitions", "sessions"):
        now = stream.at(name)
        step = stream.modality.round.get(name, 1.0)
        if now > step:
            value = max(step, min(now - step, floor(now * share / step) * step))
            stream.set(name, value, value, replace(reason, words=f"{now:g} to {value:g} {name}"))
            return
