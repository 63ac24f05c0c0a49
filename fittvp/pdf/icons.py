"""Small pictures of the kinds of work, drawn by strokes: a walker, a weight, a stand on one leg, a stretch, a breath.

Each stands beside its word and never in its place. It refuses to know blocks and layout.
"""

from __future__ import annotations

from collections.abc import Sequence

from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Solid
from fittvp.pdf.strokes import Point
from fittvp.pdf.theme import Colour

Strokes = tuple[tuple[Point, ...], ...]

# Points within a square from -1 to 1; a head is a disc, a plate of the weight a short thick stroke.
_PEOPLE: dict[str, tuple[Point, Strokes]] = {
    "aerobic": (
        (0.1, 0.78),
        (
            ((0.06, 0.42), (-0.08, -0.12)),
            ((-0.08, -0.12), (0.26, -0.46), (0.34, -0.96)),
            ((-0.08, -0.12), (-0.26, -0.54), (-0.66, -0.86)),
            ((0.06, 0.4), (0.38, 0.08), (0.66, 0.14)),
            ((0.06, 0.4), (-0.36, 0.16), (-0.42, -0.16)),
        ),
    ),
    "balance": (
        (0.0, 0.78),
        (
            ((0.0, 0.42), (0.0, -0.14), (0.0, -0.96)),
            ((0.0, -0.14), (0.44, -0.3), (0.26, -0.68)),
            ((-0.84, 0.3), (0.0, 0.4), (0.84, 0.3)),
            ((-0.3, -0.96), (0.34, -0.96)),
        ),
    ),
    "mobility": (
        (0.12, 0.5),
        (
            ((-0.06, 0.18), (-0.14, -0.3)),
            ((-0.14, -0.3), (-0.42, -0.96)),
            ((-0.14, -0.3), (0.26, -0.96)),
            ((-0.06, 0.18), (0.28, 0.9), (0.72, 0.96)),
            ((-0.06, 0.18), (-0.52, -0.06), (-0.5, -0.4)),
        ),
    ),
}
_STROKES: dict[str, Strokes] = {
    "resistance": (((-0.5, 0.0), (0.5, 0.0)), ((-0.92, -0.14), (-0.92, 0.14)), ((0.92, -0.14), (0.92, 0.14))),
    "breathing": tuple(
        ((-0.9, y), (-0.55, y + 0.24), (-0.1, y - 0.02), (0.35, y + 0.24), (0.9, y))
        for y in (0.46, 0.0, -0.46)
    ),
    "functional": (((-0.6, 0.9), (-0.6, -0.9)), ((-0.6, -0.1), (0.55, -0.1), (0.55, -0.9))),
}
_PLATES = (((-0.6, -0.5), (-0.6, 0.5)), ((0.6, -0.5), (0.6, 0.5)))
_THIN, _THICK, _HEAD = 0.2, 0.3, 0.22
_APART = 1.2  # from one picture to the next, in sizes


def _person(pen: Pen, x: float, y: float, r: float, ink: Colour, name: str) -> None:
    (across, up), strokes = _PEOPLE[name]
    pen.disc(x + across * r, y + up * r, _HEAD * r, ink)
    _draw(pen, x, y, r, ink, strokes, _THIN)


def _draw(pen: Pen, x: float, y: float, r: float, ink: Colour, strokes: Strokes, line: float) -> None:
    with pen.rounded():
        for stroke in strokes:
            pen.polyline([(x + a * r, y + b * r) for a, b in stroke], ink, line * r)


def icon(pen: Pen, name: str, x: float, y: float, radius: float, ink: Colour) -> None:
    """The picture of a kind of work, its middle at (x, y); a plain dot for a kind without one."""
    if name in _PEOPLE:
        _person(pen, x, y, radius, ink, name)
    elif name in _STROKES:
        _draw(pen, x, y, radius, ink, _STROKES[name], _THIN)
        if name == "resistance":
            _draw(pen, x, y, radius, ink, _PLATES, _THICK)
    else:
        pen.disc(x, y, radius * 0.35, ink)


class Icons(Solid):
    """Pictures beside one another as a piece, at its left or in its middle."""

    def __init__(self, names: Sequence[str], size: float, ink: Colour, align: str = "left") -> None:
        self._names, self._size, self._ink, self._align = tuple(names), size, ink, align
        self.tall = size * 1.25

    def widest(self) -> float:
        return len(self._names) * self._size * _APART

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        step = min(self._size * _APART, width / len(self._names))
        x += (width - step * len(self._names)) / 2 if self._align == "centre" else 0.0
        for nth, name in enumerate(self._names):
            radius = min(self._size, step) / 2
            icon(pen, name, x + (nth + 0.5) * step, top - self.tall * 0.52, radius, self._ink)
