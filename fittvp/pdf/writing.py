"""Words become operators of a page: faces, order, colours, and the marks that say what they are.

It refuses to know layout, and which words they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fittvp.pdf.arabic import levels, visual
from fittvp.pdf.faces import parts, stroked
from fittvp.pdf.fonts import logical
from fittvp.pdf.scripts import has_arabic
from fittvp.pdf.tree import Elem

if TYPE_CHECKING:
    from fittvp.pdf.pen import Ink, Run
    from fittvp.pdf.theme import Colour

_BOLD = 0.035  # of the size: the stroke that makes a bold face of one that has no bold weight
_SIGN = "\ufffc"
_NOT_LATIN = ("ar", "fa", "he", "ja", "ko", "ur", "zh")


def _turned(runs: list[Run], rtl: bool) -> list[Run]:
    """The runs of a mixed line as they stand from left to right.

    The numbers of notes stay as they are, and whole: to the algorithm they are one sign, else `7–8` with note 5
    would become a number of its own.
    """
    whole = [(_SIGN if ink.rise else words, words, ink) for words, ink in runs]
    of = [(words, ink) for shown, words, ink in whole for _ in shown]
    text = "".join([shown for shown, _, _ in whole]).rstrip(" ")
    turned: list[Run] = []
    for at, char in visual(text, rtl):
        words, ink = of[at]
        if char == _SIGN and ink.rise:
            space = words[: len(words) - len(words.lstrip("\u00a0"))]
            char = words.lstrip("\u00a0") + space if levels(text, rtl)[at] % 2 else words
        if turned and turned[-1][1] is ink:
            turned[-1] = (turned[-1][0] + char, ink)
        else:
            turned.append((char, ink))
    return turned


class Writing:
    """Writes lines on a canvas whose `shown(face, words)` gives (font, string) pairs.

    `inks` holds the three numbers of each colour.
    """

    def __init__(self, canvas: Any, rtl: bool, language: str, inks: Mapping[Colour, str]) -> None:
        self._canvas, self._rtl, self._inks = canvas, rtl, inks
        self._language = language.split("-")[0].lower()
        self._foreign = self._language in _NOT_LATIN
        self._shown: dict[tuple[str, Ink], list[tuple[str, str]]] = {}

    def draw(
        self, lines: Sequence[tuple[float, list[Run]]], baseline: float, leading: float, elem: Elem | None
    ) -> None:
        """Each line at its x. `elem`: whose words they are; None: the marks around them say that.

        A space ends the last line, so that what is said next does not run into it where places are not looked at.
        """
        if lines and lines[-1][1]:
            x, runs = lines[-1]
            lines = [*lines[:-1], (x, [*runs[:-1], (runs[-1][0] + " ", runs[-1][1])])]
        ops: list[str] = ["BT"]
        now: Ink | None = None
        owner: Elem | None = None
        font = ""
        for x, runs in lines:
            ops.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
            baseline -= leading
            runs, said = self._ordered(runs)
            line = elem if elem is None or not said else self._said(elem, said)
            for words, ink in runs:
                if ink is not now or line is not owner:
                    mine = self._owner(line, owner, ink) if not said else line
                    if mine is not owner:
                        owner = self._begin(ops, owner, mine)
                    self._ready(ops, now, ink)
                    now = ink
                for name, shown in self._run(words, ink):
                    ops.append(shown if name == font else f"{name}\n{shown}")
                    font = name
        if owner is not None:
            ops.append("EMC")
        if now is not None and now.rise:
            ops.append("0 Ts")
        ops.append("ET")
        self._canvas.addLiteral("\n".join(ops))

    def _said(self, elem: Elem, words: str) -> Elem:
        """Who keeps the words of a reordered line: its element, or a part of it where other lines are as drawn."""
        if not self._rtl:
            elem = elem.child("Span")
        elem.said.append(words)
        return elem

    @staticmethod
    def _owner(elem: Elem | None, owner: Elem | None, ink: Ink) -> Elem | None:
        """The numbers of notes are references within their words, but not inside of a reordered line."""
        if elem is None or not ink.rise:
            return elem
        return owner if owner is not None and owner.kind == "Reference" else elem.child("Reference")

    def _begin(self, ops: list[str], before: Elem | None, elem: Elem | None) -> Elem | None:
        if before is not None:
            ops.append("EMC")
        if elem is not None:
            ops.append(f"/{elem.kind}<</MCID {self._canvas.tree.mark(elem)}>>BDC")
        return elem

    def _ready(self, ops: list[str], now: Ink | None, ink: Ink) -> None:
        if now is None or ink.colour != now.colour:
            ops.append(f"{self._inks[ink.colour]} rg")
        if ink.rise != (now.rise if now else 0.0):
            ops.append(f"{ink.rise:.2f} Ts")

    def _ordered(self, runs: list[Run]) -> tuple[list[Run], str]:
        """A line in the order in which it is drawn, and what it says where that may be another."""
        text = "".join([words for words, _ in runs])
        if text.isascii() and not self._rtl:
            return runs, ""
        if not self._rtl and not has_arabic(text):
            return runs, ""
        return _turned(runs, self._rtl), logical(text).replace("\u00a0", " ")  # as it was written

    def _run(self, words: str, ink: Ink) -> list[tuple[str, str]]:
        """The operators of a run, with the font of each: one run may take several."""
        key = words, ink
        found = self._shown.get(key)
        if found is None:
            if words.isascii():
                found = self._part(ink.face, words, ink)
            else:
                found = [part for piece in parts(ink.face, words) for part in self._part(*piece, ink)]
            self._shown[key] = found
        return found

    def _part(self, face: str, words: str, ink: Ink) -> list[tuple[str, str]]:
        size = f" {ink.size:.4g} Tf"
        parts = [(font + size, f"{string} Tj") for font, string in self._canvas.shown(face, words)]
        before, after = "", ""
        if stroked(face, ink.face):
            before = f"2 Tr {ink.size * _BOLD:.3g} w {self._inks[ink.colour]} RG\n"
            after = "\n0 Tr"
        if language := self._other(face, words):
            before, after = f"/Span<</Lang({language})>>BDC\n{before}", f"{after}\nEMC"
        if before:
            parts = [(font, f"{before}{string}{after}") for font, string in parts]
        return parts

    def _other(self, face: str, words: str) -> str:
        """The language of words in a script that the document's own language is not written in."""
        if "Arabic" in face:
            return "" if self._language in ("ar", "fa", "ur") else "ar"
        if "Han" in face:
            return "" if self._language in ("zh", "ja") else "zh"
        return "en" if self._foreign and any(map(str.isalpha, words)) else ""
