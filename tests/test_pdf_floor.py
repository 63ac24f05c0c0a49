"""The pdf floor: what is printed can be read, whatever the words are, and is the same each time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from fittvp.pdf import render
from fittvp.sheet import blocks as b
from fittvp.sheet.blocks import Span

HOSTILE = (
    "<b>Ann</b> & <img src='file:///etc/passwd'/> </para><br/>",
    "Zoë\x00\x07\x1b[31m\u202eO'Brien\u200b\ufeff",
    "🏃‍♀️ 👩🏽‍⚕️ שלום עולם مرحبا 漢字 ő ș ≥ ≤ → ⅓ 10⁹/L m² VO₂ ☐",
    "W" * 300,
    "Donau-dampfschiff-" * 30,
    "lone \ud800 surrogate, \ufffe and \U0010ffff",
    "a\n\n\n\nb\r\nc\td",
    "%s {} ${x} \\( \\) ((( %PDF-1.4 endobj stream",
    "",
    " ",
)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def document(*held: b.Block, **changes: Any) -> b.Document:
    made = b.Document(
        title="Exercise plan",
        subject="A plan of 12 weeks",
        header="Margaret Ashdown, born 1948-03-02",
        footer="plan 7f3c9a21",
        blocks=held,
        size="clinic",
        clinic="Northgate Physiotherapy",
        keywords=("FITT-VP", "plan"),
    )
    return replace(made, **changes)


def every_kind(words: str, long: int = 1) -> tuple[b.Block, ...]:
    """One block of each kind, with the same words in each place that can hold words."""
    said = (words, Span(words, bold=True, notes=(1, 2)), Span(words, italic=True))
    row = (words, said, words)
    inner = (b.Heading(words, 3), b.Text(said), b.Bullets((words, said), numbered=True))
    return (
        b.Heading(words),
        b.Heading(words, 2),
        b.Text(said, "lead"),
        b.Bullets((said, words)),
        b.Table(row, (row,) * long, (1, 2, 1), "dense", ("stop",) * long, caption=words),
        b.Table((words,) * 9, ((words,) * 9,), (1,) * 9, "dense"),
        b.Facts(((words, said), (words, words), (words, words)), 2),
        b.Box(words, inner, "careful"),
        b.Bands((b.Band("good", words, said), b.Band("stop", words, words)), words),
        b.WeekStrip(tuple(b.Day(words, (words,) * (n % 2), n % 2 == 0) for n in range(7)), words),
        b.EffortScale(3, 4.5, ((0, words), (4, words), (5, words), (10, words)), words),
        b.Steps(words, (words,) * 12, tuple(range(0, 120, 10)), words, ((3, words),), 100, words),
        b.Trend(words, (words,) * 3, (60, 70, 0), (50, 90, None), words, (3, None, 10), words, words),
        b.ExerciseCard(words, words, ((words, words), (words, words)), words, words),
        b.Diary(words, (words, words, words), (words, words), (1, 2, 3)),
        b.Signature((words, words, words, words)),
        b.Columns(inner, inner, 0.4),
        b.Together(inner),
        b.PageBreak(),
        b.Text(words, "note"),
    )


@pytest.fixture
def ink(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float, float, float, float, str]]:
    """Every line of text that is drawn: x, baseline, width, smallest size, largest size, words."""
    from fittvp.pdf.pen import Pen

    drawn: list[tuple[float, float, float, float, float, str]] = []
    real = Pen.lines

    def lines(self: Any, x: float, baseline: float, leading: float, lines: Any) -> None:
        for nth, (shift, (wide, runs)) in enumerate(lines):
            raised = [ink.size for _, ink in runs if ink.rise]  # the numbers of notes, which are smaller
            assert min(raised, default=5.6) >= 5.6
            sizes = [ink.size for _, ink in runs if not ink.rise] or [7.5]
            words = "".join(text for text, _ in runs)
            drawn.append((x + shift, baseline - nth * leading, wide, min(sizes), max(sizes), words))
        real(self, x, baseline, leading, lines)

    monkeypatch.setattr(Pen, "lines", lines)
    return drawn


def test_the_words_of_each_kind_of_block_are_printed_in_their_order() -> None:
    """A reader, and a screen reader, meets the words in the order in which they were written."""
    words = [f"word{n:02d}x" for n in range(40)]
    take = iter(words).__next__
    held = (
        b.Heading(take()),
        b.Text((take() + " ", Span(take(), bold=True))),
        b.Bullets((take(), take())),
        b.Table((take(), take()), ((take(), take()), (take(), take())), (1, 1)),
        b.Facts(((take(), take()), (take(), take()))),
        b.Box(take(), (b.Text(take()),), "stop"),
        b.Bands((b.Band("good", take(), take()), b.Band("careful", take(), take())), ""),
        b.ExerciseCard(take(), take(), ((take(), take()),), take()),
        b.Columns((b.Text(take()),), (b.Text(take()),)),
        b.Together((b.Text(take()),)),
        b.Signature((take(), take())),
        b.Diary(take(), (take(), take()), (take(), take()), (1, 1)),
    )
    used = words[: words.index(take())]
    text = "".join(pages(render(document(*held))))
    assert [word for word in text.split() if word.startswith("word")] == used


@pytest.mark.parametrize("size", ["clinic", "home"])
@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_can_break_the_page(words: str, size: Any, ink: list[Any]) -> None:
    """Mark-up, control characters, emoji and endless words print as text, inside the margins."""
    render(
        document(
            *every_kind(words), size=size, header=words, footer=words, clinic=words, draft=words, title=words
        )
    )
    for x, baseline, wide, least, _, said in ink:
        assert x > 20
        assert x + wide < 595.28 - 20, said
        assert 15 < baseline < 841.89 - 15, said
        assert least >= 7.5


def test_markup_in_a_name_prints_as_it_was_written() -> None:
    """A name is a name: nothing in it is interpreted."""
    name = "<b>Ann</b> & <img src='x'/> <a href='y'>Lee</a> &amp;"
    text = squeezed("".join(pages(render(document(b.Text(name), b.Table((name,), ((name,),), (1,)))))))
    assert text.count(squeezed(name)) == 3


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("10⁹/L", "10⁹/L"),
        ("10⁻¹²", "10⁻¹²"),
        ("10⁴ ≈ m²", "10⁴ ≈ m²"),
        ("½ × 5 − 1 ≠ 3 µg", "½ × 5 − 1 ≠ 3 µg"),
        ("Δ ● ✓ α", "Δ • √ α"),
        ("5ᵃ", "5^a"),
        ("2⅓", "2⅓"),
        ("VO₂", "VO₂"),
        ("1 ≮ 2", "1 ? 2"),
        ("Erdős", "Erdős"),
        ("≥ 6.0", "≥ 6.0"),
        ("5 → 6", "5 → 6"),
        ("שלום", "????"),
        ("a\u202eb\u200dc\x00", "abc"),
    ],
)
def test_a_character_the_face_lacks_never_changes_a_number(written: str, printed: str) -> None:
    """A superscript nine that became a nine would be a wrong number."""
    from fittvp.pdf.fonts import printable

    assert printable(written).replace("\u00a0", " ") == printed


@pytest.mark.parametrize(("paper", "across", "down"), [("a4", 595.28, 841.89), ("letter", 612, 792)])
@pytest.mark.parametrize("size", ["clinic", "home"])
def test_the_paper_has_its_size_and_no_page_is_empty(
    paper: Any, across: float, down: float, size: Any
) -> None:
    """Page breaks at the start, at the end or in a row print no empty page."""
    gap = (b.PageBreak(), b.PageBreak())
    held = (*gap, *every_kind("walk 20 min", 30), *gap, b.Box("", (b.PageBreak(), b.Text("last"))), *gap)
    reader = PdfReader(io.BytesIO(render(document(*held, size=size), paper)))
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(across)
        assert float(page.mediabox.height) == pytest.approx(down)
        said = page.extract_text().replace("Margaret Ashdown, born 1948-03-02", "")
        assert "walk" in said or "last" in said


def test_a_document_of_nothing_is_one_page() -> None:
    """Even then the head line and the page number are there."""
    assert "page 1 of 1" in pages(render(document()))[0]


def _elsewhere(code: str, seed: str = "0") -> str:
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(here.parent), str(here)])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_two_prints_of_one_plan_are_the_same_bytes() -> None:
    """Also in other processes, where sets and dicts of text may be ordered otherwise."""
    code = (
        "import hashlib; import test_pdf_floor as t; from fittvp.pdf import render;"
        "print(hashlib.sha256(render(t.document(*t.every_kind('walk ≥ 20 min مشي 走路'))))"
        ".hexdigest())"
    )
    made = document(*every_kind("walk ≥ 20 min مشي 走路"))
    first = render(made)
    assert render(made) == first
    assert {_elsewhere(code, "1"), _elsewhere(code, "2")} == {hashlib.sha256(first).hexdigest()}


def test_importing_the_floor_loads_no_reportlab() -> None:
    """A command that prints nothing does not pay for the printer."""
    assert _elsewhere("import sys, fittvp.pdf; print('reportlab' in sys.modules)") == "False"


@pytest.mark.parametrize("size", ["clinic", "home"])
def test_every_font_is_embedded(size: Any) -> None:
    """The page looks the same on every printer."""
    reader = PdfReader(io.BytesIO(render(document(*every_kind("walk"), size=size, draft="draft"))))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_the_properties_name_the_document() -> None:
    """Title, subject, language and keywords are set, and the viewer shows the title."""
    reader = PdfReader(io.BytesIO(render(document(language="en-GB", title="Plan\x00 of Zoë"))))
    about = reader.metadata
    assert about is not None
    assert (about.title, about.subject, about.author) == ("Plan  of Zoë", "A plan of 12 weeks", "fittvp")
    assert about["/Keywords"] == "FITT-VP, plan"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) in ("true", "True")


def test_a_draft_says_so_on_every_page() -> None:
    """Nobody holds a page of a draft without knowing it."""
    held = tuple(b.Text("walk " * 200) for _ in range(28))
    texts = pages(render(document(*held, draft="DRAFT: not reviewed")))
    assert len(texts) > 3
    assert all("DRAFT: not reviewed" in text for text in texts)
    assert [f"page {n} of {len(texts)}" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)


def test_a_table_of_two_hundred_rows_prints_each_row_once_and_its_header_on_each_page() -> None:
    """A header far away is no header."""
    rows = tuple((f"row{n:03d}", f"cell{n:03d}", "walk 20 min") for n in range(200))
    texts = pages(render(document(b.Table(("Week", "Minutes", "How"), rows, (1, 1, 2)))))
    assert all("Minutes" in text for text in texts)
    found = [word for text in texts for word in text.split() if word.startswith(("row", "cell"))]
    assert found == [word for row in rows for word in row[:2]]


def test_a_row_taller_than_a_page_is_cut_and_loses_no_word(ink: list[Any]) -> None:
    """A reason of two thousand words still prints."""
    words = [f"w{n:04d}" for n in range(2000)]
    table = b.Table(("Rule", "Reason"), (("a", " ".join(words)), ("b", "end")), (1, 4), "small")
    texts = pages(render(document(table)))
    assert len(texts) >= 2
    assert [word for text in texts for word in text.split() if word[1:].isdigit() and len(word) == 5] == words
    assert min(baseline for _, baseline, *_ in ink) > 25


@pytest.mark.parametrize("small", range(6))
def test_a_page_that_is_just_full_is_followed_by_no_empty_page(small: int) -> None:
    """A form with nothing that goes on after it does not need the air after it."""
    for lines in range(34, 44):
        filler = (
            *(b.Text("filler", "small") for _ in range(small)),
            *(b.Text("filler") for _ in range(lines)),
        )
        form = ((*filler, b.Box("", (b.Text("last"),))), ())
        texts = pages(render(document(b.OneOf((form, form)))))
        assert all("filler" in text or "last" in text for text in texts), lines


@pytest.mark.parametrize("tall", [10, 400])
@pytest.mark.parametrize("kind", [b.Heading, b.Text])
def test_a_header_or_a_box_taller_than_a_page_still_prints(tall: int, kind: Any) -> None:
    """What no page can hold is cut."""
    words = " ".join(f"w{n:04d}" for n in range(tall * 10))
    held = (
        b.Table((words, "x"), (("a", "b"),) * 3, (1, 1)),
        b.Together((b.Box(words, (b.Box("inner", (kind(words),), "stop"),)), b.Text(words))),
        b.Columns((b.Text(words),), (b.Text("short"), b.Text(words))),
    )
    text = "".join(pages(render(document(*held))))
    assert text.count(f"w{tall * 10 - 1:04d}") == 6


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_is_never_left_alone_at_the_foot_of_a_page(level: int) -> None:
    """Wherever the page ends, a heading stands with the first words of its part."""
    for lines in range(38, 56):
        held = (
            *(b.Text("filler") for _ in range(lines)),
            b.Heading("The weeks", level),
            b.Text("begin here"),
        )
        texts = pages(render(document(*held)))
        assert [("The weeks" in text) == ("begin here" in text) for text in texts] == [True] * len(texts), (
            lines
        )


def test_what_is_kept_together_stays_on_one_page() -> None:
    """An exercise is not begun on one page and ended on the next."""
    card = b.ExerciseCard("Stand up", "2 of 8", tuple((f"Part {n}", "Slowly.") for n in range(6)), "No pain.")
    for lines in range(25, 50, 3):
        held = (*(b.Text("filler") for _ in range(lines)), card, b.Together((b.Text("one"), b.Text("two"))))
        for text in pages(render(document(*held))):
            assert ("Stand up" in text) == ("No pain." in text)
            assert ("one" in text.split()) == ("two" in text.split())


def test_a_handout_is_set_in_large_type(ink: list[Any]) -> None:
    """What a patient reads is never under 12 points but for note numbers, head and foot."""
    render(document(*every_kind("walk"), size="home", header="h", footer="f", clinic="c"))
    body = [size for *_, size, words in ink if words not in ("h", "f", "c") and not words.startswith("page")]
    assert min(body) >= 12


def _overlaps(ink: list[Any]) -> list[tuple[str, str]]:
    found = []
    for at, (x, y, wide, _, size, words) in enumerate(ink):
        for x2, y2, wide2, _, size2, words2 in ink[at + 1 :]:
            apart = x + wide <= x2 + 0.5 or x2 + wide2 <= x + 0.5
            clear = y - 0.2 * size >= y2 + 0.7 * size2 or y2 - 0.2 * size2 >= y + 0.7 * size
            if not apart and not clear:
                found.append((words, words2))
    return found


@pytest.mark.parametrize("size", ["clinic", "home"])
@pytest.mark.parametrize(
    "words", ["walk", "walk for 20 minutes at a speed at which you can talk", *HOSTILE[:4]]
)
def test_no_words_are_printed_over_others(words: str, size: Any, ink: list[Any]) -> None:
    """Each block on a sheet of its own: no two lines of text touch."""
    for block in every_kind(words):
        ink.clear()
        render(document(block, size=size))
        if any(said.startswith("page 1\u00a0of 1") for *_, said in ink):
            assert _overlaps(ink) == [], type(block).__name__


def test_a_broken_logo_is_left_out_and_a_sound_one_is_drawn() -> None:
    """The plan is worth more than the picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (60, 20), (10, 90, 100, 200)).save(out, "PNG")
    sound = out.getvalue()
    for broken in (b"", b"GIF89a", b"\x89PNG\r\n\x1a\nrubbish", sound[:60], b"\xff\xd8\xff\xe0 no"):
        assert "page 1 of 1" in pages(render(document(logo=broken)))[0]
    drawn = document(b.Text("walk"), logo=sound)
    assert len(PdfReader(io.BytesIO(render(drawn))).pages[0].images) == 1
    assert render(drawn) == render(drawn)


def test_every_kind_of_block_has_its_maker() -> None:
    """A new block cannot be forgotten."""
    from fittvp.pdf.build import MAKERS

    assert set(MAKERS) == set(get_args(b.Block))


@pytest.mark.parametrize(
    "block",
    [
        b.EffortScale(float("nan"), 99, ((-3, "no"), (14, "no"))),
        b.Steps("", (), (), ""),
        b.Steps("", ("1", "2"), (float("inf"), -5.0), "min", ((9, "beyond"),), float("nan")),
        b.Steps("", ("1",), (1e-300,), "min", (), 1e300),
        b.Trend("", (), (), (), ""),
        b.Trend("", ("1", "2"), (float("inf"), -5.0), (None, float("nan")), "min", (float("nan"), 99)),
        b.Trend("", ("1", "2", "3"), (1e-300, 0.0, 0.0), (None,), "min", (None,)),
        b.Trend("", tuple(map(str, range(60))), (90.0,) * 60, (None, 80.0) * 30, "min", (None, 10.0) * 30),
        b.Table((), (), ()),
        b.Table(("a",), (("b", "c"), ()), (0, -1)),
        b.Bands(()),
        b.WeekStrip(()),
        b.Diary("", (), ("Mon",), ()),
        b.Facts((), 0),
        b.Columns((), (), 7.0),
        b.Together(()),
        b.Box("", ()),
        b.Bullets(()),
        b.Signature(()),
        b.ExerciseCard("", "", ()),
        b.Heading("deep", 9),
    ],
)
def test_an_odd_block_still_leaves_a_page(block: b.Block) -> None:
    """Nothing that can be built can stop the print."""
    for size in ("clinic", "home"):
        assert "after" in "".join(pages(render(document(block, b.Text("after"), size=size))))


def _luminance(colour: tuple[float, float, float]) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_every_ink_can_be_read_on_its_ground_and_no_tone_rests_on_colour() -> None:
    """At least 4.5 to 1; and on a grey printer the shapes and borders still differ."""
    from fittvp.pdf import theme

    grounds = [theme.WHITE, theme.TINT, theme.ZEBRA, *(look.tint for look in theme.LOOKS.values())]
    inks = [theme.INK, theme.MUTED, theme.ACCENT, *(look.ink for look in theme.LOOKS.values())]
    for ground in grounds:
        for colour in inks:
            light, dark = sorted((_luminance(ground), _luminance(colour)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5
    looks = theme.LOOKS.values()
    assert (
        len({look.shape for look in looks})
        == len({(look.line, look.dash, look.shape) for look in looks})
        == 6
    )


def test_what_can_neither_be_cut_nor_held_is_drawn_smaller() -> None:
    """The last resort cuts nothing off and comes to an end."""
    from fittvp.pdf.piece import Shrunk, Solid, Stack, pages_of

    class Tower(Solid):
        tall = 5000.0

    made = pages_of(Stack([Tower(), Tower()]), 500.0, 700.0)
    assert [page.height(500.0) <= 700.0 for page in made] == [True, True]
    assert isinstance(made[0], Shrunk)


_words = st.text(max_size=60) | st.sampled_from(HOSTILE)
_leaf = st.builds(b.Text, _words) | st.builds(b.Heading, _words, st.integers(1, 3)) | st.just(b.PageBreak())
_leaf |= st.builds(
    lambda words, rows: b.Table((words, words), ((words, "x"),) * rows, (1, 3)), _words, st.integers(0, 40)
)
_block = st.recursive(
    _leaf,
    lambda inner: (
        st.lists(inner, max_size=4)
        .map(tuple)
        .flatmap(
            lambda held: st.sampled_from(
                [
                    b.Together(held),
                    b.Box("title", held, "stop"),
                    b.Columns(held, held[:1]),
                    b.Columns((), held, 0.01),
                ]
            )
        )
    ),
    max_leaves=12,
)


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(_block, max_size=6))
def test_whatever_is_put_in_whatever_the_print_ends(held: list[b.Block]) -> None:
    """Boxes in columns in boxes, with any words: always pages, never an exception."""
    assert len(PdfReader(io.BytesIO(render(document(*held)))).pages) >= 1


def test_the_square_code_draws_every_dark_module_once() -> None:
    import segno

    from fittvp.pdf.code import runs_of

    holds = "fittvp:first-case:1:d5e7d1f3"
    side, runs = runs_of(holds)
    drawn = {(row, at) for row, first, long in runs for at in range(first, first + long)}
    matrix = segno.make(holds, error="m", micro=False).matrix
    assert drawn == {(y, x) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert side == len(matrix) >= 21
    assert holds in pages(render(document(b.Code(holds, "Bring it."))))[0]
