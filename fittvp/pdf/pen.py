"""The one hand that draws: every mark on the paper passes through `Pen` (the place to add tags later).

It refuses to know blocks and layout: it is told where. `y` grows upwards, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fittvp.pdf.fonts import width as width_of
from fittvp.pdf.theme import Colour

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run of characters is drawn."""

    face: str
    size: float
    colour: Colour
    rise: float = 0.0


Run = tuple[str, Ink]
Line = tuple[float, list[Run]]  # its width, and what is on it


class Pen:
    """Draws on a reportlab canvas. Each call sets all it needs; nothing is left over for the next."""

    def __init__(self, canvas: Any, palette: Mapping[Colour, Colour] | None = None) -> None:
        self._canvas, self._palette = canvas, palette or {}

    def _inked(self, colour: Colour) -> Colour:
        """A colour of ours, or the clinic's that stands for it."""
        return self._palette.get(colour, colour)

    def lines(self, x: float, baseline: float, leading: float, lines: Sequence[tuple[float, Line]]) -> None:
        """Lines of text, each with its own shift to the right of `x`."""
        text = self._canvas.beginText()
        now: Ink | None = None
        for shift, (_, runs) in lines:
            text.setTextOrigin(x + shift, baseline)
            for words, ink in runs:
                if now is None or ink.face != now.face or ink.size != now.size:
                    text.setFont(ink.face, ink.size)
                if now is None or ink.colour != now.colour:
                    text.setFillColorRGB(*self._inked(ink.colour))
                if ink.rise != (now.rise if now else 0.0):
                    text.setRise(ink.rise)
                text.textOut(words)
                now = ink
            baseline -= leading
        if now is not None and now.rise:
            text.setRise(0)
        self._canvas.drawText(text)

    def word(self, x: float, baseline: float, words: str, ink: Ink, align: float = 0.0) -> None:
        """One short label. `align`: 0 begins at x, 0.5 is centred on it, 1 ends there."""
        across = width_of(ink.face, words) * ink.size
        self.lines(x - align * across, baseline, 0.0, [(0.0, (across, [(words, ink)]))])

    def _ready(self, fill: Colour | None, stroke: Colour | None, line: float, dash: Sequence[float]) -> None:
        if fill is not None:
            self._canvas.setFillColorRGB(*self._inked(fill))
        if stroke is not None:
            self._canvas.setStrokeColorRGB(*self._inked(stroke))
            self._canvas.setLineWidth(line)
            self._canvas.setDash(list(dash))

    def line(
        self, start: Point, end: Point, colour: Colour, line: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        self._ready(None, colour, line, dash)
        self._canvas.line(*start, *end)

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
        how = {"fill": int(fill is not None), "stroke": int(stroke is not None)}
        if radius:
            self._canvas.roundRect(x, y, width, height, radius, **how)
        else:
            self._canvas.rect(x, y, width, height, **how)

    def polygon(
        self,
        points: Sequence[Point],
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.8,
    ) -> None:
        self._ready(fill, stroke, line, ())
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._canvas.drawPath(path, fill=int(fill is not None), stroke=int(stroke is not None))

    def polyline(
        self, points: Sequence[Point], colour: Colour, line: float, *, rounded: bool = False
    ) -> None:
        """A bent line; `rounded`: its ends and corners are round."""
        self._ready(None, colour, line, ())
        if rounded:
            self._canvas.setLineCap(1)
            self._canvas.setLineJoin(1)
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self._canvas.drawPath(path, fill=0, stroke=1)
        if rounded:
            self._canvas.setLineCap(0)
            self._canvas.setLineJoin(0)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self._ready(fill, None, 0, ())
        self._canvas.circle(x, y, radius, fill=1, stroke=0)

    @contextmanager
    def rounded(self) -> Iterator[None]:
        """Lines with round ends and corners."""
        self._canvas.saveState()
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        yield
        self._canvas.restoreState()

    def image(self, picture: Any, x: float, y: float, width: float, height: float) -> None:
        self._canvas.drawImage(picture, x, y, width, height, mask="auto")

    @contextmanager
    def scaled(self, x: float, top: float, factor: float) -> Iterator[None]:
        """Draws smaller, with (0, 0) at (x, top)."""
        self._canvas.saveState()
        self._canvas.translate(x, top)
        self._canvas.scale(factor, factor)
        yield
        self._canvas.restoreState()
