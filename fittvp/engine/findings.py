"""May this person exercise now? Clearance, today's session, and what is not known and would change the answer.

Floor: engine. Pure. The worst verdict wins; each finding stays on its own, so that a normal result lifts just its block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from fittvp.engine.because import because
from fittvp.engine.force import VERDICTS, Held, InForce, verdict_of
from fittvp.engine.situation import Situation
from fittvp.model.fact import Fact
from fittvp.model.plan import ClearancePart, Finding, NotKnown, Today
from fittvp.model.record import Patient
from fittvp.model.truth import YES
from fittvp.protocol.grammar import truth
from fittvp.protocol.rules import Check, Clearance, Move

URGENCIES = ("", "next visit", "this week", "today", "now")
FIND_OUT = "this week"
THEN = ("go", "go easier", "wait", "no session")
MOST_LINES = 10  # of the box on the page: DESIGN, "Unknown is a third answer"


def clearance(
    rules: InForce, facts: Mapping[str, Fact] | None = None, situation: Situation | None = None,
    patient: Patient | None = None,
) -> ClearancePart:  # fmt: skip
    """The verdict with every finding, worst first. `facts`: for the labels of what is to be found out.

    `situation`, `patient`: for what made each rule speak, with its value.
    """
    found = [
        _finding(held, facts or {}, _because(held, situation, patient))
        for held in rules.clearance
        if held.certain or held.rule.if_unknown != "ask"
    ]
    found.sort(key=lambda f: (-VERDICTS.index(f.verdict), -URGENCIES.index(f.urgency), f.rule))
    worst = found[0].verdict if found else "ok"
    leading = [f for f in found if f.verdict == worst]
    urgency = max((f.urgency for f in leading), key=URGENCIES.index, default="")
    meanwhile = "rest" if any(f.meanwhile == "rest" for f in leading) else "usual moving"
    return ClearancePart(verdict=worst, findings=found, urgency=urgency, meanwhile=meanwhile)


def _because(held: Held, situation: Situation | None, patient: Patient | None) -> list[str]:
    if situation is None or patient is None or not held.certain:
        return []
    return because(held.rule.when, situation, patient)


def _finding(held: Held, facts: Mapping[str, Fact], fired: list[str]) -> Finding:
    """One reason. A caution for what is not known asks to find it out; it does not treat what nobody has seen."""
    effect, rule = held.rule.effect, held.rule
    assert isinstance(effect, Clearance)
    do, urgency, tell, meanwhile = effect.do, effect.urgency, effect.tell, effect.meanwhile
    if not held.certain and rule.if_unknown == "caution" and verdict_of(held) != effect.verdict:
        do = (
            "Find out: "
            + ", ".join(facts[name].label if name in facts else name for name in held.missing)
            + "."
        )
        urgency, tell, meanwhile = FIND_OUT, "treating team", "usual moving"
    return Finding(
        rule=rule.ref, verdict=verdict_of(held), says=rule.says, patient=rule.patient,
        do=do, urgency=urgency, tell=tell, meanwhile=meanwhile,
        unknown=list(held.missing) if not held.certain else [], because=fired,
    )  # fmt: skip


def not_known(rules: InForce, situation: Situation) -> list[NotKnown]:
    """Each unknown fact and what it would change; clearance first; at most ten lines.

    A question that only another unknown raises is left for later, unless exercise waits for it.
    """
    facts = situation.facts
    effects: dict[str, dict[str, list[str]]] = {}
    gravest: dict[str, int] = {}  # the worst move that the fact may lead to
    for held in _unsure(rules):
        for name in held.missing:
            effects.setdefault(name, {}).setdefault(_effect(held), []).append(held.rule.ref)
            gravest[name] = min(gravest.get(name, 0), _gravity(held))
    lines = []
    for name, by_effect in effects.items():
        order = sorted(by_effect, key=_EFFECTS.index)
        if order[0] != _EFFECTS[0] and situation.follows(name):
            continue
        words = order[0]
        refs = sorted({ref for refs in by_effect.values() for ref in refs})
        line = NotKnown(fact=name, label=facts[name].label, would_change=words, rules=refs)
        lines.append((_EFFECTS.index(order[0]), gravest[name], line.label, line))
    lines.sort(key=lambda entry: entry[:3])
    return _short([line for *_, line in lines])


def _gravity(held: Held) -> int:
    """The graver the move, the lower: what could stop the plan is asked first."""
    effect = held.rule.effect
    return -("hold", "back", "pause", "stop").index(effect.to) if isinstance(effect, Move) else 0


def _short(lines: list[NotKnown]) -> list[NotKnown]:
    """At most ten lines: those of one effect at the end share a line."""
    if len(lines) <= MOST_LINES:
        return lines
    head, rest = lines[: MOST_LINES - 1], lines[MOST_LINES - 1 :]
    shared = NotKnown(
        fact=", ".join(line.fact for line in rest), label=", ".join(line.label for line in rest),
        would_change="; ".join(sorted({w for line in rest for w in line.would_change.split("; ")})),
        rules=sorted({ref for line in rest for ref in line.rules}),
    )  # fmt: skip
    return [*head, shared]


_BY_KIND = {
    "clearance": {
        "defer": "exercise waits until it is known",
        "caution": "exercise goes out with caution until it is known",
        "ask": "could stop or restrict exercise",
    },
    "limit": {"applies": "a limit stands until it is known", "ask": "could change a limit"},
    "start": {"applies": "the start is lower until it is known", "ask": "could change the start"},
    "move": {"hold": "the dose is held until it is known", "ask": "could change the weekly decision"},
}
_EFFECTS = (
    *_BY_KIND["clearance"].values(),
    *(_BY_KIND[kind][firm] for kind, firm in (("limit", "applies"), ("start", "applies"), ("move", "hold"))),
    *(_BY_KIND[kind]["ask"] for kind in ("limit", "start", "move")),
)


def _effect(held: Held) -> str:
    return _BY_KIND[held.rule.kind].get(held.rule.if_unknown, _BY_KIND[held.rule.kind]["ask"])


def _unsure(rules: InForce) -> Iterable[Held]:
    yield from rules.asks
    for held in rules.limit:
        if held.certain and held.missing:
            yield held


def today(rules: InForce, situation: Situation, patient: Patient, on: date) -> Today:
    """Today's session, from values of today in the file, by the same bands as the checks at home."""
    worst, lines, refs = "go", [], []
    unmeasured: dict[str, None] = {}
    for held in rules.check:
        check = held.rule.effect
        assert isinstance(check, Check)
        if check.at != "before":
            continue
        if not _dated_today(patient, check.measure, on):
            unmeasured[check.measure] = None
        if not _measured_today(patient, check.measure, on):
            continue
        for band in check.bands:
            if truth(band.when, situation.lookup) is YES and band.then != "go":
                worst = max(worst, band.then, key=THEN.index)
                lines.append(band.say)
                refs.append(held.rule.ref)
    return Today(then=worst, lines=sorted(set(lines)), rules=sorted(set(refs)), unmeasured=sorted(unmeasured))


def _measured_today(patient: Patient, name: str, on: date) -> bool:
    readings = patient.readings.get(name, ())
    return bool(readings) and readings[-1].on in (on, None)


def _dated_today(patient: Patient, name: str, on: date) -> bool:
    """Measured today, an undated value being of the day on which the file was written."""
    readings = patient.readings.get(name, ())
    return bool(readings) and (readings[-1].on or patient.written_on or on) == on
