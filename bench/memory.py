"""Peak memory of `fittvp plan`, against importing reportlab and pydantic alone.

python bench/memory.py [rounds]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

from common import BARE, environment, plan_command

BYTES = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


def peak(arguments: list[str], folder: str) -> float:
    """Peak resident memory of a child, in MB."""
    child = subprocess.Popen([sys.executable, *arguments], env=environment(folder), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"the child ended with {child.returncode}")
    return usage.ru_maxrss * BYTES / 1e6


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as out:
        run = (plan_command(out), BARE, ["-c", "pass"])
        plan, bare, nothing = ([peak(each, out) for _ in range(rounds + 1)][1:] for each in run)
    for words, found in (
        ("fittvp plan", plan),
        ("import reportlab.platypus, pydantic", bare),
        ("python", nothing),
    ):
        print(f"{words}: {statistics.median(found):.0f} MB at its peak, {rounds} rounds")


if __name__ == "__main__":
    main()
