"""What every test shares: a protocol text is parsed once in a test run, because the same text is the same tree."""

from __future__ import annotations

from functools import lru_cache

from fittvp.protocol import parse

parse.load_with_lines = lru_cache(maxsize=512)(parse.load_with_lines)
