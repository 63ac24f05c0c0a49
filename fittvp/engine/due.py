"""Which results and signs go out of date before the next review: told a week ahead, not when exercise has to wait.

Floor: engine. Pure. It knows shelf lives from the facts; it refuses to know what a missing result would change.
"""

from __future__ import annotations

from datetime import date, timedelta

from fittvp.engine.course import Course
from fittvp.model.truth import YES
from fittvp.model.week import DueLine
from fittvp.protocol.grammar import truth

WEEK = timedelta(days=7)


def due(course: Course) -> list[DueLine]:
    """Expected facts whose newest reading runs out by the end of the coming week, the soonest first."""
    situation, patient = course.today(), course.whole_patient()
    last = course.starts_on(course.now) + WEEK
    found = []
    for name, readings in patient.readings.items():
        fact = course.library.facts.get(name)
        if fact is None or not fact.shelf_days or fact.renewed or fact.expected_when is None:
            continue
        if name not in situation.values or truth(fact.expected_when, situation.lookup) is not YES:
            continue
        newest = max(readings, key=lambda each: each.moment)
        ends = (newest.on or course.on) + timedelta(days=fact.shelf_days)
        if course.known_on <= ends < last:
            found.append(
                DueLine(
                    fact=name,
                    label=fact.label,
                    last=_words(newest.written, newest.on or course.on),
                    until=ends.isoformat(),
                )
            )
    return sorted(found, key=lambda line: (line.until, line.label))


def _words(written: str, on: date) -> str:
    return f"{written} of {on.isoformat()}"
