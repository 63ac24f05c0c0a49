"""A review that is killed at any moment leaves the old record or the new one, whole; and the next review works."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from cli_help import WEEK_6, call, fixed_day, no_pages

from fittvp.model.plan import load

MOMENTS = 20
REVIEW = ("--week", 1, "--on", "2026-11-30", "--sessions-done", 4, "--pain", 2, "--otherwise-well")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork a warm process")
on_the_day = pytest.fixture(autouse=True)(fixed_day)
plain_pages = pytest.fixture(autouse=True)(no_pages)  # what is drawn cannot break a record; only writing can


def child(record: Path) -> int:
    """A process of its own that reviews, pages and all; its number."""
    number = os.fork()
    if number == 0:
        code = 99
        try:
            code = call("review", record, *REVIEW).exit_code
        finally:
            os._exit(code)
    return number


def test_a_review_killed_at_twenty_random_moments_never_leaves_a_broken_or_missing_record(
    tmp_path: Path,
) -> None:
    random.seed(20261123)
    first = tmp_path / "first"
    assert call("plan", WEEK_6, "--out", first).exit_code == 0
    record = tmp_path / "kept" / "first-case-week-6-plan.json"
    shutil.copytree(first, record.parent)
    began = time.perf_counter()
    _, status = os.waitpid(child(record), 0)
    whole = time.perf_counter() - began
    assert os.waitstatus_to_exitcode(status) == 0
    seen = []
    for _ in range(MOMENTS):
        shutil.rmtree(record.parent)
        shutil.copytree(first, record.parent)
        number = child(record)
        time.sleep(whole * random.uniform(0.0, 1.05))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        plan = load(record.read_text(encoding="utf-8"))
        seen.append(plan.now)
        assert plan.now in (1, 2)
    assert 1 in seen
    if plan.now == 1:
        assert call("review", record, *REVIEW).exit_code == 0
    assert load(record.read_text(encoding="utf-8")).now == 2
    left = [path.name for path in record.parent.iterdir() if path.name.endswith((".partial", ".before"))]
    assert left == []
