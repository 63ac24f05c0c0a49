"""What is printed beside the two documents, how large, and with whose name: asked once, kept with the record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cli_help import DAY, EXAMPLES, WEEK_6, call, fixed_day, kept, words_of
from pypdf import PdfReader

on_the_day = pytest.fixture(autouse=True)(fixed_day)


@pytest.fixture(name="named")
def _named(tmp_path: Path) -> Path:
    text = re.sub(r"(?m)^id: .*$", "id: m-1\nname: Maria Example", (EXAMPLES / "fit-adult.yaml").read_text())
    assert "Maria Example" in text
    (tmp_path / "m.yaml").write_text(text)
    return tmp_path / "m.yaml"


def issue(patient: Path, out: Path, *words: object) -> Any:
    result = call("plan", patient, "--on", DAY, "--out", out, *words)
    assert result.exit_code in (0, 20), result.output
    return result


def test_the_web_page_the_one_page_and_the_calendar_are_written_when_asked_for(tmp_path: Path) -> None:
    issue(WEEK_6, tmp_path, *(word for each in ("html", "one-page", "calendar") for word in ("--also", each)))
    name = "first-case-week-6"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{name}-{rest}" for rest in (
            "calendar.ics", "handout.html", "handout.pdf", "one-page.pdf", "plan.json", "plan.pdf",
        )
    ]  # fmt: skip
    assert len(PdfReader(tmp_path / f"{name}-one-page.pdf").pages) == 1
    assert "STOP and call" in words_of(tmp_path / f"{name}-one-page.pdf")
    assert kept(tmp_path, name)["printing"]["also"] == ["html", "one-page", "calendar"]


def test_a_review_writes_again_what_was_asked_for_and_nothing_ends_it(tmp_path: Path) -> None:
    issue(EXAMPLES / "fit-adult.yaml", tmp_path, "--also", "calendar", "--large-print")
    record, calendar = tmp_path / "fit-adult-plan.json", tmp_path / "fit-adult-calendar.ics"
    before = calendar.read_bytes()
    week = ("--week", 1, "--on", "2026-11-30", "--sessions-done", 5, "--otherwise-well", "--by", "PT Lee")
    assert call("review", record, *week).exit_code == 0
    after = calendar.read_bytes()
    assert after != before
    assert b"DTSTART;VALUE=DATE:20261130" in after
    assert b"DTSTART;VALUE=DATE:20261123" not in after
    assert kept(tmp_path, "fit-adult")["printing"]["large"] is True
    calendar.unlink()
    assert call("print", record, "--also", "nothing", "--usual-print").exit_code == 0
    assert not calendar.exists()
    assert kept(tmp_path, "fit-adult")["printing"]["large"] is False


def test_large_print_has_the_same_words_on_more_pages(tmp_path: Path) -> None:
    for name, words in (("usual", ()), ("large", ("--large-print",))):
        issue(EXAMPLES / "fit-adult.yaml", tmp_path / name, *words)
    usual, large = (tmp_path / each / "fit-adult-handout.pdf" for each in ("usual", "large"))
    assert len(PdfReader(large).pages) > len(PdfReader(usual).pages)
    ignored = r"page \d+ of \d+"
    words = [set(re.findall(r"\w+", re.sub(ignored, "", words_of(each)))) for each in (usual, large)]
    drawn = {"rest", "easy", "talk", "sentences", "few", "words", "all", "you", "can", *map(str, range(11))}
    assert words[0] - words[1] <= drawn  # the scale of effort stands only where page one has room for it
    assert words[1] <= words[0]


def test_without_the_name_only_the_id_stands_on_every_page_and_the_record_keeps_the_name(
    named: Path, tmp_path: Path
) -> None:
    also = ("--also", "html", "--also", "one-page", "--also", "calendar")
    issue(named, tmp_path / "with", *also)
    issue(named, tmp_path / "without", "--no-name", *also)
    for kind in ("plan.pdf", "handout.pdf", "one-page.pdf"):
        assert "Maria Example" in words_of(tmp_path / "with" / f"m-1-{kind}")
        said = words_of(tmp_path / "without" / f"m-1-{kind}")
        assert "Maria" not in said
        assert "m-1" in said
    assert "Maria" not in (tmp_path / "without" / "m-1-handout.html").read_text(encoding="utf-8")
    assert kept(tmp_path / "without", "m-1")["patient"]["name"] == "Maria Example"


def test_a_calendar_names_no_condition_and_its_days_are_the_plans(tmp_path: Path) -> None:
    issue(WEEK_6, tmp_path, "--also", "calendar")
    text = (tmp_path / "first-case-week-6-calendar.ics").read_text(encoding="utf-8").replace("\n ", "")
    assert not re.search("kidney|bypass|calcif|hip pain", text, re.IGNORECASE)
    weeks = kept(tmp_path)["weeks"][:4]
    wanted = sorted(one["date"].replace("-", "") for week in weeks for one in week["sessions"])
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == wanted
    assert text.count("15 minutes") == sum(
        item["minutes"] == 15.0 for one in weeks[0]["sessions"] for item in one["items"]
    )


def test_a_deferred_patient_gets_a_calendar_without_sessions(tmp_path: Path) -> None:
    result = call(
        "plan", EXAMPLES / "first-case-low-calcium.yaml", "--on", DAY, "--out", tmp_path, "--also", "calendar"
    )
    assert result.exit_code == 20
    text = (tmp_path / "first-case-low-calcium-calendar.ics").read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" not in text
    assert "BEGIN:VCALENDAR" in text
