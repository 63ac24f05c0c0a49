"""The strict loader: every refusal has a broken file; all problems come at once; the cache never lies."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from fittvp.model.truth import AND, NO, NOT, OR, UNKNOWN, YES, Truth
from fittvp.protocol import library as shelf
from fittvp.protocol.build import LibraryError, build
from fittvp.protocol.grammar import truth
from fittvp.protocol.library import default_folder, load_library, read_texts

BROKEN = sorted((Path(__file__).parent / "bad" / "protocol").glob("*.yaml"))
TEXTS = read_texts(default_folder())


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_broken_protocol_is_refused_with_its_file_and_its_problem(path: Path):
    """The message names the file and says what is wrong."""
    text = path.read_text(encoding="utf-8")
    wanted = text.splitlines()[0].removeprefix("# expect: ")

    with pytest.raises(LibraryError) as caught:
        build({**TEXTS, "sample": text})

    said = "\n".join(str(problem) for problem in caught.value.problems)
    assert wanted in said, said
    assert "sample.yaml" in said


def test_all_problems_of_all_files_come_at_once():
    """An author mends everything in one sitting."""
    two = {
        p.stem.replace("-", "_"): p.read_text(encoding="utf-8")
        for p in BROKEN
        if p.stem in ("wrong-unit", "two-kinds")
    }
    two = {stem: text.replace("id: sample", f"id: {stem}") for stem, text in two.items()}

    with pytest.raises(LibraryError) as caught:
        build({**TEXTS, **two})

    assert {problem.file for problem in caught.value.problems} == set(two)
    assert all(problem.line for problem in caught.value.problems)


def test_an_aim_that_cannot_grow_is_refused():
    """An aim needs a step for its field, here or in general."""
    general = TEXTS["general"].replace("field: bout", "field: bout")
    sample = (Path(__file__).parent / "bad" / "protocol" / "missing-source.yaml").read_text(encoding="utf-8")
    head = sample[: sample.index("rules:")]
    aim = head + (
        "rules:\n  - id: an-aim\n    says: Breathing has no step anywhere.\n"
        "    aim: {modality: breathing, volume: 60 min, sessions: 3, session_time: 20 min}\n"
        "    source: {id: judgement, where: a test, strength: expert, seen: memory}\n"
    )

    with pytest.raises(LibraryError) as caught:
        build({**TEXTS, "general": general, "sample": aim})

    assert any("has no step" in problem.what for problem in caught.value.problems)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "_cache_file", lambda digest: tmp_path / f"{digest[:12]}.json")
    return tmp_path


def test_the_cache_gives_the_same_library(cache: Path):
    """Compiled once, read back the same."""
    first = load_library()
    again = load_library()

    assert list(cache.glob("*.json"))
    assert again.protocols == first.protocols
    assert again.facts == first.facts
    assert again.exercises == first.exercises


@pytest.mark.parametrize(
    "harm", ["", "nonsense", "0\n{}", "{}"], ids=["empty", "words", "wrong-check", "no-check"]
)
def test_a_corrupt_cache_is_compiled_again(cache: Path, harm: str):
    """A damaged cache is no library and no error."""
    good = load_library()
    for path in cache.glob("*.json"):
        path.write_text(harm, encoding="utf-8")

    assert load_library().protocols == good.protocols


def test_a_changed_file_is_seen_at_once(cache: Path, tmp_path: Path):
    """The cache goes by the texts, not by dates."""
    folder = tmp_path / "own"
    folder.mkdir()
    for stem, text in TEXTS.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    before = load_library(folder)
    changed = TEXTS["general"].replace("version: 1", "version: 2", 1)
    (folder / "general.yaml").write_text(changed, encoding="utf-8")
    after = load_library(folder)

    assert before.digest != after.digest
    assert next(p for p in after.protocols if p.id == "general").version == 2


def test_two_programs_may_write_the_cache_at_once(cache: Path):
    """Whole or not at all, whoever comes first."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(load_library())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 3
    assert all(one.protocols == found[0].protocols for one in found)
    assert not list(cache.glob("*.partial"))


THREE = (NO, UNKNOWN, YES)
HOLD = {"no": NO, "unknown": UNKNOWN, "yes": YES}


def _node(answer: Truth):
    return ("is", answer.value, "x")


def _lookup(name: str):
    return {NO: "y", UNKNOWN: UNKNOWN, YES: "x"}[HOLD[name]]


@pytest.mark.parametrize("left", THREE)
@pytest.mark.parametrize("right", THREE)
def test_all_and_any_and_not_follow_the_literal_tables(left: Truth, right: Truth):
    """The walk gives what the tables say."""
    pair = (_node(left), _node(right))

    assert truth(("all", pair), _lookup) is AND[left, right]
    assert truth(("any", pair), _lookup) is OR[left, right]
    assert truth(("not", _node(left)), _lookup) is NOT[left]


def test_a_truth_is_never_used_as_a_bool():
    """`if truth:` would turn unknown into an answer."""
    with pytest.raises(TypeError):
        bool(YES)


def test_what_was_not_asked_is_silent_on_either_side_of_a_not():
    """A comparison on a fact nobody would ask for never makes a rule speak."""
    assert truth(("is", "x", "y"), lambda _: None) is NO
    assert truth(("not", ("is", "x", "y")), lambda _: None) is NO


def test_a_condition_without_a_protocol_is_refused():
    """A healthy adult's dose never goes out for a condition that nobody wrote a protocol for."""
    facts = TEXTS["facts"].replace(
        "    ckd: Chronic kidney disease\n", "    ckd: Chronic kidney disease\n    gout: Gout\n"
    )

    with pytest.raises(LibraryError) as caught:
        build({**TEXTS, "facts": facts})

    assert "no protocol applies to the condition `gout`" in str(caught.value)
