"""From one week to the next: `plan = fold(advance, reviews, first_week)`.

Floor: engine. Pure. The forecast is the same fold over good weeks.
It owns no number: every step, limit and move comes from the rules in force.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from fittvp.engine.back import step_back
from fittvp.engine.doses import Chosen, Opening, Target, bearing, opening, speaking
from fittvp.engine.force import InForce
from fittvp.engine.hand import NO_HAND, Hand, enter, enter_lower
from fittvp.engine.limits import Limits
from fittvp.engine.moves import RESTING, Absence, Moved, Standing, decide, standing_after
from fittvp.engine.progress import Change, Growth, Wait, earn, lengthen_bouts, propose, take
from fittvp.engine.situation import Situation
from fittvp.engine.stream import EPS, Stream, fit
from fittvp.model.dose import Reason
from fittvp.protocol.rules import Modality


@dataclass(frozen=True, slots=True)
class Wishes:
    """A clinician's hand on the dose: days, minutes a session (low, high) and who entered it."""

    cautious: bool = False
    sessions: tuple[float, float] | None = None
    minutes: tuple[float, float] | None = None
    hold_weeks: frozenset[int] = frozenset()
    by: str = ""


@dataclass(slots=True, repr=False)
class WeekState:
    """A week: its rules, limits, targets and streams. `waits`: what each stream waits for."""

    number: int
    rules: InForce
    limits: Limits
    situation: Situation
    streams: dict[str, Stream] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    extras: dict[str, dict[str, Chosen]] = field(default_factory=dict)
    moves: dict[str, Moved] = field(default_factory=dict)
    waits: dict[str, Wait] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)

    def __repr__(self) -> str:
        moves = ", ".join(f"{name} {moved.move}" for name, moved in self.moves.items())
        return f"WeekState({self.number}: {moves or 'begins'})"

    def rests(self, name: str) -> bool:
        """The stream is paused or stopped this week."""
        return name in self.moves and self.moves[name].move in RESTING


@dataclass(frozen=True, slots=True)
class House:
    """What does not change in a plan: the modalities, which regions they load, and the clinician's wishes."""

    modalities: Mapping[str, Modality]
    loads: Mapping[str, tuple[str, ...]]
    wishes: Wishes
    current: Mapping[str, Mapping[str, float]]  # stream -> field -> what the patient does already
    serves: Callable[[Stream, Limits], bool] = lambda _stream, _limits: (
        True
    )  # an open exercise is there for it
    absence: Absence = lambda _weeks, _situation: ()  # the rules on weeks missed, for what rested by itself


def first_week(
    house: House, rules: InForce, limits: Limits, situation: Situation, hand: Hand = NO_HAND
) -> WeekState:
    """Week 1: the combined starts, or what the patient does already, within the limits."""
    week, cautious = WeekState(1, rules, limits, situation), house.wishes.cautious
    for modality in house.modalities.values():
        for name in modality.streams:
            held = speaking(rules, "start", name)
            if not held:
                continue
            week.targets[name] = bearing(rules, name).target
            start = rules.kept(
                ("start", modality.id), held, partial(opening, modality=modality, cautious=cautious)
            )
            stream, extras = _begin(name, modality, start, house)
            week.extras[name] = extras
            week.streams[name] = stream
            _by_hand_first(name, week, hand, house)
            fit(stream, limits, _days(week.targets[name], stream))
    return week


def growth_of(week: WeekState, name: str, house: House) -> Growth:
    """What the growth of one stream is judged by in a week."""
    said = bearing(week.rules, name)
    return Growth(
        week.streams[name], week.targets[name], week.limits, said.steps, week.situation, week.number - 1,
        week.streams, house.wishes.cautious, week.rules.memo, said.ladders,
    )  # fmt: skip


def _days(aims: Target, stream: Stream) -> float:
    aim = aims.fields.get("sessions")
    return stream.at("sessions") if aim is None else max(aim.high, stream.at("sessions"))


def _begin(name: str, modality: Modality, start: Opening, house: House) -> tuple[Stream, dict[str, Chosen]]:
    extras = {k: v for k, v in start.fields.items() if k in ("warm_up", "cool_down")}
    values: dict[str, tuple[float, float]] = {"sessions": (start.sessions.high, start.sessions.high)}
    origin = {"sessions": _started(start.sessions, f"{start.sessions.high:g} days a week")}
    if modality.shape == "minutes":
        values["volume"] = (start.volume.high, start.volume.high)
        origin["volume"] = _started(start.volume, f"{start.volume.high:g} min a week")
    else:
        sets = start.volume.high / start.sessions.high
        values["sets"] = (sets, sets)
        origin["sets"] = _started(start.volume, f"{start.volume.high:g} sets a week")
    for field_name, chosen in start.fields.items():
        if field_name not in extras:
            values[field_name] = (chosen.low, chosen.high)
            origin[field_name] = _started(chosen, f"{chosen.low:.4g} to {chosen.high:.4g}")
    stream = Stream(name, modality, values, origin)
    _already(stream, house.current.get(name, {}))
    _entered(stream, house.wishes)
    return stream, extras


def _started(chosen: Chosen, words: str) -> Reason:
    return Reason("started", chosen.refs, words, chosen.yielded)


def _already(stream: Stream, current: Mapping[str, float]) -> None:
    """Who already does more, regularly and without symptoms, begins from what they do."""
    if not current:
        return
    why = "already does this regularly, without symptoms"
    before = stream.weekly()
    for name in ("intensity", "load"):
        if name in current and name in stream.values and current[name] > stream.at(name):
            low = stream.values[name][0] + current[name] - stream.at(name)
            stream.set(name, low, current[name], Reason("entered", (), why))
    shape = "volume" if stream.modality.shape == "minutes" else "sets"
    amount = (
        current.get("volume", 0.0)
        if shape == "volume"
        else current.get("sessions", 0) * current.get("sets", 0)
    )
    if amount > before + EPS:
        days = max(1.0, current.get("sessions", stream.at("sessions")))
        stream.set("sessions", days, days, Reason("entered", (), why))
        value = current[shape]
        stream.set(shape, value, value, Reason("entered", (), why))
        if "bout" in stream.values:
            whole = stream.at("session_time")
            stream.set("bout", whole, whole, Reason("entered", (), why))


def _entered(stream: Stream, wishes: Wishes) -> None:
    """The clinician's days and minutes, for aerobic work: week 1 is never above its start."""
    if stream.id != "aerobic":
        return
    by, start = wishes.by, stream.at("volume")
    each, days = stream.at("session_time"), stream.at("sessions")
    if wishes.sessions is not None:
        days = wishes.sessions[0]
    if wishes.minutes is not None:
        each = wishes.minutes[0]
    volume = min(start, each * days)
    if wishes.sessions is not None:
        stream.set("sessions", days, days, Reason("entered", (), f"{days:g} days a week, entered by {by}"))
    if wishes.sessions is not None or wishes.minutes is not None:
        words = f"{volume:g} min a week, as entered by {by} and within the start"
        stream.set("volume", volume, volume, Reason("entered", (), words))


def _by_hand_first(name: str, week: WeekState, hand: Hand, house: House) -> None:
    """A clinician's hand on week 1: values entered, or a step back; nothing has been earned to move up."""
    enter(week.streams[name], hand)
    wish = hand.moves.get(name, ("", ""))[0]
    if hand.words(name):
        week.moves[name] = Moved("back" if wish == "back" else "hold", by=hand.words(name))
    if wish == "back":
        step_back(week.streams[name], (), hand.words(name), week.rules, house.wishes.cautious)


def advance(
    week: WeekState, house: House, rules: InForce, limits: Limits, situation: Situation,
    hand: Hand = NO_HAND, given: bool = False,
) -> WeekState:  # fmt: skip
    """The next week. `situation` holds what the review of the week before showed; `given`: there was one."""
    new = WeekState(week.number + 1, rules, limits, situation, extras=dict(week.extras))
    idle = {name for name in week.streams if week.rests(name) or name in week.limits.closed}
    done = week.standing.done | (week.streams.keys() - idle)
    rested = {name: week.standing.rested.get(name, 0) + 1 for name in idle & done}
    standing = replace(week.standing, rested=rested)
    held = new.number in house.wishes.hold_weeks
    for name, before in week.streams.items():
        stream = before.copy()
        stream.quiet_weeks = before.quiet_weeks + 1
        new.streams[name] = stream
        new.targets[name] = bearing(rules, name).target
        new.moves[name] = decide(name, rules, situation, standing, hand, held, house.absence, given)
        if new.moves[name].move != "back":
            enter(stream, hand)
    new.standing = standing_after(standing, new.moves, rested, done, rules)
    growths = {name: growth_of(new, name, house) for name in new.streams}
    idle |= limits.closed.keys()
    idle |= {name for name, stream in week.streams.items() if not house.serves(stream, week.limits)}
    _grow(new, growths, house, idle)
    for name, stream in new.streams.items():
        moved = new.moves[name]
        if moved.move == "back":
            lower = step_back(stream, moved.told, moved.by, rules, house.wishes.cautious)
            new.moves[name] = moved if lower else replace(moved, move="hold")
            enter_lower(stream, hand)
        fit(stream, limits, _days(new.targets[name], stream))
    for name in limits.closed:
        if name in new.streams:
            new.streams[name].credit = {}
    return new


def _grow(new: WeekState, growths: Mapping[str, Growth], house: House, idle: set[str]) -> None:
    """Take this week's steps: one a stream, and one stream for each painful region.

    What was not done last week (closed, or without an exercise) has not earned a step.
    """
    found: dict[str, Change] = {}
    for name, growth in growths.items():
        moved = new.moves[name]
        move = moved.move
        if move != "progress" or (name in idle and not moved.pressed):
            if move not in ("progress", "hold"):
                growth.stream.credit = {}
            continue
        growth.pressed = moved.by if moved.pressed else ""
        earn(growth)
        proposal = propose(growth)
        if isinstance(proposal, Change):
            found[name] = proposal
        elif proposal.why:
            new.waits[name] = proposal
    for region in _painful(new.situation):
        _one_at_a_time(region, found, new, house)
    for name, change in found.items():
        take(growths[name].stream, change, growths[name].pressed)
    for name, growth in growths.items():
        steady = name not in found or found[name].field == "session_time"
        if new.moves[name].move == "progress" and steady and name not in idle:
            lengthen_bouts(growth)


def _painful(situation: Situation) -> tuple[str, ...]:
    """Regions the facts call painful: `painful_lower` and so on."""
    regions = ("lower", "trunk", "upper")
    return tuple(r for r in regions if situation.values_or_none(f"painful_{r}") == "yes")


def _one_at_a_time(region: str, found: dict[str, Change], new: WeekState, house: House) -> None:
    """Two kinds of work that load the same painful region do not move up together: who waited longest goes."""
    loading = [name for name in found if region in house.loads.get(name, ())]
    if len(loading) < 2:
        return
    first = max(loading, key=lambda name: new.streams[name].quiet_weeks)
    for name in loading:
        if name != first:
            del found[name]
            new.waits[name] = Wait(f"{first} moves up this week and loads the same painful region")
