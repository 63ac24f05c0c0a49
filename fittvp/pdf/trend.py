"""The figure of what was planned and what was done: two bars for each label, and beneath them scores from 0 to 10.

Outline and filling tell the bars apart without colour; what is not known is a dash, never an empty place.
It refuses to know blocks other than this one, and pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from fittvp.pdf.axes import finite, long, names, some, ticks_to
from fittvp.pdf.kit import Kit
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Abreast, Kept, Piece, Solid, Stack, even, hanging
from fittvp.pdf.tagged import figure
from fittvp.pdf.text import Text, ink_of
from fittvp.pdf.theme import ACCENT, HAIR, INK, RULE, WHITE, Theme, Type
from fittvp.sheet import blocks

_TOP = 10.0
_WIDEST = 46.0  # a place of few labels
_BARS, _STRIP = 0.62, 0.34  # of the height of a chart: the bars, the scores
_DOT = 2.1
_NONE = "–"


class _Trend(Solid):
    """Bars above, the names of the labels, then the strip of scores with their numbers beneath."""

    def __init__(self, block: blocks.Trend, labels: list[str], theme: Theme) -> None:
        count = min(len(block.planned), len(block.done), len(labels))
        self._labels = labels[:count]
        self._planned = [max(0.0, finite(value)) for value in block.planned[:count]]
        self._done = [None if one is None else max(0.0, finite(one)) for one in block.done[:count]]
        known = [None if one is None else min(max(0.0, finite(one)), _TOP) for one in block.scores[:count]]
        self._scores = [*known, *[None] * (count - len(known))] if block.scores else []
        self._ink = ink_of(theme.note)
        self._bold = ink_of(Type(theme.note.size, 1.0, INK, bold=True))
        self._bars, self._strip = _BARS * theme.chart, _STRIP * theme.chart
        line = 1.5 * self._ink.size
        self.tall = self._bars + 2 * line + (self._strip + 2 * line if self._scores else 0.0)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if not self._labels:
            return
        size = self._ink.size
        highest = max([*self._planned, *(one or 0.0 for one in self._done), 1e-9])
        ticks = ticks_to(highest)
        left = max(long(f"{tick:g}", self._ink) for tick in (*ticks, _TOP)) + 6.0
        slot = min((width - left) / len(self._labels), _WIDEST)
        reach = slot * len(self._labels)
        foot = top - size - self._bars
        self._grid(pen, (x + left, reach), foot, self._bars / max(ticks[-1], highest), ticks)
        self._columns(pen, x + left, foot, slot, self._bars / max(ticks[-1], highest))
        for nth in some(self._labels, self._ink, slot):
            pen.word(x + left + (nth + 0.5) * slot, foot - 1.3 * size, self._labels[nth], self._ink, 0.5)
        if self._scores:
            base = foot - 2.6 * size - self._strip
            self._grid(pen, (x + left, reach), base, self._strip / _TOP, (0.0, _TOP))
            self._dots(pen, x + left, base, slot)

    def _grid(
        self, pen: Pen, place: tuple[float, float], foot: float, scale: float, ticks: Sequence[float]
    ) -> None:
        x, reach = place
        for tick in ticks:
            y = foot + tick * scale
            pen.line((x, y), (x + reach, y), HAIR, 0.4)
            pen.word(x - 4.0, y - self._ink.size * 0.36, f"{tick:g}", self._ink, 1.0)

    def _columns(self, pen: Pen, x: float, foot: float, slot: float, scale: float) -> None:
        """The outline is as wide as the place leaves it, the filling half of that."""
        for nth, (planned, done) in enumerate(zip(self._planned, self._done, strict=True)):
            middle = x + (nth + 0.5) * slot
            if planned > 0:
                tall = planned * scale
                pen.box(middle - slot * 0.36, foot, slot * 0.72, tall, fill=WHITE, stroke=INK, line=0.7)
            if done is not None and done > 0:
                pen.box(middle - slot * 0.2, foot, slot * 0.4, done * scale, fill=ACCENT)
        unknown = [_NONE] * len(self._done)
        for nth in some(unknown, self._bold, slot):
            if self._done[nth] is None:
                pen.word(x + (nth + 0.5) * slot, foot + 2.0, _NONE, self._bold, 0.5)

    def _dots(self, pen: Pen, x: float, base: float, slot: float) -> None:
        """Neighbours are joined; a gap stays a gap."""
        scale, size = self._strip / _TOP, self._ink.size
        shown = [_NONE if one is None else f"{one:g}" for one in self._scores]
        at = [
            None if one is None else (x + (nth + 0.5) * slot, base + one * scale)
            for nth, one in enumerate(self._scores)
        ]
        for one, other in pairwise(at):
            if one is not None and other is not None:
                pen.line(one, other, RULE, 0.8)
        for one in at:
            if one is not None:
                pen.disc(*one, _DOT, INK)
        for nth in some(shown, self._bold, slot):
            pen.word(x + (nth + 0.5) * slot, base - 1.5 * size, shown[nth], self._bold, 0.5)


class _Key(Solid):
    """A small sample of what is drawn, before its words."""

    def __init__(self, kind: Type, what: str) -> None:
        self.tall, self._kind, self._what = kind.leading, kind, what

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: ARG002
        size, foot = self._kind.size, top - self.tall / 2 - self._kind.size / 2
        if self._what == "planned":
            pen.box(x, foot, size, size, fill=WHITE, stroke=INK, line=0.7)
        elif self._what == "done":
            pen.box(x, foot, size, size, fill=ACCENT)
        elif self._what == "score":
            pen.disc(x + size / 2, foot + size / 2, _DOT, INK)
        else:
            pen.word(x + size / 2, foot + size * 0.15, _NONE, ink_of(self._kind), 0.5)


def trend(block: blocks.Trend, kit: Kit) -> list[Piece]:
    """The chart, then what its signs mean."""
    theme, small = kit.theme, kit.theme.small
    below, listed = names(block.labels, ink_of(theme.note))
    chart = figure(_Trend(block, below, theme), block.alt or block.title)
    chart.after = 2.0
    pieces: list[Piece] = [*kit.label(block.title), chart]
    pieces += [Text((blocks.Span(f"{nth}  ", bold=True), label), small) for nth, label in listed]
    keys = [("planned", f"planned, {block.unit}"), ("done", f"done, {block.unit}")]
    keys += [("score", block.score)] if block.scores else []
    keys += [("none", "not reported")] if None in (*block.done, *block.scores) else []
    told: list[Piece] = [
        Abreast([_Key(small, what), Text(said, small).spaced(0.0, 0.5)], hanging(small.size * 1.7))
        for what, said in keys
    ]
    pieces.append(Abreast(told, even(len(told), theme.gap)))
    pieces[-1].after = theme.gap
    return [Kept(Stack(pieces))]


MAKERS: dict[type, Callable[..., list[Piece]]] = {blocks.Trend: trend}
