"""The laws of DESIGN over random protocols and random patients."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from worlds import ON, doses, libraries, loose_rules, patients, protocol, rule, steps, world

from fittvp.engine.advance import Wishes, growth_of
from fittvp.engine.doses import ladder, of_stream, opening, rate
from fittvp.engine.findings import clearance
from fittvp.engine.fold import Case, forecast, open_case
from fittvp.engine.force import VERDICTS
from fittvp.engine.progress import TIME, goals
from fittvp.engine.stream import day_cap, printed
from fittvp.protocol.library import Library

WEEKS = 12
EPS = 1e-6
laws = settings(max_examples=32, deadline=None, phases=(Phase.explicit, Phase.generate))
UP = ("aerobic.volume", "aerobic.intensity", "aerobic.bout")


def opened(library: Library, patient) -> Case:
    return open_case(library, patient, ON, Wishes())


def story(library: Library, patient, weeks: int = WEEKS):
    """Everything that a plan of these weeks says: values and reasons."""
    states = forecast(opened(library, patient), weeks)
    return [
        {
            name: printed(s, state.limits, {})
            for name, s in state.streams.items()
            if name not in state.limits.closed
        }
        for state in states
    ]


def verdict(library: Library, patient):
    case = opened(library, patient)
    now = case.situation(ON, {})
    return clearance(case.docket.in_force(now, now))


def ceilings(library: Library, patient, weeks: int = WEEKS):
    """For each week, stream and field: the lower of aim and limits."""
    found = []
    for state in forecast(opened(library, patient), weeks):
        week = {}
        for name, stream in state.streams.items():
            for field in ("volume", "session_time", "intensity", "sets", "repetitions", "load"):
                aim = state.targets[name].fields.get(field)
                high = state.limits.high(name, field, aim.high if aim else float("inf"))
                week[name, field] = 0.0 if name in state.limits.closed else high
            days = state.targets[name].fields.get("sessions")
            week[name, "sessions"] = min(day_cap(state.limits, name)[0], days.high if days else 7.0)
            if name in state.limits.closed:
                week[name, "sessions"] = 0.0
            assert stream.id == name
        found.append(week)
    return found


def first(library: Library, patient):
    """Week 1's weekly amount, intensity, load and longest bout of each stream."""
    state = forecast(opened(library, patient), 1)[0]
    out = {}
    for name, s in state.streams.items():
        shut = name in state.limits.closed
        out[name, "weekly"] = 0.0 if shut else s.weekly()
        for field in ("intensity", "load", "bout"):
            if field in s.values:
                out[name, field] = 0.0 if shut else s.at(field)
    return out


def no_higher(after: dict, before: dict) -> None:
    for key, value in before.items():
        if key in after:
            assert after[key] <= value + EPS, (key, value, after[key])


def no_limit_is_passed(library: Library, patient) -> None:
    """The law, read from the rules themselves and not from what the engine combined."""
    for state in forecast(opened(library, patient), WEEKS):
        within_limits(state)


def within_limits(state) -> None:
    """One week, as printed, against the rules of that week."""
    for name, stream in state.streams.items():
        if name in state.limits.closed:
            continue
        shown = printed(stream, state.limits, {})
        assert shown["volume"].high <= stream.weekly() + EPS  # rounding is towards the safer side
        for field in (*stream.values, "session_time"):
            if field in shown and field != "volume":
                assert shown[field].high <= stream.at(field) + EPS, (name, field)
        for held in of_stream(state.rules.limit, name):
            for where, bound in held.rule.effect.bounds:
                if where == name and bound.side == "most" and bound.field in shown:
                    assert shown[bound.field].high <= bound.value + EPS, (name, held.rule.ref, bound)
                if where == name and bound.field == "rest_days":
                    assert shown["sessions"].high * (1 + bound.value) <= 7 + bound.value


@laws
@given(libraries(), patients(), st.data())
def test_order_and_duplicates_of_protocols_and_rules_change_nothing(library, patient, data):
    """Order and duplicates change nothing, values and reasons."""
    shuffled = []
    for part in library.protocols:
        turn = data.draw(st.integers(0, 20)) % len(part.rules) if part.rules else 0
        rules = tuple(reversed(part.rules[turn:] + part.rules[:turn]))
        shuffled.append(replace(part, rules=(*rules, *rules[:1])))
    other = world(tuple(reversed(shuffled)))

    assert verdict(library, patient).verdict == verdict(other, patient).verdict
    assert story(library, patient) == story(other, patient)


@laws
@given(libraries(), patients())
def test_no_dose_as_printed_passes_a_limit_of_its_week(library, patient):
    """Every printed value stands at or below each ceiling of each rule in force that week."""
    no_limit_is_passed(library, patient)


ADDED = ("clearance", "limit", "start", "step", "move")


@laws
@given(libraries(), patients(), st.data())
def test_adding_a_limit_start_step_or_move_never_loosens_anything(library, patient, data):
    """Clearance, ceilings of every week, and week 1: none is loosened by one more rule."""
    more = data.draw(loose_rules("gamma", ADDED, 3))
    assume(more)
    other = world((*library.protocols, protocol("gamma", more)))

    assert VERDICTS.index(verdict(other, patient).verdict) >= VERDICTS.index(
        verdict(library, patient).verdict
    )
    for after, before in zip(ceilings(other, patient), ceilings(library, patient), strict=True):
        no_higher(after, before)
    no_higher(first(other, patient), first(library, patient))


@laws
@given(libraries(), patients(), st.data())
def test_adding_a_step_never_quickens_the_pace_or_brings_an_after_forward(library, patient, data):
    """At the same value no field grows faster, jumps further, or begins earlier."""
    stream = data.draw(st.sampled_from(("aerobic", "resistance_lower")))
    extra = rule("gamma", "step-more", "step", data.draw(steps(stream)))
    other = world((*library.protocols, protocol("gamma", [extra])))
    before = forecast(opened(library, patient), 1)[0].rules.step
    after = forecast(opened(other, patient), 1)[0].rules.step
    for name in ("session_time", "sessions", "bout", "intensity", "repetitions", "sets", "load"):
        fields = TIME if name == "session_time" else (name,)
        old = ladder(of_stream(before, stream), fields, False)
        new = ladder(of_stream(after, stream), fields, False)
        if old is None or new is None:
            continue
        for now in (10.0, 45.0, 90.0):
            slow, fast = rate(new, now, 3.0), rate(old, now, 3.0)
            assert slow.rate <= fast.rate + EPS
            assert slow.jump <= fast.jump + EPS
            assert slow.after_weeks >= fast.after_weeks


@laws
@given(libraries(), patients(), st.data())
def test_hiding_an_expected_fact_never_raises_a_dose_and_the_plan_asks(library, patient, data):
    """A hidden fact raises no week 1 and no ceiling; clearance softens only to what `if_unknown` says, and it asks."""
    case = opened(library, patient)
    known = [n for n in patient.readings if library.facts[n].expected_when is not None]
    assume(known)
    name = data.draw(st.sampled_from(sorted(known)))
    hidden = replace(patient, readings={k: v for k, v in patient.readings.items() if k != name})
    now = opened(library, hidden).situation(ON, {})
    assume(now.lookup(name) is not None)

    for after, before in zip(ceilings(library, hidden), ceilings(library, patient), strict=True):
        no_higher(after, before)
    no_higher(first(library, hidden), first(library, patient))
    rules = opened(library, hidden).docket.in_force(now, now)
    lost = {f.rule for f in verdict(library, patient).findings} - {
        f.rule for f in verdict(library, hidden).findings
    }
    asked = {held.rule.ref for held in rules.asks}
    assert lost <= asked, (lost, asked, case.on)


@laws
@given(libraries(), patients())
def test_nothing_is_compounded_week_one_is_the_most_cautious_protocols_own(library, patient):
    """Week 1 is the least of the protocols' own weekly doses, unless a limit binds and is named."""
    state = forecast(opened(library, patient), 1)[0]
    for name, stream in state.streams.items():
        own = [
            opening([held], stream.modality, False).volume.high for held in of_stream(state.rules.start, name)
        ]
        limited = [r for acts in stream.acts.values() for r in acts if r.act == "limited"]
        if stream.weekly() < min(own) - EPS:
            assert limited, (name, own, stream.weekly())
            assert all(r.rules for r in limited)
        else:
            assert abs(stream.weekly() - min(own)) <= EPS


@laws
@given(libraries(), patients())
def test_nothing_is_compounded_the_climb_is_the_slowest_protocols_own(library, patient):
    """At every value the combined pace is the slowest protocol's own pace at that value, and no slower."""
    state = forecast(opened(library, patient), 1)[0]
    for name, stream in state.streams.items():
        held = of_stream(state.rules.step, name)
        for field in ("session_time", "sets", "repetitions", "load", "intensity"):
            fields = TIME if field == "session_time" else (field,)
            whole = ladder(held, fields, False)
            if whole is None:
                continue
            parts = {each.rule.protocol for each in held}
            for now in (12.0, 45.0, 120.0):
                singles = [
                    rate(one, now, 3.0).rate
                    for part in parts
                    if (one := ladder([h for h in held if h.rule.protocol == part], fields, False))
                    is not None
                ]
                assert abs(rate(whole, now, 3.0).rate - min(singles)) <= EPS
                together = rate(whole, now, 3.0)
                assert together.step >= together.rate - EPS
        assert stream.id == name


@settings(laws, max_examples=32)
@given(libraries(("limit", "start", "aim", "step")), patients())
def test_with_good_weeks_each_field_reaches_its_aim_or_the_limit_that_stops_it(library, patient):
    """A long forecast of good weeks ends where the plan says that it is heading."""
    case = opened(library, patient)
    final = forecast(case, 160)[-1]
    for name, stream in final.streams.items():
        if name in final.limits.closed:
            continue
        for field, (low, high) in goals(growth_of(final, name, case.house)).items():
            if field in ("warm_up", "cool_down", "bout"):
                continue
            now = stream.at(field)
            assert now >= high - EPS, (name, field, now, high)
            if field in ("intensity", "load"):
                assert stream.values[field][0] >= low - EPS


@laws
@given(libraries(), patients(), st.data())
def test_adding_an_aim_lowers_no_minutes_sets_or_days(library, patient, data):
    """An aim raises or leaves: weekly amounts, sets and days; only effort and load overlap."""
    stream = data.draw(st.sampled_from(("aerobic", "resistance_lower")))
    aim = rule("gamma", "aim-more", "aim", data.draw(doses(stream, True)))
    other = world((*library.protocols, protocol("gamma", [aim])))

    assert verdict(other, patient) == verdict(library, patient)
    for after, before in zip(ceilings(other, patient), ceilings(library, patient), strict=True):
        for (name, field), value in before.items():
            if field in ("volume", "sessions", "session_time", "sets"):
                assert after[name, field] >= value - EPS
    old, new = first(library, patient), first(other, patient)
    assert all(new[key] >= value - EPS for key, value in old.items() if key[1] == "weekly")


@laws
@given(libraries(), patients(), st.integers(1, 11), st.data())
def test_a_prefix_of_the_reviews_gives_a_prefix_of_the_weeks(library, patient, count, data):
    """Weeks already reviewed never change because of what came later."""
    good = opened(library, patient).good_review
    bad = {**good, "pain_in_session": 7.0, "sessions_done_share": 30.0}
    reviews = [data.draw(st.sampled_from((good, bad))) for _ in range(count)]
    whole = forecast(opened(library, patient), count + 1, reviews)
    part = forecast(opened(library, patient), count, reviews[:-1])

    assert [s.streams for s in part] == [s.streams for s in whole[:count]]
