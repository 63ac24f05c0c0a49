"""The patient's handout: one idea a page, in short words and large type.

It refuses a clinician's sentence: only the patient's sentences of rules stand here.
"""

from __future__ import annotations

from dataclasses import replace

from fittvp.model.plan import Plan
from fittvp.model.tongue import ENGLISH, Tongue
from fittvp.sheet import close, local, say, signs, words_home
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
from fittvp.sheet.tongue import speaking, t

_WHITE = 0.3  # of a page, before an idea that is kept whole


def handout_document(plan: Plan, clinic: Clinic | None = None, tongue: Tongue = ENGLISH) -> Document:
    """The handout; one page without any dose where the plan is deferred or refused.

    `tongue`: its language. What has no translation stands in English and is listed in `untranslated`.
    """
    with speaking(tongue) as missed:
        document = _document(ahead(plan), clinic, tongue)
    return replace(document, untranslated=tuple(missed))


def _document(plan: Plan, clinic: Clinic | None, tongue: Tongue) -> Document:
    name, day = plan.patient.name or plan.patient.id, say.day(plan.as_of)
    address = clinic.address.rstrip(".") if clinic else ""
    return Document(
        title=t("Exercise plan for {name}", name=name),
        subject=t("Handout of {day}", day=day),
        header=t("For {name}, {day}", name=local.apart(name, tongue.direction == "rtl"), day=day),
        footer=". ".join(filter(None, (address, _reviewed(tongue)))),
        blocks=_issued(plan, clinic) if issued(plan) else home_page(plan, clinic),
        size="home",
        draft=t(words_home.DRAFT) if close.draft(plan) else "",
        clinic=clinic.name if clinic else "",
        logo=clinic.logo if clinic else None,
        colour=clinic.colour if clinic else "",
        language=tongue.tag,
        direction=tongue.direction,
        page=t("page {page} of {pages}", page="{page}", pages="{pages}"),
        keywords=("exercise", "handout"),
    )


def _reviewed(tongue: Tongue) -> str:
    """On every page of a translation: who reviewed it, or that nobody has."""
    if tongue.is_english:
        return ""
    if tongue.reviewed is None:
        return t(words_home.NOT_REVIEWED)
    who, on = tongue.reviewed
    return t(words_home.REVIEWED, who=who, on=say.day(on))


def _issued(plan: Plan, clinic: Clinic | None) -> tuple[Block, ...]:
    """What to look at before each session stands ahead of the exercises. Each idea is kept on one page where that
    leaves little of the page before it empty; the diary has pages of its own."""
    ideas = (
        before_page(plan),
        (*how_it_went(plan), *exercise_pages(plan)),
        exercise_checks(plan),
        signs.signs_page(plan),
        care_page(plan),
        ahead_page(plan),
    )
    return (
        *first_page(plan, clinic),
        *(Together(idea, _WHITE) for idea in ideas if idea),
        PageBreak(),
        *diary_pages(plan),
    )
