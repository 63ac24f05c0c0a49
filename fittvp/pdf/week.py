"""The week at a glance: seven tiles in a row, or seven rows where a word would break.

It refuses to know how rows are cut and pages are filled (`grid` does).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from fittvp.pdf.frames import Fitting, one
from fittvp.pdf.grid import Grid, GridLook, Row
from fittvp.pdf.icons import Icons
from fittvp.pdf.kit import Kit
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Kept, Piece, Solid, Space, Stack
from fittvp.pdf.tagged import Tagged, item
from fittvp.pdf.text import Text
from fittvp.pdf.theme import ACCENT, MUTED, RULE, TINT, WHITE, ZEBRA, Type
from fittvp.pdf.tree import Elem
from fittvp.sheet import blocks

_SMALLER = 0.84  # of the usual size, where a long word would break its tile


def week_strip(block: blocks.WeekStrip, kit: Kit) -> list[Piece]:
    """Seven tiles, each with what the day holds; a day of rest is pale and has a dash."""
    if not block.days:
        return kit.label(block.title)
    small = kit.theme.small
    less = replace(small, size=small.size * _SMALLER, leading=small.leading * _SMALLER)
    forms = [*(_strip(block, kit, kind) for kind in (small, less)), (0.0, _column(block, kit))]
    for _, form in forms:
        form.before, form.after = kit.theme.gap * 0.5, kit.theme.gap
    return [Kept(Stack([*kit.label(block.title), Fitting(forms)]))]


def _pictures(day: blocks.Day, kind: Type, align: Literal["left", "centre"]) -> list[Piece]:
    marks = [mark for mark in dict.fromkeys(day.marks) if mark]
    return [Icons(marks, kind.size * 1.35, ACCENT, align)] if marks else []


def _strip(block: blocks.WeekStrip, kit: Kit, kind: Type) -> tuple[float, Grid]:
    """The width at which no word in seven tiles of one width breaks, and the tiles."""
    pad = kit.theme.dense_pad
    white = Type(kind.size, kind.leading * 1.15, WHITE, bold=True)
    rest = Type(kind.size, kind.leading * 1.15, MUTED, bold=True)
    whole = Elem("L")
    pairs = [
        item(
            whole,
            Text(day.name, white if day.active else rest, bold=True, align="centre").spaced(),
            one(
                [
                    *_pictures(day, kind, "centre"),
                    *(Text(t, kind, align="centre").spaced() for t in day.lines),
                ]
            )
            if day.lines
            else _rest(block.rest),
        )
        for day in block.days
    ]
    names, cells = [name for name, _ in pairs], [cell for _, cell in pairs]
    need = len(names) * (max(piece.widest() for piece in [*names, *cells]) + 2 * pad[0])
    heads = Row(names, fills=tuple(ACCENT if day.active else TINT for day in block.days))
    body = Row(cells, least=kind.leading * 2, fills=tuple(None if d.active else ZEBRA for d in block.days))
    return need, Grid(None, [heads, body], [1.0] * len(names), GridLook(pad, "box"))


def _column(block: blocks.WeekStrip, kit: Kit) -> Grid:
    """A day a row: its name, its pictures, its words in one line."""
    small, whole = kit.theme.small, Elem("L")

    def row(day: blocks.Day) -> Row:
        words = kit.plain(" · ".join(day.lines), "small") if day.lines else _rest(block.rest)
        pictures = one([*_pictures(day, small, "left"), *([] if day.marks else [Space()])])
        name, held = item(whole, kit.plain(day.name, "small", bold=True), words)
        return Row([name, pictures, held], TINT if day.active else None)

    return Grid(None, [row(day) for day in block.days], [0.15, 0.2, 0.65], GridLook(kit.theme.dense_pad))


def _rest(words: str) -> Piece:
    return Tagged(Dash(MUTED), Elem("Span", actual=words or "–"))


class Dash(Solid):
    """A short drawn line: a day of rest."""

    tall = 14.0

    def __init__(self, colour: tuple[float, float, float] = RULE) -> None:
        self._colour = colour

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        middle = x + width / 2
        pen.line((middle - 5.0, top - 9.0), (middle + 5.0, top - 9.0), self._colour, 1.2)


MAKERS: dict[type, Callable[..., list[Piece]]] = {blocks.WeekStrip: week_strip}
