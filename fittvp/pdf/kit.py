"""What each maker of pieces is given: the theme, and how to make the blocks within a block.

It refuses to know pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fittvp.pdf.piece import Piece, Stack
from fittvp.pdf.tagged import Tagged
from fittvp.pdf.text import Heading, Text
from fittvp.pdf.theme import Theme
from fittvp.pdf.tree import Elem
from fittvp.sheet.blocks import Block, Words


@dataclass(frozen=True, slots=True)
class Kit:
    """`make` turns blocks into pieces; makers of boxes and columns call it for what they hold."""

    theme: Theme
    make: Callable[[Sequence[Block]], list[Piece]]

    def stack(self, blocks: Sequence[Block]) -> Stack:
        """Blocks as one piece, with no air above the first and below the last."""
        return Stack(self.make(blocks))

    def label(self, words: Words, elem: Elem | None = None) -> list[Piece]:
        """A title of a table, strip or chart; nothing if it has no words. `elem`: the table that it names."""
        if not words:
            return []
        tags = (elem, Elem("Caption")) if elem else (Elem("H", level=-1),)
        return [Tagged(Heading(words, self.theme.headings[2]), *tags)]

    def plain(self, words: Words, style: str = "body", bold: bool = False) -> Text:
        """Words of a style with no air around them: for cells."""
        return Text(words, self.theme.type(style), bold=bold).spaced()
