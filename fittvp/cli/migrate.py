"""`fittvp migrate`: what the present protocols would change for this patient, before it is accepted as an event.

Floor: cli. Without --accept it writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from fittvp.cli import options
from fittvp.cli.errors import EXIT_WORDS, Refusal
from fittvp.cli.options_looks import Looks
from fittvp.cli.options_looks import looks as looks_of_pages

if TYPE_CHECKING:
    from fittvp.model.plan import Plan
    from fittvp.protocol.library import Library

MOST = 30
NOT_YET = "Nothing was written. To accept: --accept --by WHO --reason TEXT."


@click.command("migrate", epilog=EXIT_WORDS)
@options.record
@click.option(
    "--accept",
    is_flag=True,
    help="Record it: the coming weeks follow the present protocols. Example: --accept",
)
@options.who
@click.option("--reason", default="", metavar="TEXT", help='Why. Example: --reason "New calcium limits read"')
@options.entered_on
@looks_of_pages
@options.protocols
def command(
    plan: str, accept: bool, by: str, reason: str, on: dt.date | None, looks: Looks, protocols: str | None,
) -> None:  # fmt: skip
    """Show what would change if the coming weeks followed the present protocols; accept it, or not.

    A plan goes on with the protocols that it was made with until a clinician accepts others. Weeks that
    are over stay as they were. An override whose rule has changed lapses.

    \b
    Example:
      fittvp migrate output/patient-plan.json
      fittvp migrate output/patient-plan.json --accept --by "Dr A" --reason "Read the changes"
    """
    from fittvp import __version__
    from fittvp.cli.finish import finish
    from fittvp.cli.keep import writer_of
    from fittvp.cli.record import continued, open_record, write_next
    from fittvp.model.event import Migrated

    record = open_record(plan, protocols)
    on = on or record.today()
    present = record.present
    if present.digest == record.plan.library:
        click.echo("The plan follows the present protocols already: nothing would change.")
        return
    old = record.libraries[record.plan.library]
    record.libraries[present.digest] = present
    what = Migrated(from_week=record.plan.now, library=present.digest, engine=__version__)
    after = continued(record, what, on, by, reason)
    lines = [*library_lines(old, present), *plan_lines(record.plan, after, present)]
    if accept and not (by.strip() and reason.strip()):
        raise Refusal("--accept needs --by WHO and --reason TEXT. Nothing was written.")
    if not accept:
        click.echo("\n".join([*record.notes, *lines, "", NOT_YET]))
        return
    files = write_next(record, after, writer_of(looks))
    finish(after, files, record.notes, lines)


def library_lines(old: Library, new: Library) -> Iterator[str]:
    """Which protocols are new, gone or other than before."""
    before, after = {p.id: p for p in old.protocols}, {p.id: p for p in new.protocols}
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"Protocol {name}: no longer there."
        elif name not in before:
            yield f"Protocol {name}: new, version {after[name].version}."
        elif before[name].sha256 != after[name].sha256:
            versions = f"version {before[name].version} -> {after[name].version}"
            yield f"Protocol {name}: changed ({versions})."


def plan_lines(before: Plan, after: Plan, present: Library) -> Iterator[str]:
    """What is different for this patient, from the coming week on."""
    from fittvp.cli.diff import changes
    from fittvp.cli.summary import field_words, stream_words, wrapped

    found: list[str] = []
    if before.clearance.verdict != after.clearance.verdict:
        found.append(f"Clearance: {before.clearance.verdict} -> {after.clearance.verdict}.")
    rules = {
        one.rule.partition("@")[0] + "#" + one.rule.partition("#")[2] for one in before.clearance.findings
    }
    for one in after.clearance.findings:
        if one.rule.partition("@")[0] + "#" + one.rule.partition("#")[2] not in rules:
            found.append(f"New: {one.says} [{one.rule}] Do: {one.do}")
    for old, new in zip(before.coming, after.coming, strict=False):
        for stream, field, (then, now) in changes(old, new):
            found.append(f"Week {new.number}, {stream_words(stream)} {field_words(field)}: {then} -> {now}")
    lapsed = {o.rule for o in before.asked.overrides} - present.rules.keys()
    found += [f"Override of {rule} lapses: the rule has changed." for rule in sorted(lapsed)]
    yield "For this patient:" if found else "For this patient nothing changes."
    yield from (wrapped(f"- {line}") for line in found[:MOST])
    if len(found) > MOST:
        yield f"- and {len(found) - MOST} more"
