"""The whole decision: a patient, a day, the library and the clinician's wishes in; a Plan out.

Floor: engine (its door). Pure: no clock, no disk, no random. The same arguments give the same Plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fittvp import __version__
from fittvp.engine.advance import WeekState, Wishes, first_week
from fittvp.engine.answers import conflicts, goal_answers, headings, under_least
from fittvp.engine.choose import Means, reachable
from fittvp.engine.describe import fact_lines, heart_rate_why, protocol_lines, week_of
from fittvp.engine.findings import clearance, not_known, today
from fittvp.engine.fold import Case, forecast, forecast_far, open_case
from fittvp.engine.limits import Tight, combine_limits
from fittvp.engine.lists import checks, every_held, leads, rule_lines, watches
from fittvp.engine.sessions import Board
from fittvp.engine.situation import Situation
from fittvp.engine.stream import EPS
from fittvp.model.plan import (
    FORMAT,
    AskedPart,
    ClearancePart,
    Conflict,
    ContactPart,
    PatientPart,
    Plan,
    Week,
)  # fmt: skip
from fittvp.model.record import Patient, patient_to_json
from fittvp.protocol.library import Library

CHAIR = "dialysis-chair"
HORIZON = 104  # weeks: how far a heading is looked for
OPEN_GROUPS = frozenset(
    {"review", "laboratory", "vital_signs", "symptoms"}
)  # what the coming weeks may bring
KINDS = ("clearance", "limit", "start", "aim", "step", "move", "check", "watch")


class PassesALimit(ValueError):
    """A wish that would pass a limit. `rules`: the limits that refuse it."""

    def __init__(self, what: str, limit: Tight, says: str) -> None:
        self.rules = limit.refs
        named = ", ".join(limit.refs)
        super().__init__(
            f"{what} would pass a limit: {limit.written} ({named}). {says} "
            f"To go past it: --override RULE --reason TEXT --by WHO."
        )


class NoSuchOverride(ValueError):
    """An override of something that is no limit of the library, or of a refusal."""


def prescribe(library: Library, patient: Patient, on: date, asked: AskedPart) -> Plan:
    """The plan. Raises PassesALimit or NoSuchOverride where the clinician asks for what may not be."""
    lifted = _lifted(library, asked)
    wishes = Wishes(
        cautious=asked.pace == "cautious",
        sessions=_pair(asked.sessions),
        minutes=_pair(asked.minutes),
        hold_weeks=frozenset(asked.hold_weeks),
        by=asked.by or "the clinician",
    )
    case = open_case(library, patient, on, wishes, lifted)
    now = case.situation(on, {})
    board = board_of(library, now, asked)
    case.serving = reachable(library.serving, board.means)
    _check_wishes(case, asked, library)
    case.caps = _caps(asked, now, library)
    opened = case.docket.in_force(now, now)
    verdict = clearance(opened, library.facts)
    issued = verdict.verdict in ("ok", "caution")
    states = forecast_far(case, asked.weeks, HORIZON) if issued else forecast(case, 1)
    printed = states[: asked.weeks] if issued else []
    weeks, unserved = _weeks(printed, case, board)
    found = headings(states, case.house) if issued else []
    every = printed or states
    return _assemble(
        library, patient, on, asked, case, now, opened, verdict, weeks, every,
        headings=found,
        under_least=under_least(states, found) if issued else [],
        goals=goal_answers(sorted(now.values.get("goals", ())), library, states) if issued else [],
        conflicts=[*conflicts(printed, unserved), *_time(weeks, now)],
    )  # fmt: skip


def _assemble(
    library: Library, patient: Patient, on: date, asked: AskedPart, case: Case, now: Situation, opened: Any,
    verdict: ClearancePart, weeks: list[Week], every: Sequence[WeekState], **parts: Any,
) -> Plan:  # fmt: skip
    lists = {kind: every_held(every, kind) for kind in KINDS}
    announced = case.docket.possible("move", now, OPEN_GROUPS)
    watch = lists["watch"]
    unsure = frozenset(h.rule.ref for held in lists.values() for h in held if not h.certain)
    unknown = not_known(opened, now)
    plan = Plan(
        format=FORMAT, engine=__version__, id=patient.id, on=on.isoformat(), library=library.digest,
        clearance=verdict, today=today(opened, now, patient, on), not_known=unknown, weeks=weeks,
        checks=checks(lists["check"], library), monitoring=watches(watch, "monitor"),
        advice=watches(watch, "advice"), red_flags=watches(watch, "red flag"), leads=leads(announced),
        sources={}, protocols=[], rules={}, exercises=_exercises(weeks, library),
        heart_rate_why=heart_rate_why(now),
        patient=PatientPart(
            id=patient.id, name=patient.name, facts=fact_lines(patient, library.facts, now.values),
            contacts=[ContactPart(role=c.role, name=c.name, phone=c.phone) for c in patient.contacts],
            record=patient_to_json(patient),
        ),
        asked=asked, **parts,
    )  # fmt: skip
    rules = rule_lines(named_rules(plan), library, unsure)
    in_force = sorted(
        {ref.partition("@")[0] for ref in rules} | {h.rule.protocol for hs in lists.values() for h in hs}
    )
    cited = sorted({c.id for line in rules.values() for c in line.sources})
    return plan.model_copy(
        update={
            "rules": rules,
            "protocols": protocol_lines(library, in_force),
            "sources": {name: dict(library.sources[name]) for name in cited},
        }
    )


def _weeks(
    states: Sequence[WeekState], case: Case, board: Board
) -> tuple[list[Week], dict[int, tuple[str, ...]]]:
    weeks: list[Week] = []
    unserved: dict[int, tuple[str, ...]] = {}
    for state in states:
        week, composed = week_of(state, weeks[-1] if weeks else None, case, board)
        weeks.append(week)
        if composed.unserved:
            unserved[state.number] = composed.unserved
    return weeks, unserved


def named_rules(plan: Plan) -> set[str]:
    """Every rule that the plan names anywhere."""
    found: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)
        elif isinstance(part, str) and "@" in part and "#" in part and " " not in part:
            found.add(part)

    walk(plan.model_dump(mode="json", exclude={"patient", "sources", "exercises", "rules"}))
    return found


def _exercises(weeks: Iterable[Week], library: Library) -> dict[str, dict[str, Any]]:
    names = sorted({item.exercise for week in weeks for s in week.sessions for item in s.items})
    return {
        name: {
            "name": e.name, "modality": e.modality, "plain": dict(e.plain), "left_right": e.left_right,
            "equipment": [library.words["equipment"].get(x, x) for x in e.equipment], "met": e.met,
            "met_source": e.met_source, "tags": list(e.tags), "position": e.position, "level": e.level,
        }
        for name in names
        if (e := library.exercises[name])
    }  # fmt: skip


def board_of(library: Library, now: Situation, asked: AskedPart) -> Board:
    """Where, with what, and what rather not."""
    table = library.composition
    chosen = [asked.setting.replace("-", "_")] if asked.setting else sorted(now.values.get("settings", ()))
    chosen = chosen or table["usual_settings"]
    places = {place for name in chosen for place in table["settings"].get(name, {"places": [name]})["places"]}
    own = set(now.values.get("equipment", ())) | set(table["household"])
    brought = {
        item
        for name in chosen
        if name in table["settings"]
        for item in table[table["settings"][name]["equipment"]]
    }
    means = Means(
        settings=frozenset(places),
        equipment=frozenset(own | brought),
        likes=frozenset(now.values.get("likes", ())),
        dislikes=frozenset(now.values.get("dislikes", ())),
        excluded=frozenset(asked.exclude),
        experienced=now.values_or_none("experienced") == "yes",
        hard_effort=next(low for name, low, _, _ in library.axes["effort"].levels if name == "vigorous"),
    )
    days = frozenset(now.values.get("dialysis_days", ()))
    time = now.values.get("time_a_day")
    most = int(now.values.get("days_a_week", 7))
    return Board(
        library.serving, library.exercises, table, means, days, "dialysis_chair" in places, time, max(most, 1)
    )


def _pair(given: Sequence[float] | None) -> tuple[float, float] | None:
    return None if given is None else (given[0], given[-1])


def _caps(asked: AskedPart, now: Situation, library: Library) -> dict[tuple[str, str], Tight]:
    """The clinician's and the patient's own ceilings: they tighten freely."""
    caps: dict[tuple[str, str], Tight] = {}
    by = asked.by or "the clinician"
    if asked.sessions is not None:
        caps["aerobic", "sessions"] = Tight(
            asked.sessions[-1], (), f"{asked.sessions[-1]:g} days, entered by {by}"
        )
    if asked.minutes is not None:
        caps["aerobic", "session_time"] = Tight(
            asked.minutes[-1], (), f"{asked.minutes[-1]:g} min, entered by {by}"
        )
    if asked.max_effort is not None:
        written = f"{asked.max_effort:g} Borg, entered by {by}"
        for modality in library.modalities.values():
            if modality.axis:
                field = "intensity" if modality.axis == "effort" else "load"
                value = library.axes[modality.axis].to_axis(asked.max_effort, "Borg")
                for stream in modality.streams:
                    caps[stream, field] = Tight(value, (), written)
    days = now.values.get("days_a_week")
    if days is not None:
        for modality in library.modalities.values():
            for stream in modality.streams:
                key = (stream, "sessions")
                if key not in caps or caps[key].value > days:
                    caps[key] = Tight(float(days), (), f"{days:g} days a week, the patient's time")
    return caps


def _check_wishes(case: Case, asked: AskedPart, library: Library) -> None:
    """Flags may tighten freely; one that would pass a limit, or the start of week 1, is refused with the rule named."""
    rules, first = case.rules(1, {}, None)
    if asked.setting == CHAIR and first.values.get("dialysis") != "haemodialysis":
        raise NoSuchOverride(
            "The setting dialysis-chair is for a patient on haemodialysis; this file does not say so."
        )
    limits = combine_limits(rules.limit, first.values)  # the rules' own, before anybody's wishes
    wanted: list[tuple[str, str, float]] = []
    if asked.sessions is not None:
        wanted.append(("sessions", f"{asked.sessions[0]:g} sessions", asked.sessions[0]))
    if asked.minutes is not None:
        wanted.append(("session_time", f"{asked.minutes[0]:g} minutes", asked.minutes[0]))
    if asked.max_effort is not None:
        value = library.axes["effort"].to_axis(asked.max_effort, "Borg")
        wanted.append(("intensity", f"an effort of {asked.max_effort:g}", value))
    for field, what, value in wanted:
        limit = limits.ceiling("aerobic", field)
        if limit is not None and value > limit.value:
            says = " ".join(library.rules[ref].says for ref in limit.refs if ref in library.rules)
            raise PassesALimit(what, limit, says)
    if asked.minutes is not None:
        _check_start(case, asked, asked.minutes[0])


def _check_start(case: Case, asked: AskedPart, each: float) -> None:
    """Minutes that would make week 1 longer than its start are refused: the start is for someone new to it."""
    plain = replace(case.house, wishes=replace(case.house.wishes, sessions=None, minutes=None))
    rules, limits, first = case.week(1, {}, None)
    stream = first_week(plain, rules, limits, first).streams.get("aerobic")
    if stream is None:
        return
    days = asked.sessions[0] if asked.sessions is not None else stream.at("sessions")
    if each * days > stream.at("volume") + EPS:
        reason = stream.origin["volume"]
        written = f"week 1 starts with {stream.at('volume'):g} min a week"
        says = f"Begin lower and grow (--minutes A-{each:g}), or record what the patient does already."
        raise PassesALimit(f"{each:g} minutes on {days:g} days", Tight(0.0, reason.rules, written), says)


def _lifted(library: Library, asked: AskedPart) -> frozenset[str]:
    """The limits that a clinician's overrides remove. A clearance is never removed."""
    lifted = set()
    for override in asked.overrides:
        rule = library.rules.get(override.rule) or next(
            (r for r in library.rules.values() if r.name == override.rule), None
        )
        if rule is None:
            raise NoSuchOverride(
                f"There is no rule `{override.rule}`. `fittvp protocols show ID` lists them."
            )
        if rule.kind != "limit":
            raise NoSuchOverride(
                f"`{rule.ref}` is a {rule.kind}, not a limit: only a limit can be overridden. "
                "A refusal or a deferral ends when its reason is gone; record the new result instead."
            )
        lifted.add(rule.ref)
    return frozenset(lifted)


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
            words=words, rules=[], done="split the day's work over two times of the day, or use --minutes"
        )
    ]
