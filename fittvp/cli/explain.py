"""`fittvp explain`: why a number of a plan is what it is, in words, down to source and page.

Floor: cli.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from fittvp.cli import options
from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.cli.reasons import Chain, Said
    from fittvp.model.plan import Plan

REPEATED = "  (its sentence and source stand above)"


@click.command("explain")
@click.argument("plan", metavar="PLAN.json")
@click.option(
    "--week", type=int, metavar="N", help="The week to explain; the last one if left out. Example: --week 6"
)
@click.option(
    "--field",
    metavar="STREAM.FIELD",
    help="A dose, a ceiling or a part of the plan; left out: everything in short. "
    "Example: --field aerobic.session_time",
)
@options.as_json
def command(plan: str, week: int | None, field: str | None, as_json: bool) -> None:
    """Explain a number of a plan: every act that led to it, every rule, every source with its page.

    PLAN.json is the file that `fittvp plan` wrote. FIELD is a dose (aerobic.session_time,
    resistance.lower.load), a ceiling (aerobic.pain) or a part (clearance, closed, checks, red_flags).

    \b
    Example:
      fittvp explain output/patient-plan.json
      fittvp explain output/patient-plan.json --week 6 --field aerobic.session_time
    """
    from fittvp.cli.reasons import chain_of, fields_of, parts_of, spelled
    from fittvp.cli.record import read_plan

    kept = read_plan(plan)
    number = _week(kept, week)
    parts = parts_of(kept, number)
    if field is None:
        chains = (
            [chain_of(kept, each, number) for each in fields_of(kept.weeks[number - 1])] if number else []
        )
        _say(kept, [chain for chain in chains if chain], parts, as_json, short=True)
        return
    name = spelled(field)
    if name in parts:
        _say(kept, [], {name: parts[name]}, as_json)
        return
    chain = chain_of(kept, name, number) if number else None
    if chain is None:
        raise Refusal(_unknown(kept, field, number, list(parts)))
    _say(kept, [chain], {}, as_json)


def _week(plan: Plan, week: int | None) -> int | None:
    if not plan.weeks:
        if week is not None:
            raise Refusal(f"The plan has no weeks: it was {plan.clearance.verdict}. Leave --week out.")
        return None
    if week is not None and not 1 <= week <= len(plan.weeks):
        raise Refusal(f"--week {week}: the plan has weeks 1 to {len(plan.weeks)}.")
    return week or len(plan.weeks)


def _unknown(plan: Plan, field: str, week: int | None, parts: list[str]) -> str:
    from fittvp.cli.reasons import fields_of, spelled
    from fittvp.model.problems import nearest, quoted

    if week is None:
        why = f"The plan holds no dose: its verdict is {plan.clearance.verdict}."
        return f"{why} It has these parts: {', '.join(parts)}."
    known = fields_of(plan.weeks[week - 1])
    hint = nearest(spelled(field), [*known, *parts])
    listed = "\n".join(f"  {each}" for each in known)
    return f"{quoted(field)} is not in week {week}. {hint}\nFields:\n{listed}\nParts: {', '.join(parts)}"


def _say(
    plan: Plan, chains: list[Chain], parts: dict[str, list[Said]], as_json: bool, short: bool = False
) -> None:
    if as_json:
        refs = {ref for chain in chains for act in chain.acts for ref in (*act.rules, *act.yielded)}
        refs |= {ref for lines in parts.values() for line in lines for ref in line.rules}
        found = {ref: plan.rules[ref].model_dump(mode="json") for ref in sorted(refs) if ref in plan.rules}
        cited = sorted({cite["id"] for rule in found.values() for cite in rule["sources"]})
        shown = {
            "fields": [asdict(chain) for chain in chains],
            "parts": {name: [asdict(line) for line in lines] for name, lines in parts.items()},
            "rules": found,
            "sources": {name: plan.sources[name] for name in cited if name in plan.sources},
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    lines = _brief(plan, chains, parts) if short else _full(plan, chains, parts)
    click.echo("\n".join(_harmless(line) for line in lines))


def _full(plan: Plan, chains: list[Chain], parts: dict[str, list[Said]]) -> Iterator[str]:
    from fittvp.cli.summary import wrapped

    told: set[str] = set()
    for chain in chains:
        yield f"{chain.field} in week {chain.week}: {chain.value}"
        for act in chain.acts:
            yield ""
            yield wrapped(f"Week {act.week}: {act.act}, {act.words}. It is then {act.value}.")
            yield from _rules(plan, act.rules, told)
            if act.yielded:
                yield "  What was asked for and yielded to the more cautious:"
                yield from _rules(plan, act.yielded, told)
    for name, lines in parts.items():
        yield f"{name}: {len(lines) or 'nothing'}"
        for line in lines:
            yield ""
            yield wrapped(line.words)
            yield from _rules(plan, line.rules, told)


def _rules(plan: Plan, refs: Iterable[str], told: set[str]) -> Iterator[str]:
    from fittvp.cli.reasons import rule_lines
    from fittvp.cli.summary import wrapped

    for ref in refs:
        if ref in told:
            yield f"  {ref}{REPEATED}"
            continue
        told.add(ref)
        yield from (
            wrapped(line.strip(), "  " if not line.startswith(" ") else "      ")
            for line in rule_lines(plan, ref)
        )


def _brief(plan: Plan, chains: list[Chain], parts: dict[str, list[Said]]) -> Iterator[str]:
    """Clearance in full; every field with its value and the last act's rules."""
    from fittvp.cli.summary import VERDICTS, wrapped

    yield f"{plan.id}, {plan.on}"
    yield VERDICTS[plan.clearance.verdict]
    yield from _full(plan, [], {"clearance": parts["clearance"]})
    if chains:
        yield ""
        yield f"Week {chains[0].week}:"
        for chain in chains:
            ruled = [act for act in chain.acts if act.rules] or list(chain.acts)
            last = ruled[-1]
            by = ", ".join(last.rules) or last.words
            yield wrapped(f"{chain.field}: {chain.value}; last {last.act} in week {last.week} ({by})", "  ")
    yield ""
    yield "More: --field NAME, with a field above or one of"
    yield wrapped(", ".join(parts), "  ")


def _harmless(line: str) -> str:
    """No control character of a foreign file reaches the terminal."""
    return "".join(letter if letter == "\n" or letter.isprintable() else "?" for letter in line)
