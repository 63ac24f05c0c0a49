"""The tests hold whole libraries and plans: looking through them for lost objects took half of all the time.

What is loaded when the tests are found stays anyway; of what they make, cycles are looked for now and then.
"""

from __future__ import annotations

import gc


def pytest_configure() -> None:
    gc.set_threshold(200_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
