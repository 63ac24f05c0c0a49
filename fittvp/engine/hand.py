"""The clinician's hand on a week: a move for some streams, values entered, a stop cleared.

Floor: engine. Pure. It enters what was asked; the limits of the week clip it afterwards, as they clip everything.
It refuses to judge: who may enter what is checked where an adjustment is accepted (engine/accept.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fittvp.engine.stream import Stream
from fittvp.model.dose import Reason
from fittvp.model.event import SetPart


@dataclass(slots=True)
class Hand:
    """What was entered for one week. Words say who and why. A later entry for the same stream or field wins."""

    moves: dict[str, tuple[str, str]] = field(default_factory=dict)  # stream -> (move, words)
    values: dict[tuple[str, str], tuple[SetPart, str]] = field(default_factory=dict)
    cleared: str = ""
    covers: frozenset[str] = frozenset()  # the rules whose stop or pause stood when it was cleared

    def words(self, stream: str) -> str:
        """Who moved a stream and why; empty where nobody did."""
        said = [self.moves[stream][1]] if stream in self.moves else []
        said += [words for (name, _), (_, words) in self.values.items() if name == stream]
        return "; ".join(dict.fromkeys([*said, *([self.cleared] if self.cleared else [])]))

    @property
    def idle(self) -> bool:
        """Nobody did anything."""
        return not (self.moves or self.values or self.cleared)

    def sets(self, stream: str) -> bool:
        return any(name == stream for name, _ in self.values)


NO_HAND = Hand()


def enter(stream: Stream, hand: Hand) -> None:
    """Put the entered values into a stream. Days keep the minutes of a session; minutes keep the days."""
    for (name, _), (part, words) in hand.values.items():
        if name == stream.id:
            _enter(stream, part, Reason("entered", (), f"{part.written}, {words}"))


def enter_lower(stream: Stream, hand: Hand) -> None:
    """After a step back: an entered value that is lower still."""
    for (name, field_name), (part, words) in hand.values.items():
        if name == stream.id and part.high <= stream.at(field_name):
            _enter(stream, part, Reason("entered", (), f"{part.written}, {words}"))


def _enter(stream: Stream, part: SetPart, reason: Reason) -> None:
    timed = stream.modality.shape == "minutes"
    if part.field == "session_time":
        volume = part.high * stream.at("sessions")
        stream.set("volume", volume, volume, reason)
    elif part.field == "sessions" and timed:
        volume = part.high * stream.at("session_time")
        stream.set("sessions", part.high, part.high, reason)
        stream.set("volume", volume, volume, reason)
    else:
        stream.set(part.field, part.low, part.high, reason)
    stream.credit = {}
