"""What the tests of the command line share: the examples, a clock that stands, a way to call a command."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from fittvp.cli import clock
from fittvp.cli.main import app

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs/examples"
WEEK_6 = EXAMPLES / "first-case-week-6.yaml"
FIT = EXAMPLES / "fit-adult.yaml"
BAD = sorted((ROOT / "tests/bad/patient").glob("*.yaml"))
DAY = dt.date(2026, 11, 23)
NOON = str(int(dt.datetime.combine(DAY, dt.time(12), dt.UTC).timestamp()))  # the minute that events record
ARMS = "after_cabg#lump-closes-arm-strength-until-the-surgeons-word"
ALL_ARMS = "after_cabg#lump-closes-arm-loads-everywhere-until-the-surgeons-word"
VERDICTS = {
    "first-case": ("defer", 20),
    "first-case-week-6": ("caution", 0),
    "first-case-low-calcium": ("defer", 20),
    "fit-adult": ("ok", 0),
}

Run = Callable[..., Result]


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="fittvp")


def kept(folder: Path, name: str = "first-case-week-6") -> Any:
    return json.loads((folder / f"{name}-plan.json").read_text(encoding="utf-8"))


def written_down(document: Any, paper: str, **_: object) -> bytes:
    """In place of a page: what it would hold."""
    return f"%PDF {paper} {document!r}".encode()


def words_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages)


def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fixture: the clock stands on the examples' day."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fixture: where the pages do not matter they are not drawn."""
    monkeypatch.setattr("fittvp.pdf.render", written_down)


_FIRST: dict[int, dict[str, bytes]] = {}  # the files of the week-6 plan, by its weeks, made once


def new_record(folder: Path, weeks: int = 5) -> Path:
    """The record of a new plan for the week-6 patient, with its pages, in a folder. Few weeks: a review is quick."""
    if weeks not in _FIRST:
        assert call("plan", WEEK_6, "--weeks", weeks, "--out", folder).exit_code == 0
        _FIRST[weeks] = {path.name: path.read_bytes() for path in folder.glob("first-case*")}
    for name, content in _FIRST[weeks].items():
        (folder / name).write_bytes(content)
    return folder / "first-case-week-6-plan.json"


def planner(tmp_path: Path, plain_pages: None) -> Run:
    """Fixture: plans the week-6 patient with flags; writes into tmp_path/out."""

    def run(*flags: object, patient: Path = WEEK_6) -> Result:
        return call("plan", patient, "--out", tmp_path / "out", "--force", *flags)

    return run


def drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Result]]]:
    """Fixture: the four examples, really drawn, once."""
    folder = tmp_path_factory.mktemp("issued")
    day = ("--on", DAY.isoformat(), "--out", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: DAY)
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        yield folder, {name: call("plan", EXAMPLES / f"{name}.yaml", *day) for name in VERDICTS}


def assert_refused(result: Result, *words: str) -> None:
    """Exit 2, one message on stderr, nothing on stdout, no traceback."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr, result.stderr
