"""How a plan's pages and record are drawn and written: paper and clinic, the three files beside each other.

Floor: cli. What was printed last is kept in the record, so that a review prints on the same paper with the same
telephone numbers. It refuses to decide anything.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fittvp.model.tongue import NAMES, Tongue

if TYPE_CHECKING:
    from fittvp.model.plan import Plan, PrintingPart
    from fittvp.sheet import Clinic


def names_of(name: str) -> list[str]:
    """The three files of a patient's plan; the record last: it is what counts."""
    return [f"{name}-plan.pdf", f"{name}-handout.pdf", f"{name}-plan.json"]


@dataclass(frozen=True, slots=True)
class Writer:
    """The looks that a command asked for; None: as they were."""

    paper: str | None = None
    clinic: Clinic | None = None
    language: str | None = None

    def dressed(self, plan: Plan) -> Plan:
        """The plan with the looks that it will be printed in."""
        changes: dict[str, Any] = {}
        if self.paper is not None:
            changes["paper"] = self.paper
        if self.clinic is not None:
            logo = base64.b64encode(self.clinic.logo).decode() if self.clinic.logo else ""
            changes |= {"name": self.clinic.name, "address": self.clinic.address, "logo": logo}
            changes["phones"] = list(self.clinic.phones)
        if self.language is not None:
            changes["language"] = self.language
        return plan.model_copy(update={"printing": plan.printing.model_copy(update=changes)})

    def draw(self, plan: Plan) -> dict[str, bytes]:
        """The three files in memory, by name; says on stderr what of the handout stayed English."""
        from fittvp.model.plan import save
        from fittvp.pdf import render
        from fittvp.sheet import clinician_document, handout_document

        plan = self.dressed(plan)
        clinic = clinic_of(plan.printing)
        tongue = tongue_of(plan)
        handout = handout_document(plan, clinic, tongue)
        _say_missing(handout.untranslated, tongue)
        documents = (clinician_document(plan, clinic), handout)
        contents = [render(document, plan.printing.paper) for document in documents]
        return dict(zip(names_of(plan.id), [*contents, save(plan).encode()], strict=True))

    def write(self, record: Path, files: dict[str, bytes]) -> list[Path]:
        """Beside the record and under its own name; the pages first, the record last."""
        from fittvp.cli.output import write_all

        renamed = {
            (record.name if name.endswith(".json") else name): content for name, content in files.items()
        }
        return write_all(record.parent, renamed, force=True)


def tongue_of(plan: Plan) -> Tongue:
    """The handout's language: asked for, or the patient's own, or English. Raises Refusal."""
    from fittvp.cli.errors import Refusal
    from fittvp.model.tongue import NoSuchLanguage
    from fittvp.protocol.tongues import open_tongue

    try:
        return open_tongue(plan.printing.language or plan.patient.language or "en")
    except NoSuchLanguage as error:
        raise Refusal(str(error)) from None


def _say_missing(texts: tuple[str, ...], tongue: Tongue) -> None:
    """How much of a translated handout is English, with the first of it."""
    if texts:
        many = "1 text has" if len(texts) == 1 else f"{len(texts)} texts have"
        click.echo(
            f"The handout: {many} no translation into {NAMES[tongue.code]} and stayed English, such as: {texts[0]}",
            err=True,
        )


def clinic_of(printing: PrintingPart) -> Clinic:
    """The clinic as it was kept."""
    from fittvp.sheet import Clinic

    logo = base64.b64decode(printing.logo) if printing.logo else None
    return Clinic(printing.name, tuple(printing.phones), printing.address, logo)
