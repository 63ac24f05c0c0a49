"""`fittvp diff`: what is different between two weeks of a plan, and why.

Floor: cli.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from fittvp.cli import options
from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.model.plan import Plan, Week


@click.command("diff")
@options.record
@click.option("--from", "first", type=click.IntRange(1, 104), required=True, metavar="N",
              help="The earlier week. Example: --from 2")  # fmt: skip
@click.option("--to", "second", type=click.IntRange(1, 104), required=True, metavar="N",
              help="The later week. Example: --to 3")  # fmt: skip
@options.as_json
def command(plan: str, first: int, second: int, as_json: bool) -> None:
    """Compare two weeks: doses, what is closed, exercises, and the moves between them with their rules.

    \b
    Example:
      fittvp diff output/patient-plan.json --from 2 --to 3
    """
    from fittvp.cli.record import read_plan

    kept = read_plan(plan)
    for number in (first, second):
        if number > len(kept.weeks):
            raise Refusal(f"Week {number}: the plan has weeks 1 to {len(kept.weeks)}.")
    weeks = kept.weeks[first - 1], kept.weeks[second - 1]
    if as_json:
        changed = {f"{s}.{f}": values for s, f, values in changes(*weeks)}
        click.echo(
            json.dumps({"from": first, "to": second, "changed": changed}, ensure_ascii=False, indent=1)
        )
        return
    click.echo("\n".join(diff_lines(kept, *weeks)))


def changes(one: Week, two: Week) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """(stream, field, (then, now)) for each printed value that differs; `-` where there is none."""
    from fittvp.cli.summary import number

    for stream in dict.fromkeys([*one.doses, *two.doses]):
        then, now = one.doses.get(stream, {}), two.doses.get(stream, {})
        for field in dict.fromkeys([*then, *now]):
            pair = (
                number(then[field]) if field in then else "-",
                number(now[field]) if field in now else "-",
            )
            if pair[0] != pair[1]:
                yield stream, field, pair


def diff_lines(plan: Plan, one: Week, two: Week) -> Iterator[str]:
    """The comparison in words."""
    from fittvp.cli.moved import move_lines
    from fittvp.cli.summary import field_words, stream_words, wrapped

    yield f"{plan.id}: week {one.number} ({one.starts_on}) and week {two.number} ({two.starts_on})"
    found = list(changes(one, two))
    for stream, field, (then, now) in found:
        unit = (two.doses.get(stream, {}).get(field) or one.doses[stream][field]).unit
        yield wrapped(f"- {stream_words(stream)} {field_words(field)}: {then} -> {now} {unit}")
        yield from _why(two, stream, field)
    if not found:
        yield "Every printed value is the same."
    yield from _sets("Opened", {c.label for c in one.closed} - {c.label for c in two.closed})
    yield from _sets("Closed", {c.label for c in two.closed} - {c.label for c in one.closed})
    yield from _sets("New exercises", _names(two) - _names(one))
    yield from _sets("No longer", _names(one) - _names(two))
    for number in range(one.number + 1, two.number + 1):
        yield f"Into week {number}:"
        yield from (f"  {line}" for line in move_lines(plan, plan.weeks[number - 1]))


def _why(week: Week, stream: str, field: str) -> Iterator[str]:
    """The acts of that week: its last two reasons."""
    from fittvp.cli.summary import wrapped

    value = week.doses.get(stream, {}).get(field)
    for reason in value.reasons[-2:] if value else ():
        rules = f" [{', '.join(reason.rules)}]" if reason.rules else ""
        yield wrapped(f"{reason.act}: {reason.words}{rules}", "    ")


def _names(week: Week) -> set[str]:
    return {item.name for session in week.sessions for item in session.items}


def _sets(title: str, names: set[str]) -> Iterator[str]:
    from fittvp.cli.summary import wrapped

    if names:
        yield wrapped(f"{title}: {', '.join(sorted(names))}")
