"""`fittvp exercises`: what the catalogue holds, and each exercise's picture.

Floor: cli. It refuses to change the catalogue.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options
from fittvp.cli.errors import Refusal
from fittvp.cli.output import check_free, write_all
from fittvp.model.problems import nearest, quoted

if TYPE_CHECKING:
    from fittvp.protocol.catalogue import Exercise
    from fittvp.protocol.library import Library

_SHARP = 480  # pixels of height of a PNG


@click.group("exercises")
def command() -> None:
    """List the exercises, show one in words, and write its picture.

    \b
    Example:
      fittvp exercises list
      fittvp exercises show sit_to_stand_standard
      fittvp exercises show sit_to_stand_standard --png chair.png
    """


@command.command("list")
@options.protocols
@options.as_json
def list_command(protocols: str | None, as_json: bool) -> None:
    """List the exercises by kind, the lightest first, with the level from 1 (bed) to 6 (athletic).

    \b
    Example:
      fittvp exercises list
      fittvp exercises list --json
    """
    from fittvp.cli.case import open_library

    library = open_library(protocols)
    every = sorted(library.exercises.values(), key=lambda e: (e.modality, e.level))
    if as_json:
        rows = [_row(exercise, library) for exercise in every]
        click.echo(json.dumps({"exercises": rows}, ensure_ascii=False, indent=1))
        return
    kind = ""
    for exercise in every:
        if exercise.modality != kind:
            kind = exercise.modality
            click.echo(f"\n{kind}")
        click.echo(f"  {exercise.id}: {exercise.name} (level {exercise.level})")


@command.command("show")
@click.argument("name", metavar="ID")
@click.option("--png", metavar="FILE", help="Write the picture as PNG. Example: --png chair.png")
@click.option("--svg", metavar="FILE", help="Write the picture as SVG. Example: --svg chair.svg")
@options.force
@options.protocols
@options.as_json
def show_command(
    name: str, png: str | None, svg: str | None, force: bool, protocols: str | None, as_json: bool
) -> None:
    """Show an exercise as the handout tells it; with --png or --svg write its picture.

    \b
    Example:
      fittvp exercises show heel_raise_supported
      fittvp exercises show heel_raise_supported --svg heels.svg
    """
    from fittvp.cli.case import open_library
    from fittvp.cli.summary import wrapped

    library = open_library(protocols)
    exercise = _found(name, library)
    written = _write(exercise, png, svg, force)
    if as_json:
        row = {**_row(exercise, library), "plain": exercise.plain, "pose": exercise.pose, "written": written}
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    click.echo(f"{exercise.name} ({exercise.id}, {exercise.modality}, level {exercise.level})")
    for label, words in exercise.plain.items():
        click.echo(wrapped(f"{label}: {words}", "  "))
    if exercise.equipment:
        things = ", ".join(library.words["equipment"].get(each, each) for each in exercise.equipment)
        click.echo(wrapped(f"have ready: {things}", "  "))
    for path in written:
        click.echo(f"Written: {path}")


def _row(exercise: Exercise, library: Library) -> dict[str, Any]:
    return {
        "id": exercise.id, "name": exercise.name, "modality": exercise.modality, "level": exercise.level,
        "position": exercise.position, "picture": bool(exercise.pose),
        "equipment": [library.words["equipment"].get(each, each) for each in exercise.equipment],
    }  # fmt: skip


def _found(name: str, library: Library) -> Exercise:
    """The exercise of an id or a name. Raises Refusal, which suggests the nearest."""
    by_name = {each.name.casefold(): each.id for each in library.exercises.values()}
    found = library.exercises.get(by_name.get(name.casefold(), name))
    if found is not None:
        return found
    hint = nearest(name, [*library.exercises]) or "`fittvp exercises list` lists them."
    raise Refusal(f"{quoted(name)} is no exercise. {hint}")


def _write(exercise: Exercise, png: str | None, svg: str | None, force: bool) -> list[str]:
    """Writes the files asked for, after looking whether each name is free. Gives the paths."""
    asked = [path for path in (png, svg) if path is not None]
    if not asked:
        return []
    if not exercise.pose:
        raise Refusal(f"{exercise.id} has no pose in the catalogue, so there is no picture of it.")
    if len(asked) == 2 and Path(asked[0]) == Path(asked[1]):
        raise Refusal(f"--png and --svg name the same file, {quoted(asked[0])}. Give each its own.")
    for path in asked:
        check_free(Path(path).parent, [Path(path).name], force)
    from fittvp.figure import scene
    from fittvp.figure.png import to_png
    from fittvp.figure.svg import to_svg

    drawn = scene({"name": exercise.name, "pose": exercise.pose, "plain": exercise.plain})
    made = {png: lambda: to_png(drawn, _SHARP), svg: lambda: to_svg(drawn, exercise.name).encode()}
    for path in asked:
        write_all(Path(path).parent, {Path(path).name: made[path]()}, force)
    return asked
