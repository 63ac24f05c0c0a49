"""Running words: headings, paragraphs, bullets, columns, and what is kept together.

It refuses to know tables, charts and pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fittvp.pdf.frames import Ruled
from fittvp.pdf.kit import Kit
from fittvp.pdf.piece import Abreast, Choice, Kept, Piece, Places, Space, Stack, hanging
from fittvp.pdf.tagged import Headed, Tagged
from fittvp.pdf.text import Heading, Text
from fittvp.pdf.theme import HAIR, LINE
from fittvp.pdf.tree import Elem
from fittvp.sheet import blocks


def heading(block: blocks.Heading, kit: Kit) -> list[Piece]:
    """A heading of level 1 to 3; the first two are ruled."""
    level = min(max(block.level, 1), 3)
    words = Headed(Heading(block.text, kit.theme.headings[level - 1]), block.text, level)
    if level == 1:
        return [Ruled(words, LINE, 1.4, 3.0)]
    return [Ruled(words, HAIR, 0.6, 2.0)] if level == 2 else [words]


def text(block: blocks.Text, kit: Kit) -> list[Piece]:
    """A paragraph."""
    return [Text(block.words, kit.theme.type(block.style))]


def bullets(block: blocks.Bullets, kit: Kit) -> list[Piece]:
    """A list, its marks hanging."""
    kind = kit.theme.type(block.style)
    marks = [f"{at}." if block.numbered else "•" for at in range(1, len(block.items) + 1)]
    made = [Text(mark, kind, bold=block.numbered) for mark in marks]
    places = hanging(max((mark.length() for mark in made), default=0.0) + kind.size * 0.6)
    whole = Elem("L", look="decimal" if block.numbered else "disc")
    rows: list[Piece] = []
    for mark, item in zip(made, block.items, strict=True):
        words = Text(item, kind).spaced(0.0, kind.after * 0.7)
        beside = Abreast([Tagged(mark, Elem("Lbl")), Tagged(words, Elem("LBody"))], places)
        rows.append(Tagged(beside, whole, Elem("LI")))
    return rows


def _columns(share: float, gap: float) -> Places:
    def places(width: float) -> Sequence[tuple[float, float]]:
        left = (width - gap) * min(max(share, 0.1), 0.9)
        return (0.0, left), (left + gap, width - gap - left)

    return places


def columns(block: blocks.Columns, kit: Kit) -> list[Piece]:
    """Two columns; both go on where a page ends."""
    sides = [_trimmed(kit.make(side)) for side in (block.left, block.right)]
    return [Abreast([Tagged(side, Elem("Div")) for side in sides], _columns(block.share, kit.theme.gap * 2))]


def _trimmed(pieces: list[Piece]) -> Piece:
    return Stack(pieces) if pieces else Space()


def together(block: blocks.Together, kit: Kit) -> list[Piece]:
    """Blocks on one page; cut only where no page can hold them."""
    pieces = kit.make(block.blocks)
    return [Kept(Stack(pieces), white=block.white)] if pieces else []


def one_of(block: blocks.OneOf, kit: Kit) -> list[Piece]:
    """The first form that the page holds."""
    return [Choice([(kit.stack(core), kit.stack(tail)) for core, tail in block.forms])]


Maker = Callable[..., list[Piece]]
MAKERS: dict[type, Maker] = {
    blocks.Heading: heading,
    blocks.Text: text,
    blocks.Bullets: bullets,
    blocks.Columns: columns,
    blocks.Together: together,
    blocks.OneOf: one_of,
}
