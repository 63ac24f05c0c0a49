"""For the patient of a reviewed plan: how the last week went, in kind and true words, and what rests now.

It refuses to scold, to praise more than was planned, and to say that something happened when it is only not known.
"""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.model.week import MoveLine, TrendWeek
from fittvp.sheet import ahead, home, say, words_home
from fittvp.sheet.blocks import Block, Box, Bullets, Text
from fittvp.sheet.deferred_home import calls
from fittvp.sheet.home_care import merged
from fittvp.sheet.notes import is_general
from fittvp.sheet.review import is_certain
from fittvp.sheet.tongue import nt, t

_WHY = 2  # sentences that say why


def rest_box(plan: Plan) -> tuple[Block, ...]:
    """Which part of the plan rests this week, why, and whom to call."""
    week = plan.weeks[0]
    shut = {one.word for one in week.closed if one.what == "stream"}
    rests = [one for one in ahead.resting(week) if one.stream not in shut]
    if not rests:
        return ()
    rules = {ref for one in rests for ref in one.rules}
    found = [one for one in plan.clearance.findings if one.rule in rules]
    kinds = say.listed(say.once(_kind(one.stream) for one in rests), "or")
    who = [t(words_home.CALL, who=home.small(one)) for one in calls(found, plan)]
    said = say.once([*merged(one.patient for one in found), *who, t(words_home.REST_GOES_ON)])
    return (Box(t(words_home.RESTS, kinds=kinds), (Bullets(tuple(said), style="small"),), "careful"),)


def _kind(stream: str) -> str:
    return t(words_home.PARTS[stream]) if stream in words_home.PARTS else home.inside(say.stream(stream))


def how_it_went(plan: Plan) -> tuple[Block, ...]:
    """A short box; nothing for a new plan, nor where nothing was reported and nothing follows."""
    if not plan.trend or not plan.trend[-1].reviewed:
        return ()
    last = plan.trend[-1]
    said = [_did(last), *_followed(plan, last)]
    text = home.sentences(said)
    return (Box(t(words_home.WENT), (Text(text, "small"),), "good"),) if text else ()


def _did(last: TrendWeek) -> str:
    """`In week 2 you did 3 of 4 sessions and 60 minutes.` A week without any is not held against anybody."""
    parts = []
    if last.sessions:
        planned = last.planned_sessions
        done = say.number(last.sessions)
        if last.sessions <= planned:
            parts.append(
                nt(
                    "{done} of {planned} session",
                    "{done} of {planned} sessions",
                    planned,
                    done=done,
                    planned=say.number(planned),
                )
            )
        else:
            parts.append(nt("{n} session", "{n} sessions", last.sessions, n=done))
    if last.minutes:
        parts.append(home.minutes(last.minutes))
    return t(words_home.DID, week=last.week, what=say.listed(parts)) if parts else ""


def _followed(plan: Plan, last: TrendWeek) -> list[str]:
    """What happened, by the gravest move of what goes on; and why, in the patient's words of its rules."""
    week = plan.weeks[0]
    told = [one for one in week.moves if one.stream in week.doses]
    rests = bool(rest_box(plan))
    said = [t(words_home.PART_RESTS)] if rests else []
    for move in ("back", "hold"):
        mine = [one for one in told if one.move == move]
        if mine:
            followed = t(words_home.FOLLOWED[move, len(mine) == len(told), rests])
            helps = [t(words_home.BACK_HELPS)] if move == "back" else []
            return [*said, followed, *_why(mine, plan), *helps]
    return [*said, *_praise(plan, last)]


def _why(moved: list[MoveLine], plan: Plan) -> list[str]:
    rules = say.once(ref for one in moved for ref in one.rules)
    known = sorted((ref for ref in rules if is_certain(ref, plan) and ref in plan.rules), key=_general_last)
    said = merged(plan.rules[ref].patient for ref in known)[:_WHY]
    if not said and any(one.by for one in moved):
        return [t(words_home.CHOSEN)]
    return said or ([t(words_home.NOT_HEARD)] if rules and not known else [])


def _general_last(ref: str) -> bool:
    """The rules for everyone tell what happened; those of a condition what to do when it does."""
    return not is_general(ref)


def _praise(plan: Plan, last: TrendWeek) -> list[str]:
    """Only of a week that goes on, and never for more than was planned."""
    if (last.minutes or 0.0) > last.planned_minutes:
        return [t(words_home.OVER)]
    said = []
    if last.sessions and last.sessions >= last.planned_sessions:
        said.append(t(words_home.ALL_DONE))
    elif _more(plan.trend):
        said.append(t(words_home.MORE_THAN_BEFORE))
    coming = sum(one.main for one in plan.weeks[0].sessions)
    return [*said, t(words_home.A_STEP_UP)] if said and coming > last.planned_minutes else said


def _more(weeks: list[TrendWeek]) -> bool:
    """More minutes than in the week before, where both are known; else more sessions."""
    if len(weeks) < 2:
        return False
    before, last = weeks[-2:]
    if before.minutes is not None and last.minutes is not None:
        return last.minutes > before.minutes
    known = before.sessions is not None and last.sessions is not None and last.minutes is None
    return known and (last.sessions or 0.0) > (before.sessions or 0.0)
