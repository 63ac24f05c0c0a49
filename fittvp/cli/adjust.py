"""`fittvp adjust`: the clinician's hand on a plan. Within limits it is done; past a limit it is refused, the rule named.

Floor: cli. Who and why are always asked for. A refusal is never overridden.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options, options_record
from fittvp.cli.errors import EXIT_WORDS, Refusal
from fittvp.cli.options_looks import Looks
from fittvp.cli.options_looks import looks as looks_of_pages

if TYPE_CHECKING:
    from fittvp.cli.record import Record
    from fittvp.model.event import Adjusted

MOVES = ("hold", "back", "progress")


@click.command("adjust", epilog=EXIT_WORDS)
@options.record
@options_record.adjusting
@click.option("--by", required=True, envvar="FITTVP_BY", metavar="WHO",
              help='Who decides; kept and printed (or set FITTVP_BY). Example: --by "Dr A"')  # fmt: skip
@click.option("--reason", required=True, metavar="TEXT",
              help='Why; kept and printed. Example: --reason "Two good weeks, wants more"')  # fmt: skip
@options.entered_on
@looks_of_pages
@options.protocols
@options.as_json
def command(
    plan: str, by: str, reason: str, on: dt.date | None, looks: Looks,
    protocols: str | None, as_json: bool, **flags: Any,
) -> None:  # fmt: skip
    """Adjust a plan by hand: hold, step back, move up, set a value, swap an exercise, lengthen it.

    It holds from the coming week on, or from --from-week. What would pass a limit is refused with its
    rule; --override RULE removes one limit, as in `fittvp plan`. After a stop, --cleared records that
    a clinician has cleared the patient; before that nothing starts again.

    \b
    Example:
      fittvp adjust output/patient-plan.json --hold --by "Dr A" --reason "Holiday week"
      fittvp adjust output/patient-plan.json --from-week 4 --field aerobic.session_time --to "20 min" \\
        --by "PT Lee" --reason "Tolerates more in one go"
      fittvp adjust output/patient-plan.json --cleared --by "Dr A" --reason "ECG and troponin normal"
    """
    from fittvp.cli.finish import finish
    from fittvp.cli.flags import plain
    from fittvp.cli.keep import writer_of
    from fittvp.cli.moved import adjust_lines, json_of
    from fittvp.cli.record import continued, open_record, write_next
    from fittvp.cli.wanted import adjusted

    by, reason = plain(by, "--by"), plain(reason, "--reason")
    writer = writer_of(looks)
    record = open_record(plan, protocols)
    on = on or record.today()
    _begun(record)
    what = adjusted(flags, record, by, reason, on)
    after = continued(record, what, on, by, reason)
    files = [str(path) for path in write_next(record, after, writer)]
    shown = json_of(after, files, record.notes) if as_json else None
    finish(after, files, record.notes, adjust_lines(after, record.plan, what), shown)


def _begun(record: Record) -> None:
    if not record.plan.weeks:
        raise Refusal(
            f"This plan has not begun ({record.plan.clearance.verdict}): a deferral or a refusal is not adjusted. "
            "When its points are settled, make it anew with `fittvp plan`."
        )


def is_empty(what: Adjusted) -> bool:
    """Nothing was asked for."""
    return what == type(what)(from_week=what.from_week, streams=what.streams)
