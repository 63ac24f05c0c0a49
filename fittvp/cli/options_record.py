"""Flags of the commands that continue a record: what a week showed, a clinician's hand.

Floor: cli. click only.
"""

from __future__ import annotations

import click

from fittvp.cli.options import Decorated


def showing(command: Decorated) -> Decorated:
    """What a week showed."""
    for option in reversed(_SHOWING):
        command = option(command)
    return command


_SHOWING = (
    click.option("--sessions-done", metavar="N", help="Sessions done. Example: --sessions-done 3"),
    click.option(
        "--minutes-done", metavar="N", help="Minutes done in all sessions. Example: --minutes-done 60"
    ),
    click.option(
        "--effort", metavar="RPE", help="How hard it felt: Borg 6-20, or of ten. Example: --effort 12"
    ),
    click.option("--pain", metavar="0-10", help="Worst pain in a session. Example: --pain 3"),
    click.option(
        "--pain-next-morning",
        metavar="0-10|+N",
        help="Pain the next morning, or against the usual. Example: --pain-next-morning +1",
    ),
    click.option("--pain-rest", metavar="0-10", help="Pain at rest. Example: --pain-rest 1"),
    click.option("--pain-week", metavar="0-10", help="Average pain of the week. Example: --pain-week 2"),
    click.option("--pain-usual", metavar="0-10", help="The usual pain now. Example: --pain-usual 2"),
    click.option(
        "--fatigue",
        type=click.Choice(["usual", "more", "much-more"]),
        help="Tiredness the next day. Example: --fatigue more",
    ),
    click.option("--swelling/--no-swelling", default=None, help="A swollen joint. Example: --swelling"),
    click.option(
        "--symptom",
        multiple=True,
        metavar="WORD",
        help="A symptom of the week; repeat for more; none for none. Example: --symptom dizziness",
    ),
    click.option(
        "--bp", multiple=True, metavar="PRESSURE", help='Resting pressure. Example: --bp "128/76@2026-12-14"'
    ),
    click.option(
        "--resting-heart-rate", metavar="BPM", help="Resting pulse. Example: --resting-heart-rate 62"
    ),
    click.option(
        "--weight",
        multiple=True,
        metavar="KG",
        help='Weight; repeat for more days. Example: --weight "82.4@2026-12-14"',
    ),
    click.option(
        "--missed", metavar="WEEKS", help="Weeks missed in a row, this one too. Example: --missed 1"
    ),
    click.option(
        "--event",
        multiple=True,
        metavar="WHAT@DATE",
        help="Something that happened: fall, fever, cold, illness, admission, or a dated fact; repeat. "
        'Example: --event "fall@2026-12-10"',
    ),
    click.option(
        "--fact",
        multiple=True,
        metavar="NAME=VALUE",
        help='Any other fact of the patient file; repeat. Example: --fact "limp_worse=no"',
    ),
)


def adjusting(command: Decorated) -> Decorated:
    """A clinician's hand on a plan."""
    for option in reversed(_ADJUSTING):
        command = option(command)
    return command


_ADJUSTING = (
    click.option("--hold", is_flag=True, help="Raise nothing. Example: --hold"),
    click.option("--back", is_flag=True, help="One step back. Example: --back --only aerobic"),
    click.option(
        "--progress",
        is_flag=True,
        help="Move up now, before criteria and stay are met; never past a step back, a pause or a stop. "
        "Example: --progress --only aerobic",
    ),
    click.option(
        "--only",
        multiple=True,
        metavar="WHAT",
        help="What the move is for: a kind, a region or both; repeat. Example: --only resistance.lower",
    ),
    click.option(
        "--cleared", is_flag=True, help="Record a clinician's clearance after a stop. Example: --cleared"
    ),
    click.option(
        "--pace", type=click.Choice(["usual", "cautious"]), help="From now on. Example: --pace cautious"
    ),
    click.option(
        "--from-week",
        type=click.IntRange(1, 104),
        metavar="N",
        help="From which week; the coming one if left out. Example: --from-week 4",
    ),
    click.option(
        "--field", metavar="STREAM.FIELD", help="What to set. Example: --field aerobic.session_time"
    ),
    click.option("--to", metavar="VALUE", help='The value, with its unit. Example: --to "20 min"'),
    click.option(
        "--swap",
        multiple=True,
        metavar="OLD=NEW",
        help="One exercise in the place of another; repeat. Example: --swap bridge_offset=bridge_two_legs",
    ),
    click.option(
        "--exclude", multiple=True, metavar="EXERCISE-OR-TAG", help="Leave out. Example: --exclude plank"
    ),
    click.option("--weeks", metavar="+N", help="Make the plan longer. Example: --weeks +4"),
    click.option("--sessions", metavar="N", help="Never more aerobic days a week. Example: --sessions 4"),
    click.option("--minutes", metavar="N", help="Never more minutes a session. Example: --minutes 20"),
    click.option(
        "--max-effort",
        type=click.FloatRange(6, 20),
        metavar="RPE",
        help="The hardest effort allowed, Borg 6-20. Example: --max-effort 12",
    ),
    click.option(
        "--override",
        multiple=True,
        metavar="RULE",
        help="Remove one limit; never a refusal or a deferral. "
        "Example: --override hip_calcification#deep-bend-closed-while-the-mass-is-there",
    ),
)
