"""The faces, the width of words, and which characters can be printed.

Fira Sans tells 1 from l and I, writes a nought without a stroke, and has arrows and Greek; it is always embedded.
What it lacks is replaced so that no meaning changes: a superscript nine never becomes a nine, a third never joins
the number before it.
It refuses to know blocks, layout and pages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fontpkg_fira_sans import ROOT
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FILES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}
MISSING = "?"
BREAK = "\n"

_RAISED = re.compile("[¹²³⁰ⁱ⁴-ⁿ]{2,}")
_STANDS_FOR = {
    "\t": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "\u2007": "\u00a0", "\u2009": "\u00a0", "\u202f": "\u00a0",
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2043": "-",
    "→": "->", "⇒": "=>", "←": "<-", "↔": "<->", "↑": "up", "↓": "down",
    "✓": "√", "✔": "√", "☑": "[x]", "☐": "[ ]", "□": "[ ]", "✗": "x", "✘": "x",
    "●": "•", "▪": "•", "■": "•", "⋅": "·", "∶": ":", "′": "'", "″": '"',
    "∆": "Δ", "≡": "=", "∗": "*", "‖": "||", "α": "alpha", "β": "beta", "γ": "gamma", "κ": "kappa", "λ": "lambda",
    "℃": "°C", "℉": "°F",
}  # fmt: skip


@lru_cache(maxsize=4)
def face(bold: bool, italic: bool) -> str:
    """The registered name of a face; its file is read the first time it is asked for."""
    stem = _FILES[bold, italic]
    name = "fittvp-" + stem
    file = ROOT / "files" / f"FiraSans-{stem}.ttf"  # `fontpkg.path` finds it too, in 50 ms
    pdfmetrics.registerFont(TTFont(name, str(file)))
    return name


@lru_cache(maxsize=4)
def _widths(name: str) -> dict[int, float]:
    found: dict[int, float] = pdfmetrics.getFont(name).face.charWidths
    return found


@lru_cache(maxsize=16384)
def width(name: str, text: str) -> float:
    """The width of `text` at size 1, in points."""
    widths = _widths(name)
    return sum(widths.get(ord(char), 600.0) for char in text) / 1000.0


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    return frozenset(code for code in _widths(face(False, False)) if not unicodedata.combining(chr(code)))


def _plain(char: str) -> str:
    """What stands for a character that the face lacks, by its Unicode decomposition."""
    kind, _, codes = unicodedata.decomposition(char).rpartition("> ")
    parts = unicodedata.normalize("NFKD", char)
    if not codes or parts == char:
        return MISSING
    if kind == "<super":
        return "^" + _drawable(parts)
    if kind == "<fraction":
        return "\u00a0" + _drawable(parts)
    if not kind and not parts[0].isalpha():
        return MISSING  # "not less than" without its stroke would say the opposite
    return _drawable("".join(part for part in parts if not unicodedata.combining(part)))


def _drawable(text: str) -> str:
    return "".join(_character(char) for char in text)


@lru_cache(maxsize=4096)
def _character(char: str) -> str:
    if char == BREAK or (ord(char) in _glyphs() and char.isprintable()) or char == "\u00a0":
        return char
    if char in _STANDS_FOR:
        return _STANDS_FOR[char]
    group = unicodedata.category(char)
    if group == "Zs":
        return " "
    if group in ("Cc", "Cf", "Mn", "Me"):
        return ""
    return _plain(char)


def _raised(found: re.Match[str]) -> str:
    """A raised number is printed raised as a whole, or after one `^`."""
    if all(ord(char) in _glyphs() for char in found[0]):
        return found[0]
    return "^" + _drawable(unicodedata.normalize("NFKD", found[0]))


def printable(text: str) -> str:
    """`text` with only characters that the face can draw. Line ends stay, many in a row become one."""
    if text.isascii() and text.isprintable():
        return text
    clean = _drawable(_RAISED.sub(_raised, unicodedata.normalize("NFC", text)))
    while BREAK * 2 in clean:
        clean = clean.replace(BREAK * 2, BREAK)
    return clean.strip(BREAK)


def spoken(text: str) -> str:
    """`text` for the document's properties: any script, one line, no control characters."""
    return "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text).strip()
