"""A clinic's own folder is laid over ours: what it holds replaces, adds or changes; the rest stays ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_help import FIT, assert_refused, call, fixed_day, kept, no_pages

from fittvp.protocol import library as shelf
from fittvp.protocol.archive import pack_texts, unpack_texts
from fittvp.protocol.folder import FolderProblem, default_folder, texts_of
from fittvp.protocol.library import library_of, load_library, read_texts
from fittvp.protocol.parse import LibraryError

OURS = read_texts(default_folder())
MINE = """id: my_clinic
title: Our clinic's own rules
version: 1
status: draft
for: Everyone whom our clinic sees.
not_for: Nobody.
applies_when: always
rules:
  - id: ask-about-shoes
    says: Worn shoes make people fall, so shoes are looked at before the first walk.
    patient: Wear firm shoes.
    watch: {kind: advice, what: Look at the shoes}
    source: {id: our_handbook, where: page 3, strength: expert, seen: full}
"""
HANDBOOK = "our_handbook: {title: Handbook of our clinic}\n"
plain_pages = pytest.fixture(no_pages)
day = pytest.fixture(autouse=True)(fixed_day)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "_cache_file", lambda digest: tmp_path / "cache" / f"{digest[:12]}.json")
    return tmp_path / "cache"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    folder.mkdir()
    return folder


def write(folder: Path, stem: str, text: str) -> None:
    (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")


def test_a_new_protocol_with_its_own_source_stands_beside_all_of_ours(clinic: Path) -> None:
    write(clinic, "my_clinic", MINE)
    write(clinic, "sources", HANDBOOK)
    library = load_library(clinic)
    assert {p.id for p in library.protocols} == {p.id for p in load_library().protocols} | {"my_clinic"}
    assert library.sources["our_handbook"]["title"] == "Handbook of our clinic"
    assert set(load_library().sources) < set(library.sources)
    assert library.rules["my_clinic@1#ask-about-shoes"].sources[0].id == "our_handbook"


def test_a_file_of_the_same_name_replaces_ours_and_no_other(clinic: Path) -> None:
    write(clinic, "ckd", OURS["ckd"].replace("version: 1", "version: 2", 1))
    own, ours = load_library(clinic), load_library()
    versions = {p.id: p.version for p in own.protocols}
    assert versions == {p.id: 2 if p.id == "ckd" else p.version for p in ours.protocols}
    assert own.digest != ours.digest


def test_a_whole_unchanged_copy_is_our_library(clinic: Path) -> None:
    for stem, text in OURS.items():
        write(clinic, stem, text)
    assert load_library(clinic).digest == load_library().digest
    assert load_library(default_folder()).digest == load_library().digest


def test_a_clinic_says_one_fact_otherwise_and_keeps_all_others(clinic: Path) -> None:
    line = next(line for line in OURS["facts"].splitlines() if line.startswith("potassium:"))
    weeks = load_library().facts["potassium"].shelf_days
    changed = line.replace("shelf_life: ", "shelf_life: 3 days # ", 1)
    write(clinic, "facts", changed.split(" # ")[0] + "}\n")
    facts = load_library(clinic).facts
    assert (facts["potassium"].shelf_days, weeks) != (weeks, 3)
    assert facts["potassium"].shelf_days == 3
    assert list(facts) == list(load_library().facts)


def test_a_clinic_adds_a_condition_without_writing_all_of_ours_again(clinic: Path) -> None:
    write(
        clinic, "facts",
        'conditions: {label: Conditions, group: conditions, kind: choices, required: "yes",'
        " choices: {long_covid: Long Covid}}\n",
    )  # fmt: skip
    with pytest.raises(LibraryError, match="no protocol applies to the condition `long_covid`"):
        load_library(clinic)
    write(
        clinic,
        "my_clinic",
        MINE.replace("applies_when: always", "applies_when: conditions includes long_covid"),
    )
    write(clinic, "sources", HANDBOOK)
    choices = load_library(clinic).facts["conditions"].choices or {}
    assert choices["long_covid"] == "Long Covid"
    assert choices["ckd"] == "Chronic kidney disease"


def test_a_changed_goal_replaces_ours(clinic: Path) -> None:
    write(
        clinic,
        "goals",
        "climb_stairs: {label: Climb to the first floor, needs: none, uses: [], instead: []}\n",
    )
    goals = load_library(clinic).goals
    assert goals["climb_stairs"].label == "Climb to the first floor"
    assert set(goals) == set(load_library().goals)


def test_the_texts_used_go_into_the_record_and_lead_to_the_same_library(clinic: Path) -> None:
    write(clinic, "my_clinic", MINE)
    write(clinic, "sources", HANDBOOK)
    library = load_library(clinic)
    again = library_of(unpack_texts(library.packed, library.digest))
    assert again.protocols == library.protocols
    assert again.sources == library.sources
    assert again.facts == library.facts


def test_a_plan_with_a_clinics_rules_replays_when_the_folder_is_gone(clinic: Path, plain_pages: None) -> None:
    write(clinic, "my_clinic", MINE)
    write(clinic, "sources", HANDBOOK)
    out = clinic.parent / "out"
    assert call("plan", FIT, "--out", out, "--protocols", clinic).exit_code == 0
    assert "my_clinic" in {line["id"] for line in kept(out, "fit-adult")["protocols"]}
    for path in clinic.glob("*.yaml"):
        path.unlink()
    clinic.rmdir()
    result = call("replay", out / "fit-adult-plan.json")
    assert result.exit_code == 0, result.output


def test_a_record_from_before_the_codes_still_opens() -> None:
    older = {stem: text for stem, text in OURS.items() if stem != "codes"}
    library = library_of(unpack_texts(pack_texts(older), shelf.digest_of(older)), cache=False)
    assert library.facts["conditions"].codes is None
    assert library.protocols == load_library().protocols


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "it holds no .yaml file"),
        ({"notes.yaml": b"remember: the shoes\n"}, "neither a protocol"),
        ({"fact.yaml": b"potassium: {label: K}\n"}, "Did you mean `facts`?"),
        ({"ckd.yml": b"id: ckd\n"}, "Rename it to `ckd.yaml`"),
        ({"ckd.yaml": b"id: ckd\ntitle: \xff\n"}, "`ckd.yaml`, line 2, is not UTF-8"),
    ],
    ids=["empty", "stranger", "misspelt", "wrong-ending", "not-utf-8"],
)
def test_a_folder_that_cannot_be_used_says_which_file_and_what_to_do(
    clinic: Path, files: dict[str, bytes], said: str
) -> None:
    for name, content in files.items():
        (clinic / name).write_bytes(content)
    with pytest.raises(FolderProblem) as caught:
        texts_of(clinic)
    assert said in str(caught.value)
    assert_refused(call("check", FIT, "--protocols", clinic), said)
    assert said in call("protocols", "check", "--protocols", clinic).stderr


def test_a_folder_that_is_a_file_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ckd.yaml").write_text("id: ckd\n")
    assert_refused(call("check", FIT, "--protocols", tmp_path / "ckd.yaml"), "it is a file")
    assert_refused(call("check", FIT, "--protocols", tmp_path / "nowhere"), "does not exist")


@pytest.mark.parametrize(
    ("stem", "text", "said"),
    [
        ("facts", "\n\npotasium: {label: K}\n", "facts.yaml (your own), line 3, rule potasium"),
        ("facts", "- potassium\n", "facts.yaml (your own), line 1: holds no named entries"),
        ("sources", "", "sources.yaml (your own), line 1: holds no named entries"),
        (
            "goals",
            "\nfly: {label: Fly, needs: aerobic wings at least 2}\n",
            "goals.yaml (your own), line 2, rule fly",
        ),
        ("exercises", "[]\n", "exercises.yaml, line 1: holds no named entries"),
    ],
)
def test_a_problem_in_the_clinics_file_names_that_file_and_line(
    clinic: Path, stem: str, text: str, said: str
) -> None:
    write(clinic, stem, text)
    with pytest.raises(LibraryError) as caught:
        load_library(clinic)
    assert said in str(caught.value)


def test_no_command_needs_a_whole_copy_any_more(clinic: Path, plain_pages: None) -> None:
    write(clinic, "my_clinic", MINE.replace("our_handbook", "judgement"))
    listed = json.loads(call("protocols", "list", "--json", "--protocols", clinic).stdout)
    assert listed["totals"]["protocols"] == len(load_library().protocols) + 1
    assert call("check", FIT, "--protocols", clinic).exit_code == 0
    assert call("protocols", "check", "--protocols", clinic).exit_code == 0
