"""`fittvp check`: may this patient exercise now, and what is missing? No file is written.

Floor: cli. With --cert it reads a plan that exists instead, and says which reporting items it leaves open.
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
@click.option(
    "--cert",
    is_flag=True,
    help="PATIENT is a plan.json: say which reporting items (CERT) it leaves blank (exit code 2), and which wait "
    "for the clinic. Example: --cert",
)
@options.as_json
def command(
    patient: str, on: dt.date, labs: tuple[str, ...], protocols: str | None, cert: bool, as_json: bool
) -> None:
    """Say whether a patient may exercise, and what is missing.

    Nothing is written. The exit code is that of `fittvp plan`.

    \b
    Example:
      fittvp check patient.yaml --on 2026-11-23
      fittvp check output/patient-plan.json --cert
    """
    if cert:
        _check_cert(patient, as_json)
        return
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


def _check_cert(path: str, as_json: bool) -> None:
    """The reporting items of a plan that was written."""
    from fittvp.cli.errors import WRONG
    from fittvp.cli.record import read_plan
    from fittvp.sheet.cert import reported

    plan = read_plan(path)
    found = reported(plan)
    if found is None:
        said = f"{plan.id} prescribes nothing ({plan.clearance.verdict}): there is no programme to report."
        click.echo(json.dumps({"boxes": 0, "blank": [], "clinic": {}}) if as_json else said)
        return
    if as_json:
        shown = {"boxes": found.boxes, "blank": found.blank, "clinic": dict(found.clinic)}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        click.echo(
            f"CERT: {found.boxes - len(found.blank)} of {found.boxes} boxes say something of this plan."
        )
        click.echo("\n".join(f"Blank: {box}" for box in found.blank) or "None is blank.")
        click.echo("\n".join(["For the clinic to add:", *(f"  {box}: {what}" for box, what in found.clinic)]))
    click.get_current_context().exit(WRONG if found.blank else 0)
