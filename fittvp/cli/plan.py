"""`fittvp plan`: the main job. A patient's file in; the clinician's plan, the handout and plan.json out.

Floor: cli. Everything is decided and drawn in memory first, and then written whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from fittvp.cli import options
from fittvp.cli.errors import EXIT_WORDS, Refusal
from fittvp.cli.options_looks import Looks
from fittvp.cli.options_looks import looks as looks_of_pages


@click.command("plan", epilog=EXIT_WORDS)
@options.patient
@click.option(
    "--out",
    default="output",
    show_default=True,
    metavar="DIR",
    help="Folder for the three files; made if missing. Example: --out output/",
)
@options.on
@options.shaping
@options.labs
@looks_of_pages
@options.protocols
@options.force
@options.as_json
def command(
    patient: str, out: str, on: dt.date, labs: tuple[str, ...], looks: Looks,
    protocols: str | None, force: bool, as_json: bool, **shaping: Any,
) -> None:  # fmt: skip
    """Write a patient's plan: two PDFs and plan.json.

    PATIENT is a patient file (`fittvp new` writes one). Three files are written, or none:
    ID-plan.pdf for the clinician, ID-handout.pdf for the patient, ID-plan.json with every reason.
    A deferred or refused patient gets the same files, without any dose.

    \b
    Example:
      fittvp plan patient.yaml --on 2026-11-23 --weeks 12
      fittvp plan patient.yaml --lab "calcium=2.40 mmol/L@2026-11-20" --by "Dr A"
    """
    from fittvp.cli.case import decide, open_case
    from fittvp.cli.finish import finish
    from fittvp.cli.flags import Flags, asked_of
    from fittvp.cli.keep import names_of, writer_of
    from fittvp.cli.output import check_free, write_all
    from fittvp.cli.record import kept_with
    from fittvp.cli.summary import as_json as json_of
    from fittvp.cli.summary import plan_lines

    if not out.strip():
        raise Refusal("--out needs a folder, such as --out output/.")
    writer = writer_of(looks)
    case = open_case(patient, on, labs, protocols)
    folder = Path(out)
    names = names_of(case.patient.id, writer.also or ())
    check_free(folder, names, force)
    _keeps_reviews(folder / names[-1])
    decided = decide(case, asked_of(Flags(**shaping), case))
    plan = kept_with(decided, None, {case.library.digest: case.library})
    files = writer.draw(plan)
    paths = [str(folder / name) for name in files]
    shown = json_of(plan, files=paths, notes=case.notes) if as_json else None
    write_all(folder, files, force)
    finish(plan, paths, case.notes, plan_lines(plan), shown)


def _keeps_reviews(path: Path) -> None:
    """A record that has been continued is never replaced by a new plan."""
    if not path.is_file():
        return
    from fittvp.cli.record import read_bytes

    try:
        raw = json.loads(read_bytes(path))
        entries = len(raw.get("events", ())) - 1
    except (ValueError, AttributeError, TypeError):
        return
    if entries > 0:
        raise Refusal(
            f"{path.name} holds {entries} later entries (reviews, adjustments) that a new plan would lose. "
            "Go on with `fittvp review`, or use another folder (--out)."
        )
