"""The one place that reaches into reportlab: a canvas whose file is tagged, archivable and small.

reportlab (5.1) has no tags, no output intent and no object streams. Its pages, fonts, pictures and outline are taken as
it makes them; the tree of tags, the metadata and the file around them are written here (ISO 32000-1: 7.5.7 object
streams, 7.5.8 cross-reference streams, 14.7 structure).
It refuses to know blocks, layout and what the elements mean.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, pdfdocEnc
from reportlab.pdfbase.pdfdoc import format as pdf_format
from reportlab.pdfgen.canvas import Canvas

from fittvp.pdf import archive
from fittvp.pdf.archive import About
from fittvp.pdf.fonts import logical, printable
from fittvp.pdf.tree import Tree, text_string, written

_ESCAPED = {code: f"\\{code:03o}" for code in [*range(32), *range(127, 256)]}
_ESCAPED |= {ord(char): "\\" + char for char in "()\\"}
_SPECIAL = re.compile(r"[()\\\x00-\x1f\x7f-\xff]")
_MAPPED = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
_MOST = 100  # lines of one bfchar section
_END = b"\r\nendstream"  # who reads takes one line end away, and never a byte of the data
_NEXT = bytes((2, 0, 0, 0, 0, 0, 0, 1))
_TOGETHER = 1000  # objects of one stream
_LEVEL = 9  # of compression: a fiftieth smaller than 7


class Paper(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A reportlab canvas with a tree of tags. `finished` gives the file; nothing else writes it."""

    def __init__(self, size: tuple[float, float], style: str, about: About) -> None:
        self.tree, self.about = Tree(), about
        self._keys = 0
        self._plain: dict[str, str] = {}
        super().__init__(
            BytesIO(),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=style,
            lang=about.language,
        )

    def shown(self, name: str, words: str) -> list[tuple[str, str]]:
        """Words as (font resource, string) pairs: one font of a file holds at most 256 characters."""
        doc = self._doc
        first = self._plain.get(name)
        if first is None:
            font = pdfmetrics.getFont(name)
            whole = all(code in font.face.charToGlyph for code in range(32, 127))
            first = self._plain[name] = font.getSubsetInternalName(0, doc) if whole else ""
        plain = words.replace("\u00a0", " ")
        if first and plain.isascii():  # the first font of a face holds ASCII at its own codes
            return [(first, _string(plain))]
        font = pdfmetrics.getFont(name)
        return [
            (font.getSubsetInternalName(subset, doc), _string(codes.decode("latin-1")))
            for subset, codes in font.splitString(words, doc)
        ]

    def drawing(self, packed: bytes, box: tuple[int, int, int, int]) -> None:
        """Finished operators that use no font or image, compressed: one object, however often it is drawn."""
        name = hashlib.md5(packed, usedforsecurity=False).hexdigest()[:16]
        if not self.hasForm(name):
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": PDFArray(box),
                "Resources": PDFDictionary(),
                "Filter": PDFName("FlateDecode"),
            }
            self._doc.addForm(name, PDFStream(PDFDictionary(entries), packed))
        self.doForm(name)

    def outline(self, words: str, level: int, top: float) -> None:
        """An entry of the outline that leads to a height of the present page."""
        self._keys += 1
        self.bookmarkPage(f"h{self._keys}", fit="XYZ", left=0, top=round(top, 1))
        self.addOutlineEntry(logical(printable(words)).replace("\n", " "), f"h{self._keys}", level)

    def finished(self, *, archival: bool = True) -> bytes:
        """The file. `archival`: claims PDF/A-2a; a file that will be encrypted must not."""
        doc = self._doc
        for font in doc.delayedFonts:
            font.addObjects(doc)
        doc.Reference(doc.Catalog)
        doc.Outlines.prepare(doc, self)
        if doc.Outlines.ready < 0:
            doc.Catalog.Outlines = None
        tree, self.tree = self.tree, Tree()  # what reportlab's circles keep alive is not kept with it
        return _File(doc, tree, self.about, archival).made()


def _string(text: str) -> str:
    """A string of a page. To look first is five times as fast."""
    return f"({text.translate(_ESCAPED)})" if _SPECIAL.search(text) else f"({text})"


def _to_unicode(code: str, said: str) -> str:
    """What a character of a font says: joined forms as their letters, private codes as their marks.

    Lam and alef that became one stay one: a reader that turns a line around would turn the two letters as well.
    """
    words = logical(chr(int(said, 16))) or "\u00a0"
    words = words if len(words) == 1 else chr(int(said, 16))
    return f"<{code}> <{words.encode('utf-16-be', 'replace').hex().upper()}>"


def _mapping(content: str) -> str:
    """reportlab's table from codes to Unicode, in sections of at most a hundred, without codes of nothing."""
    lines = [_to_unicode(*found.groups()) for found in _MAPPED.finditer(content) if int(found[2], 16)]
    head = content[: content.index("1 begincodespacerange")]
    sections = (lines[at : at + _MOST] for at in range(0, len(lines), _MOST))
    body = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in sections)
    return (
        f"{head}1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


class _File:
    """Gathers numbered objects and writes them: streams as they are, all else in compressed streams."""

    def __init__(self, doc: Any, tree: Tree, about: About, archival: bool) -> None:
        self._doc, self._tree, self._about, self._archival = doc, tree, about, archival
        self._bodies: dict[int, bytes] = {}

    def made(self) -> bytes:
        self._reportlab_objects()
        pages = [self._number(f"Page{nth}") for nth in range(1, len(self._tree.marks))]
        root = self._structure(pages)
        for nth, page in enumerate(pages):
            self._insert(page, f"/StructParents {nth}/Tabs/S")
        catalog = self._number(self._doc.Catalog.__InternalName__)
        extra = (
            f"/StructTreeRoot {root} 0 R/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        )
        xmp = archive.xmp(self._about, archival=self._archival)
        extra += f"/Metadata {self._stream('/Type/Metadata/Subtype/XML', xmp, packed=False)} 0 R"
        profile = self._stream("/N 3", archive.srgb())
        extra += (
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]"
        )
        self._insert(catalog, extra)
        info = self._add(archive.info(self._about).encode("latin-1"))
        return self._file(catalog, info)

    def _number(self, name: str) -> int:
        found: int = self._doc.idToObjectNumberAndVersion[name][0]
        return found

    def _add(self, body: bytes) -> int:
        number = len(self._bodies) + 1
        self._bodies[number] = body
        return number

    def _stream(self, entries: str, data: bytes, *, packed: bool = True) -> int:
        if packed:
            data, entries = zlib.compress(data, _LEVEL), entries + "/Filter/FlateDecode"
        return self._add(_stream_of(entries, data))

    def _insert(self, number: int, entries: str) -> None:
        self._bodies[number] = self._bodies[number].replace(b"<<", b"<<" + entries.encode("latin-1"), 1)

    def _reportlab_objects(self) -> None:
        """Formatting one object may make another; it ends when none is new."""
        doc, number = self._doc, 1
        while number in doc.numberToId:
            name = doc.numberToId[number]
            thing = doc.idToObject[name]
            if name.startswith("toUnicodeCMap:"):
                thing.content = _mapping(thing.content)
            body = pdfdocEnc(pdf_format(thing, doc, toplevel=1)).strip()
            if body.endswith(b"endstream"):  # PDF/A: a line ends before this word
                body = body.removesuffix(b"endstream") + _END
            self._bodies[number] = body
            number += 1

    def _structure(self, pages: list[int]) -> int:
        """The tree, and the table that leads from each numbered piece of a page to its element."""
        elements = self._tree.elements()
        root = len(self._bodies) + 1
        for nth, elem in enumerate(elements, root + 2):
            elem.number = nth
        rows = (
            f"{nth}[{' '.join(f'{elem.number} 0 R' for elem in marks)}]"
            for nth, marks in enumerate(self._tree.marks[: len(pages)])
        )
        document = elements[0].number
        self._add(
            f"<</Type/StructTreeRoot/K {document} 0 R/ParentTree {root + 1} 0 R/ParentTreeNextKey {len(pages)}>>".encode()
        )
        self._add(f"<</Nums[{' '.join(rows)}]>>".encode())
        for elem in elements:
            body = written(elem, pages)
            if elem.parent is None:
                body = body.replace("<<", f"<</P {root} 0 R/Lang{text_string(self._about.language)}", 1)
            self._add(body.encode("latin-1"))
            elem.parent = None  # no circles are left: to look for them costs more than to write them
        return root

    def _file(self, catalog: int, info: int) -> bytes:
        out = BytesIO()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        loose = [number for number, body in self._bodies.items() if not body.endswith(b"endstream")]
        for at in range(0, len(loose), _TOGETHER):
            held = loose[at : at + _TOGETHER]
            stream = self._stream_of_objects(held)
            places |= {number: (2, stream, nth) for nth, number in enumerate(held)}
        packed = set(loose)
        for number, body in self._bodies.items():
            if number not in packed:
                places[number] = (1, out.tell(), 0)
                out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return self._end(out, places, catalog, info)

    def _stream_of_objects(self, numbers: list[int]) -> int:
        offsets, at = [], 0
        for number in numbers:
            offsets.append(f"{number} {at}")
            at += len(self._bodies[number]) + 1
        head = (" ".join(offsets) + "\n").encode()
        data = head + b"\n".join(self._bodies[number] for number in numbers)
        return self._stream(f"/Type/ObjStm/N {len(numbers)}/First {len(head)}", data)

    def _end(self, out: BytesIO, places: dict[int, tuple[int, int, int]], catalog: int, info: int) -> bytes:
        start, number = out.tell(), len(self._bodies) + 1
        places[number] = (1, start, 0)
        rows = _as_differences([places[nth] for nth in range(number + 1)])
        sign = hashlib.md5(out.getvalue(), usedforsecurity=False).hexdigest().upper()
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {catalog} 0 R/Info {info} 0 R/ID[<{sign}><{sign}>]"
            "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>"
        )
        body = _stream_of(entries, zlib.compress(rows, _LEVEL))
        out.write(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, start))
        return out.getvalue()


def _as_differences(places: list[tuple[int, int, int]]) -> bytes:
    """Rows of a cross-reference stream, each as what it adds to the one above (PNG predictor 2): mostly one."""
    found, above = [], (0, 0, 0)
    for place in places:
        kind, one, two = place
        if (kind, one, two - 1) == above and two % 256:
            found.append(_NEXT)
        else:
            pairs = zip(_row(place), _row(above), strict=True)
            found.append(bytes((2, *((a - b) & 255 for a, b in pairs))))
        above = place
    return b"".join(found)


def _row(place: tuple[int, int, int]) -> bytes:
    kind, one, two = place
    return bytes((kind, *one.to_bytes(4, "big"), *two.to_bytes(2, "big")))


def _stream_of(entries: str, data: bytes) -> bytes:
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode() + data + _END
