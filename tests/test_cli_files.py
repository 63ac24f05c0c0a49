"""All files or none, and input that cannot be used. Fixtures: tests/bad/patient."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from cli_help import BAD, FIT, assert_refused, call, fixed_day, no_pages, words_of, written_down

from fittvp.cli import output

on_the_day = pytest.fixture(autouse=True)(fixed_day)
plain_pages = pytest.fixture(no_pages)


def test_existing_files_are_kept(tmp_path: Path, plain_pages: None) -> None:
    mine = tmp_path / "fit-adult-handout.pdf"
    mine.write_text("mine")
    assert_refused(call("plan", FIT, "--out", tmp_path), "fit-adult-handout.pdf", "kept", "--force")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [(mine.name, "mine")]


def test_existing_files_are_replaced_when_that_is_asked(tmp_path: Path, plain_pages: None) -> None:
    (tmp_path / "fit-adult-handout.pdf").write_text("mine")
    assert call("plan", FIT, "--out", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "fit-adult-handout.pdf").read_bytes().startswith(b"%PDF")
    assert len(list(tmp_path.iterdir())) == 3


def failing(at: int, error: BaseException, real: Any) -> Any:
    """`real`, but for its call number `at`, which raises."""
    calls = iter(range(1, 1000))

    def work(*arguments: Any, **more: Any) -> Any:
        if next(calls) == at:
            raise error
        return real(*arguments, **more)

    return work


FULL = OSError(errno.ENOSPC, "No space left on device")
LOCKED = PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("what", "at", "error", "said"),
    [
        ("fsync", 2, FULL, "no room left"),
        ("replace", 2, FULL, "no room left"),
        ("fsync", 1, LOCKED, "not allowed"),
        ("replace", 1, KeyboardInterrupt(), "Nothing was written"),
        ("replace", 3, KeyboardInterrupt(), "Nothing was written"),
        ("fsync", 3, KeyboardInterrupt(), "Nothing was written"),
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_a_full_disk_or_an_interruption_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain_pages: None,
    what: str, at: int, error: BaseException, said: str, before: bool,
) -> None:  # fmt: skip
    folder = tmp_path / "deep/out"
    if before:
        folder.mkdir(parents=True)
        for kind in ("plan.pdf", "handout.pdf", "plan.json"):
            (folder / f"fit-adult-{kind}").write_text("mine")
    monkeypatch.setattr(output.os, what, failing(at, error, getattr(os, what)))
    assert_refused(call("plan", FIT, "--out", folder, "--force"), said)
    monkeypatch.undo()
    if before:
        assert sorted(each.read_text() for each in folder.iterdir()) == ["mine"] * 3
    else:
        assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_the_pages_are_drawn_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fittvp.pdf.render", failing(2, KeyboardInterrupt(), written_down))
    assert_refused(call("plan", FIT, "--out", tmp_path / "out"), "Stopped. Nothing was written.")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_made_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain_pages: None
) -> None:
    monkeypatch.setattr(Path, "mkdir", failing(1, LOCKED, Path.mkdir))
    assert_refused(call("plan", FIT, "--out", tmp_path / "out"), "not allowed")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, plain_pages: None) -> None:
    (tmp_path / "out").write_text("mine")
    assert_refused(call("plan", FIT, "--out", tmp_path / "out"), "is a file, not a folder")
    assert_refused(call("plan", FIT, "--out", tmp_path / "out/deeper"), "Nothing was written")
    assert (tmp_path / "out").read_text() == "mine"


def test_an_output_without_a_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_refused(call("plan", FIT, "--out", ""), "--out needs a folder")
    assert_refused(call("new", ""), "Give the new file a name")
    assert_refused(call("new", tmp_path), "is a folder")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_program_is_said_without_the_patients_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("Mrs Example, potassium 6.2")

    monkeypatch.setattr("fittvp.engine.prescribe.prescribe", broken)
    result = call("plan", FIT, "--out", tmp_path / "out")
    assert_refused(result, "fault of fittvp", "RuntimeError", "Nothing was written")
    assert "Example" not in result.stderr
    assert "6.2" not in result.stderr


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_gets_one_message_and_no_plan(tmp_path: Path, path: Path) -> None:
    assert_refused(call("plan", path, "--out", tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.yaml", b"id: x\0\0\0"),
        ("latin.yaml", "name: Müller".encode("latin-1")),
        ("wide.yaml", "id: x".encode("utf-16")),
        ("large.yaml", b"# " + b"x" * 1_000_001),
        ("list.json", b"[1, 2]"),
        ("cut.json", b'{"id": "x", '),
        ("deep.json", b"[" * 100_000),
    ],
)
def test_what_is_no_patient_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert_refused(call("check", tmp_path / name), name)
    assert_refused(call("check", tmp_path), "is not a file")
    assert_refused(call("check", tmp_path / "nowhere.yaml"), "no such file")


def test_markup_in_a_name_is_printed_as_text(tmp_path: Path) -> None:
    hostile = "<img src='file:///etc/hostname'/> <b>&amp;</b> <para> ]]>"
    text = FIT.read_text(encoding="utf-8").replace("id: fit-adult", f'id: markup\nname: "{hostile}"')
    (tmp_path / "markup.yaml").write_text(text, encoding="utf-8")
    result = call("plan", tmp_path / "markup.yaml", "--out", tmp_path / "out", "--weeks", 1)
    assert result.exit_code == 0, result.output
    assert "<b>&amp;</b>" in " ".join(words_of(tmp_path / "out/markup-plan.pdf").split())


def test_no_message_about_a_bad_file_names_the_patient(tmp_path: Path) -> None:
    text = (
        FIT.read_text(encoding="utf-8")
        .replace("id: fit-adult", "id: p\nname: Mrs Example")
        .replace("female", "x")
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    result = call("check", tmp_path / "p.yaml")
    assert_refused(result, "sex")
    assert "Mrs Example" not in result.stderr
