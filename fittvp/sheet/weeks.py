"""The prescription week by week: one table for each modality, with frequency, intensity, time, type, volume.

It refuses to compute: it lays out the values of the plan, with their notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fittvp.model.plan import Effort, Plan, Value, Week
from fittvp.sheet import say, streams, weeks_below, words
from fittvp.sheet.blocks import Block, Heading, Span, Table, Text, Words
from fittvp.sheet.notes import Notes, rules_of
from fittvp.sheet.streams import Group


def week_blocks(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Every modality's table, aerobic first."""
    found: list[Block] = [Heading("Week by week", 1)]
    for group in streams.groups(plan):
        found += [Heading(group.title, 2), _table(plan, group, notes), *weeks_below.below(plan, group, notes)]
    sources = say.once(str(one.get("met_source", "")) for one in plan.exercises.values())
    met = words.MET_NOTE.format(sources="Sources: " + "; ".join(sorted(sources)) + "." if sources else "")
    return (*found, Text(f"{met} {words.SCALES_NOTE} {plan.heart_rate_why}", "note"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a week table: what stands in it, and the field whose reasons it prints."""

    head: str
    width: float
    field: str
    text: Callable[[Value, Effort | None, Week], str] = lambda value, _effort, _week: say.value(value)


def _level(value: Value, effort: Effort | None, _week: Week) -> str:
    return f"{say.value(value)}, {effort.level}" if effort else say.value(value)


def _scales(_value: Value, effort: Effort | None, _week: Week) -> str:
    """Borg, then CR10 or the repetitions left."""
    if effort is None:
        return "–"
    second = effort.cr10 or effort.spare
    return say.pair(*effort.borg) + (f"; {say.pair(*second)}" if second else "")


def _met(_value: Value, _effort: Effort | None, week: Week) -> str:
    return say.number(week.met_minutes) if week.met_minutes is not None else "–"


_ALL = (
    Column("F: days", 1.5, "sessions"),
    Column("I: % HRR", 1.9, "intensity", _level),
    Column("I: Borg; CR10", 1.7, "intensity", _scales),
    Column("I: bpm", 1.2, "heart_rate"),
    Column("I: % 1RM", 2.0, "load", _level),
    Column("I: Borg; reps left", 2.2, "load", _scales),
    Column("T: min", 1.3, "session_time"),
    Column("T: bouts of", 1.3, "bout"),
    Column("T: sets", 1.2, "sets"),
    Column("T: times", 1.2, "repetitions"),
    Column("T: hold, s", 1.2, "hold"),
    Column("V: a week", 1.5, "volume"),
)
_MET = Column("V: MET-min", 1.5, "volume", _met)


def _columns(plan: Plan, group: Group) -> list[Column]:
    """The columns that some week fills."""
    have = {field for week in plan.weeks for field in week.doses.get(group.first, {})}
    found = [one for one in _ALL if one.field in have]
    if group.modality == "aerobic" and any(week.met_minutes is not None for week in plan.weeks):
        found.append(_MET)
    return found


def _table(plan: Plan, group: Group, notes: Notes) -> Table:
    columns = _columns(plan, group)
    header: tuple[Words, ...] = ("Week, from", *(one.head for one in columns))
    widths = (1.7, *(one.width for one in columns))
    seen: dict[str, _Seen] = {one.head: _Seen() for one in columns}
    rows = [_row(run, group, notes, columns, seen) for run in _runs(plan, group)]
    return Table(header, tuple(rows), widths, "dense")


@dataclass(slots=True)
class _Seen:
    """What a column has shown so far: its numerals, and the rules behind the last one."""

    texts: set[str] = field(default_factory=set)
    rules: tuple[str, ...] | None = None


def _runs(plan: Plan, group: Group) -> list[list[Week]]:
    """Weeks that follow each other with equal values share one row."""
    runs: list[list[Week]] = []
    for week in plan.weeks:
        if runs and _key(runs[-1][-1], group) == _key(week, group):
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs


def _key(week: Week, group: Group) -> tuple[object, ...]:
    fields = {name: (v.low, v.high) for name, v in week.doses.get(group.first, {}).items()}
    met = week.met_minutes if group.modality == "aerobic" else None
    return fields, week.effort.get(group.first), met


def _row(
    run: list[Week], group: Group, notes: Notes, columns: list[Column], seen: dict[str, _Seen]
) -> tuple[Words, ...]:
    """One week, or several alike: what changed in bold; notes where the numeral or its rules are new."""
    week = run[0]
    fields, effort = week.doses.get(group.first, {}), week.effort.get(group.first)
    label = str(week.number) if len(run) == 1 else f"{week.number}–{run[-1].number}"
    cells: list[Words] = [f"{label}, {say.short_day(week.starts_on)}"]
    for one in columns:
        found = fields.get(one.field)
        if found is None:
            cells.append("–")
            continue
        said, known = one.text(found, effort, week), seen[one.head]
        changed = f"{group.first}.{one.field}" in week.changed
        every = [each.doses[stream][one.field] for each in run for stream in group.streams]
        rules = tuple(say.once(ref for value in every for ref in rules_of(value, fresh=False)))
        if said in known.texts and set(rules) == set(known.rules or ()):
            cells.append(Span(said, bold=changed))
        else:
            first = say.once(ref for value in every for ref in rules_of(value)) if known.rules is None else []
            cells.append(notes.deciding(said, say.once([*first, *rules]), changed))
        known.texts.add(said)
        known.rules = rules
    return tuple(cells)
