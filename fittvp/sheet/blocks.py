"""The finished page in plain pieces: what sheet/ writes and pdf/ prints.

Floor: sheet (its lowest step). Every piece holds finished words; nothing here is computed again.
It refuses to know patients, plans, rules and reportlab.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fittvp.figure.shapes import Scene

Tone = Literal["plain", "good", "careful", "stop", "info", "draft"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words. `notes` are printed as superscript numbers that lead to the notes table."""

    text: str
    bold: bool = False
    italic: bool = False
    notes: tuple[int, ...] = ()


Words = str | Span | tuple[Span | str, ...]
"""What a cell, a line or a paragraph may hold. Text is literal: no mark-up is ever interpreted."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1  # 1 page or part, 2 section, 3 small


@dataclass(frozen=True, slots=True)
class Text:
    words: Words
    style: Literal["body", "lead", "small", "note", "muted", "fine"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Words, ...]
    numbered: bool = False
    style: Literal["body", "small", "dense", "fine"] = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the line (any positive numbers). Header repeats on each page. Rows may break."""

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...]
    style: Literal["body", "small", "dense", "fine"] = "body"
    tones: tuple[Tone, ...] = ()  # one for each row, or none
    row_headers: bool = True  # the first column names the row
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs, set in `columns` columns."""

    rows: tuple[tuple[str, Words], ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    blocks: tuple[Block, ...]
    tone: Tone = "info"
    again: str = ""  # the title of a part that goes on on the next page


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a ladder or one lamp of a traffic light."""

    tone: Tone
    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class Bands:
    bands: tuple[Band, ...]
    title: str = ""
    labels: tuple[str, ...] = ()  # those of every ladder of the page: their words begin at one indent


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: tuple[str, ...]  # empty: a rest day
    active: bool = False
    marks: tuple[str, ...] = ()  # for each line the kind of work whose small picture stands beside it, or ""


@dataclass(frozen=True, slots=True)
class WeekStrip:
    days: tuple[Day, ...]  # seven
    title: str = ""
    rest: str = ""  # what is read out where a day has only a dash


@dataclass(frozen=True, slots=True)
class EffortScale:
    """A 0-10 scale with the wanted part marked (`low` to `high`), and words under some numbers."""

    low: float
    high: float
    words: tuple[tuple[int, str], ...]
    title: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The staircase of the weeks: one bar a week. `marks` name weeks worth a word (week number, words)."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str
    marks: tuple[tuple[int, str], ...] = ()
    goal: float | None = None
    alt: str = ""
    axis: str = ""  # what the labels are: week
    goal_words: str = ""  # what the line of the goal is; empty: `goal 150 minutes a week`


@dataclass(frozen=True, slots=True)
class Trend:
    """What was planned and what was done, side by side: an outlined and a filled bar for each label.

    `scores` (0 to 10) stand beneath as dots with their numbers. None: nothing is known of it.
    """

    title: str
    labels: tuple[str, ...]
    planned: tuple[float, ...]
    done: tuple[float | None, ...]
    unit: str
    scores: tuple[float | None, ...] = ()
    score: str = ""  # what the scores are, in words
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    name: str
    dose: str
    lines: tuple[tuple[str, str], ...]  # ("Start", "Sit tall on the chair.") ...
    care: str = ""  # one line of safety
    figure: str = ""  # the exercise's id
    picture: Scene | None = None  # none: an old record, or an exercise without a pose
    seen: str = ""  # what the picture shows, for those who do not see it; empty: the name


@dataclass(frozen=True, slots=True)
class Diary:
    """A grid to write in: `rows` lines of `columns`, with room for a shaking hand. `active`: the rows in bold."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    widths: tuple[float, ...]
    active: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A square code (QR) that says `holds`, with words beside it."""

    holds: str
    words: Words


@dataclass(frozen=True, slots=True)
class Signature:
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Together:
    """Kept on one page as far as a page can hold it.

    It waits for the next page only where that leaves no more than `white` of a page empty; else it begins here.
    """

    blocks: tuple[Block, ...]
    white: float = 1.0


@dataclass(frozen=True, slots=True)
class OneOf:
    """One page in several forms, the fullest first: of each what must stand on the page, then what may go on.

    The first whose first part the page holds is printed, else the last. All say the same.
    """

    forms: tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The fullest form."""
        return (*self.forms[0][0], *self.forms[0][1])


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = (
    Heading
    | Text
    | Bullets
    | Table
    | Facts
    | Box
    | Bands
    | WeekStrip
    | EffortScale
    | Steps
    | Trend
    | ExerciseCard
    | Diary
    | Code
    | Signature
    | Columns
    | Together
    | OneOf
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """One printed document. `body` is the size of body type: 'clinic' about 9 pt, 'home' 12 pt or more, 'large' 18."""

    title: str
    subject: str
    header: str  # left of the head line on every page
    footer: str  # left of the foot line; the page number is added on the right
    blocks: tuple[Block, ...]
    size: Literal["clinic", "home", "large"]
    draft: str = ""  # words of the draft mark, on every page; empty: none
    clinic: str = ""  # name of the clinic, right of the head line
    logo: bytes | None = None
    colour: str = ""  # the clinic's, as six hexadecimal digits; empty: ours
    one_page: bool = False  # all on one page, set smaller where it must be
    language: str = "en"  # as BCP 47 writes it: zh-Hans
    direction: Literal["ltr", "rtl"] = "ltr"
    page: str = "page {page} of {pages}"  # beside the foot line
    untranslated: tuple[str, ...] = ()  # English texts that had no translation, in order
    keywords: tuple[str, ...] = field(default=())
