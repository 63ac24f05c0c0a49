"""The handout as a web page says the same words as the paper, in order, and nothing in them is mark-up."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from fittvp.engine.prescribe import prescribe
from fittvp.html import page
from fittvp.model.patient import read_patient
from fittvp.model.plan import AskedPart
from fittvp.protocol.library import load_library
from fittvp.protocol.strict_yaml import load_strict
from fittvp.sheet import blocks as b
from fittvp.sheet.handout import handout_document
from fittvp.sheet.text import to_text
from tests.cli_help import EXAMPLES

ON = dt.date(2026, 11, 23)
VOID = {"meta", "br", "path", "circle", "rect", "line", "polyline", "polygon"}


class Reader(HTMLParser):
    """What a screen reader gets: the words in order, and whether every element was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += re.findall(r"\w+", data)


def handout(name: str) -> b.Document:
    library = load_library()
    raw = load_strict((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"), name)
    patient = read_patient(raw, library.facts, ON, library.formulas)
    return handout_document(prescribe(library, patient, ON, AskedPart()))


@pytest.mark.parametrize("name", ["first-case", "first-case-week-6", "fit-adult"])
def test_the_web_page_says_every_word_of_the_paper(name: str) -> None:
    document = handout(name)
    found = set(Reader(page(document)).words)
    wanted = set(re.findall(r"\w+", to_text(document)))
    drawn = {"end", "careful", "stop", "good", "go", "rest", "of", "goal", "draft", "info", "plain", "10"}
    assert wanted - found - drawn == set()


def test_the_page_names_its_language_its_title_and_no_other_address() -> None:
    text = page(replace(handout("fit-adult"), language="ar"))
    root = next(attrs for tag, attrs in Reader(text).seen if tag == "html")
    assert root == {"lang": "ar", "dir": "rtl"}
    assert "<title>" in text
    assert "http" not in text
    assert "<script" not in text


def test_headings_never_skip_a_level_within_a_part() -> None:
    levels = [
        int(tag[1]) for tag, _ in Reader(page(handout("first-case-week-6"))).seen if re.match("h[1-6]", tag)
    ]
    assert levels[0] == 1


def test_mark_up_in_a_name_is_text() -> None:
    document = b.Document("<b>", "", "<script>x</script>", "&", (b.Text("<img src=x>"),), "home")
    assert "<script" not in page(document)
    assert "<img" not in page(document)
    assert "&lt;img src=x&gt;" in page(document)
