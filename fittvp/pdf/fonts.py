"""The width of words, and which characters can be printed.

What no face has is replaced so that no meaning changes: a superscript nine never becomes a nine, a third never
joins the number before it. It refuses to know blocks, layout and pages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fittvp.pdf import arabic
from fittvp.pdf.faces import drawn_by, face, widths
from fittvp.pdf.scripts import PLAIN, has_arabic, has_han, widened

__all__ = ["BREAK", "MISSING", "face", "logical", "printable", "spoken", "width"]

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


@lru_cache(maxsize=16384)
def width(style: str, text: str) -> float:
    """The width of `text` at size 1, in points; each character as wide as in the face that draws it."""
    return sum(map(widths(style).__getitem__, text)) / 1000.0


def _has(char: str) -> bool:
    return drawn_by(face(False, False), char) is not None


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
    if char == BREAK or char == "\u00a0" or char in PLAIN or (char.isprintable() and _has(char)):
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
    if all(map(_has, found[0])):
        return found[0]
    return "^" + _drawable(unicodedata.normalize("NFKD", found[0]))


def printable(text: str) -> str:
    """`text` with only characters that a face can draw. Line ends stay, many in a row become one.

    Order stays logical; Arabic letters take their joined forms and Chinese marks their wide ones.
    """
    if text.isascii() and text.isprintable():
        return text
    clean = _RAISED.sub(_raised, unicodedata.normalize("NFC", text))
    if has_han(clean):
        clean = widened(clean)
    clean = _directed(arabic.shaped(clean)) if has_arabic(clean) else _drawable(clean)
    while BREAK * 2 in clean:
        clean = clean.replace(BREAK * 2, BREAK)
    return clean.strip(BREAK)


def _directed(text: str) -> str:
    """Arabic text keeps its vowel signs and its marks of direction."""
    return "".join(char if char in arabic.MARKS or _vowel(char) else _character(char) for char in text)


def _vowel(char: str) -> bool:
    return "\u064b" <= char <= "\u0652" or char == "\u0670"


def logical(text: str) -> str:
    """What printed text says, letter by letter: for copying and for readers of the screen."""
    return arabic.plain("".join(PLAIN.get(char, char) for char in text if char not in arabic.MARKS))


def spoken(text: str) -> str:
    """`text` for the document's properties: any script, one line, no control characters."""
    return "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text).strip()
