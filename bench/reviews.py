"""Twelve weekly reviews in a row from the command line on the first case, each a process of its own, with the pages.

    python bench/reviews.py [FOLDER]

Prints milliseconds a review and, beside it, the bare start of Python with the program's imports, as a ratio.
The last PDFs stay in FOLDER, to be looked at.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 23)
CASE = ROOT / "docs" / "examples" / "first-case-week-6.yaml"
WEEKS = 12
NEW = (  # calcium twice, 48 hours apart, and the rest on its schedule: fact, result, days before the review
    *(
        ("calcium_adjusted", "2.38 mmol/L", 3),
        ("calcium_adjusted", "2.40 mmol/L", 1),
        ("phosphate", "1.2 mmol/L", 1),
    ),
    *(("potassium", "4.6 mmol/L", 1), ("magnesium", "0.85 mmol/L", 1), ("haemoglobin", "118 g/L", 1)),
    ("bicarbonate", "24 mmol/L", 1),
)
LABS = dict.fromkeys((3, 6, 9), NEW)  # the weeks in which results come in


def run(*words: object) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Seconds, and how it ended."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "fittvp.cli.main", *map(str, words)], cwd=ROOT, capture_output=True, text=True
    )
    return time.perf_counter() - began, done


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    _, made = run("plan", CASE, "--on", DAY, "--out", folder, "--force")
    assert made.returncode == 0, made.stderr
    record = folder / "first-case-week-6-plan.json"
    took = []
    for week in range(1, WEEKS + 1):
        on = DAY + dt.timedelta(days=7 * week)
        labs = [f"{name}={value}@{on - dt.timedelta(days=ago)}" for name, value, ago in LABS.get(week, ())]
        flags = [part for lab in labs for part in ("--lab", lab)]
        seconds, done = run(
            "review", record, "--week", week, "--on", on, "--by", "PT Lee", "--sessions-done", 4,
            "--minutes-done", 80 + 12 * week, "--pain", 2,
            "--pain-next-morning", 2, "--pain-usual", 2, "--effort", 10, "--bp", f"128/76@{on}", "--otherwise-well", *flags,
        )  # fmt: skip
        took.append(seconds)
        head = " ".join(done.stdout.splitlines()[1:2]) or done.stderr.strip()
        print(f"week {week:2}: {seconds * 1000:5.0f} ms, exit {done.returncode}, {head[:90]}")
    bare = min(run("--version")[0] for _ in range(3))
    middle = statistics.median(took)
    print(f"twelve reviews: {sum(took):.1f} s; median {middle * 1000:.0f} ms; bare start {bare * 1000:.0f} ms; "
          f"ratio {middle / bare:.1f}; record {record.stat().st_size / 1000:.0f} kB")  # fmt: skip
    seconds, done = run("replay", record)
    print(f"replay: {seconds * 1000:.0f} ms, exit {done.returncode}: {done.stdout.splitlines()[-1]}")
    print(f"pages: {folder}")


if __name__ == "__main__":
    main()
