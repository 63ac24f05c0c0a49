"""The chain of events: each carries the hash of the one before, so that an edit by hand is noticed and named.

Floor: model. Pure. It notices; it cannot prevent: who rewrites every hash after an edit leaves no trace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from fittvp.model.event import Event, What


def hash_of(event: Event) -> str:
    """SHA-256 of everything in the event but its own hash."""
    return hashlib.sha256(event.model_dump_json(exclude={"hash"}).encode()).hexdigest()


def sealed(
    events: Sequence[Event], what: What, on: str, recorded: str, by: str = "", reason: str = "",
    followed: Sequence[str] = (),
) -> Event:  # fmt: skip
    """The next event after `events`, with its place in the chain."""
    before = events[-1].hash if events else ""
    event = Event(
        number=len(events) + 1, on=on, recorded=recorded, by=by, reason=reason,
        what=what, followed=list(followed), before=before, hash="",
    )  # fmt: skip
    return event.model_copy(update={"hash": hash_of(event)})


def broken(events: Sequence[Event]) -> list[str]:
    """What does not fit in the chain, a sentence for each event; empty: nothing was changed."""
    found = []
    before = ""
    for place, event in enumerate(events, 1):
        name = f"Event {place} ({event.what.kind}, {event.on})"
        if event.hash != hash_of(event):
            found.append(f"{name} is not as it was written: its content and its hash differ.")
        elif event.before != before:
            found.append(f"{name} does not follow the event before it: one was changed, removed or moved.")
        elif event.number != place:
            found.append(f"{name} calls itself number {event.number}.")
        before = event.hash
    return found
