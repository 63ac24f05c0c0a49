"""A file under a password, and what a file says of itself."""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import pytest
from page import validate_pdf_bytes
from pypdf import PdfReader
from test_pdf_floor import document

from fittvp.pdf import archive, render
from fittvp.pdf.extra import MissingExtra
from fittvp.sheet import blocks as b


def opened(pdf: bytes, password: str) -> Any:
    import pikepdf

    return pikepdf.open(io.BytesIO(pdf), password=password)


def test_a_locked_file_opens_with_its_password_and_with_no_other() -> None:
    """AES-256, revision 6; pictures of words in it are nowhere in the clear."""
    import pikepdf

    pdf = render(document(b.Text("potassium")), password="Grün 7 walk")
    with opened(pdf, "Grün 7 walk") as file:
        assert (file.encryption.R, file.encryption.bits) == (6, 256)
        assert str(file.encryption.stream_method) == "EncryptionMethod.aesv3"
        assert file.allow.accessibility
        assert "/StructTreeRoot" in file.Root
    for wrong in ("", "grün 7 walk", "owner"):
        with pytest.raises(pikepdf.PasswordError):
            opened(pdf, wrong)
    assert b"Margaret" not in pdf


def test_a_locked_file_claims_no_archive_and_an_open_one_does() -> None:
    """PDF/A forbids encryption: one or the other, never both."""
    made = document(b.Text("walk"))
    claim = b"<pdfaid:conformance>A</pdfaid:conformance>"
    with opened(render(made), "") as file:
        assert claim in file.Root.Metadata.read_bytes()
    with opened(render(made, password="x1y2"), "x1y2") as file:
        said = file.Root.Metadata.read_bytes()
    assert b"pdfaid" not in said
    assert b"<pdfuaid:part>1</pdfuaid:part>" in said


@pytest.mark.parametrize("password", ["", "   ", "ü" * 64])
def test_a_password_that_cannot_be_is_refused_before_anything_is_drawn(password: str) -> None:
    """An empty one would lock nothing, and the format would cut a long one off unseen."""
    with pytest.raises(ValueError, match="password") as caught:
        render(document(b.Text("walk")), password=password)
    assert "ü" not in str(caught.value)


def test_without_its_package_a_password_is_refused_with_the_remedy(monkeypatch: Any) -> None:
    """An open file in place of a locked one would be a breach."""
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(MissingExtra, match=r'pip install "fittvp\[encrypt\]"'):
        render(document(b.Text("walk")), password="x1y2")


def test_the_two_records_of_a_files_title_agree_whatever_it_is() -> None:
    """Metadata and properties; with mark-up, other scripts and a lone surrogate in the title."""
    title = "Plan <of> & Zoë 王 \ud800 فاطمة"
    pdf = render(document(b.Text("walk"), title=title))
    about = PdfReader(io.BytesIO(pdf)).metadata
    assert about is not None
    with opened(pdf, "") as file, file.open_metadata() as said:
        assert said["dc:title"] == about.title
        assert said["dc:title"].startswith("Plan <of> & Zoë 王")
    assert [one.message for one in validate_pdf_bytes(pdf, profile="2a").failures] == []


def test_the_profile_of_the_colours_has_no_time_in_it() -> None:
    """Else two prints of one plan would differ by the second."""
    assert archive.srgb()[36:40] == b"acsp"
    assert archive.srgb()[24:36] == bytes.fromhex("07d000010001000000000000")


def test_a_file_has_no_date_and_every_name_in_it_is_ours() -> None:
    """The date of the plan stands on the page; the file itself is the same whenever it is printed."""
    pdf = render(document(b.Text("walk")))
    with opened(pdf, "") as file:
        assert set(file.docinfo.keys()) == {
            "/Title",
            "/Subject",
            "/Keywords",
            "/Author",
            "/Creator",
            "/Producer",
        }
        assert not re.search(rb"20\d\d-\d\d-\d\d", file.Root.Metadata.read_bytes())
