"""`fittvp print`: the two PDFs of a record once more, on other paper or with another clinic.

Floor: cli. It changes nothing but the pages and their looks.
"""

from __future__ import annotations

import click

from fittvp.cli import options
from fittvp.cli.options_looks import Looks
from fittvp.cli.options_looks import looks as looks_of_pages


@click.command("print")
@options.record
@looks_of_pages
@options.protocols
def command(plan: str, looks: Looks, protocols: str | None) -> None:
    """Draw the clinician's plan and the handout of a record again.

    \b
    Example:
      fittvp print output/patient-plan.json --paper letter
    """
    from fittvp.cli.keep import writer_of
    from fittvp.cli.record import open_record, write_next

    writer = writer_of(looks)
    record = open_record(plan, protocols)
    for line in record.notes:
        click.echo(line, err=True)
    files = write_next(record, record.plan, writer)
    click.echo("\n".join(["Written:", *(f"  {path}" for path in files)]))
