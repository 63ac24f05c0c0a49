"""The password of locked PDFs: read from a file or asked for, handed to the printer, kept nowhere.

Floor: cli. It is never taken from the command line, where other users of the machine and the shell's history see it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.sheet.blocks import Document

_LARGEST = 4096  # bytes of a file that can be a password's


def read_password(name: str) -> str:
    """The first line of a file, or what is typed, twice, where `name` is `-`. Raises Refusal."""
    if name == "-":
        typed: str = click.prompt("Password of the PDFs", hide_input=True, confirmation_prompt=True, err=True)
        return _sound(typed)
    try:
        if Path(name).stat().st_size > _LARGEST:
            raise Refusal(f"{name} is too large for a password's file: it should hold one line.")
        lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"The password's file {name} cannot be read as text. Is the name right?") from None
    return _sound(lines[0] if lines else "")


def _sound(password: str) -> str:
    from fittvp.pdf.extra import MissingExtra
    from fittvp.pdf.lock import check

    try:
        check(password)
    except (MissingExtra, ValueError) as error:
        raise Refusal(str(error)) from None
    return password


def printed(document: Document, paper: Literal["a4", "letter"], password: str | None) -> bytes:
    """The PDF of a document. Raises Refusal where its script or its lock needs packages that are not there."""
    from fittvp.pdf import render
    from fittvp.pdf.extra import MissingExtra

    try:
        return render(document, paper, password=password)
    except MissingExtra as error:
        raise Refusal(str(error)) from None
