"""The one door of this floor: a document in, the bytes of a PDF out.

Pure: no clock, no disk but font files, no random; equal documents give equal bytes in every process.
reportlab is loaded by the first call, not by the import. It refuses to know where the bytes go.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Literal

from fittvp.sheet.blocks import Document

if TYPE_CHECKING:
    from fittvp.pdf.piece import Piece
    from fittvp.pdf.tags import Paper


def render(
    document: Document, paper: Literal["a4", "letter"] = "a4", *, password: str | None = None
) -> bytes:
    """Prints `document` on A4 or US Letter. All text is literal; nothing in it can fail to print.

    The file is tagged (PDF/UA-1) and archivable (PDF/A-2a). With a password it is encrypted (AES-256) and claims no
    PDF/A, and its bytes differ each time. Raises `MissingExtra`, naming the remedy, for a document in Chinese or a
    password where the optional packages are not installed, and ValueError for an empty password.
    """
    from fittvp.pdf import han
    from fittvp.pdf.lock import check, locked

    if document.language.lower().split("-")[0] == "zh":
        han.require()
    if password is not None:
        check(password)
    collects = gc.isenabled()
    gc.disable()  # many small things live until the end: to look for dead ones would take a third of the time
    try:
        canvas = _drawn(document, paper)
        return canvas.finished() if password is None else locked(canvas.finished(archival=False), password)
    finally:
        if collects:
            gc.enable()


def _drawn(document: Document, paper: str) -> Paper:
    """Each page on its paper, not yet a file."""
    from fittvp.pdf.build import chapters_of
    from fittvp.pdf.page import Sheet, logo_of
    from fittvp.pdf.pen import Pen
    from fittvp.pdf.piece import Smaller, Space, Stack, pages_of
    from fittvp.pdf.theme import THEMES, palette

    theme = THEMES[document.size]
    logo = logo_of(document.logo)
    sheet, later = (Sheet(document, theme, paper, logo, later=one) for one in (False, True))
    chapters = chapters_of(document.blocks, theme)
    pages: list[Piece] = []
    if document.one_page:
        pages = [Smaller(Stack([piece for chapter in chapters for piece in chapter]), sheet.full)]
    else:
        for chapter in chapters:
            pages += pages_of(Stack(chapter), sheet.width, later.full, None if pages else sheet.full)
    canvas = _paper(document, sheet.size)
    pages = pages or [Space(0.0)]
    mirror = sheet.size[0] if document.direction == "rtl" else None
    pen = Pen(canvas, palette(document.colour), mirror=mirror, language=canvas.about.language)
    for number, page in enumerate(pages, start=1):
        paper_of = sheet if number == 1 else later
        paper_of.draw(pen, number, len(pages))
        page.draw(pen, theme.margin, paper_of.top, sheet.width)
        pen.end_page()
    return canvas


def _paper(document: Document, size: tuple[float, float]) -> Paper:
    from reportlab import rl_config

    from fittvp.pdf.archive import About
    from fittvp.pdf.fonts import face, spoken
    from fittvp.pdf.tags import Paper

    rl_config.useA85 = 0  # streams as bytes: the ASCII form costs time and size
    about = About(
        spoken(document.title) or "fittvp",
        spoken(document.subject),
        ", ".join(spoken(word) for word in document.keywords),
        spoken(document.language) or "en",
    )
    return Paper(size, face(False, False), about)
