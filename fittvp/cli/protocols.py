"""`fittvp protocols`: what the program knows, read as a clinician reads it; and whether it is sound.

Floor: cli. Signing, comparing and the sources are modules of their own. It refuses to change a protocol.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options, protocols_diff, protocols_sign, sources
from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.protocol.library import Library
    from fittvp.protocol.rules import Protocol, Rule


@click.group("protocols")
def command() -> None:
    """List, show, check, compare and sign the protocols.

    \b
    Example:
      fittvp protocols list
      fittvp protocols show ckd
      fittvp protocols check
      fittvp protocols sign ckd --by "Dr A" --protocols clinic/protocols
      fittvp protocols diff --protocols clinic/protocols
    """


for inner in (sources.command, protocols_sign.command, protocols_diff.command):
    command.add_command(inner)


@command.command("list")
@click.option(
    "--exercises",
    is_flag=True,
    help="List the exercises and tags that --exclude knows instead. Example: --exercises",
)
@options.protocols
@options.as_json
def list_command(exercises: bool, protocols: str | None, as_json: bool) -> None:
    """List the protocols: version, status, rules, and how their sources were seen; with totals.

    A rule counts by the best source it has: full before secondary before memory. Judgement counts as memory,
    and is also shown apart.

    \b
    Example:
      fittvp protocols list
      fittvp protocols list --json
    """
    from fittvp.cli.case import open_library
    from fittvp.protocol.count import SEEN, totals_of

    library = open_library(protocols)
    if exercises:
        _list_exercises(library, as_json)
        return
    rows = [head_of(protocol) for protocol in library.protocols]
    totals = totals_of(library.protocols)
    if as_json:
        click.echo(json.dumps({"protocols": rows, "totals": totals}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        seen = ", ".join(f"{row['seen'][how]} {how}" for how in SEEN)
        click.echo(
            f"{row['id']} {row['version']} ({row['status']}): {row['title']}; "
            f"{row['rules']} rules; sources seen: {seen}"
        )
    seen = ", ".join(f"{totals['seen'][how]} {how}" for how in SEEN)
    click.echo(
        f"\nAll: {totals['protocols']} protocols, {totals['rules']} rules; sources seen: {seen} "
        f"({totals['memory_percent']:g} percent; {totals['judgement']} of them judgement)"
    )


def head_of(protocol: Protocol) -> dict[str, Any]:
    """A protocol in one row. `seen` and `strength`: its rules by the best source each has."""
    from fittvp.protocol.count import totals_of

    counts = totals_of([protocol])
    return {
        "id": protocol.id, "title": protocol.title, "version": protocol.version, "status": protocol.status,
        "reviewed": list(protocol.reviewed) if protocol.reviewed else None,
        "rules": counts["rules"], "seen": counts["seen"], "judgement": counts["judgement"],
        "strength": counts["strength"], "sha256": protocol.sha256,
    }  # fmt: skip


def _list_exercises(library: Library, as_json: bool) -> None:
    if as_json:
        rows = [
            {"id": e.id, "name": e.name, "modality": e.modality, "level": e.level, "tags": e.tags}
            for e in library.exercises.values()
        ]
        click.echo(
            json.dumps({"exercises": rows, "tags": dict(library.words["tag"])}, ensure_ascii=False, indent=1)
        )
        return
    for exercise in library.exercises.values():
        click.echo(f"{exercise.id}: {exercise.name} ({exercise.modality}, level {exercise.level})")
    click.echo("\nTags:")
    for tag, label in library.words["tag"].items():
        click.echo(f"{tag}: {label}")


@command.command("show")
@click.argument("name", metavar="ID")
@options.protocols
@options.as_json
def show_command(name: str, protocols: str | None, as_json: bool) -> None:
    """Show a protocol, or one of its rules (ID#rule), with sentences and sources.

    \b
    Example:
      fittvp protocols show ckd
      fittvp protocols show ckd#high-potassium-defers
    """
    from fittvp.cli.case import open_library
    from fittvp.model.problems import nearest, quoted

    library = open_library(protocols)
    which, _, rule_id = name.partition("#")
    which = which.partition("@")[0]
    protocol = next((each for each in library.protocols if each.id == which), None)
    if protocol is None:
        ids = [each.id for each in library.protocols]
        raise Refusal(f"{quoted(which)} is no protocol. {nearest(which, ids)} There are: {', '.join(ids)}.")
    rules = [rule for rule in protocol.rules if not rule_id or rule.id == rule_id]
    if not rules:
        hint = nearest(rule_id, [rule.id for rule in protocol.rules])
        remedy = hint or f"`fittvp protocols show {which}` lists them."
        raise Refusal(f"{protocol.id} has no rule {quoted(rule_id)}. {remedy}")
    if as_json:
        shown = {
            **head_of(protocol),
            "for": protocol.for_,
            "not_for": protocol.not_for,
            "rules": [_plain(r) for r in rules],
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_show(protocol, rules, library, whole=not rule_id)))


def _plain(rule: Rule) -> dict[str, Any]:
    sources = [{"id": c.id, "where": c.where, "strength": c.strength, "seen": c.seen} for c in rule.sources]
    return {
        "id": rule.id, "kind": rule.kind, "says": rule.says, "patient": rule.patient,
        "if_unknown": rule.if_unknown, "until": rule.until, "reads": sorted(rule.reads), "sources": sources,
    }  # fmt: skip


def _show(protocol: Protocol, rules: list[Rule], library: Library, whole: bool) -> Iterator[str]:
    from fittvp.cli.summary import wrapped

    if whole:
        yield f"{protocol.title} ({protocol.id}, version {protocol.version}, {protocol.status})"
        yield wrapped(f"For: {protocol.for_}")
        yield wrapped(f"Not for: {protocol.not_for}")
    kind = ""
    for rule in rules:
        if rule.kind != kind:
            kind = rule.kind
            yield f"\n{kind}"
        yield wrapped(f"{rule.id}: {rule.says}", "  ")
        for cite in rule.sources:
            title = library.sources.get(cite.id, {}).get("title", cite.id)
            yield wrapped(f"{title}; {cite.where}; {cite.strength}; seen: {cite.seen}", "      ")


@command.command("check")
@options.protocols
@options.as_json
def check_command(protocols: str | None, as_json: bool) -> None:
    """Read every protocol strictly and list every problem with its file, line, rule and remedy.

    Exit code 0: no problem; 2: there are problems.

    \b
    Example:
      fittvp protocols check
      fittvp protocols check --protocols clinic/protocols
    """
    from pathlib import Path

    from fittvp.cli.errors import WRONG
    from fittvp.protocol.check import problems
    from fittvp.protocol.folder import FolderProblem

    try:
        found = problems(Path(protocols) if protocols else None)
    except FolderProblem as error:
        raise Refusal(str(error)) from None
    if as_json:
        click.echo(json.dumps({"problems": found}, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(found) if found else "No problem found.")
    click.get_current_context().exit(WRONG if found else 0)
