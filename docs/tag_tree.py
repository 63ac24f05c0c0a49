"""The tag tree of a PDF as text, in the order in which a screen reader meets it.

    python docs/tag_tree.py FILE.pdf

It reads the file as a stranger would, with pypdf alone, and knows nothing of how it was made.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

_MAPPED = re.compile(r"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,})>")
_SHOWN = (b"Tj", b"TJ", b"'", b'"')
Marks = dict[int, str]


def _letters(page: Any) -> dict[str, dict[int, str]]:
    """For each font of a page, what its codes say."""
    found = {}
    for name, font in page["/Resources"].get_object().get("/Font", {}).get_object().items():
        table = font.get_object()["/ToUnicode"].get_data().decode("latin-1")
        found[name] = {
            int(code, 16): bytes.fromhex(said).decode("utf-16-be") for code, said in _MAPPED.findall(table)
        }
    return found


def words_of(page: Any, reader: PdfReader) -> tuple[Marks, str]:
    """The words of each marked piece of a page, by its number; and what is neither marked nor an artifact."""
    fonts, font = _letters(page), ""
    marks: Marks = {}
    loose: list[str] = []
    open_: list[int | str] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            entries = operands[1] if operator == b"BDC" else {}
            number = entries.get("/MCID") if hasattr(entries, "get") else None
            open_.append(int(number) if number is not None else str(operands[0]))
            if number is not None:
                marks.setdefault(int(number), "")
        elif operator == b"EMC":
            open_.pop()
        elif operator == b"Tf":
            font = str(operands[0])
        elif operator in _SHOWN:
            said = "".join(fonts[font].get(code, "?") for code in operands[0].original_bytes)
            number = next((one for one in reversed(open_) if isinstance(one, int)), None)
            if number is not None:
                marks[number] += said
            elif "/Artifact" not in open_:
                loose.append(said)
    return marks, "".join(loose)


def _kids(elem: Any) -> list[Any]:
    found = elem.get("/K", [])
    return list(found) if isinstance(found, list) else [found]


def walk(reader: PdfReader) -> Iterator[tuple[int, Any, str]]:
    """Depth, element and the words directly in it, in reading order."""
    pages = {page.indirect_reference.idnum: nth for nth, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    marks = [words_of(page, reader)[0] for page in reader.pages]
    root = reader.trailer["/Root"]["/StructTreeRoot"]

    def down(elem: Any, depth: int) -> Iterator[tuple[int, Any, str]]:
        said, below = [], []
        for kid in _kids(elem):
            kid = kid.get_object()
            if isinstance(kid, int):
                said.append(marks[pages[elem.raw_get("/Pg").idnum]][kid])
            elif kid.get("/Type") == "/MCR":
                said.append(marks[pages[kid.raw_get("/Pg").idnum]][kid["/MCID"]])
            else:
                below.append(kid)
        yield depth, elem, "".join(said)
        for kid in below:
            yield from down(kid, depth + 1)

    for kid in _kids(root):
        yield from down(kid.get_object(), 0)


def lines(reader: PdfReader) -> Iterator[str]:
    """One line for each element: its type, what else is known of it, and its words."""
    for depth, elem, words in walk(reader):
        more = [str(elem[key]) for key in ("/Alt", "/ActualText") if key in elem]
        attributes = elem.get("/A", {})
        more += [str(attributes[key])[1:] for key in ("/Scope", "/ListNumbering") if key in attributes]
        about = f" ({'; '.join(more)})" if more else ""
        yield "  " * depth + str(elem["/S"])[1:] + about + (f": {words.strip()}" if words.strip() else "")


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        sys.stdout.write("\n".join(lines(PdfReader(file))) + "\n")
