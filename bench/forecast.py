"""Microseconds to decide and forecast one 12-week plan (`open_case` and `forecast`), and for each rule.

python bench/forecast.py [rounds]
"""

from __future__ import annotations

import sys

from common import ON, alternate, calibration, example, median, spread

from fittvp.engine.advance import Wishes
from fittvp.engine.fold import forecast, open_case
from fittvp.engine.prescribe import prescribe
from fittvp.model.plan import AskedPart

WEEKS = 12


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    library, patient = example()
    rules = sum(len(protocol.rules) for protocol in library.protocols)
    wishes = Wishes()
    opened, decide, loop = alternate(
        rounds,
        lambda: open_case(library, patient, ON, wishes),
        lambda: forecast(open_case(library, patient, ON, wishes), WEEKS),
        calibration,
    )
    whole = alternate(max(5, rounds // 10), lambda: prescribe(library, patient, ON, AskedPart(weeks=WEEKS)))[
        0
    ]
    print(f"decide and forecast {WEEKS} weeks: {spread(decide, 1e6, 'us')}, {rounds} rounds in turns")
    print(f"of that, to open the case: {spread(opened, 1e6, 'us')}")
    print(f"for each of {rules} rules: {median(decide) * 1e6 / rules:.2f} us")
    print(f"calibration loop (100 000 turns): {spread(loop, 1e6, 'us')}")
    print(f"ratio to the loop: {median(decide) / median(loop):.2f}")
    print(f"the whole plan (sessions, goals, headings to a year, pydantic): {spread(whole, 1000, 'ms')}")


if __name__ == "__main__":
    main()
