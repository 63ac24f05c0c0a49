"""The files of the faces, and which face draws a character.

Text is set in one of four styles (regular, bold, italic, both) of Fira Sans, which tells 1 from l and I, writes a
nought without a stroke, and has arrows and Greek. A character of another script is drawn by that script's face beside
it: IBM Plex Sans Arabic, Noto Sans SC. All are embedded. It refuses to know words, blocks, layout and pages.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fittvp.pdf import han
from fittvp.pdf.arabic import MARKS
from fittvp.pdf.scripts import is_arabic, is_han

_STEMS = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}
_ARABIC = {"Regular": "Regular", "Bold": "Bold", "Italic": "Regular", "BoldItalic": "Bold"}
_NAME = "fittvp-"


@lru_cache(maxsize=4)
def face(bold: bool, italic: bool) -> str:
    """The name of a style; its file is read the first time it is asked for."""
    from fontpkg_fira_sans import ROOT  # `fontpkg.path` finds it too, in 50 ms

    stem = _STEMS[bold, italic]
    return _registered(_NAME + stem, ROOT / "files" / f"FiraSans-{stem}.ttf")


def _registered(name: str, file: Path | bytes) -> str:
    source: Any = BytesIO(file) if isinstance(file, bytes) else str(file)
    font = TTFont(name, source, shapable=False)
    if isinstance(file, bytes):  # parts of one font share its name, and reportlab tells fonts apart by name
        font.face.name += name.removeprefix(_NAME).encode()
    pdfmetrics.registerFont(font)
    return name


@lru_cache(maxsize=4)
def _arabic(stem: str) -> str:
    from fontpkg_ibm_plex_sans_arabic import ROOT

    drawn = _ARABIC[stem]
    return _registered(f"{_NAME}Arabic-{drawn}", ROOT / "files" / f"IBMPlexSansArabic-{drawn}.ttf")


_HAN: dict[
    int, str | None
] = {}  # the face of each part of the Chinese font: -1 the common one, else its first code


def _han(code: int) -> str | None:
    """The Chinese face that holds a character; read, or converted, when it is first asked for."""
    if -1 not in _HAN:
        _HAN[-1] = None if han.font() is None else _registered(_NAME + "Han", han.common())
    common = _HAN[-1]
    if common is None or code in _own(common):
        return common
    first = code & ~0xFF
    if first not in _HAN:
        made = han.block(code)
        if made is None:
            return None
        _HAN[first] = _registered(f"{_NAME}Han{first:05x}", made)
    name = _HAN[first]
    return name if name is not None and code in _own(name) else None


def _own(name: str) -> dict[int, float]:
    found: dict[int, float] = pdfmetrics.getFont(name).face.charWidths
    return found


@lru_cache(maxsize=16384)
def drawn_by(style: str, char: str) -> str | None:
    """The face that draws a character of a style, or None where no face can."""
    code = ord(char)
    if is_arabic(char):
        name = _arabic(style.removeprefix(_NAME))
        return name if code in _own(name) else None
    if code in _own(style) and not unicodedata.combining(char):
        return style
    if is_han(char):
        return _han(code)
    return None


class Widths(dict[str, float]):
    """The width of each character of a style at size 1000, read from whichever face draws it."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, char: str) -> float:
        name = drawn_by(self._style, char)
        wide = 600.0 if name is None else _own(name)[ord(char)]
        if char in MARKS:
            wide = 0.0
        self[char] = wide
        return wide


@lru_cache(maxsize=4)
def widths(style: str) -> Widths:
    return Widths(style)


@lru_cache(maxsize=8192)
def parts(style: str, text: str) -> tuple[tuple[str, str], ...]:
    """`text` cut where the face changes: (face, characters), in order."""
    drawn = {drawn_by(style, char) or style for char in set(text)}
    if len(drawn) == 1:
        return ((drawn.pop(), text),)
    found: list[tuple[str, str]] = []
    for char in text:
        name = drawn_by(style, char) or style
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + char)
        else:
            found.append((name, char))
    return tuple(found)


def stroked(name: str, style: str) -> bool:
    """Whether a face without a bold weight is made bold by a stroke."""
    return name.startswith(_NAME + "Han") and "Bold" in style


def clear_han() -> None:
    """Forgets the Chinese faces: for tests of the cache."""
    _HAN.clear()
    drawn_by.cache_clear()
    parts.cache_clear()
    widths.cache_clear()
