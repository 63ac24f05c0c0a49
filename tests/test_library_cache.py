"""The library opens part by part from its cache: only what a patient needs, never anything wrong."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_patient
from fittvp.model.plan import AskedPart, save
from fittvp.protocol import library as shelf
from fittvp.protocol import packing
from fittvp.protocol.folder import default_folder
from fittvp.protocol.library import load_library, read_texts
from fittvp.protocol.strict_yaml import load_strict

ROOT = Path(__file__).resolve().parent.parent
FIT = load_strict((ROOT / "docs/examples/fit-adult.yaml").read_text(encoding="utf-8"), "fit-adult")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "_cache_file", lambda digest: tmp_path / f"{digest[:12]}.json")
    return tmp_path


def cached(folder: Path) -> Path:
    (file,) = folder.glob("*.json")
    return file


_COMPILED: dict[str, bytes] = {}  # the cache of the library that we ship, compiled once


def compiled(folder: Path) -> Any:
    """The library, from a cache as it is after the first use; compiled only the first time."""
    for name, content in _COMPILED.items():
        (folder / name).write_bytes(content)
    found = load_library()
    _COMPILED[cached(folder).name] = cached(folder).read_bytes()
    return found


def rewritten(file: Path, name: str, part: str) -> None:
    """One part of the cache replaced, with a hash that fits: as another program would have written it."""
    _, index, *lines = file.read_text(encoding="utf-8").split("\n")
    names = json.loads(index)
    place = [each for each, _ in names].index(name)
    lines[place], names[place] = part, [name, hashlib.sha256(part.encode()).hexdigest()]
    index = json.dumps(names)
    file.write_text("\n".join([hashlib.sha256(index.encode()).hexdigest(), index, *lines]), encoding="utf-8")


def everything(library: Any) -> tuple[Any, ...]:
    return (
        library.protocols, library.facts, library.exercises, library.goals, library.sources, library.packed,
        dict(library.rules),
    )  # fmt: skip


def test_a_plan_opens_only_the_protocols_that_apply_and_is_the_same_plan(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(library: Any) -> str:
        import datetime as dt

        on = dt.date(2026, 11, 23)
        return save(
            prescribe(library, read_patient(FIT, library.facts, on, library.formulas), on, AskedPart())
        )

    compiled(cache)
    opened: list[str] = []
    real = packing.unpack_rule

    def noted(raw: Any) -> Any:
        opened.append(raw[1])
        return real(raw)

    monkeypatch.setattr(packing, "unpack_rule", noted)
    cold = load_library()
    assert opened == []
    found = plan(cold)
    always = {p.id for p in cold.protocols if p.applies is None}
    assert (
        always <= set(opened) <= always | {"acute_infection", "older_adult"}
    )  # a week may make these two apply
    some, whole = len(opened), load_library()
    assert len(list(whole.rules)) == len(whole.rules) > some
    assert plan(whole) == found


def test_the_rules_of_a_protocol_are_a_sequence_like_any_other(cache: Path) -> None:
    library = compiled(cache)
    rules = next(p for p in library.protocols if p.id == "ckd").rules
    assert rules == tuple(rules)
    assert rules != ()
    assert rules[0].ref in library.rules
    assert library.rules[rules[0].ref] is rules[0]
    assert "ckd@1#no-such-rule" not in library.rules
    assert "nobody@1#no-such-rule" not in library.rules
    assert "not a ref" not in library.rules
    assert next(reversed(rules)) is rules[-1]


PARTS = ("core", "rules/ckd", "exercises", "goals", "sources")
SHAPES = ("[[1, 2]]", "[7]", "{", "null", "", '"x"')


@pytest.mark.parametrize(
    ("name", "part"), [*zip(PARTS, SHAPES, strict=False), *((PARTS[0], shape) for shape in SHAPES[1:])]
)
def test_a_part_of_another_shape_is_compiled_again(cache: Path, name: str, part: str) -> None:
    good = everything(compiled(cache))
    rewritten(cached(cache), name, part)
    assert everything(load_library()) == good
    assert everything(load_library()) == good


@pytest.mark.parametrize("cut", [0, 65, -1])
def test_a_cache_that_was_cut_short_is_not_used(cache: Path, cut: int) -> None:
    good = everything(compiled(cache))
    content = cached(cache).read_bytes()
    cached(cache).write_bytes(content[:cut])
    assert everything(load_library()) == good
    assert cached(cache).read_bytes() == content


def test_a_cache_in_which_a_letter_was_changed_is_not_used(cache: Path) -> None:
    good = everything(compiled(cache))
    content = cached(cache).read_bytes()
    cached(cache).write_bytes(content.replace(b"potassium", b"potassiun", 1))
    assert everything(load_library()) == good
    assert cached(cache).read_bytes() == content


def test_a_cache_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(shelf, "_cache_file", lambda _: tmp_path / "file" / "x.json")
    assert load_library().protocols


def _load(folder: str, ready: Any, found: Any) -> None:
    shelf._cache_file = lambda digest: Path(folder) / f"{digest[:12]}.json"
    ready.wait()
    found.put(hashlib.sha256(repr(load_library().protocols).encode()).hexdigest())


def test_two_processes_that_write_the_cache_at_once_both_get_the_library(cache: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready, found = context.Barrier(2), context.Queue()
    both = [context.Process(target=_load, args=(str(cache), ready, found)) for _ in range(2)]
    for one in both:
        one.start()
    answers = [found.get(timeout=60) for _ in both]
    for one in both:
        one.join(timeout=60)
    assert answers[0] == answers[1] == hashlib.sha256(repr(load_library().protocols).encode()).hexdigest()
    assert [path.suffix for path in cache.iterdir()] == [".json"]


def test_a_file_that_changes_in_length_or_not_is_seen_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    text = read_texts(default_folder())["ckd"]
    file = folder / "ckd.yaml"
    file.write_text(text, encoding="utf-8")
    stamp = file.stat()
    before = load_library(folder)
    file.write_text(text.replace("version: 1", "version: 2", 1), encoding="utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    after = load_library(folder)
    assert [next(p for p in one.protocols if p.id == "ckd").version for one in (before, after)] == [1, 2]
