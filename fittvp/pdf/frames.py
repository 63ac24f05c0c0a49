"""Borders around pieces, and pieces that choose their form by the width they get.

It refuses to know blocks and words.
"""

from __future__ import annotations

from collections.abc import Sequence

from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import EPS, Parted, Piece, Stack
from fittvp.pdf.theme import Colour, Look

_NARROW = 20.0


class Framed(Piece):
    """A piece in a border, with or without a title bar. Cut, each part gets a border of its own.

    `inset` is the air within, across and down. `edge` is the width of a solid bar at the left.
    `again` is the title bar of a later part.
    """

    def __init__(
        self,
        body: Piece,
        look: Look,
        inset: tuple[float, float],
        *,
        title: Piece | None = None,
        fill: Colour | None = None,
        edge: float = 0.0,
        again: Piece | None = None,
    ) -> None:
        self.body, self._look, self._inset, self._again = body, look, inset, again
        self._title, self._fill, self._edge = title, fill, edge

    def spaced(self, before: float, after: float) -> Framed:
        """The same frame with other air around it."""
        self.before, self.after = before, after
        return self

    def _inner(self, width: float) -> float:
        return max(width - 2 * self._inset[0] - self._edge, _NARROW)

    def _bar(self, width: float) -> float:
        return self._title.height(self._inner(width)) + self._inset[1] * 1.3 if self._title else 0.0

    def height(self, width: float) -> float:
        return self.body.height(self._inner(width)) + 2 * self._inset[1] + self._bar(width)

    def widest(self) -> float:
        widest = max(self.body.widest(), self._title.widest() if self._title else 0.0)
        return widest + 2 * self._inset[0] + self._edge

    def split(self, width: float, room: float, full: float) -> Parted:
        chrome = 2 * self._inset[1] + self._bar(width)
        if room - chrome <= 0:
            return None, self
        head, rest = self.body.split(self._inner(width), room - chrome, full - chrome)
        if head is None:
            return None, self
        return self._around(head, self._title), self._around(rest, self._again) if rest else None

    def _around(self, body: Piece, title: Piece | None) -> Framed:
        frame = Framed(
            body, self._look, self._inset, title=title, fill=self._fill, edge=self._edge, again=self._again
        )
        return frame.spaced(self.before, self.after)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        tall, bar, look = self.height(width), self._bar(width), self._look
        if self._fill is not None:
            pen.box(x, top - tall, width, tall, fill=self._fill)
        if bar:
            pen.box(x, top - bar, width, bar, fill=look.ink if look.bar else look.tint)
            pen.line((x, top - bar), (x + width, top - bar), look.ink, 0.6)
        if self._edge:
            pen.box(x, top - tall, self._edge, tall, fill=look.ink)
        pen.box(x, top - tall, width, tall, stroke=look.ink, line=look.line, dash=look.dash)
        left, inner = x + self._edge + self._inset[0], self._inner(width)
        if self._title:
            self._title.draw(pen, left, top - self._inset[1] * 0.65, inner)
        self.body.draw(pen, left, top - bar - self._inset[1], inner)


class Fitting(Piece):
    """The first of several forms whose need of width is met; the last one always is."""

    def __init__(self, forms: Sequence[tuple[float, Piece]]) -> None:
        self._forms = list(forms)
        self.before, self.after = forms[0][1].before, forms[0][1].after

    def _form(self, width: float) -> Piece:
        return next((form for need, form in self._forms if need <= width + EPS), self._forms[-1][1])

    def height(self, width: float) -> float:
        return self._form(width).height(width)

    def widest(self) -> float:
        return self._forms[-1][1].widest()

    def split(self, width: float, room: float, full: float) -> Parted:
        return self._form(width).split(width, room, full)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._form(width).draw(pen, x, top, width)


class Ruled(Piece):
    """A piece with a line under it."""

    def __init__(self, inner: Piece, colour: Colour, line: float, gap: float) -> None:
        self._inner, self._colour, self._line, self._gap = inner, colour, line, gap
        self.before, self.after, self.keep_next = inner.before, inner.after, inner.keep_next

    def height(self, width: float) -> float:
        return self._inner.height(width) + self._gap

    def widest(self) -> float:
        return self._inner.widest()

    def split(self, width: float, room: float, full: float) -> Parted:
        head, rest = self._inner.split(width, room, full)
        return head, Ruled(rest, self._colour, self._line, self._gap) if rest else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._inner.draw(pen, x, top, width)
        foot = top - self.height(width)
        pen.line((x, foot), (x + width, foot), self._colour, self._line)


def one(pieces: Sequence[Piece]) -> Piece:
    """Several pieces as one."""
    return pieces[0] if len(pieces) == 1 else Stack(pieces)
