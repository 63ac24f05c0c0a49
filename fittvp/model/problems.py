"""What is wrong with a patient's file, said once and clearly, in a clinician's words.

Floor: model. It refuses to log, and to carry more of the patient than the one value in question.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """`where`: the path in the file (`laboratory.potassium`). `what`: the problem. `remedy`: what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f" {self.remedy}" if self.remedy else "")


class PatientError(ValueError):
    """The file cannot be used as it is. Its text is one message that lists every problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        lines = [f"{len(self.problems)} things in the patient file need an answer:"]
        return "\n".join(lines + [f"  {number}. {each}" for number, each in enumerate(self.problems, 1)])

    def __repr__(self) -> str:
        return f"PatientError({len(self.problems)} problems)"


def quoted(text: object) -> str:
    """The text as it may be shown: one line, printable, short."""
    flat = "".join(
        "?" if unicodedata.category(letter)[0] in "CZ" and letter != " " else letter for letter in str(text)
    )
    return f"`{flat if len(flat) <= SHOWN else flat[: SHOWN - 3] + '...'}`"


def nearest(word: str, known: Iterable[str]) -> str:
    """` Did you mean ...?` with the nearest known name, or nothing."""
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:SHOWN], folded, n=1, cutoff=0.6)
    return f"Did you mean `{folded[found[0]]}`?" if found else ""
