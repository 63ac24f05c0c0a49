"""Which questions a week's review asks of this patient: what its rules weigh, and what has gone out of date.

Floor: cli. It refuses to ask what no rule in force could use.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.cli.ask import Question
    from fittvp.cli.record import Record
    from fittvp.engine.course import Course
    from fittvp.model.fact import Fact

FIRST = (
    "sessions_done", "minutes_done", "effort_in_session", "pain_in_session", "pain_next_morning", "pain_week",
    "symptoms_week",
)  # fmt: skip
REST = "otherwise_well"
SHORTER = "Was everything else asked, and is it well"
WORKED_OUT = frozenset(
    {
        *("sessions_done_share", "weeks_missed", "pain_next_morning_change", "pain_in_session_above_usual"),
        *("pain_week_change", "clinician_hold"),
    }
)
FROM = {
    "pain_in_session_above_usual": ("pain_in_session", "pain_usual"),
    "pain_next_morning_change": ("pain_next_morning", "pain_usual"),
    "pain_week_change": ("pain_week",),
    "sessions_done_share": ("sessions_done", "minutes_done"),
}
OPEN = frozenset({"review"})
KINDS: dict[str, Any] = {
    "quantity": "number", "choice": "choice", "choices": "choices", "flag": "yes-no", "date": "text", "text": "text",
}  # fmt: skip


def ask_week(record: Record, number: int, on: dt.date, draft: Path) -> dict[str, Any]:
    """The answers of a person at the terminal. Raises Refusal where nobody is there, or when stopped."""
    from fittvp.cli.ask import ask, can_ask

    if not can_ask():
        raise Refusal(
            f"What did week {number} show? Give it as flags (--sessions-done 3 --pain 2 --otherwise-well), "
            "from a file (--from week.yaml), or run this at a terminal to be asked."
        )
    sys.stdout.flush()
    return dict(ask(list(questions_of(record, on)), draft))


def questions_of(record: Record, on: dt.date) -> Iterator[Question]:
    """The questions in the order in which a physiotherapist would ask."""
    from fittvp.cli.ask import Question
    from fittvp.engine.course import follow_events

    course = follow_events(record.plan.events, record.libraries)
    facts = course.library.facts
    wanted = _weighed(course)
    wanted |= {raw for name in wanted for raw in FROM.get(name, ()) if raw in facts}
    asked = [name for name in facts if name in wanted and name not in WORKED_OUT]
    asked = [name for name in asked if facts[name].group == "review" or name in _RAW]
    for name in FIRST:
        if name in asked:
            yield _question(facts[name], on, facts)
    yield Question(name=REST, text=SHORTER, kind="yes-no", hint="yes: only results are left")
    for name in asked:
        if name not in FIRST:
            yield replace(_question(facts[name], on, facts), unless=REST)
    for name in _due(course, on):
        yield _question(facts[name], on, facts, "not in date: give it with its day, or leave it empty")


_RAW = frozenset(raw for raws in FROM.values() for raw in raws)


def _weighed(course: Course) -> set[str]:
    """Facts of the week that a move or a step of this patient reads."""
    from fittvp.protocol.grammar import facts_read
    from fittvp.protocol.rules import Step

    situation = course.today()
    found: set[str] = set()
    for held in course.case.docket.possible("move", situation, OPEN):
        found |= held.rule.reads
    for held in course.turns[-1].state.rules.step:
        effect = held.rule.effect
        assert isinstance(effect, Step)
        for need in effect.needs:
            found |= facts_read(need)
    return found


def _due(course: Course, on: dt.date) -> list[str]:
    """Results and signs that are expected of this patient and out of date, or never known, on the day."""
    from fittvp.engine.fold import open_case
    from fittvp.engine.wishes import lifted_of

    lifted = lifted_of(course.library, course.asked, strict=False)
    case = open_case(
        course.library, course.whole_patient(), course.on, course.case.house.wishes, lifted, known_on=on
    )
    expected = case.situation(on, {}).expected()
    facts = course.library.facts
    return [
        name
        for name in expected
        if facts[name].group != "review" and not facts[name].derived and name not in _RAW
    ]


def _question(fact: Fact, on: dt.date, facts: Any, hint: str = "") -> Question:
    from fittvp.cli.ask import Question

    choices = tuple((fact.choices or {}).items()) if fact.kind in ("choice", "choices") else ()
    return Question(
        name=fact.name, text=fact.label, kind=KINDS[fact.kind], unit=fact.unit, choices=choices,
        hint=hint, check=lambda text: wrong(fact.name, text, facts, on),
    )  # fmt: skip


def wrong(name: str, text: str, facts: Any, on: dt.date) -> str | None:
    """What is wrong with an answer, in a sentence; None: nothing."""
    from fittvp.model.patient import read_facts
    from fittvp.model.problems import PatientError

    try:
        read_facts({name: text}, facts, on)
    except PatientError as error:
        return " ".join(f"{each.what} {each.remedy}".strip() for each in error.problems)
    return None
