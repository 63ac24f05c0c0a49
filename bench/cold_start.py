"""Cold start of `fittvp plan` to both PDFs, against importing reportlab and pydantic alone.

python bench/cold_start.py [rounds]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

from common import BARE, alternate, environment, median, plan_command, spread


def run(arguments: list[str], folder: str) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, env=environment(folder), stdout=subprocess.DEVNULL)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as out:
        plan, bare = alternate(rounds, lambda: run(plan_command(out), out), lambda: run(BARE, out))
    print(f"fittvp plan, both PDFs and plan.json: {spread(plan, 1000, 'ms')}, {rounds} rounds in turns")
    print(f"import reportlab.platypus, pydantic:  {spread(bare, 1000, 'ms')}")
    print(f"ratio of the medians: {median(plan) / median(bare):.2f}")


if __name__ == "__main__":
    main()
