"""A document as plain text, for golden tests and the terminal. Note numbers stand in square brackets."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from fittvp.sheet import blocks as b
from fittvp.sheet import say

_WIDTH = 110


def to_text(document: b.Document) -> str:
    """Every word of the document in reading order; the bare form of figures is in English."""
    head = [document.title, document.header, document.clinic, document.draft, document.footer]
    lines = [f"# {' | '.join(part for part in head if part)}"]
    return "\n".join([*lines, *_lines(document.blocks)]).rstrip() + "\n"


def plain(words: b.Words) -> str:
    """Words without style; notes as `[1–3, 7]`."""
    parts = words if isinstance(words, tuple) else (words,)
    said = [part if isinstance(part, str) else part.text + _noted(part) for part in parts]
    return "".join(said)


def _noted(span: b.Span) -> str:
    return f" [{say.runs(span.notes)}]" if span.notes else ""


def _lines(held: Iterable[b.Block]) -> list[str]:
    return [line for block in held for line in _MAKERS[type(block)](block)]


def _wrapped(said: str, start: str = "") -> list[str]:
    found: list[str] = []
    for line in said.split("\n"):
        found += textwrap.wrap(line, _WIDTH, initial_indent=start, subsequent_indent=" " * len(start)) or [
            start
        ]
        start = " " * len(start)
    return found


def _heading(block: b.Heading) -> list[str]:
    return ["", f"{'=' * (4 - block.level)} {block.text}"]


def _bullets(block: b.Bullets) -> list[str]:
    marks = [f"{at}. " if block.numbered else "- " for at in range(1, len(block.items) + 1)]
    return [
        line for mark, item in zip(marks, block.items, strict=True) for line in _wrapped(plain(item), mark)
    ]


def _table(block: b.Table) -> list[str]:
    found = [block.caption] if block.caption else []
    found.append("| " + " | ".join(map(plain, block.header)))
    return found + ["| " + " | ".join(plain(cell).replace("\n", " / ") for cell in row) for row in block.rows]


def _bands(block: b.Bands) -> list[str]:
    found = [block.title] if block.title else []
    return found + [
        line for one in block.bands for line in _wrapped(f"{one.label}: {plain(one.words)}", f"({one.tone}) ")
    ]


def _strip(block: b.WeekStrip) -> list[str]:
    found = [block.title] if block.title else []
    return found + [f"{day.name}: {', '.join(day.lines) or block.rest or 'rest'}" for day in block.days]


def _scale(block: b.EffortScale) -> list[str]:
    under = "; ".join(f"{number} {said}" for number, said in block.words)
    return [f"{block.title} [{say.pair(block.low, block.high)} of 10] {under}"]


def _steps(block: b.Steps) -> list[str]:
    bars = ", ".join(
        f"{name}: {say.number(value)}" for name, value in zip(block.labels, block.values, strict=True)
    )
    goal = f" {block.goal_words or f'goal {say.number(block.goal)}'}" if block.goal is not None else ""
    return [
        f"{block.title} ({block.unit}){goal}",
        bars,
        *(f"week {week}: {said}" for week, said in block.marks),
    ]


def _trend(block: b.Trend) -> list[str]:
    def number(value: float | None) -> str:
        return "–" if value is None else say.number(value)

    every = zip(block.labels, block.done, block.planned, strict=True)
    bars = [f"{name}: {number(done)} of {number(planned)}" for name, done, planned in every]
    dots = [f"{name}: {number(one)}" for name, one in zip(block.labels, block.scores, strict=False)]
    under = _wrapped(f"{block.score}: {'; '.join(dots)}") if dots else []
    return [f"{block.title} ({block.unit})", *_wrapped("; ".join(bars)), *under]


def _card(block: b.ExerciseCard) -> list[str]:
    lines = [f"  {name} {said}" for name, said in block.lines]
    return [f"[{block.name}] {block.dose}", *lines, *([f"  ! {block.care}"] if block.care else [])]


def _diary(block: b.Diary) -> list[str]:
    return [block.title, "| " + " | ".join(block.columns), *(f"| {row}" for row in block.rows)]


_MAKERS: dict[type, Callable[[Any], list[str]]] = {
    b.Heading: _heading,
    b.Text: lambda block: _wrapped(plain(block.words)),
    b.Bullets: _bullets,
    b.Table: _table,
    b.Facts: lambda block: [f"{name}: {plain(said)}" for name, said in block.rows],
    b.Box: lambda block: [f"[[ {block.title} ]] ({block.tone})", *_lines(block.blocks), "[[ end ]]"],
    b.Bands: _bands,
    b.WeekStrip: _strip,
    b.EffortScale: _scale,
    b.Steps: _steps,
    b.Trend: _trend,
    b.ExerciseCard: _card,
    b.Diary: _diary,
    b.Code: lambda block: _wrapped(f"[{block.holds}] {plain(block.words)}"),
    b.Signature: lambda block: ["Sign: " + " | ".join(block.fields)],
    b.Columns: lambda block: [*_lines(block.left), *_lines(block.right)],
    b.OneOf: lambda block: _lines(block.blocks),
    b.Together: lambda block: _lines(block.blocks),
    b.PageBreak: lambda _block: ["", "-" * 20],
}
