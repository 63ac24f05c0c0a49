"""The laws of DESIGN over the protocols that we ship."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from test_laws_random import EPS, ceilings, first, no_higher, no_limit_is_passed, opened, verdict
from wards import CONDITIONS, answered, good_answers, stable, unknown, ward_patients
from worlds import ON, patient, real

from fittvp.engine.advance import growth_of
from fittvp.engine.answers import headings
from fittvp.engine.choose import closed_by
from fittvp.engine.doses import of_stream, opening
from fittvp.engine.fold import forecast, forecast_far
from fittvp.engine.force import VERDICTS
from fittvp.engine.prescribe import prescribe
from fittvp.engine.progress import goals
from fittvp.model.plan import AskedPart, load, save

laws = settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
few = settings(laws, max_examples=25)


@laws
@given(ward_patients(), st.data())
def test_order_of_conditions_and_protocols_changes_nothing(some, data):
    """The same patient, the library read in another order: the same plan."""
    library = real()
    turn = data.draw(st.integers(1, len(library.protocols)))
    other = replace(library, protocols=library.protocols[turn:] + library.protocols[:turn])
    one = forecast(opened(library, some), 4)
    two = forecast(opened(other, some), 4)

    assert [s.streams for s in one] == [s.streams for s in two]
    assert verdict(library, some).verdict == verdict(other, some).verdict


@laws
@given(ward_patients())
def test_no_printed_dose_passes_a_limit_of_its_week(some):
    """Every printed value stands at or below each ceiling of each rule in force that week."""
    no_limit_is_passed(real(), some)


@settings(laws, max_examples=80)
@given(ward_patients(), st.data())
def test_hiding_an_expected_fact_never_raises_a_dose_and_the_plan_asks(some, data):
    """No clinician is rewarded with a higher dose for not having measured something."""
    library = real()
    known = [n for n in some.readings if library.facts[n].expected_when is not None]
    assume(known)
    name = data.draw(st.sampled_from(sorted(known)))
    hidden = replace(some, readings={k: v for k, v in some.readings.items() if k != name})
    case = opened(library, hidden)
    now = case.situation(ON, {})
    assume(now.lookup(name) is not None)

    for week, (after, before) in enumerate(
        zip(ceilings(library, hidden), ceilings(library, some), strict=True), 1
    ):
        try:
            no_higher(after, before)
        except AssertionError as error:
            pytest.fail(f"hiding {name} raises {error} in week {week}")
    try:
        no_higher(first(library, hidden), first(library, some))
    except AssertionError as error:
        pytest.fail(f"hiding {name} raises week 1: {error}")
    rules = case.docket.in_force(now, now)
    asked = {held.rule.ref for held in rules.asks}
    lost = {f.rule for f in verdict(library, some).findings} - {
        f.rule for f in verdict(library, hidden).findings
    }
    assert lost <= asked, f"hiding {name} silences {lost - asked}"


@settings(laws, max_examples=80)
@given(ward_patients(), st.data())
def test_learning_that_a_fact_is_normal_never_worsens_anything(some, data):
    """A normal result never costs the patient exercise."""
    library = real()
    asked = [n for n in unknown(some) if library.facts[n].good is not None]
    assume(asked)
    name = data.draw(st.sampled_from(asked))
    learned = answered(some, {name: library.facts[name].good})

    was, now = verdict(library, some).verdict, verdict(library, learned).verdict
    assert VERDICTS.index(now) <= VERDICTS.index(was), f"a normal {name} worsens {was} to {now}"
    for after, before in zip(ceilings(library, learned), ceilings(library, some), strict=True):
        for key, value in before.items():
            if key in after:
                assert after[key] >= value - EPS, f"a normal {name} lowers {key} from {value} to {after[key]}"
    old, new = first(library, some), first(library, learned)
    for key, value in old.items():
        assert new.get(key, value) >= value - EPS, f"a normal {name} lowers week 1 {key}"


@laws
@given(ward_patients())
def test_week_one_is_no_smaller_than_the_most_cautious_protocols_own(some):
    """Nothing is compounded at the start, unless a limit binds and is named."""
    state = forecast(opened(real(), some), 1)[0]
    for name, stream in state.streams.items():
        own = [
            opening([held], stream.modality, False).volume.high for held in of_stream(state.rules.start, name)
        ]
        limited = [r for acts in stream.acts.values() for r in acts if r.act == "limited"]
        assert stream.weekly() >= min(own) - EPS or (limited and all(r.rules for r in limited))


@few
@given(ward_patients(("good",)))
def test_with_good_weeks_each_field_reaches_its_aim_or_the_limit_that_stops_it(some):
    """Every expected fact known and normal, every review good: nothing stands still for ever."""
    some = good_answers(some)
    case = opened(real(), some)
    final = forecast(case, 220)[-1]
    for name, stream in final.streams.items():
        if name in final.limits.closed:
            continue
        for field, (_, high) in goals(growth_of(final, name, case.house)).items():
            if field in ("bout", "warm_up", "cool_down"):
                continue
            assert stream.at(field) >= high - EPS, (name, field, stream.at(field), high, stream.credit)


@laws
@given(ward_patients())
def test_the_worst_finding_is_the_verdict(some):
    """No milder finding hides a worse one."""
    found = verdict(real(), some)
    said = [VERDICTS.index(finding.verdict) for finding in found.findings]

    assert VERDICTS.index(found.verdict) == max(said, default=0)
    assert said == sorted(said, reverse=True)


@few
@given(ward_patients())
def test_looking_until_nothing_changes_finds_what_looking_for_two_years_finds(some):
    """The far look may stop early, never short."""
    case = opened(real(), some)

    near = headings(forecast_far(case, 12, 104), case.house)
    assert near == headings(forecast(case, 104), case.house)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_diagnosis_alone_stable_and_known_is_no_caution(condition):
    """Stable, controlled and symptom-free goes out as it is."""
    found = verdict(real(), stable(condition))

    assert found.verdict == "ok", [f.rule for f in found.findings]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_one_stable_condition_reaches_its_least_useful_dose(condition):
    """A single stable condition is never kept under the least dose known to work."""
    states = forecast(opened(real(), stable(condition)), 52)

    assert states[-1].streams["aerobic"].at("volume") >= 150 - EPS


def test_a_fit_adult_gets_ok_the_whole_general_aim_and_nothing_to_ask():
    """No conditions, medicines, symptoms or blood tests: nothing is asked, nothing is held back."""
    some = patient({"conditions": frozenset(), "medicines": frozenset(), "age": 35.0})
    plan = prescribe(real(), some, ON, AskedPart())

    assert plan.clearance.verdict == "ok"
    assert plan.clearance.findings == []
    assert plan.not_known == []
    aims = [h for h in plan.headings if h.aim_rules]
    assert aims
    assert all(not h.below_aim and h.week is not None for h in aims), [
        h for h in aims if h.below_aim or not h.week
    ]


@few
@given(ward_patients())
def test_a_saved_plan_opens_as_the_same_plan_and_replays_to_the_same_bytes(some):
    """load(save(plan)) == plan; the same arguments give the same bytes."""
    plan = prescribe(real(), some, ON, AskedPart(weeks=4))
    text = save(plan)

    assert load(text) == plan
    assert save(prescribe(real(), some, ON, AskedPart(weeks=4))) == text


@few
@given(ward_patients())
def test_a_short_list_of_exercises_loses_nothing_and_opens_nothing(some):
    """Every stream served at least as often as before, no minute and no round of strength lost, nothing closed."""
    library = real()
    case = opened(library, some)
    without = replace(library, composition={k: v for k, v in library.composition.items() if k != "week"})
    asked = AskedPart(weeks=3)
    pairs = zip(
        prescribe(library, some, ON, asked).weeks, prescribe(without, some, ON, asked).weeks, strict=True
    )
    for (short, long), state in zip(pairs, forecast(case, 3), strict=False):
        assert short.doses == long.doses
        after, before = held(short), held(long)
        for key, value in before.items():
            assert after.get(key, 0.0) >= value - EPS, (short.number, key)
        for item in (item for session in short.sessions for item in session.items):
            exercise = library.exercises[item.exercise]
            for stream in (item.stream, *item.also):
                assert stream in short.doses
                assert not closed_by(exercise, stream, state.limits)
                if item.sets is not None:
                    assert item.sets <= state.limits.high(stream, "sets", item.sets) + EPS


def held(week):
    """Days, minutes and rounds of strength of each stream."""
    found = Counter()
    for session in week.sessions:
        for item in session.items:
            for stream in (item.stream, *item.also):
                found[stream, "minutes"] += item.minutes or 0.0
                found[stream, "rounds"] += (item.sets or 0.0) if stream.startswith("resistance") else 0.0
        found.update({(s, "days"): 1 for s in {s for i in session.items for s in (i.stream, *i.also)}})
    return found


@few
@given(ward_patients())
def test_every_number_of_a_plan_ends_at_a_source_and_page(some):
    """Each prescribed value names rules; each rule names a source that the plan lists, with a place in it."""
    plan = prescribe(real(), some, ON, AskedPart(weeks=3))
    for week in plan.weeks:
        for stream, fields in week.doses.items():
            for field, value in fields.items():
                named = [ref for reason in value.reasons for ref in reason.rules]
                assert named or any(r.act == "entered" for r in value.reasons), (stream, field)
                for ref in named:
                    cites = plan.rules[ref].sources
                    assert cites
                    assert all(c.id in plan.sources and c.where for c in cites)
    if plan.clearance.verdict in ("defer", "refuse"):
        assert plan.weeks == []
