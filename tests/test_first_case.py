"""The first patient: as published, six weeks after surgery, and with a low calcium."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from fittvp.cli.read import read_patient_file
from fittvp.engine.advance import Wishes
from fittvp.engine.fold import forecast, open_case
from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_patient
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.record import Reading
from fittvp.protocol.library import load_library

ON = dt.date(2026, 11, 23)
EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
LIBRARY = load_library(cache=False)
CASE = "tumoral_calcinosis_case"


def patient(name: str):
    return read_patient(read_patient_file(EXAMPLES / f"{name}.yaml"), LIBRARY.facts, ON, LIBRARY.formulas)


@pytest.fixture(scope="module")
def published() -> Plan:
    return prescribe(LIBRARY, patient("first-case"), ON, AskedPart())


@pytest.fixture(scope="module")
def week_six() -> Plan:
    return prescribe(LIBRARY, patient("first-case-week-6"), ON, AskedPart())


@pytest.fixture(scope="module")
def low_calcium() -> Plan:
    return prescribe(LIBRARY, patient("first-case-low-calcium"), ON, AskedPart())


def test_as_published_the_plan_waits_for_calcium_and_for_nothing_else(published):
    """One deferral, not one for each unknown; it says what, from whom, how soon, and what goes on."""
    waiting = [f for f in published.clearance.findings if f.verdict == "defer"]

    assert published.clearance.verdict == "defer"
    assert len(waiting) == 1
    assert "calcium_adjusted" in waiting[0].unknown
    assert waiting[0].do
    assert waiting[0].tell
    assert waiting[0].urgency == "today"
    assert waiting[0].meanwhile == "usual moving"
    assert len(published.not_known) <= 10
    assert published.weeks == []


def test_two_normal_calciums_lift_exactly_their_own_block(published):
    """A normal result lifts its own deferral; every other finding stays."""
    some = patient("first-case")
    pair = tuple(Reading(2.3, ON - dt.timedelta(days=days), "2.30 mmol/L", "test") for days in (3, 0))
    learned = prescribe(
        LIBRARY, replace(some, readings={**some.readings, "calcium_adjusted": pair}), ON, AskedPart()
    )

    before = {f.rule for f in published.clearance.findings}
    after = {f.rule for f in learned.clearance.findings}
    assert set(before - after) == {f.rule for f in published.clearance.findings if f.verdict == "defer"}
    assert learned.clearance.verdict != "defer"


def test_a_low_calcium_defers_at_once_and_no_dose_stands_anywhere(low_calcium):
    """1.85 mmol/L: a call now, no weeks, no dose."""
    assert low_calcium.clearance.verdict == "defer"
    assert low_calcium.clearance.urgency in ("now", "today")
    assert low_calcium.weeks == []
    assert low_calcium.headings == []


def test_six_weeks_after_surgery_the_plan_goes_out_with_caution_and_nothing_unknown(week_six):
    """Caution with named restrictions; every expected fact was answered."""
    assert week_six.clearance.verdict == "caution"
    assert week_six.not_known == []


def test_six_weeks_after_surgery_it_begins_with_45_minutes_in_short_bouts_and_grows_to_120_or_more(week_six):
    """Three or four sessions of 15 to 20 minutes, light, in bouts; towards five of thirty."""
    doses = [week.doses["aerobic"] for week in week_six.weeks]

    assert doses[0]["volume"].value == 45
    assert doses[0]["sessions"].value in (3, 4)
    assert 15 <= doses[0]["session_time"].value <= 20
    assert doses[0]["bout"].value < doses[0]["session_time"].value
    assert all(week.effort["aerobic"].borg[1] <= 11 for week in week_six.weeks)
    assert 120 <= doses[-1]["volume"].value <= 150
    assert all(b["volume"].value >= a["volume"].value for a, b in itertools.pairwise(doses))
    heading = {h.field: h for h in week_six.headings if h.stream == "aerobic"}
    assert (heading["sessions"].high, heading["session_time"].high, heading["volume"].high) == (5, 30, 150)


def test_the_plan_says_which_rule_keeps_effort_under_the_moderate_aim_and_when_it_opens(week_six):
    """Light effort is named as a limit, with its rule, and the week in which moderate effort is reached."""
    intensity = week_six.weeks[-1].doses["aerobic"]["intensity"]
    limited = [ref for reason in intensity.reasons if reason.act == "limited" for ref in reason.rules]
    heading = next(h for h in week_six.headings if (h.stream, h.field) == ("aerobic", "intensity"))

    assert limited
    assert all(week_six.rules[ref].until for ref in limited)
    assert heading.high > intensity.high
    assert heading.week is not None


def test_legs_are_trained_and_arms_wait_for_the_surgeons_word(week_six):
    """The sternum does not drag the legs."""
    assert "resistance_lower" in week_six.weeks[0].doses
    assert "resistance_upper" not in week_six.weeks[0].doses
    named = {item.exercise for session in week_six.weeks[0].sessions for item in session.items}
    for name in named:
        assert not {"arm_load", "one_sided_arm_load", "arm_weight_bearing"} & set(
            week_six.exercises[name]["tags"]
        )


def test_a_beginner_gets_at_most_six_exercises_a_session(week_six):
    """Few exercises are kept up."""
    assert all(len(session.items) <= 6 for week in week_six.weeks for session in week.sessions)


def test_the_stick_and_the_lump_are_printed_as_a_conflict(week_six):
    """The hip asks for a stick in the other hand, the lump for no one-sided load: said, not hidden."""
    assert any("stick" in w.patient and "lump" in w.patient for w in week_six.advice)


OUTLINE = {
    "frequency and time to start": "tumoral_calcinosis@1#aerobic-start-with-a-calcified-mass",
    "about five sessions of thirty minutes later": "ckd_mineral_bone@1#aerobic-aim",
    "light strength with small bands": "ckd_mineral_bone@1#strength-start-with-raised-bone-risk",
    "range of motion": "tumoral_calcinosis@1#gentle-range-of-motion-with-a-calcified-mass",
    "kinds: flat walking, stationary cycling, water": "ckd_mineral_bone@1#advise-kinds-of-exercise",
    "no high impact": "ckd_mineral_bone@1#impact-and-loaded-spine-bending-closed-when-bone-risk-is-raised",
    "no heavy load": "after_parathyroidectomy@1#strength-load-capped-until-bone-settles-after-parathyroidectomy",
    "volume within what brings on no marked pain": "tumoral_calcinosis@1#joint-pain-ceiling-beside-a-calcified-mass",
    "fatigue reported and answered": "ckd_mineral_bone@1#more-fatigue-holds-the-dose",
    "progress only with calcium managed": "ckd_mineral_bone@1#no-rise-until-calcium-is-in-band-after-surgery-or-with-a-mass",
    "progress only with phosphate managed": "tumoral_calcinosis@1#no-rise-until-phosphate-is-managed-with-a-mass",
    "strength and range watched": "tumoral_calcinosis@1#monitor-mass-strength-and-range",
    "red flags: swelling, pain, persistent fatigue": "tumoral_calcinosis@1#watch-swelling-pain-or-fatigue-with-a-mass",
    "monitoring of kidney, bone and blood": "tumoral_calcinosis@1#monitor-kidney-bone-and-blood-with-a-mass",
    "it informs and does not replace the clinician": "ckd_mineral_bone@1#advise-informs-and-does-not-replace",
}


@pytest.mark.parametrize("line", OUTLINE, ids=lambda line: line.replace(" ", "-"))
def test_every_line_of_the_reports_outline_stands_in_the_plan_and_cites_it(week_six, line):
    """Each line of the published FITT-VP outline is a rule of this plan with the report as a source."""
    ref = OUTLINE[line]

    assert ref in week_six.rules
    assert CASE in {cite.id for cite in week_six.rules[ref].sources}


def test_no_week_lies_more_than_one_turn_under_the_slowest_single_protocol():
    """Five protocols together are not slower than the slowest alone, but for the turns a painful hip shares out."""
    some = patient("first-case-week-6")

    def minutes(*ids: str) -> list[float]:
        part = replace(LIBRARY, protocols=tuple(p for p in LIBRARY.protocols if p.id in ids))
        return [s.streams["aerobic"].at("volume") for s in forecast(open_case(part, some, ON, Wishes()), 12)]

    together = minutes(*(p.id for p in LIBRARY.protocols))
    bone = (
        "ckd_mineral_bone",
        "tumoral_calcinosis",
        "after_parathyroidectomy",
    )  # one disorder, in three files
    alone = [(p.id,) for p in LIBRARY.protocols if p.id not in ("general", *bone)] + [bone]
    slowest = min((minutes("general", *ids) for ids in alone), key=sum)
    assert together[0] == slowest[0]
    assert together[-1] >= slowest[-1]
    for week, value in enumerate(together):
        assert value >= slowest[max(week - 1, 0)] - 1e-6, (week + 1, value)
