"""The Chinese font, made embeddable: CFF outlines become TrueType ones, once, kept in the user's cache folder.

reportlab embeds TrueType outlines only, and `pylopdf-fonts-zh-cn` brings Noto Sans SC with CFF outlines. The
common part (GB 2312: 6763 characters, and punctuation) is converted in about ten seconds and kept as a 2 MB file;
characters beyond it (rare names) are converted, 256 at a time, when one is met. A file is written whole or not at
all, carries its own checksum, and is named by the hash of the font: two processes, a new font or a torn file do no
harm.
It refuses to know faces, words and pages. The only folder it touches is its cache.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fittvp.pdf.extra import MissingExtra
from fittvp.pdf.scripts import PLAIN

VERSION = "1"  # of this conversion: a change of it makes new files
_ERROR = 1.0  # of an outline, in units of a thousandth of the size
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕—…·～％＋－＝／℃°　\u3007" + "".join(PLAIN)
NEEDS = (
    "Chinese text needs its font and the tool that makes it embeddable, which are not installed. "
    'Install them with: pip install "fittvp[chinese]"'
)


@lru_cache(maxsize=1)
def font() -> Path | None:
    """The file of the Chinese font, or None where the extra `chinese` is not installed."""
    try:
        import fontTools  # noqa: F401  # asked for, not used: converting needs it
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        return None
    return Path(sans_path())


def require() -> None:
    """Raises `MissingExtra`, naming the remedy, where Chinese cannot be printed."""
    if font() is None:
        raise MissingExtra(NEEDS)


def _bytes() -> bytes:
    file = font()
    if file is None:
        raise MissingExtra(NEEDS)
    return file.read_bytes()


@lru_cache(maxsize=1)
def _key() -> str:
    return hashlib.sha256(_bytes()).hexdigest()[:16] + "-" + VERSION


def _gb2312() -> set[int]:
    found: set[int] = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            found |= {ord(char) for char in bytes([high, low]).decode("gb2312", "ignore")}
    return found


def common() -> bytes:
    """The font with the characters of GB 2312 and Chinese punctuation, as TrueType."""
    return _kept("common", frozenset(_gb2312() | {ord(mark) for mark in _MARKS}))


def block(code: int) -> bytes | None:
    """The font with the 256 characters around `code`, as TrueType, or None where it has not this one.

    Whole blocks, so that what draws a rare character does not depend on which ones were met before it.
    """
    if font() is None or code not in _repertoire():
        return None
    first = code & ~0xFF
    return _kept(f"{first:06x}", _repertoire() & frozenset(range(first, first + 256)))


@lru_cache(maxsize=1)
def _repertoire() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO(_bytes()), lazy=True).getBestCmap())


def folder() -> Path:
    """Where converted parts are kept."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("FITTVP_FONT_CACHE") or user_cache_path("fittvp") / "fonts")


def _kept(name: str, codes: frozenset[int]) -> bytes:
    file = folder() / f"han-{_key()}-{name}.ttf"
    try:
        found = file.read_bytes()
    except OSError:
        found = b""
    if len(found) > 32 and hashlib.sha256(found[:-32]).digest() == found[-32:]:
        return found[:-32]
    made = _converted(codes)
    _write(file, made + hashlib.sha256(made).digest())
    return made


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all; a folder that cannot be written to only costs the time of the next conversion."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.replace(part, file)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError:
        return


def _converted(codes: frozenset[int]) -> bytes:
    """A TrueType file of these characters; private codes stand for the wide forms of shared marks."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    file = TTFont(BytesIO(_bytes()), lazy=True, recalcTimestamp=False)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2, 4, 6])
    cutter = subset.Subsetter(options)
    cutter.populate(
        unicodes=[ord(PLAIN[chr(code)]) if chr(code) in PLAIN else code for code in sorted(codes)]
    )
    cutter.subset(file)
    for table in file["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update(
                {ord(wide): table.cmap[ord(m)] for wide, m in PLAIN.items() if ord(m) in table.cmap}
            )
    _outlined(file)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _outlined(file: Any) -> None:
    """Replaces the cubic outlines of an OpenType font by quadratic ones, in place."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, drawn = file.getGlyphOrder(), file.getGlyphSet()
    table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
        table.glyphs[name] = glyph = pen.glyph()
        glyph.recalcBounds(table)
        file["hmtx"][name] = (file["hmtx"][name][0], getattr(glyph, "xMin", 0))
    file["loca"], file["glyf"] = newTable("loca"), table
    for tag in ("CFF ", "VORG", "vhea", "vmtx"):
        if tag in file:
            del file[tag]
    head = file["maxp"]
    head.tableVersion, head.maxZones = 0x00010000, 1
    for field in (
        "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions",
        "Points", "Contours", "CompositePoints", "CompositeContours", "ComponentDepth", "ComponentElements",
    ):  # fmt: skip
        setattr(head, "max" + field, 0)
    file["post"].formatType, file.sfntVersion = 3.0, "\000\001\000\000"
