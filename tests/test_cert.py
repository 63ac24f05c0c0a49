"""The reporting items (CERT): every published plan fills all nineteen boxes, and says what the clinic adds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_help import EXAMPLES, VERDICTS, call, fixed_day, new_record, no_pages

from fittvp.model.plan import load
from fittvp.sheet import cert as module
from fittvp.sheet.cert import boxes, reported
from fittvp.sheet.notes import Notes
from fittvp.sheet.text import plain
from fittvp.sheet.words_cert import ITEMS

day = pytest.fixture(autouse=True)(fixed_day)
plain_pages = pytest.fixture(autouse=True)(no_pages)


def test_the_checklist_has_sixteen_items_in_nineteen_boxes() -> None:
    assert len(ITEMS) == 19
    assert {int(box.rstrip("ab")) for box in ITEMS} == set(range(1, 17))


@pytest.mark.parametrize("name", VERDICTS)
def test_no_published_example_leaves_a_box_blank(name: str, tmp_path: Path) -> None:
    call("plan", EXAMPLES / f"{name}.yaml", "--out", tmp_path)
    file = tmp_path / f"{name}-plan.json"
    result = call("check", file, "--cert")
    assert result.exit_code == 0, result.output
    found = reported(load(file.read_text(encoding="utf-8")))
    if VERDICTS[name][0] == "defer":
        assert found is None
        assert "no programme to report" in result.stdout
        return
    assert found is not None
    assert (found.boxes, found.blank) == (19, ())
    assert "19 of 19 boxes" in result.stdout
    assert all(f"{box}: {what}" in result.stdout for box, what in found.clinic)
    shown = json.loads(call("check", file, "--cert", "--json").stdout)
    assert shown == {"boxes": 19, "blank": [], "clinic": dict(found.clinic)}


def test_a_box_that_says_nothing_of_the_plan_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = new_record(tmp_path)
    whole = boxes(load(record.read_text(encoding="utf-8")), Notes(load(record.read_text(encoding="utf-8"))))

    def with_gaps(plan: Any, notes: Any) -> dict[str, Any]:
        return {**whole, "13": "", "9": module._clinic("who knows")}

    monkeypatch.setattr(module, "boxes", with_gaps)
    result = call("check", record, "--cert")
    assert result.exit_code == 2
    assert "Blank: 13 The dose" in result.stdout
    assert "Blank: 9 Part done at home" in result.stdout


def test_how_far_the_plan_was_kept_is_told_from_the_weeks_that_were_reviewed(tmp_path: Path) -> None:
    record = new_record(tmp_path)
    before = load(record.read_text(encoding="utf-8"))
    assert "16b How far it was kept" in dict(reported(before).clinic)  # type: ignore[union-attr]
    week = ("review", record, "--week", 1, "--sessions-done", 2, "--on", "2026-11-30", "--otherwise-well")
    assert call(*week).exit_code == 0
    after = load(record.read_text(encoding="utf-8"))
    said = plain(boxes(after.model_copy(update={"weeks": after.coming}), Notes(after))["16b"])
    assert said.startswith(f"2 of {after.trend[0].planned_sessions:g} planned sessions in 1 week")
    found = reported(after)
    assert found is not None
    assert found.blank == ()
    assert "16b How far it was kept" not in dict(found.clinic)


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x-plan.json").write_text("{}")
    assert "is no plan" in call("check", tmp_path / "x-plan.json", "--cert").stderr
