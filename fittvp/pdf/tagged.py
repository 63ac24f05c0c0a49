"""A piece of a page that says what it is: it enters its elements while it is drawn.

It refuses to know blocks and how tags are written.
"""

from __future__ import annotations

from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Parted, Piece
from fittvp.pdf.tree import Elem


class Tagged(Piece):
    """A piece within elements, the outer one first. Cut, both parts belong to the same elements."""

    def __init__(self, inner: Piece, *elems: Elem) -> None:
        self._inner, self._elems = inner, elems
        self.before, self.after, self.keep_next = inner.before, inner.after, inner.keep_next

    def height(self, width: float) -> float:
        return self._inner.height(width)

    def widest(self) -> float:
        return self._inner.widest()

    def split(self, width: float, room: float, full: float) -> Parted:
        head, rest = self._inner.split(width, room, full)
        return self._part(head) if head else None, self._part(rest) if rest else None

    def _part(self, inner: Piece) -> Tagged:
        return Tagged(inner, *self._elems)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for elem in self._elems:
            pen.enter(elem)
        last = self._elems[-1]
        if last.kind == "Figure":
            last.bounds = pen.bounds(x, top, width, self._inner.height(width))
        self._inner.draw(pen, x, top, width)
        for elem in reversed(self._elems):
            pen.leave(elem)


class Headed(Tagged):
    """A heading: it has its level by its place on the page, and an entry in the outline."""

    def __init__(self, inner: Piece, words: str, level: int) -> None:
        super().__init__(inner, Elem("H", level=level))
        self._words, self._level = words, level

    def _part(self, inner: Piece) -> Headed:
        part = Headed(inner, self._words, self._level)
        part._elems = self._elems
        return part

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        fresh = self._elems[0].parent is None
        super().draw(pen, x, top, width)
        if fresh and self._words.strip():
            pen.bookmark(self._elems[0], self._words, top)


def figure(inner: Piece, alt: str) -> Tagged:
    """A piece that is read as `alt`."""
    return Tagged(inner, Elem("Figure", alt=alt or "–"))


def item(whole: Elem, label: Piece, words: Piece) -> tuple[Piece, Piece]:
    """One entry of a list: its label, and what is said of it."""
    entry = Elem("LI")
    return Tagged(label, whole, entry, Elem("Lbl")), Tagged(words, whole, entry, Elem("LBody"))
