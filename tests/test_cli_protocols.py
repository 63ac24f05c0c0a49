"""`fittvp protocols`: signing a clinic's own copy, what it says otherwise, and the totals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_help import FIT, assert_refused, call, fixed_day, kept, no_pages
from test_protocol_overlay import MINE, OURS, cache

from fittvp.protocol.folder import default_folder
from fittvp.protocol.library import load_library
from fittvp.protocol.signing import signed, standing, text_hash

__all__ = ["cache"]  # the fixture: no test writes into the user's cache
WHO = "Dr A, kidney team"
plain_pages = pytest.fixture(no_pages)
day = pytest.fixture(autouse=True)(fixed_day)


def sign(folder: Path, name: str = "ckd", **more: str) -> object:
    words = {"by": WHO, "on": "2026-11-20", **more}
    return call("protocols", "sign", name, "--by", words["by"], "--on", words["on"], "--protocols", folder)


def listed(folder: Path) -> dict[str, dict[str, object]]:
    rows = json.loads(call("protocols", "list", "--json", "--protocols", folder).stdout)["protocols"]
    return {row["id"]: row for row in rows}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# ---- signing --------------------------------------------------------------------------------------------


def test_a_signed_copy_is_ours_byte_for_byte_but_for_the_status(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    result = sign(folder)
    assert result.exit_code == 0, result.output
    assert "was copied" in result.stdout
    ours = (default_folder() / "ckd.yaml").read_bytes().splitlines()
    own = (folder / "ckd.yaml").read_bytes().splitlines()
    differ = [(a, b) for a, b in zip(ours, own, strict=True) if a != b]
    assert [a for a, _ in differ] == [b"status: draft"]
    assert WHO.encode() in differ[0][1]
    assert sorted(path.name for path in folder.iterdir()) == ["ckd.yaml"]
    row = listed(folder)["ckd"]
    assert (row["status"], row["reviewed"]) == ("reviewed", [WHO, "2026-11-20"])
    assert "ckd 1 (reviewed)" in call("protocols", "list", "--protocols", folder).stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("potassium at least 6.5 mmol/L", "potassium at least 6.6 mmol/L"),
        ("version: 1", "version: 2"),
        ("rules:\n", "rules:   \n"),
        (f'by: "{WHO}"', 'by: "Dr B"'),
    ],
    ids=["a figure", "the version", "a space", "another name"],
)
def test_a_text_that_changed_after_the_signature_is_a_draft_again(tmp_path: Path, old: str, new: str) -> None:
    sign(tmp_path)
    edit(tmp_path / "ckd.yaml", old, new)
    row = listed(tmp_path)["ckd"]
    if "Dr B" in new:  # the name is of the status, which is not what was read
        assert row["status"] == "reviewed"
        return
    assert row["status"] == f"draft: the text has changed since {WHO} reviewed it on 2026-11-20"
    assert row["reviewed"] is None
    assert sign(tmp_path, by="Dr B").exit_code == 0
    assert listed(tmp_path)["ckd"]["reviewed"] == ["Dr B", "2026-11-20"]


def test_a_mark_written_by_hand_is_no_signature(tmp_path: Path) -> None:
    text = OURS["ckd"].replace("status: draft", "status: {reviewed: {by: Dr A, on: 2026-11-20}}", 1)
    (tmp_path / "ckd.yaml").write_text(text, encoding="utf-8")
    assert (
        listed(tmp_path)["ckd"]["status"] == "draft: marked as reviewed by Dr A on 2026-11-20, but not signed"
    )
    assert sign(tmp_path).exit_code == 0
    assert listed(tmp_path)["ckd"]["status"] == "reviewed"


def test_the_signature_does_not_depend_on_line_endings_or_on_how_the_status_is_laid_out() -> None:
    text = OURS["ckd"]
    dos = text.replace("\n", "\r\n")
    assert text_hash(text) == text_hash(dos) == text_hash(signed(text, WHO, "2026-11-20"))
    assert signed(dos, WHO, "2026-11-20").replace("\r\n", "\n") == signed(text, WHO, "2026-11-20")
    spread = text.replace("status: draft\n", "status:\n  reviewed:\n    by: Dr A\n    on: 2026-11-20\n", 1)
    assert text_hash(spread) == text_hash(text)
    assert signed(spread, WHO, "2026-11-20") == signed(text, WHO, "2026-11-20")
    assert standing("draft", text) == ("draft", None)


def test_nobody_signs_in_the_library_that_came_with_the_program(tmp_path: Path) -> None:
    before = (default_folder() / "ckd.yaml").read_bytes()
    assert_refused(sign(default_folder()), "came with the program")
    assert_refused(sign(default_folder() / "clinic"), "came with the program")
    (tmp_path / "link").symlink_to(default_folder(), target_is_directory=True)
    assert_refused(sign(tmp_path / "link"), "came with the program")
    assert (default_folder() / "ckd.yaml").read_bytes() == before
    assert not (default_folder() / "clinic").exists()


def test_what_cannot_be_signed_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    assert_refused(sign(folder, "kcd"), "Did you mean `ckd`?")
    assert_refused(sign(folder, "facts"), "is no protocol")
    assert_refused(sign(folder, "../ckd"), "is no protocol")
    assert_refused(sign(folder, by="  "), "--by is empty")
    assert_refused(sign(folder, by="Dr\x07A"), "control character")
    assert_refused(sign(folder, on="2026-11-24"), "in the future")
    assert not folder.exists()
    folder.mkdir()
    (folder / "ckd.yaml").write_text(OURS["ckd"].replace("seen: full", "seen: fully", 1), encoding="utf-8")
    before = (folder / "ckd.yaml").read_bytes()
    assert_refused(sign(folder), "ckd.yaml, line")
    assert_refused(sign(folder, "general"), "ckd.yaml, line")
    assert (folder / "ckd.yaml").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["ckd.yaml"]


def test_a_clinics_own_protocol_is_signed_like_ours_and_odd_names_come_back_whole(tmp_path: Path) -> None:
    (tmp_path / "my_clinic.yaml").write_text(MINE.replace("our_handbook", "judgement"), encoding="utf-8")
    odd = 'Dr "Ä" {x}: #1, O\'B \\ 李'
    assert sign(tmp_path, "my_clinic", by=odd).exit_code == 0
    assert listed(tmp_path)["my_clinic"]["reviewed"] == [odd, "2026-11-20"]


def test_printed_plans_follow_the_signature(tmp_path: Path, plain_pages: None) -> None:
    def printed() -> tuple[str, str]:
        out = tmp_path / "out"
        result = call("plan", FIT, "--out", out, "--force", "--protocols", tmp_path / "clinic")
        assert result.exit_code == 0, result.output
        return (out / "fit-adult-plan.pdf").read_text(encoding="utf-8"), kept(out, "fit-adult")["protocols"][
            0
        ]["status"]

    sign(tmp_path / "clinic", "general")
    sign(tmp_path / "clinic", "safety_gates")
    page, status = printed()
    assert status == "reviewed"
    assert "DRAFT" not in page
    assert f"reviewed: {WHO}, 2026-11-20" in page
    edit(tmp_path / "clinic/general.yaml", "rules:\n", "rules: # read again\n")
    page, status = printed()
    assert status.startswith("draft: the text has changed")
    assert "DRAFT: rules not yet reviewed" in page
    assert f"DRAFT: the text has changed since {WHO} reviewed it" in page


# ---- what a clinic says otherwise -----------------------------------------------------------------------


def test_a_clinics_library_is_compared_rule_by_rule_with_the_figure_before_and_after(tmp_path: Path) -> None:
    own = tmp_path / "ckd.yaml"
    own.write_text(OURS["ckd"], encoding="utf-8")
    edit(own, "potassium at least 6.5 mmol/L", "potassium at least 6.3 mmol/L")
    edit(own, "Raised potassium together with palpitations", "High potassium together with palpitations")
    (tmp_path / "my_clinic.yaml").write_text(MINE.replace("our_handbook", "judgement"), encoding="utf-8")
    said = call("protocols", "diff", "--protocols", tmp_path).stdout
    assert "ckd: changed (2 changed)" in said
    assert "when: potassium at least 6.5 mmol/L -> potassium at least 6.3 mmol/L" in said
    assert "ours:   Raised potassium together" in said
    assert "theirs: High potassium together" in said
    assert "raise it" in said
    assert "my_clinic: added (1 added)" in said
    assert "added: ask-about-shoes" in said
    assert "hip_pain" not in said
    found = json.loads(call("protocols", "diff", "ckd", "--json", "--protocols", tmp_path).stdout)[
        "differences"
    ]
    assert [(each["file"], each["what"], each["same_version"]) for each in found] == [
        ("ckd", "changed", True)
    ]
    first = found[0]["entries"][0]
    assert first["figures"] == [
        {"field": "when", "ours": "potassium at least 6.5 mmol/L", "theirs": "potassium at least 6.3 mmol/L"}
    ]


def test_a_rule_that_a_clinic_left_out_is_named_with_its_sentence(tmp_path: Path) -> None:
    text = OURS["general"]
    last = text.rindex("\n  - id: ")
    name = text[last:].split("id: ", 1)[1].split("\n", 1)[0]
    (tmp_path / "general.yaml").write_text(
        text[: last + 1].replace("version: 1", "version: 2", 1), encoding="utf-8"
    )
    found = json.loads(call("protocols", "diff", "--json", "--protocols", tmp_path).stdout)["differences"][0]
    assert [(entry["id"], entry["what"]) for entry in found["entries"]] == [(name, "removed")]
    assert found["entries"][0]["says"]["ours"]
    assert found["version"] == {"ours": "1", "theirs": "2"}
    assert found["same_version"] is False


def test_facts_and_sources_that_a_clinic_changed_are_told_too(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "our_handbook: {title: Handbook of our clinic}\n", encoding="utf-8"
    )
    (tmp_path / "codes.yaml").write_text(
        "conditions: {tumoral_calcinosis: {icd10: [M11.2], source: {id: memory, where: asked, seen: memory}}}\n",
        encoding="utf-8",
    )
    said = call("protocols", "diff", "--protocols", tmp_path).stdout
    assert "added: our_handbook\n      Handbook of our clinic" in said
    assert "added: conditions tumoral_calcinosis" in said


def test_the_same_library_differs_in_nothing_and_an_unknown_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ckd.yaml").write_text(OURS["ckd"], encoding="utf-8")
    assert "No difference" in call("protocols", "diff", "--protocols", tmp_path).stdout
    assert_refused(call("protocols", "diff", "kcd", "--protocols", tmp_path), "Did you mean `ckd`?")
    assert_refused(call("protocols", "diff"), "--protocols DIR is needed")


def test_a_signature_is_the_only_difference_of_a_signed_copy(tmp_path: Path) -> None:
    sign(tmp_path)
    found = json.loads(call("protocols", "diff", "--json", "--protocols", tmp_path).stdout)["differences"]
    assert [each["head"] for each in found] == [
        [{"field": "status", "ours": "draft", "theirs": f"reviewed by {WHO}, 2026-11-20"}]
    ]
    assert found[0]["entries"] == []


# ---- totals ---------------------------------------------------------------------------------------------


def test_the_totals_count_every_rule_once_and_say_what_is_memory() -> None:
    found = json.loads(call("protocols", "list", "--json").stdout)
    rows, totals = found["protocols"], found["totals"]
    rules = list(load_library().rules.values())
    assert totals["protocols"] == len(rows)
    assert totals["rules"] == len(rules) == sum(row["rules"] for row in rows)
    assert totals["rules_without_source"] == 0
    for key in ("seen", "strength"):
        assert sum(totals[key].values()) == len(rules)
        assert totals[key] == {name: sum(row[key][name] for row in rows) for name in totals[key]}
    memory = [rule for rule in rules if {cite.seen for cite in rule.sources} == {"memory"}]
    assert totals["seen"]["memory"] == len(memory)
    assert 0 < totals["judgement"] <= len(memory)
    assert totals["judgement"] >= sum({c.id for c in rule.sources} == {"judgement"} for rule in memory)
    assert totals["memory_percent"] == round(100 * len(memory) / len(rules), 1)
    assert f"All: {len(rows)} protocols, {len(rules)} rules" in call("protocols", "list").stdout
