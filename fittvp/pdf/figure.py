"""Draws the picture of an exercise with our pen, at any size; and sets words beside it.

It refuses to know exercises: a scene arrives as finished marks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

from fittvp.figure.shapes import Arrow, Disc, Frame, Mark, Scene, Shape, Stroke, arrow_head
from fittvp.figure.tones import WHITE, rgb
from fittvp.pdf import strokes
from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Abreast, Piece, Places, Solid
from fittvp.pdf.strokes import Point
from fittvp.pdf.tree import Elem

TALL, WIDE, _GAP = 88.0, 158.0, 10.0  # points: the room of a picture in a card, and the air beside it
_FINE = 10_000  # units to the height of a figure: a hundredth of a point where it is printed
_RIM = 1_000  # units around a scene that the width of a line may still cover
_KEPT = 256  # pictures, of some 5 kB
_MOST = 0.36  # of the width of a card
_GROWN = 1.35  # how much taller than TALL a picture may be drawn beside long words


class Picture(Solid):
    """A scene as a piece, as large as its room allows, in the middle of it."""

    def __init__(self, scene: Scene, tall: float = TALL) -> None:
        self._scene, self.tall = scene, tall

    def widest(self) -> float:
        return self.tall * self._scene.aspect

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self.fill(pen, x, top, width, self.tall)

    def fill(self, pen: Pen, x: float, top: float, width: float, tall: float) -> None:
        """Drawn in a room of another height."""
        scene = self._scene
        scale = min(tall / scene.height, width / scene.width)
        left = x + (width - scene.width * scale) / 2
        foot = top - tall + (tall - scene.height * scale) / 2
        across, up = round(scene.width * _FINE), round(scene.height * _FINE)
        box = -_RIM, -_RIM, across + _RIM, up + _RIM
        pen.drawing(_packed(scene.frames), box, left, foot, scale / _FINE)


def pictured(scene: Scene | None, words: Piece, alt: str) -> Piece:
    """Words beside a picture; the words alone where there is none."""
    if scene is None:
        return words

    def places(width: float) -> list[tuple[float, float]]:
        wide = min(WIDE, width * _MOST)
        return [(0.0, wide), (wide + _GAP, width - wide - _GAP)]

    return _Beside(Picture(scene), words, places, alt)


class _Beside(Abreast):
    """A picture, read as `alt`, and its words; where they are taller, the picture may grow into their height."""

    def __init__(self, picture: Picture, words: Piece, places: Places, alt: str) -> None:
        super().__init__([picture, words], places)
        self._picture, self._elem = picture, Elem("Figure", alt=alt)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        (_, wide), (shift, rest) = self._places(width)
        tall = min(self.height(width), TALL * _GROWN)
        pen.enter(self._elem)
        self._elem.bounds = pen.bounds(x, top, wide, tall)
        self._picture.fill(pen, x, top, wide, tall)
        pen.leave(self._elem)
        self.pieces[1].draw(pen, x + shift, top, rest)


@lru_cache(maxsize=_KEPT)
def _packed(frames: tuple[Frame, ...]) -> bytes:
    """The moments of a scene in whole numbers, `_FINE` to the height of a figure: the same at any size and place."""
    brush = _Brush()
    for frame in frames:
        brush.x, brush.y = frame.origin
        for mark in frame.marks:
            brush.mark(mark)
    return zlib.compress("\n".join(brush.operators).replace(".00 ", " ").encode())


class _Brush:
    """Marks of a scene as operators. A colour or the width of a line is set where it changes."""

    def __init__(self) -> None:
        self.operators = ["1 J 1 j"]
        self.x = self.y = 0.0
        self._set: dict[str, str] = {}

    def _at(self, points: Iterable[Point]) -> list[tuple[int, int]]:
        return [(round((self.x + x) * _FINE), round((self.y + y) * _FINE)) for x, y in points]

    def _ready(self, operator: str, value: str) -> None:
        if self._set.get(operator) != value:
            self._set[operator] = value
            self.operators.append(f"{value} {operator}")

    def _paint(self, path: str, fill: str = "", stroke: str = "", line: float = 0.0) -> None:
        if fill:
            self._ready("rg", _colour(fill))
        if stroke:
            self._ready("RG", _colour(stroke))
            self._ready("w", str(round(line * _FINE)))
        self.operators.append(path + strokes.paint(fill=bool(fill), stroke=bool(stroke)))

    def mark(self, mark: Mark) -> None:
        if isinstance(mark, Shape):
            self._shape(mark)
        elif isinstance(mark, Stroke):
            path = strokes.path(self._at(mark.points), closed=False)
            if mark.halo:
                self._paint(path, stroke=WHITE, line=mark.width + mark.halo * 2)
            self._paint(path, stroke=mark.tone, line=mark.width)
        elif isinstance(mark, Disc):
            ((x, y),) = self._at([mark.middle])
            if mark.halo:
                self._paint(strokes.circle(x, y, (mark.radius + mark.halo) * _FINE), fill=WHITE)
            self._paint(strokes.circle(x, y, mark.radius * _FINE), fill=mark.tone)
        else:
            self._arrow(mark)

    def _shape(self, mark: Shape) -> None:
        paths = [strokes.path(self._at(part), closed=True) for part in mark.parts]
        if mark.halo:
            for path in paths:
                self._paint(path, stroke=WHITE, line=mark.halo * 2)
        for path in paths:
            self._paint(path, fill=mark.tone, stroke="line" if mark.edge else "", line=mark.edge)

    def _arrow(self, mark: Arrow) -> None:
        shaft, head = arrow_head(mark)
        shown, tip = strokes.path(self._at(shaft), closed=False), strokes.path(self._at(head), closed=True)
        self._paint(shown, stroke=WHITE, line=mark.width * 2.4)
        self._paint(tip, fill=WHITE, stroke=WHITE, line=mark.width * 1.4)
        self._paint(shown, stroke="arrow", line=mark.width)
        self._paint(tip, fill="arrow")


def _colour(tone: str) -> str:
    return " ".join(f"{part / 255:.4g}" for part in rgb(tone))
