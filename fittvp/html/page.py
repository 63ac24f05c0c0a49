"""One document as one HTML file: head, landmarks, the blocks in their order, foot.

Pure; equal documents give equal text. All words are escaped: nothing in them is ever mark-up.
"""

from __future__ import annotations

from html import escape

from fittvp.html.body import blocks_of
from fittvp.html.look import CSS
from fittvp.sheet.blocks import Document

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def page(document: Document) -> str:
    """The document as HTML 5, UTF-8. Its language and direction are the document's."""
    language = document.language or "en"
    side = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    draft = f'<p class="draft" role="note">{escape(document.draft)}</p>' if document.draft else ""
    clinic = f"<p>{escape(document.clinic)}</p>" if document.clinic else ""
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(language)}" dir="{side}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        f"<header><p>{escape(document.header)}</p>{clinic}{draft}</header>\n"
        f"<main>\n{blocks_of(document.blocks)}\n</main>\n"
        f"<footer><p>{escape(document.footer)}</p></footer>\n</body>\n</html>\n"
    )
