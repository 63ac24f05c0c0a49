"""What a command says on the terminal after an event: the moves with their rules, the next week, what is unknown.

Floor: cli. Words and JSON only; it refuses to print and to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fittvp.cli.summary import as_json, clearance_lines, dose_words, number, stream_words, wrapped
from fittvp.cli.told import event_words
from fittvp.engine.moves import MOVES

if TYPE_CHECKING:
    from fittvp.model.event import Adjusted
    from fittvp.model.plan import Plan, Week

SAID = {
    "progress": "PROGRESS",
    "hold": "HOLD: no further rise",
    "back": "BACK: lower than before",
    "pause": "PAUSE: not this week",
    "stop": "STOP: not before a clinician has recorded clearance",
}
EVERYTHING = "everything"


def review_lines(plan: Plan) -> Iterator[str]:
    """The move, the rules that decided it, the next week, and what is still unknown."""
    week = plan.weeks[plan.now - 1]
    last = plan.events[-1]
    by = f" by {last.by}" if last.by else ""
    yield f"{plan.id}: week {plan.now - 1} reviewed, {last.on}{by}."
    yield from move_lines(plan, week)
    yield ""
    yield from next_lines(plan)
    if plan.due:
        said = "; ".join(f"{line.label} ({line.last}) until {line.until}" for line in plan.due)
        yield wrapped(f"Goes out of date before the next review: {said}.")
    if plan.clearance.findings or plan.not_known:
        yield ""
        yield from list(clearance_lines(plan))[1:]


def adjust_lines(plan: Plan, before: Plan, what: Adjusted) -> Iterator[str]:
    """What was adjusted, and the week that it is for."""
    last = plan.events[-1]
    yield f"{plan.id}: adjusted from week {what.from_week} on, {last.on} by {last.by}."
    yield wrapped(f"{event_words(last)}: {last.reason}")
    number = min(max(what.from_week, plan.now), len(plan.weeks))
    yield from move_lines(plan, plan.weeks[number - 1])
    yield ""
    yield from next_lines(plan, number)
    known = {one.words for one in before.conflicts}
    yield from (
        wrapped(f"Conflict: {one.words} {one.done}.") for one in plan.conflicts if one.words not in known
    )
    if len(plan.weeks) != len(before.weeks):
        yield f"The plan now has {len(plan.weeks)} weeks."
    if plan.clearance.findings:
        yield ""
        yield from list(clearance_lines(plan))[1:]


def worst_of(week: Week) -> str:
    """The gravest move of a week."""
    return max((line.move for line in week.moves), key=MOVES.index, default="progress")


def move_lines(plan: Plan, week: Week) -> Iterator[str]:
    """Each move with its scope and its rules, the gravest first; a rule for a part of the scope names it."""
    for move in reversed(MOVES):
        lines = [line for line in week.moves if line.move == move]
        if not lines:
            continue
        yield wrapped(f"{SAID[move]} ({_scope([line.stream for line in lines], week)})")
        for by in dict.fromkeys(line.by for line in lines if line.by):
            yield wrapped(f"- {by}", "    ")
        doubted = {ref for line in lines for ref in line.unsure}
        for ref in dict.fromkeys(ref for line in lines for ref in line.rules):
            if ref in doubted:
                continue
            says = plan.rules[ref].says if ref in plan.rules else ""
            names = [line.stream for line in lines if ref in line.rules]
            part = f" ({_scope(names, week)})" if len(names) < len(lines) else ""
            yield wrapped(f"- {says} [{ref}]{part}", "    ")
        if doubted:
            labels = "; ".join(line.label for line in plan.not_known if doubted & set(line.rules))
            rules = f"{len(doubted)} rules" if len(doubted) > 1 else next(iter(doubted))
            yield wrapped(f"- Not known, so it holds: {labels or 'what its rules ask for'} [{rules}]", "    ")


def _scope(names: Sequence[str], week: Week) -> str:
    return EVERYTHING if len(names) == len(week.moves) else "; ".join(map(stream_words, names))


def next_lines(plan: Plan, number: int | None = None) -> Iterator[str]:
    """The coming week (or another), and what is new in it."""
    week = plan.weeks[(number or plan.now) - 1]
    if not week.doses:
        yield f"Week {week.number}, from {week.starts_on}: no exercise."
        return
    past = plan.weeks[week.number - 2] if week.number > 1 else None
    yield f"Week {week.number}, from {week.starts_on}:"
    for stream in week.doses:
        yield wrapped(f"- {stream_words(stream)}: {dose_words(week, stream)}{_was(week, past, stream)}")
    for line in week.waits:
        if line.facts:
            labels = "; ".join(_label(fact, plan) for fact in line.facts)
            yield wrapped(f"  {stream_words(line.stream)} waits: {line.why} ({labels})")


def _label(fact: str, plan: Plan) -> str:
    """A fact as the page names it."""
    return next((one.label for one in plan.not_known if one.fact == fact), fact.replace("_", " "))


def _was(week: Week, past: Week | None, stream: str) -> str:
    """`(was 45 min a week)`, where the main field is new."""
    dose, old = week.doses[stream], past.doses.get(stream, {}) if past else {}
    changed = [name for name in dose if name in old and number(dose[name]) != number(old[name])]
    said = [f"{name.replace('_', ' ')} {number(old[name])}" for name in changed]
    return f" (was {', '.join(said)})" if said else ""


def json_of(plan: Plan, files: list[str], notes: list[str]) -> Mapping[str, Any]:
    """The same for a program."""
    week = plan.weeks[plan.now - 1]
    doses = {
        name: {field: value.model_dump(mode="json", exclude={"reasons"}) for field, value in dose.items()}
        for name, dose in week.doses.items()
    }
    moves = [line.model_dump(mode="json") for line in week.moves]
    return as_json(
        plan, week=plan.now, move=worst_of(week), moves=moves, doses=doses, files=files, notes=notes
    )
