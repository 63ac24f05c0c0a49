"""What pauses and stops mean for clearance: nothing goes on, or goes on without the streams that rest.

Floor: engine. Pure. A pause of everything defers; a pause of a part is a caution. The rule says what is to be done.
"""

from __future__ import annotations

from collections.abc import Mapping

from fittvp.engine.advance import WeekState
from fittvp.engine.findings import URGENCIES
from fittvp.engine.force import VERDICTS
from fittvp.model.plan import ClearancePart, Finding, Verdict
from fittvp.protocol.rules import Clearance, Move, Rule

RECORD = "Nothing of it starts again before a clinician has recorded the clearance (fittvp adjust --cleared)."


def with_rest(found: ClearancePart, week: WeekState, every: Mapping[str, Rule]) -> ClearancePart:
    """The clearance with a finding for each rule that pauses or stops a stream in the coming week."""
    resting = {name: moved for name, moved in week.moves.items() if week.rests(name)}
    if not resting:
        return found
    said = {one.rule for one in found.findings}
    whole = all(name in resting for name in week.streams if name not in week.limits.closed)
    stops = {ref for moved in resting.values() if moved.move == "stop" for ref in moved.refs}
    refs = sorted({ref for moved in resting.values() for ref in moved.refs} - said)
    verdict: Verdict = "defer" if whole else "caution"
    more = [_finding(every[ref], verdict, ref in stops, whole) for ref in refs if ref in every]
    findings = sorted(
        [*found.findings, *more],
        key=lambda f: (-VERDICTS.index(f.verdict), -URGENCIES.index(f.urgency), f.rule),
    )
    worst: Verdict = max([found.verdict, *(one.verdict for one in more)], key=VERDICTS.index)
    if whole:
        worst = max([worst, "defer"], key=VERDICTS.index)
    leading = [one for one in findings if one.verdict == worst]
    return ClearancePart(
        verdict=worst, findings=findings,
        urgency=max((one.urgency for one in leading), key=URGENCIES.index, default=""),
        meanwhile="rest" if any(one.meanwhile == "rest" for one in leading) else "usual moving",
    )  # fmt: skip


def _finding(rule: Rule, verdict: Verdict, stopped: bool, whole: bool) -> Finding:
    effect = rule.effect
    act = effect if isinstance(effect, Move | Clearance) else None
    looked = stopped or (isinstance(act, Move) and act.until_looked)
    do = " ".join(part for part in (act.do if act else "", RECORD if looked else "") if part)
    return Finding(
        rule=rule.ref, verdict=verdict, says=rule.says, patient=rule.patient, do=do,
        urgency=act.urgency if act else "", tell=act.tell if act else "",
        meanwhile=((act.meanwhile if act else "") or "usual moving") if whole else "", unknown=[],
    )  # fmt: skip
