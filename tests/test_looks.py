"""What is printed can be read: on a grey printer, by a colour-blind reader, in a clinic's own colour."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from cli_help import assert_refused, call
from pypdf import PdfReader
from test_sheets import plan_of

from fittvp.pdf import render
from fittvp.pdf.theme import (
    ACCENT,
    INK,
    LINE,
    LOOKS,
    MUTED,
    RULE,
    THEMES,
    TINT,
    WHITE,
    ZEBRA,
    contrast,
    mixed,
    palette,
)
from fittvp.sheet import Clinic, handout_document, words_home
from fittvp.sheet.blocks import Diary, Heading

LONG = Clinic(
    "Northgate Kidney and Heart Centre by the River, Department of Movement, Exercise and Rehabilitation"
)
READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
SEEN = 3.0  # the same, 1.4.11: lines and shapes that mean something


def test_contrast_is_that_of_the_published_examples() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast((119 / 255,) * 3, WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("fill", [WHITE, TINT, ZEBRA], ids=str)
@pytest.mark.parametrize("ink", [INK, MUTED, ACCENT], ids=str)
def test_running_words_can_be_read_on_every_fill(
    ink: tuple[float, float, float], fill: tuple[float, float, float]
) -> None:
    assert contrast(ink, fill) >= READABLE


@pytest.mark.parametrize("tone", LOOKS)
def test_a_tone_can_be_read_on_its_tint_on_white_and_as_a_bar(tone: str) -> None:
    look = LOOKS[tone]  # type: ignore[index]
    assert min(contrast(look.ink, fill) for fill in (look.tint, WHITE)) >= READABLE
    assert contrast(INK, look.tint) >= READABLE


def test_tones_differ_by_shape_and_line_so_that_grey_paper_tells_them_apart() -> None:
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)
    warnings = [LOOKS["careful"], LOOKS["stop"], LOOKS["good"]]
    assert len({(look.line, look.dash) for look in warnings}) == len(warnings)


@pytest.mark.parametrize("code", ["FFFFFF", "00FF00", "8ECAE6", "0B5563", "000000", "#C71585"])
def test_a_clinics_colour_is_darkened_until_it_can_be_read(code: str) -> None:
    found = palette(code)
    accent = found[ACCENT]
    assert contrast(accent, found[TINT]) >= READABLE
    assert contrast(WHITE, accent) >= READABLE
    assert contrast(INK, found[TINT]) >= READABLE


@pytest.mark.parametrize("code", ["FFE600", "C8501E", "#B00020", "98201A"])
def test_a_clinics_colour_that_looks_like_a_warning_colours_the_rules_only(code: str) -> None:
    assert list(palette(code)) == [LINE]
    assert contrast(palette(code)[LINE], WHITE) >= READABLE


def test_without_a_clinics_colour_ours_stays_and_a_readable_one_is_kept_as_it_is() -> None:
    assert palette("") == {}
    assert palette("7A1F5C")[ACCENT] == (0x7A / 255, 0x1F / 255, 0x5C / 255)
    assert mixed((0.0, 0.0, 0.0), 0.5) == (0.5, 0.5, 0.5)


def test_lines_that_mean_something_can_be_seen() -> None:
    assert contrast(RULE, WHITE) >= SEEN


def test_large_print_is_eighteen_points_or_more_and_laid_out_anew() -> None:
    large = THEMES["large"]
    sizes = [kind.size for kind in (large.body, large.small, large.dense, large.fine, large.note, large.card)]
    assert min(sizes) >= 18 - 1e-9
    assert large.body.leading > THEMES["home"].body.leading


def test_a_colour_that_is_none_is_refused_in_words(tmp_path) -> None:  # type: ignore[no-untyped-def]
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: North\ncolour: teal\n")
    assert_refused(
        call("plan", "docs/examples/fit-adult.yaml", "--clinic", clinic, "--out", tmp_path / "o"), "colour"
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_in_large_print_each_stop_sign_has_a_line_of_its_own_and_page_one_is_named_after_them(
    paper: Any,
) -> None:
    document = replace(handout_document(plan_of("first-case-week-6"), clinic=LONG), size="large")
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(render(document, paper))).pages]
    assert words_home.WHEN_TO_STOP in pages[0]
    signs = "\n".join(pages[:2])
    assert not re.search(r"•\s*$|\w •", signs, re.MULTILINE)
    assert "a blow to the head" in signs
    assert LONG.name.split()[-1] in pages[0]
    assert LONG.name.split()[-1] not in pages[1]


def test_the_page_before_a_session_stands_ahead_of_the_exercises() -> None:
    heads = [
        one.text
        for held in handout_document(plan_of("first-case-week-6")).blocks
        for one in getattr(held, "blocks", (held,))
        if isinstance(one, Heading) and one.level == 1
    ]
    assert heads.index("Before you start") < heads.index("Your exercises") < heads.index("Your diary")


def test_the_diary_shows_the_training_days_and_is_high_enough_for_a_hand() -> None:
    found = [one for one in handout_document(plan_of("first-case-week-6")).blocks if isinstance(one, Diary)]
    assert {"Strength", "Balance"} <= set(found[0].columns)
    assert [day for day, planned in zip(found[0].rows, found[0].active, strict=True) if planned] == [
        "Mon", "Wed", "Thu", "Fri",
    ]  # fmt: skip
    assert min(THEMES[size].diary_row for size in ("home", "large")) >= 34
