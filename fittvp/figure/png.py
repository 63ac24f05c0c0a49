"""A scene as PNG bytes, drawn large and made small for smooth edges.

Floor: figure. Pillow is imported only here and only when asked for. It refuses to write files.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fittvp.figure.shapes import Arrow, Disc, Mark, Scene, Shape, Stroke, arrow_head
from fittvp.figure.tones import WHITE, rgb
from fittvp.figure.vec import Point

if TYPE_CHECKING:
    from PIL.Image import Image

_FINER = 3


def to_png(scene: Scene, height: int = 480) -> bytes:
    """PNG bytes of a height in pixels."""
    out = BytesIO()
    to_image(scene, height).save(out, "PNG", optimize=True)
    return out.getvalue()


def to_image(scene: Scene, height: int) -> Image:
    """A Pillow image of a height in pixels, on white."""
    from PIL import Image, ImageDraw

    size = (max(1, round(height * scene.aspect)), height)
    large = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), rgb(WHITE))
    scale, pen = size[1] * _FINER / scene.height, ImageDraw.Draw(large)
    for frame in scene.frames:
        brush = _Brush(pen, scale, size[1] * _FINER, frame.origin)
        for mark in frame.marks:
            brush.mark(mark)
    return large.resize(size, Image.Resampling.LANCZOS)


class _Brush:
    """Draws marks on a Pillow canvas: `scale` pixels for one unit, y turned downwards."""

    def __init__(self, draw: Any, scale: float, tall: int, origin: Point) -> None:
        self._draw, self._scale, self._tall, self._origin = draw, scale, tall, origin

    def _at(self, points: Iterable[Point]) -> list[Point]:
        (left, low), by = self._origin, self._scale
        return [((x + left) * by, self._tall - (y + low) * by) for x, y in points]

    def line(self, points: Iterable[Point], tone: str, width: float) -> None:
        placed, wide = self._at(points), width * self._scale
        self._draw.line(placed, fill=rgb(tone), width=max(1, round(wide)), joint="curve")
        for x, y in placed:
            r = wide / 2
            self._draw.ellipse((x - r, y - r, x + r, y + r), fill=rgb(tone))

    def disc(self, middle: Point, radius: float, tone: str) -> None:
        (x, y), r = self._at([middle])[0], radius * self._scale
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=rgb(tone))

    def mark(self, mark: Mark) -> None:
        if isinstance(mark, Shape):
            self._shape(mark)
        elif isinstance(mark, Stroke):
            if mark.halo:
                self.line(mark.points, WHITE, mark.width + mark.halo * 2)
            self.line(mark.points, mark.tone, mark.width)
        elif isinstance(mark, Disc):
            if mark.halo:
                self.disc(mark.middle, mark.radius + mark.halo, WHITE)
            self.disc(mark.middle, mark.radius, mark.tone)
        elif isinstance(mark, Arrow):
            shaft, head = arrow_head(mark)
            self.line(shaft, WHITE, mark.width * 2.4)
            self.line((*head, head[0]), WHITE, mark.width * 1.4)
            self.line(shaft, "arrow", mark.width)
            self._draw.polygon(self._at(head), fill=rgb("arrow"))

    def _shape(self, mark: Shape) -> None:
        if mark.halo:
            for part in mark.parts:
                self.line((*part, part[0]), WHITE, mark.halo * 2)
        for part in mark.parts:
            self._draw.polygon(self._at(part), fill=rgb(mark.tone))
            if mark.edge:
                self.line((*part, part[0]), "line", mark.edge)
