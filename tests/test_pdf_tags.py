"""The tagged page: an independent reader walks it in order, and a checker that we did not write finds no fault."""

from __future__ import annotations

import importlib.util
import io
import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page import validate_pdf_bytes
from pypdf import PdfReader
from test_pdf_floor import document, every_kind
from test_sheets import CLINIC, MAKERS, plan_of

from fittvp.pdf import render
from fittvp.sheet import blocks as b
from fittvp.sheet.blocks import Span

ROOT = Path(__file__).parent.parent
_spec = importlib.util.spec_from_file_location("tag_tree", ROOT / "docs" / "tag_tree.py")
assert _spec is not None
assert _spec.loader is not None
tag_tree = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tag_tree)

Node = tuple[int, Any, str]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def walk(pdf: bytes) -> list[Node]:
    return list(tag_tree.walk(read(pdf)))


def kinds(pdf: bytes) -> list[str]:
    return [str(elem["/S"])[1:] for _, elem, _ in walk(pdf)]


def said(pdf: bytes) -> str:
    return " ".join(words for _, _, words in walk(pdf) if words)


def failures(pdf: bytes, profile: str) -> list[tuple[str, str]]:
    return [(one.rule_id, one.message) for one in validate_pdf_bytes(pdf, profile=profile).failures]


@pytest.fixture(scope="module", params=sorted(MAKERS))
def first_case(request: pytest.FixtureRequest) -> bytes:
    return render(MAKERS[request.param](plan_of("first-case-week-6"), CLINIC))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_checker_finds_no_fault_in_the_first_patients_documents(first_case: bytes, profile: str) -> None:
    """PDF/UA-1 for who listens, PDF/A-2a for who opens it in thirty years."""
    report = validate_pdf_bytes(first_case, profile=profile)
    assert failures(first_case, profile) == []
    assert report.rules.total > 90


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("size", ["clinic", "home"])
def test_a_checker_finds_no_fault_in_any_kind_of_block(size: Any, profile: str) -> None:
    """Also where boxes and tables go on over several pages."""
    held = every_kind("walk ≥ 20 min, 10⁴ × ½ ✓", 60)
    assert failures(render(document(*held, size=size, draft="draft")), profile) == []


def test_the_checker_is_not_blind(first_case: bytes) -> None:
    """A file with its tags taken away is caught, so that its silence means something."""
    import pikepdf

    with pikepdf.open(io.BytesIO(first_case)) as file:
        del file.Root.StructTreeRoot
        out = io.BytesIO()
        file.save(out)
    assert failures(out.getvalue(), "ua1")
    assert failures(out.getvalue(), "2a")


def test_every_word_of_a_page_is_in_the_tree_or_marked_as_decoration(first_case: bytes) -> None:
    """Nothing that is printed is lost to who cannot see it."""
    reader = read(first_case)
    for page in reader.pages:
        marks, loose = tag_tree.words_of(page, reader)
        assert loose.strip() == ""
        assert marks


def test_each_mark_belongs_to_one_element_and_the_way_back_leads_there(first_case: bytes) -> None:
    """The parent tree, which a screen reader follows from the page to the tag, agrees with the tree."""
    reader = read(first_case)
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    nums = root["/ParentTree"]["/Nums"]
    back = {int(nums[at]): nums[at + 1].get_object() for at in range(0, len(nums), 2)}
    found = 0
    for page in reader.pages:
        for number, elem in enumerate(back[int(page["/StructParents"])]):
            kids = elem.get_object()["/K"]
            kids = kids if isinstance(kids, list) else [kids]
            own = [
                int(kid) if isinstance(kid, int) else int(kid.get_object()["/MCID"])
                for kid in kids
                if isinstance(kid, int) or "/MCID" in kid.get_object()
            ]
            assert number in own
            found += 1
    assert found > 300


def test_headings_begin_at_one_and_skip_no_level(first_case: bytes) -> None:
    """Who moves by headings never falls into a gap."""
    levels = [int(kind[1]) for kind in kinds(first_case) if kind[0] == "H" and kind[1:].isdigit()]
    assert levels[0] == 1
    assert all(two <= one + 1 for one, two in itertools.pairwise(levels))
    assert len(levels) > 10


def test_blocks_that_skip_a_level_do_not_skip_it_in_the_tree() -> None:
    """A third-level heading under a first-level one is read as the second."""
    held = (b.Heading("one"), b.Heading("deep", 3), b.Box("box", (b.Heading("in", 3),)), b.Heading("two", 2))
    found = [kind for kind in kinds(render(document(*held))) if kind[0] == "H"]
    assert found == ["H1", "H2", "H3", "H4", "H2"]


def test_two_headings_of_one_kind_side_by_side_are_read_as_equals() -> None:
    """Also where both ask for a deeper level than their place allows."""
    sides = ((b.Heading("How much", 3), b.Text("x")), (b.Heading("Watch", 3), b.Text("y")))
    made = render(document(b.Heading("Plan"), b.Columns(*sides), b.Heading("Weeks", 2), b.Heading("One", 3)))
    assert [kind for kind in kinds(made) if kind[0] == "H"] == ["H1", "H2", "H2", "H2", "H3"]


def test_the_outline_leads_to_each_heading_in_order() -> None:
    """Who opens a long plan finds the part that is wanted."""
    held = (b.Heading("Week by week"), b.Box("Stop", (b.Text("x"),)), b.PageBreak(), b.Heading("Signs", 2))
    reader = read(render(document(*held)))

    def flat(entries: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from flat(entry)
            else:
                yield entry.title, reader.get_destination_page_number(entry)

    assert list(flat(reader.outline)) == [("Week by week", 0), ("Stop", 0), ("Signs", 1)]


def test_the_words_are_read_in_the_order_of_the_blocks() -> None:
    """Also in two columns, which a page reads across and a person reads down."""
    words = [f"word{n:02d}x" for n in range(60)]
    take = iter(words).__next__
    held = (
        b.Heading(take()),
        b.Columns((b.Text(take()), b.Bullets((take(), take()))), (b.Text(take()), b.Text(take()))),
        b.Table((take(), take()), ((take(), take()), (take(), take())), (1, 1), caption=""),
        b.Facts(((take(), take()), (take(), take()), (take(), take()))),
        b.Box(take(), (b.Text(take()),), "stop"),
        b.Bands((b.Band("good", take(), take()), b.Band("stop", take(), take())), ""),
        b.WeekStrip(tuple(b.Day(take(), (take(),)) for _ in range(7))),
    )
    used = words[: words.index(take())]
    found = [word for word in said(render(document(*held))).split() if word.startswith("word")]
    assert found == used


def test_a_table_says_what_heads_what() -> None:
    """Each cell can be read with its row and its column; an empty corner heads nothing."""
    table = b.Table(("", "Minutes"), (("Monday", "20"), ("Tuesday", "25")), (1, 1), caption="The week")
    found = [
        (str(elem["/S"]), str(elem.get("/A", {}).get("/Scope", "")), words.strip())
        for _, elem, words in walk(render(document(table)))
        if str(elem["/S"]) in ("/Caption", "/TH", "/TD")
    ]
    assert found == [
        ("/Caption", "", "The week"),
        ("/TD", "", ""),
        ("/TH", "/Column", "Minutes"),
        ("/TH", "/Row", "Monday"),
        ("/TD", "", "20"),
        ("/TH", "/Row", "Tuesday"),
        ("/TD", "", "25"),
    ]


def test_a_table_and_a_paragraph_cut_by_the_end_of_a_page_stay_one_element_each() -> None:
    """And the header, printed again on each page, is read once."""
    rows = tuple((f"row{n:03d}", f"cell{n:03d}") for n in range(150))
    words = " ".join(f"w{n:04d}" for n in range(1500))
    pdf = render(document(b.Table(("Week", "Minutes"), rows, (1, 1)), b.Text(words)))
    assert len(read(pdf).pages) >= 4
    assert kinds(pdf).count("Table") == 1
    assert kinds(pdf).count("TR") == 151
    assert said(pdf).split().count("Minutes") == 1
    paragraphs = [text.split() for _, elem, text in walk(pdf) if elem["/S"] == "/P" and "w0000" in text]
    assert paragraphs == [words.split()]


def test_a_box_that_goes_on_is_one_part_and_its_second_title_is_not_read() -> None:
    """The page has two frames; what it says is one list."""
    box = b.Box("STOP", tuple(b.Text(f"sign{n:02d}") for n in range(90)), "stop", again="STOP, more")
    pdf = render(document(box))
    assert len(read(pdf).pages) > 1
    assert kinds(pdf).count("Sect") == 1
    assert "more" not in said(pdf)
    assert [word for word in said(pdf).split() if word.startswith("sign")] == [
        f"sign{n:02d}" for n in range(90)
    ]


def test_every_figure_says_in_words_what_it_shows(first_case: bytes) -> None:
    """Charts and scales, also where a sheet gave no words for them."""
    held = (
        b.EffortScale(3, 4, ((0, "rest"),), "How hard"),
        b.EffortScale(3, 4, (), "How hard", "Three to four of ten."),
        b.Steps("Weeks", ("1", "2"), (10, 20), "min"),
        b.Trend("Done", ("1",), (10,), (9,), "min", alt="week 1: 9 of 10 minutes"),
        b.WeekStrip(tuple(b.Day(f"d{n}", ()) for n in range(7)), rest="rest day"),
    )
    made = walk(render(document(*held)))
    alts = [str(elem["/Alt"]) for _, elem, _ in made if elem["/S"] == "/Figure"]
    assert alts == ["How hard: 3–4 (0–10)", "Three to four of ten.", "Weeks", "week 1: 9 of 10 minutes"]
    assert [str(elem["/ActualText"]) for _, elem, _ in made if "/ActualText" in elem] == ["rest day"] * 7
    assert all(elem.get("/Alt") for _, elem, _ in walk(first_case) if elem["/S"] == "/Figure")


def test_the_number_of_a_note_is_a_reference_within_its_sentence() -> None:
    """It is not read as a part of the number that it stands beside."""
    made = walk(render(document(b.Text(("Walk 20 min", Span(" a day", notes=(3, 4)), " and rest")))))
    found = [(str(elem["/S"]), words) for _, elem, words in made if str(elem["/S"]) in ("/P", "/Reference")]
    assert ("/Reference", " 3,4") in [(kind, words.replace("\u00a0", " ")) for kind, words in found]
    assert ("/P", "Walk 20 min a day and rest ") in found


def test_head_foot_and_draft_mark_are_read_once_and_the_page_number_never() -> None:
    """Who listens learns whose plan it is and that it is a draft, and does not hear it on each page again."""
    held = (b.Text("one"), b.PageBreak(), b.Text("two"))
    found = said(render(document(*held, draft="DRAFT: not reviewed"))).replace("\u00a0", " ")
    assert [found.count(words) for words in ("DRAFT", "Margaret Ashdown", "Northgate", "plan 7f3c9a21")] == [
        1
    ] * 4
    assert "page 1" not in found
    assert found.index("DRAFT") < found.index("one") < found.index("plan 7f3c9a21")


def test_a_logo_is_a_figure_with_the_clinics_name() -> None:
    """Once; on later pages it is decoration. A picture in inks for print becomes one for the screen."""
    from PIL import Image

    for mode in ("RGBA", "CMYK", "L"):
        out = io.BytesIO()
        Image.new(mode, (60, 20), 90 if mode == "L" else (10, 90, 100, 200)).save(
            out, "JPEG" if mode == "CMYK" else "PNG"
        )
        pdf = render(document(b.Text("one"), b.PageBreak(), b.Text("two"), logo=out.getvalue()))
        alts = [str(elem["/Alt"]) for _, elem, _ in walk(pdf) if elem["/S"] == "/Figure"]
        assert alts == ["Northgate Physiotherapy"]
        assert failures(pdf, "2a") == []
        assert failures(pdf, "ua1") == []


def test_a_tree_that_is_printed_tells_the_page_in_order(tmp_path: Path) -> None:
    """The tool for people: one line for each element."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(render(document(b.Heading("The week"), b.Bullets(("walk", "rest")))))
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "tag_tree.py", file], capture_output=True, text=True, check=True
    )
    body = done.stdout[done.stdout.index("  H1") :]
    assert body.splitlines()[:4] == ["  H1: The week", "  L (Disc)", "    LI", "      Lbl: •"]


def test_the_first_case_fits_in_a_mail(first_case: bytes) -> None:
    """Under 150 kB, with all its tags."""
    assert len(first_case) < 150 * 1024
