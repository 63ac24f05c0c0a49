"""Who the plan is for: the known facts by group, and what is not known with what it would change."""

from __future__ import annotations

from fittvp.model.plan import Plan
from fittvp.sheet import say, words
from fittvp.sheet.blocks import Block, Heading, Table, Text, Tone, Words
from fittvp.sheet.notes import Notes

_LETTERS = 400  # of the file's own notes
_ON_PAGE_ONE = ("conditions", "number_of_conditions")


def who(plan: Plan) -> tuple[Block, ...]:
    """One row a group: label and value, value after value."""
    by_group: dict[str, list[str]] = {}
    for line in plan.patient.facts:
        if line.fact in _ON_PAGE_ONE:
            continue
        parts = by_group.setdefault(
            words.GROUPS.get(line.group, line.group.replace("_", " ").capitalize()), []
        )
        parts.append(f"{line.label}: {line.words}")
    contacts = "; ".join(
        ": ".join(part for part in (one.role, f"{one.name} {one.phone}".strip()) if part)
        for one in plan.patient.contacts
    )
    rows: list[tuple[str, Words]] = [
        (group, words.degrees("; ".join(parts)) + ".") for group, parts in by_group.items()
    ]
    noted = " ".join(plan.patient.notes.split())
    if noted:
        rows.append(("Notes", noted if len(noted) <= _LETTERS else noted[:_LETTERS].rstrip() + "…"))
    if contacts:
        rows.append(("Care team", contacts))
    return (Heading("Who", 2), Table(("", ""), tuple(rows), (1.4, 8.6), "dense")) if rows else ()


def unknown(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Not known, and what it would change: at most ten lines, those that change clearance first."""
    if not plan.not_known:
        return ()
    rows = tuple((notes.span(one.label, one.rules[:_MOST]), one.would_change + ".") for one in plan.not_known)
    return (
        Heading("Not known, and what it would change", 2),
        Table(("Not known", "What knowing it would change"), rows, (5, 5), "dense"),
    )


_MOST = 6  # notes in one cell; `fittvp check` names every rule


def asked(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """What the clinician asked for, and each override with who, why and when."""
    wish = plan.asked
    said = [f"{wish.pace} pace", f"{wish.weeks} weeks"]
    said += [f"sessions {_range(wish.sessions)} a week"] if wish.sessions else []
    said += [f"minutes {_range(wish.minutes)} a session"] if wish.minutes else []
    said += [f"effort at most Borg {wish.max_effort:g}"] if wish.max_effort is not None else []
    said += [f"week {number} held" for number in wish.hold_weeks]
    said += [f"without {name.replace('_', ' ')}" for name in wish.exclude]
    said += [f"at {wish.setting}"] if wish.setting else []
    said += [f"result entered: {lab}" for lab in wish.labs]
    by = f" (by {wish.by})" if wish.by else ""
    found: list[Block] = [
        Heading("Asked for by the clinician", 2),
        Text(say.sentence("; ".join(said) + by), "small"),
    ]
    if wish.overrides:
        rows = tuple(
            (notes.span(one.says or one.rule, [one.rule]), one.reason, one.by, one.on)
            for one in wish.overrides
        )
        head = ("Overridden limit", "Why", "By", "On")
        tones: tuple[Tone, ...] = tuple("careful" for _ in rows)
        found.append(Table(head, rows, (5, 3, 1.4, 1.1), "dense", tones))
    return tuple(found)


def _range(found: list[float]) -> str:
    return "–".join(f"{one:g}" for one in found)
