"""One stream of exercise (a modality, or a region of it) as it is carried from week to week: exact, with reasons.

Floor: engine. Pure. Values are carried exact; `printed` rounds, always towards the safer side.
It refuses to know why a rule was chosen: it keeps the names that the combination gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor

from fittvp.engine.doses import Chosen
from fittvp.engine.limits import Limits, Tight
from fittvp.model.dose import Prescribed, Reason
from fittvp.protocol.rules import Modality

EPS = 1e-9
WEEK = 7  # days: the calendar, not a clinical figure
UNITS = {
    "volume": "min/week", "session_time": "min", "bout": "min", "sessions": "sessions/week",
    "intensity": "percent HRR", "load": "percent 1RM", "sets": "sets", "repetitions": "repetitions",
    "hold": "s", "warm_up": "min", "cool_down": "min",
}  # fmt: skip
PAIRS = ("intensity", "load")


@dataclass(slots=True)
class Stream:
    """`values[field]` = (low, high), exact. `acts[field]`: what happened to it this week; `origin`: how it began."""

    id: str
    modality: Modality
    values: dict[str, tuple[float, float]]
    origin: dict[str, Reason]
    credit: dict[str, float] = field(default_factory=dict)
    acts: dict[str, list[Reason]] = field(default_factory=dict)
    last: dict[str, Reason] = field(default_factory=dict)
    quiet_weeks: int = 0

    def copy(self) -> Stream:
        return Stream(
            self.id, self.modality, dict(self.values), self.origin, dict(self.credit), {}, dict(self.last),
            self.quiet_weeks,
        )  # fmt: skip

    def at(self, name: str) -> float:
        """The value now (the high end of a band); 0 where the stream has no such field."""
        if name == "session_time":
            return self.values["volume"][1] / self.values["sessions"][1]
        return self.values.get(name, (0.0, 0.0))[1]

    def has(self, name: str) -> float | None:
        """The value now; None where the stream has no such field."""
        timed = name == "session_time" and self.modality.shape == "minutes"
        return self.at(name) if timed or name in self.values else None

    def set(self, name: str, low: float, high: float, reason: Reason) -> None:
        """Change a value; the reason is kept with it. Setting what it is already is no act."""
        if self.values.get(name) == (low, high):
            return
        self.values[name] = (low, high)
        self.acts.setdefault(name, []).append(reason)
        if reason.act in ("stepped", "back", "entered"):
            self.last[name] = reason

    def weekly(self) -> float:
        """Minutes, or sets of one exercise, a week."""
        if self.modality.shape == "minutes":
            return self.values["volume"][1]
        return self.values["sessions"][1] * self.values["sets"][1]


def day_cap(limits: Limits, stream: str) -> tuple[float, tuple[str, ...]]:
    """Most days a week: the ceiling on sessions, or what the rest days between them leave."""
    known: tuple[float, tuple[str, ...]] | None = limits.memo.get((stream, "days"))
    if known is None:
        known = limits.memo[stream, "days"] = _day_cap(limits, stream)
    return known


def _day_cap(limits: Limits, stream: str) -> tuple[float, tuple[str, ...]]:
    cap = float(WEEK)
    refs: tuple[str, ...] = ()
    found = limits.ceiling(stream, "sessions")
    if found is not None and found.value < cap:
        cap, refs = found.value, found.refs
    rest = limits.floors.get((stream, "rest_days"))
    if rest is not None and floor(WEEK / (rest.value + 1)) < cap:
        cap, refs = float(max(1, floor(WEEK / (rest.value + 1)))), rest.refs
    return cap, refs


def fit(stream: Stream, limits: Limits, days_wanted: float) -> None:
    """Bring a stream within the week's limits. `days_wanted`: the days it may spread over to keep its minutes."""
    cap, refs = day_cap(limits, stream.id)
    if stream.at("sessions") > cap:
        days = stream.at("sessions")
        stream.set("sessions", cap, cap, Reason("limited", refs, f"{days:g} to {cap:g} sessions a week"))
    if stream.modality.shape == "minutes":
        _fit_minutes(stream, limits, min(cap, max(days_wanted, stream.at("sessions"))))
    else:
        _fit_sets(stream, limits)
    for name in PAIRS:
        found = limits.ceiling(stream.id, name)
        if found is not None and name in stream.values and stream.at(name) > found.value + EPS:
            low = min(stream.values[name][0], found.value)
            words = f"to {found.written}"
            stream.set(name, low, found.value, Reason("limited", found.refs, words, found.yielded))


def _fit_minutes(stream: Stream, limits: Limits, most_days: float) -> None:
    _clip(stream, "volume", limits.ceiling(stream.id, "volume"))
    longest = limits.ceiling(stream.id, "session_time")
    if longest is not None and stream.at("session_time") > longest.value + EPS:
        days = min(most_days, float(ceil(stream.at("volume") / longest.value - EPS)))
        if days > stream.at("sessions"):
            words = f"more days, so that each stays within {longest.written}"
            stream.set("sessions", days, days, Reason("limited", longest.refs, words))
        most = stream.at("sessions") * longest.value
        if stream.at("volume") > most + EPS:
            words = f"{longest.written} a session on {stream.at('sessions'):g} days"
            stream.set("volume", most, most, Reason("limited", longest.refs, words, longest.yielded))
    _clip(stream, "bout", limits.ceiling(stream.id, "bout"))


def _fit_sets(stream: Stream, limits: Limits) -> None:
    for name in ("sets", "repetitions", "hold"):
        _clip(stream, name, limits.ceiling(stream.id, name))
    most = limits.ceiling(stream.id, "volume")
    if most is not None and stream.weekly() > most.value + EPS:
        sets = max(1.0, floor(most.value / stream.at("sessions") + EPS))
        stream.set(
            "sets", sets, sets, Reason("limited", most.refs, f"to {most.written} a week", most.yielded)
        )
        if stream.weekly() > most.value + EPS:
            days = max(1.0, floor(most.value / sets + EPS))
            stream.set("sessions", days, days, Reason("limited", most.refs, f"to {most.written} a week"))


def _clip(stream: Stream, name: str, found: Tight | None) -> None:
    if found is None:
        return
    if name in stream.values and stream.at(name) > found.value + EPS:
        words = f"{stream.at(name):g} to {found.value:g} ({found.written})"
        stream.set(name, found.value, found.value, Reason("limited", found.refs, words, found.yielded))


def printed(stream: Stream, limits: Limits, extras: Mapping[str, Chosen]) -> dict[str, Prescribed]:
    """The stream's fields as they are printed this week: rounded to the safer side, each with its reasons."""
    grid = stream.modality.round
    out: dict[str, Prescribed] = {}
    names = [name for name in stream.values if name != "volume"]
    if stream.modality.shape == "minutes":
        names.insert(1, "session_time")
    for name in names:
        low, high = stream.values.get(name) or (stream.at(name), stream.at(name))
        out[name] = _rounded(stream, name, low, high, grid.get(name, 1.0), limits)
    _tie(stream, out)
    for name, chosen in extras.items():
        out[name] = _plain(name, chosen)
    return out


def _plain(name: str, chosen: Chosen) -> Prescribed:
    reason = Reason("started", chosen.refs, f"{chosen.high:g} {UNITS[name]}", chosen.yielded)
    return Prescribed(chosen.low, chosen.high, UNITS[name], (reason,))


def _rounded(stream: Stream, name: str, low: float, high: float, step: float, limits: Limits) -> Prescribed:
    top = floor(high / step + EPS) * step
    bottom = min(floor(low / step + EPS) * step, top)
    reasons = reasons_of(stream, name, limits)
    if abs(top - high) > EPS:
        reasons = (*reasons, Reason("rounded", (), f"{high:.4g} to {top:g} {UNITS[name]}"))
    return Prescribed(bottom, top, UNITS[name], reasons)


def reasons_of(stream: Stream, name: str, limits: Limits) -> tuple[Reason, ...]:
    """How the value began, the last thing that moved it, what happened this week, and the limit it stands at."""
    source = "volume" if name == "session_time" else name
    chain: list[Reason] = []
    if source in stream.origin:
        chain.append(stream.origin[source])
    this_week = stream.acts.get(source, [])
    if source in stream.last and stream.last[source] not in this_week:
        chain.append(stream.last[source])
    chain += this_week
    found = limits.ceiling(stream.id, name)
    if found is not None and abs(stream.at(name) - found.value) <= EPS:
        standing = Reason("limited", found.refs, f"stands at {found.written}", found.yielded)
        if not any(reason.rules == found.refs and reason.act == "limited" for reason in chain):
            chain.append(standing)
    if not chain:
        chain.append(Reason("started", (), "follows from the weekly dose"))
    return tuple(chain)


def _tie(stream: Stream, out: dict[str, Prescribed]) -> None:
    """What is printed must agree with itself: a bout is no longer than its session; the week is their product."""
    if stream.modality.shape == "minutes":
        each = out["session_time"]
        if "bout" in out and out["bout"].high > each.high:
            whole = Reason("rounded", (), "the whole session at once")
            out["bout"] = Prescribed(each.high, each.high, "min", (*out["bout"].reasons, whole))
        total, unit, source = out["sessions"].high * each.high, "min/week", each.reasons
    else:
        total, unit = out["sessions"].high * out["sets"].high, "sets/week"
        source = out["sets"].reasons
    out["volume"] = Prescribed(total, total, unit, source)
