"""Asks a week's questions at the terminal, one by one; every answer is checked and kept at once.

Floor: cli. It gives back what was typed, as a patient file would hold it; what is skipped is not asked.
It refuses to know what an answer means: each question brings its own check.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

from fittvp.cli.draft import Answer, kept_on, read_draft, save_draft
from fittvp.cli.errors import Refusal
from fittvp.cli.hold import holding

_SKIP, _SKIP_KEY = "-", "0"
_BY_KEY = 30
_NONE = "none of these"
_BARE = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)*(?:/[0-9]+)?)(\s*(?:@|\son\s).*)?", re.DOTALL)
_YES_NO = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
_BUSY = (
    "Somebody else is answering the questions of this week just now. Nothing was written. "
    "Let them finish, or give the answers as flags."
)
_HOW = "An empty answer, or -, means: not asked. Ctrl-C stops; the answers so far are kept."


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `name`: the fact. `unit`: added to a bare number. `choices`: (word, label).

    `check` gets the answer as a patient file would hold it (each word of several) and says what is wrong.
    `unless`: not asked where that question was answered yes.
    """

    name: str
    text: str
    kind: Literal["number", "choice", "choices", "yes-no", "text"]
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    check: Callable[[str], str | None] | None = None
    unless: str = ""  # skipped where this question was answered yes


def can_ask() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(questions: Sequence[Question], draft: Path) -> dict[str, Answer]:
    """The answers by name, kept in `draft` after each. Raises Refusal when stopped; the draft is left to the caller.

    What the draft holds beside these questions is given back with the rest.
    """
    with holding(draft, timeout=0, busy=_BUSY), _kept(draft):
        answers = read_draft(draft)
        left, earlier = list(enumerate(questions, 1)), dict(answers)
        if answers and _goes_on(answers, questions, draft):
            left = _wrong(answers, questions) + left[_next(answers, questions) :]
        click.echo(_HOW)
        for number, question in left:
            if question.unless and answers.get(question.unless) == "yes":
                continue
            answer = _one(question, f"{number}/{len(questions)}", earlier.get(question.name, ""))
            if answer is None:
                answers.pop(question.name, None)
            else:
                answers[question.name] = answer
            save_draft(draft, answers)
    return answers


def answer_lines(answers: Mapping[str, Answer], questions: Sequence[Question]) -> list[str]:
    """`Pain in training: 3 of 10`: the answers to be read again, in the order of the questions."""
    asked = {question.name: question for question in questions}
    order = [*(name for name in asked if name in answers), *(name for name in answers if name not in asked)]
    return [f"  {asked[n].text if n in asked else n}: {_shown(answers[n], asked.get(n))}" for n in order]


@contextmanager
def _kept(draft: Path) -> Iterator[None]:
    """Ctrl-C and a terminal that is gone end alike, and say where the answers are."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        where = f" Your answers so far are kept in {draft}." if draft.exists() else ""
        raise Refusal(f"Stopped. Nothing was written to the plan.{where}") from None


def _goes_on(answers: Mapping[str, Answer], questions: Sequence[Question], draft: Path) -> bool:
    import questionary

    count = f"{len(answers)} question{'s' if len(answers) > 1 else ''}"
    click.echo(f"You had answered {count} on {kept_on(draft)}:")
    click.echo("\n".join(answer_lines(answers, questions)))
    asked = questionary.confirm("Go on from there? (No: each is asked again, with your answer filled in.)")
    return bool(asked.unsafe_ask())


def _next(answers: Mapping[str, Answer], questions: Sequence[Question]) -> int:
    """The place after the last that was answered: what was skipped before it stays skipped."""
    return max((place for place, question in enumerate(questions, 1) if question.name in answers), default=0)


def _wrong(answers: Mapping[str, Answer], questions: Sequence[Question]) -> list[tuple[int, Question]]:
    """What was kept and does not pass its check any more is asked again."""
    found = []
    for number, question in enumerate(questions, 1):
        answer = answers.get(question.name)
        if answer is not None and _fault(question, answer):
            click.echo(f"{question.text}: {_fault(question, answer)}")
            found.append((number, question))
    return found


def _one(question: Question, mark: str, earlier: Answer) -> Answer | None:
    """One answer, or None where it was skipped."""
    asker: dict[str, Callable[[Question, str, Answer], Answer | None]] = {
        "choice": _choice,
        "choices": _choices,
    }
    return asker.get(question.kind, _typed)(question, mark, earlier)


def _typed(question: Question, mark: str, earlier: Answer) -> Answer | None:
    import questionary

    def valid(text: str) -> bool | str:
        written = _as_written(question, text)
        return True if written is None else _fault(question, written) or True

    start = earlier if isinstance(earlier, str) else ""
    unit = f" ({question.unit})" if question.unit and question.unit not in question.text else ""
    hint = question.hint or ("yes / no" if question.kind == "yes-no" else "")
    text = questionary.text(
        f"{question.text}{unit}", default=start, validate=valid, qmark=mark,
        instruction=f"({hint})" if hint else None, validate_while_typing=False,
    ).unsafe_ask()  # fmt: skip
    return _as_written(question, text)


def _choice(question: Question, mark: str, earlier: Answer) -> Answer | None:
    """The list begins on "not asked": a key too many answers nothing."""
    import questionary

    options: list[Any] = [questionary.Choice("not asked", _SKIP, shortcut_key=_SKIP_KEY)]
    options += [questionary.Choice(label, word) for word, label in question.choices]
    words = [word for word, _ in question.choices]
    few = len(words) <= _BY_KEY
    picked = questionary.select(
        _with_hint(question), options, default=earlier if earlier in words else _SKIP, qmark=mark,
        use_shortcuts=few, use_search_filter=not few, use_jk_keys=False,
        instruction="(a key or the arrows, then Enter)" if few else "(type a part of it, then Enter)",
    ).unsafe_ask()  # fmt: skip
    return None if picked == _SKIP else str(picked)


def _choices(question: Question, mark: str, earlier: Answer) -> Answer | None:
    """Marked words. Enter with nothing marked is asked back once: who forgot the space bar hid a symptom."""
    import questionary

    warned = False

    def valid(picked: list[str]) -> bool | str:
        nonlocal warned
        if not picked and not warned:
            warned = True
            return "Nothing is marked; the space bar marks. Enter again: not asked."
        if _NONE in picked and len(picked) > 1:
            return "Mark either none of these or the others."
        return True if not picked else _fault(question, _listed(picked)) or True

    before = [earlier] if isinstance(earlier, str) else earlier
    options = [questionary.Choice(label, word, checked=word in before) for word, label in question.choices]
    options.append(questionary.Choice(_NONE, _NONE, checked=not before))
    picked = questionary.checkbox(
        _with_hint(question), options, validate=valid, qmark=mark, use_jk_keys=False,
        instruction="(space marks, Enter ends)",
    ).unsafe_ask()  # fmt: skip
    answer = _listed(picked) if picked else None
    if len(picked) != 1:
        click.echo(f"  {'not asked' if answer is None else _shown(answer, question)}")
    return answer


def _listed(picked: list[str]) -> list[str]:
    return [] if picked == [_NONE] else list(picked)


def _with_hint(question: Question) -> str:
    return f"{question.text} ({question.hint})" if question.hint else question.text


def _as_written(question: Question, text: str) -> str | None:
    """What was typed as a patient file holds it: yes for y, the unit that was shown behind a bare number."""
    text = text.strip()
    if text in ("", _SKIP):
        return None
    if question.kind == "yes-no":
        return _YES_NO.get(text.casefold(), text)
    bare = _BARE.fullmatch(text) if question.kind == "number" and question.unit else None
    return f"{bare[1]} {question.unit}{bare[2] or ''}" if bare else text


def _fault(question: Question, answer: Answer) -> str | None:
    """What is wrong with an answer, in one sentence."""
    if question.kind == "yes-no" and answer not in ("yes", "no", "unknown"):
        return "Write yes or no, or leave it empty."
    if question.check is None:
        return None
    for each in [answer] if isinstance(answer, str) else answer:
        if said := question.check(each):
            return said
    return None


def _shown(answer: Answer, question: Question | None) -> str:
    """The answer in the words of its labels."""
    labels = dict(question.choices) if question else {}
    words = [answer] if isinstance(answer, str) else answer
    return ", ".join(labels.get(word, word) for word in words) or _NONE
