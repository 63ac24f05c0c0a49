"""What lies ahead of a plan: the pages print the weeks from now on, and say which weeks they are.

It refuses to know what the weeks that are over showed, and to decide what rests: the plan says that.
"""

from __future__ import annotations

from fittvp.model.plan import Plan, Week
from fittvp.model.week import MoveLine
from fittvp.sheet import say, words

_RESTING = ("pause", "stop")


def ahead(plan: Plan) -> Plan:
    """The plan from now on: the coming weeks and their exercises; its history stays in `trend` and `events`."""
    used = {item.exercise for week in plan.coming for each in week.sessions for item in each.items}
    exercises = {name: one for name, one in plan.exercises.items() if name in used}
    return plan.model_copy(update={"weeks": plan.coming, "exercises": exercises})


def begun(plan: Plan) -> bool:
    """Some week is over."""
    return plan.now > 1


def span(plan: Plan) -> str:
    """`12 weeks` of a new plan, `weeks 4 to 12` of one that had begun."""
    first, last = plan.now, plan.weeks[-1].number
    if not begun(plan):
        return f"{last} weeks"
    return f"weeks {first} to {last}" if last > first else f"week {first}"


def this_week(plan: Plan) -> str:
    """`week 1` of a new plan, else `now`."""
    return words.NOW if begun(plan) else "week 1"


def resting(week: Week) -> list[MoveLine]:
    """The streams that pause or stop in a week."""
    return [one for one in week.moves if one.move in _RESTING]


def issued(plan: Plan) -> bool:
    """Whether anything may go on."""
    return plan.clearance.verdict in ("ok", "caution") and bool(plan.weeks)


def dated(plan: Plan) -> str:
    """The plan's first day, and the day of its last event where that is another."""
    later = f", as of {say.day(plan.as_of)}" if plan.as_of != plan.on else ""
    return say.day(plan.on) + later
