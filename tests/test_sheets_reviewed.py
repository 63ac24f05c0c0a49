"""The two documents of a plan that has begun: what a week showed, what follows, how it has gone, and what rests."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from functools import lru_cache
from typing import Any

import pytest
from test_sheets import (
    CLINIC,
    DAY,
    HOSTILE,
    JARGON,
    MAKERS,
    every_block,
    library,
    plan_of,
    read_pages,
    squeezed,
)

from fittvp.engine.prescribe import replay
from fittvp.model.chain import sealed
from fittvp.model.event import Adjusted, Event, Migrated, OverridePart, Reviewed, SetPart
from fittvp.model.patient import read_facts
from fittvp.model.plan import Plan
from fittvp.model.record import readings_to_json
from fittvp.pdf import render
from fittvp.sheet import blocks as b
from fittvp.sheet import clinician_document, handout_document, to_text, words_home
from fittvp.sheet.ahead import resting
from fittvp.sheet.home_review import how_it_went
from fittvp.sheet.text import plain

GOOD = {
    "sessions_done": "4",
    "minutes_done": "85 min",
    "pain_in_session": "2 of 10",
    "effort_in_session": "11 Borg",
}
LABS = {"potassium": "5.1 mmol/L", "resting_systolic": "132 mmHg"}
HOT = {"sessions_done": "2", "minutes_done": "30 min", "hip_hot_week": "yes"}
CHEST = {"sessions_done": "1", "minutes_done": "12 min", "symptoms_week": "chest_pain"}
SORE = {"sessions_done": "3", "minutes_done": "60 min", "pain_in_session": "6 of 10"}
TIRED = {"sessions_done": "3", "minutes_done": "90 min", "fatigue_next_day": "more"}
FALLS = {"sessions_done": "3", "falls_week": "2 falls"}


class Story:
    """The events of one plan, one after the other."""

    def __init__(self, name: str = "first-case-week-6") -> None:
        self.events: list[Event] = list(plan_of(name).events)

    def review(
        self, week: int, said: dict[str, str], well: bool = True, by: str = "PT Lee", note: str = ""
    ) -> Story:
        on = DAY + dt.timedelta(days=7 * week)
        found = {
            name: tuple(dataclasses.replace(one, on=one.on or on) for one in own)
            for name, own in read_facts(said, library().facts, on).items()
        }
        what = Reviewed(week=week, readings=readings_to_json(found), otherwise_well=well)
        return self.put(what, 7 * week, by, note)

    def adjust(self, after: int, by: str = "Dr Ames", why: str = "Seen today", **what: Any) -> Story:
        return self.put(Adjusted(**what), after, by, why)

    def put(self, what: Any, after: int, by: str, why: str) -> Story:
        on = (DAY + dt.timedelta(days=after)).isoformat()
        self.events.append(sealed(self.events, what, on, "", by=by, reason=why))
        return self

    def plan(self) -> Plan:
        return replay(self.events, {library().digest: library()})


def fit() -> Story:
    return Story("fit-adult")


@lru_cache
def told() -> dict[str, Plan]:
    """The plans of these tests, by what happened."""
    hand = (
        Story()
        .review(1, GOOD)
        .adjust(8, why="Pain settles slowly", from_week=2, move="hold", streams=["aerobic"])
    )
    stories = {
        "week 4": Story().review(1, GOOD).review(2, SORE, note="Rang on Tuesday").review(3, GOOD | LABS),
        "part": Story().review(1, GOOD).review(2, HOT),
        "falls": Story().review(1, FALLS),
        "pause": fit().review(1, TIRED).review(2, {"symptoms_week": "fever"}),
        "stop": Story().review(1, GOOD).review(2, CHEST),
        "hand": hand,
        "gap": Story().review(1, GOOD).review(3, {"sessions_done": "3"}, well=False),
        "tired": fit().review(1, TIRED),
    }
    return {name: story.plan() for name, story in stories.items()}


def text_of(name: str, kind: str = "plan") -> str:
    return to_text(MAKERS[kind](told()[name], CLINIC))


def flat(text: str) -> str:
    return " ".join(text.split())


def box(plan: Plan, title: str) -> str:
    found = (one for one in every_block(clinician_document(plan, CLINIC).blocks) if isinstance(one, b.Box))
    held = next(one for one in found if one.title.startswith(title))
    return "\n".join(plain(item) for one in held.blocks if isinstance(one, b.Bullets) for item in one.items)


def went(plan: Plan) -> str:
    """The patient's box on how the week went."""
    held = how_it_went(plan)
    return " ".join(plain(one.words) for one in every_block(held) if isinstance(one, b.Text))


def with_last(plan: Plan, **changes: Any) -> Plan:
    """The plan as it would stand had its last week shown something else."""
    from fittvp.sheet.ahead import ahead

    last = plan.trend[-1].model_copy(update=changes)
    return ahead(plan).model_copy(update={"trend": [*plan.trend[:-1], last]})


def test_a_reviewed_plan_prints_from_the_coming_week() -> None:
    text, home = text_of("week 4"), text_of("week 4", "handout")
    assert "Exercise prescription: weeks 4 to 12 from 14 December 2026" in text
    assert "now: 3 ×" in text
    assert "week 1: 3" not in text
    assert "Sessions of week 4" in text
    assert "23 November 2026, as of 14 December 2026" in text
    weeks = re.findall(r"^\| (\d+)(?:–\d+)?, ", text[text.index("Week by week") :], re.M)
    assert set(map(int, weeks)) <= set(range(4, 13))
    assert "Your week 4, from Monday 14 December" in home
    assert "Week 4, from Monday 14 December" in home
    assert "Week 3, from" not in home
    assert "For first-case-week-6, 14 December 2026" in home


def test_a_new_plan_shows_no_history() -> None:
    for kind in MAKERS:
        text = to_text(MAKERS[kind](plan_of("first-case-week-6"), CLINIC))
        for said in ("How it has gone", "showed, and what follows", "Decisions by", "How it went", "as of"):
            assert said not in text


def test_page_one_says_what_the_week_showed_and_what_follows_the_gravest_first() -> None:
    plan = told()["part"]
    first = read_pages(render(clinician_document(plan, CLINIC)))[0]
    assert "What week 2 showed, and what follows" in first
    said = box(plan, "What week 2 showed")
    assert said.index("Paused: ") < said.index("Held: ")
    assert said.startswith("2 of 4 sessions; 30 of ")
    assert said.count("Paused") == 1
    assert "aerobic; resistance: legs; balance; mobility: legs" in said
    assert "resistance: arms" not in said  # closed all along: nothing to pause, nothing to go on


def test_streams_that_one_reason_moved_share_a_line_and_a_sentence_stands_once() -> None:
    plan = Story().review(1, GOOD).review(2, SORE).plan()
    said = box(plan, "What week 2 showed")
    assert len(said.splitlines()) <= 4
    assert said.count("session pain above 5") == 1


def test_what_only_was_not_answered_is_never_told_as_if_it_had_happened() -> None:
    said = box(told()["gap"], "What week 3 showed")
    assert "Held: everything – not known of the week: " in said
    assert "chest pain" not in said.lower()
    assert "dizz" not in said.lower()
    home = went(with_last(told()["gap"]))
    assert "We do not know yet how all of last week went." in home
    assert not re.search(r"You (had|felt|were|fell|fainted)", home)


def test_a_clinicians_hand_stands_in_words_on_page_one_and_among_the_decisions() -> None:
    plan, text = told()["hand"], text_of("hand")
    assert "by hand, Dr Ames: Pain settles slowly" in box(plan, "What week 1 showed")
    decisions = text[text.index("Decisions by clinicians") :]
    assert "| 1 December 2026 | Dr Ames | From week 2: aerobic held. | Pain settles slowly" in decisions
    assert "Your clinician chose this for you." in went(with_last(plan))


def test_each_kind_of_decision_is_told_in_words_the_newest_first() -> None:
    story = Story().review(1, GOOD)
    rule = next(iter(told()["hand"].rules))
    plan = story.plan()
    lifted = OverridePart(rule=rule, reason="Known", by="Dr A", on="2026-12-01", says="A limit.")
    value = SetPart(stream="balance", field="sessions", low=3, high=3, written="3 days")
    what = Adjusted(
        from_week=2, cleared=True, pace="cautious", sessions=[2, 3], minutes=[20, 25], max_effort=12,
        values=[value], swaps=[("easy_walk", "bike")], exclude=["swim"], more_weeks=1, overrides=[lifted],
    )  # fmt: skip
    story.put(what, 8, "Dr A", "All of it").put(
        Migrated(from_week=2, library="f" * 64, engine="1"), 9, "Dr B", "New"
    )
    text = flat(to_text(clinician_document(plan.model_copy(update={"events": story.events}), CLINIC)))
    for said in (
        "cleared: the stop is lifted", "pace cautious", "sessions 2–3 a week", "minutes 20–25 a session",
        "effort at most Borg 12", "balance, days a week: 3 days", "bike in place of easy walk", "without swim",
        "1 week more", "overrides “A limit”", "other protocol texts (library ffffffffff)",
    ):  # fmt: skip
        assert said in text, said
    assert text.index("Dr B | From week 2") < text.index("Dr A | From week 2")


def test_how_it_has_gone_stands_as_a_chart_a_table_and_results_the_newest_last() -> None:
    plan = told()["week 4"]
    blocks = list(every_block(clinician_document(plan, CLINIC).blocks))
    chart = next(one for one in blocks if isinstance(one, b.Trend))
    assert chart.labels == ("1", "2", "3")
    assert chart.done == (85.0, 60.0, 85.0)
    assert chart.scores == (2.0, 6.0, 2.0)
    assert "week 2: 60 of" in chart.alt
    text = text_of("week 4")
    assert re.search(r"\| 2, 30 Nov \| 3 of 4 \| 60 of \d+ \| 6 .*went back \| PT Lee: Rang on Tuesday", text)
    assert "Potassium | 20 Nov 2026: 4.9 mEq/L; 14 Dec 2026: 5.1 mmol/L" in text


def test_a_week_that_nobody_reviewed_is_a_dash_and_says_so() -> None:
    plan, text = told()["gap"], text_of("gap")
    chart = next(one for one in every_block(clinician_document(plan).blocks) if isinstance(one, b.Trend))
    assert chart.done[1] is None
    assert chart.scores[1] is None
    row = next(line for line in text.splitlines() if line.startswith("| 2, 30 Nov"))
    assert "– of " in row
    assert row.endswith("not reviewed")


def test_a_trend_of_a_year_fits_and_the_table_says_what_it_leaves_out() -> None:
    plan = told()["week 4"]
    many = [plan.trend[at % 3].model_copy(update={"week": at + 1}) for at in range(52)]
    points = [(f"2026-01-{day:02d}", f"{day} mmol/L") for day in range(1, 29)]
    results = [plan.results[0].model_copy(update={"points": points})]
    long = plan.model_copy(update={"trend": many, "results": results})
    document = clinician_document(long, CLINIC)
    assert "The last 12 of 52 weeks stand here" in flat(to_text(document))
    assert "the last 6 of 28." in to_text(document)
    assert len(read_pages(render(document))) <= len(read_pages(render(clinician_document(plan, CLINIC)))) + 1


def test_a_part_that_rests_is_named_on_page_one_of_the_handout_and_in_no_session() -> None:
    plan = told()["part"]
    week = plan.weeks[plan.now - 1]
    rests = {one.stream for one in resting(week)}
    assert {"aerobic", "balance", "resistance_lower"} <= rests
    assert not rests & {item.stream for each in week.sessions for item in each.items}
    first = flat(read_pages(render(handout_document(plan, CLINIC)))[0])
    assert "For now: no walking or cycling, leg strength, balance practice or leg stretches" in first
    assert "Call: the treating doctor or an emergency department, today." in first
    assert "STOP and call" in first
    assert "555 0199" in first
    text = flat(text_of("part"))
    assert "Rests now: aerobic; resistance: legs; balance; mobility: legs" in text
    assert "Its later weeks hold only when this is true: The hip has been seen" in text
    assert "several shorter walks" not in text_of("part", "handout")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["part", "falls"])
def test_the_stop_box_stays_on_page_one_whatever_rests(name: str, paper: Any) -> None:
    first = read_pages(render(handout_document(told()[name], CLINIC), paper))[0]
    assert "For now: no " in first
    for said in ("STOP and call", "Emergency number", "555 0199", "turned or out of shape"):
        assert squeezed(said) in squeezed(first)


@pytest.mark.parametrize(
    ("name", "title"), [("pause", "Exercise paused: week 3"), ("stop", "Exercise stopped: week 3")]
)
def test_a_plan_that_rests_as_a_whole_says_why_what_is_needed_and_when_it_goes_on(
    name: str, title: str
) -> None:
    plan, text = told()[name], text_of(name)
    pages = read_pages(render(clinician_document(plan, CLINIC)))
    assert title in pages[0]
    assert "How it has gone" in pages[1]
    assert "How it has gone" not in pages[0]
    worst = plan.clearance.findings[0]
    assert squeezed(worst.says) in squeezed(pages[0])
    assert squeezed(worst.do) in squeezed(pages[0])
    assert worst.tell in pages[0]
    assert "fittvp review" in text if name == "pause" else "fittvp adjust --cleared" in text
    assert "made anew" not in text


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("name", ["pause", "stop"])
def test_no_dose_stands_ahead_of_a_plan_that_rests_as_a_whole(name: str, kind: str) -> None:
    ahead = text_of(name, kind).partition("How it has gone")[0].lower()
    assert not re.search(r"\d[\d–-]*\s*(min\b|minutes|sessions|sets|repetitions|percent|%|mets?\b)", ahead)
    assert not re.search(r"hrr|1rm|met-min", ahead)


@pytest.mark.parametrize(("name", "title"), [("pause", words_home.PAUSED), ("stop", words_home.STOPPED)])
def test_a_patient_whose_plan_rests_gets_one_kind_page_without_what_was_done(name: str, title: str) -> None:
    pages = read_pages(render(handout_document(told()[name], CLINIC)))
    assert len(pages) == 1
    assert title in pages[0]
    assert "You will build up again" in flat(pages[0])
    assert "STOP and call" in pages[0]
    assert not re.search(r"you did|how it", pages[0].lower())


def test_the_patient_reads_what_was_done_and_why_this_week_stays_the_same() -> None:
    home = flat(text_of("tired", "handout"))
    assert "In week 1 you did 3 of 6 sessions and 90 minutes. This week stays the same." in home
    assert "You were more tired than usual." in home


def test_a_step_back_is_told_as_a_part_of_getting_better() -> None:
    plan = Story().review(1, GOOD).review(2, SORE).plan()
    home = flat(to_text(handout_document(plan, CLINIC)))
    assert "In week 2 you did 3 of 4 sessions and 60 minutes." in home
    assert "A step back is part of getting better." in home


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ({"sessions": 1.0, "planned_sessions": 4.0, "minutes": 1.0}, "you did 1 of 4 sessions and 1 minute."),
        ({"sessions": 1.0, "planned_sessions": 1.0, "minutes": None}, "you did 1 of 1 session."),
        ({"sessions": 7.0, "planned_sessions": 4.0, "minutes": None}, "you did 7 sessions."),
        ({"sessions": None, "minutes": 200.0, "planned_minutes": 90.0}, words_home.OVER),
        ({"sessions": 3.0, "minutes": 80.0, "planned_minutes": 90.0}, words_home.MORE_THAN_BEFORE),
        ({"sessions": 4.0, "minutes": 80.0, "planned_minutes": 90.0}, words_home.ALL_DONE),
    ],
)
def test_what_was_done_is_said_in_the_right_number_and_more_than_planned_is_not_praised(
    shown: dict[str, Any], said: str
) -> None:
    text = went(with_last(told()["week 4"], **shown))
    assert said in text
    if said == words_home.OVER:
        assert words_home.MORE_THAN_BEFORE not in text


def test_a_week_without_any_report_or_exercise_is_not_held_against_the_patient() -> None:
    nothing = {"sessions": None, "minutes": None}
    assert went(with_last(told()["week 4"], **nothing)) == ""
    assert went(with_last(told()["week 4"], sessions=0.0, minutes=0.0)) == ""
    assert went(with_last(told()["week 4"], reviewed=False)) == ""


@pytest.mark.parametrize("name", ["week 4", "part", "falls", "pause", "stop", "hand", "gap", "tired"])
def test_a_reviewed_handout_keeps_to_plain_words(name: str) -> None:
    assert not re.findall(rf"\b({JARGON})\b", text_of(name, "handout").lower())


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("last", [GOOD, CHEST])
def test_hostile_notes_and_names_print_as_text(hostile: str, last: dict[str, str]) -> None:
    story = Story().review(1, GOOD, by=hostile, note=hostile)
    story.adjust(8, by=hostile, why=hostile, from_week=2, move="hold", streams=["aerobic"])
    plan = story.review(2, last, by=hostile, note=hostile).plan()
    for kind in MAKERS:
        pages = read_pages(render(MAKERS[kind](plan, CLINIC), "letter"))
        assert pages
        if kind == "plan":
            assert squeezed(hostile)[:40] in squeezed("".join(pages))


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_reviewed_plan_gives_the_same_bytes(kind: str) -> None:
    plan = told()["week 4"]
    assert render(MAKERS[kind](plan, CLINIC)) == render(MAKERS[kind](plan, CLINIC))
