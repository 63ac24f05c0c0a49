"""Reads the whole of protocols/ once, strictly, and keeps it compiled in the user's cache folder.

Floor: protocol: the only reader of disk below cli. It refuses to decide anything about a patient.
All problems of all files are reported together, with file, line, rule, problem and remedy.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fittvp import __version__
from fittvp.model.axis import Axis
from fittvp.model.derive import is_time_dependent
from fittvp.model.fact import Fact
from fittvp.protocol.archive import digest_of, pack_texts
from fittvp.protocol.catalogue import Exercise, Goal, unpack_exercise, unpack_goal
from fittvp.protocol.facts import fact_from_json, fact_to_json
from fittvp.protocol.grammar import facts_read, freeze
from fittvp.protocol.packing import pack, unpack_modality, unpack_protocol
from fittvp.protocol.rules import Modality, Protocol, Rule

SHARED = ("facts", "sources", "exercises", "goals", "modalities", "intensity", "formulas", "composition")


@dataclass(frozen=True, repr=False)
class Library:
    """Everything in protocols/, compiled. `digest` names exactly these texts."""

    digest: str
    protocols: tuple[Protocol, ...]
    facts: Mapping[str, Fact]
    modalities: Mapping[str, Modality]
    axes: Mapping[str, Axis]
    sources: Mapping[str, Mapping[str, Any]]
    exercises: Mapping[str, Exercise]
    goals: Mapping[str, Goal]
    formulas: Mapping[str, Any]
    composition: Mapping[str, Any]
    words: Mapping[str, Mapping[str, str]]  # tag, equipment, setting -> label
    texts: Mapping[str, str]  # file stem -> its YAML text, all of them
    packed: str  # the same, for a record
    moving: frozenset[str]  # facts that may change by themselves as days pass
    thresholds: tuple[tuple[str, tuple[float, ...]], ...]  # what rules compare them with

    def __repr__(self) -> str:
        return f"Library({', '.join(p.id for p in self.protocols)}; {self.digest[:12]})"

    @cached_property
    def serving(self) -> Mapping[str, tuple[Exercise, ...]]:
        """For each stream the exercises of its modality and region, in the catalogue's order."""
        return {
            stream: tuple(
                e
                for e in self.exercises.values()
                if e.modality == modality.id
                and (stream == modality.id or e.region == "whole" or stream == f"{modality.id}_{e.region}")
            )
            for modality in self.modalities.values()
            for stream in modality.streams
        }

    @cached_property
    def reviewed(self) -> frozenset[str]:
        """Facts that a review brings, and the flags that rest on them."""
        found = {name for name, fact in self.facts.items() if fact.group == "review"}
        size = 0
        while size != len(found):
            size = len(found)
            found |= {
                name
                for name, fact in self.facts.items()
                if (facts_read(fact.condition) | facts_read(fact.expected_when)) & found
            }
        return frozenset(found)

    @cached_property
    def clocks(self) -> Mapping[str, frozenset[str]]:
        """For each moving fact, the facts of time alone (weeks since an event, age) that it rests on."""
        found = {
            name: frozenset((name,) if is_time_dependent(self.facts[name]) else ()) for name in self.moving
        }
        before: Mapping[str, frozenset[str]] = {}
        while before != found:
            before = dict(found)
            for name in found:
                fact = self.facts[name]
                reads = (facts_read(fact.condition) | facts_read(fact.expected_when)) & self.moving
                found[name] = found[name].union(*(found[other] for other in reads))
        return found

    @cached_property
    def shelves(self) -> dict[str, Any]:
        """Room for what the engine sorts once for each protocol."""
        return {}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by its `protocol@version#rule`."""
        return {rule.ref: rule for protocol in self.protocols for rule in protocol.rules}


def default_folder() -> Path:
    """protocols/ inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "protocols"
    return packaged if packaged.is_dir() else here.parent / "protocols"


def read_texts(folder: Path) -> dict[str, str]:
    """File stem to text, sorted by stem. Raises FileNotFoundError with the folder's name."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise FileNotFoundError(f"No protocols in the folder `{folder.name}`.")
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def load_library(folder: Path | None = None, cache: bool = True) -> Library:
    """The library of `folder`, from the cache where its texts are unchanged. Raises LibraryError."""
    return library_of(read_texts(folder or default_folder()), cache)


def library_of(texts: Mapping[str, str], cache: bool = True) -> Library:
    """The library of these texts. Raises LibraryError."""
    digest = digest_of(texts)
    plain = _read_cache(digest) if cache else None
    if plain is not None:
        try:
            return _unpack(plain, digest, texts)
        except (KeyError, TypeError, ValueError, IndexError):
            pass  # an unreadable cache is no library: compile again
    from fittvp.protocol.build import build

    plain = {**build(texts), "packed": pack_texts(texts)}
    if cache:
        _write_cache(digest, plain)
    return _unpack(json.loads(json.dumps(plain)), digest, texts)


def _unpack(plain: Mapping[str, Any], digest: str, texts: Mapping[str, str]) -> Library:
    facts = {}
    for raw in plain["facts"]:
        for key in ("expected_when", "condition"):
            if key in raw:
                raw[key] = freeze(raw[key])
        facts[raw["name"]] = fact_from_json(raw)
    axes = {
        name: Axis(unit, {scale: freeze(pairs) for scale, pairs in points.items()}, freeze(levels))
        for name, (unit, points, levels) in plain["axes"].items()
    }
    protocols = tuple(unpack_protocol(raw) for raw in plain["protocols"])
    return Library(
        digest=digest,
        protocols=protocols,
        facts=facts,
        modalities={raw[0]: unpack_modality(raw) for raw in plain["modalities"]},
        axes=axes,
        sources=plain["sources"],
        exercises={raw[0]: unpack_exercise(raw) for raw in plain["exercises"]},
        goals={raw[0]: unpack_goal(raw) for raw in plain["goals"]},
        formulas=plain["formulas"],
        composition=plain["composition"],
        words=plain["words"],
        texts=dict(texts),
        packed=plain["packed"],
        moving=frozenset(plain["moving"]),
        thresholds=freeze(plain["thresholds"]),
    )


def _cache_file(digest: str) -> Path:
    """Compiled by this version of the program from these texts."""
    from platformdirs import user_cache_path

    key = hashlib.sha256(f"{__version__}\0{digest}".encode()).hexdigest()
    return user_cache_path("fittvp", appauthor=False) / f"library-{key[:32]}.json"


def _read_cache(digest: str) -> dict[str, Any] | None:
    """The compiled library, or None where there is none that can be trusted. Never raises."""
    try:
        text = _cache_file(digest).read_text(encoding="utf-8")
        check, _, body = text.partition("\n")
        if check != hashlib.sha256(body.encode()).hexdigest():
            return None
        plain = json.loads(body)
    except (OSError, ValueError):
        return None
    return plain if isinstance(plain, dict) else None


def _write_cache(digest: str, plain: Mapping[str, Any]) -> None:
    """Whole or not at all; two writers write the same. A cache that cannot be written is no error."""
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    target = _cache_file(digest)
    partial = target.with_suffix(f".{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}", encoding="utf-8")
        os.replace(partial, target)
    except OSError:
        partial.unlink(missing_ok=True)


def plain_fact(fact: Fact) -> dict[str, Any]:
    """A fact for the cache, with its compiled conditions."""
    return {key: pack(value) for key, value in fact_to_json(fact).items()}
