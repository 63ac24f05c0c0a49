"""The error of an optional package that is needed and not there. It refuses to know which."""

from __future__ import annotations


class MissingExtra(RuntimeError):
    """What was asked for needs optional packages. The message says what, and how to install them."""
