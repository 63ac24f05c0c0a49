"""Reads a journey (tests/journeys/*.yaml) and walks it: a plan, then reviews and adjustments, one event after another.

A journey is a story in data:

    name: A sentence that would be true in a clinic
    patient: first-case-week-6          # docs/examples/ or tests/people/, or the patient's own mapping
    facts: {potassium: ...}             # answers over those of the file
    on: 2026-11-23
    asked: {weeks: 12}
    events:
      - week: 1                         # a review; on the first day of the next week unless `on` says another
        showed: {pain_in_session: 2 of 10}
        otherwise_well: yes
        then:                           # what must follow
          move: back                    # the worst of all streams
          moves: {aerobic: back, resistance_upper: progress}
          rules: [hip_pain#walking-goes-back-in-the-red-band]
          verdict: caution
          lower: [aerobic.volume]       # printed in the coming week, against the week before
          dose: {aerobic.volume: 30}    # printed in the coming week
          same: [resistance_lower.sets]
          higher: []
          none: [aerobic]               # no dose of it in the coming week
          unknown: [potassium]          # in the box of what is not known
      - adjust: {move: hold, streams: [aerobic]}
        by: Dr A
        reason: ...
        then: {...}
      - adjust: {...}
        refused: a part of the sentence that says why not
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fittvp.engine.accept import accept
from fittvp.engine.course import NotNow, follow_events
from fittvp.engine.moves import MOVES
from fittvp.engine.prescribe import PassesALimit, plan_of, prescribe
from fittvp.model.chain import sealed
from fittvp.model.event import Adjusted, Event, Reviewed
from fittvp.model.patient import read_facts, read_patient
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.record import readings_to_json
from fittvp.model.week import Week
from fittvp.protocol.library import Library, load_library
from fittvp.protocol.strict_yaml import load_strict

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).parent / "journeys"
KEYS = {"name", "patient", "facts", "on", "asked", "events"}
STEP = {"week", "on", "showed", "otherwise_well", "adjust", "by", "reason", "then", "refused"}
THEN = {"move", "moves", "rules", "verdict", "lower", "same", "higher", "none", "unknown", "dose"}


@dataclass(frozen=True)
class Journey:
    """A story: how it begins, and its events as data."""

    name: str
    plan: Plan
    steps: Sequence[Mapping[str, Any]]


@lru_cache
def library() -> Library:
    return load_library()


def journeys() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every story of the folder, by file and name."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for raw in load_strict(path.read_text(encoding="utf-8"), path.name):
            yield f"{path.stem}: {raw['name']}", raw


def begin(raw: Mapping[str, Any]) -> Journey:
    """The plan that a story begins with."""
    assert raw.keys() <= KEYS, raw.keys() - KEYS
    on = dt.date.fromisoformat(raw["on"])
    patient = read_patient(
        {**_person(raw["patient"]), **raw.get("facts", {})}, library().facts, on, library().formulas
    )
    asked = AskedPart(
        **{"weeks": _weeks(raw)}
        | {key: int(value) if key == "weeks" else value for key, value in raw.get("asked", {}).items()}
    )
    return Journey(raw["name"], prescribe(library(), patient, on, asked), raw["events"])


def _weeks(raw: Mapping[str, Any]) -> int:
    """A story that asks for no number and names no later week has four, and those of its reviews: that is quick."""
    return 12 if any("from_week" in step.get("adjust", {}) for step in raw["events"]) else 4


def _person(named: Any) -> dict[str, Any]:
    """The file's answers, sections opened, so that a story may change one of them."""
    if isinstance(named, str):
        found = [ROOT / folder / f"{named}.yaml" for folder in ("docs/examples", "tests/people")]
        path = next(each for each in found if each.exists())
        named = load_strict(path.read_text(encoding="utf-8"), path.name)
    groups = {fact.group for fact in library().facts.values()} - library().facts.keys()
    flat: dict[str, Any] = {}
    for key, value in named.items():
        flat |= value if key in groups and isinstance(value, dict) else {key: value}
    return {"id": "story", **flat}


def event_of(events: Sequence[Event], step: Mapping[str, Any], start: dt.date) -> Event:
    """The next event of a story."""
    assert step.keys() <= STEP, step.keys() - STEP
    by, reason = step.get("by", "PT"), step.get("reason", "")
    if "week" not in step:
        on = dt.date.fromisoformat(step["on"]) if "on" in step else dt.date.fromisoformat(events[-1].on)
        return sealed(events, adjusted(step["adjust"]), on.isoformat(), "", by, reason)
    week = int(step["week"])
    on = dt.date.fromisoformat(step["on"]) if "on" in step else start + dt.timedelta(days=7 * week)
    found = read_facts(step.get("showed", {}), library().facts, on)
    dated = {name: [replace(each, on=each.on or on) for each in own] for name, own in found.items()}
    well = str(step.get("otherwise_well", "no")) == "yes"
    what = Reviewed(week=week, readings=readings_to_json(dated), otherwise_well=well)
    return sealed(events, what, on.isoformat(), "", by, reason)


def adjusted(raw: Mapping[str, Any]) -> Adjusted:
    """An adjustment from its data: texts become what the model wants."""
    return Adjusted.model_validate(
        {key: value == "yes" if key == "cleared" else value for key, value in raw.items()}
    )


def walk(story: Journey) -> Iterator[tuple[Mapping[str, Any], Plan | str]]:
    """Each step with the plan after it, or the sentence with which it was refused."""
    events = list(story.plan.events)
    libraries = {library().digest: library()}
    course = follow_events(events, libraries)
    start = dt.date.fromisoformat(story.plan.on)
    for step in story.steps:
        event = event_of(events, step, start)
        tried = follow_events(events, libraries) if "refused" in step else course
        try:
            before = tried.turns[-1].state
            tried.take(event)
            if isinstance(event.what, Adjusted):
                accept(event.what, before, tried)
        except (NotNow, PassesALimit) as error:
            yield step, str(error)
            continue
        events.append(event)
        course = tried
        yield step, plan_of(course, events, horizon=0)  # how far it is heading is not told in a story


def value_of(week: Week, stream: str, field: str) -> float:
    """What is printed; 0 where the stream rests."""
    return week.doses[stream][field].high if stream in week.doses else 0.0


def wrong(step: Mapping[str, Any], found: Plan | str) -> list[str]:
    """What did not follow as the story says."""
    if "refused" in step:
        return (
            [] if isinstance(found, str) and step["refused"] in found else [f"not refused so: {found!s:.200}"]
        )
    if isinstance(found, str):
        return [f"refused: {found}"]
    then = step.get("then", {})
    assert then.keys() <= THEN, then.keys() - THEN
    week = found.weeks[found.now - 1]
    past = found.weeks[found.now - 2]
    moves = {line.stream: line.move for line in week.moves}
    named = {ref.partition("@")[0] + "#" + ref.partition("#")[2] for line in week.moves for ref in line.rules}
    named |= {
        one.rule.partition("@")[0] + "#" + one.rule.partition("#")[2] for one in found.clearance.findings
    }
    worst = max(moves.values(), key=MOVES.index, default="progress")
    out = [] if worst == then.get("move", worst) else [f"move {worst}, not {then['move']} ({sorted(named)})"]
    out += [f"{s} {moves.get(s)}, not {m}" for s, m in then.get("moves", {}).items() if moves.get(s) != m]
    out += [f"{rule} did not decide ({sorted(named)})" for rule in then.get("rules", []) if rule not in named]
    if then.get("verdict", found.clearance.verdict) != found.clearance.verdict:
        out.append(f"verdict {found.clearance.verdict}, not {then['verdict']}")
    for word, right in (("lower", -1), ("same", 0), ("higher", 1)):
        for name in then.get(word, []):
            stream, _, field = name.rpartition(".")
            pair = value_of(past, stream, field), value_of(week, stream, field)
            if (pair[1] > pair[0]) - (pair[1] < pair[0]) != right:
                out.append(f"{name} went {pair[0]:g} -> {pair[1]:g}, not {word}")
    for name, wanted in then.get("dose", {}).items():
        stream, _, field = name.rpartition(".")
        if value_of(week, stream, field) != float(wanted):
            out.append(f"{name} is {value_of(week, stream, field):g}, not {wanted}")
    out += [f"{stream} has a dose" for stream in then.get("none", []) if stream in week.doses]
    unknown = {name for line in found.not_known for name in line.fact.split(", ")}
    return out + [f"{name} is not asked for" for name in then.get("unknown", []) if name not in unknown]
