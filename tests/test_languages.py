"""The handout in other languages: whole catalogues, the same numbers, plural forms, dates; and what happens without.

To fill a gap: python -m fittvp.locale.extract, then translate what it counts (docs/how-to-translate.md).
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import threading
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from fittvp.engine.prescribe import prescribe
from fittvp.locale import extract
from fittvp.model.patient import read_patient
from fittvp.model.plan import AskedPart, Plan
from fittvp.model.tongue import ENGLISH, LOCALES, NAMES, NoSuchLanguage, Tongue, code_of
from fittvp.protocol.library import Library, load_library
from fittvp.protocol.strict_yaml import load_strict
from fittvp.protocol.tongues import DOMAINS, PLURALS, faults, folder_of, open_tongue
from fittvp.sheet import Clinic, handout_document, say, to_text, words_home
from fittvp.sheet.blocks import Document
from fittvp.sheet.tongue import nt, pt, speaking, t

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 23)
CLINIC = Clinic("Northgate Physiotherapy", (("Reception", "555 0199"),), "12 North Gate, Exampletown")
LANGUAGES = tuple(PLURALS)
EXAMPLES = tuple(sorted(path.stem for path in (ROOT / "docs" / "examples").glob("*.yaml")))
PLACE = re.compile(r"\{\w+\}")
FEW_WORDS = 3


@lru_cache
def library() -> Library:
    return load_library()


@lru_cache
def plan_of(name: str, folder: str = "docs/examples") -> Plan:
    path, facts = ROOT / folder / f"{name}.yaml", library().facts
    raw = load_strict(path.read_text(encoding="utf-8"), path.name)
    return prescribe(library(), read_patient(raw, facts, DAY, library().formulas), DAY, AskedPart())


@lru_cache
def tongue_of(code: str) -> Tongue:
    """A language as it is shipped, opened once."""
    return open_tongue(code)


@lru_cache
def handout_of(name: str, code: str) -> Document:
    return handout_document(plan_of(name), CLINIC, tongue_of(code))


@lru_cache
def messages(code: str) -> tuple[Message, ...]:
    """Every message of a language that has a translation."""
    found: list[Message] = []
    for domain in DOMAINS:
        text = (folder_of(code) / f"{domain}.po").read_bytes()
        found += [one for one in read_po(BytesIO(text), locale=LOCALES.get(code, code)) if one.id]
    return tuple(one for one in found if any(forms(one)))


def forms(one: Message) -> tuple[str, ...]:
    return tuple(one.string) if isinstance(one.string, (tuple, list)) else (one.string,)


def english(one: Message) -> tuple[str, ...]:
    return tuple(one.id) if isinstance(one.id, (tuple, list)) else (one.id,)


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_a_patient_reads_has_a_translation(code: str) -> None:
    lost = [text for domain in DOMAINS for text in extract.missing(folder_of(code) / f"{domain}.po")]

    assert not lost, f"{NAMES[code]} lacks {len(lost)}: " + "; ".join(lost[:30])


def test_the_catalogues_hold_what_the_program_says_today() -> None:
    stale = [file.name for file, text in extract.pages().items() if file.read_bytes() != text]

    assert not stale, "run python -m fittvp.locale.extract"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_every_number_and_every_place(code: str) -> None:
    lost = [fault for one in messages(code) for fault in faults(english(one), forms(one), code)]

    assert not lost, "\n".join(lost[:40])


def test_a_lost_number_or_place_is_found() -> None:
    assert faults(["Rest for 15 minutes."], ["Descanse 5 minutos."], "es")
    assert faults(["Week {week}, from {day}"], ["Semana {week}"], "es")
    assert faults(["Eat 15 g of sugar."], ["تناول ١٥ غ من السكر."], "ar")
    assert faults(["Once.", "{n} times."], ["Una vez.", "Veces."], "es")
    assert not faults(["Once.", "{n} times."], ["Una vez.", "{n} veces."], "es")


def test_a_translation_that_lost_a_number_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    text = '\nmsgid "Eat 15 g of sugar."\nmsgstr "Essen Sie 5 g Zucker."\n\nmsgid "Stop."\nmsgstr "Halt."\n'
    (tmp_path / "de" / "protocols.po").write_text(extract._header("de", "") + text, encoding="utf-8")
    tongue = open_tongue("de", tmp_path, cache=False)

    assert tongue.find("Stop.") == "Halt."
    assert tongue.find("Eat 15 g of sugar.") is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_noun_has_as_many_forms_as_the_language_asks(code: str) -> None:
    count, rule = PLURALS[code]
    tongue = Tongue(code, plural=rule)

    assert get_plural(LOCALES.get(code, code)).num_plurals == count
    assert {tongue.form(number) for number in range(201)} == set(range(count))
    assert all(len(forms(one)) == count for one in messages(code) if len(english(one)) > 1)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_message_that_is_hidden_is_found(code: str, tmp_path: Path) -> None:
    file = tmp_path / LOCALES.get(code, code) / "protocols.po"
    file.parent.mkdir()
    whole = (folder_of(code) / "protocols.po").read_text(encoding="utf-8")
    shown = next(
        one for one in messages(code) if one.id == "Your heart needs a check before you train again."
    )
    file.write_text(whole.replace(f'msgstr "{shown.string}"', 'msgstr ""'), encoding="utf-8")

    assert shown.id in extract.missing(file)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_english_is_left_on_a_translated_handout(name: str, code: str) -> None:
    document = handout_of(name, code)
    text = " ".join(to_text(document).split())
    same = {one.id for one in messages(code) if one.id == one.string}
    ours = {part for one in messages(code) for part in english(one)} - same
    left = [one for one in ours if len(one.split()) >= FEW_WORDS and not PLACE.search(one) and one in text]

    assert document.untranslated == ()
    assert left == []
    assert document.language == code.replace("zh", "zh-Hans")
    assert document.direction == ("rtl" if code == "ar" else "ltr")


@pytest.mark.parametrize("code", LANGUAGES)
def test_nobody_of_the_people_we_test_with_gets_a_line_of_english(code: str) -> None:
    left = {}
    for path in sorted((ROOT / "tests" / "people").glob("*.yaml")):
        plan = plan_of(path.stem, "tests/people")
        left[path.stem] = handout_document(plan, None, tongue_of(code)).untranslated

    assert left
    assert not any(left.values()), left


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_translated_handout_says_that_nobody_reviewed_it(name: str, code: str) -> None:
    foot = handout_of(name, code).footer
    said = tongue_of(code).find(words_home.NOT_REVIEWED)

    assert said
    assert said in foot
    assert handout_of(name, "en").footer == CLINIC.address


def test_a_clinic_that_reviewed_a_translation_is_named_instead(tmp_path: Path) -> None:
    shutil.copytree(folder_of("es"), tmp_path / "es")
    for file in (tmp_path / "es").glob("*.po"):
        signed = (
            '"Language: es\\n"\n"X-Reviewed-By: Dra. Rojas, Clínica Norte\\n"\n"X-Reviewed-On: 2026-10-01\\n"'
        )
        file.write_text(
            file.read_text(encoding="utf-8").replace('"Language: es\\n"', signed), encoding="utf-8"
        )
    tongue = open_tongue("es", tmp_path)
    foot = handout_document(plan_of(EXAMPLES[0]), None, tongue).footer

    assert tongue.reviewed == ("Dra. Rojas, Clínica Norte", "2026-10-01")
    assert "Dra. Rojas" in foot
    assert "1 de octubre de 2026" in foot


def test_a_review_of_one_catalogue_is_not_a_review_of_all(tmp_path: Path) -> None:
    shutil.copytree(folder_of("es"), tmp_path / "es")
    file = tmp_path / "es" / "handout.po"
    signed = '"Language: es\\n"\n"X-Reviewed-By: Dra. Rojas\\n"\n"X-Reviewed-On: 2026-10-01\\n"'
    file.write_text(file.read_text(encoding="utf-8").replace('"Language: es\\n"', signed), encoding="utf-8")

    assert open_tongue("es", tmp_path).reviewed is None


def test_an_extraction_keeps_the_review_and_the_translations(tmp_path: Path) -> None:
    signed = '"X-Reviewed-By: Dra. Rojas\\n"\n"X-Reviewed-On: 2026-10-01\\n"\n'
    before = extract._header("es", "").rstrip("\n") + "\n" + signed + '\nmsgid "rest"\nmsgstr "descanso"\n'
    after = extract._written(extract._of_code(), "es", before.encode()).decode()

    assert signed in after
    assert 'msgid "rest"\nmsgstr "descanso"' in after


def own_words(plan: Plan) -> Plan:
    """The plan of a clinic whose own protocol says a sentence that we never translated."""
    advice = plan.advice[0].model_copy(update={"patient": "Tap your left ear before you sing."})
    return plan.model_copy(update={"advice": [advice, *plan.advice[1:]]})


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_clinics_own_sentence_stays_english_and_is_counted(code: str) -> None:
    whole = handout_of("fit-adult", code)
    document = handout_document(own_words(plan_of("fit-adult")), CLINIC, tongue_of(code))

    assert "Tap your left ear before you sing." in to_text(document)
    assert set(document.untranslated) - set(whole.untranslated) == {"Tap your left ear before you sing."}


def test_a_translation_that_does_not_fit_its_places_is_not_printed() -> None:
    wrong = Tongue("es", {("", "Week {week}, from {day}"): ("Semana {semana}",)})
    with speaking(wrong) as missed:
        said = t("Week {week}, from {day}", week=3, day="x")

    assert said == "Week 3, from x"
    assert list(missed) == ["Week {week}, from {day}"]


def test_one_word_with_two_meanings_has_two_translations() -> None:
    with speaking(Tongue("de", {("", "rest"): ("Ruhe",), ("a day without exercise", "rest"): ("frei",)})):
        assert (t("rest"), pt("a day without exercise", "rest")) == ("Ruhe", "frei")


def test_arabic_counts_in_its_own_forms() -> None:
    day = ("zero", "one", "two", "few {n}", "many {n}", "other {n}")
    with speaking(Tongue("ar", {("", "{n} day"): day}, plural=PLURALS["ar"][1])):
        said = [nt("{n} day", "{n} days", number, n=number) for number in (0, 1, 2, 3, 11, 100)]

    assert said == ["zero", "one", "two", "few 3", "many 11", "other 100"]


@pytest.mark.parametrize(
    ("code", "day", "short", "both", "half"),
    [
        ("en", "23 November 2026", "Mon", "a, b and c", "0.5"),
        ("es", "23 de noviembre de 2026", "lun", "a, b y c", "0,5"),
        ("fr", "23 novembre 2026", "lun.", "a, b et c", "0,5"),
        ("de", "23. November 2026", "Mo", "a, b und c", "0,5"),
        ("zh", "2026年11月23日", "周一", "a、b和c", "0.5"),
        ("ar", "23 نوفمبر 2026", "الاثنين", "a وb وc", "0.5"),
    ],
)
def test_dates_lists_and_numbers_are_written_as_people_write_them(
    code: str, day: str, short: str, both: str, half: str
) -> None:
    with speaking(ENGLISH if code == "en" else Tongue(code)):
        found = (
            say.day("2026-11-23"),
            say.day_name("Monday", short=True),
            say.listed("abc"),
            say.number(0.5),
        )

    assert found == (day, short, both, half)


def test_two_threads_write_two_languages_at_once() -> None:
    plan, found = plan_of("fit-adult"), {}

    def write(code: str) -> None:
        found[code] = [to_text(handout_document(plan, CLINIC, open_tongue(code))) for _ in range(2)]

    threads = [threading.Thread(target=write, args=(code,)) for code in ("en", *LANGUAGES)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert all(len(set(pages)) == 1 for pages in found.values())
    assert len({pages[0] for pages in found.values()}) == len(NAMES)


def test_a_catalogue_that_changes_is_read_anew_and_a_damaged_cache_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(folder_of("es"), tmp_path / "es")
    first = open_tongue("es", tmp_path)
    caches = list((tmp_path / "cache").rglob("tongue-*.json"))

    assert len(caches) == 1
    assert open_tongue("es", tmp_path) == first == open_tongue("es", tmp_path, cache=False)
    caches[0].write_bytes(caches[0].read_bytes()[:-200])
    assert open_tongue("es", tmp_path) == first
    file = tmp_path / "es" / "protocols.po"
    file.write_text(file.read_text(encoding="utf-8") + '\nmsgid "New"\nmsgstr "Nuevo"\n', encoding="utf-8")
    assert open_tongue("es", tmp_path).find("New") == "Nuevo"


def test_a_broken_catalogue_is_said_in_words(tmp_path: Path) -> None:
    shutil.copytree(folder_of("fr"), tmp_path / "fr")
    (tmp_path / "fr" / "handout.po").write_text("<<<<<<< HEAD\n", encoding="utf-8")

    with pytest.raises(NoSuchLanguage, match=r"handout\.po of French cannot be read"):
        open_tongue("fr", tmp_path)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("es", "es"),
        ("ES-mx", "es"),
        ("Spanish", "es"),
        ("zh_Hans", "zh"),
        ("zh-CN", "zh"),
        (" ar ", "ar"),
        ("en", "en"),
    ],
)
def test_a_language_is_known_by_its_code_its_region_or_its_name(asked: str, code: str) -> None:
    assert code_of(asked) == code


@pytest.mark.parametrize("asked", ["klingon", "", "zh-Hant", "zh_TW", "e s"])
def test_a_language_there_is_none_of_is_refused_with_those_there_are(asked: str) -> None:
    with pytest.raises(NoSuchLanguage, match="Use one of: en"):
        code_of(asked)


def test_english_pages_do_not_wait_for_the_library_of_languages() -> None:
    code = (
        "import sys, fittvp.cli.keep, fittvp.sheet.handout\n"
        "from fittvp.protocol.tongues import open_tongue\n"
        "open_tongue('en')\n"
        "sys.exit('babel' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def run(folder: Path, *words: str) -> Any:
    from click.testing import CliRunner

    from fittvp.cli.main import app

    return CliRunner().invoke(app, [*words, "--out", str(folder)] if words[0] == "plan" else list(words))


def title_of(folder: Path, kind: str) -> str:
    from pypdf import PdfReader

    return str(PdfReader(next(folder.glob(f"*-{kind}.pdf"))).metadata.title)


def test_the_option_wins_over_the_patients_file_and_later_pages_keep_it(tmp_path: Path) -> None:
    source = (ROOT / "docs" / "examples" / "fit-adult.yaml").read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(source + "\nlanguage: de\n", encoding="utf-8")
    out, on = tmp_path / "out", ("--on", "2026-11-23")
    spoken = {code: open_tongue(code).find("Exercise plan for {name}") for code in ("de", "es")}

    def names() -> str:
        return title_of(out, "handout")

    assert run(out, "plan", str(tmp_path / "one.yaml"), *on).exit_code == 0
    assert names() == str(spoken["de"]).format(name="fit-adult")
    assert title_of(out, "plan") == "Exercise prescription fit-adult"
    assert run(out, "print", str(out / "fit-adult-plan.json"), "--language", "es").exit_code == 0
    assert names() == str(spoken["es"]).format(name="fit-adult")
    assert run(out, "print", str(out / "fit-adult-plan.json"), "--paper", "letter").exit_code == 0
    assert names() == str(spoken["es"]).format(name="fit-adult")


def test_the_command_says_how_much_stayed_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fittvp.protocol import tongues

    monkeypatch.setattr(tongues, "open_tongue", lambda _code: Tongue("fr"))
    found = run(
        tmp_path / "out",
        "plan",
        str(ROOT / "docs/examples/fit-adult.yaml"),
        "--on",
        "2026-11-23",
        "--language",
        "fr",
    )

    assert found.exit_code == 0
    assert re.search(
        r"The handout: \d+ texts have no translation into French and stayed English", found.stderr
    )


def test_an_unknown_language_stops_the_command_before_anything_is_written(tmp_path: Path) -> None:
    found = run(tmp_path / "out", "plan", str(ROOT / "docs/examples/fit-adult.yaml"), "--language", "klingon")

    assert found.exit_code == 2
    assert "There is no handout in `klingon`" in found.output
    assert not (tmp_path / "out").exists()
