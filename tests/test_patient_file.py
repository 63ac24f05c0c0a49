"""What a patient file may say, and what is asked back. Fixtures: tests/bad/patient (one refusal each)."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_help import DAY, EXAMPLES, ROOT, facts, patient, read, read_file

from fittvp.cli.read import read_patient_file
from fittvp.engine.situation import Situation
from fittvp.model.derive import Timeline
from fittvp.model.fact import UNKNOWN
from fittvp.model.patient import patient_from_json, patient_to_json, read_facts
from fittvp.model.problems import PatientError
from fittvp.model.template import patient_schema, patient_template
from fittvp.protocol.library import load_library
from fittvp.protocol.strict_yaml import load_strict, load_with_lines

BAD = sorted((ROOT / "tests" / "bad" / "patient").glob("*.yaml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_one_clear_message(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    with pytest.raises(PatientError) as refused:
        read_file(path)
    message = str(refused.value)
    assert first.removeprefix("# expect: ") in message
    assert len(refused.value.problems) == 1, message
    assert message.isprintable()
    assert message.endswith((".", "?"))
    assert len(message) < 700


def test_there_is_a_fixture_for_each_of_at_least_forty_refusals() -> None:
    assert len(BAD) >= 40


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_and_come_back_from_json_unchanged(path: Path) -> None:
    found = read_file(path)
    assert found.id == path.stem
    assert patient_from_json(json.loads(json.dumps(patient_to_json(found)))) == found


def test_the_published_schema_is_sound_and_accepts_the_examples() -> None:
    schema = patient_schema(facts())
    jsonschema.Draft202012Validator.check_schema(schema)
    accepts = jsonschema.Draft202012Validator(schema)
    for path in EXAMPLES:
        accepts.validate(read_patient_file(path))


@pytest.mark.parametrize(
    "wrong",
    [
        {"laboratory": {"potasium": "4.9 mmol/L"}},
        {"laboratory": {"potassium": "4.9 kg"}},
        {"laboratory": {"potassium": 4.9}},
        {"kidney": {"dialysis": "no"}},
        {"conditions": ["ckdd"]},
        {"symptoms": ["nothing"]},
        {"id": "a/b"},
        {"weight": {"value": "80 kg", "day": "2026-11-20"}},
    ],
)
def test_the_published_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    raw = {"id": "p", "conditions": [], "medicines": [], **wrong}
    assert not jsonschema.Draft202012Validator(patient_schema(facts())).is_valid(raw)
    with pytest.raises(PatientError):
        read(raw)


def test_a_new_template_asks_only_for_the_two_answers_that_are_required() -> None:
    with pytest.raises(PatientError) as refused:
        read(load_strict(patient_template(facts()), "patient.yaml"))
    assert [problem.where for problem in refused.value.problems] == ["conditions", "medicines"]


def test_every_line_of_the_template_names_a_fact_that_is_read() -> None:
    lines = [line.strip(" #") for line in patient_template(facts()).splitlines() if line.startswith("  # ")]
    names = {line.partition(":")[0] for line in lines if not line.startswith("-")}
    assert {"potassium", "blood_pressure", "calcium_adjusted", "lives_with"} <= names
    assert names - {"blood_pressure"} <= set(facts())


def test_all_problems_of_a_file_are_told_at_once() -> None:
    with pytest.raises(PatientError) as refused:
        patient(weight="80", height="176", potassium="4.9", sxe="male")
    assert [problem.where for problem in refused.value.problems] == ["weight", "height", "potassium", "sxe"]
    assert str(refused.value).startswith("4 things in the patient file need an answer:")


def test_a_problem_shows_the_value_in_question_and_nothing_else_of_the_patient() -> None:
    with pytest.raises(PatientError) as refused:
        patient(name="Rumpelstiltskin", notes="secret", weight="80 kg", potassium="4.9")
    assert "Rumpel" not in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "80" not in str(refused.value)
    assert "4.9" not in repr(refused.value)


def test_a_file_with_a_hundred_problems_is_given_up() -> None:
    with pytest.raises(PatientError, match="and there are more") as refused:
        patient(**{f"key_{number}": "x" for number in range(50_000)})
    assert len(refused.value.problems) == 101


def test_no_control_character_comes_through_in_a_list_of_words() -> None:
    with pytest.raises(PatientError, match="control character"):
        patient(symptoms=["chest\x1cpain"])


def test_a_fact_may_stand_in_its_section_in_a_condition_or_on_its_own() -> None:
    one = read({"id": "p", "conditions": [{"ckd": {"dialysis": "none"}}], "medicines": []})
    two = read({"id": "p", "conditions": ["ckd"], "medicines": [], "kidney": {"dialysis": "none"}})
    three = read({"id": "p", "conditions": [{"ckd": "", "dialysis": "none"}], "medicines": [], "fitness": ""})
    assert {each.readings["dialysis"][0].value for each in (one, two, three)} == {"none"}


def test_a_fact_in_another_section_is_still_read() -> None:
    found = patient(vital_signs={"potassium": "4.9 mmol/L"})
    assert found.readings["potassium"][0].value == 4.9


def test_a_section_named_as_a_fact_takes_the_fact_or_its_neighbours() -> None:
    assert patient(symptoms=["chest_pain"]).readings["symptoms"][0].value == {"chest_pain"}
    assert patient(symptoms={"value": [], "date": "2026-11-20"}).readings["symptoms"][0].value == frozenset()
    found = patient(symptoms={"symptoms": ["chest_pain"], "pain_rest": "1 of 10"})
    assert found.readings["pain_rest"][0].value == 1.0


def test_a_drug_is_kept_as_its_class_and_printed_as_it_was_written() -> None:
    raw = [
        "Bisoprolol 2.5 mg",
        {"name": "xyzumab", "class": "other"},
        {"name": "ramipril", "since": "2025-12-01"},
    ]
    found = read({"id": "p", "conditions": [], "medicines": raw}).readings["medicines"][0]
    assert found.value == {"beta_blocker", "other", "ace_inhibitor"}
    assert found.written == "Bisoprolol 2.5 mg; xyzumab; ramipril since 2025-12-01"


def test_medicines_may_be_unknown_and_then_the_plan_asks() -> None:
    found = read({"id": "p", "conditions": [], "medicines": "unknown"})
    assert found.readings["medicines"][0].value is UNKNOWN


def test_blood_pressure_is_split_into_its_two_facts() -> None:
    found = patient(
        blood_pressure=["128/76 mmHg on 2026-11-20", {"value": "131 / 80 mm Hg", "date": "2026-11-22"}]
    )
    assert [each.value for each in found.readings["resting_systolic"]] == [128.0, 131.0]
    assert [each.value for each in found.readings["resting_diastolic"]] == [76.0, 80.0]
    unknown = patient(vital_signs={"blood_pressure": "unknown"})
    assert unknown.readings["resting_systolic"][0].value is UNKNOWN


def test_results_are_sorted_by_time_and_an_undated_one_is_the_newest() -> None:
    found = patient(potassium=["5.1 mmol/L", "4.9 mmol/L @ 2026-11-20", "4.7 mEq/L on 2026-11-18T09:30"])
    assert [each.value for each in found.readings["potassium"]] == [4.7, 4.9, 5.1]


def test_an_undated_result_is_as_old_as_the_file_says_it_is() -> None:
    found = patient(written_on="2026-11-01", potassium="4.9 mmol/L", sternum="stable")
    assert str(found.readings["potassium"][0].on) == "2026-11-01"
    assert found.readings["sternum"][0].on is None


def test_two_results_of_one_moment_that_differ_only_by_rounding_are_one() -> None:
    found = patient(calcium_adjusted=["2.4 mmol/L on 2026-11-20", "9.60 mg/dL on 2026-11-20"])
    assert len(found.readings["calcium_adjusted"]) == 1
    assert found.readings["calcium_adjusted"][0].written == "9.60 mg/dL"


def test_markup_is_text_and_stays_as_it_was_written() -> None:
    text = "<b>A & B</b> <script>1</script>"
    assert patient(name=text, notes=f"{text}\n{text}").name == text


def test_a_weekly_review_is_read_by_the_same_reader() -> None:
    found = read_facts({"pain_in_session": "3 of 10", "falls_week": 0, "swelling_week": True}, facts(), DAY)
    assert {name: each[0].value for name, each in found.items()} == {
        "pain_in_session": 3.0, "falls_week": 0.0, "swelling_week": "yes",
    }  # fmt: skip


def test_json_is_read_like_yaml(tmp_path: Path) -> None:
    raw = {"id": "p", "conditions": [], "medicines": [], "swelling_week": False, "falls_last_year": 2}
    path = tmp_path / "p.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    found = read_file(path)
    assert found.readings["swelling_week"][0].value == "no"
    assert found.readings["falls_last_year"][0].value == 2.0


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "bigger than 1 MB": ("p.yaml", b"notes: " + b"a" * 1_000_001, "larger than 1 MB"),
    "binary": ("p.yaml", b"\x89PNG\r\n\0\0", "is not a text file"),
    "UTF-16": ("p.yaml", "id: p".encode("utf-16"), "is written in UTF-16"),
    "Latin-1": ("p.yaml", b"id: p\nname: Ren\xe9\n", "line 2: is not UTF-8 text"),
    "a control character": ("p.yaml", b"id: \x07", "control characters are not allowed"),
    "empty": ("p.yaml", b"", "holds no patient"),
    "JSON with a name twice": ("p.json", b'{"id": "p", "id": "q"}', "`id` stands twice"),
    "JSON with NaN": ("p.json", b'{"id": NaN}', "NaN is not a number"),
    "JSON cut short": ("p.json", b'{"id": ', "line 1: is not valid JSON"),
    "JSON nested deep": ("p.json", b'{"id": ' + b"[" * 40 + b"]" * 40 + b"}", "nested deeper"),
    "JSON nested very deep": ("p.json", b"[" * 200_000, "nested deeper"),
    "JSON that is a list": ("p.json", b"[]", "holds no patient"),
    "YAML nested very deep": ("p.yaml", b"[" * 200_000, "nested deeper"),
}


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused(case: tuple[str, bytes, str], tmp_path: Path) -> None:
    name, content, words = case
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PatientError) as refused:
        read_patient_file(tmp_path / name)
    assert words in str(refused.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == [name]


def test_a_folder_a_pipe_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, words in (("", "is not a file"), ("pipe", "is not a file"), ("no.yaml", "no such file")):
        with pytest.raises(PatientError, match=words):
            read_patient_file(tmp_path / name)


def test_strict_yaml_keeps_every_scalar_as_it_was_written() -> None:
    text = "a: no\nb: 010\nc: 1:30\nd: 2026-11-20\ne: null\nf: 1.50\ng:\n"
    assert load_strict(text, "x") == dict(
        zip("abcdefg", ("no", "010", "1:30", "2026-11-20", "null", "1.50", ""), strict=True)
    )


def test_strict_yaml_tells_the_line_of_every_name_and_list_item() -> None:
    found, lines = load_with_lines("a: 1\nb:\n  - c: 2\n  - d: [3, 4]\n")
    assert found == {"a": "1", "b": [{"c": "2"}, {"d": ["3", "4"]}]}
    assert lines[("a",)] == 1
    assert lines[("b", 0, "c")] == 3
    assert lines[("b", 1, "d", 1)] == 4


WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "unknown", "yes", "4.9 mmol/L", "9.6 mg/dL on 2026-11-20", "2026-11-20", "ckd"]),
    st.sampled_from(["3 of 10", "128/76 mmHg", "{}", "[]", "-", "2027-01-01", "1972-03-01", "inf kg"]),
    st.integers(), st.floats(), st.booleans(), st.none(),
)  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(sorted(facts())),
    st.sampled_from(
        ["laboratory", "blood_pressure", "team", "value", "date", "unit", "id", "name", "written_on"]
    ),
    st.text(max_size=10),
)
ANYTHING = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, ANYTHING, max_size=8) | ANYTHING)
def test_whatever_a_file_says_it_is_read_or_asked_back(raw: Any) -> None:
    _read_or_ask(lambda: read(raw))


@given(st.dictionaries(NAMES, ANYTHING, max_size=4))
def test_what_was_read_comes_back_from_json_unchanged(raw: dict[str, Any]) -> None:
    found = _read_or_ask(lambda: read({"id": "p", "conditions": ["ckd"], "medicines": [], **raw}))
    if found is not None:
        assert patient_from_json(json.loads(json.dumps(patient_to_json(found)))) == found


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_bytes_a_file_holds_it_is_read_or_refused(content: bytes) -> None:
    folder = Path(os.environ.get("TMPDIR", "/tmp"))
    for suffix in (".yaml", ".json"):
        path = folder / f"fittvp-intake-{os.getpid()}{suffix}"
        path.write_bytes(content)
        try:
            _read_or_ask(lambda path=path: read_patient_file(path))  # type: ignore[misc]
        finally:
            path.unlink()


def _read_or_ask(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except PatientError as error:
        message = str(error)
    assert message
    return None


@pytest.mark.parametrize("name", ["first-case-week-6", "first-case-low-calcium", "fit-adult"])
def test_a_file_in_which_everything_was_asked_leaves_nothing_unknown(name: str) -> None:
    library = load_library(cache=False)
    timeline = Timeline(
        read_file(ROOT / "docs" / "examples" / f"{name}.yaml"), library.facts, library.formulas, DAY
    )
    for weeks in range(13):
        values = timeline.known | timeline.on(DAY + dt.timedelta(weeks=weeks))
        assert Situation(library.facts, values, timeline.stale).expected() == ()
