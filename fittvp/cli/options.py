"""Arguments and flags that several commands share.

Floor: cli. click only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from fittvp.cli import clock

Decorated = Callable[..., Any]
SETTINGS = ("home", "outdoors", "gym", "pool", "clinic", "dialysis-chair", "bed")

patient = click.argument("patient", metavar="PATIENT")

on = click.option(
    "--on",
    type=clock.DAY,
    default=lambda: clock.today(),
    show_default="today",
    metavar="DATE",
    help="The day the plan is for and starts on. Example: --on 2026-11-23",
)

protocols = click.option(
    "--protocols",
    metavar="DIR",
    default=None,
    help="Lay the protocols of this folder over those that came with the program: a file replaces ours of the "
    "same name. Example: --protocols clinic/protocols",
)

labs = click.option(
    "--lab",
    "labs",
    multiple=True,
    metavar="RESULT",
    help="Add a laboratory result to those in the file; repeat for more. "
    'Example: --lab "calcium=2.40 mmol/L@2026-11-20"',
)

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON for a program instead of words. Example: --json"
)

force = click.option(
    "--force",
    is_flag=True,
    help="Replace files that already exist; without it they are kept. Example: --force",
)


record = click.argument("plan", metavar="PLAN.json")

recorded_on = click.option(
    "--on",
    type=clock.DAY,
    default=lambda: clock.today(),
    show_default="today",
    metavar="DATE",
    help="The day of this entry. Example: --on 2026-12-14",
)

entered_on = click.option(
    "--on",
    type=clock.DAY,
    default=None,
    show_default="today, or the day of the last entry if that is later",
    metavar="DATE",
    help="The day of this entry. Example: --on 2026-12-14",
)

who = click.option(
    "--by",
    default="",
    envvar="FITTVP_BY",
    metavar="WHO",
    help='Who enters it; kept and printed (or set FITTVP_BY). Example: --by "Dr A, kidney team"',
)

note = click.option(
    "--note", default="", metavar="TEXT", help='A remark for the record. Example: --note "Walked to church"'
)


def _language(_context: click.Context, _option: click.Parameter, asked: str | None) -> str | None:
    """The code of a language that was asked for by code or name. Raises Refusal."""
    from fittvp.cli.errors import Refusal
    from fittvp.model.tongue import NoSuchLanguage, code_of

    try:
        return None if asked is None else code_of(asked)
    except NoSuchLanguage as error:
        raise Refusal(str(error)) from None


language = click.option(
    "--language",
    default=None,
    callback=_language,
    metavar="CODE",
    help="Language of the handout: en, es, fr, de, zh or ar; left out: as before, or as the patient file says. "
    "The clinician's plan stays in English. Example: --language es",
)


def shaping(command: Decorated) -> Decorated:
    """The clinician's hand on the dose: tightening is free, passing a limit is refused, the rule named."""
    for option in reversed(_SHAPING):
        command = option(command)
    return command


_SHAPING = (
    click.option(
        "--weeks",
        type=click.IntRange(1, 52),
        default=12,
        show_default=True,
        help="How many weeks to plan. Example: --weeks 8",
    ),
    click.option(
        "--pace",
        type=click.Choice(["usual", "cautious"]),
        default="usual",
        show_default=True,
        help="Where a source gives a range: its usual or its cautious end. Example: --pace cautious",
    ),
    click.option(
        "--sessions",
        metavar="N|A-B",
        help="Aerobic days a week: start with A, never more than B. Example: --sessions 3-4",
    ),
    click.option(
        "--minutes",
        metavar="N|A-B",
        help="Aerobic minutes a session: start with A, never more than B. Example: --minutes 15-20",
    ),
    click.option(
        "--max-effort",
        type=float,
        metavar="RPE",
        help="The hardest effort allowed, on Borg's 6 to 20. Example: --max-effort 12",
    ),
    click.option(
        "--hold-week",
        "hold_weeks",
        type=int,
        multiple=True,
        metavar="N",
        help="Raise nothing in week N; repeat for more. Example: --hold-week 4",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="EXERCISE-OR-TAG",
        help="Leave out an exercise, or all with a tag; repeat for more. Example: --exclude plank",
    ),
    click.option(
        "--setting",
        type=click.Choice(SETTINGS),
        help="Where the patient trains, instead of what the file says. Example: --setting pool",
    ),
    click.option(
        "--override",
        multiple=True,
        metavar="RULE",
        help="Remove one limit; needs --reason and --by, and is printed on the plan. A refusal or a "
        "deferral is never removed. "
        "Example: --override after_cabg#lump-closes-arm-strength-until-the-surgeons-word",
    ),
    click.option(
        "--reason",
        multiple=True,
        metavar="TEXT",
        help="Why a limit is overridden; one for each --override. "
        'Example: --reason "Letter of the surgeon, 2026-11-20"',
    ),
    click.option(
        "--by",
        multiple=True,
        metavar="WHO",
        help='Who shapes or overrides; printed on the plan. Example: --by "Dr A, kidney team"',
    ),
)
