"""The sources go to a reference manager and come back."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from fittvp.cli.main import app
from fittvp.cli.sources import read_entries
from fittvp.protocol.library import load_library


def run(*arguments: str):
    return CliRunner().invoke(app, ["protocols", "sources", *arguments])


def test_every_source_survives_the_way_through_bibtex(tmp_path: Path):
    """Title, authors, year and address come back as they were."""
    text = run("--to", "bibtex").output
    (tmp_path / "all.bib").write_text(text, encoding="utf-8")
    found = read_entries(tmp_path / "all.bib")

    sources = load_library().sources
    assert set(found) == set(sources)
    assert all(
        str(found[name].get("year", "")) == str(source.get("year", "")) for name, source in sources.items()
    )
    assert all(found[name].get("doi") == source.get("doi") for name, source in sources.items())


def test_every_source_survives_the_way_through_csl_json(tmp_path: Path):
    """The same through the form that most reference managers export."""
    text = run("--to", "csl-json").output
    (tmp_path / "all.json").write_text(text, encoding="utf-8")
    found = read_entries(tmp_path / "all.json")

    sources = load_library().sources
    assert {n: s["title"] for n, s in found.items()} == {n: s["title"] for n, s in sources.items()}
    assert json.loads(text)[0]["id"] in sources


def test_a_file_of_references_is_printed_for_sources_yaml(tmp_path: Path):
    """A clinic's own reference comes in by its own manager."""
    (tmp_path / "own.bib").write_text(
        "@article{Doe2024, title={A {Trial}}, author={Doe, J and Roe, R}, year={2024}}"
    )

    said = run("--from", str(tmp_path / "own.bib"))

    assert said.exit_code == 0
    assert "doe2024:" in said.output
    assert "A Trial" in said.output


def test_a_file_that_holds_no_reference_is_refused_in_clear_words(tmp_path: Path):
    """Exit 2 and one sentence."""
    (tmp_path / "empty.json").write_text("{}")

    said = run("--from", str(tmp_path / "empty.json"))

    assert said.exit_code == 2
    assert "CSL-JSON" in said.output
