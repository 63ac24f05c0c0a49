"""Brings a record of an older format to the present one, or says exactly why that cannot be.

Floor: cli. One function for each older format. It refuses to guess: weeks that do not come out the same stay closed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.model.plan import Plan
    from fittvp.protocol.library import Library

ANEW = "Make a new plan from the patient's file with `fittvp plan`."


def readable_1(raw: Mapping[str, Any], name: str) -> Plan:
    """A plan of format 1 as it was printed: to be read and explained, not to be continued."""
    from fittvp.model.plan import FORMAT, Plan

    try:
        patient = {key: value for key, value in raw["patient"].items() if key != "record"}
        new = {"format": FORMAT, "as_of": raw["on"], "now": 1, "patient": patient}
        empty: dict[str, Any] = {"trend": [], "results": [], "events": [], "texts": {}}
        return Plan.model_validate({**raw, **new, **empty})
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Refusal(f"{name} is of an older format (1) and is damaged. {ANEW}") from None


def from_format_1(raw: Mapping[str, Any], present: Library, name: str) -> Plan:
    """Format 1 had no events and no protocol texts: it goes on where its protocols are still the present ones."""
    from fittvp.cli.record import kept_with
    from fittvp.engine.prescribe import prescribe
    from fittvp.model.event import AskedPart
    from fittvp.model.record import patient_from_json

    if raw.get("library") != _digest_1(present.texts, str(raw.get("engine"))):
        said = ", ".join(f"{p.get('id')} version {p.get('version')}" for p in raw.get("protocols", []))
        raise Refusal(
            f"{name} is of an older format (1) that did not keep its protocols, and those it was made with "
            f"({said}) are not the present ones: it cannot be continued. {ANEW}"
        )
    try:
        patient = patient_from_json(raw["patient"]["record"])
        asked = AskedPart.model_validate(raw["asked"])
        plan = prescribe(present, patient, dt.date.fromisoformat(raw["on"]), asked)
    except (KeyError, TypeError, ValueError):
        raise Refusal(f"{name} is of an older format (1) and is damaged. {ANEW}") from None
    return kept_with(plan, None, {present.digest: present})


def _digest_1(texts: Mapping[str, str], engine: str) -> str:
    """The hash as format 1 wrote it: with the program's version."""
    whole = hashlib.sha256(engine.encode())
    for stem, text in sorted(texts.items()):
        whole.update(f"\0{stem}\0{len(text)}\0".encode() + text.encode())
    return whole.hexdigest()
