"""`fittvp print`: the two PDFs of a record once more, on other paper or with another clinic.

Floor: cli. It changes nothing but the pages and their looks.
"""

from __future__ import annotations

import click

from fittvp.cli import options, options_record


@click.command("print")
@options.record
@options_record.looks
@options.protocols
def command(
    plan: str, paper: str | None, clinic: str | None, language: str | None, protocols: str | None
) -> None:
    """Draw the clinician's plan and the handout of a record again.

    \b
    Example:
      fittvp print output/patient-plan.json --paper letter
    """
    from fittvp.cli.clinic import read_clinic
    from fittvp.cli.keep import Writer
    from fittvp.cli.record import open_record, write_next

    writer = Writer(paper, read_clinic(clinic) if clinic else None, language)
    record = open_record(plan, protocols)
    for line in record.notes:
        click.echo(line, err=True)
    files = write_next(record, record.plan, writer)
    click.echo("\n".join(["Written:", *(f"  {path}" for path in files)]))
