"""What the plan says of itself: where each field is heading and when, doses under the least, goals, conflicts.

Floor: engine. Pure. It reads the folded weeks; it refuses to change them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fittvp.engine.advance import House, WeekState, growth_of
from fittvp.engine.doses import Chosen
from fittvp.engine.limits import Limits, clashes
from fittvp.engine.progress import Growth, goals
from fittvp.engine.stream import EPS, PAIRS, UNITS, day_cap, printed
from fittvp.model.dose import Doses
from fittvp.model.plan import Conflict, GoalAnswer, Heading, Least
from fittvp.protocol.catalogue import Goal
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Limit

SHOWN = ("volume", "sessions", "session_time", "intensity", "sets", "repetitions", "load", "hold")


def headings(states: Sequence[WeekState], house: House) -> list[Heading]:
    """Where each field ends with good weeks: the aim, or the limit that stops it, and the week it gets there."""
    final, found = states[-1], []
    for name in final.streams:
        if name in final.limits.closed:
            continue
        growth = growth_of(final, name, house)
        aims = goals(growth)
        for field in SHOWN:
            if field in aims:
                found.append(_heading(name, field, aims[field], growth, states))
    return found


def _heading(
    name: str, field: str, goal: tuple[float, float], growth: Growth, states: Sequence[WeekState]
) -> Heading:
    aim = growth.aim(field)
    unit = "sets/week" if field == "volume" and growth.stream.modality.shape == "sets" else UNITS[field]
    limit = growth.limits.ceiling(name, field)
    stopped = (
        limit is not None
        and limit.value <= goal[1] + EPS
        and aim is not None
        and aim.high > limit.value + EPS
    )
    refs = limit.refs if limit is not None and stopped else ()
    if field == "sessions" and aim is not None and not refs:
        cap, day_refs = day_cap(growth.limits, name)
        refs = day_refs if cap < aim.low else ()
    week = next((s.number for s in states if name in s.streams and _there(s, name, field, goal)), None)
    refs = refs or (_holding(states[-1], name) if week is None else ())
    below = aim is not None and goal[1] < (aim.low if field not in PAIRS else aim.high) - EPS
    below = below and not (refs and _chosen(states[-1]).issuperset(refs))
    return Heading(
        stream=name, field=field, low=goal[0], high=goal[1], unit=unit, week=week,
        aim_rules=list(aim.refs) if aim else [], limit_rules=list(refs), below_aim=below,
    )  # fmt: skip


def _chosen(state: WeekState) -> set[str]:
    """Limits that are the patient's own choice: what they leave is the whole dose."""
    return {
        held.rule.ref
        for held in state.rules.limit
        if held.certain and isinstance(held.rule.effect, Limit) and held.rule.effect.chosen
    }


def _there(state: WeekState, name: str, field: str, goal: tuple[float, float]) -> bool:
    stream = state.streams[name]
    low, high = stream.values.get(field, (stream.at(field), stream.at(field)))
    return high >= goal[1] - EPS and (field not in PAIRS or low >= goal[0] - EPS)


def under_least(states: Sequence[WeekState], found: Sequence[Heading]) -> list[Least]:
    """Streams that a limit, a closure or a standing hold keeps under the least known to work."""
    final, lines = states[-1], []
    chosen = _chosen(final)
    for heading in found:
        target = final.targets[heading.stream].least.get(heading.field)
        held = heading.week is None and _holding(final, heading.stream)
        reaches = min(heading.high, final.streams[heading.stream].at(heading.field)) if held else heading.high
        if target is None or reaches >= target.high - EPS or chosen.intersection(heading.limit_rules):
            continue
        lines.append(
            _least(heading.stream, heading.field, heading.unit, reaches, target, heading.limit_rules)
        )
    for name in sorted(final.limits.closed.keys() & final.targets.keys()):
        for field, target in list(final.targets[name].least.items())[:1]:  # said once for a whole stream
            unit = "sets/week" if field == "volume" and "_" in name else UNITS[field]
            lines.append(_least(name, field, unit, 0.0, target, final.limits.closed[name]))
    return lines


def _least(stream: str, field: str, unit: str, reaches: float, target: Chosen, rules: Sequence[str]) -> Least:
    return Least(
        stream=stream, field=field, reaches=reaches, least=target.high, unit=unit, least_rules=list(target.refs),
        limit_rules=list(rules), instead="Ask about supervised sessions: with somebody at hand more may be possible.",
    )  # fmt: skip


def _holding(final: WeekState, name: str) -> tuple[str, ...]:
    """The rules of a hold that still stands when nothing changes any more."""
    moved = final.moves.get(name)
    return tuple(moved.refs) if moved is not None and moved.move == "hold" else ()


def goal_answers(named: Sequence[str], library: Library, states: Sequence[WeekState]) -> list[GoalAnswer]:
    """Every goal the patient names: now; later, and what must be true; or not, which rule, and what instead."""
    return [_goal(library.goals[name], library, states) for name in sorted(named) if name in library.goals]


def _goal(goal: Goal, library: Library, states: Sequence[WeekState]) -> GoalAnswer:
    instead = [library.exercises[i].name if i in library.exercises else i for i in goal.instead]
    blockers: list[tuple[str, ...]] = [_blocked(goal, state.limits) for state in states]
    open_from = next((s.number for s, b in zip(states, blockers, strict=True) if not b), None)
    reached = next(
        (s.number for s, b in zip(states, blockers, strict=True) if not b and _reached(goal, s)), None
    )
    if reached == states[0].number:
        since = "from the first week" if reached == 1 else "already"
        return _answer(goal, "now", reached, f"Part of the plan {since}.", (), [])
    if reached is not None:
        words = f"At this pace in week {reached}, if the weeks go well."
        return _answer(goal, "later", reached, words, blockers[0], instead)
    if open_from is None or blockers[-1]:
        rules = blockers[-1]
        until = "; ".join(sorted({library.rules[r].until for r in rules if r in library.rules} - {""}))
        answer = "later" if until else "not"
        words = f"Not yet. It opens: {until}" if until else "Not in this plan: a rule closes it."
        return _answer(goal, answer, None, words, rules, instead)
    return _answer(
        goal, "not", None, "Limits keep the dose below what it needs.", _short_of(goal, states[-1]), instead
    )


def _answer(
    goal: Goal, answer: str, week: int | None, words: str, rules: Sequence[str], instead: list[str]
) -> GoalAnswer:
    return GoalAnswer(
        goal=goal.id,
        label=goal.label,
        answer=answer,
        week=week,
        words=words,
        rules=list(rules),
        instead=instead,
    )


def _blocked(goal: Goal, limits: Limits) -> tuple[str, ...]:
    """Rules that close something the goal needs."""
    refs: set[str] = set()
    for what, word in goal.uses:
        if what == "modality":
            streams = [s for s in limits.closed if s.partition("_")[0] == word or s == word.replace(" ", "_")]
            refs.update(ref for s in streams for ref in limits.closed[s])
        else:
            refs.update(ref for kind, closed, _, ref in limits.closes if (kind, closed) == (what, word))
    return tuple(sorted(refs))


def _reached(goal: Goal, state: WeekState) -> bool:
    return all(
        stream in state.streams and state.streams[stream].at(field) >= value - EPS
        for stream, field, value in goal.needs
    )


def _short_of(goal: Goal, state: WeekState) -> tuple[str, ...]:
    refs: set[str] = set()
    for stream, field, _ in goal.needs:
        limit = state.limits.ceiling(stream, field)
        refs.update(limit.refs if limit else ())
        refs.update(state.limits.closed.get(stream, ()))
    return tuple(sorted(refs))


def conflicts(states: Sequence[WeekState], unserved: Mapping[int, Sequence[str]]) -> list[Conflict]:
    """Bands that do not meet, floors above ceilings, and doses that no open exercise can serve."""
    found: dict[str, Conflict] = {}
    for state in states:
        for (stream, field), low, high in clashes(state.limits):
            words = f"{stream} {field}: {low.written} and {high.written} cannot both hold"
            found.setdefault(
                words, Conflict(words=words, rules=[*low.refs, *high.refs], done="the safe side is printed")
            )
        for stream, target in state.targets.items():
            for field, refs in target.apart:
                words = f"{stream} {field}: the protocols' bands do not meet"
                found.setdefault(
                    words, Conflict(words=words, rules=list(refs), done="the lower band is printed")
                )
    for week, streams in unserved.items():
        for stream in streams:
            closing = sorted({ref for _, _, scope, ref in states[week - 1].limits.closes if stream in scope})
            words = f"{stream}: no exercise is left that every rule, place and piece of equipment allows"
            done = "no session of it is printed; offer supervision or other equipment"
            found.setdefault(words, Conflict(words=words, rules=closing, done=done))
    return list(found.values())


def printed_week(state: WeekState) -> Doses:
    """The open streams of a week as they are printed."""
    return {
        name: printed(stream, state.limits, state.extras.get(name, {}))
        for name, stream in state.streams.items()
        if name not in state.limits.closed and not state.rests(name)
    }
