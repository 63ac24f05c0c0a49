"""What the benches share: the example, a clock, a calibration loop, medians. Figures only; no assertions."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

EXAMPLE = ROOT / "docs/examples/first-case-week-6.yaml"
ON = dt.date(2026, 11, 23)
BARE = ["-c", "import reportlab.platypus, pydantic"]


def plan_command(out: str) -> list[str]:
    """The main job as a shell runs it, without the interpreter's name."""
    start = "from fittvp.cli.main import main; main()"
    return ["-c", start, "plan", str(EXAMPLE), "--on", ON.isoformat(), "--out", out, "--force"]


def environment(folder: str) -> dict[str, str]:
    """The child's: this checkout first; compiled modules are kept, as an installed program has them."""
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": os.path.join(folder, "compiled")}


def example() -> tuple[Any, Any]:
    """The library and the patient of the example."""
    from fittvp.cli.read import read_patient_file
    from fittvp.model.patient import read_patient
    from fittvp.protocol.library import load_library

    library = load_library()
    return library, read_patient(read_patient_file(EXAMPLE), library.facts, ON, library.formulas)


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def calibration() -> int:
    """A fixed piece of plain Python, so that figures from different machines can be held side by side."""
    total = 0
    for number in range(100_000):
        total += number * number % 7
    return total


def alternate(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """Each work's seconds, in turns, so that a slow moment of the machine falls on all."""
    for work in works:
        work()
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(found, works, strict=True):
            times.append(seconds(work))
    return found


def spread(times: list[float], scale: float, unit: str) -> str:
    """Median, and the middle half."""
    low, middle, high = (quarter * scale for quarter in statistics.quantiles(times, n=4))
    return f"{middle:.1f} {unit} (middle half {low:.1f} to {high:.1f})"


def median(times: list[float]) -> float:
    return statistics.median(times)
