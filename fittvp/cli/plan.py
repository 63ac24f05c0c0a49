"""`fittvp plan`: the main job. A patient's file in; the clinician's plan, the handout and plan.json out.

Floor: cli. Everything is decided and drawn in memory first, and then written whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fittvp.cli import options
from fittvp.cli.errors import EXIT, EXIT_WORDS, Refusal

if TYPE_CHECKING:
    from fittvp.model.plan import Plan


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
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="Size of the printed page. Example: --paper letter",
)
@options.shaping
@options.labs
@click.option(
    "--clinic",
    metavar="FILE",
    help="The clinic's name, logo and telephone numbers, as YAML. Example: --clinic clinic.yaml",
)
@options.protocols
@options.force
@options.as_json
def command(
    patient: str, out: str, on: dt.date, paper: str, labs: tuple[str, ...], clinic: str | None,
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
    from fittvp.cli.clinic import read_clinic
    from fittvp.cli.flags import Flags, asked_of
    from fittvp.cli.output import check_free, write_all
    from fittvp.cli.summary import as_json as json_of
    from fittvp.cli.summary import plan_lines

    if not out.strip():
        raise Refusal("--out needs a folder, such as --out output/.")
    house = read_clinic(clinic)
    case = open_case(patient, on, labs, protocols)
    folder = Path(out)
    check_free(folder, names_of(case.patient.id), force)
    plan = decide(case, asked_of(Flags(**shaping), case))
    files = draw(plan, house, paper)
    paths = [str(folder / name) for name in files]
    if as_json:
        shown = json.dumps(json_of(plan, files=paths, notes=case.notes), ensure_ascii=False, indent=1)
    else:
        shown = "\n".join([*plan_lines(plan), "", "Written:", *(f"  {path}" for path in paths)])
    write_all(folder, files, force)
    for note in case.notes:
        click.echo(note, err=True)
    click.echo(shown)
    click.get_current_context().exit(EXIT[plan.clearance.verdict])


def names_of(name: str) -> list[str]:
    """The three files of a patient's plan."""
    return [f"{name}-plan.pdf", f"{name}-handout.pdf", f"{name}-plan.json"]


def draw(plan: Plan, clinic: Any, paper: str) -> dict[str, bytes]:
    """The three files in memory, by name."""
    from fittvp.model.plan import save
    from fittvp.pdf import render
    from fittvp.sheet import clinician_document, handout_document

    size: Any = paper
    documents = (clinician_document(plan, clinic), handout_document(plan, clinic))
    contents = [render(document, size) for document in documents]
    return dict(zip(names_of(plan.id), [*contents, save(plan).encode()], strict=True))
