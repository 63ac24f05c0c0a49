"""Flags of every command that prints: paper, clinic, language, size of the letters, what else is written.

Floor: cli. click only. A command gets them as one `looks`; what is left out stays as the record has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any

import click

from fittvp.cli.options import Decorated, language

ALSO = ("html", "one-page", "calendar")


@dataclass(frozen=True, slots=True)
class Looks:
    """What a command was asked; None, or nothing for `also`: as before."""

    paper: str | None
    clinic: str | None
    language: str | None
    large_print: bool | None
    name: bool | None
    also: tuple[str, ...]
    password_file: str | None


_OPTIONS = (
    click.option(
        "--paper",
        type=click.Choice(["a4", "letter"]),
        default=None,
        help="Size of the printed page; left out: as before, at first a4. Example: --paper letter",
    ),
    click.option(
        "--clinic",
        metavar="FILE",
        help="The clinic's name, logo, colour and telephone numbers, as YAML; left out: as before. "
        "Example: --clinic clinic.yaml",
    ),
    language,
    click.option(
        "--large-print/--usual-print",
        default=None,
        help="The handout in letters of 18 points, laid out anew. Example: --large-print",
    ),
    click.option(
        "--name/--no-name",
        default=None,
        help="Whether the patient's name stands on the pages; without it only the id does. Example: --no-name",
    ),
    click.option(
        "--also",
        type=click.Choice([*ALSO, "nothing"]),
        multiple=True,
        help="Write besides: the handout as a web page, the week on one page, a calendar of the sessions. "
        "Repeat for more; nothing ends it. Example: --also calendar",
    ),
    click.option(
        "--password-file",
        metavar="FILE",
        help="Lock the PDFs with the password in the first line of FILE (AES-256); - asks for it. The record, web page "
        "and calendar are not locked, and the password is kept nowhere: give it each time. Example: --password-file -",
    ),
)


def looks(command: Callable[..., Any]) -> Decorated:
    """Gives the command its looks."""

    @wraps(command)
    def dressed(**given: Any) -> Any:
        chosen = {each.name: given.pop(each.name) for each in fields(Looks)}
        return command(looks=Looks(**chosen), **given)

    decorated: Decorated = dressed
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
