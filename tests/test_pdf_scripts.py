"""Other scripts: Arabic is joined and runs from the right, Chinese is embedded and ends its lines where it may."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from bidi import get_display
from page import validate_pdf_bytes
from pypdf import PdfReader
from test_pdf_floor import document, every_kind, ink, pages  # noqa: F401
from test_pdf_tags import walk

from fittvp.pdf import arabic, faces, fonts, han, render, scripts
from fittvp.pdf.extra import MissingExtra
from fittvp.sheet import blocks as b
from fittvp.sheet.blocks import Span

WALK = "امش 15 إلى 20 دقيقة (مع Theraband)، 3 مرات في الأسبوع."
STEPS = "每周步行3次，每次10分钟（约500米）。如果胸口痛，请停下并拨打急救电话。"


def arabic_page(*held: b.Block, **changes: Any) -> b.Document:
    return document(*held, language="ar", direction="rtl", **changes)


def order_of(text: str, rtl: bool) -> str:
    """The characters as they are drawn from left to right, brackets not yet turned."""
    return "".join(text[at] for at, _ in arabic.visual(text, rtl))


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        WALK,
        "ضغط الدم 120/80 mmHg في الصباح",
        "بجهد 40% إلى 60% من الأقصى",
        "(أ) 3.5 كغ [ب (c) د]",
        "Call أحمد (Ahmad) now: 3 times",
        "الجولة 2–3: ٢٠ دقيقة",
        "Bisoprolol 2.5 mg صباحا",
    ],
)
def test_a_mixed_line_is_drawn_in_the_order_of_the_unicode_algorithm(text: str, rtl: bool) -> None:
    """As every browser shows it: python-bidi is the reference."""
    assert order_of(text, rtl) == get_display(text, base_dir="R" if rtl else "L")


def test_any_mixture_of_letters_numbers_and_brackets_agrees_with_the_reference() -> None:
    """Eight hundred lines that nobody would write."""
    dice = random.Random(20261123)
    for _ in range(800):
        text = "".join(dice.choice("aب1٢ .,/%()[]:ة;") for _ in range(dice.randint(1, 14)))
        if sum(map(str.isdigit, text)) < 6:
            for base in "RL":
                assert order_of(text, base == "R") == get_display(text, base_dir=base), (text, base)


@pytest.mark.parametrize(
    ("text", "rtl", "drawn"),
    [
        ("For \u2068محمد علي\u2069, 23 November", False, "For يلع دمحم, 23 November"),
        ("\u2068محمد\u2069 (a-6), 54 years", False, "دمحم (a-6), 54 years"),
        ("إلى \u2068first-case-6\u2069، 23 نوفمبر", True, "ربمفون 23 ،first-case-6 ىلإ"),
        ("For \u2068محمد", False, "For دمحم"),
    ],
)
def test_a_name_in_another_script_does_not_turn_its_line_around(text: str, rtl: bool, drawn: str) -> None:
    assert "".join(char for _, char in arabic.visual(text, rtl)) == drawn


@pytest.mark.parametrize(
    "number", ["555 0100", "555-0100", "+44 20 7946 0958", "(020) 7946-0958", "≥ 6.0", "−2.5"]
)
def test_a_telephone_number_or_a_bound_is_never_turned_around(number: str) -> None:
    """The plain algorithm would print 0100 555, and a bound that may be read either way."""
    drawn = "".join(char for _, char in arabic.visual(f"الهاتف {number} اليوم", True))
    assert number.strip("()") in drawn


def test_the_number_of_a_note_never_mixes_with_the_numbers_of_an_arabic_line() -> None:
    """`7–8` with note 5,7 would be printed as 8 5,7–7."""
    from fittvp.pdf.text import Text
    from fittvp.pdf.theme import CLINIC
    from fittvp.pdf.writing import _turned

    for words in ("7–8", "15 دقيقة", "في اليوم 3"):
        text = Text((Span(words, notes=(5, 7)), " ثم استرح"), CLINIC.body)
        ((_, runs),) = text._at(500.0)
        shown = _turned(runs, True)
        assert [run.replace("\u00a0", "") for run, look in shown if look.rise] == ["5,7"]
        drawn = "".join(run for run, _ in shown)
        number = "".join(char for char in words if char.isdigit())[-1]
        assert drawn.index("5,7") < drawn.index(number, drawn.index("5,7") + 3)


def test_brackets_face_their_side() -> None:
    """A bracket that opens at the right is drawn as one that closes."""
    assert "".join(char for _, char in arabic.visual("(أب)", True)) == "(بأ)"


def test_letters_are_joined_and_said_as_they_were_typed() -> None:
    """Seven letters in their forms, lam and alef as one; and back again for who listens or copies."""
    assert [hex(ord(char)) for char in arabic.shaped("الأطباء")] == [
        "0xfe8d", "0xfef7", "0xfec3", "0xfe92", "0xfe8e", "0xfe80",
    ]  # fmt: skip
    for text in ("الأطباء لا يوميًا", WALK, "پچگ ک ی"):
        assert fonts.logical(fonts.printable(text)) == text


@pytest.mark.parametrize(
    ("written", "printed"), [("امشِ", "امش"), ("شدَّ", "شدّ"), ("يوميًا", "يوميًا"), ("كتابٍ", "كتاب")]
)
def test_a_vowel_sign_that_has_no_right_place_is_left_out(written: str, printed: str) -> None:
    """A sign for below, printed above, would be another vowel."""
    assert fonts.logical(fonts.printable(written)) == printed


def test_an_arabic_page_is_the_mirror_of_an_english_one(ink: list[Any]) -> None:  # noqa: F811
    """Each line begins as far from the right as it did from the left; the words are not mirrored."""
    drawn: list[list[tuple[float, float]]] = []
    from fittvp.pdf.writing import Writing

    real = Writing.draw

    def draw(self: Any, lines: Any, *rest: Any) -> None:
        drawn[-1].extend((x, sum(fonts.width(i.face, w) * i.size for w, i in runs)) for x, runs in lines)
        real(self, lines, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writing, "draw", draw)
        for direction in ("ltr", "rtl"):
            drawn.append([])
            render(document(*every_kind("walk"), direction=direction))
    assert len(drawn[0]) == len(drawn[1]) > 100
    for (x, wide), (other, _) in zip(*drawn, strict=True):
        assert x + wide + other == pytest.approx(595.28, abs=6.0)


def test_what_is_read_out_is_in_the_order_of_speech_whatever_is_drawn() -> None:
    """A paragraph, a cell and a heading carry their words as they were written."""
    held = (
        b.Heading("خطة 12 أسبوعا"),
        b.Text((WALK, Span(" لا تتجاوز 2.5 كغ", bold=True), " واسترح. " * 40)),
        b.Table(("الأسبوع", "الدقائق"), (("الأول", "15 دقيقة"),), (1, 1)),
    )
    made = walk(render(arabic_page(*held)))
    said = [str(elem["/ActualText"]).replace("\u00a0", " ") for _, elem, _ in made if "/ActualText" in elem]
    assert "خطة 12 أسبوعا" in said
    assert any(text.startswith(WALK + " لا تتجاوز 2.5 كغ واسترح.") for text in said)
    assert "15 دقيقة" in said


def test_a_name_in_another_script_is_drawn_by_its_own_face_and_marked_as_its_language() -> None:
    """A Chinese or Arabic name in an English letter; an English medicine in an Arabic one."""
    pdf = render(document(b.Text("Mr 王喆 and Mrs فاطمة")))
    fonts_of = {
        str(font.get_object()["/BaseFont"])
        for font in PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    }
    assert any("NotoSansSC" in name for name in fonts_of)
    assert any("PlexSansArabic" in name.replace("IBM", "") for name in fonts_of)
    content = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    assert b"/Lang(zh)" in content.get_data()
    assert b"/Lang(ar)" in content.get_data()
    assert "王喆" in "".join(pages(pdf))
    english = PdfReader(io.BytesIO(render(arabic_page(b.Text("تناول Bisoprolol"))))).pages[0].get_contents()
    assert english is not None
    assert b"/Lang(en)" in english.get_data()


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize(("words", "language"), [(WALK, "ar"), (STEPS, "zh-Hans")])
def test_a_checker_finds_no_fault_in_other_scripts(words: str, language: str, profile: str) -> None:
    """All kinds of block, in Arabic and in Chinese, bold and plain."""
    made = document(*every_kind(words, 20), language=language, direction="rtl" if language == "ar" else "ltr")
    pdf = render(made)
    assert [one.message for one in validate_pdf_bytes(pdf, profile=profile).failures] == []
    assert len(pdf) < 400_000


@pytest.mark.parametrize("words", [WALK, STEPS, "وزن" * 60, "胸" * 40])
@pytest.mark.parametrize("size", ["clinic", "home"])
def test_no_line_of_another_script_leaves_its_page(words: str, size: Any, ink: list[Any]) -> None:  # noqa: F811
    """In every kind of block."""
    render(document(*every_kind(words), size=size, header=words, footer=words, draft=words))
    assert all(x > 20 and x + wide < 595.28 - 20 for x, _, wide, *_ in ink)


def test_a_chinese_line_ends_between_characters_but_not_before_a_full_stop() -> None:
    """Nor after an opening bracket, within a number or a Latin word, or between a number and what it counts."""
    parts = scripts.syllables(scripts.widened("说“能”，用Theraband（约500米）做10次。"))
    assert [fonts.logical(part) for part in parts] == [
        "说", "“能”，", "用", "Theraband", "（约", "500米）", "做", "10次。",
    ]  # fmt: skip


@pytest.mark.parametrize("wide", [6.0, 9.5, 20.0])
def test_no_chinese_line_begins_with_a_stop_or_ends_with_an_opening_bracket(wide: float) -> None:
    """Whatever the width of the column."""
    from fittvp.pdf.text import Text
    from fittvp.pdf.theme import CLINIC

    text = Text(STEPS * 5, CLINIC.body)
    lines = ["".join(words for words, _ in runs) for _, runs in text._at(wide * CLINIC.body.size)]
    assert len(lines) > 5
    assert "".join(lines) == fonts.printable(STEPS * 5)
    assert not any(line[0] in "，。）" or line[-1] in "（" for line in lines)


def test_quotation_marks_are_wide_beside_chinese_and_narrow_beside_english() -> None:
    """And both are copied as what they are."""
    style = fonts.face(False, False)
    assert fonts.width(style, fonts.printable("“能”")) == 3.0
    assert fonts.width(style, fonts.printable("“can”")) < 2.5
    assert "说“能”" in "".join(pages(render(document(b.Text("说“能”"), language="zh-Hans"))))


def test_without_its_packages_a_chinese_document_is_refused_with_the_remedy(monkeypatch: Any) -> None:
    """Never a page of question marks; a lone name in an English document still prints as marks that one sees."""
    monkeypatch.setattr(han, "font", lambda: None)
    faces.clear_han()
    try:
        with pytest.raises(MissingExtra, match=r'pip install "fittvp\[chinese\]"'):
            render(document(b.Text(STEPS), language="zh-Hans"))
        # printed by no other test, as the answer for a character is kept
        assert "name: ??" in "".join(pages(render(document(b.Text("name: 鑿齒")))))
    finally:
        faces.clear_han()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The cache in a folder of its own, and a common part of three characters: quick to convert."""
    monkeypatch.setenv("FITTVP_FONT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(han, "_gb2312", lambda: {ord(char) for char in "走路停"})
    return tmp_path / "cache"


def test_a_converted_font_is_kept_and_a_torn_file_is_made_again(small: Path) -> None:
    """Half a file never reaches a page."""
    first = han.common()
    (file,) = small.iterdir()
    assert han.common() == first
    for harm in (b"", file.read_bytes()[:500], file.read_bytes()[:-1] + b"\x00", b"x" * 5000):
        file.write_bytes(harm)
        assert han.common() == first
        assert hashlib.sha256(file.read_bytes()[:-32]).digest() == file.read_bytes()[-32:]


def test_a_folder_that_cannot_be_written_to_only_costs_time(small: Path) -> None:
    """The page is printed all the same."""
    small.write_text("a file where the folder should be")
    assert len(han.common()) > 1000


def _convert(folder: str, out: Any) -> None:
    import os

    os.environ["FITTVP_FONT_CACHE"] = folder
    from fittvp.pdf import han as own

    own._gb2312 = lambda: {ord(char) for char in "走路停"}
    out.put(hashlib.sha256(own.common()).hexdigest())


def test_two_processes_may_convert_at_once(small: Path) -> None:
    """Each gets the same bytes, and one file stays."""
    start = multiprocessing.get_context("spawn")
    out = start.Queue()
    both = [start.Process(target=_convert, args=(str(small), out)) for _ in range(2)]
    for one in both:
        one.start()
    made = {out.get(timeout=60) for _ in both}
    for one in both:
        one.join()
    assert len(made) == 1
    assert [file.suffix for file in small.iterdir()] == [".ttf"]


def test_what_draws_a_rare_name_does_not_depend_on_what_was_printed_before(small: Path) -> None:
    """Equal documents give equal bytes in every process."""
    name = document(b.Text("喆"))
    faces.clear_han()
    first = render(name)
    faces.clear_han()
    render(document(b.Text("堃犇走")))
    assert render(name) == first
    faces.clear_han()


def test_english_pages_load_nothing_of_other_scripts() -> None:
    """Who prints English does not pay for Arabic and Chinese."""
    import subprocess

    code = (
        "import sys; sys.path.insert(0, 'tests'); from fittvp.pdf import render; from fittvp.sheet import blocks as b;"
        "render(b.Document('t', 's', 'h', 'f', (b.Text('walk'),), 'home'));"
        "print(any(n.startswith(('fontTools', 'arabic_reshaper', 'pylopdf', 'pikepdf')) for n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
