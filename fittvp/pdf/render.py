"""The one door of this floor: a document in, the bytes of a PDF out.

Pure: no clock, no disk but font files, no random; equal documents give equal bytes in every process.
reportlab is loaded by the first call, not by the import. It refuses to know where the bytes go.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from fittvp.sheet.blocks import Document

if TYPE_CHECKING:
    from fittvp.pdf.page import Sheet
    from fittvp.pdf.piece import Piece


def render(document: Document, paper: Literal["a4", "letter"] = "a4") -> bytes:
    """Prints `document` on A4 or US Letter. All text is literal; nothing in it can fail to print."""
    from fittvp.pdf.build import chapters_of
    from fittvp.pdf.page import Sheet, logo_of
    from fittvp.pdf.pen import Pen
    from fittvp.pdf.piece import Space, Stack, pages_of
    from fittvp.pdf.theme import THEMES, palette

    theme = THEMES[document.size]
    sheet = Sheet(document, theme, paper, logo_of(document.logo))
    pages: list[Piece] = []
    for chapter in chapters_of(document.blocks, theme):
        pages += pages_of(Stack(chapter), sheet.width, sheet.full)
    out = BytesIO()
    canvas = _canvas(document, sheet, out)
    pages = pages or [Space(0.0)]
    pen = Pen(canvas, palette(document.colour))
    for number, page in enumerate(pages, start=1):
        sheet.draw(pen, number, len(pages))
        page.draw(pen, theme.margin, sheet.top, sheet.width)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _canvas(document: Document, sheet: Sheet, out: BytesIO) -> Any:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    from fittvp.pdf.fonts import face, spoken

    rl_config.useA85 = 0  # streams as bytes: the ASCII form costs time and size

    canvas = Canvas(
        out,
        pagesize=sheet.size,
        pageCompression=1,
        invariant=1,
        initialFontName=face(False, False),
        lang=spoken(document.language) or "en",
    )
    canvas.setTitle(spoken(document.title))
    canvas.setSubject(spoken(document.subject))
    canvas.setAuthor("fittvp")
    canvas.setCreator("fittvp")
    canvas.setKeywords(", ".join(spoken(word) for word in document.keywords))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
