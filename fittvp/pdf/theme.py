"""Sizes, colours and spacing of the two kinds of paper, as data: the one place to change the look.

It refuses to know blocks, layout and reportlab. Lengths are points (1/72 inch).
Every ink here has a contrast of at least 4.5 to 1 on the fill it is printed on.
"""

from __future__ import annotations

from colorsys import rgb_to_hsv
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from fittvp.sheet.blocks import Tone

Colour = tuple[float, float, float]
Shape = Literal["none", "circle", "triangle", "octagon", "square", "diamond"]

PAPERS: dict[str, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
SMALLEST = 7.5  # nothing is set smaller but the raised numbers of notes
SMALLEST_NOTE = 5.6


def _hex(code: str) -> Colour:
    return int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255


WHITE = _hex("FFFFFF")
INK = _hex("1C2328")
MUTED = _hex("505B64")
ACCENT = _hex("0B5563")
LINE = _hex("0B5564")  # as the accent: rules, and the line under the name of the clinic
TINT = _hex("E4EEF0")
BAR = _hex("8FB5BD")
ZEBRA = _hex("F5F8F9")
HAIR = _hex("B7C3C9")
RULE = _hex("6F8189")


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it (relative luminance)."""

    def light(colour: Colour) -> float:
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def mixed(colour: Colour, white: float) -> Colour:
    """A colour with a part of white in it, 0 to 1."""
    red, green, blue = colour
    return red + (1 - red) * white, green + (1 - green) * white, blue + (1 - blue) * white


def palette(code: str) -> dict[Colour, Colour]:
    """What stands for our accent, its tint and its bars on a clinic's pages; `code`: six hexadecimal digits.

    A colour too pale to read is darkened until it can be read on its own tint; none: ours. One near the red and
    amber of a warning colours the rules only: nothing but a warning looks like one.
    """
    if not code:
        return {}
    accent = _hex(code.lstrip("#"))
    warns = _warns(accent)
    while contrast(accent, mixed(accent, _PALE)) < _READABLE:
        accent = (accent[0] * 0.94, accent[1] * 0.94, accent[2] * 0.94)
    if warns:
        return {LINE: accent}
    return {ACCENT: accent, LINE: accent, TINT: mixed(accent, _PALE), BAR: mixed(accent, 0.5)}


def _warns(colour: Colour) -> bool:
    """Whether its hue is one of ours for `stop` or `careful`; grey and brown that is nearly grey have none."""
    hue, full, _ = rgb_to_hsv(*colour)
    return full > _GREY and not _AMBER < hue < _RED


_PALE, _READABLE = 0.88, 4.6
_GREY, _AMBER, _RED = 0.25, 65 / 360, 335 / 360


@dataclass(frozen=True, slots=True)
class Look:
    """How a tone is told from the others: by colour, and without it by shape, line and dash."""

    ink: Colour
    tint: Colour
    shape: Shape
    line: float = 0.8
    dash: tuple[float, ...] = ()
    bar: bool = False  # the title bar is of the ink itself, its words white


LOOKS: dict[Tone, Look] = {
    "plain": Look(_hex("44515A"), _hex("F4F6F7"), "none", 0.6),
    "good": Look(_hex("1A6644"), _hex("E9F4EE"), "circle", 0.9),
    "careful": Look(_hex("7A4E00"), _hex("FDF3DD"), "triangle", 1.2, (5, 2)),
    "stop": Look(_hex("98201A"), _hex("FBEAE8"), "octagon", 2.2, bar=True),
    "info": Look(ACCENT, _hex("E6F0F2"), "square", 0.9),
    "draft": Look(_hex("4D4D4D"), _hex("F1F1F1"), "diamond", 1.0, (1.5, 1.5)),
}


@dataclass(frozen=True, slots=True)
class Type:
    """One kind of text. `leading` is the distance from line to line."""

    size: float
    leading: float
    colour: Colour = INK
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def drop(self) -> float:
        """From the top of a line to its baseline."""
        return (self.leading - self.size) / 2 + self.size * 0.79


@dataclass(frozen=True, slots=True)
class Theme:
    """One kind of paper. `pad` and `dense_pad` are the air in table cells, across and down."""

    margin: float
    gap: float
    body: Type
    lead: Type
    small: Type
    dense: Type
    note: Type
    fine: Type
    muted: Type
    headings: tuple[Type, Type, Type]
    card: Type
    head: Type
    foot: Type
    ribbon: Type
    band: Type
    pad: tuple[float, float]
    dense_pad: tuple[float, float]
    inset: float
    glyph: float
    diary_row: float
    chart: float
    cell: float
    logo: float
    line_to_sign: float

    def type(self, style: str) -> Type:
        """The text of a style that a block names; an unknown one prints as body."""
        found = {
            "lead": self.lead,
            "small": self.small,
            "dense": self.dense,
            "note": self.note,
            "fine": self.fine,
            "muted": self.muted,
        }
        return found.get(style, self.body)


CLINIC = Theme(
    margin=34.0,
    gap=7.0,
    body=Type(9.5, 12.6, after=4.0),
    lead=Type(11.1, 14.6, before=1.0, after=5.0),
    small=Type(8.5, 10.8, after=2.5),
    dense=Type(8.0, 9.1, after=2.0),
    fine=Type(8.0, 8.8, after=2.0),
    note=Type(8.0, 9.4, MUTED, after=2.0),
    muted=Type(9.5, 12.6, MUTED, after=4.0),
    headings=(
        Type(15.9, 19.0, ACCENT, bold=True, before=14.0, after=7.0),
        Type(11.7, 14.5, ACCENT, bold=True, before=10.0, after=4.0),
        Type(9.8, 12.6, INK, bold=True, before=9.0, after=3.5),
    ),
    card=Type(10.1, 13.0, ACCENT, after=1.0),
    head=Type(8.5, 10.8, MUTED),
    foot=Type(8.1, 10.2, MUTED),
    ribbon=Type(8.5, 10.4, LOOKS["draft"].ink, bold=True),
    band=Type(9.8, 12.6, bold=True),
    pad=(5.0, 3.4),
    dense_pad=(2.6, 1.4),
    inset=8.0,
    glyph=11.0,
    diary_row=26.0,
    chart=66.0,
    cell=20.0,
    logo=26.0,
    line_to_sign=30.0,
)

HOME = Theme(
    margin=40.0,
    gap=10.0,
    body=Type(12.8, 17.2, after=5.5),
    lead=Type(15.9, 21.0, before=1.0, after=8.0),
    small=Type(12.3, 16.0, after=4.6),
    dense=Type(12.2, 15.2, after=3.6),
    fine=Type(12.0, 13.6, after=1.6),
    note=Type(12.2, 15.4, MUTED, after=4.0),
    muted=Type(12.8, 17.2, MUTED, after=5.5),
    headings=(
        Type(21.2, 25.0, ACCENT, bold=True, before=14.0, after=7.0),
        Type(16.4, 20.0, ACCENT, bold=True, before=11.0, after=5.0),
        Type(13.8, 17.5, INK, bold=True, before=7.5, after=3.0),
    ),
    card=Type(13.6, 18.0, ACCENT, after=1.5),
    head=Type(11.1, 14.0, MUTED),
    foot=Type(10.6, 13.4, MUTED),
    ribbon=Type(11.1, 14.0, LOOKS["draft"].ink, bold=True),
    band=Type(14.2, 18.2, bold=True),
    pad=(6.0, 5.0),
    dense_pad=(4.5, 2.8),
    inset=11.0,
    glyph=17.0,
    diary_row=34.0,
    chart=92.0,
    cell=36.0,
    logo=32.0,
    line_to_sign=38.0,
)


def _larger(theme: Theme, times: float) -> Theme:
    """A theme with larger words: the page is laid out anew, it is not zoomed."""

    def grown(kind: Type, most: float = 99.0) -> Type:
        size = min(kind.size * times, most)
        ratio = size / kind.size
        return replace(
            kind,
            size=size,
            leading=kind.leading * ratio,
            before=kind.before * ratio,
            after=kind.after * ratio,
        )

    first, second, third = theme.headings
    changed: dict[str, Any] = {}
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, Type):
            changed[field.name] = grown(value, 14.0 if field.name in ("head", "foot", "ribbon") else 99.0)
    del changed["fine"]  # of 18 points too
    return replace(
        theme,
        **changed,
        headings=(grown(first, 26.0), grown(second, 26.0), grown(third, 26.0)),
        fine=grown(replace(theme.dense, leading=theme.dense.leading * 0.93, after=1.6)),
        margin=34.0,
        glyph=theme.glyph * times,
        cell=theme.cell * times,
        diary_row=theme.diary_row * 1.06,
    )


LARGE = _larger(HOME, 18.0 / HOME.dense.size)
THEMES: dict[str, Theme] = {"clinic": CLINIC, "home": HOME, "large": LARGE}
