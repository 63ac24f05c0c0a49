"""The texts of a library as data, a clinic's entries laid over ours, with every problem in words.

Floor: protocol. It knows the outermost shape of each file; it refuses to know what an entry means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fittvp.protocol.folder import LATER, OWN, SHARED, merged
from fittvp.protocol.strict_yaml import YamlProblem, load_with_lines

Lines = dict[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True)
class LibraryProblem:
    """One problem, in words: where it is, what it is, what to do."""

    file: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        own = self.file.startswith(OWN)
        place = f"{self.file.removeprefix(OWN)}.yaml" + (" (your own)" if own else "")
        place += f", line {self.line}" if self.line else ""
        return f"{place}{', rule ' + self.rule if self.rule else ''}: {self.what}"


class LibraryError(ValueError):
    """Everything that is wrong with protocols/."""

    def __init__(self, problems: list[LibraryProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


Own = dict[str, Lines]


def parse(texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Lines], Own]:
    """Each file's data and the lines of its keys; and the lines of the entries that a clinic laid over ours.

    Raises LibraryError where a file cannot be read, has the wrong shape or is missing.
    """
    problems: list[LibraryProblem] = []
    data: dict[str, Any] = {}
    lines: dict[str, Lines] = {}
    for stem, text in texts.items():
        try:
            data[stem], lines[stem] = load_with_lines(text, f"{stem}.yaml")
        except YamlProblem as error:
            problems.append(LibraryProblem(stem, error.line, "", f"{error.what}. {error.remedy}"))
            continue
        if stem.removeprefix(OWN) in SHARED and not isinstance(data[stem], Mapping):
            what = "holds no named entries. Write `name: ...` at the beginning of a line, or remove the file."
            problems.append(LibraryProblem(stem, 1, "", what))
    missing = [stem for stem in SHARED if stem not in texts and stem not in LATER]
    problems += [LibraryProblem(stem, 0, "", "the file is missing.") for stem in missing]
    if problems:
        raise LibraryError(problems)
    own = {stem.removeprefix(OWN): lines.pop(stem) for stem in texts if stem.startswith(OWN)}
    for stem in own:
        data[stem] = merged(stem, data.get(stem, {}), data.pop(f"{OWN}{stem}"))
    return data, lines, own


def placed(problems: list[LibraryProblem], own: Own) -> list[LibraryProblem]:
    """The problems, those of an entry that the clinic wrote with the clinic's file and line."""
    found = []
    for each in problems:
        line = own.get(each.file, {}).get((each.rule,))
        found.append(each if line is None else replace(each, file=f"{OWN}{each.file}", line=line))
    return found
