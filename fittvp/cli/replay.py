"""`fittvp replay`: recompute a whole plan from its events, with its own rules, and compare.

Floor: cli. It writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options

if TYPE_CHECKING:
    from fittvp.model.plan import Plan

DIFFERS = 1
MOST = 40
WORDS = "Exit codes: 0 the same, 1 it differs or an event was changed, 2 the input or the command is wrong."


@click.command("replay", epilog=WORDS)
@options.record
@options.protocols
@options.as_json
def command(plan: str, protocols: str | None, as_json: bool) -> None:
    """Work the plan out again from its events and the protocols it keeps; say whether it is the same.

    A plan a year old replays with its own rules. A change by hand in an event breaks its chain and is
    named; a change by hand in a week shows as a difference.

    \b
    Example:
      fittvp replay output/patient-plan.json
    """
    from fittvp import __version__
    from fittvp.cli.record import open_record, read_bytes, read_plan
    from fittvp.model.chain import broken
    from fittvp.model.plan import save

    record = open_record(plan, protocols)
    kept = read_plan(plan, record.present)
    wrong = broken(kept.events)
    again = record.plan.model_copy(update={"engine": kept.engine})
    same = save(again) == save(kept)
    bytes_too = same and save(again).encode() == read_bytes(plan)
    found = [] if same else list(differences(kept, again))
    if as_json:
        shown = {"same": same, "same_bytes": bytes_too, "changed_by_hand": wrong, "differences": found}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(kept, same, wrong, found, __version__)))
    click.get_current_context().exit(DIFFERS if wrong or not same else 0)


def _lines(plan: Plan, same: bool, wrong: list[str], found: list[str], version: str) -> Iterator[str]:
    yield f"{plan.id}: {len(plan.events)} events, {len(plan.weeks)} weeks, made with fittvp {plan.engine}."
    yield from (f"Changed by hand: {line}" for line in wrong)
    if same:
        yield "Same: the events and the protocols of the record lead to exactly this plan."
        return
    yield "It differs (kept -> worked out again):"
    yield from (f"- {line}" for line in found[:MOST])
    if len(found) > MOST:
        yield f"- and {len(found) - MOST} more"
    if plan.engine != version:
        yield f"The plan was made with fittvp {plan.engine}; this is fittvp {version}."


def differences(kept: Plan, again: Plan) -> Iterator[str]:
    """Each place where two plans differ: `weeks[3].doses.aerobic.volume.high: 45.0 -> 60.0`."""
    yield from _compare("", kept.model_dump(mode="json"), again.model_dump(mode="json"))


def _compare(where: str, one: Any, two: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(two, dict):
        for key in dict.fromkeys([*one, *two]):
            yield from _compare(f"{where}.{key}" if where else key, one.get(key), two.get(key))
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for place, (left, right) in enumerate(zip(one, two, strict=True), 1):
            yield from _compare(f"{where}[{place}]", left, right)
    elif one != two:
        yield f"{where}: {_short(one)} -> {_short(two)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
