"""One sign, one level, one call on all pages of a handout; and the number to call in an emergency.

A sign that stands in the red box stands nowhere else as less urgent, and none is lost on the way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest
from test_sheets import CLINIC, DAY, ROOT, library, plan_of, squeezed
from test_sheets_many import band, before, check, flag, flagged

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_patient
from fittvp.model.plan import AskedPart, ContactPart, Item, Plan
from fittvp.protocol.strict_yaml import load_strict
from fittvp.sheet import (
    Clinic,
    clinician_document,
    handout_document,
    home,
    signs,
    to_text,
    words_home,
    words_same,
    words_signs,
)
from fittvp.sheet import blocks as b
from fittvp.sheet.home_before import _kept, _ladder
from fittvp.sheet.home_checks import exercise_checks

FILES = sorted((ROOT / "tests" / "people").glob("*.yaml")) + sorted(
    (ROOT / "docs" / "examples").glob("*.yaml")
)
SAME_SIGN = "onfusion|uddled|weakness|numbness|acing|ainting|calf|dark urine|gives way|giving way"


@lru_cache
def plan_for(name: str) -> Plan:
    path = next(path for path in FILES if path.stem == name)
    raw = load_strict(path.read_text(encoding="utf-8"), path.name)
    patient = read_patient(raw, library().facts, DAY, library().formulas)
    return prescribe(library(), patient, DAY, AskedPart())


def levels(plan: Plan) -> dict[str, set[str]]:
    """Each sign by its one name, and how soon every line of the handout that says it asks for help."""
    found: dict[str, set[str]] = {name: {"now"} for name in signs.red_lines(plan)}
    soon = signs.soonest(plan)
    for one in signs.flags(plan, *signs.URGENCIES):
        left = signs.parts(one, soon)
        for said, name in words_same.PARTS.get(one.sign.lower(), ()):
            if name and said in left:
                found.setdefault(name, set()).add(one.urgency)
    checks = [one for one in plan.checks if one.at == "before"]
    for (_, urgency, _), lines in _kept(_ladder(checks, plan)).items():
        for line in lines:
            for name in signs.asked(line.what):
                found.setdefault(name, set()).add(urgency)
    return found


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_no_sign_stands_at_two_urgencies_in_one_handout(name: str) -> None:
    assert {sign: said for sign, said in levels(plan_for(name)).items() if len(said) > 1} == {}


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_each_part_of_a_sign_stands_somewhere_and_at_its_soonest(name: str) -> None:
    plan = plan_for(name)
    if plan.clearance.verdict in ("defer", "refuse"):
        return
    text, soon = squeezed(to_text(handout_document(plan, CLINIC))).lower(), signs.soonest(plan)
    for one in signs.flags(plan, "today", "this week", "next visit", ""):
        every = words_same.PARTS.get(one.sign.lower(), ())
        left = signs.parts(one, soon)
        assert squeezed(signs.what_is_left(one, soon)).lower() in text
        for said, named in every:
            assert said in left or named in soon
            if said not in left and soon[named][0] == 0:
                assert squeezed(named).lower() in text or named == "fever"


def test_what_the_red_box_says_is_not_said_again_with_a_later_call() -> None:
    text = to_text(handout_document(plan_of("first-case-week-6"), CLINIC))
    later = text[text.index("Call today:") : text.index("If not, read from the top")]
    later += text[text.index("Call today, and stop exercise") : text.index("What to leave out")]
    assert re.findall(rf"[^.]*(?:{SAME_SIGN})[^.]*", later.replace("slow and you feel faint", "")) == []
    for kept in (
        "Strong thirst or constipation",
        "New tingling in a leg",
        "joint that locks",
        "swollen, warm",
    ):
        assert kept in later
    assert (
        "clicks or moves"
        not in text[text.index("If not, read from the top") : text.index("While you exercise")]
    )


def test_every_phrase_that_a_sign_of_another_page_is_named_by_is_one_of_page_one_or_is_shared() -> None:
    phrases = {phrase for phrase, _ in words_signs.NOW}
    names = [name for every in words_same.PARTS.values() for _, name in every if name]
    asked = [name for _, every in words_same.ASKED for name in every]
    at_once = [name for every in words_same.AT_ONCE.values() for name in every]
    for name in {*names, *asked}:
        shared = (names + asked + at_once).count(name) > 1
        assert name in phrases or shared, name


def test_a_fever_with_two_calls_is_said_under_the_more_urgent_one() -> None:
    text = before(
        check("s", "Symptoms now", band("Symptoms now includes fever", "no session", "Hot. Rest.", "this week")),
        check("ill", "Unwell today (fever, vomiting, diarrhoea, much less urine)",
              band("Unwell today (fever, vomiting, diarrhoea, much less urine) is yes", "no session", "Call.",
                   "today", "kidney team")),
    )  # fmt: skip
    assert text.lower().count("fever") == 1
    assert "Call today: kidney team" in text


def test_signs_for_another_number_stand_in_the_red_box_under_whom_to_call() -> None:
    plan = flagged(
        flag("The baby moves less", call="maternity unit", patient="Your baby moves less."),
        flag("New chest pain"),
    )
    text = to_text(handout_document(plan, CLINIC))
    box = text[text.index(words_home.STOP) :]
    first, whom = box.index(words_home.NUMBER_FIRST), box.index("Call now: maternity unit")
    assert first < box.index("chest pain or pressure") < whom < box.index("Your baby moves less")


@pytest.mark.parametrize("label", ["Emergency", "Emergencias", "Notruf", "急救", "طوارئ"])
def test_the_emergency_number_that_is_known_stands_before_the_signs_and_once(label: str) -> None:
    plan = plan_of("fit-adult")
    text = to_text(handout_document(plan, Clinic("C", ((label, "117"),))))
    assert text.count("117") == 1
    assert "Call the emergency number, 117:" in text
    own = plan.patient.model_copy(update={"contacts": [ContactPart(role=label, name="", phone="118")]})
    theirs = plan.model_copy(update={"patient": own})
    assert "Call the emergency number, 118:" in to_text(handout_document(theirs))
    assert "emergency number for the handout" not in to_text(clinician_document(theirs))


def test_an_unknown_emergency_number_is_a_line_to_write_on_and_is_asked_for() -> None:
    plan = plan_of("fit-adult")
    assert f"{words_home.EMERGENCY_NUMBER}: {words_home.BLANK}" in to_text(handout_document(plan))
    assert "The emergency number for the handout" in to_text(clinician_document(plan))


def test_the_deferred_page_says_the_danger_first_whom_to_call_with_the_number_and_no_sign_of_other_illness() -> (
    None
):
    text = to_text(handout_document(plan_of("first-case-low-calcium"), CLINIC))
    assert text.index("dangerously low") < text.index("too low to exercise")
    assert "Kidney team 555 0100 and endocrinologist 555 0101, now." in text
    assert "hear today" not in text
    for sign in ("tingling", "cramps", "spasms", "a fit"):
        assert sign in text
    unknown = to_text(handout_document(plan_of("first-case"), CLINIC))
    for other in ("steroid", "glucagon", "ketone", "fistula", "24-hour", "stool"):
        assert other not in unknown
    for own in ("a swelling neck", "chest pain", "hot, red or swollen hip", "cola-dark urine"):
        assert own in unknown


def test_words_that_end_the_exercise_carry_the_red_lamp() -> None:
    for name in ("fit-adult", "first-case-week-6"):
        found = to_text_of(plan_of(name))
        assert not re.findall(r"Easier[^\n]*(?:too much|Stop this exercise)", found)
    lamps = to_text_of(plan_of("fit-adult"))
    light = lamps[lamps.index("traffic light") :].split("\n\n")[0]
    assert [light.index(word) for word in ("Stop", "Easier", "Go")] == sorted(
        light.index(word) for word in ("Stop", "Easier", "Go")
    )


def to_text_of(plan: Plan) -> str:
    return to_text(b.Document("", "", "", "", exercise_checks(plan), "home"))


def item(**held: Any) -> Item:
    return Item(exercise="tandem_stand", name="Heel-to-toe stand", stream="balance", minutes=10.0, **held)


def test_a_balance_stand_is_never_said_as_ten_minutes_of_standing() -> None:
    held = library().exercises["tandem_stand"]
    assert (held.hold, held.hold_most) == (10, 30)
    said = home.dose(item(), hold=[held.hold, held.hold_most])
    assert said == "Hold 10 to 30 seconds, then rest. In all 10 minutes."
    assert home.dose(item()) == "In all 10 minutes, with rests."


def test_the_words_under_the_scale_of_effort_stand_where_their_class_ends() -> None:
    effort = library().axes["effort"]
    bands = {level: said for level, _, _, said in effort.levels}
    assert "with ease" in bands["light"]
    assert "sentences" in bands["moderate"]
    assert "few words" in bands["vigorous"]
    marks = {words: at for at, words in words_home.SCALE}
    tops = {name: high for name, _, high, _ in effort.levels}
    for level, word in (("light", "easy talk"), ("moderate", "sentences"), ("vigorous", "few words")):
        assert effort.ceiling(tops[level], "CR10") == marks[word]
