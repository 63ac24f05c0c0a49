"""Reads `--clinic clinic.yaml`: the clinic's name, logo and telephone numbers for the printed page.

Floor: cli. Strict, like every file: unknown keys are refused with the nearest known one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fittvp.cli.errors import Refusal


def read_clinic(path: str | None) -> Any:
    """The Clinic of `path`; an empty one where none is given. Raises Refusal."""
    from fittvp.sheet import Clinic

    if path is None:
        return Clinic()
    raise Refusal("not yet")
