"""`fittvp check`, `explain`, `protocols`, `schema` and `new`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cli_help import EXAMPLES, FIT, ROOT, VERDICTS, assert_refused, call, drawn_once, fixed_day, kept
from jsonschema import Draft202012Validator

on_the_day = pytest.fixture(autouse=True)(fixed_day)
issued = pytest.fixture(scope="module")(drawn_once)


@pytest.mark.parametrize("name", VERDICTS)
def test_check_gives_the_verdict_of_the_plan_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("check", EXAMPLES / f"{name}.yaml", "--json")
    assert (json.loads(result.stdout)["verdict"], result.exit_code) == VERDICTS[name]
    assert call("check", EXAMPLES / f"{name}.yaml").exit_code == VERDICTS[name][1]
    assert list(tmp_path.iterdir()) == []


def test_every_number_of_every_week_is_explained_down_to_source_and_page(issued: Any) -> None:
    from fittvp.cli.reasons import chain_of, fields_of
    from fittvp.model.plan import load

    plan = load((issued[0] / "first-case-week-6-plan.json").read_text(encoding="utf-8"))
    for week in plan.weeks:
        for field in fields_of(week):
            chain = chain_of(plan, field, week.number)
            assert chain is not None, field
            rules = [ref for act in chain.acts for ref in act.rules]
            assert rules, field
            for ref in rules:
                cites = plan.rules[ref].sources
                assert cites, ref
                assert all(cite.where and plan.sources[cite.id]["title"] for cite in cites), ref


def test_explain_tells_the_story_of_a_number_from_its_start(issued: Any) -> None:
    record = issued[0] / "first-case-week-6-plan.json"
    told = call("explain", record, "--field", "aerobic.session_time", "--week", 8).stdout
    assert "Week 1: started" in told
    assert re.search(r"Week [2-8]: stepped", told)
    assert re.search(
        r"Source: .+; (strong|moderate|weak|expert); (read in full|read as quoted|recalled)",
        " ".join(told.split()),
    )
    assert "Week 9" not in told


@pytest.mark.parametrize("field", ["resistance.lower.load", "resistance_lower.load", "Resistance lower.load"])
def test_a_field_may_be_written_as_people_write_it(issued: Any, field: str) -> None:
    told = call("explain", issued[0] / "first-case-week-6-plan.json", "--field", field, "--week", 1).stdout
    assert told.startswith("resistance_lower.load in week 1")


@pytest.mark.parametrize(
    "part", ["clearance", "closed", "checks", "red_flags", "monitoring", "goals", "leads"]
)
def test_every_part_of_the_plan_explains_itself(issued: Any, part: str) -> None:
    record = issued[0] / "first-case-week-6-plan.json"
    assert call("explain", record, "--field", part).exit_code == 0
    found = json.loads(call("explain", record, "--field", part, "--json").stdout)
    for line in found["parts"][part]:
        assert all(found["rules"][ref]["sources"] for ref in line["rules"])


def test_an_unknown_field_lists_those_that_there_are(issued: Any) -> None:
    result = call("explain", issued[0] / "first-case-week-6-plan.json", "--field", "aerobic.tempo")
    assert_refused(result, "aerobic.session_time", "Parts: clearance")


def test_a_deferred_plan_explains_why_and_has_no_number(issued: Any) -> None:
    record = issued[0] / "first-case-plan.json"
    assert "calcium-not-shown-steady-after-parathyroidectomy" in call("explain", record).stdout
    assert_refused(call("explain", record, "--field", "aerobic.volume"), "holds no dose")
    assert_refused(call("explain", record, "--week", 1), "no weeks")


def test_what_is_no_plan_is_not_explained(issued: Any, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text("{}")
    assert_refused(call("explain", tmp_path / "p.json"), "is no plan")
    assert_refused(call("explain", tmp_path / "nowhere.json"), "no such file")
    assert_refused(call("explain", issued[0] / "fit-adult-plan.json", "--week", 13), "weeks 1 to 12")


def test_the_protocols_are_listed_with_their_status(issued: Any) -> None:
    rows = json.loads(call("protocols", "list", "--json").stdout)["protocols"]
    by_id = {row["id"]: row for row in rows}
    for line in kept(issued[0])["protocols"]:
        assert (by_id[line["id"]]["version"], by_id[line["id"]]["sha256"]) == (
            line["version"],
            line["sha256"],
        )
    assert all(sum(row["seen"].values()) == row["rules"] for row in rows)
    listed = call("protocols", "list").stdout
    assert all(f"{row['id']} {row['version']} ({row['status']})" in listed for row in rows)


def test_a_protocol_and_a_rule_are_shown_with_their_sources() -> None:
    assert "high-potassium-defers" in call("protocols", "show", "ckd").stdout
    shown = json.loads(call("protocols", "show", "ckd#high-potassium-defers", "--json").stdout)
    assert [rule["id"] for rule in shown["rules"]] == ["high-potassium-defers"]
    assert shown["rules"][0]["sources"]
    assert_refused(call("protocols", "show", "kcd"), "Did you mean `ckd`?")
    assert_refused(call("protocols", "show", "ckd#high-potasium-defers"), "Did you mean")


def test_sound_protocols_pass_and_broken_ones_are_named(tmp_path: Path) -> None:
    assert call("protocols", "check").exit_code == 0
    for file in (ROOT / "protocols").glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "ckd.yaml").write_text("id: ckd\nid: ckd\n", encoding="utf-8")
    result = call("protocols", "check", "--protocols", tmp_path)
    assert (result.exit_code, "ckd.yaml, line 2" in result.stdout) == (2, True)
    assert_refused(call("check", FIT, "--protocols", tmp_path), "ckd.yaml, line 2")


def test_the_words_that_exclude_are_listed() -> None:
    found = json.loads(call("protocols", "list", "--exercises", "--json").stdout)
    assert len(found["exercises"]) >= 70
    assert "high_impact" in found["tags"]


@pytest.mark.parametrize("what", ["patient", "plan", "protocol"])
def test_each_schema_is_a_json_schema(what: str) -> None:
    schema = json.loads(call("schema", what).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"


def test_a_new_patient_file_asks_for_its_two_answers_and_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "patient.yaml"
    assert call("new", file).exit_code == 0
    first = file.read_text(encoding="utf-8")
    assert_refused(call("check", file), "conditions", "medicines")
    assert_refused(call("new", file), "kept", "--force")
    assert file.read_text(encoding="utf-8") == first
    file.write_text(
        first.replace("\nconditions:  ", "\nconditions: []").replace("\nmedicines:  ", "\nmedicines: []")
    )
    assert call("check", file).exit_code == 0
