"""`fittvp history`: everything that happened to a plan, read like a clinic's notes.

Floor: cli.
"""

from __future__ import annotations

import json

import click

from fittvp.cli import options


@click.command("history")
@options.record
@options.as_json
def command(plan: str, as_json: bool) -> None:
    """Tell what happened to a plan: made, reviewed, adjusted; when, by whom, why, and what followed.

    Each entry carries the hash of the one before. A change by hand is noticed and named; it is not
    prevented: who can write the file can also write new hashes.

    \b
    Example:
      fittvp history output/patient-plan.json
    """
    from fittvp.cli.record import read_plan
    from fittvp.cli.told import history_lines
    from fittvp.model.chain import broken

    kept = read_plan(plan)
    wrong = broken(kept.events)
    if as_json:
        events = [event.model_dump(mode="json", exclude={"what": {"record"}}) for event in kept.events]
        shown = {"id": kept.id, "now": kept.now, "events": events, "changed_by_hand": wrong}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    click.echo(
        "\n".join([f"{kept.id}, plan of {kept.on}; the coming week is {kept.now}.", *history_lines(kept)])
    )
    for line in wrong:
        click.echo(f"Changed by hand: {line}", err=True)
