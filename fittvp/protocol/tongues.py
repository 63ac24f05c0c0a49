"""Reads the translations of the handout, `fittvp/locale/<language>/*.po`, once, and keeps them compiled.

Floor: protocol: the only reader of disk below cli. The compiled form lies beside the library's in the user's cache
folder; its name is the hash of the files, so that a file that changes is read anew, and a damaged one is not used.
Babel is imported only here and only when there is something to compile. It refuses to know what a message means.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from fittvp.model.tongue import ENGLISH, LOCALES, NAMES, NoSuchLanguage, Tongue, code_of
from fittvp.protocol.shelf import Parts, Shelf, cache_file, encoded, read_parts, write_parts

DOMAINS: Final = ("handout", "protocols", "exercises")
PLURALS: Final[Mapping[str, tuple[int, str]]] = {
    "es": (2, "n != 1"),
    "fr": (2, "n > 1"),
    "de": (2, "n != 1"),
    "zh": (1, "0"),
    "ar": (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"),
}
"""How many forms a noun has beside a number, and which goes with which: as gettext's manual lists them."""
_FEW: Final = {"zh": 0, "ar": 3}  # so many of the first plural forms may leave the number out; else one
_PLACE = re.compile(r"\{\w+\}")
_OTHER_DIGITS = re.compile(r"[٠-٩۰-۹０-９]")
_HEADER = re.compile(rb'^"X-Reviewed-(By|On): *(.*?)(?:\\n)?"\s*$', re.MULTILINE)


def folder_of(code: str, root: Path | None = None) -> Path:
    """Where the catalogues of a language stand."""
    here = root or Path(__file__).resolve().parent.parent / "locale"
    return here / LOCALES.get(code, code)


def open_tongue(asked: str, root: Path | None = None, cache: bool = True) -> Tongue:
    """The language of a code or name. `root`: another folder than ours. Raises NoSuchLanguage."""
    code = code_of(asked)
    if code == "en":
        return ENGLISH
    texts = {domain: _bytes(folder_of(code, root) / f"{domain}.po") for domain in DOMAINS}
    if not any(texts.values()):
        raise NoSuchLanguage(f"The translation into {NAMES[code]} is not installed. Install fittvp again.")
    digest = hashlib.sha256(b"\0".join(texts.values())).hexdigest()
    file = cache_file(f"{code} {digest}", "tongue")

    def compiled() -> Parts:
        parts = encoded({"tongue": _compiled(code, texts)})
        if cache:
            write_parts(file, parts)
        return parts

    parts = read_parts(file) if cache else None
    return Shelf(compiled() if parts is None else parts, compiled).open("tongue", _tongue)


def _bytes(file: Path) -> bytes:
    """Nothing where there is no such catalogue: its messages stay English and are counted."""
    return file.read_bytes() if file.is_file() else b""


def _compiled(code: str, texts: Mapping[str, bytes]) -> dict[str, Any]:
    """Plain data: the messages that have a sound translation, and the review where every catalogue names one.

    A translation that lost a number or a place is not used: the English stands, and is counted.
    """
    from io import BytesIO

    from babel.messages.pofile import PoFileError, read_po

    rows = []
    for domain, text in texts.items():
        try:
            catalogue = read_po(BytesIO(text), locale=LOCALES.get(code, code), abort_invalid=True)
        except (PoFileError, ValueError) as error:
            raise NoSuchLanguage(f"{domain}.po of {NAMES[code]} cannot be read: {error}. Mend it.") from None
        for one in catalogue:
            string = one.string if isinstance(one.string, (tuple, list)) else (one.string,)
            forms = [form or "" for form in string]
            source = tuple(one.id) if isinstance(one.id, (tuple, list)) else (one.id,)
            if one.id and any(forms) and not one.fuzzy and not faults(source, forms, code):
                rows.append([one.context or "", source[0], forms])
    reviews = [_review(text) for text in texts.values()]
    return {"code": code, "rows": rows, "reviewed": reviews[0] if all(reviews) else None}


def faults(source: Sequence[str], said: Sequence[str], code: str) -> list[str]:
    """What a translation lost or added of numbers and {places}. `source`: the English, with its plural.

    Digits are Western in every language. Beside one (in Arabic two) the number itself may be left out: `once`.
    """
    found, wanted = [], set(_PLACE.findall(source[-1]))
    for at, text in enumerate(filter(None, said)):
        places = set(_PLACE.findall(text))
        few = len(source) > 1 and at < _FEW.get(code, 1)
        if places != wanted and not (few and places | {"{n}"} == wanted | {"{n}"}):
            found.append(f"{source[0]!r}: places {sorted(places)}, not {sorted(wanted)}")
        if _numbers(text) != _numbers(source[-1]) or _OTHER_DIGITS.search(text):
            found.append(f"{source[0]!r}: other numbers in {text!r}")
    return found


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", _PLACE.sub("", text).replace("\u202f", "").replace("\u00a0", "")))


def _review(text: bytes) -> list[str] | None:
    """Who reviewed a catalogue and when: both lines of its header, or nothing."""
    found = {key.decode(): said.decode().strip() for key, said in _HEADER.findall(text)}
    return [found["By"], found["On"]] if found.get("By") and found.get("On") else None


def _tongue(raw: Mapping[str, Any]) -> Tongue:
    return Tongue(
        code=raw["code"],
        messages={(context, text): tuple(forms) for context, text, forms in raw["rows"]},
        plural=PLURALS[raw["code"]][1],
        reviewed=(raw["reviewed"][0], raw["reviewed"][1]) if raw["reviewed"] else None,
    )
