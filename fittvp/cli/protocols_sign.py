"""`fittvp protocols sign`: a clinic's own sign-off, in its own copy of a protocol.

Floor: cli. It writes one file of the clinic's folder, whole or not at all, and of an existing file only the status.
It refuses to sign in the library that came with the program: nobody in this project signs for a clinic.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from fittvp.cli import clock, options
from fittvp.cli.errors import Refusal


@click.command("sign")
@click.argument("name", metavar="ID")
@click.option(
    "--by", required=True, metavar="NAME", help='Who has read it. Example: --by "Dr A, kidney team"'
)
@options.recorded_on
@click.option(
    "--protocols", required=True, metavar="DIR",
    help="The clinic's own folder; made if missing. Example: --protocols clinic/protocols",
)  # fmt: skip
def command(name: str, by: str, on: dt.date, protocols: str) -> None:
    """Sign a protocol: record in the clinic's own copy who has reviewed it, when, and exactly which text.

    Without a copy of ID in DIR, ours is copied first. When the text changes afterwards, the protocol is a draft
    again and says so; sign anew. Plans made with --protocols DIR then print it as reviewed.

    \b
    Example:
      fittvp protocols sign ckd --by "Dr A, kidney team" --on 2026-11-23 --protocols clinic/protocols
    """
    from fittvp.cli.case import open_library
    from fittvp.model.problems import PatientError
    from fittvp.model.words import read_text

    folder = Path(protocols)
    try:
        who = read_text(by, "--by")
    except PatientError as error:
        raise Refusal(str(error)) from None
    if not who:
        raise Refusal("--by is empty. Write who has read the protocol.")
    if on > clock.today():
        raise Refusal(f"--on {on} is in the future. Write the day on which the protocol was read.")
    own, copied = _source(name, folder)
    if any(folder.glob("*.yaml")):  # a folder with problems is not signed in
        open_library(protocols)
    _write(folder / f"{name}.yaml", _signed(name, own, who, on))
    protocol = next(each for each in open_library(protocols).protocols if each.id == name)
    if copied:
        click.echo(f"Our {name} was copied to {folder / f'{name}.yaml'}.")
    click.echo(f"{name} version {protocol.version}: reviewed by {who}, {on}.")
    click.echo(f"A change of its text makes it a draft again. Use it with --protocols {folder}.")


def _source(name: str, folder: Path) -> tuple[bytes, bool]:
    """The bytes to sign, and whether they are ours. Raises Refusal."""
    from fittvp.model.problems import nearest, quoted
    from fittvp.protocol.folder import SHARED, default_folder, is_ours

    if folder.exists() and not folder.is_dir():
        raise Refusal(f"`{folder}` is a file. Give a folder of the clinic's own.")
    if is_ours(folder):
        raise Refusal(
            f"`{folder}` holds the protocols that came with the program; nobody signs those for you. "
            "Give a folder of the clinic's own: it is made, and our protocol copied into it."
        )
    own, ours = folder / f"{name}.yaml", default_folder() / f"{name}.yaml"
    here = [path.stem for path in (*folder.glob("*.yaml"), *default_folder().glob("*.yaml"))]
    protocols = sorted(set(here) - set(SHARED))
    if name not in protocols:
        raise Refusal(
            f"{quoted(name)} is no protocol. {nearest(name, protocols)} There are: {', '.join(protocols)}."
        )
    try:
        return (own.read_bytes(), False) if own.exists() else (ours.read_bytes(), True)
    except OSError as error:
        raise Refusal(f"`{own}` cannot be read ({type(error).__name__}). Check the file.") from None


def _signed(name: str, content: bytes, by: str, on: dt.date) -> bytes:
    from fittvp.protocol.signing import NoStatus, signed

    try:
        return signed(content.decode(), by, on.isoformat()).encode()
    except UnicodeDecodeError:
        raise Refusal(f"{name}.yaml is not UTF-8 text. Save the file as UTF-8.") from None
    except NoStatus as error:
        raise Refusal(f"{name}.yaml cannot be signed: {error}. Write `status: draft` there.") from None


def _write(target: Path, content: bytes) -> None:
    partial = target.with_suffix(f".{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        os.replace(partial, target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Refusal(f"`{target}` cannot be written ({type(error).__name__}). Check the folder.") from None
