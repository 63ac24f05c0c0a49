"""How pieces of a page stand above and beside one another, and where they may be cut.

A piece knows its height at a width, can be cut to fit a room, and draws itself. Nothing here can fail to fit:
what cannot be cut is moved, and what is taller than a page is cut or shrunk.
It refuses to know blocks, text and reportlab.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fittvp.pdf.pen import Pen

EPS = 0.01
Parted = tuple["Piece | None", "Piece | None"]
Places = Callable[[float], Sequence[tuple[float, float]]]  # the width -> (shift, width) of each piece


class Piece:
    """What can be put on a page. `before`, `after`: the air around it; of two neighbours the larger counts.

    `split(width, room, full)` is asked only where the piece is taller than `room`. `full` is the most that
    any later page could offer: where `room` equals it, waiting does not help. It answers what fits (None:
    nothing) and the rest.
    """

    before = 0.0
    after = 0.0
    keep_next = False

    def height(self, width: float) -> float:
        raise NotImplementedError  # each kind of piece has its own

    def widest(self) -> float:
        """The widest part that should not be broken."""
        return 0.0

    def split(self, width: float, room: float, full: float) -> Parted:  # noqa: ARG002  # for who can be cut
        return None, self

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        raise NotImplementedError  # each kind of piece has its own


class Solid(Piece):
    """A piece of one height at any width, never cut."""

    tall = 0.0

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.tall


class Space(Solid):
    """Nothing, of some height."""

    def __init__(self, tall: float = 0.0) -> None:
        self.tall = tall

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pass


class Stack(Piece):
    """Pieces below one another."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = list(pieces)
        self._measured: dict[float, list[tuple[Piece, float, float]]] = {}
        if self.pieces:
            self.before, self.after = self.pieces[0].before, self.pieces[-1].after

    def height(self, width: float) -> float:
        return sum([gap + tall for _, gap, tall in self._steps(width)])

    def _steps(self, width: float) -> list[tuple[Piece, float, float]]:
        """Each piece, the air above it, its height."""
        if width not in self._measured:
            steps, after = [], None
            for piece in self.pieces:
                gap = 0.0 if after is None else max(after, piece.before)
                steps.append((piece, gap, piece.height(width)))
                after = piece.after
            self._measured[width] = steps
        return self._measured[width]

    def widest(self) -> float:
        return max((piece.widest() for piece in self.pieces), default=0.0)

    def split(self, width: float, room: float, full: float) -> Parted:
        left = room
        for at, (_, gap, tall) in enumerate(self._steps(width)):
            if gap + tall > left + EPS:
                return self._cut(at, width, left - gap, room, full)
            left -= gap + tall
        return self, None

    def _cut(self, at: int, width: float, left: float, room: float, full: float) -> Parted:
        piece = self.pieces[at]
        head, rest = piece.split(width, left, full) if left > 0 else (None, piece)
        keep = at
        while head is None and keep and self.pieces[keep - 1].keep_next:
            keep -= 1  # a heading goes with what it heads
        if head is None and not keep and room >= full - EPS:
            keep = at  # no page has more room than this one
            head, rest = piece.split(width, left, left) if left > 0 else (None, piece)
        if head is None and not keep:
            return None, self
        if head is None:
            return Stack(self.pieces[:keep]), Stack(self.pieces[keep:])
        rest_of = [*([rest] if rest is not None else []), *self.pieces[at + 1 :]]
        return Stack([*self.pieces[:at], head]), Stack(rest_of) if rest_of else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for piece, gap, tall in self._steps(width):
            piece.draw(pen, x, top - gap, width)
            top -= gap + tall


class Abreast(Piece):
    """Pieces beside one another: columns, or a bullet and its words."""

    def __init__(self, pieces: Sequence[Piece], places: Places) -> None:
        self.pieces = list(pieces)
        self._places = places
        self.before = max(piece.before for piece in pieces)
        self.after = max(piece.after for piece in pieces)

    def height(self, width: float) -> float:
        placed = zip(self.pieces, self._places(width), strict=True)
        return max(piece.height(wide) for piece, (_, wide) in placed)

    def widest(self) -> float:
        return max(piece.widest() for piece in self.pieces)

    def split(self, width: float, room: float, full: float) -> Parted:
        cut = part_beside(self.pieces, [wide for _, wide in self._places(width)], room, full)
        if cut is None:
            return None, self
        return Abreast(cut[0], self._places), Abreast(cut[1], self._places)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for piece, (shift, wide) in zip(self.pieces, self._places(width), strict=True):
            piece.draw(pen, x + shift, top, wide)


def even(count: int, gap: float) -> Places:
    """Places of one width, with a gap between."""

    def places(width: float) -> Sequence[tuple[float, float]]:
        wide = (width - gap * (count - 1)) / count
        return [(at * (wide + gap), wide) for at in range(count)]

    return places


def hanging(indent: float) -> Places:
    """A mark, then words at an indent."""

    def places(width: float) -> Sequence[tuple[float, float]]:
        deep = min(indent, width / 3)
        return (0.0, deep), (deep, width - deep)

    return places


def part_beside(
    pieces: Sequence[Piece], widths: Sequence[float], room: float, full: float
) -> tuple[list[Piece], list[Piece]] | None:
    """Cuts neighbours at one height. None where nothing of those that are too tall would fit."""
    heads: list[Piece] = []
    rests: list[Piece] = []
    begun = False
    for piece, wide in zip(pieces, widths, strict=True):
        head: Piece | None = piece
        rest: Piece | None = None
        if piece.height(wide) > room + EPS:
            head, rest = piece.split(wide, room, full) if room > 0 else (None, piece)
            begun = begun or head is not None
        heads.append(head or Space())
        rests.append(rest or Space())
    return (heads, rests) if begun else None


class Kept(Piece):
    """Kept whole as far as a page can hold it, if it is no taller than `share` of one.

    It waits for the next page where that leaves no more than `white` of a page empty.
    """

    def __init__(self, inner: Piece, share: float = 1.0, white: float = 1.0) -> None:
        self.inner, self._share, self._white = inner, share, white
        self.before, self.after, self.keep_next = inner.before, inner.after, inner.keep_next

    def height(self, width: float) -> float:
        return self.inner.height(width)

    def widest(self) -> float:
        return self.inner.widest()

    def split(self, width: float, room: float, full: float) -> Parted:
        waits = room < full - EPS and room <= full * self._white
        if waits and self.height(width) <= full * self._share:
            return None, self
        return self.inner.split(width, room, full)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self.inner.draw(pen, x, top, width)


class Choice(Piece):
    """The first of several forms whose `core` the room holds; its `tail` goes on after it.

    The last form counts where none fits.
    """

    def __init__(self, forms: Sequence[tuple[Stack, Stack]]) -> None:
        self._forms = [(core, Stack([core, *([tail] if tail.pieces else [])])) for core, tail in forms]
        self.before, self.after = self._forms[0][1].before, self._forms[0][1].after

    def height(self, width: float) -> float:
        return self._forms[0][1].height(width)

    def widest(self) -> float:
        return max(whole.widest() for _, whole in self._forms)

    def split(self, width: float, room: float, full: float) -> Parted:
        fits = (whole for core, whole in self._forms if core.height(width) <= room + EPS)
        chosen = next(fits, self._forms[-1][1])
        return (chosen, None) if chosen.height(width) <= room + EPS else chosen.split(width, room, full)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._forms[0][1].draw(pen, x, top, width)


class Shrunk(Piece):
    """The last resort for what cannot be cut and no page can hold: drawn smaller, never cut off."""

    def __init__(self, inner: Piece, tall: float) -> None:
        self._inner, self._tall = inner, tall

    def height(self, width: float) -> float:
        return min(self._tall, self._inner.height(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.scaled(x, top, min(1.0, self._tall / self._inner.height(width))):
            self._inner.draw(pen, 0.0, 0.0, width)


class Smaller(Piece):
    """Laid out wider and drawn smaller, by as little as makes it fit a height: the lines break anew."""

    def __init__(self, inner: Piece, tall: float) -> None:
        self._inner, self._tall = inner, tall

    def _laid(self, width: float) -> tuple[Piece, float]:
        factor = 1.0
        while factor > _LEAST:
            wide, room = width / factor, self._tall / factor
            if self._inner.height(wide) <= room + EPS:
                break
            head, rest = self._inner.split(wide, room, room)
            if head is not None and rest is None:
                return head, factor  # another form of it fits
            factor -= _LESS
        return self._inner, factor

    def height(self, width: float) -> float:
        part, factor = self._laid(width)
        return part.height(width / factor) * factor

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        part, factor = self._laid(width)
        with pen.scaled(x, top, factor):
            part.draw(pen, 0.0, 0.0, width / factor)


_LESS, _LEAST = 0.04, 0.5


def pages_of(chapter: Piece, width: float, full: float, first: float | None = None) -> list[Piece]:
    """Fills pages of `full` height, the first of `first`. Each turn places something, so it ends."""
    pages: list[Piece] = []
    rest: Piece | None = chapter
    before = chapter
    while rest is not None:
        room = first if first and not pages else full
        if rest.height(width) <= room + EPS:
            return (
                [*pages, rest]
                if len(pages) < _SOME
                else [*pages[:-1], *_even(before, pages[-1], rest, (width, full))]
            )
        head, after = rest.split(width, room, full)
        if head is None and room < full - EPS:
            head, after = rest.split(width, room, room)
        if head is None:
            top, *others = rest.pieces if isinstance(rest, Stack) else [rest]
            head, after = Shrunk(top, room), Stack(others) if others else None
        pages.append(head)
        before, rest = rest, after
    return pages


_FEW, _PULLS = 0.35, (0.9, 0.8, 0.7, 0.6, 0.5)  # of a page
_SOME = 2  # pages: the first of a chapter keeps its form


def _even(both: Piece, one: Piece, last: Piece, page: tuple[float, float]) -> list[Piece]:
    """The last two pages of a chapter: a last one with only a line or two takes something of the one before it."""
    width, full = page
    if last.height(width) < full * _FEW:
        for share in _PULLS:
            head, after = both.split(width, full * share, full)
            if head and after and full * _FEW <= after.height(width) <= full:
                return [head, after]
    return [one, last]
