"""What stands in rows and columns: tables, facts, diaries, lines to sign.

It refuses to know how rows are cut and pages are filled (`grid` does).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fittvp.pdf.grid import Grid, GridLook, Row, Tags
from fittvp.pdf.kit import Kit
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Abreast, Kept, Piece, Solid, Space, Stack, even
from fittvp.pdf.shapes import Sign
from fittvp.pdf.tagged import item
from fittvp.pdf.text import Text
from fittvp.pdf.theme import LOOKS, RULE, TINT, Type
from fittvp.pdf.tree import Elem
from fittvp.sheet import blocks
from fittvp.sheet.blocks import Tone

_FINE = 0.4  # of the air of a dense table
_WEEK = 0.7  # a diary up to this part of a page is not cut
_SHORT = 0.22  # a table shorter than this part of a page is not cut


def _spaced(piece: Piece, kit: Kit, before: float = 0.5) -> Piece:
    piece.before, piece.after = kit.theme.gap * before, kit.theme.gap
    return piece


def table(block: blocks.Table, kit: Kit) -> list[Piece]:
    """A table; rows with a tone get its sign before them and its tint behind them."""
    theme = kit.theme
    dense = block.style in ("dense", "fine")
    columns = max([len(block.widths), len(block.header), *map(len, block.rows)])
    if not columns:
        return []
    signs = bool(block.tones)

    def row(cells: Sequence[blocks.Words], tone: Tone | None, head: bool) -> Row:
        filled = [*cells, *[""] * (columns - len(cells))]
        first = block.row_headers
        made: list[Piece] = [
            kit.cell(cell, block.style, bold=head or (first and not at)) for at, cell in enumerate(filled)
        ]
        look = LOOKS[tone] if tone and tone != "plain" else None
        mark = Sign(tone, theme.glyph * 0.8, theme.type(block.style).leading) if look and tone else Space()
        return Row([mark, *made] if signs else made, fill=look.tint if look else None)

    tones: list[Tone | None] = [*block.tones, *[None] * len(block.rows)]
    rows = [row(cells, tone, False) for cells, tone in zip(block.rows, tones, strict=False)]
    header = row(block.header, None, True) if any(block.header) else None
    pad = theme.dense_pad if dense else theme.pad
    pad = (pad[0], pad[1] * _FINE) if block.style == "fine" else pad
    look = GridLook(pad, zebra=True, fixed=theme.glyph * 0.8 + 2 * pad[0] if signs else 0.0)
    shares = _shares(block.widths, columns)
    table = Elem("Table" if header or block.row_headers else "L")
    tags = Tags(table, block.row_headers, int(signs))
    grid = Grid(header, rows, [1.0, *shares] if signs else shares, look, tags)
    return [*kit.label(block.caption, table), Kept(_spaced(grid, kit), _SHORT)]


def _shares(widths: Sequence[float], columns: int) -> list[float]:
    good = [width if width > 0 else 1.0 for width in widths]
    usual = sum(good) / len(good) if good else 1.0
    return [*good, *[usual] * (columns - len(good))]


def facts(block: blocks.Facts, kit: Kit) -> list[Piece]:
    """Labels and values, read across and then down."""
    across = max(1, block.columns)
    label = Type(kit.theme.body.size, kit.theme.body.leading, kit.theme.muted.colour)
    whole = Elem("L")
    pairs = [item(whole, Text(name, label), kit.plain(words)) for name, words in block.rows]
    pairs += [(Space(), Space()) for _ in range(-len(pairs) % across)]
    starts = range(0, len(pairs), across)
    rows = [Row([piece for pair in pairs[at : at + across] for piece in pair]) for at in starts]
    share = 0.36 if across > 1 else 0.28
    look = GridLook((kit.theme.pad[0] * 0.7, kit.theme.pad[1] * 0.8))
    grid = Grid(None, rows, [share, 1 - share] * across, look)
    return [Kept(_spaced(grid, kit, 0.2), _SHORT)] if rows else []


def diary(block: blocks.Diary, kit: Kit) -> list[Piece]:
    """A grid to write in. Its names stand in the first column, which may or may not have a head."""
    theme = kit.theme
    unnamed = len(block.widths) == len(block.columns) + 1  # the column of the row names has no head
    heads = ["", *block.columns] if unnamed else list(block.columns)
    columns = max(len(heads), len(block.widths), 1)
    heads += [""] * (columns - len(heads))
    header = Row([kit.plain(head, "small", bold=True) for head in heads], centred=True)
    empty: list[Piece] = [Space()] * (columns - 1)
    marked = [*block.active, *[False] * len(block.rows)]
    rows = [
        Row(
            [kit.plain(name, bold=bold), *empty],
            fills=(TINT if bold else None, *[None] * (columns - 1)),
            least=theme.diary_row,
            centred=True,
        )
        for name, bold in zip(block.rows, marked, strict=False)
    ]
    table = Elem("Table")
    look = GridLook(theme.dense_pad, "box")
    grid = Grid(header, rows, _shares(block.widths, columns), look, Tags(table, True))
    return [*kit.label(block.title, table), Kept(_spaced(grid, kit), _WEEK)]


class _Line(Solid):
    """An empty line to write on."""

    keep_next = True
    after = 3.0

    def __init__(self, tall: float) -> None:
        self.tall = tall

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.line((x, top - self.tall), (x + width, top - self.tall), RULE, 0.8)


def signature(block: blocks.Signature, kit: Kit) -> list[Piece]:
    """Lines to sign on, three abreast at most, kept together."""
    across = min(3, len(block.fields))
    if not across:
        return []
    room = kit.theme.line_to_sign
    lines: list[Piece] = [Stack([_Line(room), kit.plain(words, "note")]) for words in block.fields]
    lines += [Space()] * (-len(lines) % across)
    places = even(across, kit.theme.gap * 2)
    rows = [Abreast(lines[at : at + across], places) for at in range(0, len(lines), across)]
    return [Kept(_spaced(Stack(rows), kit))]


MAKERS: dict[type, Callable[..., list[Piece]]] = {
    blocks.Table: table,
    blocks.Facts: facts,
    blocks.Diary: diary,
    blocks.Signature: signature,
}
