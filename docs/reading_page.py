"""Reading grades of the handouts: which words are read, by which formulas, and the table of the examples.

The text is every run of words a patient reads as a sentence: paragraphs, items of lists, rungs, cells, the words of
exercises. An item without a stop counts as one sentence. Left out, because they would make the text look easier than
it is: headings, names of exercises, doses, days, the diary, and cells that hold a name and a telephone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import textstat

from fittvp.sheet import blocks as b
from fittvp.sheet.text import plain

_NUMBERED = re.compile(r"_{3,}|\+?\d[\d ()/-]{5,}\d")
_ENDS = tuple(".!?。！？؟")
_HARD = 3  # syllables of a hard word, for Gunning Fog
_FEWEST = 3  # words of a run; what is shorter is a label
FORMULAS = {
    "es": ("Szigriszt-Pazos", "szigriszt_pazos"),
    "fr": ("Flesch, in the French form of Kandel and Moles", "flesch_reading_ease"),
    "de": ("Wiener Sachtextformel 1", "wiener_sachtextformel"),
}


@dataclass(frozen=True, slots=True)
class Grades:
    """School grades of an English text by textstat, by our own stricter count, and how long it is."""

    words: int
    flesch_kincaid: float
    gunning_fog: float
    strict_kincaid: float
    strict_fog: float

    @property
    def worst(self) -> float:
        return max(self.flesch_kincaid, self.gunning_fog, self.strict_kincaid, self.strict_fog)


def prose(document: b.Document) -> str:
    """The sentences of a document, one a line."""
    return "\n".join(sentence for run in _runs(document.blocks) for sentence in _sentences(run))


def english(text: str) -> Grades:
    """Flesch-Kincaid and Gunning Fog, twice.

    textstat counts syllables by the places where a word may be hyphenated, which are too few, and rounds averages;
    the second count takes every group of vowels for a syllable and rounds nothing.
    """
    textstat.set_lang("en_US")
    kincaid, fog = textstat.flesch_kincaid_grade(text), textstat.gunning_fog(text)
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", text)
    sentences = len(re.findall(r"[.!?](?:\s|$)", text))
    each, hard = len(words) / sentences, sum(_syllables(word) >= _HARD for word in words) / len(words)
    spoken = sum(map(_syllables, words)) / len(words)
    strict = 0.39 * each + 11.8 * spoken - 15.59, 0.4 * (each + 100 * hard)
    return Grades(len(words), *(round(grade, 1) for grade in (kincaid, fog, *strict)))


def _syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end, and the e of `walked`, do not count."""
    said = re.sub(r"[^a-z]", "", word.lower())
    found = len(re.findall(r"[aeiouy]+", said))
    if found > 1 and re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouyszxhcg]es$", said):
        found -= 1
    return max(found, 1)


def _sentences(run: str) -> Iterator[str]:
    for line in re.split(r"\n|•", run):
        said = _NUMBERED.sub("", line).strip(" :;")
        if len(said.split()) >= _FEWEST:
            yield said if said.endswith(_ENDS) else f"{said}."


def _runs(held: tuple[b.Block, ...]) -> Iterator[str]:
    for block in held:
        match block:
            case b.Text():
                yield plain(block.words)
            case b.Bullets():
                yield from map(plain, block.items)
            case b.Bands():
                yield from (plain(band.words) for band in block.bands)
            case b.Table():
                yield from (plain(cell) for row in block.rows for cell in row)
            case b.ExerciseCard():
                yield from (said for _, said in block.lines)
                yield block.care
            case b.EffortScale():
                yield block.title
            case b.Columns():
                yield from _runs((*block.left, *block.right))
            case b.Box() | b.Together() | b.OneOf():
                yield from _runs(block.blocks)
