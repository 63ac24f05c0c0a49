"""What each maker of pieces is given: the theme, and how to make the blocks within a block.

It refuses to know pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fittvp.pdf.piece import Abreast, Piece, Stack, hanging
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

    def cell(self, words: Words, style: str, bold: bool = False) -> Piece:
        """Words of a cell; lines that begin with a bullet become a list whose marks hang."""
        parts = words if isinstance(words, tuple) else (words,)
        last = parts[-1] if parts else ""
        if not isinstance(last, str) or _MARK not in last:
            return self.plain(words, style, bold)
        head, _, items = last.partition(_MARK)
        first = (*parts[:-1], head)
        kind = self.theme.type(style)
        whole, places = Elem("L", look="disc"), hanging(Text("•", kind).length() + kind.size * 0.4)
        rows = [
            Tagged(
                Abreast(
                    [
                        Tagged(Text("•", kind).spaced(), Elem("Lbl")),
                        Tagged(Text(item.replace("• ", "•\u00a0"), kind).spaced(), Elem("LBody")),
                    ],
                    places,
                ),
                whole,
                Elem("LI"),
            )
            for item in items.split(_MARK)
        ]
        return Stack([self.plain(first, style, bold), *rows])


_MARK = "\n• "
