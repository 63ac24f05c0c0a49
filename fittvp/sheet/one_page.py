"""The week on one page for the refrigerator: the days, the exercises in a table, when to stop and whom to call.

It is printed beside the whole handout and says so: the checks before a session stand there.
"""

from __future__ import annotations

from dataclasses import replace

from fittvp.model.plan import Item, Plan
from fittvp.model.tongue import ENGLISH, Tongue
from fittvp.sheet import handout, home, home_week, say, signs
from fittvp.sheet.ahead import ahead, issued
from fittvp.sheet.blocks import Block, Document, OneOf, Span, Table, Text, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.home_review import rest_box
from fittvp.sheet.tongue import speaking, t


def one_page_document(plan: Plan, clinic: Clinic | None = None, tongue: Tongue = ENGLISH) -> Document:
    """One page; what the handout itself says where the plan is deferred or refused."""
    whole = handout.handout_document(plan, clinic, tongue)
    coming = ahead(plan)
    if not issued(coming):
        return whole
    with speaking(tongue) as missed:
        blocks = _page(coming, clinic)
    return replace(whole, blocks=blocks, one_page=True, untranslated=tuple(missed))


def _page(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    week = plan.weeks[0]
    top = home_week.top_of(plan)
    told = Text(home_week.summary(week), "small")
    more = Text(t("This page is the short form. Before each session look at your whole handout."), "small")
    rest = (*home_week.effort(week, scale=False), *home_week.pulse(week), more)
    stop, tight = signs.stop_box(plan, clinic), signs.stop_box(plan, clinic, "tight")
    forms = (
        (*top, *rest_box(plan), home_week.strip(week), told, _table(plan), *rest, stop),
        (*top, *rest_box(plan), home_week.strip(week), told, _table(plan), *rest, tight),
        (*top, *rest_box(plan), home_week.strip(week), _table(plan), *rest, tight),
        (*top, *rest_box(plan), _table(plan), *rest, tight),
    )
    return (OneOf(tuple((form, ()) for form in forms)),)


def _table(plan: Plan) -> Table:
    """Name, dose and days of each exercise of the coming week."""
    items: dict[str, Item] = {}
    days: dict[str, list[str]] = {}
    for session in plan.weeks[0].sessions:
        for item in session.items:
            items.setdefault(item.exercise, item)
            days.setdefault(item.exercise, []).append(home_week.short_day(session.weekday))
    rows: list[tuple[Words, ...]] = []
    for name, item in items.items():
        told = plan.exercises.get(name, {})
        dose = home.dose(item, bool(told.get("left_right")), told.get("hold") or ())
        rows.append((Span(home.told(item.name), bold=True), dose, say.listed(dict.fromkeys(days[name]))))
    header = (t("Exercise"), t("How much"), t("Days"))
    return Table(header, tuple(rows), (1.5, 2.2, 1.1), "dense")
