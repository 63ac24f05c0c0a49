"""The clinician's shaping flags into the plan's `asked` part: ranges, exclusions, overrides.

Floor: cli. It refuses what no one can mean, with the nearest word that is known; whether a wish passes
a limit is the engine's to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fittvp.cli.errors import Refusal

if TYPE_CHECKING:
    from fittvp.cli.case import Case
    from fittvp.model.plan import AskedPart, OverridePart
    from fittvp.protocol.library import Library
    from fittvp.protocol.rules import Rule

SESSIONS, MINUTES, EFFORT = (1, 7), (1, 240), (6.0, 20.0)
RANGES = {"--sessions": ("3-4", SESSIONS), "--minutes": ("15-20", MINUTES)}
CR10_TOP = 10
LONGEST = 160  # letters of a name or a reason on the page
_RANGE = re.compile(r"([0-9]{1,3})(?:\s*(?:-|–|to)\s*([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags as typed."""

    weeks: int = 12
    pace: str = "usual"
    sessions: str | None = None
    minutes: str | None = None
    max_effort: float | None = None
    hold_weeks: Sequence[int] = ()
    exclude: Sequence[str] = ()
    setting: str | None = None
    override: Sequence[str] = ()
    reason: Sequence[str] = ()
    by: Sequence[str] = field(default=())


def asked_of(flags: Flags, case: Case) -> AskedPart:
    """What the plan keeps of the flags. Raises Refusal; adds to the case's notes."""
    from fittvp.model.plan import AskedPart

    overrides = _overrides(flags, case)
    return AskedPart(
        pace="cautious" if flags.pace == "cautious" else "usual",
        weeks=flags.weeks,
        sessions=ranged(flags.sessions, "--sessions"),
        minutes=ranged(flags.minutes, "--minutes"),
        max_effort=_effort(flags.max_effort, case.notes),
        hold_weeks=_holds(flags),
        exclude=sorted({excluded(word, case.library) for word in flags.exclude}),
        setting=flags.setting,
        labs=case.labs,
        by="; ".join(dict.fromkeys(plain(name, "--by") for name in flags.by)),
        overrides=overrides,
    )


def ranged(text: str | None, flag: str) -> list[float] | None:
    """`3` or `3-4`, low to high. Raises Refusal."""
    if text is None:
        return None
    example, bounds = RANGES[flag]
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise Refusal(f"{flag} `{text[:20]}` is no number or range. Write {flag} {example}.")
    low, high = int(match[1]), int(match[2] or match[1])
    if low > high:
        raise Refusal(f"{flag} {low}-{high} begins above its end. Write {flag} {high}-{low}.")
    if low < bounds[0] or high > bounds[1]:
        raise Refusal(f"{flag} goes from {bounds[0]} to {bounds[1]}.")
    return [float(low), float(high)]


def _effort(value: float | None, notes: list[str]) -> float | None:
    if value is None:
        return None
    if not EFFORT[0] <= value <= EFFORT[1]:
        raise Refusal(
            "--max-effort is on Borg's scale of 6 to 20 (11 is light, 13 somewhat hard). "
            "Write --max-effort 13."
        )
    if value <= CR10_TOP:
        notes.append(
            f"--max-effort {value:g}: taken as Borg 6 to 20, which is very light. "
            "The 0 to 10 scale is not used here."
        )
    return value


def _holds(flags: Flags) -> list[int]:
    late = [week for week in flags.hold_weeks if not 1 <= week <= flags.weeks]
    if late:
        raise Refusal(f"--hold-week {late[0]}: the plan has weeks 1 to {flags.weeks}.")
    return sorted(set(flags.hold_weeks))


def excluded(word: str, library: Library) -> str:
    """The id of the exercise or tag that a word names."""
    folded = re.sub(r"[\s-]+", "_", word.strip().casefold())
    return folded if folded in library.words["tag"] else exercise_of(word, "--exclude", library)


def exercise_of(word: str, flag: str, library: Library) -> str:
    """The id of the exercise that a word names. Raises Refusal."""
    from fittvp.model.problems import nearest, quoted

    known = {each: each for each in library.exercises}
    by_name = {exercise.name.casefold(): exercise.id for exercise in library.exercises.values()}
    folded = re.sub(r"[\s-]+", "_", word.strip().casefold())
    found = known.get(folded) or by_name.get(word.strip().casefold())
    if found is None:
        tags = library.words["tag"] if flag == "--exclude" else ()
        hint = (
            nearest(folded, [*known, *tags])
            or nearest(word, by_name)
            or "`fittvp protocols list --exercises` lists them."
        )
        kind = "exercise and no tag" if tags else "exercise"
        raise Refusal(f"{flag} {quoted(word)} is no {kind}. {hint}")
    return found


def _overrides(flags: Flags, case: Case) -> list[OverridePart]:
    from fittvp.model.plan import OverridePart

    rules, reasons, names = list(flags.override), list(flags.reason), list(flags.by)
    if not rules:
        if reasons:
            raise Refusal("--reason belongs to an --override. Name the rule, or leave it out.")
        return []
    if len(reasons) != len(rules):
        raise Refusal(
            f"{len(rules)} --override need {len(rules)} --reason, in the same order; {len(reasons)} given."
        )
    if len(names) not in (1, len(rules)):
        raise Refusal("An override needs --by WHO: one name for all, or one for each in the same order.")
    names = names * len(rules) if len(names) == 1 else names
    found = [rule_of(word, case.library) for word in rules]
    return [
        OverridePart(
            rule=rule.ref,
            reason=plain(why, "--reason"),
            by=plain(who, "--by"),
            on=case.on.isoformat(),
            says=rule.says,
        )
        for rule, why, who in zip(found, reasons, names, strict=True)
    ]


def rule_of(word: str, library: Library) -> Rule:
    """`protocol@1#rule`, `protocol#rule`, or `rule` where one protocol has it. An older version lapses."""
    from fittvp.model.problems import nearest, quoted

    rules = library.rules
    if word in rules:
        return rules[word]
    same = [rule for rule in rules.values() if word in (rule.name, rule.id)]
    if len(same) == 1:
        return same[0]
    if same:
        raise Refusal(f"--override {quoted(word)}: say which: {', '.join(rule.name for rule in same)}.")
    now = next((rule for rule in rules.values() if rule.name == re.sub(r"@[0-9]+#", "#", word)), None)
    if now is not None:
        raise Refusal(
            f"--override {quoted(word)}: the rule has changed since; it is now `{now.ref}`. "
            "Read it again first."
        )
    hint = nearest(word, [*(r.name for r in rules.values()), *(r.id for r in rules.values())])
    raise Refusal(
        f"--override {quoted(word)} names no rule. {hint or '`fittvp protocols show ID` lists them.'}"
    )


def plain(text: str, flag: str) -> str:
    """Words as they may be printed. Raises Refusal."""
    from fittvp.model.problems import PatientError
    from fittvp.model.words import read_text

    try:
        plain = read_text(text, flag)
    except PatientError as error:
        raise Refusal(str(error)) from None
    if not plain.strip():
        raise Refusal(f"{flag} is empty. Write words that the next reader understands.")
    if len(plain) > LONGEST:
        raise Refusal(f"{flag} has {len(plain)} letters; at most {LONGEST} are printed. Write it shorter.")
    return plain
