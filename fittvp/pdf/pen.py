"""The one hand that draws: every mark on the paper passes through `Pen`, and is tagged there.

On a page that is read from right to left the pen mirrors every place, never a word or a picture. What is drawn
outside of any words or figure is decoration, and marked as such.
It refuses to know blocks and layout: it is told where. `y` grows upwards, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fittvp.pdf import strokes, writing
from fittvp.pdf.fonts import width as width_of
from fittvp.pdf.strokes import Point
from fittvp.pdf.theme import Colour
from fittvp.pdf.tree import ARTIFACT, HOLDS_WORDS, Elem, Tree


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """How a run of characters is drawn. `face`: the style; other scripts take their own face of it.

    Each is made once (`text.ink_of`), so that it is its own key: the same ink is the same object.
    """

    face: str
    size: float
    colour: Colour
    rise: float = 0.0


Run = tuple[str, Ink]
Line = tuple[float, list[Run]]  # its width, and what is on it
_ROUND, _SQUARE = "1 J 1 j", "0 J 0 j"  # the ends and corners of lines


class _Numbers(dict[Colour, str]):
    """The numbers of each colour of ours, or of the clinic's that stands for it."""

    def __init__(self, palette: Mapping[Colour, Colour]) -> None:
        super().__init__()
        self._palette = palette

    def __missing__(self, colour: Colour) -> str:
        self[colour] = found = "{:.3g} {:.3g} {:.3g}".format(*self._palette.get(colour, colour))
        return found


class Pen:
    """Draws on a reportlab canvas. Each call sets all it needs; nothing is left over for the next.

    `mirror`: the width of a page that is read from right to left, else None.
    """

    def __init__(
        self,
        canvas: Any,
        palette: Mapping[Colour, Colour] | None = None,
        *,
        mirror: float | None = None,
        language: str = "en",
    ) -> None:
        self._canvas, self._inks = canvas, _Numbers(palette or {})
        self._put = canvas.addLiteral
        self.tree: Tree = canvas.tree
        self.rtl = mirror is not None
        self._turn, self._base = (1.0, 0.0) if mirror is None else (-1.0, mirror)
        self._outer: Elem | None = None  # whose marks, not words, are being drawn
        self._words = writing.Writing(canvas, self.rtl, language, self._inks)

    def _left(self, x: float, width: float) -> float:
        """Where what begins at `x` and is `width` wide begins on the paper."""
        return self._base + x if self._turn > 0 else self._base - x - width

    def _at(self, point: Point) -> Point:
        return self._base + self._turn * point[0], point[1]

    def enter(self, elem: Elem) -> None:
        """Until `leave`, what is drawn belongs to `elem`."""
        self.tree.enter(elem)

    def leave(self, elem: Elem) -> None:
        self.tree.leave(elem)

    @property
    def scope(self) -> Elem:
        """The element that is being drawn."""
        return self.tree.scope[-1]

    def bounds(self, x: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a place on the paper."""
        left = self._left(x, width)
        return left, top - height, left + width, top

    def bookmark(self, elem: Elem, words: str, top: float) -> None:
        """An entry in the outline that leads to a heading."""
        if elem.kind[0] == "H" and elem.kind[1:].isdigit():
            self._canvas.outline(words, int(elem.kind[1:]) - 1, top)

    def end_page(self) -> None:
        self._marks(None)
        self._canvas.showPage()
        self.tree.next_page()

    def _marks(self, elem: Elem | None) -> None:
        """Ends the open run of marks where it is not `elem`'s, and begins that."""
        if elem is self._outer:
            return
        if self._outer is not None:
            self._put("EMC")
        if elem is ARTIFACT:
            self._put("/Artifact BMC")
        elif elem is not None:
            self._put(f"/{elem.kind}<</MCID {self.tree.mark(elem)}>>BDC")
        self._outer = elem

    def lines(self, x: float, baseline: float, leading: float, lines: Sequence[tuple[float, Line]]) -> None:
        """Lines of text, each with its own shift to the right of `x`."""
        scope, own = self.scope, None
        drawn = scope is ARTIFACT or scope.drawn
        self._marks(scope if drawn else None)
        if not drawn and scope.kind not in HOLDS_WORDS:
            self.enter(own := Elem("P"))
        placed = [(self._left(x + shift, wide), runs) for shift, (wide, runs) in lines]
        self._words.draw(placed, baseline, leading, None if drawn else own or scope)
        if own is not None:
            self.leave(own)

    def word(self, x: float, baseline: float, words: str, ink: Ink, align: float = 0.0) -> None:
        """One short label. `align`: 0 begins at x, 0.5 is centred on it, 1 ends there."""
        across = width_of(ink.face, words) * ink.size
        self.lines(x - align * across, baseline, 0.0, [(0.0, (across, [(words, ink)]))])

    def _ready(self, fill: Colour | None, stroke: Colour | None, line: float, dash: Sequence[float]) -> None:
        scope = self.scope
        self._marks(scope if scope.drawn else ARTIFACT)
        if fill is not None:
            self._put(f"{self._inks[fill]} rg")
        if stroke is not None:
            dashes = " ".join([f"{part:g}" for part in dash])
            self._put(f"{self._inks[stroke]} RG {line:.4g} w [{dashes}] 0 d")

    def line(
        self, start: Point, end: Point, colour: Colour, line: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        self._ready(None, colour, line, dash)
        (x, y), (x2, y2) = self._at(start), self._at(end)
        self._put(f"{x:.2f} {y:.2f} m {x2:.2f} {y2:.2f} l S")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.5,
        dash: Sequence[float] = (),
        radius: float = 0.0,
    ) -> None:
        """A rectangle from its lower left corner."""
        self._ready(fill, stroke, line, dash)
        left = self._left(x, width)
        if radius:
            corners = strokes.rounded_box(left, y, width, height, radius)
            self._put(corners + strokes.paint(fill=fill is not None, stroke=stroke is not None))
        else:
            paint = "S" if fill is None else "f" if stroke is None else "B"
            self._put(f"{left:.2f} {y:.2f} {width:.2f} {height:.2f} re {paint}")

    def polygon(
        self,
        points: Sequence[Point],
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.8,
    ) -> None:
        self._ready(fill, stroke, line, ())
        outline = strokes.path([self._at(point) for point in points], closed=True)
        self._put(outline + strokes.paint(fill=fill is not None, stroke=stroke is not None))

    def polyline(
        self, points: Sequence[Point], colour: Colour, line: float, *, rounded: bool = False
    ) -> None:
        """A bent line; `rounded`: its ends and corners are round."""
        self._ready(None, colour, line, ())
        bent = strokes.path([self._at(point) for point in points], closed=False) + "S"
        self._put(f"{_ROUND} {bent} {_SQUARE}" if rounded else bent)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self._ready(fill, None, 0, ())
        self._put(strokes.circle(*self._at((x, y)), radius) + "f")

    def drawing(
        self, packed: bytes, box: tuple[int, int, int, int], x: float, y: float, scale: float
    ) -> None:
        """Finished operators, compressed, in units of `scale` from (x, y). On a mirrored page they are mirrored.

        `box`: all that they may cover, in their own units: left, bottom, right, top.
        """
        self._ready(None, None, 0, ())
        left, foot = self._at((x, y))
        self._put(f"q {self._turn * scale:.7f} 0 0 {scale:.7f} {left:.2f} {foot:.2f} cm")
        self._canvas.drawing(packed, box)
        self._put("Q")

    def image(self, picture: Any, x: float, y: float, width: float, height: float) -> None:
        self._ready(None, None, 0, ())
        self._canvas.drawImage(picture, self._left(x, width), y, width, height, mask="auto")

    @contextmanager
    def rounded(self) -> Iterator[None]:
        """Lines with round ends and corners."""
        self._put("q " + _ROUND)
        yield
        self._put("Q")

    @contextmanager
    def upright(self, x: float, width: float) -> Iterator[None]:
        """Draws a picture that must not be mirrored: in its mirrored place, as it is."""
        before = self._turn, self._base
        self._turn, self._base = 1.0, self._left(x, width) - x
        yield
        self._turn, self._base = before

    @contextmanager
    def scaled(self, x: float, top: float, factor: float) -> Iterator[None]:
        """Draws smaller, with (0, 0) at (x, top)."""
        self._marks(None)
        self._canvas.saveState()
        self._canvas.translate(self._left(x, 0.0), top)
        self._canvas.scale(factor, factor)
        before, self._base = self._base, 0.0
        yield
        self._marks(None)
        self._base = before
        self._canvas.restoreState()
