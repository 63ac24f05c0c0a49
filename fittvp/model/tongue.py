"""A language the handout can be printed in: its messages, its plural rule, its direction, who reviewed it.

Floor: model. Frozen data and the look-up; it refuses to know files, grammar and pages.
English is the language the words are written in: it has no messages, and nothing is missing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from gettext import c2py
from typing import Final, Literal

from fittvp.model.problems import nearest

Messages = Mapping[tuple[str, str], tuple[str, ...]]
"""(context, English) to the translation; a message with a plural holds one text for each plural form."""

NAMES: Final[Mapping[str, str]] = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "zh": "Chinese, Simplified",
    "ar": "Arabic",
}
LOCALES: Final[Mapping[str, str]] = {"zh": "zh_Hans"}
"""The folder of a language, and the name that dates and numbers are formatted by, where it is not the code."""
RIGHT_TO_LEFT: Final = ("ar",)


class NoSuchLanguage(ValueError):
    """A language there is no (readable) translation for. The message says what to do."""


@dataclass(frozen=True)
class Tongue:
    """`plural`: the rule of the catalogue's header, as gettext writes it. `reviewed`: by whom, and on what day."""

    code: str
    messages: Messages = field(default_factory=dict, repr=False)
    plural: str = "n != 1"
    reviewed: tuple[str, str] | None = None

    @property
    def locale(self) -> str:
        """`zh_Hans`: as CLDR names it."""
        return LOCALES.get(self.code, self.code)

    @property
    def tag(self) -> str:
        """`zh-Hans`: as a document names its language."""
        return self.locale.replace("_", "-")

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def is_english(self) -> bool:
        return self.code == "en"

    @cached_property
    def form(self) -> Callable[[int], int]:
        """Which plural form goes with a number."""
        return c2py(self.plural)

    def find(self, text: str, context: str = "", number: int | None = None) -> str | None:
        """The translation of an English text; None where there is none. `number`: for a message with a plural."""
        forms = self.messages.get((context, text))
        if forms is None:
            return None
        at = 0 if number is None else self.form(number)
        return (forms[at] or None) if at < len(forms) else None


ENGLISH: Final = Tongue("en", reviewed=("", ""))


def code_of(asked: str) -> str:
    """`es` from es, ES, es-MX or Spanish; `zh` from zh-Hans. Raises NoSuchLanguage."""
    wanted = asked.strip().casefold().replace("_", "-")
    by_name = {name.casefold(): code for code, name in NAMES.items()}
    if wanted in by_name:
        return by_name[wanted]
    code, *rest = wanted.split("-")
    if code in NAMES and not (code == "zh" and {"hant", "tw", "hk", "mo"} & set(rest)):
        return code
    listed = ", ".join(f"{code} ({name})" for code, name in NAMES.items())
    hint = f"{nearest(wanted, NAMES)} ".lstrip()
    raise NoSuchLanguage(f"There is no handout in `{asked}`. {hint}Use one of: {listed}.")
