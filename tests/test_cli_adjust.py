"""The clinician's hand at the command line: done within limits, refused past them with the rule, never past a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_help import ALL_ARMS, ARMS, call, fixed_day, kept, new_record, no_pages
from test_cli_record import HAND, WELL, review

from fittvp.model.plan import load

on_the_day = pytest.fixture(autouse=True)(fixed_day)
plain_pages = pytest.fixture(autouse=True)(no_pages)


@pytest.fixture(name="record")
def _record(tmp_path: Path) -> Path:
    return new_record(tmp_path)


def test_a_stop_stays_until_clearance_is_recorded(record: Path) -> None:
    assert review(record, 1, *WELL, "--symptom", "chest_pain").exit_code == 20
    assert review(record, 2, *WELL).exit_code == 20
    assert "STOP" in call("adjust", record, "--progress", *HAND).stderr.upper()
    cleared = call("adjust", record, "--cleared", "--by", "Dr A", "--reason", "ECG and troponin normal")
    assert cleared.exit_code == 0
    assert kept(record.parent)["weeks"][2]["doses"]["aerobic"]["volume"]["high"] <= 45
    assert "there is nothing to clear" in call("adjust", record, "--cleared", *HAND).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nothing to adjust"),
        (("--hold", "--back"), "cannot both be"),
        (("--field", "aerobic.session_time"), "belong together"),
        (("--field", "aerobic.colour", "--to", "3"), "write stream and field"),
        (("--field", "aerobic.session_time", "--to", "20 km"), "is written as"),
        (("--field", "resistance_lower.session_time", "--to", "20 min"), "is written as"),
        (("--field", "aerobic.intensity", "--to", "15 Borg"), "effort-stays-light"),
        (("--field", "aerobic.session_time", "--to", "0 min"), "more than zero"),
        (("--field", "resistance_upper.sets", "--to", "2"), "cannot be set"),
        (("--swap", "plank"), "--swap needs both"),
        (("--swap", "nosuch=plank"), "is no exercise"),
        (("--swap", "level_walk=chair_dip"), "not the same kind of work|is no exercise"),
        (("--exclude", "nosuch"), "no exercise and no tag"),
        (("--weeks", "4"), "--weeks +4"),
        (("--override", "general#nosuch"), "names no rule"),
        (("--override", "ckd#high-potassium-defers"), "not a limit"),
        (("--only", "tail", "--hold"), "no kind of work"),
        (("--only", "legs"), "only says what"),
        (("--from-week", "40", "--hold"), "Lengthen it first"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused_with_the_rule_or_the_remedy(
    record: Path, words: tuple[str, ...], said: str
) -> None:
    before = record.read_bytes()
    result = call("adjust", record, *words, *HAND)
    assert result.exit_code == 2
    assert any(part in result.stderr for part in said.split("|")), result.stderr
    assert record.read_bytes() == before


def test_an_adjustment_within_the_limits_is_done_with_its_name_and_reason(record: Path) -> None:
    result = call(
        "adjust", record, "--from-week", 3, "--field", "aerobic.session_time", "--to", "20 min", *HAND
    )
    assert result.exit_code == 0
    found = load(record.read_text(encoding="utf-8"))
    value = found.weeks[2].doses["aerobic"]["session_time"]
    assert value.high == 20
    assert any(act.act == "entered" and "Dr A: His wish" in act.words for act in value.reasons)
    assert found.weeks[3].doses["aerobic"]["session_time"].high >= 20


def test_hold_back_progress_pace_weeks_and_swap_do_what_they_say(record: Path) -> None:
    review(record, 1, *WELL)
    first = load(record.read_text(encoding="utf-8"))
    assert call("adjust", record, "--hold", "--only", "aerobic", *HAND).exit_code == 0
    held = load(record.read_text(encoding="utf-8"))
    assert held.weeks[1].doses["aerobic"]["volume"].high == 45
    assert held.weeks[1].doses["mobility_lower"] == first.weeks[1].doses["mobility_lower"]
    assert call("adjust", record, "--progress", "--only", "aerobic", *HAND).exit_code == 0
    assert load(record.read_text(encoding="utf-8")).weeks[1].doses["aerobic"]["volume"].high > 45
    assert call("adjust", record, "--back", "--only", "aerobic", *HAND).exit_code == 0
    assert load(record.read_text(encoding="utf-8")).weeks[1].doses["aerobic"]["volume"].high < 45
    assert call("adjust", record, "--weeks", "+4", "--pace", "cautious", *HAND).exit_code == 0
    assert len(load(record.read_text(encoding="utf-8")).weeks) == 5 + 4
    now = load(record.read_text(encoding="utf-8")).weeks[1]
    names = [item.exercise for s in now.sessions for item in s.items if item.stream == "mobility_lower"]
    other = next(
        (
            each
            for each in _serving("mobility_lower")
            if each not in names and _swapped(record, names[0], each)
        ),
        None,
    )
    assert other is not None
    after = load(record.read_text(encoding="utf-8"))
    shown = [item.exercise for s in after.weeks[1].sessions for item in s.items]
    assert other in shown
    assert names[0] not in shown


def _serving(stream: str) -> list[str]:
    from fittvp.protocol.library import load_library

    return [exercise.id for exercise in load_library().serving[stream]]


def _swapped(record: Path, old: str, new: str) -> bool:
    return call("adjust", record, "--swap", f"{old}={new}", *HAND).exit_code == 0


def test_an_adjustment_needs_a_name_and_a_reason(record: Path) -> None:
    assert "--by" in call("adjust", record, "--hold", "--reason", "x").stderr
    assert "--reason" in call("adjust", record, "--hold", "--by", "x").stderr
    assert "--reason is empty" in call("adjust", record, "--hold", "--by", "Dr A", "--reason", " ").stderr


def test_week_1_is_the_start_it_is_held_or_lowered_but_not_moved_up(record: Path) -> None:
    assert "Week 1 is the start" in call("adjust", record, "--progress", *HAND).stderr
    assert call("adjust", record, "--back", "--only", "aerobic", *HAND).exit_code == 0
    assert load(record.read_text(encoding="utf-8")).weeks[0].doses["aerobic"]["volume"].high < 45
    assert call("adjust", record, "--hold", "--pace", "cautious", *HAND).exit_code == 0


def test_an_override_lifts_its_limit_from_the_coming_week_on_and_stands_on_the_plan(record: Path) -> None:
    review(record, 1, *WELL)
    before = load(record.read_text(encoding="utf-8"))
    assert "resistance_upper" not in before.weeks[1].doses
    lift = [part for rule in (ARMS, ALL_ARMS) for part in ("--override", rule)]
    assert call("adjust", record, *lift, *HAND).exit_code == 0
    after = load(record.read_text(encoding="utf-8"))
    assert [each.by for each in after.asked.overrides] == ["Dr A", "Dr A"]
    assert after.weeks[0] == before.weeks[0]
    closed = [{ref for one in plan.weeks[1].closed for ref in one.rules} for plan in (before, after)]
    assert any("lump-closes-arm-strength" in ref for ref in closed[0])
    assert not any("lump-closes-arm-strength" in ref for ref in closed[1])


def test_a_value_is_what_was_entered_even_after_a_move_of_the_same_week(record: Path) -> None:
    review(record, 1, *WELL)
    assert call("adjust", record, "--progress", "--only", "aerobic", *HAND).exit_code == 0
    to = ("--field", "aerobic.session_time", "--to", "20 min")
    assert call("adjust", record, *to, *HAND).exit_code == 0
    found = load(record.read_text(encoding="utf-8"))
    assert found.weeks[1].doses["aerobic"]["session_time"].high == 20


def test_what_rests_is_not_moved_up_later_by_a_word_said_earlier(record: Path) -> None:
    review(record, 1, *WELL, "--fact", "hip_hot_week=yes")
    assert call("adjust", record, "--progress", *HAND).exit_code == 0
    paused = load(record.read_text(encoding="utf-8"))
    assert all(line.by == "" for line in paused.weeks[1].moves if line.move == "pause")
    assert call("adjust", record, "--cleared", "--by", "Dr A", "--reason", "Hip seen").exit_code == 0
    after = load(record.read_text(encoding="utf-8"))
    assert after.weeks[1].doses["aerobic"]["volume"].high <= 45
