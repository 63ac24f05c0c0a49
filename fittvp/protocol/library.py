"""Reads the whole of protocols/ once, strictly, and keeps it compiled in the user's cache folder.

Floor: protocol: the only reader of disk below cli. It refuses to decide anything about a patient.
All problems of all files are reported together, with file, line, rule, problem and remedy.
What one patient does not need (the rules of other protocols, the sources) is not even unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from fittvp.model.axis import Axis
from fittvp.model.derive import is_time_dependent
from fittvp.model.fact import Fact
from fittvp.protocol.archive import digest_of, pack_texts
from fittvp.protocol.catalogue import WHOLE, Exercise, Goal, unpack_exercise, unpack_goal
from fittvp.protocol.facts import fact_from_json, fact_to_json
from fittvp.protocol.folder import SHARED, FolderProblem, default_folder, read_texts, texts_of
from fittvp.protocol.grammar import facts_read, freeze
from fittvp.protocol.packing import Opener, pack, unpack_modality, unpack_protocol
from fittvp.protocol.rules import Modality, Protocol, Rule
from fittvp.protocol.shelf import Parts, Shelf, cache_file, encoded, read_parts, write_parts

__all__ = [
    "SHARED",
    "FolderProblem",
    "Library",
    "default_folder",
    "library_of",
    "load_library",
    "plain_fact",
    "read_texts",
]

_cache_file = cache_file
Kind = TypeVar("Kind")


class RuleIndex(Mapping[str, Rule]):
    """Every rule by its `protocol@version#rule`. A protocol's rules are unpacked when one is looked for."""

    def __init__(self, protocols: tuple[Protocol, ...]) -> None:
        self._protocols = {protocol.id: protocol for protocol in protocols}
        self._opened: dict[str, dict[str, Rule]] = {}

    def __getitem__(self, ref: str) -> Rule:
        name = ref.partition("@")[0]
        if name not in self._opened:
            self._opened[name] = {rule.ref: rule for rule in self._protocols[name].rules}
        return self._opened[name][ref]

    def __iter__(self) -> Iterator[str]:
        return (rule.ref for protocol in self._protocols.values() for rule in protocol.rules)

    def __len__(self) -> int:
        return sum(len(protocol.rules) for protocol in self._protocols.values())


@dataclass(frozen=True, repr=False)
class Library:
    """Everything in protocols/, compiled. `digest` names exactly these texts."""

    digest: str
    protocols: tuple[Protocol, ...]
    facts: Mapping[str, Fact]
    modalities: Mapping[str, Modality]
    axes: Mapping[str, Axis]
    formulas: Mapping[str, Any]
    composition: Mapping[str, Any]
    words: Mapping[str, Mapping[str, str]]  # tag, equipment, setting -> label
    texts: Mapping[str, str]  # file stem -> its YAML text, all of them; `own/...`: a clinic's, laid over ours
    moving: frozenset[str]  # facts that may change by themselves as days pass
    thresholds: tuple[tuple[str, tuple[float, ...]], ...]  # what rules compare them with
    shelf: Shelf = field(compare=False)

    def __repr__(self) -> str:
        return f"Library({', '.join(p.id for p in self.protocols)}; {self.digest[:12]})"

    @cached_property
    def packed(self) -> str:
        """The texts as they go into a record."""
        return self.shelf.open("packed", lambda raw: _of(str, raw))

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Each source by its id, as sources.yaml says it."""
        return self.shelf.open("sources", lambda raw: _of(dict, raw))

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Each exercise by its id, in the catalogue's order."""
        return self.shelf.open("exercises", lambda rows: {raw[0]: unpack_exercise(raw) for raw in rows})

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Each goal by its id."""
        return self.shelf.open("goals", lambda rows: {raw[0]: unpack_goal(raw) for raw in rows})

    @cached_property
    def serving(self) -> Mapping[str, tuple[Exercise, ...]]:
        """For each stream the exercises of its modality and region, in the catalogue's order."""
        return {
            stream: tuple(
                e
                for e in self.exercises.values()
                if e.modality == modality.id
                and not e.only_shared
                and (stream == modality.id or e.region == WHOLE or stream == f"{modality.id}_{e.region}")
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
        return RuleIndex(self.protocols)


def load_library(folder: Path | None = None, cache: bool = True) -> Library:
    """Our library, with the files of `folder` laid over it; from the cache where no text has changed.

    Raises LibraryError with every problem of the texts, and FolderProblem where the folder holds none.
    """
    return library_of(texts_of(folder), cache)


def library_of(texts: Mapping[str, str], cache: bool = True) -> Library:
    """The library of these texts. Raises LibraryError."""
    digest = digest_of(texts)

    def compiled() -> Parts:
        from fittvp.protocol.build import build

        parts = encoded({**_parts(build(texts)), "packed": pack_texts(texts)})
        if cache:
            write_parts(_cache_file(digest), parts)
        return parts

    parts = read_parts(_cache_file(digest)) if cache else None
    shelf = Shelf(compiled() if parts is None else parts, compiled)
    return shelf.open("core", lambda core: _library(core, digest, texts, shelf))


_APART = ("sources", "exercises", "goals")


def _parts(plain: Mapping[str, Any]) -> dict[str, Any]:
    """What is compiled, cut into what is needed at once and what may never be."""
    heads = [protocol[:-1] for protocol in plain["protocols"]]
    core = {key: value for key, value in plain.items() if key not in _APART} | {"protocols": heads}
    rules = {f"rules/{protocol[0]}": protocol[-1] for protocol in plain["protocols"]}
    return {"core": core, **{key: plain[key] for key in _APART}, **rules}


def _library(core: Mapping[str, Any], digest: str, texts: Mapping[str, str], shelf: Shelf) -> Library:
    return Library(
        digest=digest,
        protocols=tuple(unpack_protocol(head, _opener(shelf, head[0])) for head in core["protocols"]),
        facts={raw["name"]: _fact(raw) for raw in core["facts"]},
        modalities={raw[0]: unpack_modality(raw) for raw in core["modalities"]},
        axes={
            name: Axis(unit, {scale: freeze(pairs) for scale, pairs in points.items()}, freeze(levels))
            for name, (unit, points, levels) in core["axes"].items()
        },
        formulas=core["formulas"],
        composition=core["composition"],
        words=core["words"],
        texts=dict(texts),
        moving=frozenset(core["moving"]),
        thresholds=freeze(core["thresholds"]),
        shelf=shelf,
    )


def _opener(shelf: Shelf, name: str) -> Opener:
    return lambda unpack: shelf.open(f"rules/{name}", unpack)


def _of(kind: type[Kind], raw: Any) -> Kind:
    if not isinstance(raw, kind):
        raise TypeError(f"not a {kind.__name__}")
    return raw


def _fact(raw: dict[str, Any]) -> Fact:
    for key in ("expected_when", "condition"):
        if key in raw:
            raw[key] = freeze(raw[key])
    return fact_from_json(raw)


def plain_fact(fact: Fact) -> dict[str, Any]:
    """A fact for the cache, with its compiled conditions."""
    return {key: pack(value) for key, value in fact_to_json(fact).items()}
