"""How a dose grows: one field of a stream a week, in the house's order, at the slowest rate, within the limits.

Floor: engine. Pure. It proposes a change or says what it waits for; advance.py decides which change is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

from fittvp.engine.doses import Chosen, Ladders, Rate, Target, ladder, rate
from fittvp.engine.force import Held
from fittvp.engine.limits import Limits
from fittvp.engine.situation import Situation
from fittvp.engine.stream import EPS, PAIRS, Stream, day_cap
from fittvp.model.dose import Reason
from fittvp.model.truth import YES
from fittvp.protocol.grammar import facts_read, truth

TIME = ("session_time", "volume")
ANYWHERE = (0.0, 1.0)  # the value and the days, for a rate that does not depend on them


@dataclass(frozen=True, slots=True)
class Change:
    """A step up of `field`; `values` are the stream's values after it."""

    field: str
    values: dict[str, tuple[float, float]]
    refs: tuple[str, ...]
    words: str
    spends: tuple[tuple[str, float], ...]  # field, jump


@dataclass(frozen=True, slots=True)
class Wait:
    """Why nothing moves up: unmet criteria or unknown facts (`missing`), or only time."""

    why: str
    missing: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(slots=True)
class Growth:
    """What growth of one stream is judged by in one week."""

    stream: Stream
    target: Target
    limits: Limits
    steps: Sequence[Held]
    situation: Situation
    weeks_done: int
    others: Mapping[str, Stream]
    cautious: bool
    memo: dict[Any, Any] = field(default_factory=dict)  # of exactly this week's rules
    ladders: Ladders = field(default_factory=dict)  # of exactly these steps
    pressed: str = ""  # a clinician moves up (who, why): criteria and stay aside, `after` and limits not

    def rate(self, name: str) -> Rate | None:
        """The pace of a field at the value it has now."""
        timed = name == "session_time"
        kept = self.ladders.get(name)
        if kept is None:
            fields = TIME if timed else (name,)
            kept = self.ladders[name] = (ladder(self.steps, fields, self.cautious), {})
        steps, found = kept
        if steps is None:
            return None
        here = ANYWHERE
        if steps.relative:
            stream = self.stream
            here = (stream.at("volume"), stream.at("sessions")) if timed else (stream.at(name), 1.0)
        pace = found.get(here)
        if pace is None:
            pace = found[here] = rate(steps, *here)
        return pace

    def capped(self, name: str, wish: float) -> float:
        """A wish, brought down to the week's ceiling."""
        if name == "sessions":
            return min(wish, day_cap(self.limits, self.stream.id)[0])
        return self.limits.high(self.stream.id, name, wish)

    def aim(self, name: str) -> Chosen | None:
        return self.target.fields.get(name)


def goals(growth: Growth) -> Mapping[str, tuple[float, float]]:
    """Where each field is heading: the aim, or the limit that stops it; where there is no aim, where it is."""
    key = (growth.stream.id, "goals", *growth.stream.values.items())
    found: Mapping[str, tuple[float, float]] | None = growth.memo.get(key)
    if found is None:
        found = growth.memo[key] = _goals(growth)
    return found


def _goals(growth: Growth) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    stream = growth.stream
    for name in (*stream.values, "session_time"):
        if name == "session_time" and stream.modality.shape != "minutes":
            continue
        aim = growth.aim(name)
        now = stream.at(name)
        high = now if aim is None else _goal(name, aim, stream, growth.cautious)
        high = growth.capped(name, max(high, now) if name not in PAIRS else high)
        low = high
        if name in PAIRS:
            low = min(max(stream.values[name][0], aim.low if aim else 0.0), high)
            high = max(high, min(now, growth.capped(name, now)))
        found[name] = (low, high)
    if stream.modality.shape == "minutes":
        _within_days(found, growth)
    else:
        _within_sets(found, growth)
    return found


def _within_sets(found: dict[str, tuple[float, float]], growth: Growth) -> None:
    """The week's sets are sets times days: sets grow first, days with what is left."""
    most = growth.limits.ceiling(growth.stream.id, "volume")
    if most is None or "sets" not in found:
        return
    days, sets = growth.stream.at("sessions"), growth.stream.at("sets")
    sets = max(sets, min(found["sets"][1], float(floor(most.value / days + EPS))))
    days = max(days, min(found["sessions"][1], float(floor(most.value / sets + EPS))))
    found["sets"], found["sessions"] = (sets, sets), (days, days)


def _goal(name: str, aim: Chosen, stream: Stream, cautious: bool) -> float:
    """Minutes a week and days of strength: the demand itself; the rest up to the source's upper end."""
    if name == "volume" or (name == "sessions" and stream.modality.shape == "sets"):
        return aim.low
    if name in ("sets", "hold") and cautious:
        return aim.low
    return aim.high


def _within_days(found: dict[str, tuple[float, float]], growth: Growth) -> None:
    """The week's minutes are days times the longest session at most; a session is what that leaves for each day."""
    now, days_aim, aim = growth.stream.at("volume"), growth.aim("sessions"), growth.aim("session_time")
    volume = found["volume"][1]
    if growth.aim("volume") is None and days_aim is not None and aim is not None:
        each = aim.low if growth.cautious else aim.high
        volume = growth.capped("volume", max(now, days_aim.low * each))
    days = found["sessions"][1]
    most = days * growth.capped("session_time", max(aim.high, now / days) if aim else volume / days)
    volume = min(volume, max(most, growth.capped("volume", min(now, most))))
    if days_aim is not None and aim is not None:
        each = growth.capped("session_time", aim.low)
        spread = ceil(volume / max(each, EPS) - EPS) if volume > now + EPS else 0
        days = min(days, float(max(growth.stream.at("sessions"), days_aim.low, spread)))
    found["volume"], found["sessions"] = (volume, volume), (days, days)
    found["session_time"] = (volume / days, volume / days)


def propose(growth: Growth) -> Change | Wait:
    """The next step up of a stream, or why there is none this week. Turns pass on only from a capped field."""
    aims = goals(growth)
    for name in growth.stream.modality.turns:
        found = _minutes_turn(name, growth, aims) if name in ("session_time", "sessions") and (
            growth.stream.modality.shape == "minutes"
        ) else _plain_turn(name, growth, aims)  # fmt: skip
        if found is not None:
            return found
    return Wait("")


def _plain_turn(name: str, growth: Growth, aims: Mapping[str, tuple[float, float]]) -> Change | Wait | None:
    """A field that grows by itself; None when it is where it is heading, or has no step."""
    stream = growth.stream
    if name not in stream.values:
        return None
    low, high = stream.values[name]
    goal_low, goal_high = aims[name]
    most = growth.limits.ceiling(stream.id, "volume")
    if high >= goal_high - EPS and (name not in PAIRS or low >= goal_low - EPS):
        return None
    pace = growth.rate(name)
    if pace is None:
        return None
    if name in ("sets", "sessions") and most is not None and stream.modality.shape == "sets":
        other = stream.at("sessions" if name == "sets" else "sets")
        if (high + pace.jump) * other > most.value + EPS:
            return None
    wait = _ready(name, pace, growth)
    if wait is not None:
        return wait
    size = _amount(name, pace, growth)
    new_high = min(high + size, max(goal_high, high))
    new_low = min(low + size, goal_low, new_high) if name in PAIRS else new_high
    new_low = max(new_low, low) if name in PAIRS else new_low
    words = f"{high:.4g} to {new_high:.4g}"
    return Change(name, {name: (new_low, new_high)}, pace.refs, words, ((name, size),))


def _minutes_turn(name: str, growth: Growth, aims: Mapping[str, tuple[float, float]]) -> Change | Wait | None:
    """Duration first, to the first goal of a session; then days; then longer sessions."""
    stream = growth.stream
    volume, days = stream.at("volume"), stream.at("sessions")
    goal, most_days = aims["volume"][1], aims["sessions"][1]
    if volume >= goal - EPS:
        return _demanded_days(growth, most_days) if name == "sessions" else None
    pace = growth.rate("session_time")
    if pace is None:
        return None
    wait = _ready("session_time", pace, growth)
    more_days = days < most_days - EPS and growth.rate("sessions") is not None
    aim = growth.aim("session_time")
    first = growth.capped("session_time", aim.low if aim else goal / max(most_days, days))
    longest = growth.capped("session_time", aim.high if aim else goal / max(most_days, days))
    room = days * (first if more_days else longest)
    size = _amount("session_time", pace, growth)
    if name == "session_time":
        if volume >= room - EPS or (more_days and wait is None and volume + size > room + EPS):
            return None  # the turn passes to the days
        return wait or _longer(stream, min(volume + size, goal, room), pace, size)
    if not more_days:
        return None
    if wait is not None:
        return wait
    grown = min(volume + size, goal, (days + 1) * longest)
    by_days = growth.rate("sessions")
    assert by_days is not None
    wait = _ready("sessions", by_days, growth)
    if wait is not None:
        return _longer(stream, min(grown, room), pace, size) if volume < room - EPS else wait
    words = f"{days:g} to {days + 1:g} days, {volume:.4g} to {grown:.4g} min a week"
    values = {"sessions": (days + 1, days + 1), "volume": (grown, grown)}
    spends = (("sessions", by_days.jump), ("session_time", size))
    return Change("sessions", values, tuple(sorted({*by_days.refs, *pace.refs})), words, spends)


def _demanded_days(growth: Growth, most_days: float) -> Change | Wait | None:
    """The minutes are reached; a protocol still asks for more days: they shorten the sessions."""
    aim, days = growth.aim("sessions"), growth.stream.at("sessions")
    if aim is None or days >= min(aim.low, most_days) - EPS:
        return None
    pace = growth.rate("sessions")
    if pace is None:
        return None
    wait = _ready("sessions", pace, growth)
    words = f"{days:g} to {days + 1:g} days with the same minutes a week"
    values = {"sessions": (days + 1, days + 1)}
    return wait or Change("sessions", values, pace.refs, words, (("sessions", pace.jump),))


def _longer(stream: Stream, volume: float, pace: Rate, size: float) -> Change:
    now = stream.at("volume")
    words = f"{now:.4g} to {volume:.4g} min a week"
    return Change("session_time", {"volume": (volume, volume)}, pace.refs, words, (("session_time", size),))


def _ready(name: str, pace: Rate, growth: Growth) -> Wait | None:
    """None when criteria, `after` and the stay are met; else what is waited for."""
    key = (growth.stream.id, name, "criteria")
    if key not in growth.memo:
        growth.memo[key] = _criteria(pace, growth.situation)
    unmet: Wait | None = growth.memo[key]
    if unmet is not None and not growth.pressed:
        return unmet
    if growth.weeks_done < pace.after_weeks - EPS:
        return Wait(f"after week {pace.after_weeks:g}", (), pace.refs)
    for other, name_after, value in pace.after:
        partner = growth.others.get(other)
        if partner is None or partner.at(name_after) + EPS < _reachable(value, name_after, partner, growth):
            return Wait(f"first {other} {name_after} {value:g}", (), pace.refs)
    if growth.stream.credit.get(name, 0.0) < pace.step - EPS:
        return Wait("the stay", (), pace.refs)
    return None


def _reachable(value: float, name: str, partner: Stream, growth: Growth) -> float:
    """An `after` asks for no more than the partner's own limit lets it reach."""
    return growth.limits.high(partner.id, name, value)


def _amount(name: str, pace: Rate, growth: Growth) -> float:
    """What has been earned, and no more than the smallest jump allowed."""
    return min(pace.jump, growth.stream.credit.get(name, 0.0))


def _criteria(pace: Rate, situation: Situation) -> Wait | None:
    """What of the criteria is not met, or not known; None when all are met. A fact nobody asks for is met."""
    missing: set[str] = set()
    refs: set[str] = set()
    for need, ref in pace.needs:
        if truth(need, situation.lookup, YES) is not YES:
            refs.add(ref)
            missing.update(situation.missing(facts_read(need)))
    if not refs:
        return None
    why = "a fact is not known" if missing else "its criteria are not met"
    return Wait(why, tuple(sorted(missing)), tuple(sorted(refs)))


def earn(growth: Growth) -> None:
    """A good week at this dose: each field comes nearer to its next step; no more than one jump is saved up."""
    for name in (*growth.stream.modality.turns, "bout"):
        pace = growth.rate(name)
        if pace is not None:
            credit = growth.stream.credit
            earned = pace.jump if growth.pressed else credit.get(name, 0.0) + pace.rate
            credit[name] = min(earned, pace.jump)


def take(stream: Stream, change: Change, pressed: str = "") -> None:
    """Make the step; what it cost is spent. Work that was done at once stays so when it gets longer.

    A step that was `pressed` by a clinician spends all that was saved up.
    """
    at_once = "bout" in stream.values and stream.at("bout") >= stream.at("session_time") - EPS
    for name, (low, high) in change.values.items():
        words = f"{change.words}, {pressed}" if pressed else change.words
        stream.set(name, low, high, Reason("stepped", change.refs, words))
    for name, jump in change.spends:
        stream.credit[name] = max(0.0, stream.credit.get(name, 0.0) - jump)
    if pressed:
        stream.credit = {}
    whole = stream.at("session_time") if "bout" in stream.values else 0.0
    if at_once and whole > stream.at("bout") + EPS:
        stream.set("bout", whole, whole, Reason("stepped", change.refs, "the whole session at once"))
    stream.quiet_weeks = 0


def lengthen_bouts(growth: Growth) -> None:
    """The longest bout is a part of duration: it grows at its own pace, up to the whole session."""
    stream = growth.stream
    if "bout" not in stream.values:
        return
    pace = growth.rate("bout")
    whole = max(stream.at("session_time"), stream.at("bout"))
    if pace is None or _ready("bout", pace, growth) is not None:
        return
    now = stream.at("bout")
    size = _amount("bout", pace, growth)
    grown = growth.capped("bout", min(now + size, max(whole, now)))
    if grown > now + EPS:
        stream.set(
            "bout", grown, grown, Reason("stepped", pace.refs, f"{now:.4g} to {grown:.4g} min at once")
        )
        stream.credit["bout"] = max(0.0, stream.credit.get("bout", 0.0) - size)
