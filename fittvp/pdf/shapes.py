"""The small drawn signs that tell tones apart without colour: disc, triangle, octagon, square, diamond, ring.

It refuses to know blocks and layout.
"""

from __future__ import annotations

from math import cos, pi, sin

from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Solid
from fittvp.pdf.theme import LOOKS, WHITE, Colour
from fittvp.sheet.blocks import Tone


def _disc(pen: Pen, x: float, y: float, r: float, ink: Colour, paper: Colour) -> None:
    pen.disc(x, y, r, ink)
    tick = [(x - 0.45 * r, y - 0.02 * r), (x - 0.12 * r, y - 0.36 * r), (x + 0.46 * r, y + 0.36 * r)]
    with pen.upright(x, 0.0):
        pen.polyline(tick, paper, r * 0.24)


def _triangle(pen: Pen, x: float, y: float, r: float, ink: Colour, paper: Colour) -> None:
    pen.polygon([(x - 1.08 * r, y - 0.86 * r), (x + 1.08 * r, y - 0.86 * r), (x, y + r)], fill=ink)
    pen.line((x, y + 0.42 * r), (x, y - 0.24 * r), paper, r * 0.24)
    pen.disc(x, y - 0.55 * r, r * 0.15, paper)


def _octagon(pen: Pen, x: float, y: float, r: float, ink: Colour, paper: Colour) -> None:
    corners = [(pi / 8 + turn * pi / 4) for turn in range(8)]
    pen.polygon([(x + 1.06 * r * cos(at), y + 1.06 * r * sin(at)) for at in corners], fill=ink)
    pen.box(x - 0.58 * r, y - 0.15 * r, 1.16 * r, 0.3 * r, fill=paper)


def _square(pen: Pen, x: float, y: float, r: float, ink: Colour, paper: Colour) -> None:
    pen.box(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, fill=ink, radius=r * 0.3)
    pen.line((x, y + 0.12 * r), (x, y - 0.58 * r), paper, r * 0.26)
    pen.disc(x, y + 0.5 * r, r * 0.17, paper)


def _diamond(pen: Pen, x: float, y: float, r: float, ink: Colour, paper: Colour) -> None:
    pen.polygon([(x - r, y), (x, y - r), (x + r, y), (x, y + r)], fill=paper, stroke=ink, line=r * 0.22)
    pen.disc(x, y, r * 0.22, ink)


def _ring(pen: Pen, x: float, y: float, r: float, ink: Colour, paper: Colour) -> None:
    pen.disc(x, y, 0.6 * r, ink)
    pen.disc(x, y, 0.38 * r, paper)


_DRAWN = {
    "circle": _disc,
    "triangle": _triangle,
    "octagon": _octagon,
    "square": _square,
    "diamond": _diamond,
    "none": _ring,
}


def sign(pen: Pen, tone: Tone, x: float, y: float, radius: float, inverse: bool = False) -> None:
    """The sign of a tone, its middle at (x, y). `inverse`: for a bar of the tone's own ink."""
    look = LOOKS[tone]
    ink, paper = (WHITE, look.ink) if inverse else (look.ink, WHITE)
    _DRAWN[look.shape](pen, x, y, radius, ink, paper)


class Sign(Solid):
    """A sign as a piece: as high as a line, drawn at its left."""

    def __init__(self, tone: Tone, size: float, line: float, *, inverse: bool = False) -> None:
        self._tone, self._size, self.tall, self._inverse = tone, size, max(line, size), inverse

    def widest(self) -> float:
        return self._size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:  # noqa: ARG002
        sign(pen, self._tone, x + self._size / 2, top - self.tall / 2, self._size / 2, self._inverse)
