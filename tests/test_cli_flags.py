"""The clinician's flags: what tightens, what is refused, what an override needs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cli_help import (
    ALL_ARMS,
    ARMS,
    DAY,
    EXAMPLES,
    FIT,
    WEEK_6,
    Run,
    assert_refused,
    call,
    fixed_day,
    kept,
    no_pages,
    planner,
    words_of,
)

from fittvp.cli.labs import read_labs
from fittvp.protocol.library import load_library

on_the_day = pytest.fixture(autouse=True)(fixed_day)
plain_pages = pytest.fixture(no_pages)
plan = pytest.fixture(planner)


def volume(plan: Any, week: int = 1) -> float:
    return float(plan["weeks"][week - 1]["doses"]["aerobic"]["volume"]["high"])


def test_a_plan_has_as_many_weeks_as_are_asked_for(plan: Run, tmp_path: Path) -> None:
    assert plan("--weeks", 4).exit_code == 0
    assert len(kept(tmp_path / "out")["weeks"]) == 4


def test_a_cautious_pace_is_never_faster(plan: Run, tmp_path: Path) -> None:
    plan()
    usual = kept(tmp_path / "out")
    plan("--pace", "cautious")
    cautious = kept(tmp_path / "out")
    assert all(volume(cautious, week) <= volume(usual, week) for week in range(1, 13))


def test_fewer_days_and_minutes_are_taken_as_asked(plan: Run, tmp_path: Path) -> None:
    assert plan("--sessions", 2, "--minutes", "10-12", "--by", "Dr A").exit_code == 0
    found = kept(tmp_path / "out")
    aerobic = [week["doses"]["aerobic"] for week in found["weeks"]]
    assert (aerobic[0]["sessions"]["value"], aerobic[0]["session_time"]["value"]) == (2, 10)
    assert max(dose["sessions"]["high"] for dose in aerobic) == 2
    assert max(dose["session_time"]["high"] for dose in aerobic) <= 12
    assert found["asked"]["by"] == "Dr A"


def test_a_ceiling_on_effort_holds_in_every_week(plan: Run, tmp_path: Path) -> None:
    assert plan("--max-effort", 12, patient=FIT).exit_code == 0
    weeks = kept(tmp_path / "out", "fit-adult")["weeks"]
    assert max(week["effort"]["aerobic"]["borg"][1] for week in weeks) <= 12


def test_a_held_week_raises_nothing(plan: Run, tmp_path: Path) -> None:
    plan("--hold-week", 2, "--hold-week", 3)
    weeks = kept(tmp_path / "out")["weeks"]
    for stream, fields in weeks[0]["doses"].items():
        for field, value in fields.items():
            for week in weeks[1:3]:
                assert week["doses"][stream][field]["high"] <= value["high"], f"{stream}.{field}"


def test_an_excluded_exercise_or_tag_is_in_no_session(plan: Run, tmp_path: Path) -> None:
    plan()
    first = kept(tmp_path / "out")["weeks"][0]["sessions"][0]["items"][0]
    assert plan("--exclude", first["name"].upper(), "--exclude", "supine-flat").exit_code == 0
    found = kept(tmp_path / "out")
    used = {
        item["exercise"]
        for week in found["weeks"]
        for session in week["sessions"]
        for item in session["items"]
    }
    assert first["exercise"] not in used
    assert all("supine_flat" not in found["exercises"][each]["tags"] for each in used)


def test_the_place_to_train_may_be_chosen(plan: Run, tmp_path: Path) -> None:
    assert plan("--setting", "gym").exit_code == 0
    assert kept(tmp_path / "out")["asked"]["setting"] == "gym"


def test_every_place_that_can_be_chosen_is_one_the_library_knows() -> None:
    from fittvp.cli.options import SETTINGS

    places = load_library().composition["settings"]
    assert {place.replace("-", "_") for place in SETTINGS} == set(places)


def test_letter_paper_and_the_clinics_name_reach_the_pages(plan: Run, tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: North Clinic\nphones: {Reception: 555 0199}\n", encoding="utf-8")
    assert plan("--paper", "letter", "--clinic", clinic).exit_code == 0
    for kind in ("plan", "handout"):
        page = (tmp_path / f"out/first-case-week-6-{kind}.pdf").read_text(encoding="utf-8")
        assert page.startswith("%PDF letter")
        assert "North Clinic" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: North", "Did you mean `name`?"),
        ("logo: nowhere.png", "cannot be opened"),
        ("logo: clinic.yaml", "no PNG or JPEG"),
        ("phones: [1, 2]", "Reception: 555 0199"),
        ("name: [a]", "plain text"),
        ("- a list", "holds no clinic"),
    ],
)
def test_a_clinics_file_that_cannot_be_used_is_refused(
    plan: Run, tmp_path: Path, text: str, said: str
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(text + "\n", encoding="utf-8")
    assert_refused(plan("--clinic", clinic), said)
    assert not (tmp_path / "out").exists()


def test_a_new_low_calcium_defers_the_plan_the_same_day(plan: Run, tmp_path: Path) -> None:
    result = plan("--lab", "calcium=1.85 mmol/L@2026-11-22")
    assert result.exit_code == 20
    assert "taken as albumin-adjusted calcium" in result.stderr
    found = kept(tmp_path / "out")
    assert found["weeks"] == []
    assert found["asked"]["labs"] == ["calcium_adjusted=1.85 mmol/L@2026-11-22"]


def test_normal_calcium_results_lift_exactly_their_own_block(tmp_path: Path, plan: Run) -> None:
    before = json.loads(call("check", EXAMPLES / "first-case.yaml", "--json").stdout)
    results = ("--lab", "calcium=2.28 mmol/L@2026-11-18", "--lab", "calcium=2.31 mmol/L@2026-11-20")
    after = json.loads(call("check", EXAMPLES / "first-case.yaml", "--json", *results).stdout)
    assert {f["rule"] for f in after["clearance"]["findings"]} < {
        f["rule"] for f in before["clearance"]["findings"]
    }
    assert "calcium_adjusted" not in {line["fact"] for line in after["not_known"]}


@pytest.mark.parametrize(
    ("lab", "said"),
    [
        ("calcium", "is no result"),
        ("calcium=2.40 mmol/L", "has no date"),
        ("calcium=2.40@2026-11-20", "mmol/L"),
        ("calcium=9.6 mmol/L@2026-11-20", "mg/dL"),
        ("calcium=2.40 mmol/L@2027-11-20", "future"),
        ("potasium=4.9 mmol/L@2026-11-20", "Did you mean `potassium`?"),
        ("age=50 years@2026-11-20", "no laboratory result"),
        ("pth=high@2026-11-20", "--lab pth"),
        ("calcium=2.60 mmol/L@2026-11-20", "two different answers"),
    ],
)
def test_a_result_that_is_not_clear_is_asked_back(plan: Run, tmp_path: Path, lab: str, said: str) -> None:
    assert_refused(plan("--lab", lab), said)
    assert not (tmp_path / "out").exists()


def test_a_result_answers_what_the_file_calls_unknown(tmp_path: Path) -> None:
    text = WEEK_6.read_text(encoding="utf-8").replace(
        "potassium: 4.9 mEq/L on 2026-11-20", "potassium: Unknown"
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    asked = json.loads(call("check", tmp_path / "p.yaml", "--json").stdout)
    told = json.loads(
        call("check", tmp_path / "p.yaml", "--json", "--lab", "K=4 mmol/L@2026-11-20").stdout or "{}"
    )
    assert told == {}  # nobody guesses what K is
    lab = ("--lab", "Potassium=4.9 mmol/L@2026-11-20 08:30")
    told = json.loads(call("check", tmp_path / "p.yaml", "--json", *lab).stdout)
    assert "potassium" in {line["fact"] for line in asked["not_known"]}
    assert "potassium" not in {line["fact"] for line in told["not_known"]}


def test_total_and_ionised_calcium_stay_what_they_are() -> None:
    facts = load_library().facts
    names = {"calcium_total": "2.40 mmol/L", "Ionised calcium": "1.20 mmol/L"}
    labs = read_labs([f"{name}={value}@2026-11-20" for name, value in names.items()], facts, DAY)
    assert [(lab.fact, lab.notes) for lab in labs] == [("calcium_total", ()), ("calcium_ionised", ())]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--sessions", "three"], "Write --sessions 3-4"),
        (["--sessions", "4-3"], "Write --sessions 3-4"),
        (["--sessions", "8"], "from 1 to 7"),
        (["--minutes", "0"], "from 1 to 240"),
        (["--max-effort", "5"], "6 to 20"),
        (["--hold-week", "13"], "weeks 1 to 12"),
        (["--weeks", "0"], "1<=x<=52"),
        (["--weeks", "53"], "1<=x<=52"),
        (["--exclude", "planck"], "Did you mean `plank"),
        (["--setting", "moon"], "dialysis-chair"),
        (["--on", "23.11.2026"], "2026-11-23"),
        (["--on", "2026-02-30"], "YYYY-MM-DD"),
        (["--on", "1989-12-31"], "before 1990"),
        (["--on", "2028-01-01"], "more than a year ahead"),
        (["--reason", "because"], "belongs to an --override"),
        (["--override", ARMS], "--reason"),
        (["--override", ARMS, "--reason", "letter"], "--by WHO"),
        (["--override", ARMS, "--reason", " ", "--by", "Dr A"], "--reason is empty"),
        (["--override", "no-such-rule", "--reason", "x", "--by", "Dr A"], "names no rule"),
        (["--override", ARMS.replace("#", "@99#"), "--reason", "x", "--by", "Dr A"], "has changed since"),
        (["--protocols", "nowhere"], "no protocols"),
    ],
)
def test_a_flag_that_nobody_can_mean_is_refused(
    plan: Run, tmp_path: Path, flags: list[str], said: str
) -> None:
    assert_refused(plan(*flags), said)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("flags", [["--minutes", "200-240", "--sessions", "7"], ["--max-effort", "16"]])
def test_a_wish_that_passes_a_limit_is_refused_with_the_rule_named(plan: Run, flags: list[str]) -> None:
    result = plan(*flags)
    assert_refused(result, "would pass a limit", "--override RULE --reason TEXT --by WHO")
    assert re.search(r"[a-z_]+@[0-9]+#[a-z-]+", result.stderr)


def test_an_override_opens_the_arms_and_stands_on_the_plan(tmp_path: Path) -> None:
    rules = ("--override", ARMS, "--override", ALL_ARMS)
    why = ("--reason", "Letter of the surgeon", "--reason", "The same letter")
    result = call(
        "plan", WEEK_6, "--out", tmp_path, "--weeks", 2, *rules, *why, "--by", "Dr C, heart surgeon"
    )
    assert result.exit_code == 0, result.output
    found = kept(tmp_path)
    for override, reason in zip(found["asked"]["overrides"], why[1::2], strict=True):
        assert (override["reason"], override["by"]) == (reason, "Dr C, heart surgeon")
        assert override["on"] == DAY.isoformat()
    assert "resistance_upper" in found["weeks"][0]["doses"]
    assert "Letter of the surgeon" in result.stdout
    assert "Letter of the surgeon" in " ".join(words_of(tmp_path / "first-case-week-6-plan.pdf").split())


def test_a_refusal_or_a_deferral_is_never_overridden(plan: Run) -> None:
    rule = "ckd_mineral_bone#calcium-too-low-to-exercise"
    patient = EXAMPLES / "first-case-low-calcium.yaml"
    result = plan("--override", rule, "--reason", "x", "--by", "Dr A", patient=patient)
    assert_refused(result, "only a limit can be overridden")


def test_two_overrides_need_two_reasons(plan: Run) -> None:
    both = ("--override", ARMS, "--override", ALL_ARMS, "--by", "Dr C")
    assert_refused(plan(*both, "--reason", "one"), "2 --reason")
    assert plan(*both, "--reason", "one", "--reason", "two", "--weeks", 1).exit_code == 0


def test_a_program_reads_the_verdict_and_the_files(plan: Run, tmp_path: Path) -> None:
    found = json.loads(plan("--json").stdout)
    assert (found["verdict"], found["exit_code"], found["id"]) == ("caution", 0, "first-case-week-6")
    assert sorted(found["files"]) == sorted(str(path) for path in (tmp_path / "out").iterdir())
