"""The fold: week after week, the rules in force, the limits, and the step from one week to the next.

Floor: engine. Pure. `forecast` folds over good weeks; a review is only more facts for the week that follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from fittvp.engine.advance import House, WeekState, Wishes, advance, first_week
from fittvp.engine.choose import level_cap, without_exercise
from fittvp.engine.force import Docket, Held, InForce, measured
from fittvp.engine.hand import NO_HAND, Hand
from fittvp.engine.limits import Limits, Tight, combine_limits
from fittvp.engine.situation import Situation
from fittvp.engine.stream import Stream
from fittvp.model.derive import Timeline
from fittvp.model.record import Patient
from fittvp.protocol.catalogue import Exercise
from fittvp.protocol.library import Library

GOOD = "good"
RESTING = "resting_heart_rate"
LAST_DAY = 6  # days after the first: a calendar week


@dataclass(slots=True, repr=False)
class Case:
    """One patient on one day, ready to fold: the facts' timeline, the rules' docket, the house."""

    library: Library
    timeline: Timeline
    on: date
    docket: Docket
    house: House
    good_review: Mapping[str, Any]
    caps: Mapping[tuple[str, str], Tight]  # the clinician's and the patient's own ceilings
    serving: Mapping[str, Sequence[Exercise]]  # what the patient's means leave of the catalogue
    gentle: bool = False  # lower versions of the exercises: see choose.Means
    weeks: dict[Any, tuple[InForce, Situation]] = field(default_factory=dict)  # those that nobody reviewed

    def __repr__(self) -> str:
        return f"Case(on {self.on}, {self.library})"

    def served(self, stream: Stream, limits: Limits) -> bool:
        """An exercise is left for the stream at this dose."""
        cap = level_cap(stream.id, stream.has, self.library.composition, self.gentle)
        key = (stream.id, cap, "served")
        if key not in limits.memo:
            shut = limits.shut(stream.id)
            own = self.serving.get(stream.id, ())
            limits.memo[key] = any(e.level <= cap and e.marks.isdisjoint(shut) for e in own)
        found: bool = limits.memo[key]
        return found

    def situation(self, day: date, review: Mapping[str, Any], given: bool = False) -> Situation:
        """The facts on a day. What a given review does not say is unknown: it is never carried over."""
        values = {**self.timeline.known, **self.timeline.on(day), **review}
        silent = self.good_review.keys() - review.keys() if given else frozenset()
        return Situation(self.library.facts, values, self.timeline.stale | silent)

    def rules(self, number: int, review: Mapping[str, Any], name: object) -> tuple[InForce, Situation]:
        """The rules in force in a week, after the review of the week before."""
        given = isinstance(name, tuple)
        found = None if given else self.weeks.get((number, name))
        if found is None:
            start = self.on + timedelta(days=7 * (number - 1))
            first = self.situation(start, review, given)
            last = self.situation(start + timedelta(days=LAST_DAY), review, given)
            found = self.docket.in_force(first, last, name), first
            if not given:  # a good week is the same however often it is looked ahead to
                self.weeks[number, name] = found
        return found

    def week(self, number: int, review: Mapping[str, Any], name: object) -> tuple[InForce, Limits, Situation]:
        """The rules and limits of a week."""
        rules, first = self.rules(number, review, name)
        limits: Limits | None = rules.memo.get("limits")
        if limits is None:
            own = tuple(first.values.get(name) for held in rules.limit for name in measured(held.rule))
            what = ("limits", own, first.values.get(RESTING))
            limits = rules.kept(what, rules.limit, lambda held: self._limits(held, first))
            rules.memo["limits"] = limits
        return rules, limits, first

    def _limits(self, held: Sequence[Held], first: Situation) -> Limits:
        limits = combine_limits(held, first.values)
        for key, cap in self.caps.items():
            found = limits.ceilings.get(key)
            if found is None or cap.value < found.value:
                limits.ceilings[key] = cap
        limits.closed |= without_exercise(self.library.serving, limits)
        _no_room_above_rest(limits, first)
        return limits


def _no_room_above_rest(limits: Limits, today: Situation) -> None:
    """A heart-rate ceiling at or under the resting pulse leaves no effort: aerobic work is closed, and it is said."""
    top, rest = limits.ceiling("aerobic", "heart_rate"), today.values.get(RESTING)
    if top is not None and isinstance(rest, float) and top.value <= rest:
        limits.closed["aerobic"] = tuple(sorted({*limits.closed.get("aerobic", ()), *top.refs}))
        limits.floors["aerobic", "heart_rate"] = Tight(rest, (), f"the resting pulse of {rest:g} bpm")


def open_case(
    library: Library, patient: Patient, on: date, wishes: Wishes, lifted: frozenset[str] = frozenset(),
    caps: Mapping[tuple[str, str], Tight] | None = None, known_on: date | None = None,
) -> Case:  # fmt: skip
    """Everything that does not change until the next event, worked out once.

    `on`: the first day of week 1. `known_on`: the day on which the facts were last looked at.
    """
    timeline = Timeline(patient, library.facts, library.formulas, known_on or on)
    docket = Docket(library, lifted, timeline.passing)
    good = {f.name: f.good for f in library.facts.values() if f.group == "review" and f.good is not None}
    house = House({}, {}, wishes, {})
    case = Case(library, timeline, on, docket, house, good, caps or {}, library.serving)
    current = _current(case.situation(on, {}), library)
    loads = {stream: tuple(regions) for stream, regions in library.composition["loads"].items()}
    case.house = House(library.modalities, loads, wishes, current, case.served, docket.after_absence)
    return case


def _current(today: Situation, library: Library) -> dict[str, dict[str, float]]:
    """What the patient does already, where it is regular and without symptoms; else nothing."""
    against = [today.values_or_none(flag) for flag in ("exercise_symptoms", "begins_anew")]
    if today.values_or_none("already_active") != "yes" or any(flag not in ("no", None) for flag in against):
        return {}
    names = {
        "volume": "aerobic_minutes_now",
        "sessions": "aerobic_days_now",
        "intensity": "aerobic_effort_now",
    }
    aerobic = {field: today.values[name] for field, name in names.items() if name in today.values}
    if "intensity" in aerobic:
        aerobic["intensity"] = library.axes["effort"].to_axis(float(aerobic["intensity"]), "Borg")
    names = {"sessions": "resistance_days_now", "sets": "resistance_sets_now", "load": "resistance_load_now"}
    strength = {field: today.values[name] for field, name in names.items() if name in today.values}
    found: dict[str, Any] = {"aerobic": aerobic} if "volume" in aerobic else {}
    if "sessions" in strength:
        found |= {
            s: strength
            for s in library.modalities["resistance"].streams
            if "resistance" in library.modalities
        }
    return found


def settled(case: Case, before: WeekState, now: WeekState, last: tuple[int, ...]) -> bool:
    """Nothing can change any more: the same rules to the end, and a week that moved no value and earned nothing."""
    if before.rules is not now.rules or case.docket.stand(now.situation.values) != last:
        return False
    if any(getattr(held.rule.effect, "after_weeks", 0) >= now.number for held in now.rules.step):
        return False
    return all(
        stream.values == before.streams[name].values and stream.credit == before.streams[name].credit
        for name, stream in now.streams.items()
    )


def begin(case: Case, hand: Hand = NO_HAND) -> WeekState:
    """Week 1."""
    rules, limits, situation = case.week(1, {}, None)
    return first_week(case.house, rules, limits, situation, hand)


def follow(
    case: Case, before: WeekState, review: Mapping[str, Any] | None = None, hand: Hand = NO_HAND
) -> WeekState:
    """The week after `before`: what its review showed, or a good week where there is none yet."""
    name = GOOD if review is None else ("review", before.number)
    shown = case.good_review if review is None else review
    rules, limits, situation = case.week(before.number + 1, shown, name)
    return advance(before, case.house, rules, limits, situation, hand, given=review is not None)


def forecast_far(case: Case, weeks: int, most: int) -> list[WeekState]:
    """At least `weeks` good weeks, then on until nothing can change any more, `most` at the longest."""
    return look_ahead(case, [begin(case)], weeks, most)


def look_ahead(
    case: Case, states: list[WeekState], weeks: int, most: int, hands: Mapping[int, Hand] | None = None
) -> list[WeekState]:
    """The states so far and good weeks after them, until nothing can change any more."""
    final = case.situation(case.on + timedelta(days=7 * most), case.good_review)
    last = case.docket.stand(final.values)
    entered = hands or {}
    weeks = max([weeks, *entered])
    while len(states) < weeks or (
        len(states) < most and not (len(states) > 1 and settled(case, states[-2], states[-1], last))
    ):
        states.append(follow(case, states[-1], hand=entered.get(len(states) + 1, NO_HAND)))
    return states


def forecast(case: Case, weeks: int, reviews: Sequence[Mapping[str, Any]] = ()) -> list[WeekState]:
    """Weeks 1 to `weeks`: after the given reviews the good ones follow."""
    states = [begin(case)]
    while len(states) < weeks:
        given = len(states) <= len(reviews)
        states.append(follow(case, states[-1], reviews[len(states) - 1] if given else None))
    return states
