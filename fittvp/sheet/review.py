"""What the last review showed and what follows from it, in one short box: the gravest move first.

It refuses to judge a move: it gathers the streams that one rule, or one hand, moved the same way.
"""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.model.week import MoveLine, TrendWeek
from fittvp.sheet import ahead, say, streams, words_review
from fittvp.sheet.blocks import Block, Box, Bullets, Span, Tone, Words
from fittvp.sheet.moves import short
from fittvp.sheet.notes import Notes, Said, joined

_GRAVITY = ("stop", "pause", "back", "hold", "progress")
_MOST = 5  # answers named that are not known
_TONES: dict[str, Tone] = {"stop": "stop", "pause": "careful"}


def review_box(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Nothing for a new plan."""
    if not plan.trend or not plan.weeks:
        return ()
    last, told = plan.trend[-1], _told(plan)
    title = words_review.SHOWED if last.reviewed else words_review.NOT_REVIEWED
    lines: list[Words] = [_showed(last)]
    lines += [_line(move, by, found, plan, notes) for (move, by), found in told.items()]
    tone = _TONES.get(next(iter(told), ("", ""))[0], "info")
    return (Box(title.format(week=last.week), (Bullets(tuple(lines), style="small"),), tone),)


def _told(plan: Plan) -> dict[tuple[str, str], list[MoveLine]]:
    """The moves of the coming week that matter: of streams with a dose, or that would have one."""
    week = plan.weeks[0]
    moved = [one for one in week.moves if one.stream in week.doses or one.move != "progress"]
    told: dict[tuple[str, str], list[MoveLine]] = {}
    for one in sorted(moved, key=lambda each: (_GRAVITY.index(each.move), not each.by)):
        told.setdefault((one.move, one.by), []).append(one)
    return told


def showed(last: TrendWeek) -> list[str]:
    """What was reported of a week, in words; what was not reported is left out."""
    said: list[str] = []
    if last.sessions is not None:
        said.append(f"{of(last.sessions, last.planned_sessions)} sessions")
    if last.minutes is not None:
        said.append(f"{of(last.minutes, last.planned_minutes)} min")
    said += [f"pain {say.number(last.pain)} of 10"] if last.pain is not None else []
    said += [f"next morning {say.number(last.next_morning)} of 10"] if last.next_morning is not None else []
    said += [f"effort Borg {say.number(last.effort)}"] if last.effort is not None else []
    said += [f"fatigue {fatigue(last)}"] if last.fatigue else []
    return said + last.symptoms


def of(done: float | None, planned: float) -> str:
    """`3 of 4`; a dash for what was not reported."""
    return f"{'–' if done is None else say.number(done)} of {say.number(planned)}"


def fatigue(last: TrendWeek) -> str:
    return words_review.FATIGUE.get(last.fatigue, last.fatigue.replace("_", " "))


def who(last: TrendWeek) -> str:
    """Who reviewed the week, and the note."""
    return ": ".join(part for part in (last.by, last.note) if part)


def _showed(last: TrendWeek) -> Words:
    found = "; ".join(showed(last)) or words_review.NOTHING
    by = f" ({who(last)})" if who(last) else ""
    return (Span(f"{found[:1].upper()}{found[1:]}", bold=True), f"{by}.")


def _line(move: str, by: str, found: list[MoveLine], plan: Plan, notes: Notes) -> Words:
    """One move: its streams, the rules that say it, and the hand that moved it."""
    names = [one.stream for one in found]
    head = words_review.PRESSED if by and move == "progress" else words_review.FOLLOWS[move]
    reasons: list[Said] = _reasons(found, names, plan, notes)
    reasons += [(f"{words_review.BY_HAND}{by.rstrip('.')}",)] if by else []
    if move == "hold" and not reasons:
        reasons = [(words_review.AS_ASKED,)]
    told = joined(reasons, " – ", "; ")
    return (Span(f"{head}: ", bold=True), _scope(names, plan), *(told or (".",)))


def _scope(names: list[str], plan: Plan) -> str:
    week = plan.weeks[0]
    every = {one.stream for one in week.moves if one.stream in week.doses or one in ahead.resting(week)}
    return words_review.EVERYTHING if every and every <= set(names) else streams.scope(names)


def _reasons(found: list[MoveLine], names: list[str], plan: Plan, notes: Notes) -> list[Said]:
    """Each sentence once, with its part of the streams where that is not all of them."""
    by: dict[str, list[str]] = {}
    for one in found:
        for ref in one.rules:
            by.setdefault(ref, []).append(one.stream)
    alike: dict[str, list[str]] = {}
    for ref in by:
        if is_certain(ref, plan):
            alike.setdefault(_sentence(ref, plan), []).append(ref)
    unsure = [ref for ref in by if not is_certain(ref, plan)]
    if unsure:
        alike[_not_known(unsure, plan)] = unsure
    pieces: list[Said] = []
    for said, refs in alike.items():
        mine = [name for name in names if any(name in by[ref] for ref in refs)]
        part = "" if len(mine) == len(names) else f" ({streams.scope(mine)})"
        pieces.append((notes.span(said, refs), part))
    return pieces


def is_certain(ref: str, plan: Plan) -> bool:
    """The rule moves the coming week because of what is known, not because something is not."""
    return not any(ref in one.unsure for one in plan.weeks[0].moves)


def _not_known(refs: list[str], plan: Plan) -> str:
    """The answers whose absence holds, the first few by name."""
    found = say.once(
        label for one in plan.not_known if set(one.rules) & set(refs) for label in one.label.split(", ")
    )
    more = [words_review.AND_MORE] if len(found) > _MOST else []
    names = [f"{name[:1].lower()}{name[1:]}" for name in found[:_MOST]]
    return f"{words_review.NOT_KNOWN}{', '.join([*names, *more]) or words_review.THE_WEEK}"


def _sentence(ref: str, plan: Plan) -> str:
    """A rule of the clearance stands above in full, so here until when; any other in short."""
    rule = plan.rules.get(ref)
    above = any(one.rule == ref for one in plan.clearance.findings)
    if rule is not None and above and rule.until:
        return f"{words_review.UNTIL}{rule.until[:1].lower()}{rule.until[1:].rstrip('.')}"
    lead = next((one for one in plan.leads if one.rule == ref), None)
    said = short(lead) if lead else (rule.says if rule else ref)
    return said.rstrip(".")
