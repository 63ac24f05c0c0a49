"""Reads `--clinic clinic.yaml`: the clinic's name, address, logo, colour and telephone numbers for the page.

Floor: cli. Strict, like every file: unknown keys are refused with the nearest known one.

    name: North Clinic
    address: 1 Example Street
    logo: logo.png                 # PNG or JPEG, beside this file
    colour: "#0B5563"              # of headings and bars; darkened where it could not be read
    phones: {Reception: 555 0199, Out of hours: 555 0198}
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.sheet import Clinic

KEYS = ("name", "address", "logo", "colour", "phones")
LARGEST_LOGO = 1_000_000
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
MANY_PHONES = 12
SHAPE = "A clinic's file has name, address, logo, colour and phones: {Reception: 555 0199}."


def read_clinic(path: str | None) -> Clinic:
    """The clinic of the file; an empty one where none is given. Raises Refusal."""
    from fittvp.sheet import Clinic

    if path is None:
        return Clinic()
    from fittvp.cli.read import read_patient_file
    from fittvp.model.problems import PatientError, nearest, quoted

    try:
        raw = read_patient_file(path)
        for key in raw:
            if key not in KEYS:
                hint = nearest(str(key), KEYS) or f"A clinic has {', '.join(KEYS)}."
                raise Refusal(f"{Path(path).name}: {quoted(key)} is not known. {hint}")
        return Clinic(
            name=_text(raw.get("name", ""), "name"),
            phones=_phones(raw.get("phones")),
            address=_text(raw.get("address", ""), "address"),
            logo=_logo(raw.get("logo"), Path(path).parent),
            colour=_colour(raw.get("colour")),
        )
    except PatientError as error:
        said = str(error).replace("holds no patient", "holds no clinic")
        raise Refusal(said.replace("Run `fittvp new patient.yaml` for a template.", SHAPE)) from None


def _text(value: Any, where: str) -> str:
    from fittvp.model.words import read_text

    if isinstance(value, (list, dict)):
        raise Refusal(f"clinic {where}: has the wrong shape. Write plain text.")
    return read_text(str(value or ""), f"clinic {where}")


def _colour(raw: Any) -> str:
    code = _text(raw, "colour").strip().lstrip("#")
    if code and not re.fullmatch(r"[0-9A-Fa-f]{6}", code):
        raise Refusal('clinic colour: write six hexadecimal digits in quotes, such as "#0B5563".')
    return code.upper()


def _phones(raw: Any) -> tuple[tuple[str, str], ...]:
    if raw in (None, ""):
        return ()
    if not isinstance(raw, dict) or len(raw) > MANY_PHONES:
        raise Refusal(f"clinic phones: write up to {MANY_PHONES} as {{Reception: 555 0199}}.")
    return tuple((_text(label, "phones"), _text(number, f"phones.{label}")) for label, number in raw.items())


def _logo(raw: Any, folder: Path) -> bytes | None:
    if raw in (None, ""):
        return None
    file = folder / _text(raw, "logo")
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_LOGO + 1)
    except (OSError, ValueError):
        raise Refusal(
            f"clinic logo: `{file.name}` cannot be opened. Put it beside the clinic's file."
        ) from None
    if len(content) > LARGEST_LOGO:
        raise Refusal(f"clinic logo: `{file.name}` is larger than 1 MB. Make it smaller.")
    if not content.startswith(PICTURES):
        raise Refusal(f"clinic logo: `{file.name}` is no PNG or JPEG picture.")
    return content
