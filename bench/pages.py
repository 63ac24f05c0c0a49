"""Milliseconds for the pair of PDFs, against the same words drawn on a bare reportlab canvas.

    python bench/pages.py [rounds]

The bare canvas does the least that prints: the same words in the same font, cut into lines, 55 to a page.
"""

from __future__ import annotations

import dataclasses
import sys
import textwrap
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from common import ON, alternate, example, median, spread

from fittvp.engine.prescribe import prescribe
from fittvp.model.plan import AskedPart
from fittvp.pdf import render
from fittvp.sheet import Clinic, clinician_document, handout_document

LINES, LINE = 55, 95


def words_of(part: Any) -> Iterator[str]:
    """Every string of a document, in order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from words_of(each)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from words_of(getattr(part, field.name))


def bare(documents: list[list[str]]) -> int:
    """The words of each document on plain pages; the number of bytes."""
    from reportlab.pdfgen.canvas import Canvas

    from fittvp.pdf.fonts import face

    size = 0
    for strings in documents:
        out = BytesIO()
        canvas = Canvas(out, invariant=1, initialFontName=face(False, False))
        lines = [line for text in strings for line in textwrap.wrap(text, LINE)]
        for first in range(0, len(lines), LINES):
            canvas.setFont(face(False, False), 9)
            for number, line in enumerate(lines[first : first + LINES]):
                canvas.drawString(40, 800 - 14 * number, line)
            canvas.showPage()
        canvas.save()
        size += len(out.getvalue())
    return size


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    library, patient = example()
    plan = prescribe(library, patient, ON, AskedPart())
    clinic = Clinic()
    documents = [clinician_document(plan, clinic), handout_document(plan, clinic)]
    strings = [list(words_of(document.blocks)) for document in documents]

    def pair() -> None:
        for build in (clinician_document, handout_document):
            render(build(plan, clinic))

    def drawn() -> None:
        for document in documents:
            render(document)

    whole, printed, plain = alternate(rounds, pair, drawn, lambda: bare(strings))
    print(f"the pair, from the plan: {spread(whole, 1000, 'ms')}, {rounds} rounds in turns")
    print(f"the pair, from finished words: {spread(printed, 1000, 'ms')}")
    letters = sum(len(text) for found in strings for text in found)
    print(f"the same {letters} letters on a bare canvas: {spread(plain, 1000, 'ms')}")
    print(f"ratio, finished words to bare canvas: {median(printed) / median(plain):.2f}")
    print(f"ratio, whole to bare canvas: {median(whole) / median(plain):.2f}")


if __name__ == "__main__":
    main()
