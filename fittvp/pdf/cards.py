"""What stands in a border: boxes, the bands of a ladder or traffic light, exercise cards.

It refuses to know pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fittvp.pdf.figure import pictured
from fittvp.pdf.frames import Framed
from fittvp.pdf.kit import Kit
from fittvp.pdf.piece import Abreast, Kept, Piece, Places, Stack
from fittvp.pdf.shapes import Sign
from fittvp.pdf.tagged import Headed, Tagged
from fittvp.pdf.text import Heading, Text
from fittvp.pdf.theme import ACCENT, LOOKS, WHITE, Look, Type
from fittvp.pdf.tree import ARTIFACT, Elem
from fittvp.sheet import blocks
from fittvp.sheet.blocks import Span

_BOX_WHOLE = 0.45  # a box up to this part of a page is not cut
_CARD = Look(ACCENT, WHITE, "none", 0.6)


def _beside(indent: float, label: float = 0.0) -> Places:
    """A sign, then words; or a sign, a label of some width, then words."""

    def places(width: float) -> Sequence[tuple[float, float]]:
        deep = min(indent, width / 3)
        if not label:
            return (0.0, deep), (deep, width - deep)
        named = min(label, (width - deep) * 0.45)
        return (0.0, deep), (deep, named - 6.0), (deep + named, width - deep - named)

    return places


def box(block: blocks.Box, kit: Kit) -> list[Piece]:
    """A border and a title bar of its tone."""
    theme, look = kit.theme, LOOKS[block.tone]
    kind = Type(theme.band.size, theme.band.leading, WHITE if look.bar else look.ink, bold=True)

    def bar(words: Piece) -> Piece:
        sign = Sign(block.tone, theme.glyph, kind.leading, inverse=look.bar)
        return Abreast([sign, words], _beside(theme.glyph * 1.5))

    title = bar(Headed(Text(block.title, kind), block.title, 0)) if block.title else None
    again = bar(Tagged(Text(block.again, kind), ARTIFACT)) if block.again else None

    inset = (theme.inset, theme.inset * 0.8)
    frame = Framed(kit.stack(block.blocks), look, inset, title=title, fill=WHITE, again=again)
    return [Kept(Tagged(frame.spaced(theme.gap, theme.gap), Elem("Sect")), _BOX_WHOLE)]


def bands(block: blocks.Bands, kit: Kit) -> list[Piece]:
    """The lamps of a traffic light or the steps of a ladder, one below the other, their words aligned."""
    theme = kit.theme
    labels = [
        Text(band.label, Type(theme.band.size, theme.band.leading, LOOKS[band.tone].ink, bold=True))
        for band in block.bands
    ]
    plain = Type(theme.band.size, theme.band.leading, bold=True)
    every = [*labels, *(Text(label, plain) for label in block.labels)]
    wide = max((label.length() for label in every), default=0.0) + theme.inset * 1.5
    places = _beside(theme.glyph * 1.7, wide)
    made: list[Piece] = []
    whole = Elem("L")
    for band, label in zip(block.bands, labels, strict=True):
        sign = Sign(band.tone, theme.glyph * 1.15, theme.band.leading)
        words = Tagged(kit.plain(band.words), Elem("LBody"))
        beside = Abreast([sign, Tagged(label, Elem("Lbl")), words], places)
        look = LOOKS[band.tone]
        frame = Framed(beside, look, (theme.inset * 0.8, theme.inset * 0.27), fill=look.tint, edge=4.0)
        frame.spaced(theme.gap * 0.25, theme.gap * 0.25)
        made.append(Kept(Tagged(frame, whole, Elem("LI")), _BOX_WHOLE))
    return [Kept(Stack([*kit.label(block.title), *made]), _BOX_WHOLE)] if made else kit.label(block.title)


def exercise_card(block: blocks.ExerciseCard, kit: Kit) -> list[Piece]:
    """One exercise: its picture at the left where it has one, its words beside."""
    theme = kit.theme
    name, dose = Span(block.name, bold=True), f"\u00a0 {block.dose}"
    pieces: list[Piece] = [Tagged(Heading((name, dose), theme.card), Elem("H"))]
    said: list[Span | str] = []
    for label, words in block.lines:
        said += [" " if said else "", Span(f"{label} " if label else "", bold=True), words]
    if said:
        pieces.append(kit.plain(tuple(said), "small"))
    if block.care:
        sign = Sign("careful", theme.glyph * 0.9, theme.small.leading)
        kind = Type(theme.small.size, theme.small.leading, LOOKS["careful"].ink, bold=True)
        pieces.append(Abreast([sign, Text(block.care, kind)], _beside(theme.glyph * 1.5)))
    body = pictured(block.picture, Stack(pieces), block.seen or block.name)
    frame = Framed(body, _CARD, (theme.inset, theme.inset * 0.5), edge=4.0)
    return [Kept(Tagged(frame.spaced(theme.gap * 0.6, theme.gap * 0.6), Elem("Sect")))]


MAKERS: dict[type, Callable[..., list[Piece]]] = {
    blocks.Box: box,
    blocks.Bands: bands,
    blocks.ExerciseCard: exercise_card,
}
