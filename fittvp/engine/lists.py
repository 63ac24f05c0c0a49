"""The lists of a plan: checks, monitoring, advice, red flags, what leads to which move, closed things, rule notes.

Floor: engine. Pure. Union of what is in force; the same sign at the same urgency is printed once, with every rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fittvp.engine.advance import WeekState
from fittvp.engine.doses import GENERAL
from fittvp.engine.findings import THEN, URGENCIES
from fittvp.engine.force import Held
from fittvp.engine.stream import EPS
from fittvp.model.plan import (
    Beside,
    CheckBandPart,
    CheckPart,
    CitePart,
    Closed,
    Lead,
    RuleLine,
    WatchPart,
)  # fmt: skip
from fittvp.model.truth import YES
from fittvp.protocol import rules as kinds
from fittvp.protocol.grammar import Node, facts_read, thresholds, truth, words
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Rule

AT = ("before", "during", "after")
MOVES = ("hold", "back", "pause", "stop")
BESIDE = {
    "pain": "of 10", "heart_rate": "bpm", "hand_weight": "kg", "walk_speed": "", "rest_days": "days",
    "session_time": "min", "bout": "min",
}  # fmt: skip
ALWAYS_BESIDE = ("pain", "heart_rate", "hand_weight", "walk_speed", "rest_days")


def every_held(states: Sequence[WeekState], kind: str) -> list[Held]:
    """The rules of one kind that are in force in any week, each once."""
    found: dict[str, Held] = {}
    for state in states:
        for held in getattr(state.rules, kind):
            found.setdefault(held.rule.ref, held)
    return list(found.values())


def checks(held: Iterable[Held], library: Library) -> list[CheckPart]:
    """One ladder for each measure and moment: the bands of all protocols, the worst first."""
    ladders: dict[tuple[str, str], list[Rule]] = {}
    for each in held:
        effect = each.rule.effect
        assert isinstance(effect, kinds.Check)
        ladders.setdefault((effect.at, effect.measure), []).append(each.rule)
    out = []
    for (at, measure), rules in sorted(ladders.items(), key=lambda item: (AT.index(item[0][0]), item[0][1])):
        bands: dict[tuple[str, str], tuple[CheckBandPart, Node]] = {}
        for rule in rules:
            effect = rule.effect
            assert isinstance(effect, kinds.Check)
            for band in effect.bands:
                part = CheckBandPart(
                    then=band.then, condition=words(band.when, library.facts), say=band.say,
                    urgency=band.urgency, tell=band.tell, rule=rule.ref,
                )  # fmt: skip
                _graver(bands, part, band.when)
        worst_first = sorted(
            bands.values(), key=lambda b: (-THEN.index(b[0].then), -URGENCIES.index(b[0].urgency))
        )
        ordered = overlaid(worst_first, measure, library.facts[measure].unit)
        first = rules[0]
        assert isinstance(first.effect, kinds.Check)
        out.append(
            CheckPart(
                at=at,
                measure=measure,
                label=library.facts[measure].label,
                how=first.effect.how,
                patient=first.patient,
                bands=ordered,
                rules=sorted(r.ref for r in rules),
            )
        )
    return out


def _graver(
    bands: dict[tuple[str, str], tuple[CheckBandPart, Node]], part: CheckBandPart, node: Node
) -> None:
    """The same band of two protocols: the more urgent one stands, whichever file comes first."""
    key = (part.condition, part.then)
    before = bands.get(key)
    if before is None or URGENCIES.index(part.urgency) > URGENCIES.index(before[0].urgency):
        bands[key] = (part, node)


def overlaid(bands: Sequence[tuple[CheckBandPart, Node]], measure: str, unit: str) -> list[CheckBandPart]:
    """The bands that some value reaches: where a worse band holds for all of a milder one, only the worse is said.

    A pain of 0 to 10 is asked as a whole number. Bands on more than the measure itself always stay.
    """
    alone = [node for _, node in bands if facts_read(node) == {measure} and thresholds(node)]
    edges = sorted({value for node in alone for _, value in thresholds(node)})
    values = [edge + shift for edge in edges for shift in ((-1, 0, 1) if unit == "of 10" else (-EPS, 0, EPS))]
    kept, open_ = [], set(values)
    for part, node in bands:
        if facts_read(node) != {measure} or not thresholds(node):
            kept.append(part)
            continue
        reached = {value for value in open_ if truth(node, {measure: value}.get) is YES}
        if reached:
            kept.append(part)
            open_ -= reached
    return kept


def watches(held: Iterable[Held], kind: str) -> list[WatchPart]:
    """Monitoring, advice or red flags: most urgent first."""
    found: dict[tuple[str, str, str], WatchPart] = {}
    for each in sorted(
        held, key=lambda each: each.rule.protocol == GENERAL
    ):  # a condition's own words come first
        effect, rule = each.rule.effect, each.rule
        assert isinstance(effect, kinds.Watch)
        if effect.kind != kind:
            continue
        key = (effect.sign or effect.what, effect.urgency, effect.threshold)
        before = found.get(key)
        if before is not None:
            found[key] = before.model_copy(update={"rules": sorted({*before.rules, rule.ref})})
            continue
        found[key] = WatchPart(
            kind=effect.kind, says=rule.says, patient=rule.patient, sign=effect.sign, what=effect.what,
            how_often=effect.how_often, threshold=effect.threshold, urgency=effect.urgency, call=effect.call,
            rules=[rule.ref],
        )  # fmt: skip
    return sorted(found.values(), key=lambda w: (-URGENCIES.index(w.urgency), w.sign or w.what, w.threshold))


def leads(held: Iterable[Held]) -> list[Lead]:
    """What leads to hold, back, pause and stop."""
    out = []
    for each in held:
        effect = each.rule.effect
        assert isinstance(effect, kinds.Move)
        share = f"{effect.percent:g} percent" + (f" of the {effect.field}" if effect.field else "")
        by = {"percent": share, "step": "one step", "start": "to the start"}.get(effect.by, "")
        out.append(
            Lead(
                move=effect.to,
                streams=list(effect.streams),
                by=by,
                says=each.rule.says,
                patient=each.rule.patient,
                rule=each.rule.ref,
            )
        )
    return sorted(out, key=lambda lead: (-MOVES.index(lead.move), lead.rule))


def closed(state: WeekState, library: Library) -> list[Closed]:
    """What is closed in a week, with the rules and, in words, until when."""
    found: dict[tuple[str, str], set[str]] = {}
    for stream, refs in state.limits.closed.items():
        found.setdefault(("stream", stream), set()).update(refs)
    for what, word, _, ref in state.limits.closes:
        found.setdefault((what, word), set()).add(ref)
    every = library.rules
    return [
        Closed(
            what=what,
            word=word,
            label=label_of(what, word, library),
            rules=sorted(refs),
            until=" ".join(sorted({every[ref].until for ref in refs if ref in every} - {""})),
        )
        for (what, word), refs in sorted(found.items())
    ]


def label_of(what: str, word: str, library: Library) -> str:
    """A closed thing in words."""
    if what == "exercise" and word in library.exercises:
        return library.exercises[word].name
    if what in library.words and word in library.words[what]:
        return library.words[what][word]
    return word.replace("_", " ")


def beside(state: WeekState, stream: str) -> list[Beside]:
    """Bounds that are printed beside a dose: the patient's own measurements, pain, rest days."""
    out = []
    for side, bounds in (("most", state.limits.ceilings), ("least", state.limits.floors)):
        for (name, field), bound in sorted(bounds.items()):
            if name == stream and field in ALWAYS_BESIDE:
                out.append(
                    Beside(
                        field=field,
                        side=side,
                        value=bound.value,
                        unit=BESIDE[field],
                        written=bound.written,
                        rules=list(bound.refs),
                    )
                )
    return out


def rule_lines(
    refs: Iterable[str], every: Mapping[str, Rule], unsure: frozenset[str], only_asked: frozenset[str]
) -> dict[str, RuleLine]:
    """The notes: each rule the plan names, with its sentence and its sources."""
    out = {}
    for ref in sorted(set(refs)):
        rule = every.get(ref)
        if rule is not None:
            cites = [CitePart(id=c.id, where=c.where, strength=c.strength, seen=c.seen) for c in rule.sources]
            out[ref] = RuleLine(
                kind=rule.kind, says=rule.says, patient=rule.patient, until=rule.until, sources=cites,
                certain=ref not in unsure, only_asked=ref in only_asked,
            )  # fmt: skip
    return out
