"""Blocks into pieces: one maker for each kind of block, found by its type.

It refuses to know pages. A page break within a box or a column has no meaning and is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fittvp.pdf import cards, charts, code, flow, tables, trend, week
from fittvp.pdf.kit import Kit
from fittvp.pdf.piece import Piece
from fittvp.pdf.theme import Theme
from fittvp.sheet.blocks import Block, Heading, PageBreak, Table, Text

MAKERS: dict[type, Callable[..., list[Piece]]] = {
    **flow.MAKERS,
    **tables.MAKERS,
    **week.MAKERS,
    **cards.MAKERS,
    **charts.MAKERS,
    **trend.MAKERS,
    **code.MAKERS,
    PageBreak: lambda _block, _kit: [],
}


def pieces_of(blocks: Sequence[Block], theme: Theme) -> list[Piece]:
    """The pieces of blocks, in order."""
    kit = Kit(theme, lambda inner: pieces_of(inner, theme))
    made = [MAKERS[type(block)](block, kit) for block in blocks]
    for before, block, pieces, after in zip(blocks, blocks[1:], made[1:], blocks[2:], strict=False):
        if isinstance(before, Heading) and isinstance(block, Text) and isinstance(after, Heading | Table):
            pieces[0].keep_next = True  # a line between a heading and what it heads goes with both
    return [piece for pieces in made for piece in pieces]


def chapters_of(blocks: Sequence[Block], theme: Theme) -> list[list[Piece]]:
    """The pieces between page breaks; never an empty chapter."""
    chapters: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            chapters.append([])
        else:
            chapters[-1].append(block)
    return [pieces for pieces in (pieces_of(chapter, theme) for chapter in chapters) if pieces]
