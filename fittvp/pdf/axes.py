"""What every chart needs of its axes: round steps, which labels have room, and names too long to stand there.

It refuses to know blocks and to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isfinite, log10

from fittvp.pdf.fonts import printable
from fittvp.pdf.fonts import width as width_of
from fittvp.pdf.pen import Ink

_LABEL = 60.0  # a longer name is listed below the chart, and a number stands for it


def finite(value: float) -> float:
    return value if isfinite(value) else 0.0


def long(words: str, ink: Ink) -> float:
    """How far words reach."""
    return width_of(ink.face, words) * ink.size


def some(words: Sequence[str], ink: Ink, slot: float) -> range:
    """Those of the words that have room beside one another; the last always is one of them."""
    every = max(1, ceil((max((long(word, ink) for word in words), default=0.0) + 3.0) / slot))
    return range(len(words) - 1, -1, -every)[::-1]


def ticks_to(value: float) -> list[float]:
    """From 0 to just above `value`, in three to five round steps."""
    rough = value / 3.5
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * power >= rough)
    return [round(step * nth, 9) for nth in range(ceil(value / step - 1e-9) + 1)]


def names(labels: Sequence[str], ink: Ink) -> tuple[list[str], list[tuple[int, str]]]:
    """What stands beneath the axis; and, where a name is too long for it, all names by their numbers."""
    shown = [printable(label).replace("\n", " ") for label in labels]
    if all(long(label, ink) <= _LABEL for label in shown):
        return shown, []
    return [str(nth) for nth in range(1, len(shown) + 1)], list(enumerate(shown, 1))
