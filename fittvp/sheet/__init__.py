"""Turns a plan into finished words. Knows no reportlab, no library, no patient file, no disk.

`clinician_document` and `handout_document` are loaded when asked for: the printer needs only `blocks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fittvp.sheet.clinic import Clinic
    from fittvp.sheet.clinician import clinician_document
    from fittvp.sheet.handout import handout_document
    from fittvp.sheet.text import to_text

__all__ = ["Clinic", "clinician_document", "handout_document", "to_text"]

_HOMES = {
    "Clinic": "clinic",
    "clinician_document": "clinician",
    "handout_document": "handout",
    "to_text": "text",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
