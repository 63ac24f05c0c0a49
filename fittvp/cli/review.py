"""`fittvp review`: what a week showed in, the move and the next week out; then the three files again.

Floor: cli. The answers are only more facts: what follows from them the engine says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options, options_record
from fittvp.cli.errors import EXIT_WORDS, Refusal
from fittvp.cli.options_looks import Looks
from fittvp.cli.options_looks import looks as looks_of_pages

if TYPE_CHECKING:
    from fittvp.cli.record import Record
    from fittvp.cli.showed import Window
    from fittvp.model.event import Reviewed
    from fittvp.model.plan import Plan
    from fittvp.model.record import Reading
    from fittvp.protocol.library import Library

WEEK = dt.timedelta(days=7)
WHERE = ("by", "note")  # keys of a week's file that are not facts


@click.command("review", epilog=EXIT_WORDS)
@options.record
@click.option(
    "--week", type=click.IntRange(1, 400), metavar="N", show_default="the first that has no review",
    help="The week that is over. Example: --week 3",
)  # fmt: skip
@options_record.showing
@options.labs
@click.option(
    "--otherwise-well", is_flag=True,
    help="Everything else was asked and is well; without it, what is not said is unknown. "
    "Example: --otherwise-well",
)  # fmt: skip
@click.option(
    "--from", "source", metavar="FILE",
    help="Read the answers from a file, as in a patient file; flags are added. Example: --from week-3.yaml",
)  # fmt: skip
@click.option(
    "--correct", is_flag=True,
    help="Say it again for the week that was reviewed last; what is said anew replaces. Example: --correct",
)  # fmt: skip
@options.note
@options.who
@options.recorded_on
@looks_of_pages
@options.protocols
@options.as_json
def command(
    plan: str, week: int | None, labs: tuple[str, ...], otherwise_well: bool, source: str | None,
    correct: bool, note: str, by: str, on: dt.date, looks: Looks,
    protocols: str | None, as_json: bool, **flags: Any,
) -> None:  # fmt: skip
    """Record what a week showed, and print the next week.

    PLAN.json is the record that `fittvp plan` wrote. It says the move (progress, hold, back, pause, stop),
    its rules, the next week and what is unknown, and writes the three files anew. With no answer it asks.

    \b
    Example:
      fittvp review output/patient-plan.json --week 1 --sessions-done 3 --pain 2 --otherwise-well
      fittvp review output/patient-plan.json --week 2 --pain 6 --lab "potassium=4.6 mmol/L@2026-12-06"
    """
    from fittvp.cli.finish import finish
    from fittvp.cli.keep import writer_of
    from fittvp.cli.moved import json_of, review_lines
    from fittvp.cli.record import continued, open_record, write_next

    writer = writer_of(looks)
    record = open_record(plan, protocols)
    number = _week(record, week, correct, on)
    given = {**flags, "labs": labs}
    asks = source is None and not otherwise_well and not any(_said(value) for value in given.values())
    answers, head = _asked(record, number, on) if asks else _answers(record, given, source, on, number)
    what = _reviewed(record, number, answers, otherwise_well, on)
    after = continued(record, what, on, *_who(by or head.get("by", ""), note or head.get("note", "")))
    keep = partial(_keep, record, number, answers, otherwise_well, asks)
    again = f"fittvp review {plan} --week {number}"
    files = [str(path) for path in write_next(record, after, writer, keep, again)]
    _drop(record, number, asks)
    record.notes += _over_now(after)
    shown = json_of(after, files, record.notes) if as_json else None
    finish(after, files, record.notes, review_lines(after), shown)


def _who(by: str, note: str) -> tuple[str, str]:
    """Who and what remark, as they may be printed; empty where nobody said. Raises Refusal."""
    from fittvp.cli.flags import plain

    return plain(by, "--by") if by else "", plain(note, "--note") if note else ""


def _drop(record: Record, number: int, asked: bool) -> None:
    """The answers stand in the plan: the draft that was asked for goes."""
    from fittvp.cli.draft import draft_beside, drop_draft

    if asked:
        drop_draft(draft_beside(record.path, number))


def _over_now(after: Plan) -> list[str]:
    """What to do when the last planned week has been reviewed."""
    if after.now <= after.asked.weeks:
        return []
    return [f"The plan's {after.asked.weeks} weeks are over. To go on: fittvp adjust --weeks +4."]


def _agree(found: Mapping[str, list[Reading]], number: int) -> None:
    """Answers that cannot both be are asked back."""
    told = {name: own[-1].value for name, own in found.items()}
    missed, done = told.get("weeks_missed"), told.get("sessions_done")
    if isinstance(missed, float) and missed > number:
        raise Refusal(
            f"--missed {missed:g}: this is week {number}; at most {number} weeks of the plan were missed."
        )
    if isinstance(missed, float) and isinstance(done, float) and missed >= 1 and done > 0:
        raise Refusal(
            f"--missed {missed:g} and --sessions-done {done:g}: in a missed week no session was done."
        )


def _asked(record: Record, number: int, on: dt.date) -> tuple[dict[str, Any], dict[str, str]]:
    """Asked one by one; each answer is kept in a draft at once."""
    from fittvp.cli.draft import draft_beside
    from fittvp.cli.questions import ask_week

    return ask_week(record, number, on, draft_beside(record.path, number)), {}


def _keep(record: Record, number: int, answers: Mapping[str, Any], well: bool, asked: bool) -> Path:
    """The answers in a file of their own: nobody types them twice, and nobody's draft is lost."""
    from fittvp.cli.draft import draft_beside, free_draft, save_draft

    draft = draft_beside(record.path, number)
    path = draft if asked else free_draft(draft)
    save_draft(path, {**answers, **({"otherwise_well": "yes"} if well else {})})
    return path


def _said(value: Any) -> bool:
    return value is not None and value != ()


def _week(record: Record, week: int | None, correct: bool, on: dt.date) -> int:
    """The number of the week; refused where it is over, has not begun, or the plan never began."""
    plan = record.plan
    if not plan.weeks:
        raise Refusal(
            f"This plan has not begun: it was {'deferred' if plan.clearance.verdict == 'defer' else 'refused'} "
            f"on {plan.on}. When its points are settled, make it anew with `fittvp plan`."
        )
    number = week if week is not None else (plan.now - 1 if correct else plan.now)
    if correct and (number != plan.now - 1 or number < 1):
        raise Refusal("--correct is for the week that was reviewed last.")
    if number < plan.now and not correct:
        raise Refusal(_over(record, number))
    start = record.on + WEEK * (number - 1)
    if on < start:
        raise Refusal(
            f"Week {number} begins on {start}; on {on} nobody can know what it showed. "
            "For another day of entry: --on DATE."
        )
    if number > plan.now:
        left = f"weeks {plan.now} to {number - 1}" if number - plan.now > 1 else f"week {plan.now}"
        record.notes.append(f"No review of {left}: nothing is known of it, and unknown raises nothing.")
    if on < start + WEEK - dt.timedelta(days=1):
        record.notes.append(
            f"Week {number} lasts until {start + WEEK - dt.timedelta(days=1)}: reviewed early."
        )
    return number


def _over(record: Record, number: int) -> str:
    plan = record.plan
    found = next((e for e in reversed(plan.events) if getattr(e.what, "week", None) == number), None)
    if found is None:
        return (
            f"Week {number} is over without a review, and a later week has one; the next is week {plan.now}. "
            f"Say what it showed with week {plan.now} (--fact, --event, --note), or with --correct for week {plan.now - 1}."
        )
    by = f" by {found.by}" if found.by else ""
    again = " To mend or complete it: --correct." if number == plan.now - 1 else ""
    return f"Week {number} was reviewed on {found.on}{by}; the next is week {plan.now}.{again}"


def _window(record: Record, number: int, on: dt.date) -> Window:
    from fittvp.cli.showed import Window

    first = min(record.plan.now, number)
    return Window(record.on + WEEK * (first - 1), on)


def _answers(
    record: Record, flags: Mapping[str, Any], source: str | None, on: dt.date, number: int
) -> tuple[dict[str, Any], dict[str, str]]:
    """The file's answers, and over them the flags'. `by` and `note` of a file are handed back."""
    from fittvp.cli.labs import read_labs
    from fittvp.cli.read import read_patient_file
    from fittvp.cli.showed import answers_of
    from fittvp.model.problems import PatientError

    library = _present(record)
    found: dict[str, Any] = {}
    if source is not None:
        try:
            found = read_patient_file(source)
        except PatientError as error:
            raise Refusal(str(error).replace("Run `fittvp new patient.yaml` for a template.", "")) from None
    head = {key: str(found.pop(key) or "") for key in WHERE if key in found}
    found = _flat(found, library)
    found |= answers_of(flags, library, _window(record, number, on), record.notes)
    results = read_labs(flags["labs"], library.facts, on)
    record.notes += [note for result in results for note in result.notes]
    for result in results:
        before = found.get(result.fact, [])
        found[result.fact] = [*(before if isinstance(before, list) else [before]), result.text]
    return found, head


def _flat(raw: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Sections are opened: a week's file may be written as a patient file, or one fact a line."""
    groups = {fact.group for fact in library.facts.values()} - library.facts.keys()
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if key in groups and isinstance(value, dict):
            found |= value
        else:
            found[key] = value
    return found


def _present(record: Record) -> Library:
    """The library that the plan follows now."""
    return record.libraries[record.plan.library]


def _reviewed(record: Record, number: int, answers: Mapping[str, Any], well: bool, on: dt.date) -> Reviewed:
    """The event. An answer without a date is of the day of the review. Raises Refusal."""
    from fittvp.model.event import Reviewed
    from fittvp.model.patient import read_facts
    from fittvp.model.problems import PatientError
    from fittvp.model.record import readings_to_json

    rest = dict(answers)
    well = str(rest.pop("otherwise_well", "no")) in ("yes", "True", "true") or well
    try:
        found = read_facts(rest, _present(record).facts, on)
    except PatientError as error:
        raise Refusal(f"{error}") from None
    dated: dict[str, list[Reading]] = {
        name: [each if each.on else replace(each, on=on) for each in own] for name, own in found.items()
    }
    _agree(dated, number)
    said = [f"{name}: {each.written or 'none'}" for name, own in dated.items() for each in own]
    return Reviewed(week=number, readings=readings_to_json(dated), otherwise_well=well, said=said)
