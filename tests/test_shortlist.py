"""A beginner's handout has few different exercises, and nothing that was prescribed is lost by it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_facts, read_patient
from fittvp.model.plan import AskedPart, Plan, Week
from fittvp.model.record import Patient
from fittvp.protocol.build import check_also
from fittvp.protocol.library import Library, load_library
from fittvp.protocol.parse import LibraryProblem
from fittvp.protocol.strict_yaml import load_strict

ROOT = Path(__file__).resolve().parents[1]
DAY = dt.date(2026, 11, 23)
LIBRARY = load_library(cache=False)
MOST = int(LIBRARY.composition["week"]["beginner"])
WITHOUT = replace(
    LIBRARY, composition={name: held for name, held in LIBRARY.composition.items() if name != "week"}
)
PEOPLE = {path.stem: path for path in (ROOT / "tests" / "people").glob("*.yaml")} | {
    name: ROOT / "docs" / "examples" / f"{name}.yaml" for name in ("first-case-week-6", "fit-adult")
}
TRAINED = {"fit-adult"}
ABOVE: dict[str, str] = {}  # who has more in week 1, and why
EXTRAS = {  # answers that close what a sequence or a shared exercise needs
    "a new hip": {"conditions": ["hip_replacement"], "hip_replacement_date": "2026-10-01"},
    "weak bones": {"conditions": ["osteoporosis"], "age": "70 years"},
    "an arm with a fistula": {"conditions": ["ckd"], "kidney_stage": "G5", "dialysis_access": "fistula"},
    "a new pacemaker": {"conditions": ["pacemaker"], "heart_device_date": "2026-11-01"},
    "lungs that need air": {"conditions": ["copd"], "age": "66 years"},
    "a sore low back": {"conditions": ["low_back_pain"], "age": "50 years"},
}  # fmt: skip
every = pytest.mark.parametrize("name", sorted(PEOPLE))
beginners = pytest.mark.parametrize("name", sorted(PEOPLE.keys() - TRAINED))


@lru_cache
def plan_of(name: str, short: bool = True) -> Plan:
    library: Library = LIBRARY if short else WITHOUT
    told = load_strict(PEOPLE[name].read_text(encoding="utf-8"), name)
    return prescribe(library, read_patient(told, library.facts, DAY, library.formulas), DAY, AskedPart())


def newcomer(asked: AskedPart | None = None, **answers: object) -> Plan:
    raw = {"conditions": [], "medicines": [], "age": "40 years", **answers}
    patient = Patient("p", "", read_facts(raw, LIBRARY.facts, DAY))
    return prescribe(LIBRARY, patient, DAY, asked or AskedPart())


def names(week: Week) -> set[str]:
    return {item.exercise for session in week.sessions for item in session.items}


def served(week: Week) -> set[str]:
    return {s for one in week.sessions for item in one.items for s in (item.stream, *item.also)}


def amounts(week: Week, field: str) -> Counter[str]:
    """A week's sets or minutes of each stream."""
    found: Counter[str] = Counter()
    for session in week.sessions:
        for item in session.items:
            for stream in (item.stream, *item.also):
                found[stream] += getattr(item, field) or 0
    return found


@beginners
def test_a_beginners_first_week_has_six_different_exercises_at_most(name: str) -> None:
    assert (len(names(plan_of(name).weeks[0])) > MOST) == (name in ABOVE), names(plan_of(name).weeks[0])


@pytest.mark.parametrize("name", sorted(TRAINED))
def test_who_is_used_to_training_is_not_held_to_a_short_list(name: str) -> None:
    assert plan_of(name).weeks == plan_of(name, short=False).weeks


@every
def test_every_prescribed_stream_is_served_every_week_with_its_sets(name: str) -> None:
    for week in plan_of(name).weeks:
        assert served(week) == set(week.doses)
        for session in week.sessions:
            for item in session.items:
                for stream in (item.stream, *item.also):
                    dose = week.doses[stream]
                    if item.sets is not None:
                        assert item.sets >= dose["sets"].high
                    if item.repetitions is not None:
                        assert item.repetitions == dose["repetitions"].high


@every
def test_no_minutes_and_no_rounds_of_strength_are_lost(name: str) -> None:
    """What is left out is done by what stays, on the same days."""
    for short, long in zip(plan_of(name).weeks, plan_of(name, short=False).weeks, strict=True):
        assert short.doses == long.doses
        assert len(short.sessions) == len(long.sessions)
        before, after = amounts(long, "minutes"), amounts(short, "minutes")
        assert all(after[stream] >= before[stream] for stream in before)
        before, after = amounts(long, "sets"), amounts(short, "sets")
        lost = [s for s in before if s.startswith("resistance") and after[s] < before[s]]
        assert not lost, (short.number, lost)


@every
def test_rounds_that_an_exercise_carries_stay_within_every_limit_on_rounds(name: str) -> None:
    plan = plan_of(name)
    for week in plan.weeks:
        for session in week.sessions:
            for item in session.items:
                for stream in (item.stream, *item.also):
                    most = [b.value for b in week.beside.get(stream, []) if b.field == "sets"]
                    assert item.sets is None or all(item.sets <= value for value in [4, *most])


@every
def test_one_exercise_has_one_dose_in_a_week(name: str) -> None:
    """The handout has one card for each."""
    for week in plan_of(name).weeks:
        doses: dict[str, set[tuple[object, ...]]] = {}
        for session in week.sessions:
            for item in session.items:
                if item.minutes is None:
                    doses.setdefault(item.exercise, set()).add((item.sets, item.repetitions, item.hold))
        assert all(len(found) == 1 for found in doses.values())


@every
def test_nothing_closed_in_a_stream_that_it_serves_is_chosen(name: str) -> None:
    for week in plan_of(name).weeks:
        shut = {(one.what, one.word) for one in week.closed}
        for session in week.sessions:
            for item in session.items:
                assert {item.stream, *item.also} <= set(week.doses)
                marks = LIBRARY.exercises[item.exercise].marks
                if item.also:  # no closed tag of any region, not only of its own
                    assert not marks & shut


@pytest.mark.parametrize("why", sorted(EXTRAS))
def test_a_sequence_or_its_parts_stay_open_for(why: str) -> None:
    plan = newcomer(**EXTRAS[why])
    for week in plan.weeks:
        assert served(week) == set(week.doses)


def test_strength_of_a_region_keeps_its_rest_day_where_an_exercise_is_shared() -> None:
    for week in newcomer().weeks:
        for stream in ("resistance_lower", "resistance_upper", "resistance_trunk"):
            days = sorted(s.day for s in week.sessions if any(stream in (i.stream, *i.also) for i in s.items))
            assert all(b - a > 1 for a, b in itertools.pairwise(days))


def test_what_the_patient_likes_wins_over_the_short_list() -> None:
    liked = {"cat_camel", "knee_rolls_lying", "triceps_band", "neck_turns"}
    plan = newcomer(likes=sorted(liked), equipment=["mat", "long_band"])
    plain = newcomer(equipment=["mat", "long_band"])

    assert len(names(plain.weeks[0])) <= MOST
    found = names(plan.weeks[0])
    assert {"triceps_band", "neck_turns"} <= found
    assert found & {"cat_camel", "knee_rolls_lying"}


def test_a_swap_wins_over_the_short_list_and_stays_in_its_place() -> None:
    first = newcomer(equipment=["long_band"])
    assert "whole_body_standing" in names(first.weeks[0])
    plan = newcomer(
        AskedPart(swaps=[("whole_body_standing", "whole_body_seated_tall")]), equipment=["long_band"]
    )

    assert "whole_body_standing" not in names(plan.weeks[0])
    assert "whole_body_seated_tall" in names(plan.weeks[0])
    assert len(names(plan.weeks[0])) <= MOST


def test_what_is_excluded_is_not_shared_either() -> None:
    plan = newcomer(AskedPart(exclude=["whole_body_standing"]))

    assert "whole_body_standing" not in names(plan.weeks[0])
    assert served(plan.weeks[0]) == set(plan.weeks[0].doses)


def test_the_same_patient_gets_the_same_short_list() -> None:
    assert newcomer() == newcomer()


def test_a_sequence_stands_in_no_stream_of_its_own() -> None:
    """Chosen for all its regions together, or not at all."""
    only = {one.id for one in LIBRARY.exercises.values() if one.only_shared}

    assert only
    assert not any(only & {e.id for e in own} for own in LIBRARY.serving.values())


def test_a_sequence_may_give_way_to_an_exercise_of_one_of_its_regions() -> None:
    plan = newcomer(AskedPart(swaps=[("whole_body_standing", "wall_slide")]))

    assert "wall_slide" in names(plan.weeks[0])
    assert not any("mobility_upper" in item.also for s in plan.weeks[0].sessions for item in s.items)
    assert served(plan.weeks[0]) == set(plan.weeks[0].doses)


@pytest.mark.parametrize(
    ("name", "also", "said"),
    [
        ("bridge_two_legs", ("neck",), "has the regions"),
        ("bridge_two_legs", ("lower",), "or its own"),
        ("bridge_two_legs", ("trunk", "trunk"), "twice"),
        ("whole_body_lying", ("trunk",), "two regions at least"),
        ("walk_brisk", ("trunk",), "none"),
    ],
)
def test_the_loader_refuses_regions_that_an_exercise_cannot_serve(
    name: str, also: tuple[str, ...], said: str
) -> None:
    problems: list[LibraryProblem] = []
    check_also([replace(LIBRARY.exercises[name], also=also)], LIBRARY.modalities, problems)

    assert len(problems) == 1
    assert said in problems[0].what


def test_the_catalogue_as_it_is_passes_the_loader() -> None:
    problems: list[LibraryProblem] = []
    check_also(list(LIBRARY.exercises.values()), LIBRARY.modalities, problems)

    assert problems == []
