"""`fittvp protocols diff`: what a clinic's library says otherwise than ours, rule by rule, in words.

Floor: cli. It refuses to judge which of the two is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options
from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.protocol.compare import Difference, Entry


@click.command("diff")
@click.argument("name", metavar="[ID]", required=False)
@options.protocols
@options.as_json
def command(name: str | None, protocols: str | None, as_json: bool) -> None:
    """Say what a clinic's library says otherwise than ours: rules added, removed and changed.

    ID is one protocol, or a shared file such as facts; left out: everything. Nothing is written.

    \b
    Example:
      fittvp protocols diff --protocols clinic/protocols
      fittvp protocols diff ckd --protocols clinic/protocols --json
    """
    from fittvp.cli.case import open_library
    from fittvp.model.problems import nearest, quoted
    from fittvp.protocol.compare import differences
    from fittvp.protocol.folder import OWN, texts_of

    if protocols is None:
        raise Refusal("--protocols DIR is needed: the folder of the clinic's own protocols.")
    theirs = open_library(protocols).texts
    known = sorted({stem.removeprefix(OWN) for stem in theirs})
    if name is not None and name not in known:
        hint = nearest(name, known)
        raise Refusal(
            f"{quoted(name)} is no protocol and no shared file. {hint} There are: {', '.join(known)}."
        )
    found = [each for each in differences(texts_of(None), theirs) if name in (None, each.file)]
    if as_json:
        click.echo(
            json.dumps({"differences": [_plain(each) for each in found]}, ensure_ascii=False, indent=1)
        )
        return
    where = f"{name} in {Path(protocols).name}" if name else Path(protocols).name
    click.echo("\n".join(_words(found)) if found else f"No difference: {where} says what ours says.")


def _plain(found: Difference) -> dict[str, Any]:
    return {
        "file": found.file, "what": found.what,
        "version": {"ours": found.versions[0], "theirs": found.versions[1]},
        "same_version": found.same_version,
        "head": [_figure(each) for each in found.head],
        "entries": [
            {"id": entry.id, "what": entry.what, "says": {"ours": entry.says[0], "theirs": entry.says[1]},
             "figures": [_figure(each) for each in entry.figures]}
            for entry in found.entries
        ],
    }  # fmt: skip


def _figure(figure: Any) -> dict[str, str]:
    return {"field": figure.field, "ours": figure.ours, "theirs": figure.theirs}


def _words(found: list[Difference]) -> Iterator[str]:
    for number, each in enumerate(found):
        counts = {
            word: sum(entry.what == word for entry in each.entries)
            for word in ("added", "removed", "changed")
        }
        said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        yield ("\n" if number else "") + f"{each.file}: {each.what}" + (f" ({said})" if said else "")
        for figure in each.head:
            yield from _change(figure, "  ")
        if each.same_version:
            yield (
                f"  Its version is ours ({each.versions[0]}) although its rules are not: raise it, so that a "
                "record says which text it followed."
            )
        for entry in each.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    from fittvp.cli.summary import wrapped

    ours, theirs = entry.says
    yield f"  {entry.what}: {entry.id}"
    if entry.what != "changed":
        said = theirs if entry.what == "added" else ours
        if said:
            yield wrapped(said, "      ")
        return
    if ours != theirs:
        yield wrapped(f"ours:   {ours}", "      ")
        yield wrapped(f"theirs: {theirs}", "      ")
    elif ours:
        yield wrapped(ours, "      ")
    for figure in entry.figures:
        yield from _change(figure, "      ")


def _change(figure: Any, indent: str) -> Iterator[str]:
    from fittvp.cli.summary import wrapped

    yield wrapped(f"{figure.field}: {figure.ours or 'none'} -> {figure.theirs or 'none'}", indent)
