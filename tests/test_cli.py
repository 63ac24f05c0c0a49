"""`fittvp plan` on the four examples, and the help of every command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_help import DAY, EXAMPLES, ROOT, VERDICTS, WEEK_6, call, drawn_once, fixed_day, kept, words_of
from jsonschema import Draft202012Validator

from fittvp.cli.main import app
from fittvp.cli.schema import plan_schema

on_the_day = pytest.fixture(autouse=True)(fixed_day)
issued = pytest.fixture(scope="module")(drawn_once)


@pytest.mark.parametrize("name", VERDICTS)
def test_each_example_gets_its_verdict_and_exit_code(issued: Any, name: str) -> None:
    folder, results = issued
    verdict, code = VERDICTS[name]
    assert results[name].exit_code == code, results[name].output
    assert kept(folder, name)["clearance"]["verdict"] == verdict


@pytest.mark.parametrize("name", VERDICTS)
def test_every_plan_comes_as_two_pdfs_and_a_record(issued: Any, name: str) -> None:
    folder, results = issued
    for kind in ("plan.pdf", "handout.pdf"):
        assert (folder / f"{name}-{kind}").read_bytes().startswith(b"%PDF-")
        assert str(folder / f"{name}-{kind}") in results[name].stdout
    assert kept(folder, name)["id"] == name


def test_nothing_half_written_stays_beside_the_plans(issued: Any) -> None:
    folder, _ = issued
    assert sorted(each.name for each in folder.iterdir() if each.name.startswith(".")) == []


DOSE = re.compile(
    r"\b[0-9]+(?:\s*[–-]\s*[0-9]+)?\s*(?:sets?\b|repetitions\b|sessions?\b|(?:days|times) a week)"
    r"|% ?HRR|% ?1RM"
)


@pytest.mark.parametrize("name", ["first-case", "first-case-low-calcium"])
def test_a_deferred_patient_finds_no_dose_in_any_file(issued: Any, name: str) -> None:
    folder, results = issued
    plan = kept(folder, name)
    assert [plan[part] for part in ("weeks", "headings", "under_least", "goals", "exercises")] == [
        [],
        [],
        [],
        [],
        {},
    ]
    for kind in ("plan.pdf", "handout.pdf"):
        assert DOSE.findall(words_of(folder / f"{name}-{kind}")) == []
    assert "Week 1" not in results[name].stdout


def test_the_published_case_is_told_what_is_missing_and_from_whom(issued: Any) -> None:
    said = issued[1]["first-case"].stdout
    assert "DEFERRED" in said
    assert "Albumin-adjusted calcium" in said
    assert "Tell: kidney team and endocrinologist, today" in said
    assert "usual daily moving goes on" in said


def test_a_fit_adult_has_nothing_under_not_known(issued: Any) -> None:
    folder, results = issued
    assert kept(folder, "fit-adult")["not_known"] == []
    assert "Not known" not in results["fit-adult"].stdout
    assert "Week 1" in results["fit-adult"].stdout


@pytest.mark.parametrize("name", VERDICTS)
def test_the_record_has_the_published_shape(issued: Any, name: str) -> None:
    Draft202012Validator(plan_schema()).validate(kept(issued[0], name))


def test_the_same_patient_on_the_same_day_gets_the_same_bytes(issued: Any, tmp_path: Path) -> None:
    assert call("plan", WEEK_6, "--on", DAY, "--out", tmp_path).exit_code == 0
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (issued[0] / file.name).read_bytes()


def test_a_real_shell_gets_the_plan_and_its_exit_code(tmp_path: Path) -> None:
    start = (
        "import datetime as dt, fittvp.cli.clock as clock\n"
        f"clock.today = lambda: dt.date.fromisoformat('{DAY}')\n"
        "from fittvp.cli.main import main; main()"
    )
    patient = str(EXAMPLES / "first-case-low-calcium.yaml")
    done = subprocess.run(
        [sys.executable, "-c", start, "plan", patient, "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": python_path()},
    )
    assert (done.returncode, done.stderr) == (20, "")
    assert len(list(tmp_path.iterdir())) == 3


def python_path() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])


def test_help_comes_without_loading_pydantic_reportlab_or_yaml() -> None:
    look = (
        "import sys\nfrom fittvp.cli.main import app\ntry:\n    app(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pydantic', 'reportlab', 'yaml', 'pint', 'fittvp.engine', 'fittvp.pdf'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": python_path()}
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.splitlines()[-1] == "[]"


def every_command() -> list[Any]:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from generate import commands
    finally:
        sys.path.pop(0)
    return list(commands(app, ("fittvp",)))


@pytest.mark.parametrize(
    ("path", "command"), every_command(), ids=lambda each: " ".join(each) if isinstance(each, tuple) else ""
)
def test_every_command_and_flag_has_help_with_an_example_and_stands_in_the_docs(
    path: Any, command: Any
) -> None:
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert f"## {' '.join(path)}\n" in page
    assert "Example:" in command.help
    for option in command.params:
        if getattr(option, "help", None) is not None and option.name != "version":
            assert "Example: --" in option.help, option.name
            assert option.opts[0] in page
