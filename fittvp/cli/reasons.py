"""The chain of reasons behind a number of a plan: from its start, through each week's acts, to its sources.

Floor: cli. Reads only the plan; it refuses to load protocols: a plan explains itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fittvp.cli.summary import number, stream_words
from fittvp.model.plan import Beside, Plan, ReasonLine, Value, Week

SEEN = {"full": "read in full", "secondary": "read as quoted elsewhere", "memory": "recalled, not checked"}


@dataclass(frozen=True, slots=True)
class Act:
    """What happened to a value in a week, and what it was after that."""

    week: int
    act: str
    words: str
    value: str
    rules: tuple[str, ...]
    yielded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A field's value in a week, and every act that led there."""

    field: str
    week: int
    value: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the plan that is no dose, with its rules."""

    words: str
    rules: tuple[str, ...]


def fields_of(week: Week) -> list[str]:
    """Every dose and every ceiling of a week, as `stream.field`."""
    doses = [f"{stream}.{field}" for stream, fields in week.doses.items() for field in fields]
    beside = [f"{stream}.{line.field}" for stream, lines in week.beside.items() for line in lines]
    return list(dict.fromkeys([*doses, *beside]))


def spelled(field: str) -> str:
    """`resistance.lower.load` and `resistance lower load` as `resistance_lower.load`; a part as it is."""
    word = re.sub(r"[\s-]+", "_", field.strip().casefold())
    stream, dot, last = word.rpartition(".")
    return f"{stream.replace('.', '_')}.{last}" if dot else word


def chain_of(plan: Plan, field: str, week: int) -> Chain | None:
    """The chain of a dose or a ceiling; None where the week has no such field."""
    stream, _, name = field.rpartition(".")
    doses = plan.weeks[week - 1].doses.get(stream, {})
    if name in doses:
        return Chain(field, week, _written(doses[name]), tuple(_acts(plan, stream, name, week)))
    acts = tuple(_ceilings(plan, stream, name, week))
    return Chain(field, week, acts[-1].value, acts) if acts and acts[-1].week == week else None


def _acts(plan: Plan, stream: str, field: str, last: int) -> Iterator[Act]:
    """Only what is new in each week: what a week repeats of the week before is said once."""
    before: Sequence[ReasonLine] = ()
    for week in plan.weeks[:last]:
        value = week.doses.get(stream, {}).get(field)
        reasons = value.reasons if value is not None else ()
        for line in reasons:
            if (
                value is not None
                and line not in before
                and not (line.act == "rounded" and week.number < last)
            ):
                yield Act(
                    week.number, line.act, line.words, _written(value), tuple(line.rules), tuple(line.yielded)
                )
        if last == week.number and value is not None:
            held = [line for line in reasons if line.act == "rounded" and line in before]
            yield from (
                Act(last, line.act, line.words, _written(value), tuple(line.rules), ()) for line in held
            )
        before = reasons


def _ceilings(plan: Plan, stream: str, field: str, last: int) -> Iterator[Act]:
    """A ceiling printed beside the dose: each week in which it changed, and the week asked for."""
    before: list[Beside] = []
    for week in plan.weeks[:last]:
        found = [line for line in week.beside.get(stream, ()) if line.field == field]
        for line in found:
            if line not in before or week.number == last:
                yield Act(week.number, "limited", line.written, line.written, tuple(line.rules), ())
        before = found


def _written(value: Value) -> str:
    return f"{number(value)} {value.unit}"


def parts_of(plan: Plan, week: int | None) -> dict[str, list[Said]]:
    """Everything else that a plan says with rules behind it, by its name in plan.json."""
    closed = plan.weeks[week - 1].closed if week else []
    return {
        "clearance": [Said(f"{f.verdict}: {f.says} Do: {f.do}", (f.rule,)) for f in plan.clearance.findings],
        "today": [Said(f"{plan.today.then}: {' '.join(plan.today.lines)}", tuple(plan.today.rules))],
        "not_known": [Said(f"{n.label}: {n.would_change}", tuple(n.rules)) for n in plan.not_known],
        "closed": [Said(f"{c.label} ({c.what}) is closed. {c.until}", tuple(c.rules)) for c in closed],
        "headings": [
            Said(f"{stream_words(h.stream)} {h.field} heads for {h.low:g} to {h.high:g} {h.unit}",
                 (*h.aim_rules, *h.limit_rules))
            for h in plan.headings
        ],
        "under_least": [
            Said(f"{stream_words(u.stream)} {u.field} reaches {u.reaches:g} of {u.least:g} {u.unit}",
                 (*u.least_rules, *u.limit_rules))
            for u in plan.under_least
        ],
        "goals": [Said(f"{g.label}: {g.answer}. {g.words}", tuple(g.rules)) for g in plan.goals],
        "conflicts": [Said(c.words, tuple(c.rules)) for c in plan.conflicts],
        "checks": [
            Said(f"{c.label}, {c.at} a session: {band.condition}: {band.then}", (band.rule,))
            for c in plan.checks for band in c.bands
        ],
        "leads": [Said(f"{lead.move}: {lead.says}", (lead.rule,)) for lead in plan.leads],
        "monitoring": [
            Said(f"{w.what}, {w.how_often}: {w.threshold}", tuple(w.rules)) for w in plan.monitoring
        ],
        "advice": [Said(w.says, tuple(w.rules)) for w in plan.advice],
        "red_flags": [Said(f"{w.sign}: {w.urgency}, {w.call}", tuple(w.rules)) for w in plan.red_flags],
    }  # fmt: skip


def rule_lines(plan: Plan, ref: str) -> Iterator[str]:
    """A rule with its sentence, and each of its sources with place, strength and how it was seen."""
    rule = plan.rules.get(ref)
    if rule is None:
        yield f"{ref}: this plan.json does not hold the rule."
        return
    yield f"{ref}: {rule.says}"
    if not rule.certain:
        yield "  It stands because a fact that it needs is not known."
    for cite in rule.sources:
        source = plan.sources.get(cite.id, {})
        authors = [name for name in source.get("authors", ()) if "not seen" not in name]
        who = f"{authors[0]}{' et al.' if len(authors) > 1 else ''}, " if authors else ""
        year = f" ({source['year']})" if source.get("year") else ""
        title = str(source.get("title", cite.id)).rstrip(".")
        yield f"  Source: {who}{title}{year}; {cite.where}; {cite.strength}; {SEEN.get(cite.seen, cite.seen)}"
