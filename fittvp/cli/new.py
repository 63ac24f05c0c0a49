"""`fittvp new`: an empty patient file, every line with its units.

Floor: cli.
"""

from __future__ import annotations

from pathlib import Path

import click

from fittvp.cli import options
from fittvp.cli.errors import Refusal


@click.command("new")
@click.argument("file", metavar="FILE")
@options.protocols
@options.force
def command(file: str, protocols: str | None, force: bool) -> None:
    """Write a commented patient file to fill in.

    An existing file is kept, unless --force is given.

    \b
    Example:
      fittvp new patient.yaml
    """
    from fittvp.cli.case import open_library
    from fittvp.cli.output import write_all
    from fittvp.model.template import patient_template

    text = patient_template(open_library(protocols).facts)
    path = Path(file)
    if not path.name:
        raise Refusal("Give the new file a name, such as `fittvp new patient.yaml`.")
    write_all(path.parent, {path.name: text.encode()}, force)
    click.echo(f"Written: {path}. Fill in what you know; then `fittvp check {path}`.")
