"""Compiles `protocols/codes.yaml`: which published codes mean which of our conditions and analytes.

Floor: protocol. Strict: an unknown condition or fact, a code that is not one, and a code that stands twice are
refused, all at once. It refuses to know what a code says beyond the condition (a stage, a side).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from fittvp.model.codes import ICD10, LOINC, SNOMED, is_code, squeezed
from fittvp.model.fact import Fact
from fittvp.model.problems import nearest
from fittvp.protocol.parse import LibraryProblem

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {"conditions": (ICD10, SNOMED), "analytes": (LOINC,)}
_SEEN: Final = ("full", "secondary", "memory")
Codes = dict[str, dict[str, dict[str, str]]]  # fact -> system -> squeezed code -> word


def with_codes(
    facts: Mapping[str, Fact],
    raw: Mapping[str, Any],
    sources: Mapping[str, object],
    problems: list[LibraryProblem],
) -> dict[str, Fact]:
    """The facts with their codes: conditions by code, and each analyte's own. Problems are added to the list."""
    found: Codes = {}
    for section, what, entry in _entries(raw, problems):
        name = "conditions" if section == "conditions" else what
        said = [*_unknown(section, what, facts), *_entry(section, entry, sources)]
        problems += [LibraryProblem("codes", 0, what, each) for each in said]
        if not said:
            problems += [
                LibraryProblem("codes", 0, what, each) for each in _collect(found, name, what, section, entry)
            ]
    return {name: replace(fact, codes=found[name]) if name in found else fact for name, fact in facts.items()}


def _entries(raw: Mapping[str, Any], problems: list[LibraryProblem]) -> Iterator[tuple[str, str, Any]]:
    for section, entries in raw.items():
        if section not in SECTIONS or not isinstance(entries, Mapping):
            what = f"`{section}` is not a section of codes. {nearest(section, SECTIONS)}".strip()
            problems.append(LibraryProblem("codes", 0, section, f"{what} There are conditions and analytes."))
            continue
        for what, entry in entries.items():
            yield section, what, entry


def _unknown(section: str, what: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    conditions = facts["conditions"].choices or {} if "conditions" in facts else {}
    if section == "conditions" and what not in conditions:
        yield f"is not a condition of facts.yaml. {nearest(what, conditions)}".strip()
    if section == "analytes" and (what not in facts or facts[what].kind != "quantity"):
        yield f"is not a measured fact of facts.yaml. {nearest(what, facts)}".strip()


def _entry(section: str, entry: Any, sources: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with one entry: `{icd10: [N18], snomed: [...], source: {id, where, seen}}`."""
    if not isinstance(entry, Mapping):
        yield "is not `{icd10: [N18], source: {id: ..., where: ..., seen: ...}}`."
        return
    for system, codes in entry.items():
        if system == "source":
            continue
        if system not in SECTIONS[section]:
            yield f"`{system}` has no place here; there are {' and '.join(SECTIONS[section])}."
        elif not isinstance(codes, list) or not codes:
            yield f"`{system}` is a list of codes, such as [N18]."
        else:
            yield from (f"`{code}` is no {system} code." for code in codes if not is_code(str(code), system))
    source = entry.get("source")
    if (
        not isinstance(source, Mapping)
        or set(source) != {"id", "where", "seen"}
        or source["seen"] not in _SEEN
    ):
        yield "needs its source: {id: ..., where: ..., seen: full, secondary or memory}."
    elif source["id"] not in sources:
        yield f"source `{source['id']}` does not stand in sources.yaml."


def _collect(found: Codes, name: str, what: str, section: str, entry: Mapping[str, Any]) -> Iterator[str]:
    for system in SECTIONS[section]:
        for code in entry.get(system, ()):
            places = [
                own.get(system, {})
                for fact, own in found.items()
                if (fact == "conditions") == (name == "conditions")
            ]
            before = next((place[squeezed(code)] for place in places if squeezed(code) in place), None)
            if before is not None:
                yield f"`{code}` already means {before}: one code, one meaning."
            found.setdefault(name, {}).setdefault(system, {})[squeezed(code)] = what
