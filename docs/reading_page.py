"""Reading grades of the handouts: which words are read, by which formulas, and the table of the examples.

The text is every run of words a patient reads as a sentence: paragraphs, items of lists, rungs, cells, the words of
exercises. An item without a stop counts as one sentence. Left out, because they would make the text look easier than
it is: headings, names of exercises, doses, days, the diary, and cells that hold a name and a telephone number.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import textstat

from fittvp.engine.prescribe import prescribe
from fittvp.model.patient import read_patient
from fittvp.model.plan import AskedPart, Plan
from fittvp.protocol.library import Library
from fittvp.protocol.strict_yaml import load_strict
from fittvp.protocol.tongues import open_tongue
from fittvp.sheet import blocks as b
from fittvp.sheet import handout_document
from fittvp.sheet.text import plain

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 23)
HIGHEST = 6.0  # the grade that no handout may pass

_NUMBERED = re.compile(r"_{3,}|\+?\d[\d ()/-]{5,}\d")
_ENDS = tuple(".!?。！？؟")
_HARD = 3  # syllables of a hard word, for Gunning Fog
_FEWEST = 3  # words of a run; what is shorter is a label
NATIVE = ("es", "fr", "de")
_ABOUT = """\
# Reading grades of the handouts

{mark}

The whole text of every handout must be at school grade 6 or lower by Flesch-Kincaid and by Gunning Fog; a test holds
it. Each formula is worked out twice: by textstat 0.7.4, which counts syllables where a word may be hyphenated (too
few) and rounds its averages, and by a stricter count of our own (every group of vowels, nothing rounded). The last
column is the worst grade of the whole sentences alone, without the short lines of lists, which make a text look easy.

What is counted: paragraphs, list items (one sentence each), rungs, cells, the words of the exercises. What is not:
headings, names of exercises, doses, days, the diary, names with telephone numbers. A formula knows the length of
words and sentences; whether they are understood only patients can say.
"""
_OTHERS = """
## Other languages

English grades mean nothing for another language. Where it has a formula of its own in textstat, that stands here;
Chinese and Arabic have none that counts without a dictionary, and none stands here. Spanish, Fernández Huerta and
Szigriszt-Pazos: 0 to 100, from 65 (Szigriszt-Pazos 66) fairly easy, from 80 very easy. French, Kandel-Moles (Flesch
with the weights for French): 0 to 100, from 70 easy. German, Wiener Sachtextformel 1: a school grade, 4 to 15.
"""


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


def example_plans(library: Library) -> Iterator[tuple[str, Plan]]:
    """The plans of docs/examples and of tests/people, by name."""
    for folder in ("docs/examples", "tests/people"):
        for path in sorted((ROOT / folder).glob("*.yaml")):
            raw = load_strict(path.read_text(encoding="utf-8"), path.name)
            patient = read_patient(raw, library.facts, DAY, library.formulas)
            yield path.stem, prescribe(library, patient, DAY, AskedPart())


def reading_page(library: Library, mark: str) -> str:
    """docs/reading.md: both tables."""
    plans = list(example_plans(library))
    head = (
        "Handout",
        "Words",
        "Flesch-Kincaid",
        "Gunning Fog",
        "stricter: F-K",
        "stricter: Fog",
        "sentences alone",
    )
    rows = [head, ("---", *("---:",) * (len(head) - 1))]
    for name, plan in plans:
        document = handout_document(plan)
        one, alone = english(prose(document)), english(prose(document, whole=True))
        grades = (one.flesch_kincaid, one.gunning_fog, one.strict_kincaid, one.strict_fog, alone.worst)
        rows.append((name, str(one.words), *(f"{grade:.1f}" for grade in grades)))
    return (
        "\n".join([_ABOUT.format(mark=mark), *map(_row, rows), _OTHERS, *map(_row, _natives(plans))]) + "\n"
    )


def _natives(plans: list[tuple[str, Plan]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            "Handout",
            "es: Fernández Huerta",
            "es: Szigriszt-Pazos",
            "fr: Kandel-Moles",
            "de: Wiener Sachtextformel 1",
        ),
        ("---", *("---:",) * 4),
    ]
    for name, plan in plans:
        texts = {code: prose(handout_document(plan, None, open_tongue(code, cache=False))) for code in NATIVE}
        rows.append((name, *(f"{value:.0f}" for value in native(texts))))
    return rows


def native(texts: dict[str, str]) -> tuple[float, float, float, float]:
    """The formulas of the languages themselves."""
    textstat.set_lang("es")
    spanish = textstat.fernandez_huerta(texts["es"]), textstat.szigriszt_pazos(texts["es"])
    textstat.set_lang("fr")
    french = textstat.flesch_reading_ease(texts["fr"])
    textstat.set_lang("de")
    return *spanish, french, textstat.wiener_sachtextformel(texts["de"], 1)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def prose(document: b.Document, whole: bool = False) -> str:
    """The sentences of a document, one a line. `whole`: without what has no stop of its own."""
    return "\n".join(sentence for run in runs(document.blocks) for sentence in _sentences(run, whole))


def english(text: str) -> Grades:
    """Flesch-Kincaid and Gunning Fog, twice.

    textstat counts syllables by the places where a word may be hyphenated, which are too few, and rounds averages;
    the second count takes every group of vowels for a syllable and rounds nothing.
    """
    textstat.set_lang("en_US")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its word list open
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


def _sentences(run: str, whole: bool) -> Iterator[str]:
    for line in re.split(r"\n|•", run):
        said = _NUMBERED.sub("", line).strip(" :;")
        if len(said.split()) >= _FEWEST and (said.endswith(_ENDS) or not whole):
            yield said if said.endswith(_ENDS) else f"{said}."


def runs(held: tuple[b.Block, ...]) -> Iterator[str]:
    """Each run of words a patient reads: paragraphs, list items, rungs, cells, lines of cards."""
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
                yield from runs((*block.left, *block.right))
            case b.Box() | b.Together() | b.OneOf():
                yield from runs(block.blocks)
