"""What every test shares: a text is parsed once in a test run; lost objects are looked for now and then.

The same text is the same tree. The tests hold whole libraries and plans: looking through them for cycles took half of
all the time.
"""

from __future__ import annotations

import gc
from functools import lru_cache

from fittvp.protocol import parse

parse.load_with_lines = lru_cache(maxsize=512)(parse.load_with_lines)


def pytest_configure() -> None:
    gc.set_threshold(200_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
