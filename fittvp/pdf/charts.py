"""The two figures: the scale of effort from 0 to 10, and the staircase of the weeks.

Each says all it shows in words as well. It refuses to know blocks other than these two, and pages.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from fittvp.pdf.axes import finite, long, names, some, ticks_to
from fittvp.pdf.frames import Fitting
from fittvp.pdf.kit import Kit
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Abreast, Kept, Piece, Solid, Stack, hanging
from fittvp.pdf.tagged import figure
from fittvp.pdf.text import Text, ink_of
from fittvp.pdf.theme import ACCENT, BAR, HAIR, INK, LOOKS, TINT, WHITE, Theme, Type
from fittvp.sheet import blocks

_TOP = 10
_LEAST = 0.52  # the height of the lowest cell, of the highest


class _Scale(Solid):
    """Eleven rising cells; those from low to high are dark, with a bar beneath under just the wanted part."""

    def __init__(self, low: float, high: float, theme: Theme) -> None:
        low, high = (min(max(finite(end), 0.0), float(_TOP)) for end in (low, high))
        self._low, self._high = min(low, high), max(low, high)
        self._theme, self.tall = theme, theme.cell + 7.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        cell, tall = width / (_TOP + 1), self._theme.cell
        foot = top - self.tall
        left = self._low + 0.5 * (self._low % 1 > 0)  # a whole number is its whole cell
        right = self._high + (0.5 if self._high % 1 else 1.0)
        pen.box(x + left * cell, foot, max(right - left, 0.2) * cell, 4.0, fill=ACCENT)
        foot += 7.0
        for number in range(_TOP + 1):
            wanted = self._low <= number <= self._high
            fill = ACCENT if wanted else TINT
            high = tall * (_LEAST + (1.0 - _LEAST) * number / _TOP)
            pen.box(x + number * cell + 0.8, foot, cell - 1.6, high, fill=fill)
            kind = Type(self._theme.body.size, 1.0, WHITE if wanted else INK, bold=wanted)
            ink = ink_of(kind)
            pen.word(x + (number + 0.5) * cell, foot + ink.size * 0.28, str(number), ink, 0.5)


class _Under(Piece):
    """Words beneath their numbers, each as wide as its neighbours leave it."""

    def __init__(self, words: list[tuple[int, Text, Text, Text]]) -> None:
        self._words = words

    def _slots(self, width: float) -> list[tuple[float, float, Text]]:
        cell = width / (_TOP + 1)
        at = [(number + 0.5) * cell for number, *_ in self._words]
        slots = []
        for nth, (number, left, centre, right) in enumerate(self._words):
            start = (at[nth - 1] + at[nth]) / 2 if nth else 0.0
            end = (at[nth + 1] + at[nth]) / 2 if nth + 1 < len(at) else width
            if number == 0:
                slots.append((0.0, end - 4.0, left))
            elif number == _TOP:
                slots.append((start + 4.0, width - start - 4.0, right))
            else:
                half = min(at[nth] - start, end - at[nth]) - 2.0
                slots.append((at[nth] - half, 2 * half, centre))
        return slots

    def need(self, width: float) -> bool:
        return all(text.widest() <= wide for _, wide, text in self._slots(width))

    def height(self, width: float) -> float:
        return max(text.height(wide) for _, wide, text in self._slots(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for shift, wide, text in self._slots(width):
            text.draw(pen, x + shift, top, wide)


def effort_scale(block: blocks.EffortScale, kit: Kit) -> list[Piece]:
    """The scale, with its words beneath their numbers, or in a list where they would not fit there."""
    small = kit.theme.small
    scale = figure(_Scale(block.low, block.high, kit.theme), block.alt or _said_of(block))
    scale.after = 3.0
    words = sorted((number, said) for number, said in block.words if 0 <= number <= _TOP)
    pieces: list[Piece] = [*kit.label(block.title), scale]
    if words:
        under = _Under(
            [
                (
                    number,
                    Text(said, small).spaced(),
                    Text(said, small, align="centre").spaced(),
                    Text(said, small, align="right").spaced(),
                )
                for number, said in words
            ]
        )
        listed = Stack([Text((blocks.Span(f"{number}  ", bold=True), said), small) for number, said in words])
        pieces.append(Fitting([(_least_width(under), under), (0.0, listed)]))
    pieces[-1].after = kit.theme.gap
    return [Kept(Stack(pieces))]


def _said_of(block: blocks.EffortScale) -> str:
    """Where the sheet has no words for it: what is marked, in figures."""
    marked = f"{block.low:g}" if block.low == block.high else f"{block.low:g}–{block.high:g}"
    return f"{block.title}: {marked} (0–{_TOP})".removeprefix(": ")


def _least_width(under: _Under) -> float:
    """The width from which the words fit beneath their numbers."""
    return next((float(wide) for wide in range(160, 700, 20) if under.need(float(wide))), 1e9)


class _Stairs(Solid):
    """Bars with their values, week names beneath, a dashed line for the goal, weeks worth a word darker."""

    def __init__(self, block: blocks.Steps, labels: list[str], theme: Theme) -> None:
        count = min(len(block.values), len(block.labels))
        self._values = [max(0.0, finite(value)) for value in block.values[:count]]
        self._labels = labels[:count]
        self._goal, self._axis = finite(block.goal or 0.0), block.axis
        self._marked = {week for week, _ in block.marks}
        self._theme = theme
        self._ink = ink_of(theme.note)
        self._bold = ink_of(Type(theme.note.size, 1.0, INK, bold=True))
        self._white = (self._bold, ink_of(Type(theme.note.size, 1.0, WHITE, bold=True)))
        self.tall = theme.chart + 3.0 * self._ink.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        size = self._ink.size
        top_value = max([*self._values, self._goal, 1e-9])
        ticks = ticks_to(top_value)
        scale = self._theme.chart / max(ticks[-1], top_value)
        left = max([long(self._axis, self._ink), *(long(f"{tick:g}", self._ink) for tick in ticks)]) + 6.0
        foot = top - 1.3 * size - self._theme.chart
        if self._axis:
            pen.word(x + left - 4.0, foot - 1.4 * size, self._axis, self._ink, 1.0)
        for tick in ticks:
            y = foot + tick * scale
            pen.line((x + left, y), (x + width, y), HAIR, 0.4)
            pen.word(x + left - 4.0, y - size * 0.36, f"{tick:g}", self._ink, 1.0)
        if self._values:
            self._bars(pen, x + left, foot, width - left, scale)

    def _bars(self, pen: Pen, x: float, foot: float, width: float, scale: float) -> None:
        size, slot = self._ink.size, width / len(self._values)
        shown = [f"{value:g}" for value in self._values]
        for nth, value in enumerate(self._values):
            middle, tall = x + (nth + 0.5) * slot, value * scale
            fill = ACCENT if nth + 1 in self._marked else BAR
            pen.box(middle - slot * 0.46, foot, slot * 0.92, tall, fill=fill)
            pen.box(
                middle - slot * 0.46, foot + max(tall - 2.0, 0.0), slot * 0.92, min(tall, 2.0), fill=ACCENT
            )
        if self._goal > 0:
            y = foot + self._goal * scale
            pen.line((x, y), (x + width, y), *_GOAL)
        for nth in some(self._labels, self._ink, slot):
            pen.word(x + (nth + 0.5) * slot, foot - 1.4 * size, self._labels[nth], self._ink, 0.5)
        for nth in some(shown, self._bold, slot):
            reach = ceil(max(0.0, long(shown[nth], self._bold) / 2 / slot - 0.69))
            over = max(self._values[max(0, nth - reach) : nth + reach + 1])
            y, goal = foot + over * scale + 2.5, foot + self._goal * scale
            if self._goal > 0 and y - 3.5 < goal < y + size and self._values[nth] * scale > 1.5 * size:
                y = (
                    foot + self._values[nth] * scale - size - 1.5
                )  # in its bar, not across the line of the goal
                pen.word(x + (nth + 0.5) * slot, y, shown[nth], self._white[nth + 1 in self._marked], 0.5)
            else:
                self._value(pen, x + (nth + 0.5) * slot, y, shown[nth])

    def _value(self, pen: Pen, middle: float, y: float, words: str) -> None:
        half, size = long(words, self._bold) / 2 + 1.0, self._bold.size
        pen.box(middle - half, y - 1.0, 2 * half, size, fill=WHITE)
        pen.word(middle, y, words, self._bold, 0.5)


class _Key(Solid):
    """A small sample of what is drawn, before its words: the goal's line or a marked week's bar."""

    def __init__(self, kind: Type, goal: bool) -> None:
        self.tall, self._size, self._goal = kind.leading, kind.size, goal

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        middle = top - self.tall / 2
        if self._goal:
            pen.line((x, middle), (x + width - 5.0, middle), *_GOAL)
        else:
            pen.box(
                x + width - 5.0 - self._size, middle - self._size / 2, self._size, self._size, fill=ACCENT
            )


_GOAL = (LOOKS["careful"].ink, 1.3, (4.0, 2.0))


def steps(block: blocks.Steps, kit: Kit) -> list[Piece]:
    """The bars, then the goal and the marked weeks in words."""
    theme, small = kit.theme, kit.theme.small
    below, listed = names(block.labels, ink_of(theme.note))
    stairs = figure(_Stairs(block, below, theme), block.alt or block.title)
    stairs.after = 2.0
    unit = Text(block.unit, theme.note)
    pieces: list[Piece] = [*kit.label(block.title), *([unit.spaced()] if block.unit else []), stairs]
    pieces += [Text((blocks.Span(f"{nth}  ", bold=True), label), small) for nth, label in listed]
    keys: list[tuple[bool, blocks.Words]] = []
    if block.goal is not None:
        keys.append((True, block.goal_words or f"goal {block.goal:g} {block.unit}"))
    for week, words in block.marks:
        name = block.labels[week - 1] if 0 < week <= len(block.labels) else str(week)
        name = f"week {name}" if name.isdigit() else name
        keys.append((False, (blocks.Span(f"{name}: ", bold=True), words)))
    for goal, said in keys:
        pieces.append(
            Abreast([_Key(small, goal), Text(said, small).spaced(0.0, 1.5)], hanging(small.size * 3))
        )
    pieces[-1].after = theme.gap
    return [Kept(Stack(pieces))]


MAKERS: dict[type, Callable[..., list[Piece]]] = {
    blocks.EffortScale: effort_scale,
    blocks.Steps: steps,
}
