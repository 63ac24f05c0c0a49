"""A square code (QR) drawn as dark runs, with words beside it.

It refuses to know what the code says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fittvp.pdf.kit import Kit
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Abreast, Kept, Piece, Places, Solid, Stack
from fittvp.pdf.tagged import figure
from fittvp.pdf.theme import INK
from fittvp.sheet import blocks

SIDE = 56.0  # about 20 mm: read by a telephone at arm's length
_QUIET = 2  # empty modules on each side, within the side


def runs_of(holds: str) -> tuple[int, list[tuple[int, int, int]]]:
    """How many modules a side has, and the dark runs: row from the top, first column, length."""
    import segno

    matrix = segno.make(holds, error="m", micro=False).matrix
    return len(matrix), [(at, first, long) for at, row in enumerate(matrix) for first, long in _runs(row)]


def _runs(row: bytearray) -> Iterator[tuple[int, int]]:
    first = -1
    for at, dark in enumerate([*row, 0]):
        if dark and first < 0:
            first = at
        elif not dark and first >= 0:
            yield first, at - first
            first = -1


class _Square(Solid):
    tall = SIDE

    def __init__(self, holds: str) -> None:
        self._side, self._runs = runs_of(holds)

    def widest(self) -> float:
        return SIDE

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        module = SIDE / (self._side + 2 * _QUIET)
        for row, first, long in self._runs:
            left, under = x + width - SIDE + (first + _QUIET) * module, top - (row + 1 + _QUIET) * module
            pen.box(left, under, long * module, module + 0.05, fill=INK)


def _places(width: float) -> list[tuple[float, float]]:
    return [(0.0, width - SIDE - 8.0), (width - SIDE, SIDE)]


def code(block: blocks.Code, kit: Kit) -> list[Piece]:
    """The words, and the square at the end of the line."""
    places: Places = _places
    words = Stack([kit.plain(block.words), kit.plain(block.holds, "note")])
    return [Kept(Abreast([words, figure(_Square(block.holds), block.holds)], places))]


MAKERS: dict[type, Callable[..., list[Piece]]] = {blocks.Code: code}
