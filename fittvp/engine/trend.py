"""What the weeks that are over showed: planned against done, pain and effort, the move each led to; results over time.

Floor: engine. Pure. It lists; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fittvp.engine.course import Course
from fittvp.engine.moves import MOVES
from fittvp.model.event import Event, Reviewed
from fittvp.model.week import ResultLine, TrendWeek
from fittvp.protocol.library import Library

FOLLOWED = ("laboratory", "vital_signs")
WEIGHT = "weight"
SHOWN = ("sessions_done", "minutes_done", "pain_in_session", "pain_next_morning", "effort_in_session")


def trend(course: Course, events: Sequence[Event]) -> list[TrendWeek]:
    """One line for each week that is over."""
    weeks = course.printed(course.now)
    last = {event.what.week: event for event in events if isinstance(event.what, Reviewed)}
    return [
        _line(course, weeks[number - 1].starts_on, number, last.get(number))
        for number in range(1, course.now)
    ]


def _line(course: Course, starts_on: str, number: int, event: Event | None) -> TrendWeek:
    planned, showed = course.planned(number), _shown(course, number)
    symptoms = course.showed[number].get("symptoms_week", frozenset())
    choices = course.library.facts["symptoms_week"].choices or {} if symptoms else {}
    return TrendWeek(
        week=number, starts_on=starts_on, reviewed=event is not None, by=event.by if event else "",
        planned_sessions=planned.sessions, sessions=showed.get("sessions_done"),
        planned_minutes=planned.minutes, minutes=showed.get("minutes_done"),
        pain=showed.get("pain_in_session"), next_morning=showed.get("pain_next_morning"),
        effort=showed.get("effort_in_session"), fatigue=showed.get("fatigue_next_day", ""),
        symptoms=sorted(str(choices.get(word, word)) for word in symptoms),
        move=_led_to(course, number), note=event.reason if event else "",
    )  # fmt: skip


def _shown(course: Course, number: int) -> dict[str, Any]:
    """What was answered outright: what a week showed by itself, without what was taken as well."""
    said = course.said(number)
    return {name: said[name] for name in (*SHOWN, "fatigue_next_day") if name in said}


def _led_to(course: Course, number: int) -> Any:
    """The worst move of any stream in the week that follows."""
    moves = [moved.move for moved in course.turns[number].state.moves.values()]
    return max(moves, key=MOVES.index, default="progress")


def results(course: Course, events: Sequence[Event]) -> list[ResultLine]:
    """Laboratory results, vital signs and weight over time, where a review brought any."""
    brought = {name for event in events if isinstance(event.what, Reviewed) for name in event.what.readings}
    patient, library = course.whole_patient(), course.library
    found = []
    for name in library.facts:
        if name in brought and _followed(name, library):
            points = [((each.on or course.on).isoformat(), each.written) for each in patient.readings[name]]
            fact = library.facts[name]
            found.append(ResultLine(fact=name, label=fact.label, unit=fact.unit, points=points))
    return found


def _followed(name: str, library: Library) -> bool:
    return name == WEIGHT or library.facts[name].group in FOLLOWED
