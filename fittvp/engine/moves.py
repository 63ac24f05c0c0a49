"""What a review leads to for each stream: progress < hold < back < pause < stop, the worst within its scope.

Floor: engine. Pure. A stop stands until a clinician's clearance is recorded; a pause stands until its rule is
known not to hold any more, or, where the rule asks for it, until a clinician has looked. What rested comes back
by the rules on missed weeks, and by what a graver move hid. It owns no number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fittvp.engine.back import goes_back
from fittvp.engine.doses import bearing
from fittvp.engine.force import ABSENCE, MISSED, Held, InForce, verdict_of
from fittvp.engine.hand import Hand
from fittvp.engine.situation import Situation
from fittvp.protocol.rules import Move

MOVES = ("progress", "hold", "back", "pause", "stop")
RESTING = ("pause", "stop")
FROM_CLEARANCE = {"defer": "pause", "refuse": "stop"}

Absence = Callable[[float, Situation], Sequence[Held]]
Said = list[tuple[str, str]]  # move, rule


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
    paused: Mapping[str, bool] = field(default_factory=dict)  # rule -> a clinician must have looked
    owed: tuple[Held, ...] = ()  # steps back that a pause or a stop hid: taken on return


ONWARD = Moved("progress")  # what a quiet week means


@dataclass(frozen=True, slots=True)
class Standing:
    """What the week before leaves behind, by stream.

    `stopped`: nobody cleared it. `paused`: the rules, and whether a clinician must have looked. `rested`: whole
    weeks without it. `owed`: steps back to come. `away`: rules on missed weeks that took it back in this absence.
    `done`: it has been done in some week.
    """

    stopped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paused: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    rested: Mapping[str, int] = field(default_factory=dict)
    owed: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    away: Mapping[str, frozenset[str]] = field(default_factory=dict)
    done: frozenset[str] = frozenset()


def whole(rules: InForce) -> Said:
    """The moves that a review's clearance means for everything: defer pauses, refuse stops."""
    found: Said | None = rules.memo.get("whole")
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
    quiet = not (told or given or held_weeks) and hand.idle
    if quiet and name not in before.stopped and name not in before.owed:
        return ONWARD
    away = before.away.get(name, frozenset())
    said = [(_softened(held, away, hand), held.rule.ref) for held in told]
    said += whole(rules) if given else []
    said += [("stop", ref) for ref in before.stopped.get(name, ()) if ref not in hand.covers]
    still = _still(before.paused.get(name, {}), rules, hand) if given else {}
    said += [("pause", ref) for ref in still]
    said += [("hold", "")] if held_weeks or hand.sets(name) else []
    wish, words = hand.moves.get(name, ("", hand.words(name)))
    said += [(wish, "")] if wish in ("hold", "back") else []
    owed = _once(before.owed.get(name, ()), [held for held in told if _to(held, away) == "back"])
    if _worst(said) not in RESTING:
        said += [("back", held.rule.ref) for held in owed]
    worst = _worst(said)
    if wish == "progress" and worst in ("progress", "hold"):
        return Moved("progress", (), (), words, pressed=True)
    yielded = (wish and wish != worst) or (hand.sets(name) and worst != "hold")
    words = hand.cleared if yielded else words
    refs = tuple(sorted({ref for move, ref in said if move == worst and ref}))
    known = {held.rule.ref for held in told if held.certain} | still.keys()
    doubted = {held.rule.ref for held in told if not held.certain} - known
    paused = {ref: still.get(ref, False) for move, ref in said if move == "pause"}
    paused |= _looked_at(told, hand)
    return Moved(
        worst, refs, tuple(owed), words, unsure=tuple(ref for ref in refs if ref in doubted),
        paused=paused if worst in RESTING else {}, owed=tuple(owed) if worst in RESTING else (),
    )  # fmt: skip


def _worst(said: Said) -> str:
    return max((move for move, _ in said), key=MOVES.index, default="progress")


def _effect(held: Held) -> Move:
    assert isinstance(held.rule.effect, Move)
    return held.rule.effect


def _to(held: Held, away: frozenset[str]) -> str:
    """What a rule says: unknown holds, and one absence takes a stream back once."""
    if not held.certain or held.rule.ref in away:
        return "hold"
    return _effect(held).to


def _softened(held: Held, away: frozenset[str], hand: Hand) -> str:
    """What a clinician has looked at holds: a stop, a pause that waited for it; what a measurement says stays."""
    move = _to(held, away)
    waits = move == "stop" or (move == "pause" and _effect(held).until_looked)
    return "hold" if waits and held.rule.ref in hand.covers else move


def _looked_at(told: Sequence[Held], hand: Hand) -> dict[str, bool]:
    return {
        held.rule.ref: _effect(held).until_looked
        for held in told
        if held.certain and _effect(held).to == "pause" and held.rule.ref not in hand.covers
    }


def standing_refs(standing: Standing) -> frozenset[str]:
    """The rules whose stop stands, or whose pause waits until somebody has looked."""
    stops = {ref for refs in standing.stopped.values() for ref in refs}
    return frozenset(stops | {ref for refs in standing.paused.values() for ref, look in refs.items() if look})


def _still(paused: Mapping[str, bool], rules: InForce, hand: Hand) -> dict[str, bool]:
    """The pauses of the week before that go on: nobody has looked, or nobody knows that the reason is gone."""
    doubted = _doubted(rules)
    return {ref: look for ref, look in paused.items() if ref not in hand.covers and (look or ref in doubted)}


def _doubted(rules: InForce) -> set[str]:
    """Rules that may hold: a fact that they need is not known."""
    found: set[str] | None = rules.memo.get("doubted")
    if found is None:
        every = (*rules.move, *rules.clearance, *rules.asks)
        found = rules.memo["doubted"] = {held.rule.ref for held in every if not held.certain}
    return found


def _once(owed: Sequence[Held], more: Sequence[Held]) -> list[Held]:
    """Steps back by rule, each once."""
    return list({held.rule.ref: held for held in (*owed, *more) if goes_back(held)}.values())


def _told(name: str, rules: InForce, situation: Situation, before: Standing, absence: Absence) -> list[Held]:
    """The move rules that speak; for a stream that rested, those on missed weeks by its own count."""
    rested = before.rested.get(name, 0)
    told = list(bearing(rules, name).moves)
    missed = situation.values_or_none(MISSED)
    if rested and rested > (missed if isinstance(missed, float) else 0.0):
        spoken = {held.rule.ref for held in told}
        own = [held for held in absence(float(rested), situation) if name in _effect(held).streams]
        told = [held for held in told if MISSED not in held.rule.reads or held.certain]
        told += [held for held in own if held.rule.ref not in spoken]
    return told


def standing_after(
    before: Standing,
    moves: Mapping[str, Moved],
    rested: Mapping[str, int],
    done: frozenset[str],
    rules: InForce,
) -> Standing:
    """What this week leaves behind."""
    speaking = {held.rule.ref for held in rules.move} | _doubted(rules)
    away = {
        name: (before.away.get(name, frozenset()) & speaking) | _for_absence(moved)
        for name, moved in moves.items()
    }
    return Standing(
        stopped={name: moved.refs for name, moved in moves.items() if moved.move == "stop"},
        paused={name: moved.paused for name, moved in moves.items() if moved.paused},
        rested=rested, owed={name: moved.owed for name, moved in moves.items() if moved.owed},
        away={name: refs for name, refs in away.items() if refs}, done=done,
    )  # fmt: skip


def _for_absence(moved: Moved) -> frozenset[str]:
    """The rules on an absence that took the stream back this week."""
    if moved.move != "back":
        return frozenset()
    return frozenset(held.rule.ref for held in moved.told if ABSENCE & held.rule.reads)
