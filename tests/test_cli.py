"""The command line: what it writes, refuses and says. Fixtures: docs/examples, tests/bad/patient."""

from __future__ import annotations

import datetime as dt
import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from fittvp.cli import clock, output
from fittvp.cli.labs import read_labs
from fittvp.cli.main import app
from fittvp.cli.schema import plan_schema
from fittvp.protocol.library import load_library

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs/examples"
WEEK_6 = EXAMPLES / "first-case-week-6.yaml"
FIT = EXAMPLES / "fit-adult.yaml"
BAD = sorted((ROOT / "tests/bad/patient").glob("*.yaml"))
DAY = dt.date(2026, 11, 23)
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


def written_down(document: Any, paper: str) -> bytes:
    """In place of a page: what it would hold."""
    return f"%PDF {paper} {document!r}".encode()


def words_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.read_bytes())).pages)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands on the examples' day."""
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the pages do not matter they are not drawn."""
    monkeypatch.setattr("fittvp.pdf.render", written_down)


@pytest.fixture
def plan(tmp_path: Path, plain_pages: None) -> Run:
    """Plans the week-6 patient with flags; writes into tmp_path/out."""

    def run(*flags: object, patient: Path = WEEK_6) -> Result:
        return call("plan", patient, "--out", tmp_path / "out", "--force", *flags)

    return run


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Result]]]:
    """The four examples, really drawn, once."""
    folder = tmp_path_factory.mktemp("issued")
    day = ("--on", DAY.isoformat(), "--out", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: DAY)
        yield folder, {name: call("plan", EXAMPLES / f"{name}.yaml", *day) for name in VERDICTS}


def assert_refused(result: Result, *words: str) -> None:
    """Exit 2, one message on stderr, nothing on stdout, no traceback."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr, result.stderr


# ---- the four patients ----------------------------------------------------------------------------------


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


# ---- the clinician's flags ------------------------------------------------------------------------------


def volume(plan: Any, week: int = 1) -> float:
    return float(plan["weeks"][week - 1]["doses"]["aerobic"]["volume"]["high"])


def test_a_plan_has_as_many_weeks_as_are_asked_for(plan: Run, tmp_path: Path) -> None:
    assert plan("--weeks", 4).exit_code == 0
    assert len(kept(tmp_path / "out")["weeks"]) == 4


def test_a_cautious_pace_is_never_faster(plan: Run, tmp_path: Path) -> None:
    plan()
    usual = kept(tmp_path / "out")
    plan("--pace", "cautious")
    cautious = kept(tmp_path / "out")
    assert all(volume(cautious, week) <= volume(usual, week) for week in range(1, 13))


def test_fewer_days_and_minutes_are_taken_as_asked(plan: Run, tmp_path: Path) -> None:
    assert plan("--sessions", 2, "--minutes", "10-12", "--by", "Dr A").exit_code == 0
    found = kept(tmp_path / "out")
    aerobic = [week["doses"]["aerobic"] for week in found["weeks"]]
    assert (aerobic[0]["sessions"]["value"], aerobic[0]["session_time"]["value"]) == (2, 10)
    assert max(dose["sessions"]["high"] for dose in aerobic) == 2
    assert max(dose["session_time"]["high"] for dose in aerobic) <= 12
    assert found["asked"]["by"] == "Dr A"


def test_a_ceiling_on_effort_holds_in_every_week(plan: Run, tmp_path: Path) -> None:
    assert plan("--max-effort", 12, patient=FIT).exit_code == 0
    weeks = kept(tmp_path / "out", "fit-adult")["weeks"]
    assert max(week["effort"]["aerobic"]["borg"][1] for week in weeks) <= 12


def test_a_held_week_raises_nothing(plan: Run, tmp_path: Path) -> None:
    plan("--hold-week", 2, "--hold-week", 3)
    weeks = kept(tmp_path / "out")["weeks"]
    for stream, fields in weeks[0]["doses"].items():
        for field, value in fields.items():
            for week in weeks[1:3]:
                assert week["doses"][stream][field]["high"] <= value["high"], f"{stream}.{field}"


def test_an_excluded_exercise_or_tag_is_in_no_session(plan: Run, tmp_path: Path) -> None:
    plan()
    first = kept(tmp_path / "out")["weeks"][0]["sessions"][0]["items"][0]
    assert plan("--exclude", first["name"].upper(), "--exclude", "supine-flat").exit_code == 0
    found = kept(tmp_path / "out")
    used = {
        item["exercise"]
        for week in found["weeks"]
        for session in week["sessions"]
        for item in session["items"]
    }
    assert first["exercise"] not in used
    assert all("supine_flat" not in found["exercises"][each]["tags"] for each in used)


def test_the_place_to_train_may_be_chosen(plan: Run, tmp_path: Path) -> None:
    assert plan("--setting", "gym").exit_code == 0
    assert kept(tmp_path / "out")["asked"]["setting"] == "gym"


def test_every_place_that_can_be_chosen_is_one_the_library_knows() -> None:
    from fittvp.cli.options import SETTINGS

    places = load_library().composition["settings"]
    assert {place.replace("-", "_") for place in SETTINGS} == set(places)


def test_letter_paper_and_the_clinics_name_reach_the_pages(plan: Run, tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: North Clinic\nphones: {Reception: 555 0199}\n", encoding="utf-8")
    assert plan("--paper", "letter", "--clinic", clinic).exit_code == 0
    for kind in ("plan", "handout"):
        page = (tmp_path / f"out/first-case-week-6-{kind}.pdf").read_text(encoding="utf-8")
        assert page.startswith("%PDF letter")
        assert "North Clinic" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: North", "Did you mean `name`?"),
        ("logo: nowhere.png", "cannot be opened"),
        ("logo: clinic.yaml", "no PNG or JPEG"),
        ("phones: [1, 2]", "Reception: 555 0199"),
        ("name: [a]", "plain text"),
        ("- a list", "holds no clinic"),
    ],
)
def test_a_clinics_file_that_cannot_be_used_is_refused(
    plan: Run, tmp_path: Path, text: str, said: str
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(text + "\n", encoding="utf-8")
    assert_refused(plan("--clinic", clinic), said)
    assert not (tmp_path / "out").exists()


def test_a_new_low_calcium_defers_the_plan_the_same_day(plan: Run, tmp_path: Path) -> None:
    result = plan("--lab", "calcium=1.85 mmol/L@2026-11-22")
    assert result.exit_code == 20
    assert "taken as albumin-adjusted calcium" in result.stderr
    found = kept(tmp_path / "out")
    assert found["weeks"] == []
    assert found["asked"]["labs"] == ["calcium_adjusted=1.85 mmol/L@2026-11-22"]


def test_normal_calcium_results_lift_exactly_their_own_block(tmp_path: Path, plan: Run) -> None:
    before = json.loads(call("check", EXAMPLES / "first-case.yaml", "--json").stdout)
    results = ("--lab", "calcium=2.28 mmol/L@2026-11-18", "--lab", "calcium=2.31 mmol/L@2026-11-20")
    after = json.loads(call("check", EXAMPLES / "first-case.yaml", "--json", *results).stdout)
    assert {f["rule"] for f in after["clearance"]["findings"]} < {
        f["rule"] for f in before["clearance"]["findings"]
    }
    assert "calcium_adjusted" not in {line["fact"] for line in after["not_known"]}


@pytest.mark.parametrize(
    ("lab", "said"),
    [
        ("calcium", "is no result"),
        ("calcium=2.40 mmol/L", "has no date"),
        ("calcium=2.40@2026-11-20", "mmol/L"),
        ("calcium=9.6 mmol/L@2026-11-20", "mg/dL"),
        ("calcium=2.40 mmol/L@2027-11-20", "future"),
        ("potasium=4.9 mmol/L@2026-11-20", "Did you mean `potassium`?"),
        ("age=50 years@2026-11-20", "no laboratory result"),
        ("pth=high@2026-11-20", "--lab pth"),
        ("calcium=2.60 mmol/L@2026-11-20", "two different answers"),
    ],
)
def test_a_result_that_is_not_clear_is_asked_back(plan: Run, tmp_path: Path, lab: str, said: str) -> None:
    assert_refused(plan("--lab", lab), said)
    assert not (tmp_path / "out").exists()


def test_total_and_ionised_calcium_stay_what_they_are() -> None:
    facts = load_library().facts
    names = {"calcium_total": "2.40 mmol/L", "Ionised calcium": "1.20 mmol/L"}
    labs = read_labs([f"{name}={value}@2026-11-20" for name, value in names.items()], facts, DAY)
    assert [(lab.fact, lab.notes) for lab in labs] == [("calcium_total", ()), ("calcium_ionised", ())]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--sessions", "three"], "Write --sessions 3-4"),
        (["--sessions", "4-3"], "Write --sessions 3-4"),
        (["--sessions", "8"], "from 1 to 7"),
        (["--minutes", "0"], "from 1 to 240"),
        (["--max-effort", "5"], "6 to 20"),
        (["--hold-week", "13"], "weeks 1 to 12"),
        (["--weeks", "0"], "1<=x<=52"),
        (["--weeks", "53"], "1<=x<=52"),
        (["--exclude", "planck"], "Did you mean `plank"),
        (["--setting", "moon"], "dialysis-chair"),
        (["--on", "23.11.2026"], "2026-11-23"),
        (["--on", "2026-02-30"], "YYYY-MM-DD"),
        (["--on", "1989-12-31"], "before 1990"),
        (["--on", "2028-01-01"], "more than a year ahead"),
        (["--reason", "because"], "belongs to an --override"),
        (["--override", ARMS], "--reason"),
        (["--override", ARMS, "--reason", "letter"], "--by WHO"),
        (["--override", ARMS, "--reason", " ", "--by", "Dr A"], "--reason is empty"),
        (["--override", "no-such-rule", "--reason", "x", "--by", "Dr A"], "names no rule"),
        (["--override", ARMS.replace("#", "@99#"), "--reason", "x", "--by", "Dr A"], "has changed since"),
        (["--protocols", "nowhere"], "no protocols"),
    ],
)
def test_a_flag_that_nobody_can_mean_is_refused(
    plan: Run, tmp_path: Path, flags: list[str], said: str
) -> None:
    assert_refused(plan(*flags), said)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("flags", [["--minutes", "200-240", "--sessions", "7"], ["--max-effort", "16"]])
def test_a_wish_that_passes_a_limit_is_refused_with_the_rule_named(plan: Run, flags: list[str]) -> None:
    result = plan(*flags)
    assert_refused(result, "would pass a limit", "--override RULE --reason TEXT --by WHO")
    assert re.search(r"[a-z_]+@[0-9]+#[a-z-]+", result.stderr)


def test_an_override_opens_the_arms_and_stands_on_the_plan(tmp_path: Path) -> None:
    rules = ("--override", ARMS, "--override", ALL_ARMS)
    why = ("--reason", "Letter of the surgeon", "--reason", "The same letter")
    result = call(
        "plan", WEEK_6, "--out", tmp_path, "--weeks", 2, *rules, *why, "--by", "Dr C, heart surgeon"
    )
    assert result.exit_code == 0, result.output
    found = kept(tmp_path)
    for override, reason in zip(found["asked"]["overrides"], why[1::2], strict=True):
        assert (override["reason"], override["by"]) == (reason, "Dr C, heart surgeon")
        assert override["on"] == DAY.isoformat()
    assert "resistance_upper" in found["weeks"][0]["doses"]
    assert "Letter of the surgeon" in result.stdout
    assert "Letter of the surgeon" in " ".join(words_of(tmp_path / "first-case-week-6-plan.pdf").split())


def test_a_refusal_or_a_deferral_is_never_overridden(plan: Run) -> None:
    rule = "ckd_mineral_bone#calcium-too-low-to-exercise"
    patient = EXAMPLES / "first-case-low-calcium.yaml"
    result = plan("--override", rule, "--reason", "x", "--by", "Dr A", patient=patient)
    assert_refused(result, "only a limit can be overridden")


def test_two_overrides_need_two_reasons(plan: Run) -> None:
    both = ("--override", ARMS, "--override", ALL_ARMS, "--by", "Dr C")
    assert_refused(plan(*both, "--reason", "one"), "2 --reason")
    assert plan(*both, "--reason", "one", "--reason", "two", "--weeks", 1).exit_code == 0


def test_a_program_reads_the_verdict_and_the_files(plan: Run, tmp_path: Path) -> None:
    found = json.loads(plan("--json").stdout)
    assert (found["verdict"], found["exit_code"], found["id"]) == ("caution", 0, "first-case-week-6")
    assert sorted(found["files"]) == sorted(str(path) for path in (tmp_path / "out").iterdir())


# ---- files: all, or none --------------------------------------------------------------------------------


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
    assert_refused(call("plan", FIT, "--out", tmp_path / "out"), "not allowed", "--out")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, plain_pages: None) -> None:
    (tmp_path / "out").write_text("mine")
    assert_refused(call("plan", FIT, "--out", tmp_path / "out"), "is a file, not a folder")
    assert_refused(call("plan", FIT, "--out", tmp_path / "out/deeper"), "Nothing was written")
    assert (tmp_path / "out").read_text() == "mine"


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


# ---- input that cannot be used --------------------------------------------------------------------------


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


# ---- check, explain, protocols, schema, new --------------------------------------------------------------


@pytest.mark.parametrize("name", VERDICTS)
def test_check_gives_the_verdict_of_the_plan_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("check", EXAMPLES / f"{name}.yaml", "--json")
    assert (json.loads(result.stdout)["verdict"], result.exit_code) == VERDICTS[name]
    assert call("check", EXAMPLES / f"{name}.yaml").exit_code == VERDICTS[name][1]
    assert list(tmp_path.iterdir()) == []


def test_every_number_of_every_week_is_explained_down_to_source_and_page(issued: Any) -> None:
    from fittvp.cli.reasons import chain_of, fields_of
    from fittvp.model.plan import load

    plan = load((issued[0] / "first-case-week-6-plan.json").read_text(encoding="utf-8"))
    for week in plan.weeks:
        for field in fields_of(week):
            chain = chain_of(plan, field, week.number)
            assert chain is not None, field
            rules = [ref for act in chain.acts for ref in act.rules]
            assert rules, field
            for ref in rules:
                cites = plan.rules[ref].sources
                assert cites, ref
                assert all(cite.where and plan.sources[cite.id]["title"] for cite in cites), ref


def test_explain_tells_the_story_of_a_number_from_its_start(issued: Any) -> None:
    record = issued[0] / "first-case-week-6-plan.json"
    told = call("explain", record, "--field", "aerobic.session_time", "--week", 8).stdout
    assert "Week 1: started" in told
    assert re.search(r"Week [2-8]: stepped", told)
    assert re.search(
        r"Source: .+; (strong|moderate|weak|expert); (read in full|read as quoted|recalled)",
        " ".join(told.split()),
    )
    assert "Week 9" not in told


@pytest.mark.parametrize("field", ["resistance.lower.load", "resistance_lower.load", "Resistance lower.load"])
def test_a_field_may_be_written_as_people_write_it(issued: Any, field: str) -> None:
    told = call("explain", issued[0] / "first-case-week-6-plan.json", "--field", field, "--week", 1).stdout
    assert told.startswith("resistance_lower.load in week 1")


@pytest.mark.parametrize(
    "part", ["clearance", "closed", "checks", "red_flags", "monitoring", "goals", "leads"]
)
def test_every_part_of_the_plan_explains_itself(issued: Any, part: str) -> None:
    record = issued[0] / "first-case-week-6-plan.json"
    assert call("explain", record, "--field", part).exit_code == 0
    found = json.loads(call("explain", record, "--field", part, "--json").stdout)
    for line in found["parts"][part]:
        assert all(found["rules"][ref]["sources"] for ref in line["rules"])


def test_an_unknown_field_lists_those_that_there_are(issued: Any) -> None:
    result = call("explain", issued[0] / "first-case-week-6-plan.json", "--field", "aerobic.tempo")
    assert_refused(result, "aerobic.session_time", "Parts: clearance")


def test_a_deferred_plan_explains_why_and_has_no_number(issued: Any) -> None:
    record = issued[0] / "first-case-plan.json"
    assert "calcium-not-shown-steady-after-parathyroidectomy" in call("explain", record).stdout
    assert_refused(call("explain", record, "--field", "aerobic.volume"), "holds no dose")
    assert_refused(call("explain", record, "--week", 1), "no weeks")


def test_what_is_no_plan_is_not_explained(issued: Any, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text("{}")
    assert_refused(call("explain", tmp_path / "p.json"), "is no plan")
    assert_refused(call("explain", tmp_path / "nowhere.json"), "no such file")
    assert_refused(call("explain", issued[0] / "fit-adult-plan.json", "--week", 13), "weeks 1 to 12")


def test_the_protocols_are_listed_with_their_status(issued: Any) -> None:
    rows = json.loads(call("protocols", "list", "--json").stdout)
    by_id = {row["id"]: row for row in rows}
    for line in kept(issued[0])["protocols"]:
        assert (by_id[line["id"]]["version"], by_id[line["id"]]["sha256"]) == (
            line["version"],
            line["sha256"],
        )
    assert all(sum(row["seen"].values()) == row["rules"] for row in rows)
    listed = call("protocols", "list").stdout
    assert all(f"{row['id']} {row['version']} ({row['status']})" in listed for row in rows)


def test_a_protocol_and_a_rule_are_shown_with_their_sources() -> None:
    assert "high-potassium-defers" in call("protocols", "show", "ckd").stdout
    shown = json.loads(call("protocols", "show", "ckd#high-potassium-defers", "--json").stdout)
    assert [rule["id"] for rule in shown["rules"]] == ["high-potassium-defers"]
    assert shown["rules"][0]["sources"]
    assert_refused(call("protocols", "show", "kcd"), "Did you mean `ckd`?")
    assert_refused(call("protocols", "show", "ckd#high-potasium-defers"), "Did you mean")


def test_sound_protocols_pass_and_broken_ones_are_named(tmp_path: Path) -> None:
    assert call("protocols", "check").exit_code == 0
    for file in (ROOT / "protocols").glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "ckd.yaml").write_text("id: ckd\nid: ckd\n", encoding="utf-8")
    result = call("protocols", "check", "--protocols", tmp_path)
    assert (result.exit_code, "ckd.yaml, line 2" in result.stdout) == (2, True)
    assert_refused(call("check", FIT, "--protocols", tmp_path), "ckd.yaml, line 2")


def test_the_words_that_exclude_are_listed() -> None:
    found = json.loads(call("protocols", "list", "--exercises", "--json").stdout)
    assert len(found["exercises"]) >= 70
    assert "high_impact" in found["tags"]


@pytest.mark.parametrize("what", ["patient", "plan", "protocol"])
def test_each_schema_is_a_json_schema(what: str) -> None:
    schema = json.loads(call("schema", what).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"


def test_a_new_patient_file_asks_for_its_two_answers_and_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "patient.yaml"
    assert call("new", file).exit_code == 0
    first = file.read_text(encoding="utf-8")
    assert_refused(call("check", file), "conditions", "medicines")
    assert_refused(call("new", file), "kept", "--force")
    assert file.read_text(encoding="utf-8") == first
    file.write_text(
        first.replace("\nconditions:  ", "\nconditions: []").replace("\nmedicines:  ", "\nmedicines: []")
    )
    assert call("check", file).exit_code == 0


# ---- help -----------------------------------------------------------------------------------------------


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
