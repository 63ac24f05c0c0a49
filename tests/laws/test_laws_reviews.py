"""The laws of the weekly review, over the protocols that we ship and random weeks.

A dose that was held, taken back, paused or stopped never rises; what was not said never earns more than what was
well; a worse week never leads to a milder move; a stop stands until it is cleared; what is over stays as it was.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from test_laws_random import EPS, opened, within_limits
from wards import _value, good_answers, ward_patients
from worlds import ON, real

from fittvp.engine.course import follow_events
from fittvp.engine.findings import clearance
from fittvp.engine.fold import Case, begin, follow, forecast
from fittvp.engine.force import MISSED
from fittvp.engine.hand import Hand
from fittvp.engine.moves import MOVES, RESTING, standing_refs
from fittvp.engine.prescribe import prescribe, replay
from fittvp.model.chain import broken, sealed
from fittvp.model.event import Adjusted, Reviewed
from fittvp.model.plan import AskedPart, load, save
from fittvp.model.record import Reading, readings_to_json

laws = settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
few = settings(laws, max_examples=15)
SYMPTOMS = sorted(real().facts["symptoms_week"].choices or {})
LABS = ("potassium", "calcium_adjusted", "haemoglobin", "resting_systolic")


@st.composite
def weeks_showed(draw, case: Case, bad: bool = True) -> dict[str, object]:
    """One week's answers: mostly well, some of them worse or not said."""
    showed = dict(case.good_review)
    choices = ("any", "missing") if bad else ("missing",)
    for name in draw(st.lists(st.sampled_from(sorted(showed)), max_size=3, unique=True)):
        value = _value(draw, name, "any") if draw(st.sampled_from(choices)) == "any" else None
        if value is None:
            del showed[name]
        else:
            showed[name] = value
    return showed


@st.composite
def stories(draw, most: int = 5, bad: bool = True):
    """A patient's case with the states of some reviewed weeks."""
    some = draw(ward_patients(("good", "good", "good", "missing")))
    case = opened(real(), some)
    states = [begin(case)]
    for _ in range(draw(st.integers(1, most))):
        states.append(follow(case, states[-1], draw(weeks_showed(case, bad))))
    return case, states


def order(state, name: str) -> int:
    return MOVES.index(state.moves[name].move)


@laws
@given(stories())
def test_what_was_held_taken_back_paused_or_stopped_does_not_rise_and_back_is_strictly_lower(story):
    """Only progress raises; a step back always takes something away."""
    _, states = story
    for before, after in pairwise(states):
        for name, now in after.streams.items():
            old, move = before.streams[name], after.moves[name].move
            if move == "progress":
                continue
            assert now.weekly() <= old.weekly() + EPS
            for field in ("intensity", "load", "sets", "repetitions", "hold", "bout"):
                assert now.at(field) <= old.at(field) + EPS or (
                    field == "bout" and now.weekly() < old.weekly()
                )
            if move == "back":
                assert fell(old, now) or smallest(old) or begins_again(after.moves[name])


def begins_again(moved) -> bool:
    """Taken back only for an absence, or to the start: never lower than a newcomer begins."""
    effects = [held.rule.effect for held in moved.told]
    missed = [MISSED in held.rule.reads for held in moved.told]
    return bool(effects) and all(m or e.by == "start" for m, e in zip(missed, effects, strict=True))


def fell(old, now) -> bool:
    """Minutes, sets, repetitions or days are fewer."""
    return any(old.at(f) - now.at(f) > EPS for f in ("volume", "sets", "repetitions", "sessions"))


def smallest(stream) -> bool:
    """Already the least that can be written: one session, one set, one repetition, or one step of minutes."""
    grid = stream.modality.round
    if stream.modality.shape == "minutes":
        return stream.at("volume") <= grid["session_time"] * stream.at("sessions") + EPS
    return stream.at("sets") <= grid.get("sets", 1.0) and stream.at("repetitions") <= 1 + EPS


@laws
@given(stories(most=4))
def test_no_printed_dose_passes_a_limit_of_its_week_after_any_review(story):
    """The limits of a week hold whatever the week before showed."""
    _, states = story
    for state in states:
        within_limits(state)


@laws
@given(stories(most=3, bad=False), st.data())
def test_what_was_not_said_never_earns_more_than_what_was_well(story, data):
    """Nobody is rewarded for not having asked."""
    case, states = story
    showed = data.draw(weeks_showed(case))
    name = data.draw(st.sampled_from(sorted(case.good_review)))
    told = follow(case, states[-1], {**showed, name: case.good_review[name]})
    silent = follow(case, states[-1], {key: value for key, value in showed.items() if key != name})
    for stream in told.streams:
        assert order(silent, stream) >= order(told, stream)
        assert silent.streams[stream].weekly() <= told.streams[stream].weekly() + EPS


@laws
@given(stories(most=3), st.sampled_from(SYMPTOMS), st.data())
def test_one_more_symptom_never_makes_a_move_milder(story, symptom, data):
    """A worse week is never answered more mildly."""
    case, states = story
    showed = data.draw(weeks_showed(case))
    had = showed.get("symptoms_week", frozenset())
    one = follow(case, states[-1], {**showed, "symptoms_week": had})
    two = follow(case, states[-1], {**showed, "symptoms_week": had | {symptom}})
    assert all(order(two, name) >= order(one, name) for name in one.streams)


@laws
@given(stories(), st.data())
def test_a_stop_stands_through_good_weeks_until_it_is_cleared(story, data):
    """No good week ends a stop by itself."""
    case, states = story
    stopped = follow(case, states[-1], {**case.good_review, "symptoms_week": frozenset({"chest_pain"})})
    later = [stopped]
    for _ in range(data.draw(st.integers(1, 3))):
        later.append(follow(case, later[-1], case.good_review))
    assert all(moved.move == "stop" for state in later for moved in state.moves.values())


@laws
@given(stories(most=2, bad=False), st.integers(1, 5))
def test_who_rested_comes_back_no_higher_than_before(story, weeks):
    """After a pause of everything the first week is at most the week before it."""
    case, states = story
    assume(any(moved.move not in RESTING for moved in states[-1].moves.values()))
    state = states[-1]
    for _ in range(weeks):
        state = follow(case, state, {**case.good_review, "symptoms_week": frozenset({"palpitations"})})
    assume(all(moved.move == "pause" for moved in state.moves.values()))
    away = {**case.good_review, "weeks_missed": float(weeks)}
    assert all(moved.move == "pause" for moved in follow(case, state, away).moves.values())
    back = follow(case, state, away, Hand(cleared="cleared by Dr A", covers=standing_refs(state.standing)))
    for name, stream in back.streams.items():
        assert stream.weekly() <= states[-1].streams[name].weekly() + EPS
        old = states[-1].streams[name]
        newcomer = states[0].streams[name].weekly()
        assert weeks <= 2 or fell(old, stream) or smallest(old) or stream.weekly() <= newcomer + EPS


@st.composite
def courses(draw):
    """Events of a plan: reviews with results, weeks left out, a clinician's hold."""
    some = good_answers(draw(ward_patients(("good", "good", "missing"))))
    plan = prescribe(real(), some, ON, AskedPart(weeks=6))
    assume(plan.weeks)
    events, week = list(plan.events), 0
    case = opened(real(), some)
    for _ in range(draw(st.integers(1, 4))):
        week += draw(st.sampled_from((1, 1, 1, 2)))
        on = ON + dt.timedelta(days=7 * week)
        showed = draw(weeks_showed(case))
        if draw(st.booleans()):
            name = draw(st.sampled_from(LABS))
            showed[name] = _value(draw, name, draw(st.sampled_from(("good", "any"))))
        given_ = {n: (Reading(v, on, "test", n),) for n, v in showed.items() if v is not None}
        events.append(
            sealed(events, Reviewed(week=week, readings=readings_to_json(given_)), on.isoformat(), "")
        )
        if draw(st.booleans()):
            hold = Adjusted(from_week=week + 1, move="hold")
            events.append(sealed(events, hold, on.isoformat(), "", "Dr A", "careful"))
    return events


@few
@given(courses())
def test_a_record_replays_to_the_same_bytes_and_a_prefix_of_its_events_to_a_prefix_of_its_weeks(events):
    """What is over stays as it was, whatever comes later; the events alone make the plan."""
    libraries = {real().digest: real()}
    whole = replay(events, libraries)
    text = save(whole)
    assert load(text) == whole
    assert save(replay(load(text).events, libraries)) == text
    assert broken(events) == []
    for count in range(1, len(events)):
        part = replay(events[:count], libraries)
        assert whole.weeks[: part.now - 1] == part.weeks[: part.now - 1]
        if isinstance(events[count].what, Reviewed):
            assert whole.weeks[: part.now] == part.weeks[: part.now]


@few
@given(courses())
def test_a_cleared_stop_and_a_correction_leave_the_weeks_before_alone(events):
    """A review said again changes the coming week only."""
    libraries = {real().digest: real()}
    course = follow_events(events, libraries)
    before = [replace(turn.state) for turn in course.turns[:-1]]
    week = course.now - 1
    again = Reviewed(week=week, readings={}, otherwise_well=True)
    course.take(sealed(events, again, events[-1].on, ""))
    assert course.now == week + 1
    assert [turn.state.streams for turn in course.turns[:-1]] == [state.streams for state in before]


@laws
@given(ward_patients(("good", "good", "missing")), st.integers(2, 8))
def test_good_reviews_lead_exactly_where_the_forecast_said(some, weeks):
    """A patient whose weeks go well gets what was printed for good weeks: no review makes a plan timid."""
    case = opened(real(), good_answers(some))
    now = case.situation(ON, {})
    assume(clearance(case.docket.in_force(now, now)).verdict in ("ok", "caution"))
    states = [begin(case)]
    while len(states) < weeks:
        states.append(follow(case, states[-1], dict(case.good_review)))
    assert [state.streams for state in states] == [state.streams for state in forecast(case, weeks)]
