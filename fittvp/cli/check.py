"""`fittvp check`: may this patient exercise now, and what is missing? No file is written.

Floor: cli.
"""

from __future__ import annotations

import datetime as dt
import json

import click

from fittvp.cli import options
from fittvp.cli.errors import EXIT, EXIT_WORDS


@click.command("check", epilog=EXIT_WORDS)
@options.patient
@options.on
@options.labs
@options.protocols
@options.as_json
def command(patient: str, on: dt.date, labs: tuple[str, ...], protocols: str | None, as_json: bool) -> None:
    """Say whether a patient may exercise, and what is missing.

    Nothing is written. The exit code is that of `fittvp plan`.

    \b
    Example:
      fittvp check patient.yaml --on 2026-11-23
    """
    from fittvp.cli.case import decide, open_case
    from fittvp.cli.summary import as_json as json_of
    from fittvp.cli.summary import clearance_lines
    from fittvp.model.plan import AskedPart

    case = open_case(patient, on, labs, protocols)
    plan = decide(case, AskedPart(weeks=1, labs=case.labs))
    for note in case.notes:
        click.echo(note, err=True)
    if as_json:
        click.echo(json.dumps(json_of(plan, notes=case.notes), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(clearance_lines(plan)))
    click.get_current_context().exit(EXIT[plan.clearance.verdict])
