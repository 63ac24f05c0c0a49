"""The handouts are read by people who are old, ill and tired: short words, short sentences, few things at once."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

from reading_page import HIGHEST, english, example_plans, native, prose  # noqa: E402

from fittvp.model.plan import Plan  # noqa: E402
from fittvp.protocol.library import load_library  # noqa: E402
from fittvp.sheet import blocks as b  # noqa: E402
from fittvp.sheet import handout_document  # noqa: E402

NAMES = tuple(
    sorted(
        path.stem for folder in ("docs/examples", "tests/people") for path in (ROOT / folder).glob("*.yaml")
    )
)
MOST_EXERCISES = 6


@lru_cache
def plans() -> dict[str, Plan]:
    return dict(example_plans(load_library()))


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_handout_reads_at_school_grade_six_or_lower(name: str) -> None:
    grades = english(prose(handout_document(plans()[name])))

    assert grades.words > 150
    assert grades.worst <= HIGHEST, grades


@pytest.mark.parametrize("name", NAMES)
def test_its_sentences_do_so_without_the_help_of_short_lists(name: str) -> None:
    grades = english(prose(handout_document(plans()[name]), whole=True))

    assert grades.worst <= HIGHEST, grades


def test_a_sentence_of_a_leaflet_is_above_that_grade() -> None:
    said = (
        "Individuals experiencing persistent musculoskeletal discomfort following exercise should discontinue "
        "participation immediately and contact their multidisciplinary rehabilitation team."
    )

    assert english(said).worst > HIGHEST
    assert english(said).strict_kincaid > HIGHEST


def test_what_is_no_sentence_is_not_counted() -> None:
    blocks = (
        b.Heading("Your exercises"),
        b.Table((), (("Kidney team: ", "____________"), ("Reception: 555 0199", "")), (1, 1)),
        b.ExerciseCard("Bridge", "10 times.", (("", "Lift your bottom."),), "Stop if it hurts."),
        b.Bullets(("a leg you cannot stand on", "a fit")),
        b.Text("• chest pain or pressure   • a swelling neck"),
    )
    document = b.Document("", "", "", "", blocks, "home")

    assert prose(document).split("\n") == [
        "Lift your bottom.",
        "Stop if it hurts.",
        "a leg you cannot stand on.",
        "chest pain or pressure.",
        "a swelling neck.",
    ]
    assert prose(document, whole=True).split("\n") == ["Lift your bottom.", "Stop if it hurts."]


def test_the_formulas_of_other_languages_tell_easy_from_hard() -> None:
    easy = native(
        {"es": "Pare y llame. Beba agua.", "fr": "Buvez un peu d'eau.", "de": "Trinken Sie. Ruhen Sie."}
    )
    hard = native(
        {
            "es": "La rehabilitación cardiovascular multidisciplinaria requiere supervisión especializada continuada.",
            "fr": "La réadaptation cardiovasculaire multidisciplinaire nécessite une supervision spécialisée.",
            "de": "Die multidisziplinäre Herzkreislaufrehabilitation erfordert kontinuierliche Spezialüberwachung.",
        }
    )

    assert all(one > other for one, other in zip(easy[:3], hard[:3], strict=True))
    assert easy[3] < hard[3]


@pytest.mark.parametrize("name", NAMES)
def test_a_day_holds_at_most_six_exercises_for_somebody_new_to_it(name: str) -> None:
    """A week may hold more, spread over its days: each prescribed kind keeps its own (docs/decisions/0014)."""
    week = next(iter(plans()[name].weeks), None)
    if week is None or name == "fit-adult":
        return

    assert all(len(session.items) <= MOST_EXERCISES for session in week.sessions)
