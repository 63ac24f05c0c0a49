"""Draws the picture of an exercise with our pen, at any size; and sets words beside it.

It refuses to know exercises: a scene arrives as finished marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from fittvp.figure.shapes import Arrow, Disc, Mark, Scene, Shape, Stroke, arrow_head
from fittvp.figure.tones import rgb
from fittvp.pdf.pen import Pen, Point
from fittvp.pdf.piece import Abreast, Piece, Places, Solid
from fittvp.pdf.theme import WHITE, Colour
from fittvp.pdf.tree import Elem

TALL, WIDE, _GAP = 88.0, 158.0, 10.0  # points: the room of a picture in a card, and the air beside it
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
        with pen.rounded():
            for frame in scene.frames:
                x0, y0 = frame.origin
                brush = _Brush(pen, left + x0 * scale, foot + y0 * scale, scale)
                for mark in frame.marks:
                    brush.mark(mark)


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


class _Brush:
    """Marks of a scene in points; to a hundredth of one, which keeps the file small."""

    def __init__(self, pen: Pen, x: float, y: float, scale: float) -> None:
        self._pen, self._x, self._y, self._scale = pen, x, y, scale

    def _at(self, points: Iterable[Point]) -> list[Point]:
        return [(round(self._x + a * self._scale, 2), round(self._y + b * self._scale, 2)) for a, b in points]

    def mark(self, mark: Mark) -> None:
        if isinstance(mark, Shape):
            self._shape(mark)
        elif isinstance(mark, Stroke):
            points = self._at(mark.points)
            if mark.halo:
                self._pen.polyline(points, WHITE, (mark.width + mark.halo * 2) * self._scale)
            self._pen.polyline(points, _colour(mark.tone), mark.width * self._scale)
        elif isinstance(mark, Disc):
            ((x, y),) = self._at([mark.middle])
            if mark.halo:
                self._pen.disc(x, y, (mark.radius + mark.halo) * self._scale, WHITE)
            self._pen.disc(x, y, mark.radius * self._scale, _colour(mark.tone))
        else:
            self._arrow(mark)

    def _shape(self, mark: Shape) -> None:
        parts = [self._at(part) for part in mark.parts]
        if mark.halo:
            for part in parts:
                self._pen.polygon(part, stroke=WHITE, line=mark.halo * 2 * self._scale)
        edge = _colour("line") if mark.edge else None
        for part in parts:
            self._pen.polygon(part, fill=_colour(mark.tone), stroke=edge, line=mark.edge * self._scale)

    def _arrow(self, mark: Arrow) -> None:
        shaft, head = (self._at(points) for points in arrow_head(mark))
        line, accent = mark.width * self._scale, _colour("arrow")
        self._pen.polyline(shaft, WHITE, line * 2.4)
        self._pen.polygon(head, fill=WHITE, stroke=WHITE, line=line * 1.4)
        self._pen.polyline(shaft, accent, line)
        self._pen.polygon(head, fill=accent)


def _colour(tone: str) -> Colour:
    red, green, blue = rgb(tone)
    return red / 255, green / 255, blue / 255
