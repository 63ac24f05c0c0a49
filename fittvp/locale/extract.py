"""Writes the catalogues anew: new texts join with an empty translation, texts that are gone leave, the rest stays.

    python -m fittvp.locale.extract            write them
    python -m fittvp.locale.extract --check    say which are stale (exit code 1)

`handout` holds the sentences of our own code (found by Babel's extractor), `protocols` and `exercises` those of the
data. The order is that of the code and the data; nothing depends on the day or the machine.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from fittvp.locale.lines import exercise_lines, protocol_lines
from fittvp.model.tongue import LOCALES, NAMES
from fittvp.protocol.library import load_library
from fittvp.protocol.tongues import PLURALS, folder_of

HERE: Final = Path(__file__).resolve().parent
KEYWORDS: Final = {"_": None, "mark": None, "t": None, "nt": (1, 2), "pt": ((1, "c"), 2)}
_KEPT: Final = re.compile(r'^"(?:X-Reviewed-(?:By|On)|Last-Translator|Language-Team):.*"$', re.MULTILINE)
_HEAD: Final = """\
# Translations of the handout. How a clinic reviews them: docs/how-to-translate.md
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def templates() -> dict[str, Catalog]:
    """The three catalogues without a translation."""
    library = load_library(cache=False)
    return {
        "handout": _of_code(),
        "protocols": _of_data(protocol_lines(library)),
        "exercises": _of_data(exercise_lines(library)),
    }


def _of_code() -> Catalog:
    """What the pages' modules mark, with the notes for translators that stand above (`# Note: ...`)."""
    found = Catalog()
    rows = extract_from_dir(
        HERE.parent / "sheet",
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Note:",),
        strip_comment_tags=True,
    )
    for file, _, text, notes, context in sorted(rows, key=lambda row: (row[0], row[1])):
        found.add(text, auto_comments=[f"sheet/{file}", *notes], context=context)
    return found


def _of_data(lines: Iterable[str]) -> Catalog:
    found = Catalog()
    for line in lines:
        found.add(line)
    return found


def pages() -> dict[Path, bytes]:
    """Every catalogue as it should stand: the file, and its bytes."""
    found = {}
    for domain, template in templates().items():
        found[HERE / f"{domain}.pot"] = _written(template, "", b"")
        for code in PLURALS:
            file = folder_of(code) / f"{domain}.po"
            found[file] = _written(template, code, file.read_bytes() if file.is_file() else b"")
    return found


def _written(template: Catalog, code: str, before: bytes) -> bytes:
    """The template with the translations of the old file. `code` "" for the template itself."""
    old = read_po(BytesIO(before), locale=LOCALES.get(code, code) or None, abort_invalid=True)
    now = Catalog(locale=LOCALES.get(code, code) or None)
    for one in template:
        if one.id:
            now.add(one.id, _kept(one, old, code), auto_comments=one.auto_comments, context=one.context)
    body = BytesIO()
    write_po(body, now, omit_header=True, width=0)
    return (_header(code, before.decode()) + body.getvalue().decode()).encode()


def _kept(one: Message, old: Catalog, code: str) -> str | tuple[str, ...]:
    """The translation that stands; of a plural as many forms as the language has."""
    name = one.id[0] if isinstance(one.id, (tuple, list)) else one.id
    found = old.get(name, one.context)
    string = found.string if found is not None and not found.fuzzy else ""
    if not isinstance(one.id, (tuple, list)):
        return string if isinstance(string, str) else ""
    count = PLURALS[code][0] if code else 2
    forms = tuple(string) if isinstance(string, (tuple, list)) else ()
    return forms if len(forms) == count else ("",) * count


def _header(code: str, before: str) -> str:
    kept = "".join(f"{line}\n" for line in _KEPT.findall(before.partition("\n\n")[0]))
    if not code:
        return f"{_HEAD}\n"
    count, rule = PLURALS[code]
    plural = f'"Plural-Forms: nplurals={count}; plural=({rule});\\n"\n'
    return f'{_HEAD}"Language: {LOCALES.get(code, code)}\\n"\n{plural}{kept}\n'


def main(arguments: list[str]) -> int:
    """Write, or with --check only compare."""
    stale = [file for file, text in pages().items() if not file.is_file() or file.read_bytes() != text]
    if "--check" in arguments:
        for file in stale:
            sys.stderr.write(f"stale: {file.relative_to(HERE)}\n")
        return int(bool(stale))
    for file, text in pages().items():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text)
    for code in PLURALS:
        sys.stderr.write(f"{NAMES[code]}: {_missing(code)} messages without a translation\n")
    return 0


def _missing(code: str) -> int:
    """Messages without a translation in all catalogues of a language."""
    return sum(len(missing(file)) for file in sorted(folder_of(code).glob("*.po")))


def missing(file: Path) -> list[str]:
    """The English of the messages of a catalogue that lack their translation, or one of its forms."""
    found = []
    for one in read_po(BytesIO(file.read_bytes()), locale=file.parent.name):
        forms = one.string if isinstance(one.string, (tuple, list)) else (one.string,)
        if one.id and not all(forms):
            found.append(one.id[0] if isinstance(one.id, (tuple, list)) else one.id)
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
