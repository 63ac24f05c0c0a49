"""How a command that wrote files ends: notes to stderr, words or JSON to stdout, the exit code of the verdict.

Floor: cli. It refuses to decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from fittvp.cli.errors import EXIT

if TYPE_CHECKING:
    from fittvp.model.plan import Plan


def finish(
    plan: Plan, files: Iterable[Path | str], notes: Iterable[str], lines: Iterable[str],
    as_json: Mapping[str, Any] | None = None,
) -> NoReturn:  # fmt: skip
    """Say it and leave. `as_json`: printed instead of the lines."""
    for note in notes:
        click.echo(note, err=True)
    if as_json is not None:
        click.echo(json.dumps(as_json, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join([*lines, "", "Written:", *(f"  {path}" for path in files)]))
    click.get_current_context().exit(EXIT[plan.clearance.verdict])
    raise AssertionError  # exit() never returns
