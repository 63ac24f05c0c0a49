"""How it has gone: planned against done as a chart, week by week as a table, and results over time.

It refuses to look ahead and to judge: it prints what was reported, and a dash for what was not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fittvp.model.plan import Plan
from fittvp.model.week import ResultLine, TrendWeek
from fittvp.sheet import review, say, words_review
from fittvp.sheet.blocks import Block, Heading, Span, Table, Text, Together, Trend, Words

_ROWS = 12  # weeks in the table; the chart has them all
_POINTS = 6  # results of one fact in a row


def how_it_has_gone(plan: Plan) -> tuple[Block, ...]:
    """The whole section; nothing for a new plan."""
    if not plan.trend:
        return ()
    shown = plan.trend[-_ROWS:]
    less = words_review.LAST_WEEKS.format(shown=len(shown), all=len(plan.trend))
    read = f"{less if len(shown) < len(plan.trend) else ''} {words_review.HOW_READ}".strip()
    return (
        Together((Heading(words_review.GONE, 1), _chart(plan.trend))),
        _table(shown),
        Text(read, "note"),
        *_results(plan.results),
    )


def _chart(weeks: list[TrendWeek]) -> Trend:
    pain = tuple(one.pain for one in weeks)
    known = any(one is not None for one in pain)
    said = "; ".join(f"week {one.week}: {review.of(one.minutes, one.planned_minutes)}" for one in weeks)
    return Trend(
        words_review.CHART,
        tuple(str(one.week) for one in weeks),
        tuple(one.planned_minutes for one in weeks),
        tuple(one.minutes for one in weeks),
        words_review.CHART_UNIT,
        pain if known else (),
        words_review.CHART_SCORE if known else "",
        said,
    )


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    width: float
    text: Callable[[TrendWeek], str]
    always: bool = False


def _number(value: float | None) -> str:
    return "" if value is None else say.number(value)


_COLUMNS = (
    _Column("Sessions", 1.1, lambda one: review.of(one.sessions, one.planned_sessions), True),
    _Column("Minutes", 1.3, lambda one: review.of(one.minutes, one.planned_minutes), True),
    _Column("Pain", 0.7, lambda one: _number(one.pain)),
    _Column("Next morning", 1.0, lambda one: _number(one.next_morning)),
    _Column("Effort", 0.8, lambda one: _number(one.effort)),
    _Column("Fatigue", 1.3, lambda one: review.fatigue(one)),
    _Column("Symptoms", 2.0, lambda one: ", ".join(one.symptoms)),
    _Column("Then", 1.0, lambda one: words_review.MOVED.get(one.move, one.move), True),
    _Column("By", 2.4, lambda one: review.who(one) if one.reviewed else "not reviewed", True),
)


def _table(weeks: list[TrendWeek]) -> Table:
    """The columns that some week fills."""
    columns = [one for one in _COLUMNS if one.always or any(map(one.text, weeks))]
    rows: list[tuple[Words, ...]] = [
        (f"{one.week}, {say.short_day(one.starts_on)}", *(each.text(one) or "–" for each in columns))
        for one in weeks
    ]
    header = ("Week, from", *(one.head for one in columns))
    return Table(header, tuple(rows), (1.3, *(one.width for one in columns)), "dense")


def _results(lines: list[ResultLine]) -> tuple[Block, ...]:
    if not lines:
        return ()
    rows: tuple[tuple[Words, ...], ...] = tuple((one.label, _points(one)) for one in lines)
    cut = [one for one in lines if len(one.points) > _POINTS]
    less = " ".join(
        words_review.LAST_RESULTS.format(label=one.label, shown=_POINTS, all=len(one.points)) for one in cut
    )
    return (
        Heading(words_review.RESULTS, 2),
        Table(("Result", "Date and value"), rows, (3, 8), "dense"),
        *((Text(less, "note"),) if less else ()),
    )


def _points(line: ResultLine) -> Words:
    """`20 Nov: 4.9 mmol/L; 14 Dec: 5.1 mmol/L`, the newest in bold."""
    *before, newest = [
        f"{say.short_day(day)} {day[:4]}: {written}" for day, written in line.points[-_POINTS:]
    ] or ["–"]
    return ("".join(f"{one}; " for one in before), Span(newest, bold=True))
