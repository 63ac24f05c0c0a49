"""What one library says otherwise than another, entry by entry and rule by rule, in words.

Floor: protocol. It compares texts as clinicians wrote them: the sentence, the figure before and after. It refuses to
judge which is right, and to know files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fittvp.protocol.folder import LATER, OWN, SHARED, merged
from fittvp.protocol.schema import Review
from fittvp.protocol.signing import standing
from fittvp.protocol.strict_yaml import load_strict

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
_HEAD: Final = ("title", "version", "for", "not_for", "applies_when", "codes", "status")
_CONDITIONS: Final = ("when", "needs", "applies_when", "condition", "expected_when")


@dataclass(frozen=True, slots=True)
class Figure:
    """One value that differs: where, ours and the clinic's, as written; empty where there is none."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule of a protocol, or a named entry of a shared file. `says`: the sentence, (ours, theirs)."""

    id: str
    what: str  # ADDED | REMOVED | CHANGED
    says: tuple[str, str]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One file. `head`: what differs outside its rules. `versions`: ours and theirs, of a protocol."""

    file: str
    what: str
    head: tuple[Figure, ...] = ()
    entries: tuple[Entry, ...] = ()
    versions: tuple[str, str] = field(default=("", ""))

    @property
    def same_version(self) -> bool:
        """Whether rules differ under one version: then a plan's `protocol@version#rule` names two texts."""
        return (
            bool(self.entries)
            and self.what == CHANGED
            and len(set(self.versions)) == 1
            and self.versions[0] != ""
        )


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[Difference]:
    """Every file that differs, protocols first, each in the order of names. Texts as a library holds them."""
    stems = sorted({stem.removeprefix(OWN) for stem in (*ours, *theirs)})
    found = []
    for stem in (*(s for s in stems if s not in SHARED), *(s for s in stems if s in SHARED)):
        before, after = _data(stem, ours), _data(stem, theirs)
        if before == after:
            continue
        if stem in SHARED:
            found.append(_shared(stem, before, after))
        else:
            found.append(_protocol(stem, (before, ours.get(stem, "")), (after, theirs.get(stem, ""))))
    return found


def _data(stem: str, texts: Mapping[str, str]) -> Any:
    """A file's data, a clinic's entries over ours; None where there is no such file."""
    if stem not in texts and (stem not in LATER or f"{OWN}{stem}" not in texts):
        return None
    data = load_strict(texts[stem], stem) if stem in texts else {}
    own = texts.get(f"{OWN}{stem}")
    return data if own is None else merged(stem, data, load_strict(own, stem))


def _status(data: Mapping[str, Any], text: str) -> str:
    """As it counts today: `draft`, or who reviewed it and when."""
    raw = data.get("status", "draft")
    if isinstance(raw, str):
        return raw
    status, reviewed = standing({"reviewed": Review.model_validate(raw["reviewed"])}, text)
    return f"reviewed by {reviewed[0]}, {reviewed[1]}" if reviewed else status


def _protocol(stem: str, ours: tuple[Any, str], theirs: tuple[Any, str]) -> Difference:
    what = ADDED if ours[0] is None else REMOVED if theirs[0] is None else CHANGED
    before, after = ({**data, "status": _status(data, text)} if data else {} for data, text in (ours, theirs))
    head = (
        [f for key in _HEAD for f in _figures(key, before.get(key), after.get(key))]
        if what == CHANGED
        else []
    )
    entries = _entries(_by_id(before.get("rules", [])), _by_id(after.get("rules", [])))
    versions = (str(before.get("version", "")), str(after.get("version", "")))
    return Difference(stem, what, tuple(head), tuple(entries), versions)


def _shared(stem: str, ours: Any, theirs: Any) -> Difference:
    before, after = _named(ours or {}), _named(theirs or {})
    return Difference(stem, CHANGED if ours is not None else ADDED, (), tuple(_entries(before, after)))


def _named(data: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of a shared file by name: a list of things with ids, or sections of names, opened one level."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if (
            isinstance(value, list)
            and value
            and all(isinstance(one, Mapping) and "id" in one for one in value)
        ):
            found |= _by_id(value)
        elif name in ("conditions", "analytes") and "label" not in value:  # codes.yaml
            found |= {f"{name} {inner}": one for inner, one in value.items()}
        else:
            found[name] = value
    return found


def _by_id(rows: list[Any]) -> dict[str, Any]:
    return {str(row["id"]): row for row in rows}


def _entries(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Entry]:
    for name in dict.fromkeys((*before, *after)):
        ours, theirs = before.get(name), after.get(name)
        if ours == theirs:
            continue
        what = ADDED if name not in before else REMOVED if name not in after else CHANGED
        figures = (
            [f for f in _figures("", ours, theirs) if f.field not in ("says", "id")]
            if what == CHANGED
            else []
        )
        yield Entry(name, what, (_says(ours), _says(theirs)), tuple(figures))


def _says(entry: Any) -> str:
    """The sentence of a rule; the label, title or name of another entry."""
    if not isinstance(entry, Mapping):
        return "" if entry is None else plain(entry)
    return str(next((entry[key] for key in ("says", "label", "title", "name") if key in entry), ""))


def _figures(place: str, ours: Any, theirs: Any) -> Iterator[Figure]:
    """Each value that differs, by where it stands. A condition is one value."""
    if ours == theirs:
        return
    whole = place.split(" ")[-1] in _CONDITIONS
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and not whole:
        for key in dict.fromkeys((*ours, *theirs)):
            yield from _figures(f"{place} {key}".strip(), ours.get(key), theirs.get(key))
        return
    pair = [_condition(one) if whole else plain(one) for one in (ours, theirs)]
    yield Figure(place.replace("_", " "), *pair)


def plain(value: Any) -> str:
    """A value as one line of words."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {plain(inner)}".replace("_", " ") for key, inner in value.items())
    return ", ".join(plain(inner) for inner in value) if isinstance(value, list) else str(value)


def condition(raw: Any) -> str:
    """A condition as written, on one line: `all` and `any` as `and` and `or`."""
    if isinstance(raw, str):
        return raw.replace("_", " ")
    if isinstance(raw, list):
        return condition({"all": raw})
    parts = []
    for word, inner in raw.items():
        if word == "not":
            parts.append(f"not ({condition(inner)})")
        else:
            parts.append((" and " if word == "all" else " or ").join(_inner(each) for each in inner))
    return " and ".join(parts)


def _condition(raw: Any) -> str:
    return "" if raw is None else condition(raw)


def _inner(raw: Any) -> str:
    return condition(raw) if isinstance(raw, str) else f"({condition(raw)})"
