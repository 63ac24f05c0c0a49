"""The generated pages say what protocols/, tests/cases/ and the commands say now."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import generate  # noqa: E402
from generate import main, stale  # noqa: E402


@lru_cache(maxsize=1)
def pages() -> dict[Path, str]:
    """The pages, made once; `generate.pages` makes them anew."""
    return generate.pages()


def test_a_clinician_reads_in_the_docs_what_the_program_does_today() -> None:
    assert stale(pages()) == [], "run: python docs/generate.py"


def test_a_changed_sentence_is_noticed() -> None:
    path, text = next(iter(pages().items()))
    assert stale({path: text + "x"}) != []


def test_the_pages_are_the_same_each_time_they_are_made() -> None:
    assert generate.pages() == pages()


def test_every_protocol_has_its_page_and_its_open_questions() -> None:
    questions = (ROOT / "docs/open-questions.md").read_text(encoding="utf-8")
    for path in pages():
        if path.parent.name == "protocols":
            assert f"`{path.stem}`" in questions


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        assert not re.search(r"(?<![\w.])/(work|tmp|opt|root|home)/", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_the_check_answers_for_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "pages", pages)
    assert main(["--check"]) == 0
    first, text = next(iter(pages().items()))
    monkeypatch.setattr(generate, "pages", lambda: {**pages(), first: text + "x"})
    assert main(["--check"]) != 0
