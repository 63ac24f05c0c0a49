"""Words become lines: the wrapping of literal text, with bold, italic and raised note numbers.

There is no mark-up here, so none can be injected. A word too long for its line is broken, at a hyphen or
slash if it has one and never inside a number if that can be helped.
It refuses to know blocks other than words, pages and patients.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from fittvp.pdf.fonts import BREAK, face, printable
from fittvp.pdf.fonts import width as width_of
from fittvp.pdf.pen import Ink, Line, Pen, Run
from fittvp.pdf.piece import EPS, Parted, Piece
from fittvp.pdf.scripts import has_han, syllables
from fittvp.pdf.theme import ACCENT, SMALLEST_NOTE, Type
from fittvp.pdf.tree import HOLDS_WORDS, Elem
from fittvp.sheet.blocks import Words

Align = Literal["left", "centre", "right"]
Part = tuple[float, list[Run]]
_LONG = 0.2  # of a line: a longer name or address may begin on one line and end on the next
_ENDLESS = 1e6  # wider than any line
_SHORT = 8  # letters: a shorter word is not broken
_NAME = 20  # letters of the shortest name that may be cut where a line has room left
_SHIFT = {"left": 0.0, "centre": 0.5, "right": 1.0}
_SOFT = re.compile(r"(?<=[-–/_.,;:?&=+@)\u00a0])(?!\d)")
# "1.5" does not part from "kg", a telephone number not in two, a line to write on not from its name
_UNIT = re.compile(r"(?<=\d) (?=(?:%|[°/]?[^\W\d_][\w/]{0,15})(?:[\s.,;:)]|$))|(?<=[\d)]) (?=\d)| (?=____)")


class Token(NamedTuple):
    """What stays together, its width, and the space before it, if any, with its width. A line end is of nothing.

    `least`: the width of its widest part that should not be broken. Tokens are shared: nobody changes one.
    """

    wide: float
    gap: float
    space: tuple[Run, ...]
    parts: tuple[Run, ...]
    least: float


_LINE_END = Token(0.0, 0.0, (), (), 0.0)


class Cut(NamedTuple):
    """Words cut into tokens. `whole`: all on one line, where that has no end; `least`: the least of the widest."""

    tokens: tuple[Token, ...]
    whole: Line | None
    least: float


@lru_cache(maxsize=256)
def ink_of(kind: Type, bold: bool = False, italic: bool = False) -> Ink:
    """The ink of a kind of text."""
    return Ink(face(bold or kind.bold, italic or kind.italic), kind.size, kind.colour)


@lru_cache(maxsize=64)
def _note_ink(kind: Type) -> Ink:
    size = max(SMALLEST_NOTE, kind.size * 0.6)  # its top no higher than a capital letter
    return Ink(face(False, False), size, ACCENT, (kind.size - size) * 0.7)


def _numbers(notes: tuple[int, ...]) -> str:
    """`1–3,7`: three or more that follow each other are written as a range."""
    found: list[list[int]] = []
    for each in notes:
        if found and each == found[-1][-1] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return ",".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in found)


def _runs(words: Words, kind: Type, bold: bool) -> Iterator[Run]:
    for part in words if isinstance(words, tuple) else (words,):
        if (part if isinstance(part, str) else part.text).startswith(BREAK):
            yield BREAK, ink_of(kind, bold)  # `printable` strips the ends of each run
        if isinstance(part, str):
            yield _UNIT.sub("\u00a0", printable(part)), ink_of(kind, bold)
            continue
        text = _UNIT.sub("\u00a0", printable(part.text))
        ink = ink_of(kind, bold or part.bold, part.italic)
        if not part.notes:
            yield text, ink
            continue
        kept = text.rstrip(" ")
        yield kept, ink
        yield "\u00a0" + _numbers(part.notes), _note_ink(kind)
        yield text[len(kept) :], ink


@lru_cache(maxsize=2048)
def _cut(words: Words, kind: Type, bold: bool) -> Cut:
    """Kept, as sentences of a protocol come again: in other forms of a box, on other pages, for other patients."""
    tokens = _tokens(words, kind, bold)
    lines = _wrap(tokens, _ENDLESS)
    least = max([token.least for token in tokens], default=0.0)
    return Cut(tokens, lines[0] if len(lines) == 1 else None, least)


def _tokens(words: Words, kind: Type, bold: bool) -> tuple[Token, ...]:
    runs, base = list(_runs(words, kind, bold)), ink_of(kind, bold)
    if len(runs) == 1 and BREAK not in runs[0][0] and not has_han(runs[0][0]):
        text, ink = runs[0]
        return tuple([_token(word, ink, ink) for word in text.split(" ") if word])
    tokens: list[Token] = []
    before = base
    for parts, parted in _groups(runs):
        if parts:
            space = (before if before is parts[0][1] else base) if parted else None
            tokens.append(_token(*parts[0], space) if len(parts) == 1 else _joined(parts, space))
            before = parts[-1][1]
        else:
            tokens.append(_LINE_END)
    return tuple(tokens)


def _groups(runs: list[Run]) -> Iterator[tuple[list[Run], bool]]:
    """What stays together, and whether a space parts it from what is before; a line end is nothing."""
    open_: list[Run] = []
    parted = True
    for text, ink in runs:
        for row, line in enumerate(text.split(BREAK)):
            found, glued = (line.split(" "), ()) if line.isascii() else _words(line)
            for at, word in enumerate(found):
                if (at or row) and open_:
                    yield open_, parted
                    open_ = []
                if row and not at:
                    yield [], True
                if word:
                    if not open_:
                        parted = at not in glued
                    open_.append((word, ink))
    if open_:
        yield open_, parted


@lru_cache(maxsize=16384)
def _token(word: str, ink: Ink, space: Ink | None) -> Token:
    """One word after a space of an ink, or after none."""
    wide = width_of(ink.face, word) * ink.size
    least = wide if len(word) < _SHORT else _unbroken(word, ink)
    if space is None:
        return Token(wide, 0.0, (), ((word, ink),), least)
    return Token(wide, width_of(space.face, " ") * space.size, ((" ", space),), ((word, ink),), least)


def _joined(parts: list[Run], space: Ink | None) -> Token:
    """A word in several inks."""
    _, gap, before, _, _ = _token(*parts[0], space)
    wide = sum([width_of(ink.face, text) * ink.size for text, ink in parts], 0.0)
    short = sum([len(text) for text, _ in parts]) < _SHORT
    least = wide if short else max([_unbroken(text, ink) for text, ink in parts])
    return Token(wide, gap, before, tuple(parts), least)


def _unbroken(word: str, ink: Ink) -> float:
    return max([width_of(ink.face, part) * ink.size for part in _SOFT.split(word)])


def _words(line: str) -> tuple[list[str], Container[int]]:
    """The words of a line, and before which of them there is no space: Chinese is cut between its syllables."""
    words = line.split(" ")
    if not has_han(line):
        return words, ()
    cut = [syllables(word) or [word] for word in words]
    starts = {sum(map(len, cut[:nth])) for nth in range(len(cut))}
    found = [part for parts in cut for part in parts]
    return found, set(range(len(found))) - starts


def _chop(parts: Sequence[Run], width: float) -> list[Part]:
    """Breaks what is wider than a line: where it may break softly, else after any character."""
    chars = [(char, ink, width_of(ink.face, char) * ink.size) for text, ink in parts for char in text]
    soft = {found.start() for found in _SOFT.finditer("".join(char for char, _, _ in chars))}
    cuts, start, used = [0], 0, 0.0
    last_soft = 0
    for at, (_, _, wide) in enumerate(chars):
        if at in soft:
            last_soft = at
        used += wide
        if used > width and at > start:
            start = last_soft if last_soft > start else at
            cuts.append(start)
            used = sum(wide for _, _, wide in chars[start : at + 1])
    spans = [chars[one:two] for one, two in zip(cuts, [*cuts[1:], len(chars)], strict=True)]
    return [(sum(wide for _, _, wide in span), _together(span)) for span in spans]


def _together(chars: list[tuple[str, Ink, float]]) -> list[Run]:
    runs: list[Run] = []
    for char, ink, _ in chars:
        if runs and runs[-1][1] is ink:
            runs[-1] = (runs[-1][0] + char, ink)
        else:
            runs.append((char, ink))
    return runs


def _soft_cut(parts: Sequence[Run], room: float) -> tuple[Part, Part] | None:
    """A long name or address, cut at its last hyphen, dot or slash that fits the rest of a line."""
    chars = [(char, ink, width_of(ink.face, char) * ink.size) for text, ink in parts for char in text]
    if len(chars) < _NAME or any(char == "\u00a0" for char, _, _ in chars):
        return None
    best, used = 0, 0.0
    soft = {found.start() for found in _SOFT.finditer("".join(char for char, _, _ in chars))}
    for at, (_, _, wide) in enumerate(chars):
        if at in soft:
            best = at
        used += wide
        if used > room:
            break
    if not best:
        return None
    head, tail = chars[:best], chars[best:]
    return (sum(c[2] for c in head), _together(head)), (sum(c[2] for c in tail), _together(tail))


def _wrap(tokens: Sequence[Token], width: float) -> list[Line]:
    lines: list[Line] = []
    runs: list[Run] = []
    used = 0.0
    for wide, gap, space, parts, _ in tokens:
        if runs and parts and used + gap + wide <= width + EPS:
            runs += space
            runs += parts
            used += gap + wide
            continue
        rest: Part = wide, [*parts]
        if runs:
            if parts and wide > width * _LONG and (cut := _soft_cut(parts, width - used - gap)):
                runs += [*space, *cut[0][1]]
                used += gap + cut[0][0]
                rest = cut[1]
            elif parts:
                runs += space  # the space at the end is read, and not measured
            lines.append((used, _merged(runs)))
            runs, used = [], 0.0
        if rest[0] <= width:
            used, runs = rest
            continue
        *whole, (used, runs) = _chop(rest[1], width)
        lines.extend(whole)
    return [*lines, (used, _merged(runs))] if runs else lines


def _merged(runs: list[Run]) -> list[Run]:
    return [("".join([text for text, _ in group]), ink) for ink, group in groupby(runs, itemgetter(1))]


class Text(Piece):
    """A paragraph of one kind. Cut, it leaves no single line behind where it can be helped."""

    def __init__(self, words: Words, kind: Type, *, bold: bool = False, align: Align = "left") -> None:
        self._kind, self._shift = kind, _SHIFT[align]
        self._cut = _cut(words, kind, bold)
        self._lines: dict[float, list[Line]] = {}
        self._home: list[Elem] = []  # the element of its words; the same for all its parts
        self.before, self.after = kind.before, kind.after

    def spaced(self, before: float = 0.0, after: float = 0.0) -> Text:
        """The same text with other air around it."""
        self.before, self.after = before, after
        return self

    def _at(self, width: float) -> list[Line]:
        if width not in self._lines:
            tokens, whole, _ = self._cut
            self._lines[width] = [whole] if whole and whole[0] <= width else _wrap(tokens, width)
        return self._lines[width]

    def height(self, width: float) -> float:
        return len(self._at(width)) * self._kind.leading

    def length(self) -> float:
        """How wide it is on a single line."""
        return max((used for used, _ in self._at(_ENDLESS)), default=0.0)

    def widest(self) -> float:
        return self._cut.least

    def split(self, width: float, room: float, full: float) -> Parted:
        lines = self._at(width)
        fit = int((room + EPS) / self._kind.leading)
        count = min(fit, len(lines) - 2)
        if count < 2:
            count = fit if room >= full - EPS else 0
        if count <= 0:
            return None, self
        head = self._part(width, lines[:count], self.before, 0.0)
        return head, self._part(width, lines[count:], 0.0, self.after)

    def _part(self, width: float, lines: list[Line], before: float, after: float) -> Text:
        part = Text((), self._kind).spaced(before, after)
        part._shift, part._lines = self._shift, {width: lines}
        part._home = self._home
        return part

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        lines = self._at(width)
        if lines:
            shifted = [((width - line[0]) * self._shift, line) for line in lines]
            if not self._home:
                scope = pen.scope
                alone = scope.drawn or (scope.kind in HOLDS_WORDS and not scope.kids)
                self._home.append(scope if alone else Elem("P"))
            pen.enter(self._home[0])
            pen.lines(x, top - self._kind.drop, self._kind.leading, shifted)
            pen.leave(self._home[0])


class Heading(Text):
    """A text that stays with what follows it."""

    keep_next = True
