"""Blocks into HTML: one maker for each kind of block, found by its type.

It refuses to know the head of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from fittvp.figure.shapes import Scene
from fittvp.figure.svg import to_svg
from fittvp.sheet import blocks as b
from fittvp.sheet.blocks import Span, Words


def blocks_of(held: Sequence[b.Block]) -> str:
    """The blocks in their order."""
    return "\n".join(filter(None, (_MAKERS[type(block)](block) for block in held)))


def said(words: Words) -> str:
    """Words with their bold and italic runs; lines of a cell stay lines. Notes are left out: a handout has none."""
    parts: Iterable[Any] = words if isinstance(words, tuple) else (words,)
    return "".join(_run(part) for part in parts).replace("\n", "<br>\n")


def _run(part: Span | str) -> str:
    if isinstance(part, str):
        return escape(part)
    text = escape(part.text)
    text = f"<em>{text}</em>" if part.italic else text
    return f"<strong>{text}</strong>" if part.bold else text


def _table(block: b.Table) -> str:
    head = "".join(f'<th scope="col">{said(cell)}</th>' for cell in block.header)
    rows = []
    for row in block.rows:
        first, *others = (said(cell) for cell in row)
        name = f'<th scope="row">{first}</th>' if block.row_headers else f"<td>{first}</td>"
        rows.append(f"<tr>{name}{''.join(f'<td>{cell}</td>' for cell in others)}</tr>")
    top = f"<thead><tr>{head}</tr></thead>" if any(block.header) else ""
    named = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    return f"<table>{named}{top}<tbody>{''.join(rows)}</tbody></table>"


def _titled(title: Words) -> str:
    return f"<h3>{said(title)}</h3>\n" if title else ""


def _bands(block: b.Bands) -> str:
    held = "".join(
        f'<li class="band {one.tone}"><strong>{escape(one.label)}</strong>: {said(one.words)}</li>'
        for one in block.bands
    )
    return f'{_titled(block.title)}<ol class="bands">{held}</ol>'


def _strip(block: b.WeekStrip) -> str:
    held = "".join(
        f"<li><strong>{escape(day.name)}</strong>: {escape(', '.join(day.lines)) or '–'}</li>"
        for day in block.days
    )
    return f'{_titled(block.title)}<ul class="week">{held}</ul>'


def _scale(block: b.EffortScale) -> str:
    held = "".join(f"<li>{number}: {escape(words)}</li>" for number, words in block.words)
    return f"<p><strong>{escape(block.title)}</strong></p><ul>{held}</ul>"


def _steps(block: b.Steps) -> str:
    pairs = zip(block.labels, block.values, strict=False)
    rows = tuple((name, f"{value:g}") for name, value in pairs)
    goal = f"<p>{block.goal:g} {escape(block.unit)}</p>" if block.goal is not None else ""
    marks = "".join(f"<li>{week}: {escape(words)}</li>" for week, words in block.marks)
    table = _table(b.Table(("", block.unit), rows, (1, 1), caption=block.title))
    return table + goal + (f"<ul>{marks}</ul>" if marks else "")


def _trend(block: b.Trend) -> str:
    def number(value: float | None) -> str:
        return "–" if value is None else f"{value:g}"

    scores = [*block.scores, *[None] * len(block.labels)]
    every = zip(block.labels, block.planned, block.done, scores, strict=False)
    rows = tuple((name, number(plan), number(done), number(score)) for name, plan, done, score in every)
    return _table(b.Table(("", block.unit, "", block.score), rows, (1, 1, 1, 1), caption=block.title))


def _card(block: b.ExerciseCard) -> str:
    lines = "".join(
        f"<p>{f'<strong>{escape(label)}</strong> ' if label else ''}{escape(words)}</p>"
        for label, words in block.lines
    )
    care = f'<p class="care">⚠ {escape(block.care)}</p>' if block.care else ""
    drawn = f"<figure>{_picture(block.picture, block.seen or block.name)}</figure>" if block.picture else ""
    head = f"<h3>{escape(block.name)}</h3><p>{escape(block.dose)}</p>"
    return f"<article>{head}{drawn}{lines}{care}</article>"


def _picture(scene: Scene, name: str) -> str:
    """Inside a page the drawing needs no name space of its own."""
    return to_svg(scene, name, 150.0).replace(' xmlns="http://www.w3.org/2000/svg"', "")


def _diary(block: b.Diary) -> str:
    unnamed = len(block.widths) == len(block.columns) + 1
    heads = ("", *block.columns) if unnamed else block.columns
    marked = [*block.active, *[False] * len(block.rows)]
    names = [Span(name, bold=bold) for name, bold in zip(block.rows, marked, strict=False)]
    rows: tuple[tuple[Words, ...], ...] = tuple((name, *[""] * (len(heads) - 1)) for name in names)
    table = _table(b.Table(heads, rows, (1,) * len(heads), caption=block.title))
    return f'<div class="write">{table}</div>'


def _bullets(block: b.Bullets) -> str:
    kind = "ol" if block.numbered else "ul"
    return f"<{kind}>{''.join(f'<li>{said(item)}</li>' for item in block.items)}</{kind}>"


def _facts(block: b.Facts) -> str:
    return f"<dl>{''.join(f'<dt>{escape(k)}</dt><dd>{said(v)}</dd>' for k, v in block.rows)}</dl>"


def _box(block: b.Box) -> str:
    title = f"<h2>{escape(block.title)}</h2>\n" if block.title else ""
    return f'<section class="box {block.tone}">{title}{blocks_of(block.blocks)}</section>'


def _heading(block: b.Heading) -> str:
    level = min(max(block.level, 1), 3)
    return f"<h{level}>{escape(block.text)}</h{level}>"


_MAKERS: dict[type, Callable[[Any], str]] = {
    b.Heading: _heading,
    b.Text: lambda block: f"<p>{said(block.words)}</p>",
    b.Bullets: _bullets,
    b.Table: _table,
    b.Facts: _facts,
    b.Box: _box,
    b.Bands: _bands,
    b.WeekStrip: _strip,
    b.EffortScale: _scale,
    b.Steps: _steps,
    b.Trend: _trend,
    b.ExerciseCard: _card,
    b.Diary: _diary,
    b.Code: lambda block: f"<p>{said(block.words)} <code>{escape(block.holds)}</code></p>",
    b.Signature: lambda block: f"<p>{escape(' ______ '.join(block.fields))} ______</p>",
    b.Columns: lambda block: blocks_of((*block.left, *block.right)),
    b.OneOf: lambda block: blocks_of(block.blocks),
    b.Together: lambda block: blocks_of(block.blocks),
    b.PageBreak: lambda _block: "",
}
