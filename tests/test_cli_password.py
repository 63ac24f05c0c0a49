"""Locked pages at the command line: the password comes from a file or is asked for, and is kept nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli_help import DAY, FIT, call, fixed_day
from click.testing import CliRunner
from pypdf import PdfReader

from fittvp.cli.main import app
from fittvp.pdf import lock

on_the_day = pytest.fixture(autouse=True)(fixed_day)


def plan(out: Path, *words: object) -> Any:
    return call("plan", FIT, "--on", DAY, "--out", out, *words)


def test_every_pdf_is_locked_and_the_password_stands_in_no_file(tmp_path: Path) -> None:
    """The record stays open, and does not hold it."""
    (tmp_path / "word").write_text("Tall-oak 77\nsecond line\n")
    result = plan(tmp_path / "out", "--password-file", tmp_path / "word", "--also", "one-page")
    assert result.exit_code == 0, result.output
    files = sorted((tmp_path / "out").iterdir())
    pdfs = [file for file in files if file.suffix == ".pdf"]
    assert len(pdfs) == 3
    for file in pdfs:
        assert PdfReader(file).is_encrypted
        assert len(PdfReader(file, password="Tall-oak 77").pages) > 0
    assert not any(b"Tall-oak" in file.read_bytes() for file in files)
    assert "Tall-oak" not in result.output


def test_a_dash_asks_for_the_password_twice_and_does_not_show_it(tmp_path: Path) -> None:
    """Nobody reads it over a shoulder, and a slip of the finger is found."""
    words = ["plan", str(FIT), "--on", str(DAY), "--out", str(tmp_path / "out"), "--password-file", "-"]
    slipped = CliRunner().invoke(app, words, input="Tall-oak 77\nTall-oak 78\n", prog_name="fittvp")
    assert slipped.exit_code != 0
    assert not (tmp_path / "out").exists()
    result = CliRunner().invoke(app, words, input="Tall-oak 77\nTall-oak 77\n", prog_name="fittvp")
    assert result.exit_code == 0, result.output
    assert "Tall-oak" not in result.output
    assert PdfReader(next((tmp_path / "out").glob("*-handout.pdf"))).is_encrypted


@pytest.mark.parametrize("held", [None, b"", b"\n\n", b"\xff\xfe\x00", b"x" * 5000, b"\xc3\xbc" * 70])
def test_a_file_that_holds_no_password_writes_nothing(held: bytes | None, tmp_path: Path) -> None:
    """An open file in place of a locked one would be a breach."""
    if held is not None:
        (tmp_path / "word").write_bytes(held)
    result = plan(tmp_path / "out", "--password-file", tmp_path / "word")
    assert result.exit_code == 2
    assert "assword" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_without_its_package_the_remedy_is_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line to type is part of the message."""
    (tmp_path / "word").write_text("Tall-oak 77")
    monkeypatch.setitem(__import__("sys").modules, "pikepdf", None)
    result = plan(tmp_path / "out", "--password-file", tmp_path / "word")
    assert result.exit_code == 2
    assert lock.NEEDS in result.output
    assert not (tmp_path / "out").exists()
