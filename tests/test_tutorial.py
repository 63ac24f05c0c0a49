"""What the tutorial tells a newcomer to type works."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from fittvp.cli.main import app

TEXT = (Path(__file__).parent.parent / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_the_tutorials_patient_gets_a_plan(tmp_path: Path):
    """The file on the page is read, and the plan goes out."""
    found = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    (tmp_path / "patient.yaml").write_text(found.group(1), encoding="utf-8")

    said = CliRunner().invoke(app, ["check", str(tmp_path / "patient.yaml"), "--on", "2026-11-23"])

    assert said.exit_code == 0, said.output
    assert "goes out" in said.output
