"""The patient's handout: one idea a page, in short words and large type.

It refuses a clinician's sentence: only the patient's sentences of rules stand here.
"""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import close, say, signs
from fittvp.sheet.ahead import ahead, issued
from fittvp.sheet.blocks import Block, Document, PageBreak, Together
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.deferred_home import home_page
from fittvp.sheet.home_before import before_page
from fittvp.sheet.home_care import care_page
from fittvp.sheet.home_checks import exercise_checks
from fittvp.sheet.home_diary import diary_pages
from fittvp.sheet.home_exercises import exercise_pages
from fittvp.sheet.home_growth import ahead_page
from fittvp.sheet.home_review import how_it_went
from fittvp.sheet.home_week import first_page


def handout_document(plan: Plan, clinic: Clinic | None = None) -> Document:
    """The handout; one page without any dose where the plan is deferred or refused."""
    plan = ahead(plan)
    name = plan.patient.name or plan.patient.id
    return Document(
        title=f"Exercise plan for {name}",
        subject=f"Handout of {say.day(plan.as_of)}",
        header=f"For {name}, {say.day(plan.as_of)}",
        footer=clinic.address if clinic else "",
        blocks=_issued(plan, clinic) if issued(plan) else home_page(plan, clinic),
        size="home",
        draft=close.draft(plan),
        clinic=clinic.name if clinic else "",
        logo=clinic.logo if clinic else None,
        keywords=("exercise", "handout"),
    )


def _issued(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """Each idea kept on one page; short ones share it."""
    ideas = (
        before_page(plan),
        exercise_checks(plan),
        signs.signs_page(plan),
        care_page(plan),
        ahead_page(plan),
    )
    exercises = (*how_it_went(plan), *exercise_pages(plan))
    return (
        *first_page(plan, clinic),
        *((PageBreak(), *exercises) if exercises else ()),
        *(Together(idea) for idea in ideas if idea),
        PageBreak(),
        *diary_pages(plan),
    )
