"""The language a page is written in, while it is written; and the look-up of its sentences.

`t` says a sentence of our own code, `nt` one with a number, `told` a sentence that came as data. Each is a whole
sentence with named places: words are never glued, so that a translator may move them. What has no translation stays
English and is remembered, so that the door can say how much that was.
The language lives in a context variable for the length of one call: pages stay pure and threads apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import ceil

from fittvp.model.tongue import ENGLISH, Tongue


@dataclass(frozen=True, slots=True)
class _Voice:
    tongue: Tongue
    missed: dict[str, None] = field(default_factory=dict)


_NOW: ContextVar[_Voice | None] = ContextVar("voice", default=None)


@contextmanager
def speaking(tongue: Tongue) -> Iterator[dict[str, None]]:
    """The language for what is written inside; yields the English texts that had no translation, in order."""
    voice = _Voice(tongue)
    token = _NOW.set(voice)
    try:
        yield voice.missed
    finally:
        _NOW.reset(token)


def now() -> Tongue:
    """The language that is written now; English outside a handout."""
    voice = _NOW.get()
    return ENGLISH if voice is None else voice.tongue


def mark(text: str) -> str:
    """A text that is translated where it is printed: it is found by the extractor and returned as it is."""
    return text


def t(text: str, /, **values: object) -> str:
    """The sentence in the language of now, its places filled."""
    return _filled(_found(text, "", None), text, values)


def pt(context: str, text: str, /, **values: object) -> str:
    """The same for a word that means two things; `context` says which."""
    return _filled(_found(text, context, None), text, values)


def nt(one: str, many: str, number: float, /, **values: object) -> str:
    """The sentence that goes with a number: `{n} minute`, `{n} minutes`."""
    english = one if number == 1 else many
    return _filled(_found(one, "", ceil(abs(number))), english, values)


def told(text: str) -> str | None:
    """The translation of a sentence that came as data; None in English and where there is none (remembered)."""
    if not text or now().is_english:
        return None
    return _found(text, "", None)


def known(text: str) -> str:
    """A word that may be one of ours or the clinic's own: translated where it is ours, else as it is."""
    return now().find(text) or text


def _found(text: str, context: str, number: int | None) -> str | None:
    voice = _NOW.get()
    if voice is None or voice.tongue.is_english:
        return None
    found = voice.tongue.find(text, context, number)
    if found is None:
        voice.missed[text] = None
    return found


def _filled(found: str | None, english: str, values: dict[str, object]) -> str:
    """A translation whose places do not fit is not printed: the English is, and it is remembered."""
    voice = _NOW.get()
    if found is not None:
        try:
            return found.format(**values) if values else found
        except (KeyError, IndexError, ValueError):
            if voice is not None:
                voice.missed[english] = None
    return english.format(**values) if values else english
