"""Published codes for conditions: `icd10 N18.4`, `snomed 709044004`, as a letter or another program writes them.

Floor: model. A longer ICD-10 code means its category's condition, and nothing more: a stage or a side is a fact of
its own, which the clinician states. It refuses a code that the library does not list, and to guess what is near it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from fittvp.model.fact import Fact
from fittvp.model.problems import quoted
from fittvp.model.words import refusal

ICD10: Final = "icd10"
SNOMED: Final = "snomed"
LOINC: Final = "loinc"
CODED: Final = (ICD10, SNOMED)  # systems by which a condition may be named
_LABELS: Final = {ICD10: "ICD-10", SNOMED: "SNOMED CT", LOINC: "LOINC"}
_FORMS: Final = {
    ICD10: re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?"),
    SNOMED: re.compile(r"[1-9][0-9]{5,17}"),
    LOINC: re.compile(r"[1-9][0-9]{0,6}-[0-9]"),
}
_EXAMPLES: Final = {ICD10: "icd10 N18.4", SNOMED: "snomed 709044004", LOINC: "loinc 2823-3"}
WRITTEN: Final = (  # of any system; also the JSON Schema's pattern
    r"^\s*([Ii][Cc][Dd][\s-]*10([\s-]*([Cc][Mm]|[Gg][Mm]|[Ww][Hh][Oo]))?|[Ss][Nn][Oo][Mm][Ee][Dd]([\s-]*[Cc][Tt])?)"
    r"\s*[\s:]\s*(\S.*)$"
)
_WRITTEN: Final = re.compile(WRITTEN)


def is_code(text: str, system: str) -> bool:
    """Whether a text has the form of a code; a SNOMED CT or LOINC number also has to have its check digit."""
    if _FORMS[system].fullmatch(text) is None:
        return False
    if system == SNOMED:
        return _verhoeff(text)
    return system != LOINC or _mod_10(text)


def squeezed(code: str) -> str:
    """As codes are compared: capitals, without dot and spaces."""
    return re.sub(r"[\s.]", "", code).upper()


def read_code(text: str, fact: Fact, where: str) -> str | None:
    """The word that a code means; None where the text is no code. Raises PatientError for one nobody lists."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    system = ICD10 if written[1].casefold().startswith("icd") else SNOMED
    code = written[5].strip()
    own = (
        code.upper() if system == ICD10 else re.split(r"[\s|]", code)[0]
    )  # `709044004 |Chronic kidney disease|`
    if not is_code(own, system):
        raise refusal(
            where, f"{quoted(code)} is no {_LABELS[system]} code.", f"Write it as `{_EXAMPLES[system]}`."
        )
    found = _meaning(squeezed(own), system, (fact.codes or {}).get(system, {}))
    if found is None:
        raise refusal(
            where, f"no condition here has the {_LABELS[system]} code {quoted(own)}.",
            "Write the condition in its own word (`fittvp schema patient` lists them), or leave it out and say "
            "it in notes.",
        )  # fmt: skip
    return found


def _meaning(code: str, system: str, known: Mapping[str, str]) -> str | None:
    """Of an ICD-10 code the longest listed beginning, never shorter than its category of three letters."""
    if system == SNOMED:
        return known.get(code)
    return next((known[code[:end]] for end in range(len(code), 2, -1) if code[:end] in known), None)


_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_P = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def _verhoeff(digits: str) -> bool:
    """The check digit of a SNOMED CT identifier (Verhoeff's dihedral scheme)."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_D[check][int(_P[place % 8][int(digit)])])
    return check == 0


def _mod_10(code: str) -> bool:
    """The check digit of a LOINC number (Luhn)."""
    number, _, last = code.partition("-")
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number))]
    return (10 - sum(value // 10 + value % 10 for value in doubled) % 10) % 10 == int(last)
