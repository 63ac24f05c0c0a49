"""A plan's life at the command line: reviewed week by week, adjusted, told, compared, replayed, carried on."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from cli_help import FIT, WEEK_6, call, fixed_day, kept, new_record, no_pages
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from fittvp.cli import clock
from fittvp.cli.record import read_plan
from fittvp.model.plan import load
from fittvp.protocol.library import default_folder

pytestmark = [pytest.mark.usefixtures("a_day", "pages")]
NAME = "first-case-week-6"
WELL = ("--sessions-done", 4, "--pain", 2, "--otherwise-well")
HAND = ("--by", "Dr A", "--reason", "His wish")


@pytest.fixture(name="a_day")
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    fixed_day(monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")


@pytest.fixture(name="pages")
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    no_pages(monkeypatch)


@pytest.fixture(name="record")
def _record(tmp_path: Path) -> Path:
    return new_record(tmp_path)


def end_of(week: int) -> str:
    return str(dt.date(2026, 11, 23) + dt.timedelta(days=7 * week))


def review(record: Path, week: int, *words: object) -> Any:
    return call("review", record, "--week", week, "--on", end_of(week), "--by", "PT Lee", *words)


def test_a_review_says_the_move_the_rules_and_the_next_week_and_writes_the_three_files(record: Path) -> None:
    result = review(record, 1, "--sessions-done", 4, "--pain", 6, "--otherwise-well")
    assert result.exit_code == 0
    assert "BACK" in result.stdout
    assert "hip_pain@1#leg-work-goes-back-in-the-red-band" in result.stdout
    assert "Week 2, from 2026-11-30:" in result.stdout
    found = kept(record.parent)
    assert found["now"] == 2
    assert found["events"][-1]["by"] == "PT Lee"
    assert found["trend"][0]["pain"] == 6
    assert sorted(path.name for path in record.parent.iterdir() if not path.name.startswith(".")) == [
        f"{NAME}-handout.pdf", f"{NAME}-plan.json", f"{NAME}-plan.pdf",
    ]  # fmt: skip


def test_what_a_review_does_not_say_is_unknown_and_said_to_be(record: Path) -> None:
    result = review(record, 1, "--sessions-done", 4)
    assert "HOLD" in result.stdout
    assert "Worst pain in a session" in result.stdout
    assert "is known" in result.stdout


MEANS: list[list[tuple[tuple[str, ...], str, Any]]] = [  # each list is one review: flags that may stand together
    [
        (("--effort", "12"), "effort_in_session", 12.0),
        (("--pain", "3/10"), "pain_in_session", 3.0),
        (("--pain-next-morning", "+2"), "pain_next_morning_change", 2.0),
        (("--pain-rest", "1"), "pain_rest", 1.0),
        (("--fatigue", "much-more"), "fatigue_next_day", "much_more"),
        (("--swelling",), "swelling_week", "yes"),
        (("--symptom", "dizziness", "--symptom", "palpitations"), "symptoms_week", ["dizziness", "palpitations"]),
        (("--bp", "128/76@2026-11-29"), "resting_systolic", 128.0),
        (("--resting-heart-rate", "62"), "resting_heart_rate", 62.0),
        (("--weight", "82.4@2026-11-29"), "weight", 82.4),
        (("--minutes-done", "45"), "minutes_done", 45.0),
        (("--event", "fall@2026-11-25", "--event", "fall@2026-11-27"), "falls_week", 2.0),
        (("--event", "fever@2026-11-25"), "illness_week", "fever"),
        (("--event", "admission@2026-11-25"), "admission_week", "yes"),
        (("--event", "hip injection@2026-11-25"), "hip_injection_date", "2026-11-25"),
        (("--lab", "potassium=4.6 mmol/L@2026-11-28"), "potassium", 4.6),
        (("--fact", "limp_worse=yes"), "limp_worse", "yes"),
    ],
    [
        (("--pain-next-morning", "same"), "pain_next_morning_change", 0.0),
        (("--no-swelling",), "swelling_week", "no"),
        (("--symptom", "none"), "symptoms_week", []),
        (("--missed", "1"), "weeks_missed", 1.0),
    ],
    [(("--pain-next-morning", "4"), "pain_next_morning", 4.0)],
]  # fmt: skip


@pytest.mark.parametrize("means", MEANS, ids=["first", "second", "third"])
def test_each_flag_of_a_review_becomes_the_fact_that_it_means(
    record: Path, means: list[tuple[tuple[str, ...], str, Any]]
) -> None:
    result = review(record, 1, *(word for words, _, _ in means for word in words))
    what = kept(record.parent)["events"][-1]["what"]
    assert what["kind"] == "review", result.stderr
    found = {fact: what["readings"][fact][-1]["value"] for _, fact, _ in means}
    assert found == {fact: value for _, fact, value in means}


def test_an_effort_of_ten_is_taken_to_borg_and_said(record: Path) -> None:
    result = review(record, 1, "--effort", "4/10")
    assert "taken as Borg" in result.stderr
    value = kept(record.parent)["events"][-1]["what"]["readings"]["effort_in_session"][-1]["value"]
    assert 12 <= value <= 14


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pain", "eleven"), "--pain `eleven` is no pain from 0 to 10"),
        (("--pain", "11"), "not plausible"),
        (("--effort", "4"), "--effort 4/10"),
        (("--event", "fall@2026-10-01"), "not in the time of this review"),
        (("--event", "fallen@2026-11-25"), "fall"),
        (("--event", "hip_injection"), "needs its day"),
        (("--symptom", "chestpain"), "chest_pain"),
        (("--symptom", "none", "--symptom", "fever"), "none"),
        (("--lab", "potassium=4.6"), "no date|unit"),
        (("--bp", "128-76"), "not a blood pressure"),
        (("--fact", "paine=2"), "not known"),
        (("--sessions-done", "many"), "no number"),
        (("--from", "nowhere.yaml"), "no such file"),
        ((), "Give it as flags"),
    ],
)
def test_what_no_one_can_mean_is_refused_in_words_and_the_record_stays(
    record: Path, words: tuple[str, ...], said: str
) -> None:
    before = record.read_bytes()
    result = review(record, 1, *words)
    assert result.exit_code == 2
    assert any(part in result.stderr for part in said.split("|"))
    assert "Traceback" not in result.stderr
    assert record.read_bytes() == before


def test_a_week_that_has_not_begun_is_over_or_was_reviewed_is_refused(record: Path) -> None:
    assert "nobody can know" in call("review", record, "--week", 2, "--on", end_of(0), *WELL).stderr
    assert review(record, 1, *WELL).exit_code == 0
    again = review(record, 1, *WELL)
    assert again.exit_code == 2
    assert "was reviewed on 2026-11-30 by PT Lee" in again.stderr
    assert "--correct" in again.stderr


def test_weeks_left_out_are_named_and_raise_nothing(record: Path) -> None:
    result = review(record, 3, *WELL)
    assert "No review of weeks 1 to 2" in result.stderr
    found = load(record.read_text(encoding="utf-8"))
    assert [week.doses["aerobic"]["volume"].high for week in found.weeks[:3]] == [45.0, 45.0, 45.0]
    assert [line.reviewed for line in found.trend] == [False, False, True]


def test_a_correction_replaces_what_it_says_and_keeps_the_rest(record: Path) -> None:
    review(record, 1, "--pain", 6, "--sessions-done", 4, "--otherwise-well")
    result = call("review", record, "--correct", "--pain", 2, "--on", end_of(1), "--by", "PT Lee")
    assert result.exit_code == 0
    assert "PROGRESS" in result.stdout
    line = load(record.read_text(encoding="utf-8")).trend[0]
    assert (line.pain, line.sessions) == (2.0, 4.0)


def test_a_weeks_file_is_read_like_a_patient_file(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "week.yaml"
    path.write_text(
        "by: PT Lee\nnote: Walked to church\nsessions_done: 4 sessions\npain_in_session: 2 of 10\n"
        "otherwise_well: yes\nlaboratory:\n  potassium: [4.6 mmol/L on 2026-11-28]\n",
        encoding="utf-8",
    )
    result = call("review", record, "--week", 1, "--from", path, "--on", end_of(1))
    assert result.exit_code == 0
    event = kept(record.parent)["events"][-1]
    assert (event["by"], event["reason"]) == ("PT Lee", "Walked to church")
    assert event["what"]["otherwise_well"] is True
    assert event["what"]["readings"]["potassium"][0]["value"] == 4.6


def test_a_dangerous_result_pauses_everything_and_the_exit_code_says_so(record: Path) -> None:
    result = review(record, 1, *WELL, "--lab", "potassium=6.3 mmol/L@2026-11-29")
    assert result.exit_code == 20
    assert "PAUSE" in result.stdout
    assert "no exercise" in result.stdout
    assert kept(record.parent)["weeks"][-1]["doses"] == {}


def test_a_refused_or_deferred_plan_is_neither_reviewed_nor_adjusted(tmp_path: Path) -> None:
    assert call("plan", WEEK_6.with_name("first-case.yaml"), "--out", tmp_path).exit_code == 20
    record = tmp_path / "first-case-plan.json"
    for result in (review(record, 1, *WELL), call("adjust", record, "--hold", *HAND)):
        assert result.exit_code == 2
        assert "has not begun" in result.stderr


def test_a_new_plan_never_replaces_a_record_with_reviews(record: Path) -> None:
    review(record, 1, *WELL)
    result = call("plan", WEEK_6, "--out", record.parent, "--force")
    assert result.exit_code == 2
    assert "holds 1 later entries" in result.stderr


def test_history_and_diff_read_like_notes(tmp_path: Path) -> None:
    record = new_record(tmp_path, 12)
    review(record, 1, *WELL, "--note", "Walked to church")
    call("adjust", record, "--hold", "--only", "aerobic", *HAND)
    said = call("history", record).stdout
    for words in (
        "Plan made for 12 weeks",
        "PT Lee: Week 1 reviewed",
        "Walked to church",
        "Dr A: Adjusted",
        "His wish",
    ):
        assert words in said
    shown = call("diff", record, "--from", 1, "--to", 2).stdout
    assert "mobility, lower hold: 10 -> 20 s" in shown
    assert json.loads(call("diff", record, "--from", 1, "--to", 2, "--json").stdout)["changed"]
    assert "weeks 1 to 12" in call("diff", record, "--from", 1, "--to", 40).stderr


def test_replay_says_same_and_names_what_was_changed_by_hand(record: Path) -> None:
    review(record, 1, *WELL)
    assert call("replay", record).exit_code == 0
    assert json.loads(call("replay", record, "--json").stdout)["same_bytes"] is True
    raw = kept(record.parent)
    raw["weeks"][0]["doses"]["aerobic"]["volume"]["high"] = 99.0
    record.write_text(json.dumps(raw), encoding="utf-8")
    changed = call("replay", record)
    assert changed.exit_code == 1
    assert "weeks[1].doses.aerobic.volume.high: 99.0 -> 45.0" in changed.stdout
    raw = kept(record.parent)
    raw["events"][1]["what"]["readings"]["pain_in_session"][0]["value"] = 0.0
    record.write_text(json.dumps(raw), encoding="utf-8")
    edited = call("replay", record)
    assert edited.exit_code == 1
    assert "Event 2 (review, 2026-11-30) is not as it was written" in edited.stdout
    assert "Changed by hand: Event 2" in review(record, 2, *WELL).stderr


def test_a_plan_made_with_other_protocols_replays_with_its_own_and_migrates_when_accepted(
    record: Path, tmp_path: Path
) -> None:
    review(record, 1, *WELL)
    present = _changed_protocols(tmp_path / "clinic")
    assert call("replay", record, "--protocols", present).exit_code == 0
    assert review(record, 2, *WELL, "--protocols", present).exit_code == 0
    shown = call("migrate", record, "--protocols", present)
    assert "Protocol hip_pain: changed" in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert "--accept needs" in call("migrate", record, "--protocols", present, "--accept").stderr
    before = load(record.read_text(encoding="utf-8"))
    accepted = call("migrate", record, "--protocols", present, "--accept", *HAND)
    assert accepted.exit_code == 0
    after = load(record.read_text(encoding="utf-8"))
    assert after.weeks[: before.now - 1] == before.weeks[: before.now - 1]
    assert len(after.texts) == 2
    assert call("replay", record).exit_code == 0
    assert review(record, 3, *WELL).exit_code == 0
    assert "nothing would change" in call("migrate", record, "--protocols", present).stdout


def _changed_protocols(folder: Path) -> Path:
    """The shipped protocols with a stricter rule in one of them, as a clinic would write it."""
    folder.mkdir()
    for path in default_folder().glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "hip_pain":
            old = "when: {any: [pain_in_session above 5 of 10]}"
            assert old in text
            text = text.replace("version: 1", "version: 2", 1).replace(
                old, "when: {any: [pain_in_session above 1 of 10]}"
            )
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def test_a_record_of_an_older_format_opens_or_says_exactly_why_not(record: Path) -> None:
    from fittvp.cli.upgrade import _digest_1
    from fittvp.protocol.library import load_library

    raw = kept(record.parent)
    made = raw["events"][0]["what"]
    old = {
        key: value
        for key, value in raw.items()
        if key not in ("events", "texts", "trend", "results", "now", "as_of")
    }
    old |= {"format": 1, "asked": made["asked"], "library": _digest_1(load_library().texts, raw["engine"])}
    old["patient"] = {**raw["patient"], "record": made["record"]}
    record.write_text(json.dumps(old), encoding="utf-8")
    opened = review(record, 1, *WELL)
    assert opened.exit_code == 0, opened.stderr
    assert kept(record.parent)["format"] == 2
    record.write_text(json.dumps({**old, "library": "another"}), encoding="utf-8")
    refused = review(record, 1, *WELL)
    assert refused.exit_code == 2
    assert "older format (1) that did not keep its protocols" in refused.stderr
    assert "aerobic" in call("explain", record).stdout
    assert "Week 1" not in call("history", record).stderr
    record.write_text(json.dumps({**raw, "format": 9}), encoding="utf-8")
    assert "written by a newer fittvp" in review(record, 1, *WELL).stderr


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"format": "2"}', b"[" * 100_000]
)
def test_what_is_no_record_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x-plan.json"
    path.write_bytes(content)
    for command in ("review", "history", "replay", "print"):
        result = call(command, path)
        assert result.exit_code == 2
        assert "is no plan" in result.stderr


def test_protocols_that_were_damaged_in_the_record_are_noticed(record: Path, tmp_path: Path) -> None:
    raw = kept(record.parent)
    present = _changed_protocols(tmp_path / "clinic")
    digest = next(iter(raw["texts"]))
    raw["texts"][digest] = raw["texts"][digest][:-400]
    record.write_text(json.dumps(raw), encoding="utf-8")
    result = call("replay", record, "--protocols", present)
    assert result.exit_code == 2
    assert "from a backup" in result.stderr


def test_of_two_who_review_at_once_the_second_is_told_and_keeps_the_answers(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fittvp.cli.keep as keep

    drawn, both = keep.Writer.draw, threading.Event()

    def slow(self: Any, plan: Any) -> Any:
        if not both.is_set():
            both.set()  # while the first is drawing, the second comes and is done
            assert review(record, 1, *WELL, "--by", "Dr B").exit_code == 0
        return drawn(self, plan)

    monkeypatch.setattr(keep.Writer, "draw", slow)
    result = review(record, 1, "--pain", 5, "--sessions-done", 3)
    assert result.exit_code == 2
    assert "Dr B recorded the review of week 1" in result.stderr
    draft = next(path for path in record.parent.iterdir() if path.name.endswith(".draft.yaml"))
    assert "5 of 10" in draft.read_text(encoding="utf-8")
    assert load(record.read_text(encoding="utf-8")).events[-1].by == "Dr B"


def test_the_paper_and_the_clinic_of_the_plan_stay_through_reviews(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: North Clinic\nphones: {Reception: 555 0199}\n", encoding="utf-8")
    out = tmp_path / "out"
    assert call("plan", FIT, "--out", out, "--paper", "letter", "--clinic", clinic).exit_code == 0
    record = out / "fit-adult-plan.json"
    assert review(record, 1, "--otherwise-well").exit_code == 0
    looks = read_plan(record).printing
    assert (looks.paper, looks.name, looks.phones) == ("letter", "North Clinic", [("Reception", "555 0199")])
    assert b"%PDF letter" in (out / "fit-adult-plan.pdf").read_bytes()
    assert call("print", record, "--paper", "a4").exit_code == 0
    assert b"%PDF a4" in (out / "fit-adult-handout.pdf").read_bytes()


def test_the_stamp_is_the_clocks_minute_or_the_builds() -> None:
    assert clock.stamp() == "2026-11-18T11:06Z"


# ---- asked at the terminal -------------------------------------------------------------------------------


def test_a_week_is_asked_for_at_the_terminal_and_all_else_well_ends_the_questions(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fittvp.cli.ask.can_ask", lambda: True)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("4\r" + "60\r" + "10\r" + "2\r" + "2\r" + "2\r" + "\r\r" + "y\r")
        result = call("review", record, "--week", 1, "--on", end_of(1), "--by", "PT Lee")
    assert result.exit_code == 0, result.stderr
    event = load(record.read_text(encoding="utf-8")).events[-1].what
    assert event.kind == "review"
    assert event.otherwise_well
    assert {"sessions_done", "minutes_done", "pain_in_session", "pain_week"} <= event.readings.keys()
    assert not list(record.parent.glob("*.draft.yaml"))


def test_questions_are_those_that_some_rule_of_the_patient_weighs(record: Path, tmp_path: Path) -> None:
    from fittvp.cli.questions import questions_of
    from fittvp.cli.record import open_record

    week = dt.date(2026, 11, 30)
    asked = {question.name for question in questions_of(open_record(str(record)), week)}
    assert {"sessions_done", "pain_in_session", "symptoms_week", "hip_hot_week", "limp_worse"} <= asked
    assert not asked & {"pain_week_change", "weeks_missed", "sessions_done_share"}
    assert call("plan", FIT, "--out", tmp_path / "fit").exit_code == 0
    fit = open_record(str(tmp_path / "fit" / "fit-adult-plan.json"))
    assert not {"hip_hot_week", "limp_worse"} & {question.name for question in questions_of(fit, week)}
    late = {question.name for question in questions_of(open_record(str(record)), dt.date(2026, 12, 28))}
    assert "potassium" in late - asked


def test_the_notes_keep_what_followed_when_it_was_written(record: Path) -> None:
    review(record, 1, *WELL, "--symptom", "chest_pain")
    call("adjust", record, "--cleared", *HAND)
    said = call("history", record).stdout
    assert "week 2: stop (everything) by general@1#chest-pain-in-the-week-stops-the-plan" in said
    assert said.index("week 2: stop") < said.index("week 2: hold")
    call("review", record, "--correct", "--pain", 1, "--on", end_of(1))
    assert "Said again" in call("history", record).stdout


def test_a_record_whose_last_entry_was_taken_out_is_noticed_and_its_events_count(record: Path) -> None:
    review(record, 1, *WELL)
    review(record, 2, *WELL)
    raw = kept(record.parent)
    raw["events"].pop()
    record.write_text(json.dumps(raw), encoding="utf-8")
    assert call("replay", record).exit_code == 1
    result = review(record, 2, *WELL)
    assert result.exit_code == 0
    assert "not those that its events lead to" in result.stderr
    record.write_text(json.dumps({**raw, "events": []}), encoding="utf-8")
    assert "holds no first event" in review(record, 3, *WELL).stderr


def test_effort_above_the_plan_and_half_a_week_are_no_base_for_more(record: Path) -> None:
    assert "HOLD" in review(record, 1, "--effort", 15, "--otherwise-well").stdout
    result = review(record, 2, "--sessions-done", 1, "--minutes-done", 5, "--otherwise-well")
    assert "PROGRESS" not in result.stdout
    assert "few-sessions-done-hold" in result.stdout


def test_a_result_that_runs_out_is_told_a_week_before_exercise_has_to_wait_for_it(record: Path) -> None:
    review(record, 1, *WELL)
    assert "Goes out of date" not in review(record, 2, *WELL).stdout
    said = review(record, 3, *WELL).stdout
    assert "Goes out of date before the next review" in said
    assert "2.31 mmol/L of 2026-11-20" in said
    assert review(record, 4, *WELL).exit_code == 20


@pytest.mark.parametrize(
    ("words", "said"), [(("--missed", 9), "at most 1 weeks"), (("--missed", 1, "--sessions-done", 3), "no session was done")]
)  # fmt: skip
def test_answers_that_cannot_both_be_are_asked_back(
    record: Path, words: tuple[object, ...], said: str
) -> None:
    assert said in review(record, 1, *words).stderr
