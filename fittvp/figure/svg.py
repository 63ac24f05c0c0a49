"""A scene as standalone SVG text, with a title and a description for those who hear it.

Floor: figure. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from fittvp.figure.shapes import Arrow, Disc, Frame, Mark, Scene, Shape, Stroke, arrow_head
from fittvp.figure.tones import WHITE, code
from fittvp.figure.vec import Point


def to_svg(scene: Scene, title: str, height: float = 240.0) -> str:
    """SVG text of a height in pixels. `title` is what the exercise is called."""
    wide = height * scene.aspect
    body = "\n".join(line for frame in scene.frames for line in _frame(frame))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" '
        f'width="{wide:.0f}" height="{height:.0f}" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(scene.words)}</desc>\n"
        f'<rect width="100%" height="100%" fill="#{code(WHITE)}"/>\n'
        f'<g transform="translate(0 {_n(scene.height)}) scale(1 -1)" stroke-linecap="round" '
        f'stroke-linejoin="round">\n{body}\n</g>\n</svg>\n'
    )


def _frame(frame: Frame) -> Iterator[str]:
    x, y = frame.origin
    yield f'<g transform="translate({_n(x)} {_n(y)})">'
    for mark in frame.marks:
        yield from _mark(mark)
    yield "</g>"


def _n(value: float) -> str:
    return f"{value * 1000:.1f}"


def _path(points: Iterable[Point], closed: bool) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + ("Z" if closed else "")


def _line(points: Iterable[Point], tone: str, width: float) -> str:
    return f'<path d="{_path(points, False)}" fill="none" stroke="#{code(tone)}" stroke-width="{_n(width)}"/>'


def _mark(mark: Mark) -> Iterator[str]:
    if isinstance(mark, Shape):
        path = "".join(_path(part, True) for part in mark.parts)
        if mark.halo:
            yield f'<path d="{path}" fill="none" stroke="#{code(WHITE)}" stroke-width="{_n(mark.halo * 2)}"/>'
        for part in mark.parts:
            edge = f' stroke="#{code("line")}" stroke-width="{_n(mark.edge)}"' if mark.edge else ""
            yield f'<path d="{_path(part, True)}" fill="#{code(mark.tone)}"{edge}/>'
    elif isinstance(mark, Stroke):
        if mark.halo:
            yield _line(mark.points, WHITE, mark.width + mark.halo * 2)
        yield _line(mark.points, mark.tone, mark.width)
    elif isinstance(mark, Disc):
        x, y = mark.middle
        if mark.halo:
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(mark.radius + mark.halo)}" fill="#{code(WHITE)}"/>'
        yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(mark.radius)}" fill="#{code(mark.tone)}"/>'
    elif isinstance(mark, Arrow):
        shaft, head = arrow_head(mark)
        yield _line(shaft, WHITE, mark.width * 2.4)
        yield (
            f'<path d="{_path(head, True)}" fill="#{code(WHITE)}" stroke="#{code(WHITE)}" '
            f'stroke-width="{_n(mark.width * 1.4)}"/>'
        )
        yield _line(shaft, "arrow", mark.width)
        yield f'<path d="{_path(head, True)}" fill="#{code("arrow")}"/>'
