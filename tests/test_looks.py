"""What is printed can be read: on a grey printer, by a colour-blind reader, in a clinic's own colour."""

from __future__ import annotations

import pytest
from cli_help import assert_refused, call

from fittvp.pdf.theme import (
    ACCENT,
    INK,
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


@pytest.mark.parametrize("code", ["FFFFFF", "FFE600", "00FF00", "8ECAE6", "0B5563", "000000", "#C71585"])
def test_a_clinics_colour_is_darkened_until_it_can_be_read(code: str) -> None:
    found = palette(code)
    accent = found[ACCENT]
    assert contrast(accent, found[TINT]) >= READABLE
    assert contrast(WHITE, accent) >= READABLE
    assert contrast(INK, found[TINT]) >= READABLE


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
