"""One sheet of paper: its head line, its foot line, the mark of a draft, and the room between them.

It refuses to know what fills the room.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from fittvp.pdf.pen import Pen
from fittvp.pdf.piece import Piece
from fittvp.pdf.shapes import sign
from fittvp.pdf.tagged import Tagged
from fittvp.pdf.text import Text
from fittvp.pdf.theme import HAIR, LINE, LOOKS, PAPERS, Theme
from fittvp.pdf.tree import ARTIFACT, Elem
from fittvp.sheet.blocks import Document

_TOP = 22.0
_FOOT = 23.0
_LARGEST_LOGO = 25_000_000  # pixels
_MOST_LINES = 6  # of a head or foot line; a longer one is cut, as it would push out what the page is for


def logo_of(data: bytes | None) -> Any:
    """A picture to draw, or None for anything that is not a sound PNG or JPEG of sensible size."""
    if not data or not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return None
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            across, down = picture.size
            if across * down > _LARGEST_LOGO or not across or not down:
                return None
            picture.load()
            if picture.mode == "CMYK":  # the file means its colours as sRGB
                picture.convert("RGB").save(out := BytesIO(), "PNG")
                data = out.getvalue()
        return ImageReader(BytesIO(data))
    except Exception:  # whatever is wrong with a logo, the plan is still printed
        return None


def _first_line(name: str, theme: Theme, width: float) -> Text:
    """As many whole words of a name as stand on one line; its first part, if that does."""
    words = re.split(r"[,;|(]| [-–—] ", name)[0].split()
    made = Text(" ".join(words), theme.head, bold=True, align="right")
    while len(words) > 1 and made.length() > width:
        words.pop()
        made = Text(" ".join(words) + " …", theme.head, bold=True, align="right")
    return made


def _at_most(text: Text, width: float, kind_leading: float) -> Piece:
    if text.height(width) <= _MOST_LINES * kind_leading:
        return text
    return text.split(width, _MOST_LINES * kind_leading, 0.0)[0] or text


class Sheet:
    """The same head and foot on each page of a document. `later`: a long name of the clinic is cut to one line."""

    def __init__(
        self, document: Document, theme: Theme, paper: str, logo: Any = None, *, later: bool = False
    ) -> None:
        self.size, self.theme, self.logo = PAPERS[paper], theme, logo
        self._clinic = document.clinic
        self.width = self.size[0] - 2 * theme.margin
        self._logo_size = self._fit_logo()
        room = self.width - (self._logo_size[0] + 8.0 if self.logo else 0.0)
        clinic = Text(document.clinic, theme.head, bold=True, align="right")
        self._right_width = min(clinic.length() + 1.0, room * 0.4)
        if later and clinic.height(self._right_width) > theme.head.leading:
            clinic = _first_line(document.clinic, theme, self._right_width)
            self._right_width = min(clinic.length() + 1.0, self._right_width)
        self._left_width = room - self._right_width - 12.0
        self._page = document.page
        head = Text(document.header, theme.head)
        self._left_length = head.length()
        self._left = _at_most(head, self._left_width, theme.head.leading)
        self._right = _at_most(clinic, self._right_width, theme.head.leading)
        ribbon = Text(document.draft, theme.ribbon)
        self._ribbon_inset = theme.ribbon.size * 1.9
        self._ribbon_width = min(ribbon.length(), self.width - self._ribbon_inset - 8.0)
        self._ribbon = _at_most(ribbon, self._ribbon_width, theme.ribbon.leading) if document.draft else None
        self._abreast = self._has_room(room)
        self._foot_width = self.width * 0.76
        self._foot = _at_most(Text(document.footer, theme.foot), self._foot_width, theme.foot.leading)
        self.top = self.size[1] - _TOP - self._head_height() - theme.gap * 1.4
        self.bottom = _FOOT + max(self._foot.height(self._foot_width), theme.foot.leading) + 5.0 + theme.gap
        self.full = self.top - self.bottom

    def _fit_logo(self) -> tuple[float, float]:
        if self.logo is None:
            return 0.0, 0.0
        across, down = self.logo.getSize()
        factor = min(self.theme.logo / down, 110.0 / across)
        return across * factor, down * factor

    def _has_room(self, room: float) -> bool:
        """Whether head line, draft mark and clinic stand on one line; else the mark has its own."""
        tall = max(self._left.height(self._left_width), self._right.height(self._right_width))
        if self.logo is not None or tall > self.theme.head.leading:
            return False
        wide = self._ribbon_width + self._ribbon_inset + 8.0
        return self._left_length + wide + self._right_width + 36.0 <= room

    def _ribbon_height(self) -> float:
        return self._ribbon.height(self._ribbon_width) + 5.0 if self._ribbon else 0.0

    def _line_height(self) -> float:
        left, right = self._left.height(self._left_width), self._right.height(self._right_width)
        return max(left, right, self._logo_size[1])

    def _head_height(self) -> float:
        if self._abreast:
            return max(self._ribbon_height(), self._line_height()) + 4.0
        gap = 4.0 if self._ribbon else 0.0
        return self._ribbon_height() + gap + self._line_height() + 4.0

    def draw(self, pen: Pen, number: int, of: int) -> None:
        """Everything on a page but its body. Head, foot and draft mark are read once, on the first page."""
        head, foot = (Elem("Div"), pen.tree.last) if number == 1 else (ARTIFACT, ARTIFACT)
        pen.enter(head)
        self._draw_head(pen, number)
        pen.leave(head)
        pen.enter(foot)
        self._draw_foot(pen, self._page.format(page=number, pages=of))
        pen.leave(foot)

    def _draw_head(self, pen: Pen, number: int) -> None:
        x, top = self.theme.margin, self.size[1] - _TOP
        tall = self._line_height()
        if self._ribbon and self._abreast:
            aside = self._right_width + 12.0 if self._right_width > 1.0 else 0.0
            self._draw_ribbon(pen, x - aside, top)
            tall = max(tall, self._ribbon_height())
        elif self._ribbon:
            self._draw_ribbon(pen, x, top)
            top -= self._ribbon_height() + 4.0
        self._left.draw(pen, x, top - tall + self._left.height(self._left_width), self._left_width)
        end = x + self.width
        if self.logo is not None:
            across, down = self._logo_size
            logo = Elem("Figure", alt=self._clinic or "logo") if number == 1 else ARTIFACT
            logo.bounds = pen.bounds(end - across, top - tall + down, across, down)
            pen.enter(logo)
            pen.image(self.logo, end - across, top - tall, across, down)
            pen.leave(logo)
            end -= across + 8.0
        right = self._right_width
        self._right.draw(pen, end - right, top - tall + self._right.height(right), right)
        pen.line((x, top - tall - 4.0), (x + self.width, top - tall - 4.0), LINE, 0.9)

    def _draw_ribbon(self, pen: Pen, x: float, top: float) -> None:
        assert self._ribbon is not None
        look, tall = LOOKS["draft"], self._ribbon_height()
        wide = self._ribbon_width + self._ribbon_inset + 8.0
        left = x + self.width - wide
        pen.box(left, top - tall, wide, tall, fill=look.tint, stroke=look.ink, line=look.line, dash=look.dash)
        size = self.theme.ribbon.size
        sign(pen, "draft", left + size, top - 2.5 - self.theme.ribbon.leading / 2, size * 0.42)
        self._ribbon.draw(pen, left + self._ribbon_inset, top - 2.5, self._ribbon_width)

    def _draw_foot(self, pen: Pen, page: str) -> None:
        x, top = self.theme.margin, self.bottom - self.theme.gap - 5.0
        pen.line((x, top + 5.0), (x + self.width, top + 5.0), HAIR, 0.5)
        self._foot.draw(pen, x, top, self._foot_width)
        wide = self.width - self._foot_width - 8.0
        count = Tagged(Text(page, self.theme.foot, align="right"), ARTIFACT)
        count.draw(pen, x + self.width - wide, top, wide)
