"""What a review leads to for each stream: progress < hold < back < pause < stop, the worst within its scope.

Floor: engine. Pure. A stop stands until a clinician's clearance is recorded. Who was paused comes back by the
rules on missed weeks. It owns no number: how far back, and after how long, the rules say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fittvp.engine.doses import ladder, of_stream, opening, rate
from fittvp.engine.force import MISSED, Held, InForce, verdict_of
from fittvp.engine.hand import Hand
from fittvp.engine.progress import TIME
from fittvp.engine.situation import Situation
from fittvp.engine.stream import Stream
from fittvp.model.dose import Reason
from fittvp.protocol.rules import Move

MOVES = ("progress", "hold", "back", "pause", "stop")
RESTING = ("pause", "stop")
FROM_CLEARANCE = {"defer": "pause", "refuse": "stop"}

Absence = Callable[[float, Situation], Sequence[Held]]


@dataclass(frozen=True, slots=True)
class Moved:
    """The worst move of a stream with every rule that says it; `told` are the rules that take it back.

    `by`: a clinician's hand, in words. `pressed`: the clinician moves up, criteria and stay aside.
    """

    move: str
    refs: tuple[str, ...] = ()
    told: tuple[Held, ...] = ()
    by: str = ""
    pressed: bool = False
    unsure: tuple[str, ...] = ()  # of `refs`, those that speak because a fact is not known


@dataclass(frozen=True, slots=True)
class Standing:
    """What the week before leaves behind: stops that nobody cleared, and whole weeks that a stream rested."""

    stopped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rested: Mapping[str, int] = field(default_factory=dict)


def whole(rules: InForce) -> list[tuple[str, str]]:
    """The moves that a review's clearance means for everything: defer pauses, refuse stops."""
    found: list[tuple[str, str]] | None = rules.memo.get("whole")
    if found is None:
        said = [(verdict_of(held), held.rule.ref) for held in rules.clearance]
        found = [(FROM_CLEARANCE[verdict], ref) for verdict, ref in said if verdict in FROM_CLEARANCE]
        rules.memo["whole"] = found
    return found


def decide(
    name: str, rules: InForce, situation: Situation, before: Standing, hand: Hand, held_weeks: bool,
    absence: Absence, given: bool,
) -> Moved:  # fmt: skip
    """The worst move within the stream's scope, with every rule that says it."""
    told = _told(name, rules, situation, before, absence)
    said = [(_to(held), held.rule.ref) for held in told]
    if given:
        said += whole(rules)
    if hand.cleared:
        said = [("hold" if move == "stop" else move, ref) for move, ref in said]
    else:
        said += [("stop", ref) for ref in before.stopped.get(name, ())]
    if held_weeks:
        said.append(("hold", ""))
    wish, words = hand.moves.get(name, ("", hand.words(name)))
    if wish in ("hold", "back"):
        said.append((wish, ""))
    elif hand.sets(name):
        said.append(("hold", ""))
    worst = max((move for move, _ in said), key=MOVES.index, default="progress")
    if wish == "progress" and worst in ("progress", "hold"):
        return Moved("progress", (), (), words, pressed=True)
    refs = tuple(sorted({ref for move, ref in said if move == worst and ref}))
    known = {held.rule.ref for held in told if held.certain}
    doubted = {held.rule.ref for held in told if not held.certain} - known
    return Moved(worst, refs, tuple(told), words, unsure=tuple(ref for ref in refs if ref in doubted))


def _to(held: Held) -> str:
    effect = held.rule.effect
    assert isinstance(effect, Move)
    return effect.to if held.certain else "hold"


def _told(name: str, rules: InForce, situation: Situation, before: Standing, absence: Absence) -> list[Held]:
    """The move rules that speak; for a stream that rested, those on missed weeks by its own count."""
    rested = before.rested.get(name, 0)
    told = list(of_stream(rules.move, name)) if rules.move else []
    missed = situation.values_or_none(MISSED)
    if rested and rested > (missed if isinstance(missed, float) else 0.0):
        spoken = {held.rule.ref for held in told}
        own = [held for held in absence(float(rested), situation) if name in _streams(held)]
        told = [held for held in told if MISSED not in held.rule.reads or held.certain]
        told += [held for held in own if held.rule.ref not in spoken]
    return told


def _streams(held: Held) -> tuple[str, ...]:
    effect = held.rule.effect
    assert isinstance(effect, Move)
    return effect.streams


def step_back(stream: Stream, moved: Moved, rules: InForce, cautious: bool) -> None:
    """Strictly lower than now: by a percent, one step, or to the start; the lowest of what the rules say."""
    main = "volume" if stream.modality.shape == "minutes" else "sets"
    now = stream.at(main)
    amounts = [_amount(held, main, stream, rules, cautious) for held in moved.told if _goes_back(held)]
    if not amounts:
        amounts = [_one_step(main, stream, rules, cautious)]
    step = stream.modality.round.get(main, 1.0)
    grain = step * stream.at("sessions") if main == "volume" else step
    value = max(min([*amounts, now - grain]), grain)
    refs = tuple(sorted({held.rule.ref for held in moved.told if _goes_back(held)}))
    reason = Reason("back", refs, f"{now:.4g} to {value:.4g}" + (f", {moved.by}" if moved.by else ""))
    if value < now:
        stream.set(main, value, value, reason)
    else:
        _ease(stream, reason)


def _goes_back(held: Held) -> bool:
    effect = held.rule.effect
    return isinstance(effect, Move) and effect.to == "back" and held.certain


def _amount(held: Held, main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    effect = held.rule.effect
    assert isinstance(effect, Move)
    if effect.by == "percent":
        return stream.at(main) * (100 - effect.percent) / 100
    if effect.by == "start":
        start = opening(of_stream(rules.start, stream.id), stream.modality, cautious)
        return start.volume.high / (1.0 if main == "volume" else start.sessions.high)
    return _one_step(main, stream, rules, cautious)


def _one_step(main: str, stream: Stream, rules: InForce, cautious: bool) -> float:
    names = TIME if main == "volume" else (main,)
    steps = ladder(of_stream(rules.step, stream.id), names, cautious)
    now, grain = stream.at(main), stream.modality.round.get(main, 1.0)
    return now - (rate(steps, now, stream.at("sessions")).jump if steps else grain)


def _ease(stream: Stream, reason: Reason) -> None:
    """Already at the least of its main field: the repetitions give way, then the days."""
    for name in ("repetitions", "sessions"):
        now = stream.at(name)
        step = stream.modality.round.get(name, 1.0)
        if now > step:
            stream.set(
                name, now - step, now - step, replace(reason, words=f"{now:g} to {now - step:g} {name}")
            )
            return
