"""Paths as operators of a page: points become text, to a hundredth of a point.

Written here and not by reportlab, whose numbers cost more time than all else on a page. Names of operators:
ISO 32000-1, 8.5. It refuses to know colours, tags and the canvas.
"""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
_ARC = 0.5523  # of the radius: where the handles of a quarter of a circle stand


def paint(*, fill: bool, stroke: bool) -> str:
    """The operator that paints a path; where a path crosses itself, what is inside twice is outside."""
    return "S" if not fill else "B*" if stroke else "f*"


def path(points: Sequence[Point], *, closed: bool) -> str:
    """A line from point to point."""
    x, y = points[0]
    lines = "".join([f"{x:.2f} {y:.2f} l " for x, y in points[1:]])
    return f"{x:.2f} {y:.2f} m {lines}{'h ' if closed else ''}"


def circle(x: float, y: float, radius: float) -> str:
    """Four quarters, from the right."""
    arm = radius * _ARC
    left, right, low, high = x - radius, x + radius, y - radius, y + radius
    return (
        f"{right:.2f} {y:.2f} m "
        f"{right:.2f} {y + arm:.2f} {x + arm:.2f} {high:.2f} {x:.2f} {high:.2f} c "
        f"{x - arm:.2f} {high:.2f} {left:.2f} {y + arm:.2f} {left:.2f} {y:.2f} c "
        f"{left:.2f} {y - arm:.2f} {x - arm:.2f} {low:.2f} {x:.2f} {low:.2f} c "
        f"{x + arm:.2f} {low:.2f} {right:.2f} {y - arm:.2f} {right:.2f} {y:.2f} c "
    )


def rounded_box(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle from its lower left corner, its corners quarters of a circle."""
    off = radius * (1 - _ARC)
    right, top = x + width, y + height
    return (
        f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l "
        f"{right - off:.2f} {y:.2f} {right:.2f} {y + off:.2f} {right:.2f} {y + radius:.2f} c "
        f"{right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - off:.2f} {right - off:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c "
        f"{x + radius:.2f} {top:.2f} l "
        f"{x + off:.2f} {top:.2f} {x:.2f} {top - off:.2f} {x:.2f} {top - radius:.2f} c "
        f"{x:.2f} {y + radius:.2f} l "
        f"{x:.2f} {y + off:.2f} {x + off:.2f} {y:.2f} {x + radius:.2f} {y:.2f} c h "
    )
