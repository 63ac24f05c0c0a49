"""What a command says on the terminal about a plan: verdict, findings, what is missing, week 1.

Floor: cli. Words and JSON only; it refuses to print and to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

from fittvp.cli.errors import EXIT

if TYPE_CHECKING:
    from fittvp.model.plan import Plan, Value, Week

WIDTH = 100
VERDICTS = {
    "ok": "OK: the plan goes out as it is.",
    "caution": "CAUTION: the plan goes out with the restrictions below.",
    "defer": "DEFERRED: nothing starts until the points below are done or known.",
    "refuse": "REFUSED: no exercise in the present state; medical care comes first.",
}
IN_PART = "IN PART: some of the work rests; the rest goes out with the restrictions below."
MEANWHILE = {"usual moving": "Meanwhile: usual daily moving goes on.", "rest": "Meanwhile: rest."}
COUNTED = {"sets": "set", "repetitions": "repetition"}
TIMED = {"hold": "s hold", "bout": "min at a time"}
AXES = {"intensity": "% HRR", "load": "% 1RM"}


def clearance_lines(plan: Plan) -> Iterator[str]:
    """Verdict, findings, today, and what is not known."""
    yield f"{plan.id}, {plan.on}"
    yield IN_PART if _in_part(plan) else VERDICTS[plan.clearance.verdict]
    for finding in plan.clearance.findings:
        yield wrapped(f"- {finding.says} [{finding.rule}]")
        to = f" Tell: {finding.tell}, {finding.urgency}." if finding.tell else ""
        if finding.do or to:
            yield wrapped(f"Do: {_stopped(finding.do)}{to}", "    ")
    if not plan.weeks and plan.clearance.meanwhile:
        yield MEANWHILE.get(plan.clearance.meanwhile, plan.clearance.meanwhile)
    if plan.today.then != "go":
        yield wrapped(f"Today's session: {plan.today.then}. {' '.join(plan.today.lines)}")
    if plan.not_known:
        yield ""
        yield "Not known, and what it would change:"
        yield from (wrapped(f"- {line.label}: {line.would_change}") for line in plan.not_known)


def _in_part(plan: Plan) -> bool:
    """A stream is paused or stopped, and others go on."""
    coming = plan.coming[:1] if plan.clearance.verdict == "caution" else []
    return any(line.move in ("pause", "stop") for week in coming for line in week.moves)


def plan_lines(plan: Plan) -> Iterator[str]:
    """The whole summary of `fittvp plan`, but for the files."""
    yield from clearance_lines(plan)
    for override in plan.asked.overrides:
        yield wrapped(f"Overridden by {override.by}: {override.rule} ({override.reason})")
    if plan.weeks:
        yield ""
        yield from week_lines(plan.weeks[0])
        last = plan.weeks[-1]
        if last.number > 1 and "aerobic" in last.doses:
            yield wrapped(f"Week {last.number}, if the weeks go well: aerobic {dose_words(last, 'aerobic')}.")
    for line in plan.under_least:
        rules = ", ".join(line.limit_rules) or "the time given"
        yield wrapped(
            f"Below the least known to work: {stream_words(line.stream)} {field_words(line.field)} reaches "
            f"{line.reaches:g} of {line.least:g} {line.unit} ({rules}). {_stopped(line.instead)}"
        )
    for conflict in plan.conflicts:
        yield wrapped(f"Conflict: {_stopped(conflict.words)} {_stopped(conflict.done)}")
    drafts = [p.id for p in plan.protocols if p.status == "draft"]
    if drafts:
        yield wrapped(f"Drafts, not yet reviewed by a clinician: {', '.join(drafts)}.")


def week_lines(week: Week) -> Iterator[str]:
    """One line for each stream of a week."""
    yield f"Week {week.number}, from {week.starts_on}:"
    for stream in week.doses:
        yield wrapped(f"- {stream_words(stream)}: {dose_words(week, stream)}")


def dose_words(week: Week, stream: str) -> str:
    """A stream's dose on one line."""
    dose, parts = week.doses[stream], []
    if "sessions" in dose:
        each = f" of {number(dose['session_time'])} min" if "session_time" in dose else ""
        parts.append(_counted(number(dose["sessions"]), "session") + each)
    parts += [_counted(number(dose[field]), one) for field, one in COUNTED.items() if field in dose]
    whole = number(dose["session_time"]) if "session_time" in dose else ""
    parts += [
        f"{number(dose[field])} {words}"
        for field, words in TIMED.items()
        if field in dose and number(dose[field]) != whole
    ]
    effort = week.effort.get(stream)
    if effort is not None:
        parts.append(f"Borg {effort.borg[0]}-{effort.borg[1]}")
    parts += [f"{number(dose[field])} {words}" for field, words in AXES.items() if field in dose]
    if "volume" in dose:
        parts.append(f"{number(dose['volume'])} {'min' if 'session_time' in dose else 'sets'} a week")
    return ", ".join(parts)


def _counted(value: str, one: str) -> str:
    return f"{value} {one}" if value == "1" else f"{value} {one}s"


def number(value: Value) -> str:
    """`15` or `30-39`."""
    return f"{value.value:g}" if value.value is not None else f"{value.low:g}-{value.high:g}"


def stream_words(stream: str) -> str:
    """`resistance_lower` as `resistance, lower`."""
    return stream.replace("_", ", ", 1)


def field_words(field: str) -> str:
    return field.replace("_", " ")


def wrapped(text: str, indent: str = "") -> str:
    """Folded to the terminal's usual width; one entry stays recognisable by its first column."""
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)


def as_json(plan: Plan, **more: Any) -> Mapping[str, Any]:
    """What a program reads: the verdict and what is missing; the whole plan stands in its file."""
    parts = plan.model_dump(mode="json", include={"id", "on", "clearance", "today", "not_known", "protocols"})
    return {"verdict": plan.clearance.verdict, "exit_code": EXIT[plan.clearance.verdict], **parts, **more}


def _stopped(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text[0].upper()}{text[1:]}."
