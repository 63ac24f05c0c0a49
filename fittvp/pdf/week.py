"""The week at a glance: seven tiles in a row, or seven rows where a word would break.

It refuses to know how rows are cut and pages are filled (`grid` does).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fittvp.pdf.frames import Fitting, one
from fittvp.pdf.grid import Grid, GridLook, Row
from fittvp.pdf.icons import Icons
from fittvp.pdf.kit import Kit
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Kept, Piece, Solid, Stack
from fittvp.pdf.text import Text
from fittvp.pdf.theme import ACCENT, MUTED, RULE, TINT, WHITE, ZEBRA, Type
from fittvp.sheet import blocks


def week_strip(block: blocks.WeekStrip, kit: Kit) -> list[Piece]:
    """Seven tiles, each with what the day holds; a day of rest is pale and has a dash."""
    if not block.days:
        return kit.label(block.title)
    strip, need = _strip(block, kit)
    rows = [
        Row(
            [kit.plain(day.name, "small", bold=True), _held(day, kit, "left")],
            fill=TINT if day.active else None,
        )
        for day in block.days
    ]
    column = Grid(None, rows, [0.3, 0.7], GridLook(kit.theme.dense_pad))
    for form in (strip, column):
        form.before, form.after = kit.theme.gap * 0.5, kit.theme.gap
    return [Kept(Stack([*kit.label(block.title), Fitting([(need, strip), (0.0, column)])]))]


def _held(day: blocks.Day, kit: Kit, align: Literal["left", "centre"]) -> Piece:
    """The pictures of what the day holds in a row, then its lines; a dash for a day of rest."""
    small = kit.theme.small
    marks = [mark for mark in dict.fromkeys(day.marks) if mark]
    made: list[Piece] = [Icons(marks, small.size * 1.35, ACCENT, align)] if marks else []
    made += [Text(line, small, align=align).spaced() for line in day.lines]
    return one(made) if made else Dash(MUTED)


def _strip(block: blocks.WeekStrip, kit: Kit) -> tuple[Grid, float]:
    """Seven tiles of one width, and the width at which no word in them breaks."""
    small, pad = kit.theme.small, kit.theme.dense_pad
    white = Type(small.size, small.leading * 1.15, WHITE, bold=True)
    rest = Type(small.size, small.leading * 1.15, MUTED, bold=True)
    names: list[Piece] = [
        Text(day.name, white if day.active else rest, bold=True, align="centre").spaced()
        for day in block.days
    ]
    cells = [_held(day, kit, "centre") for day in block.days]
    need = len(names) * (max(piece.widest() for piece in [*names, *cells]) + 2 * pad[0])
    heads = Row(names, fills=tuple(ACCENT if day.active else TINT for day in block.days))
    body = Row(cells, least=small.leading * 2, fills=tuple(None if d.active else ZEBRA for d in block.days))
    return Grid(None, [heads, body], [1.0] * len(names), GridLook(pad, "box")), need


class Dash(Solid):
    """A short drawn line: a day of rest."""

    tall = 14.0

    def __init__(self, colour: tuple[float, float, float] = RULE) -> None:
        self._colour = colour

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        middle = x + width / 2
        pen.line((middle - 5.0, top - 9.0), (middle + 5.0, top - 9.0), self._colour, 1.2)


MAKERS: dict[type, Callable[..., list[Piece]]] = {blocks.WeekStrip: week_strip}
