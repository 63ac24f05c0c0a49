"""How a plan's pages and record are drawn and written: paper and clinic, the three files beside each other.

Floor: cli. What was printed last is kept in the record, so that a review prints on the same paper with the same
telephone numbers. It refuses to decide anything.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fittvp.model.tongue import NAMES, Tongue

if TYPE_CHECKING:
    from fittvp.cli.options_looks import Looks
    from fittvp.model.plan import Plan, PrintingPart
    from fittvp.sheet import Clinic
    from fittvp.sheet.blocks import Document


ALSO = {"html": "handout.html", "one-page": "one-page.pdf", "calendar": "calendar.ics"}


def names_of(name: str, also: Iterable[str] = ()) -> list[str]:
    """The files of a patient's plan; the record last: it is what counts."""
    more = [f"{name}-{ALSO[each]}" for each in ALSO if each in also]
    return [f"{name}-plan.pdf", f"{name}-handout.pdf", *more, f"{name}-plan.json"]


def writer_of(looks: Looks) -> Writer:
    """Reads the clinic's file and the password's. Raises Refusal."""
    from fittvp.cli.clinic import read_clinic
    from fittvp.cli.password import read_password

    clinic = read_clinic(looks.clinic) if looks.clinic else None
    also = tuple(each for each in looks.also if each != "nothing") if looks.also else None
    password = read_password(looks.password_file) if looks.password_file else None
    return Writer(looks.paper, clinic, looks.language, looks.large_print, looks.name, also, password)


@dataclass(frozen=True, slots=True)
class Writer:
    """The looks that a command asked for; None: as they were."""

    paper: str | None = None
    clinic: Clinic | None = None
    language: str | None = None
    large: bool | None = None
    name: bool | None = None
    also: tuple[str, ...] | None = None
    password: str | None = field(default=None, repr=False)

    def dressed(self, plan: Plan) -> Plan:
        """The plan with the looks that it will be printed in."""
        changes: dict[str, Any] = {
            "paper": self.paper,
            "language": self.language,
            "large": self.large,
            "no_name": None if self.name is None else not self.name,
            "also": None if self.also is None else [each for each in ALSO if each in self.also],
        }
        if self.clinic is not None:
            logo = base64.b64encode(self.clinic.logo).decode() if self.clinic.logo else ""
            changes |= {"name": self.clinic.name, "address": self.clinic.address, "logo": logo}
            changes |= {"phones": list(self.clinic.phones), "colour": self.clinic.colour}
        chosen = {key: value for key, value in changes.items() if value is not None}
        return plan.model_copy(update={"printing": plan.printing.model_copy(update=chosen)})

    def draw(self, plan: Plan) -> dict[str, bytes]:
        """The files in memory, by name; says on stderr what of the handout stayed English."""
        from fittvp.cli.password import printed
        from fittvp.model.plan import save
        from fittvp.sheet import clinician_document, handout_document

        plan = self.dressed(plan)
        paper, clinic, tongue = plan.printing.paper, clinic_of(plan.printing), tongue_of(plan)
        shown = unnamed(plan) if plan.printing.no_name else plan
        handout = sized(handout_document(shown, clinic, tongue), plan)
        _say_missing(handout.untranslated, tongue)
        files = {
            "plan.pdf": printed(clinician_document(shown, clinic), paper, self.password),
            "handout.pdf": printed(handout, paper, self.password),
            **{ALSO[each]: _more(each, shown, handout, tongue, self.password) for each in plan.printing.also},
            "plan.json": save(plan).encode(),
        }
        return {f"{plan.id}-{name}": content for name, content in files.items()}

    def write(self, record: Path, files: dict[str, bytes]) -> list[Path]:
        """Beside the record and under its own name; the pages first, the record last."""
        from fittvp.cli.output import write_all

        renamed = {
            (record.name if name.endswith(".json") else name): content for name, content in files.items()
        }
        return write_all(record.parent, renamed, force=True)


def _more(kind: str, plan: Plan, handout: Document, tongue: Tongue, password: str | None) -> bytes:
    """What is written besides, of one kind."""
    if kind == "html":
        from fittvp.html import page

        return page(handout).encode()
    if kind == "calendar":
        from fittvp.cli.calendar import calendar_of

        return calendar_of(plan, tongue)
    from fittvp.cli.password import printed
    from fittvp.sheet.one_page import one_page_document

    short = one_page_document(plan, clinic_of(plan.printing), tongue)
    return printed(sized(short, plan), plan.printing.paper, password)


def sized(handout: Document, plan: Plan) -> Document:
    """In large letters where those were asked for."""
    return replace(handout, size="large") if plan.printing.large else handout


def unnamed(plan: Plan) -> Plan:
    """The plan without the patient's name: pages then show the id."""
    return plan.model_copy(update={"patient": plan.patient.model_copy(update={"name": ""})})


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
    return Clinic(printing.name, tuple(printing.phones), printing.address, logo, printing.colour)
