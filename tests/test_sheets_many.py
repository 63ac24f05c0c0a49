"""Patients with several conditions: no sign, band or limit of one protocol hides behind another's on the handout."""

from __future__ import annotations

import re
from typing import Any

import pytest
from test_sheets import CLINIC, every_block, library, plan_of, read_pages, squeezed

from fittvp.model.plan import Beside, CheckBandPart, CheckPart, Plan, WatchPart
from fittvp.pdf import render
from fittvp.protocol import rules as kinds
from fittvp.sheet import blocks as b
from fittvp.sheet import clinician_document, handout_document, home, signs, to_text, words_home, words_signs
from fittvp.sheet.home_before import before_page
from fittvp.sheet.home_care import care_page, merged
from fittvp.sheet.home_checks import exercise_checks
from fittvp.sheet.streams import beside_words

# What a phrase may leave to be understood: the phrase then speaks of more, never of less.
WIDER = set(
    re.findall(
        "[a-z]+",
        "a an and any or of the in on to by with after under at be that not new sudden suddenly unusual odd very once ever "
        "during just exercise effort small load loss lost fall cannot knee heel beat without",
    )
)
SAME = (
    ("breath", "trouble"), ("uneven", "jumping"), ("dizzi", "racing"), ("palpita", "racing"), ("muscle", "weakness"),
    ("collaps", "faint"), ("black", "faint"), ("drowsi", "wake"), ("injury", "blow"), ("knock", "blow"),
    ("bear", "stand"), ("weight", "stand"), ("take", "stand"), ("arm", "weak"), ("unwell", "ill"), ("growing", "bigger"),
    ("weeping", "wet"), ("genitals", "private"), ("urine", "water"), ("power", "pop"), ("straighten", "pop"),
    ("push", "pop"), ("off", "pop"), ("blood", "blow"), ("thinner", "blow"), ("vomit", "throw"), ("pain", "sore"),
    ("infection", "chest"), ("puncture", "foot"), ("rest", "racing"), ("bad", "strong"), ("severe", "strong"),
    ("will", "not stop"), ("slowing", "slows"), ("coloured", "dark"), ("swelling", "swollen"), ("out", "faint"),
)  # fmt: skip


def flag(sign: str, urgency: str = "now", call: str = "emergency services", patient: str = "") -> WatchPart:
    return WatchPart(
        kind="red flag", says=sign, patient=patient or f"{sign}, in my words.", sign=sign, what="", how_often="",
        threshold="", urgency=urgency, call=call, rules=["general@1#flag-chest-pain"],
    )  # fmt: skip


def flagged(*flags: WatchPart) -> Plan:
    return plan_of("fit-adult").model_copy(update={"red_flags": list(flags)})


def band(condition: str, then: Any, told: str, urgency: str = "", tell: str = "") -> CheckBandPart:
    return CheckBandPart(then=then, condition=condition, say=told, urgency=urgency, tell=tell, rule="x@1#y")


def check(measure: str, label: str, *bands: CheckBandPart, at: Any = "before") -> CheckPart:
    return CheckPart(at=at, measure=measure, label=label, how="", patient="", bands=list(bands), rules=[])


def page(found: tuple[b.Block, ...]) -> str:
    return to_text(b.Document("", "", "", "", found, "home"))


def before(*checks: CheckPart) -> str:
    return page(before_page(plan_of("fit-adult").model_copy(update={"checks": list(checks)})))


@pytest.mark.parametrize(
    ("sign", "lost"),
    [
        ("Fever under chemotherapy", "chemotherapy"),
        ("Coughing blood, or chest pain", "Coughing blood"),
        ("Dark urine with weakness", "Dark urine"),
        ("Cannot bear weight, and a cold foot", "cold foot"),
    ],
)
def test_an_urgent_sign_that_holds_a_known_word_is_not_replaced_by_a_stock_phrase(
    sign: str, lost: str
) -> None:
    text = to_text(handout_document(flagged(flag(sign)), CLINIC))
    assert f"{sign}, in my words." in text
    assert lost in text


def every_sign() -> list[kinds.Watch]:
    found = [rule.effect for rule in library().rules.values() if rule.kind == "watch"]
    return [one for one in found if isinstance(one, kinds.Watch) and one.kind == "red flag"]


def test_short_phrases_say_all_of_each_sign_they_stand_for() -> None:
    every = {sign for _, held in words_signs.NOW for sign in held}
    for sign in every:
        said = " ".join(phrase for phrase, held in words_signs.NOW if sign in held)
        for word in set(re.findall(r"[a-z]+", sign)) - WIDER:
            others = [other for start, other in SAME if word.startswith(start)]
            assert word[:4] in said or any(other in said for other in others), (sign, word, said)


def test_short_phrases_stand_only_for_signs_that_protocols_say_and_call_the_emergency_number_for() -> None:
    urgent = {
        one.sign.lower() for one in every_sign() if one.urgency == "now" and home.is_emergency(one.call)
    }
    assert {sign for _, held in words_signs.NOW for sign in held} <= urgent
    assert {sign for _, sign in words_signs.LATER} <= {one.sign.lower() for one in every_sign()}


def test_an_urgent_sign_for_another_number_keeps_its_own_words() -> None:
    one = flag("Fainting or collapse", call="maternity unit", patient="You faint? Call the birth unit.")
    assert signs.own_lines(flagged(one)) == ["You faint? Call the birth unit."]
    assert signs.short_lines(flagged(one)) == []


def test_of_one_sign_at_two_urgencies_the_patient_reads_the_more_urgent_and_the_clinician_both() -> None:
    plan = flagged(flag("Fever", patient="A fever."), flag("Fever", "today", "doctor", "A fever."))
    text = to_text(handout_document(plan, CLINIC))
    assert text.count("A fever.") == 1
    assert "Call today, and stop exercise" not in text
    told = to_text(clinician_document(plan, CLINIC))
    assert len(re.findall(r"Fever \[", told)) == 2


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("many", [12, 24, 60])
def test_many_urgent_signs_begin_on_page_one_and_go_on_under_a_title_uncut(many: int, paper: Any) -> None:
    flags = [
        flag(f"Sign {at}", patient=f"Long sign number {at} of a rare disease: lie down.")
        for at in range(many)
    ]
    pages = read_pages(render(handout_document(flagged(*flags), CLINIC), paper))
    assert words_home.STOP in pages[0]
    assert "Your week" in pages[0] or words_home.WHEN_TO_STOP in pages[0]
    for at in range(many):
        assert squeezed(f"Long sign number {at} of") in squeezed(" ".join(pages))
    assert "Long sign number 0 of" in pages[0]
    on_first = squeezed(f"number {many - 1} of") in squeezed(pages[0])
    assert on_first or words_home.STOP_ALSO in " ".join(pages)


def test_of_two_bounds_the_narrower_stands_where_it_is_more_urgent() -> None:
    text = before(
        check(
            "temperature", "Temperature",
            band("Temperature at least 38 degC", "no session", "A fever. Call now.", "now", "fever line"),
            band("Temperature above 37.5 degC", "no session", "Warm. Call today.", "today", "doctor"),
        )
    )  # fmt: skip
    assert "38 °C or more" in text
    assert "above 37.5 °C" in text


def test_of_two_bounds_the_narrower_goes_where_it_is_no_more_urgent() -> None:
    text = before(
        check(
            "temperature", "Temperature",
            band("Temperature at least 38 degC", "no session", "A fever. Call today.", "today", "doctor"),
            band("Temperature above 37.5 degC", "no session", "Warm. Call now.", "now", "fever line"),
        )
    )  # fmt: skip
    assert "38" not in text
    assert "above 37.5 °C" in text


@pytest.mark.parametrize("order", [1, -1])
def test_of_one_sign_in_two_checks_the_most_urgent_stands(order: int) -> None:
    rest = check(
        "a", "Symptoms now", band("Symptoms now includes fever", "no session", "Hot. Rest.", "this week")
    )
    call = check(
        "b", "Signs now", band("Signs now includes fever", "no session", "Hot. Call.", "now", "fever line")
    )
    text = before(*(rest, call)[::order])
    assert text.count("ever") == text.count("ever line") + 1
    assert "Call now: fever line" in text


def test_a_sign_that_ends_the_session_is_not_said_again_as_a_reason_to_wait() -> None:
    stop = check(
        "b", "Signs now", band("Signs now includes fever", "no session", "Hot. Call.", "now", "line")
    )
    wait = check("a", "Symptoms now", band("Symptoms now includes fever", "wait", "Hot. Wait a bit."))
    assert "wait a bit" not in before(wait, stop).lower()


def test_a_compound_band_is_said_in_its_own_words_without_labels() -> None:
    compound = band(
        "(Glucose above 15 mmol/L and High sugar signs is yes)",
        "no session",
        "Too sweet. Call.",
        "today",
        "doctor",
    )
    text = before(check("glucose", "Glucose", compound))
    assert "Too sweet" in text
    assert "is yes" not in text
    told = band(
        "(Top in a session at least 160 mmHg and Place is chest)", "go easier", "High for your artery."
    )
    plan = plan_of("fit-adult")
    held = plan.model_copy(
        update={"checks": [check("systolic_in_session", "Top in a session", told, at="during")]}
    )
    shown = page(exercise_checks(held))
    assert "Easier: High for your artery." in shown
    assert "Place" not in shown


def test_a_compound_band_whose_words_are_only_an_order_says_what_must_be_true() -> None:
    either = "(Symptoms now includes swelling or Symptoms now includes cramps)"
    condition = f"(Weight above target (dry) weight above 4 kg and {either})"
    text = before(
        check(
            "w",
            "Weight above target (dry) weight",
            band(condition, "no session", "Do not exercise.", "now", "unit"),
        )
    )
    assert "above 4 kg and swelling or cramps" in " ".join(text.split())
    assert "includes" not in text


def test_a_question_answered_yes_is_named_and_not_only_what_to_do() -> None:
    text = before(
        check(
            "p",
            "Bleeding in pregnancy",
            band("Bleeding in pregnancy is yes", "no session", "No exercise. Call.", "now", "unit"),
        )
    )
    assert "Bleeding in pregnancy" in text


def test_every_limit_in_force_and_all_that_goes_with_a_session_stand_on_the_handout() -> None:
    plan = plan_of("first-case-week-6")
    text = squeezed(to_text(handout_document(plan, CLINIC)))
    week = plan.weeks[0]
    refs = {ref for one in week.closed for ref in one.rules} | {one["rule"] for one in week.conditions}
    kept = merged(home.plain(plan.rules[ref].patient) for ref in refs if ref in plan.rules)
    assert len(kept) > 8
    for said in kept:
        assert squeezed(said) in text


def test_advice_alone_is_cut_short_and_says_so() -> None:
    text = page(care_page(plan_of("first-case-week-6")))
    assert words_home.MORE in text


def test_a_sentence_with_another_number_or_a_not_is_never_left_out_as_said() -> None:
    pair = [
        "Lift no more than 2 kg with your sore arm.",
        "Lift no more than 5 kg with your sore arm and your good arm.",
    ]
    assert merged(pair) == pair
    pair = ["Lean on your arm.", "Do not lean on your arm, your hand or your elbow."]
    assert merged(pair) == pair or pair[1] in merged(pair)
    assert merged(reversed(pair))[0] == pair[1]


def trained(equipment: list[str]) -> Plan:
    plan = plan_of("fit-adult")
    week = plan.weeks[0]
    item = week.sessions[0].items[0].model_copy(update={"stream": "breathing", "exercise": "soft_lips"})
    session = week.sessions[0].model_copy(update={"items": [item]})
    asked = {"kind": "with", "words": "a breathing trainer set by your team", "rule": "copd@1#trainer"}
    first = week.model_copy(update={"sessions": [session], "conditions": [asked]})
    told = {**plan.exercises, "soft_lips": {"name": "Soft lips", "equipment": equipment, "plain": {}}}
    return plan.model_copy(update={"weeks": [first, *plan.weeks[1:]], "exercises": told})


def test_breathing_without_the_trainer_that_is_asked_for_says_so_to_both_readers() -> None:
    plan = trained([])
    cards = [one for one in every_block(handout_document(plan).blocks) if isinstance(one, b.ExerciseCard)]
    assert words_home.NO_TRAINER in cards[0].care
    assert "A breathing trainer is asked for and none is at home" in to_text(
        clinician_document(plan)
    ).replace("\n", " ")
    plan = trained(["A breathing trainer with a spring valve"])
    assert words_home.NO_TRAINER not in to_text(handout_document(plan))


def test_a_bound_on_the_patients_own_measurement_is_printed_with_its_value_and_no_name_of_a_fact() -> None:
    bound = Beside(
        field="heart_rate",
        side="most",
        value=178,
        unit="bpm",
        written="at most 10 bpm below icd_detection_rate",
        rules=[],
    )
    assert beside_words(bound).endswith("at most 178 bpm (10 bpm below icd detection rate)")


def test_a_ceiling_of_the_pulse_stands_on_page_one_of_the_handout() -> None:
    plan = plan_of("fit-adult")
    bounds = [
        Beside(field="heart_rate", side="most", value=value, unit="bpm", written="", rules=[])
        for value in (150, 142)
    ]
    week = plan.weeks[0].model_copy(
        update={"beside": {"aerobic": bounds[:1], "resistance_lower": bounds[1:]}}
    )
    pages = read_pages(render(handout_document(plan.model_copy(update={"weeks": [week, *plan.weeks[1:]]}))))
    assert "Keep your pulse at 142 beats a minute or less." in pages[0]
