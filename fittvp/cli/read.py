"""Opens a patient file (YAML or JSON) and gives its data, or says why it cannot be read.

Floor: cli: it reads disk and prints nothing. Every refusal is a PatientError; nothing is written.
It refuses big files, binary files, other encodings, duplicate names and YAML's tricks.
It refuses to know what a patient is: model/patient.py reads the data.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any, Final, NoReturn

from fittvp.model.problems import PatientError, Problem, quoted
from fittvp.protocol.strict_yaml import MAX_DEPTH, YamlProblem, load_strict

LARGEST: Final = 1_000_000
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_TEMPLATE: Final = "Run `fittvp new patient.yaml` for a template."


def read_patient_file(path: str | Path) -> dict[str, Any]:
    """The file's mapping; every scalar is the text that was written (JSON: also true, false and null).

    Raises PatientError with one problem.
    """
    file = Path(path)
    name = quoted(file.name).strip("`")
    text = _text(_bytes(file, name), name)
    data = _json(text, name) if file.suffix.casefold() == ".json" else _yaml(text, name)
    if not isinstance(data, dict):
        _refuse(name, "holds no patient.", _TEMPLATE)
    return data


def _bytes(file: Path, name: str) -> bytes:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            _refuse(name, "is not a file.", "Give the path of a patient file.")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        _refuse(name, "there is no such file.", _TEMPLATE)
    except PatientError:
        raise
    except (OSError, ValueError) as error:
        _refuse(name, f"cannot be opened ({type(error).__name__}).", "Check the path and its permissions.")
    if len(content) > LARGEST:
        _refuse(name, "is larger than 1 MB.", "A patient file holds one patient; split it.")
    return content


def _text(content: bytes, name: str) -> str:
    if content.startswith(_UTF16):
        _refuse(name, "is written in UTF-16.", "Save it as UTF-8 text.")
    if b"\0" in content:
        _refuse(name, "is not a text file.", "Save it as UTF-8 text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        _refuse(f"{name}, line {line}", "is not UTF-8 text.", "Save it as UTF-8 text.")


def _yaml(text: str, name: str) -> Any:
    try:
        return load_strict(text, name)
    except YamlProblem as problem:
        where = f"{name}, line {problem.line}" if problem.line else name
        _refuse(where, f"{problem.what}.", problem.remedy)


def _json(text: str, name: str) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            if key in found:
                _refuse(name, f"the name {quoted(key)} stands twice.", "Keep one of the two.")
            found[key] = value
        return found

    def constant(word: str) -> NoReturn:
        _refuse(name, f"{word} is not a number.", "Write the value, or leave it out.")

    try:
        data = json.loads(
            text, object_pairs_hook=pairs, parse_constant=constant, parse_int=str, parse_float=str
        )
    except json.JSONDecodeError as error:
        _refuse(f"{name}, line {error.lineno}", "is not valid JSON.", f"Near there: {error.msg}.")
    except RecursionError:
        _refuse(name, f"is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")
    if _depth(data) > MAX_DEPTH:
        _refuse(name, f"is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")
    return data


def _depth(data: Any) -> int:
    """How deep lists and mappings are nested, counted level by level."""
    level, depth = [data], 0
    while level and depth <= MAX_DEPTH:
        inner = [
            each.values() if isinstance(each, dict) else each
            for each in level
            if isinstance(each, (dict, list))
        ]
        level = [value for several in inner for value in several]
        depth += bool(inner)
        if not inner:
            break
    return depth


def _refuse(where: str, what: str, remedy: str) -> NoReturn:
    raise PatientError([Problem(where, what, remedy)]) from None
