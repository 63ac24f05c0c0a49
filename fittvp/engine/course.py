"""The course of a plan through its events: week after week as it was decided, then good weeks to come.

Floor: engine. Pure. The same events and libraries give the same weeks; a prefix of the reviews gives a prefix
of the weeks. A week that nobody reviewed has shown nothing: what it did not show is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from fittvp.engine.advance import WeekState, Wishes
from fittvp.engine.board import Board
from fittvp.engine.choose import reachable
from fittvp.engine.describe import week_of
from fittvp.engine.fold import Case, begin, follow, look_ahead, open_case
from fittvp.engine.hand import NO_HAND, Hand
from fittvp.engine.moves import standing_refs
from fittvp.engine.situation import Situation
from fittvp.engine.wishes import board_of, caps_of, lifted_of, pair
from fittvp.model.event import Adjusted, AskedPart, Event, Made, Migrated, Reviewed
from fittvp.model.fact import Absent
from fittvp.model.record import Patient, Reading, patient_from_json, readings_from_json
from fittvp.model.showed import Planned, falls_by_now, with_the_rest_well, work_out
from fittvp.model.week import Week
from fittvp.protocol.library import Library

HORIZON = 104  # weeks: how far a heading is looked for
SYMPTOMS, SYMPTOMS_WEEK = "symptoms", "symptoms_week"
USUAL = "pain_usual"
FALLS = "falls_last_year"
ENDURANCE = "aerobic"  # the work whose effort a review tells
Readings = dict[str, tuple[Reading, ...]]


class NotNow(ValueError):
    """An event that does not fit where the plan stands: a week that is over, a plan that never began."""


@dataclass(slots=True)
class Turn:
    """One week as it was decided, with the case and the board that it was decided on."""

    state: WeekState
    case: Case
    board: Board


@dataclass(slots=True)
class Course:
    """Where a plan stands after its events so far. `turns[-1]` is the week that comes next."""

    libraries: Mapping[str, Library]
    library: Library = field(init=False)
    patient: Patient = field(init=False)
    asked: AskedPart = field(init=False)
    on: date = field(init=False)
    known_on: date = field(init=False)
    case: Case = field(init=False)
    board: Board = field(init=False)
    turns: list[Turn] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)
    reviews: dict[int, Readings] = field(default_factory=dict)
    reviewed_on: dict[int, date] = field(default_factory=dict)
    well: set[int] = field(default_factory=set)
    showed: dict[int, dict[str, Any]] = field(default_factory=dict)
    hands: dict[int, Hand] = field(default_factory=dict)

    @property
    def now(self) -> int:
        """The number of the week that comes next."""
        return len(self.turns)

    def take(self, event: Event) -> None:
        """One event further. Raises NotNow where it does not fit."""
        what = event.what
        if isinstance(what, Made):
            self._make(what, event)
        elif isinstance(what, Reviewed):
            self._review(what, event)
        elif isinstance(what, Adjusted):
            self._adjust(what, event)
        else:
            self._migrate(what, event)

    def _make(self, what: Made, event: Event) -> None:
        self.library = self.libraries[what.library]
        self.patient = patient_from_json(what.record)
        self.asked = what.asked
        self.on = self.known_on = date.fromisoformat(event.on)
        self._open()
        self._put(begin(self.case))

    def _review(self, what: Reviewed, event: Event) -> None:
        if what.week < self.now - 1 or what.week < 1:
            raise NotNow(f"Week {what.week} is over: the last that was reviewed is week {self.now - 1}.")
        while what.week > self.now:
            self.showed[self.now] = {}
            self._put(follow(self.case, self.turns[-1].state, {}, self._hand(self.now + 1)))
        self.known_on = max(self.known_on, date.fromisoformat(event.on))
        if what.week == self.now - 1:  # the same week again: what is said anew replaces
            self.turns.pop()
            del self.weeks[len(self.turns) :]
        self.reviewed_on[what.week] = date.fromisoformat(event.on)
        given = readings_from_json(what.readings)
        self.reviews[what.week] = {**self.reviews.get(what.week, {}), **given}
        if what.otherwise_well:
            self.well.add(what.week)
        self._open()
        self.showed[what.week] = self._work_out(what.week)
        self._put(follow(self.case, self.turns[-1].state, self.showed[what.week], self._hand(self.now + 1)))

    def _adjust(self, what: Adjusted, event: Event) -> None:
        if what.from_week < self.now:
            raise NotNow(f"Week {what.from_week} is over; the next is week {self.now}.")
        self.asked = asked_after(self.asked, what)
        words = f"{event.by}: {event.reason}"
        hand = self.hands.setdefault(what.from_week, Hand())
        streams = what.streams or list(self.turns[-1].state.streams)
        if what.move == "progress":  # what goes back or rests is not moved up, now or later
            streams = [name for name in streams if self._may_rise(name, what.from_week)]
        if what.move in ("progress", "back"):
            hand.values = {key: kept for key, kept in hand.values.items() if key[0] not in streams}
        if what.move:
            hand.moves.update(dict.fromkeys(streams, (what.move, words)))
        for part in what.values:  # what is entered later replaces a move of the same week
            hand.moves.pop(part.stream, None)
            hand.values[part.stream, part.field] = (part, words)
        if what.cleared:
            hand.cleared = f"cleared by {words}"
            hand.covers |= standing_refs(self.turns[-1].state.standing)
        self._again()

    def _may_rise(self, name: str, week: int) -> bool:
        moved = self.turns[-1].state.moves.get(name)
        return week != self.now or moved is None or bool(moved.by) or moved.move in ("progress", "hold")

    def _migrate(self, what: Migrated, event: Event) -> None:
        del event
        self.library = self.libraries[what.library]
        kept = [each for each in self.asked.overrides if each.rule in self.library.rules]
        self.asked = self.asked.model_copy(update={"overrides": kept})
        self._again()

    def _again(self) -> None:
        """Decide the coming week once more, on what holds now."""
        number = self.now
        self.turns.pop()
        del self.weeks[len(self.turns) :]
        self._open()
        if number == 1:
            self._put(begin(self.case, self._hand(1)))
            return
        before = self.turns[-1].state
        self._put(follow(self.case, before, self.showed[number - 1], self._hand(number)))

    def _hand(self, number: int) -> Hand:
        return self.hands.get(number, NO_HAND)

    def _put(self, state: WeekState) -> None:
        self.turns.append(Turn(state, self.case, self.board))

    def whole_patient(self) -> Patient:
        """The patient with every reading that the reviews brought. An undated answer is of the plan's day."""
        if not self.reviews:
            return self.patient
        readings = {
            name: tuple(each if each.on else replace(each, on=self.on) for each in own)
            for name, own in self.patient.readings.items()
        }
        for week in sorted(self.reviews):
            for name, more in self.reviews[week].items():
                if name in self.library.facts and self.library.facts[name].group != "review":
                    readings[name] = (*readings.get(name, ()), *more)
            self._renew(week, readings)
        ordered = {name: tuple(sorted(own, key=lambda each: each.moment)) for name, own in readings.items()}
        return replace(self.patient, readings=ordered)

    def _renew(self, week: int, readings: Readings) -> None:
        """What a review of all else says by the way: an answer stays as it was, a symptom that is gone is gone."""
        on = self.reviewed_on[week]
        showed = self.said(week).get(SYMPTOMS_WEEK, frozenset() if week in self.well else None)
        for name, own in list(readings.items()):
            fact = self.library.facts.get(name)
            if fact is None or not fact.renewed or name in self.reviews[week]:
                continue
            value = max(own, key=lambda each: each.moment).value
            if name == SYMPTOMS and isinstance(showed, frozenset):
                value = value & showed if isinstance(value, frozenset) else showed
            elif week not in self.well or isinstance(value, Absent):
                continue
            readings[name] = (*own, Reading(value, on, "as before", f"review of week {week}"))
        known = readings.get(FALLS, ())
        falls = falls_by_now(known[-1].value if known else None, self.said(week))
        if falls is not None and FALLS in self.library.facts and FALLS not in self.reviews[week]:
            readings[FALLS] = (
                *known,
                Reading(falls, on, f"{falls:g} with this week's", f"review of week {week}"),
            )

    def _open(self) -> None:
        """A case on what is known and asked for now; streams keep their values and follow its modalities."""
        library, asked = self.library, self.asked
        wishes = Wishes(
            cautious=asked.pace == "cautious", sessions=pair(asked.sessions), minutes=pair(asked.minutes),
            hold_weeks=frozenset(asked.hold_weeks), by=asked.by or "the clinician",
        )  # fmt: skip
        first = not self.turns
        lifted = lifted_of(library, asked, strict=first)
        patient = self.whole_patient()
        self.case = open_case(library, patient, self.on, wishes, lifted, known_on=self.known_on)
        now = self.case.situation(self.known_on, {})
        self.board = board_of(library, now, asked)
        self.case.serving = reachable(library.serving, self.board.means)
        self.case.gentle = self.board.means.gentle
        self.case.caps = caps_of(asked, now, library)
        for turn in self.turns[-1:]:
            for stream in turn.state.streams.values():
                stream.modality = library.modalities.get(stream.modality.id, stream.modality)

    def _work_out(self, week: int) -> dict[str, Any]:
        """The facts that a week showed: as said, worked out, and well where the clinician said so of the rest."""
        facts = self.library.facts
        said = self.said(week)
        usual = self.case.situation(self.known_on, said).values_or_none(USUAL)
        level = usual if isinstance(usual, float) else None
        earlier = [self.showed[number] for number in range(1, week)]
        found = work_out(said, level, self.planned(week), earlier)
        found = {name: value for name, value in found.items() if facts[name].group == "review"}
        return with_the_rest_well(found, said, self.case.good_review) if week in self.well else found

    def said(self, week: int) -> dict[str, Any]:
        """What a week's review said outright, by fact."""
        return {
            name: own[-1].value
            for name, own in self.reviews.get(week, {}).items()
            if name in self.library.facts and not isinstance(own[-1].value, Absent)
        }

    def planned(self, week: int) -> Planned:
        """What a week's plan holds."""
        kept = self.printed(week)[week - 1]
        effort = kept.effort.get(ENDURANCE)
        most = float(effort.borg[1]) if effort else None
        return Planned(float(len(kept.sessions)), sum(session.main for session in kept.sessions), most)

    def printed(self, upto: int) -> list[Week]:
        """The weeks so far as they are kept; each is worked out once."""
        while len(self.weeks) < upto:
            turn = self.turns[len(self.weeks)]
            before = self.weeks[-1] if self.weeks else None
            self.weeks.append(week_of(turn.state, before, turn.case, turn.board)[0])
        return self.weeks

    def printed_ahead(self, state: WeekState) -> Week:
        """A week to come, as it would be kept."""
        return week_of(state, None, self.case, self.board)[0]

    def ahead(self, weeks: int, horizon: int = HORIZON) -> list[WeekState]:
        """Every state: those decided so far, then good weeks until nothing can change any more."""
        states = [turn.state for turn in self.turns]
        later = {number: hand for number, hand in self.hands.items() if number > self.now}
        return look_ahead(self.case, states, weeks, max(horizon, weeks), later)

    def today(self) -> Situation:
        """The facts on the day of the last event, with what the last review showed."""
        return self.case.situation(
            max(self.known_on, self.on), self.showed.get(self.now - 1, {}), self.now > 1
        )

    def starts_on(self, week: int) -> date:
        return self.on + timedelta(days=7 * (week - 1))


def asked_after(asked: AskedPart, what: Adjusted) -> AskedPart:
    """What is asked for from an adjustment on."""
    changes: dict[str, Any] = {
        "weeks": asked.weeks + what.more_weeks,
        "exclude": sorted({*asked.exclude, *what.exclude}),
        "swaps": [*asked.swaps, *what.swaps],
        "overrides": [*asked.overrides, *what.overrides],
    }
    for name in ("pace", "sessions", "minutes", "max_effort"):
        wanted = getattr(what, name)
        if wanted is not None:
            changes[name] = wanted
    return asked.model_copy(update=changes)


def follow_events(events: Sequence[Event], libraries: Mapping[str, Library]) -> Course:
    """The course after these events. Raises NotNow, or KeyError for a library that is not there."""
    course = Course(libraries)
    for event in events:
        course.take(event)
    return course
