"""Below each week table: the types, how it feels, warm-up, what is kept beside the dose, and why it waits."""

from __future__ import annotations

from fittvp.model.plan import Plan, Week
from fittvp.sheet import ahead, say, streams, words, words_review
from fittvp.sheet.blocks import Block, Span, Text
from fittvp.sheet.notes import Notes, Said, joined
from fittvp.sheet.streams import Group


def types(week: Week, group: Group) -> str:
    """The kinds of exercise that serve a group in a week."""
    return "; ".join(say.once(", ".join(week.types.get(stream, [])) for stream in group.streams))


def below(plan: Plan, group: Group, notes: Notes) -> list[Block]:
    """One small paragraph: what the table leaves unsaid."""
    said: list[Span | str] = []
    kinds: dict[str, list[int]] = {}
    for week in plan.weeks:
        if group.first in week.doses:
            kinds.setdefault(types(week, group), []).append(week.number)
    for kind, numbers in kinds.items():
        when = "" if len(kinds) == 1 else f" ({say.weeks(numbers, len(plan.weeks))})"
        said += [Span(f"T: type{when}: ", bold=True), f"{kind or 'none left'}. "]
    talk = say.once(week.effort[group.first].words for week in plan.weeks if group.first in week.effort)
    said += [Span("Feels: ", bold=True), " ".join(talk) + " "] if talk else []
    if len(group.streams) > 1:
        said.append("Volume is that of each region. ")
    for maker in (_rests, _warm, _beside, _waits):
        more = maker(plan, group, notes)
        said += [*more, " "] if more else []
    return [Text(tuple(said), "small")] if said else []


def _rests(plan: Plan, group: Group, notes: Notes) -> Said:
    """A kind that rests now: what its later weeks wait for."""
    found = next((one for one in ahead.resting(plan.weeks[0]) if one.stream in group.streams), None)
    if found is None:
        return ()
    until = say.once(plan.rules[ref].until for ref in found.rules if ref in plan.rules)
    said = notes.span(words_review.RESTS_IN.format(week=plan.now), found.rules, bold=True)
    return (said, f" {words_review.LATER_WEEKS}{' '.join(until)}" if until else "")


def _warm(plan: Plan, group: Group, notes: Notes) -> Said:
    """Warm-up and cool-down: their weeks, where they change."""
    pieces: list[Said] = []
    for name in ("warm_up", "cool_down"):
        by_words: dict[str, list[Week]] = {}
        for week in plan.weeks:
            found = week.doses.get(group.first, {}).get(name)
            if found is not None:
                by_words.setdefault(f"{say.field(name)} {say.value(found)} min", []).append(week)
        for said, weeks in by_words.items():
            when = say.weeks([week.number for week in weeks], len(plan.weeks))
            pieces.append((notes.value(said, weeks[0].doses[group.first][name]), f" ({when})"))
    return joined(pieces, "Not counted in the dose: ")


def _beside(plan: Plan, group: Group, notes: Notes) -> Said:
    found: dict[tuple[str, tuple[str, ...]], dict[str, list[int]]] = {}
    for week in plan.weeks:
        for stream in group.streams:
            for one in week.beside.get(stream, []):
                weeks = found.setdefault((streams.beside_words(one), tuple(one.rules)), {})
                weeks.setdefault(stream, []).append(week.number)
    pieces: list[Said] = []
    for (said, rules), weeks in found.items():
        names = [words.REGIONS.get(name.partition("_")[2], "") for name in weeks]
        scope = "" if len(weeks) == len(group.streams) else f"{say.listed(names)}, "
        numbers = [number for each in weeks.values() for number in each]
        pieces.append((notes.span(said, rules), f" ({scope}{say.weeks(numbers, len(plan.weeks))})"))
    return joined(pieces, "Kept beside the dose: ")


def _waits(plan: Plan, group: Group, notes: Notes) -> Said:
    """Why nothing moved up in which weeks."""
    found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for week in plan.weeks:
        for wait in week.waits:
            if wait.stream == group.first:
                found.setdefault((_why(wait.why, wait.facts), tuple(wait.rules)), []).append(week.number)
    pieces: list[Said] = [
        (notes.span(f"{say.weeks(numbers, len(plan.weeks))}: {why}", rules),)
        for (why, rules), numbers in found.items()
    ]
    return joined(pieces, "Does not move up in ")


def _why(why: str, facts: list[str]) -> str:
    said = words.WHY.get(why, why)
    for name, label in words.STREAMS.items():
        said = said.replace(name, label.lower())
    return said + (f" (not known: {', '.join(facts).replace('_', ' ')})" if facts else "")
