"""The whole decision: events and libraries in, a Plan out; the first event is a patient, a day and wishes.

Floor: engine (its door). Pure: no clock, no disk, no random. The same events give the same Plan, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from fittvp import __version__
from fittvp.engine.advance import WeekState
from fittvp.engine.answers import conflicts, goal_answers, headings, under_least
from fittvp.engine.course import HORIZON, Course, follow_events
from fittvp.engine.describe import fact_lines, heart_rate_why, protocol_lines, week_of
from fittvp.engine.doses import GENERAL
from fittvp.engine.due import due
from fittvp.engine.findings import clearance, not_known, today
from fittvp.engine.force import InForce
from fittvp.engine.lists import checks, every_held, leads, rule_lines, watches
from fittvp.engine.rested import with_rest
from fittvp.engine.situation import Situation
from fittvp.engine.trend import results, trend
from fittvp.engine.wishes import NoSuchOverride, PassesALimit, board_of, check_wishes, lifted_of
from fittvp.model.chain import sealed
from fittvp.model.event import Event, Made
from fittvp.model.plan import (
    FORMAT,
    AskedPart,
    Conflict,
    ContactPart,
    PatientPart,
    Plan,
    Week,
)  # fmt: skip
from fittvp.model.record import Patient, patient_to_json
from fittvp.model.truth import YES
from fittvp.protocol.grammar import truth
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Rule

__all__ = ["NoSuchOverride", "PassesALimit", "board_of", "named_rules", "prescribe", "replay"]

OPEN_GROUPS = frozenset(
    {"review", "laboratory", "vital_signs", "symptoms"}
)  # what the coming weeks may bring
_REFERENCE = re.compile(r'"([^" ]+@[^" ]*#[^" ]*)"')
KINDS = ("clearance", "limit", "start", "aim", "step", "move", "check", "watch")


def prescribe(library: Library, patient: Patient, on: date, asked: AskedPart, recorded: str = "") -> Plan:
    """A new plan. Raises PassesALimit or NoSuchOverride where the clinician asks for what may not be."""
    lifted_of(library, asked)
    made = Made(record=patient_to_json(patient), asked=asked, library=library.digest, engine=__version__)
    course = Course({library.digest: library})
    event = sealed([], made, on.isoformat(), recorded, asked.by)
    course.take(event)
    check_wishes(course.case, asked, library)
    return plan_of(course, [event])


def replay(events: Sequence[Event], libraries: Mapping[str, Library]) -> Plan:
    """The plan that these events lead to. Raises NotNow or KeyError where they do not fit together."""
    return plan_of(follow_events(events, libraries), events)


def plan_of(course: Course, events: Sequence[Event], horizon: int = HORIZON) -> Plan:
    """Everything that is printed of a course. `horizon`: weeks in which a heading is looked for.

    `texts` and `printing` are the door's to add.
    """
    now = course.today()
    coming = course.turns[-1].state
    opened = coming.rules if course.now > 1 else course.case.docket.in_force(now, now)
    verdict = with_rest(
        clearance(opened, course.library.facts, now, course.whole_patient()), coming, _every_rule(course)
    )
    issued = verdict.verdict in ("ok", "caution")
    begun = course.now > 1 or issued
    states = course.ahead(course.asked.weeks, horizon) if issued else [turn.state for turn in course.turns]
    weeks, unserved = _weeks(states, course, max(course.asked.weeks, course.now)) if begun else ([], {})
    ahead = states[course.now - 1 :]
    shown = ahead[: max(len(weeks) - course.now + 1, 1)]
    found = headings(ahead, course.case.house) if issued else []
    return _assemble(
        course, events, now, opened, weeks, shown, clearance=verdict, headings=found,
        under_least=under_least(ahead, found) if issued else [],
        goals=goal_answers(sorted(now.values.get("goals", ())), course.library, ahead) if issued else [],
        conflicts=[*conflicts(shown if issued else [], unserved), *_time(weeks[course.now - 1 :], now)],
        trend=trend(course, events), results=results(course, events), texts={},
        due=due(course) if course.now > 1 and issued else [],
    )  # fmt: skip


def _assemble(
    course: Course, events: Sequence[Event], now: Situation, opened: InForce, weeks: list[Week],
    every: Sequence[WeekState], **parts: Any,
) -> Plan:  # fmt: skip
    library, patient = course.library, course.whole_patient()
    lists = {kind: every_held(every, kind) for kind in KINDS}
    announced = course.case.docket.possible("move", now, OPEN_GROUPS)
    watch = lists["watch"]
    unsure = frozenset(h.rule.ref for held in lists.values() for h in held if not h.certain)
    plan = Plan(
        format=FORMAT, engine=__version__, id=patient.id, on=course.on.isoformat(), as_of=events[-1].on,
        now=course.now, library=library.digest, today=today(opened, now, patient, course.known_on),
        not_known=not_known(opened, now), weeks=weeks,
        checks=checks(lists["check"], library), monitoring=watches(watch, "monitor"),
        advice=watches(watch, "advice"), red_flags=watches(watch, "red flag"), leads=leads(announced),
        sources={}, protocols=[], rules={}, exercises=_exercises(weeks, course),
        heart_rate_why=heart_rate_why(now),
        patient=PatientPart(
            id=patient.id, name=patient.name, facts=fact_lines(patient, library.facts, now.values),
            language=patient.language, notes=patient.notes,
            contacts=[ContactPart(role=c.role, name=c.name, phone=c.phone) for c in patient.contacts],
        ),
        asked=course.asked, events=list(events), **parts,
    )  # fmt: skip
    rules = rule_lines(named_rules(plan), _every_rule(course), unsure, _only_asked(unsure, now, course))
    in_force = sorted(
        {ref.partition("@")[0] for ref in rules} | {h.rule.protocol for hs in lists.values() for h in hs}
    )
    cited = sorted({c.id for line in rules.values() for c in line.sources})
    sources = {name: source for each in _libraries(course) for name, source in each.sources.items()}
    return plan.model_copy(
        update={
            "rules": rules,
            "protocols": protocol_lines(library, in_force),
            "sources": {name: dict(sources[name]) for name in cited},
        }
    )


def _libraries(course: Course) -> list[Library]:
    """The libraries that decided, the present one last."""
    used = {turn.case.library.digest: turn.case.library for turn in course.turns}
    return [*(each for name, each in used.items() if name != course.library.digest), course.library]


def _every_rule(course: Course) -> Mapping[str, Rule]:
    found = _libraries(course)
    return found[0].rules if len(found) == 1 else {ref: r for each in found for ref, r in each.rules.items()}


def _weeks(
    states: Sequence[WeekState], course: Course, last: int
) -> tuple[list[Week], dict[int, tuple[str, ...]]]:
    """The weeks as they are kept: those decided, then those to come; and, by place from now, what nothing serves."""
    weeks = list(course.printed(course.now - 1))[: course.now - 1]
    unserved: dict[int, tuple[str, ...]] = {}
    for place, state in enumerate(states[course.now - 1 : last], 1):
        week, composed = week_of(state, weeks[-1] if weeks else None, course.case, course.board)
        weeks.append(week)
        if composed.unserved:
            unserved[place] = composed.unserved
    return weeks, unserved


def named_rules(plan: Plan) -> set[str]:
    """Every rule that the plan names anywhere: each text of it that is a rule's reference and nothing else."""
    apart = {"patient", "sources", "exercises", "rules", "events", "texts"}
    return set(_REFERENCE.findall(plan.model_dump_json(exclude=apart)))


def _only_asked(unsure: frozenset[str], now: Situation, course: Course) -> frozenset[str]:
    """Of the rules that speak because a fact is unknown, those whose illness or medicine may not be the patient's.

    Rules for everyone that turn on such a fact are among them, but for the general ones.
    """
    library, every = course.library, _every_rule(course)
    having = {
        one.id
        for one in library.protocols
        if one.id == GENERAL or (one.applies is not None and truth(one.applies, now.lookup) is YES)
    }
    return frozenset(ref for ref in unsure if ref in every and every[ref].protocol not in having)


def _exercises(weeks: Iterable[Week], course: Course) -> dict[str, dict[str, Any]]:
    library = course.library
    every = {name: e for each in _libraries(course) for name, e in each.exercises.items()}
    names = sorted({item.exercise for week in weeks for s in week.sessions for item in s.items})
    return {
        name: {
            "name": e.name, "modality": e.modality, "plain": dict(e.plain), "left_right": e.left_right,
            "equipment": [library.words["equipment"].get(x, x) for x in e.equipment], "met": e.met,
            "met_source": e.met_source, "tags": list(e.tags), "position": e.position, "level": e.level,
            "pose": e.pose, "hold": [e.hold, e.hold_most] if e.hold is not None else [],
        }
        for name in names
        if (e := every[name])
    }  # fmt: skip


def _time(weeks: Sequence[Week], now: Situation) -> list[Conflict]:
    """The longest day of each week held against the time that the patient has."""
    have = now.values.get("time_a_day")
    if have is None:
        return []
    over = [(w.number, s.total) for w in weeks for s in w.sessions if s.total > have]
    if not over:
        return []
    first, longest = over[0][0], max(total for _, total in over)
    words = f"From week {first} a day takes up to {longest:g} minutes with warm-up and cool-down; the patient has {have:g}."
    return [
        Conflict(
            words=words,
            rules=[],
            done="split the day's work over two times of the day, or plan shorter sessions",
        )
    ]
