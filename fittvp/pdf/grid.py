"""Rows and columns: widths that spare the words, a header on each page, rows that may be cut.

It refuses to know blocks and what the cells hold: a cell is any piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import EPS, Parted, Piece, Space, part_beside
from fittvp.pdf.theme import HAIR, RULE, TINT, ZEBRA, Colour
from fittvp.pdf.tree import ARTIFACT, Elem

_LOW = 60.0
_FIRST = 2
_TALL = 0.4  # a row taller than this part of a page may be cut although a later page could hold it


@dataclass(slots=True)
class Row:
    """Cells from left to right. `least` is the smallest height, `air` the padding above and below."""

    cells: list[Piece]
    fill: Colour | None = None
    fills: tuple[Colour | None, ...] = ()  # one for each cell, over `fill`
    least: float = 0.0
    centred: bool = False
    tall: float = field(default=-1.0, compare=False)
    elem: Elem | None = None
    elems: tuple[Elem | None, ...] = ()  # what each cell is, in a table


@dataclass(frozen=True, slots=True)
class GridLook:
    """`pad` is the air in a cell, across and down."""

    pad: tuple[float, float]
    rules: Literal["none", "hair", "box"] = "hair"
    zebra: bool = False
    fixed: float = 0.0  # the width of the first column, where its share does not count


@dataclass(frozen=True, slots=True)
class Tags:
    """What a grid is: a table (`whole`), or a list where no cell heads another.

    `row_headers`: first cells name their rows. `skip`: the columns, at the left, of mere decoration.
    """

    whole: Elem
    row_headers: bool = False
    skip: int = 0

    def name(self, row: Row, head: bool) -> None:
        """Gives a row and its cells their elements, once."""
        if row.elem is not None:
            return
        table = self.whole.kind == "Table"
        row.elem = Elem("TR" if table else "LI")
        row.elems = tuple(
            None if at < self.skip else self._cell(cell, head, at == self.skip) if table else Elem("LBody")
            for at, cell in enumerate(row.cells)
        )

    def _cell(self, cell: Piece, head: bool, first: bool) -> Elem:
        """An empty cell heads nothing."""
        heads = head or (first and self.row_headers)
        return Elem("TH", look="column" if head else "row") if heads and cell.widest() > 0 else Elem("TD")


class Grid(Piece):
    """Rows and columns of pieces. `shares` are parts of the width, one for each column. No tags: mere layout."""

    def __init__(
        self,
        header: Row | None,
        rows: Sequence[Row],
        shares: Sequence[float],
        look: GridLook,
        tags: Tags | None = None,
    ) -> None:
        self._tags = tags
        if tags:
            for nth, row in enumerate([*([header] if header else []), *rows]):
                tags.name(row, header is not None and not nth)
        self._header, self._rows, self._shares, self._look = header, list(rows), list(shares), look
        self._cached: tuple[float, list[float]] | None = None
        self._offset = 0

    def _widths(self, width: float) -> list[float]:
        if self._cached is None or self._cached[0] != width:
            self._cached = (width, self._measure(width))
        return self._cached[1]

    def _measure(self, width: float) -> list[float]:
        fixed = [self._look.fixed] if self._look.fixed else []
        shares = self._shares[len(fixed) :]
        total = max(width - sum(fixed), 1.0)
        wanted = [total * share / sum(shares) for share in shares]
        if not self._look.fixed and len(shares) < 2:
            return wanted
        needs = [0.0] * len(self._shares)
        for row in [*self._rows, *([self._header] if self._header else [])]:
            for at, cell in enumerate(row.cells):
                needs[at] = max(needs[at], cell.widest())
        across = 2 * self._look.pad[0] + EPS
        return [*fixed, *spared(wanted, [need + across for need in needs[len(fixed) :]])]

    def _pad(self, wide: float) -> float:
        return min(self._look.pad[0], wide * 0.15)

    def _inner(self, widths: Sequence[float]) -> list[float]:
        return [wide - 2 * self._pad(wide) for wide in widths]

    def _tall(self, row: Row, widths: Sequence[float]) -> float:
        if row.tall < 0:
            inner = self._inner(widths)
            tall = max((cell.height(wide) for cell, wide in zip(row.cells, inner, strict=True)), default=0.0)
            row.tall = max(tall + 2 * self._look.pad[1], row.least)
        return row.tall

    def _fresh(self, width: float) -> list[float]:
        if self._cached is None or self._cached[0] != width:
            for row in [*self._rows, *([self._header] if self._header else [])]:
                row.tall = -1.0
        return self._widths(width)

    def height(self, width: float) -> float:
        widths = self._fresh(width)
        head = self._tall(self._header, widths) if self._header else 0.0
        return head + sum(self._tall(row, widths) for row in self._rows)

    def widest(self) -> float:
        across = 2 * self._look.pad[0]
        widest = [
            max((row.cells[at].widest() for row in self._rows), default=0.0)
            for at in range(len(self._shares))
        ]
        return self._look.fixed + sum(wide + across for wide in widest)

    def split(self, width: float, room: float, full: float) -> Parted:
        widths = self._fresh(width)
        head = self._tall(self._header, widths) if self._header else 0.0
        if self._header and head > full * _TALL:
            return self._headless().split(width, room, full)
        left, last = room - head, len(self._rows) - 1
        for at, row in enumerate(self._rows):
            tall = self._tall(row, widths)
            if tall > left + EPS:
                return self._cut(at, widths, left, (room, full, head))
            if (
                2 < at == last - 1
                and tall < _LOW
                and self._tall(self._rows[last], widths) > left - tall + EPS
            ):
                return self._cut(at, widths, 0.0, (room, full, head))  # no single row is left behind
            left -= tall
        return self, None

    def _cut(self, at: int, widths: list[float], left: float, page: tuple[float, float, float]) -> Parted:
        room, full, head = page
        row, down = self._rows[at], 2 * self._look.pad[1]
        whole = full - head
        if left > down and (row.tall > whole * _TALL or (not at and room >= full - EPS)):
            cut = part_beside(row.cells, self._inner(widths), left - down, whole - down)
            if cut is None and not at and room >= full - EPS:
                cut = part_beside(row.cells, self._inner(widths), left - down, left - down)
            if cut is not None:
                first, second = (replace(row, cells=cells, tall=-1.0, least=0.0) for cells in cut)
                return self._with(self._rows[:at], [first], 0), self._with([second], self._rows[at + 1 :], at)
        if not at or (self._header and at < min(_FIRST, len(self._rows)) and room < full - EPS):
            return None, self  # a header stands with two rows
        return self._with(self._rows[:at], [], 0), self._with([], self._rows[at:], at)

    def _with(self, rows: list[Row], more: list[Row], skipped: int) -> Grid:
        part = Grid(self._header, [*rows, *more], self._shares, self._look, self._tags)
        part._cached = self._cached
        part._offset = self._offset + skipped
        part.before, part.after = self.before, self.after
        return part

    def _headless(self) -> Grid:
        """A header that is taller than it is useful is printed once, as a row."""
        assert self._header is not None
        part = self._with([self._header], self._rows, 0)
        part._header = None
        return part

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self._tags is None:
            self._draw(pen, x, top, width)
            return
        pen.enter(self._tags.whole)
        self._draw(pen, x, top, width)
        pen.leave(self._tags.whole)

    def _draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        widths = self._fresh(width)
        rows: list[tuple[Row, Colour | None]] = [(self._header, TINT)] if self._header else []
        for at, row in enumerate(self._rows):
            stripe = ZEBRA if self._look.zebra and (at + self._offset) % 2 else None
            rows.append((row, row.fill or stripe))
        hair = self._look.rules == "hair"
        for nth, (row, fill) in enumerate(rows):
            self._tall(row, widths)
            again = row is self._header and row.elem is not None and row.elem.parent is not None
            owner = ARTIFACT if again else row.elem  # a header that is printed again is read once
            if owner is not None:
                pen.enter(owner)
            self._draw_row(pen, row, (x, top), widths, fill)
            if owner is not None:
                pen.leave(owner)
            if hair and nth:
                under_header = nth == 1 and self._header is not None
                pen.line((x, top), (x + width, top), *((RULE, 0.9) if under_header else (HAIR, 0.5)))
            top -= row.tall
        if hair:
            pen.line((x, top), (x + width, top), HAIR, 0.5)

    def _draw_row(
        self, pen: Pen, row: Row, at: tuple[float, float], widths: Sequence[float], fill: Colour | None
    ) -> None:
        x, top = at
        if fill is not None:
            pen.box(x, top - row.tall, sum(widths), row.tall, fill=fill)
        for nth, (cell, wide) in enumerate(zip(row.cells, widths, strict=True)):
            if row.fills:
                pen.box(x, top - row.tall, wide, row.tall, fill=row.fills[nth])
            if self._look.rules == "box":
                pen.box(x, top - row.tall, wide, row.tall, stroke=RULE, line=0.7)
            pad = self._pad(wide)
            down = self._look.pad[1]
            if row.centred:
                down = max(down, (row.tall - cell.height(wide - 2 * pad)) / 2)
            elem = row.elems[nth] if row.elems else None
            if elem is not None:
                pen.enter(elem)
            if not isinstance(cell, Space):
                cell.draw(pen, x + pad, top - down, wide - 2 * pad)
            if elem is not None:
                pen.leave(elem)
            x += wide


def spared(wanted: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Moves width from columns that have some to spare to columns whose longest word would break.

    The sum stays. A monstrous word gets at most a third of the line and is broken there.
    """
    total = sum(wanted)
    needs = [min(need, max(want, total / 3)) for want, need in zip(wanted, needs, strict=True)]
    lack = sum(max(0.0, need - want) for want, need in zip(wanted, needs, strict=True))
    spare = sum(max(0.0, want - need) for want, need in zip(wanted, needs, strict=True))
    if lack <= 0 or spare <= 0:
        return list(wanted)
    given, taken = min(1.0, spare / lack), min(1.0, lack / spare)
    pairs = zip(wanted, needs, strict=True)
    return [want + (need - want) * (given if need > want else taken) for want, need in pairs]
