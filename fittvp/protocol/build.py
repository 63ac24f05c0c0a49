"""Compiles the texts of protocols/ into one plain structure, or raises every problem of every file at once.

Floor: protocol. Runs only when a text has changed. It knows which file holds what; it refuses to read disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fittvp.model.axis import build_axis
from fittvp.model.derive import is_time_dependent
from fittvp.model.fact import Fact
from fittvp.protocol import rules, schema
from fittvp.protocol.amounts import Unreadable, Words, modality_of, read_band
from fittvp.protocol.catalogue import Exercise, Goal, read_exercise
from fittvp.protocol.codes import with_codes
from fittvp.protocol.compile import compile_rule
from fittvp.protocol.covered import FACT, uncovered
from fittvp.protocol.facts import FactsError, load_facts
from fittvp.protocol.folder import OWN, SHARED
from fittvp.protocol.grammar import GrammarError, compile_condition, facts_read, thresholds
from fittvp.protocol.library import plain_fact
from fittvp.protocol.packing import pack
from fittvp.protocol.parse import LibraryError, LibraryProblem, parse, placed
from fittvp.protocol.signing import standing

__all__ = ["LibraryError", "LibraryProblem", "build"]

UNCOVERED = (
    "no protocol applies to the condition `{}`: the healthy adult's dose would go out for it. "
    "Write a protocol whose applies_when names it, or take the condition out."
)
SCALES = {
    "effort": (
        "percent HRR",
        "percent_hrr",
        {"borg": "Borg", "cr10": "CR10", "percent_hrmax": "percent HRmax", "mets": "METs"},
    ),
    "load": ("percent 1RM", "percent_1rm", {"borg": "Borg", "rir": "RIR"}),
}


def build(texts: Mapping[str, str]) -> dict[str, Any]:
    """The compiled library as JSON-ready data. Raises LibraryError."""
    problems: list[LibraryProblem] = []
    data, lines, own = parse(texts)
    words, catalogue, goals = _words(data, problems)
    if words is None:
        raise LibraryError(placed(problems, own))
    compiled = []
    for stem in texts:
        if stem not in SHARED and not stem.startswith(OWN):
            protocol = _protocol(stem, texts[stem], data[stem], lines[stem], words, problems)
            if protocol is not None:
                compiled.append(protocol)
    _steps_for_aims(compiled, problems)
    if not problems:
        problems += [
            LibraryProblem("facts", 0, FACT, UNCOVERED.format(name))
            for name in uncovered(words.facts, compiled)
        ]
    if problems:
        raise LibraryError(placed(problems, own))
    moving, bounds = _moving(words.facts, compiled)
    return {
        "moving": sorted(moving),
        "thresholds": bounds,
        "facts": [plain_fact(fact) for fact in words.facts.values()],
        "axes": {name: [a.unit, pack(dict(a.points)), pack(a.levels)] for name, a in words.axes.items()},
        "modalities": [pack(modality) for modality in words.modalities.values()],
        "protocols": [pack(protocol) for protocol in compiled],
        "sources": data["sources"],
        "exercises": [pack(exercise) for exercise in catalogue],
        "goals": [pack(goal) for goal in goals],
        "formulas": data["formulas"],
        "composition": _numbers(data["composition"]),
        "words": _labels(data["exercises"]),
    }


def _moving(
    facts: Mapping[str, Fact], protocols: list[rules.Protocol]
) -> tuple[set[str], list[tuple[str, list[float]]]]:
    """Facts that change as days pass (weeks since, age, and what rests on them), and what they are compared with."""
    moving = {name for name, fact in facts.items() if is_time_dependent(fact)}
    nodes = [node for fact in facts.values() for node in (fact.condition, fact.expected_when)]
    for protocol in protocols:
        nodes.append(protocol.applies)
        for rule in protocol.rules:
            nodes.append(rule.when)
            if isinstance(rule.effect, rules.Step):
                nodes += rule.effect.needs
            if isinstance(rule.effect, rules.Check):
                nodes += [band.when for band in rule.effect.bands]
    bounds: dict[str, set[float]] = {name: set() for name in moving}
    for node in nodes:
        for name, value in thresholds(node):
            if name in bounds:
                bounds[name].add(value)
    while True:
        more = {
            name for name, fact in facts.items()
            if name not in moving and (facts_read(fact.condition) | facts_read(fact.expected_when)) & moving
        }  # fmt: skip
        if not more:
            return moving, [(name, sorted(values)) for name, values in sorted(bounds.items()) if values]
        moving |= more


def _numbers(raw: Any) -> Any:
    """The composition's words that are numbers, as numbers."""
    if isinstance(raw, dict):
        return {key: _numbers(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_numbers(value) for value in raw]
    return float(raw) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", raw) else raw


def _labels(raw: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        "tag": raw.get("tags", {}),
        "equipment": raw.get("equipment", {}),
        "setting": raw.get("settings", {}),
    }


def _words(
    data: Mapping[str, Any], problems: list[LibraryProblem]
) -> tuple[Words | None, list[Exercise], list[Goal]]:
    """Facts, modalities and axes: what rules are read against."""
    catalogue = _catalogue(data["exercises"], problems)
    labels = _labels(data["exercises"])
    settings = sorted({s for e in catalogue for s in e.settings})
    vocabularies = {
        "goals": {name: raw["label"] for name, raw in data["goals"].items()},
        "exercises": {e.id: e.name for e in catalogue},
        "equipment": labels["equipment"],
        "settings": {s: labels["setting"].get(s, s.replace("_", " ")) for s in settings},
    }
    axes = {
        name: build_axis(unit, own, _floats(data["intensity"][name]), scales)
        for name, (unit, own, scales) in SCALES.items()
    }
    modalities = {name: _modality(name, raw) for name, raw in data["modalities"].items()}
    check_also(catalogue, modalities, problems)
    try:
        facts = _conditions(load_facts(data["facts"], vocabularies), problems)
    except FactsError as error:
        problems += [
            LibraryProblem("facts", 0, each.fact, f"{each.what} {each.remedy}") for each in error.problems
        ]
        return None, catalogue, []
    facts = with_codes(facts, data.get("codes", {}), data["sources"], problems)
    closable = {
        "tag": frozenset(labels["tag"]),
        "equipment": frozenset(labels["equipment"]),
        "setting": frozenset(settings),
        "exercise": frozenset(e.id for e in catalogue),
        "position": frozenset(e.position for e in catalogue),
        "pattern": frozenset(e.pattern for e in catalogue),
    }
    words = Words(facts, modalities, axes, data["sources"], closable)
    return words, catalogue, _goals(data["goals"], words, problems)


def _floats(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{k: [float(x) for x in v] if isinstance(v, list) else v for k, v in row.items()} for row in rows]


def _modality(name: str, raw: Mapping[str, Any]) -> rules.Modality:
    grid = {field: float(step) for field, step in raw["round"].items()}
    return rules.Modality(
        name, raw["label"], raw["plain"], raw["shape"], raw.get("axis", ""), tuple(raw.get("regions", ())),
        tuple(raw["turns"]), grid,
    )  # fmt: skip


def _catalogue(raw: Mapping[str, Any], problems: list[LibraryProblem]) -> list[Exercise]:
    found = []
    for entry in raw.get("exercises", []):
        try:
            found.append(read_exercise(entry))
        except (KeyError, ValueError, TypeError) as error:
            what = f"the exercise lacks or misspells {error}."
            problems.append(LibraryProblem("exercises", 0, str(entry.get("id", "?")), what))
    return found


def check_also(
    catalogue: list[Exercise], modalities: Mapping[str, rules.Modality], problems: list[LibraryProblem]
) -> None:
    """What an exercise serves beside its own region are other regions of its own modality, each once."""
    for one in catalogue:
        known = modalities[one.modality].regions if one.modality in modalities else ()
        if one.also and not set(one.also) <= set(known):
            what = f"`also` names {', '.join(one.also)}; {one.modality} has the regions {', '.join(known) or 'none'}."
        elif len(set(one.also)) < len(one.also) or one.region in one.also:
            what = "`also` names a region twice, or its own."
        elif one.also and len(one.streams) < 2:
            what = "with `also` an exercise serves two regions at least."
        else:
            continue
        problems.append(LibraryProblem("exercises", 0, one.id, what))


def _goals(raw: Mapping[str, Any], words: Words, problems: list[LibraryProblem]) -> list[Goal]:
    goals = []
    for name, entry in raw.items():
        try:
            goals.append(_goal(name, entry, words))
        except (Unreadable, KeyError) as error:
            problems.append(LibraryProblem("goals", 0, name, str(error)))
    return goals


def _goal(name: str, entry: Mapping[str, Any], words: Words) -> Goal:
    needs: list[tuple[str, str, float]] = []
    line = entry.get("needs")
    if line not in (None, "", "null", "none"):
        match = re.match(r"^(?P<stream>[a-z]+(?: [a-z]+)?) (?P<field>[a-z_]+) at least (?P<value>.+)$", line)
        if match is None:
            raise Unreadable(f"needs: `{line}` is not `aerobic session_time at least 30 min`.")
        stream = match["stream"].replace(" ", "_")
        band = read_band(match["field"], match["value"], modality_of(stream, words), words)
        needs.append((stream, match["field"], band.low))
    uses = tuple((u.split(" ", 1)[0], u.split(" ", 1)[1]) for u in entry.get("uses", []))
    for what, word in uses:
        known = words.closable.get(what)
        if known and word not in known:
            raise Unreadable(f"uses: `{word}` is not a known {what}.")
    return Goal(
        name, entry["label"], entry.get("plain", entry["label"]), tuple(needs), uses,
        tuple(entry.get("instead", ())), entry.get("modality", ""),
    )  # fmt: skip


def _conditions(facts: dict[str, Fact], problems: list[LibraryProblem]) -> dict[str, Fact]:
    """Compile `expected_when` and `condition`, now that every fact is known; refuse circles."""
    done: dict[str, Fact] = {}
    for name, fact in facts.items():
        changes: dict[str, Any] = {}
        for key in ("expected_when", "condition"):
            raw = getattr(fact, key)
            if raw is not None:
                try:
                    changes[key] = compile_condition(raw, facts)
                except GrammarError as error:
                    problems.append(LibraryProblem("facts", 0, name, f"{key}: {error}"))
        done[name] = replace(fact, **changes) if changes else fact
    for name in done:
        if _circles(name, done, ()):
            problems.append(LibraryProblem("facts", 0, name, "expected_when runs in a circle."))
    return done


def _circles(name: str, facts: Mapping[str, Fact], path: tuple[str, ...]) -> bool:
    if name in path:
        return True
    fact = facts[name]
    if not isinstance(fact.expected_when, tuple):
        return False
    return any(_circles(read, facts, (*path, name)) for read in facts_read(fact.expected_when))


def _protocol(
    stem: str, text: str, raw: Any, lines: Mapping[tuple[str | int, ...], int], words: Words,
    problems: list[LibraryProblem],
) -> rules.Protocol | None:  # fmt: skip
    from pydantic import ValidationError

    try:
        head = schema.Protocol.model_validate(raw)
    except ValidationError as error:
        for each in error.errors():
            path = tuple(part for part in each["loc"] if isinstance(part, (str, int)))
            problems.append(
                LibraryProblem(stem, _line(lines, path), _rule_name(raw, path), _shape_words(each))
            )
        return None
    version = int(head.version)
    if head.id != stem:
        problems.append(LibraryProblem(stem, 1, "", f"id `{head.id}` is not the file's name."))
    compiled = _rules(head, lines, words, problems)
    try:
        applies = None if head.applies_when == "always" else compile_condition(head.applies_when, words.facts)
    except GrammarError as error:
        problems.append(LibraryProblem(stem, lines.get(("applies_when",), 0), "", str(error)))
        return None
    status, reviewed = standing(head.status, text)
    return rules.Protocol(
        head.id, head.title, version, status, reviewed, head.for_, head.not_for,
        hashlib.sha256(text.encode()).hexdigest(), applies, tuple(compiled),
    )  # fmt: skip


def _rules(
    head: schema.Protocol,
    lines: Mapping[tuple[str | int, ...], int],
    words: Words,
    problems: list[LibraryProblem],
) -> list[rules.Rule]:
    """Every readable rule of a protocol; the others go to the problems."""
    compiled: list[rules.Rule] = []
    seen: set[str] = set()
    for number, rule in enumerate(head.rules):
        line = lines.get(("rules", number), 0)
        if rule.id in seen:
            what = "the rule id stands twice; ids are never reused."
            problems.append(LibraryProblem(head.id, line, rule.id, what))
        seen.add(rule.id)
        try:
            compiled.append(compile_rule(rule, head.id, int(head.version), words))
        except Unreadable as error:
            problems.append(LibraryProblem(head.id, line, rule.id, str(error)))
    return compiled


def _line(lines: Mapping[tuple[str | int, ...], int], path: tuple[str | int, ...]) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def _rule_name(raw: Any, path: tuple[str | int, ...]) -> str:
    try:
        return str(raw["rules"][path[1]]["id"]) if path[0] == "rules" else ""
    except (KeyError, IndexError, TypeError):
        return ""


def _shape_words(error: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"][2:] or error["loc"])
    if error["type"] == "extra_forbidden":
        return f"`{place}` is not a known key."
    if error["type"] == "missing":
        return f"`{place}` is missing."
    if error["type"] == "string_pattern_mismatch" and place == "id":
        return "`id`: a rule's id is small words joined by hyphens, without a number."
    return f"`{place}`: {error['msg']}."


def _steps_for_aims(protocols: list[rules.Protocol], problems: list[LibraryProblem]) -> None:
    """An aim whose field cannot grow is no aim: each needs a step in its own protocol or in `general`."""
    growing = {"volume": ("session_time", "volume"), "session_time": ("session_time", "volume")}
    for protocol in protocols:
        offered = [
            rule.effect for p in protocols if p.id in (protocol.id, "general") for rule in p.rules
            if isinstance(rule.effect, rules.Step)
        ]  # fmt: skip
        for rule in protocol.rules:
            if rule.kind != "aim" or not isinstance(rule.effect, rules.Doses):
                continue
            for stream in rule.effect.streams:
                for field in rule.effect.values:
                    wanted = growing.get(field, (field,))
                    if not any(step.field in wanted and stream in step.streams for step in offered):
                        what = f"the aim's {field} of {stream} has no step here or in general."
                        problems.append(LibraryProblem(protocol.id, 0, rule.id, what))
