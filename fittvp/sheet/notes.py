"""The numbered notes: every number on the page leads to a rule, its sentence, its source and its page.

A note is numbered where it is first mentioned. It refuses to judge a rule.
"""

from __future__ import annotations

from collections.abc import Iterable

from fittvp.model.plan import CitePart, Plan, ReasonLine, RuleLine, Value
from fittvp.sheet import say, words
from fittvp.sheet.blocks import Block, Columns, Heading, Span, Table, Text, Words

Said = tuple[Span | str, ...]
_HEAD = ("No.", "What the rule says. Its name. Source: page (strength; how it was seen)")


class Notes:
    """Numbers for rules, given out in the order in which the page mentions them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._numbers: dict[str, int] = {}
        self._told: set[str] = set()

    def of(self, rules: Iterable[str]) -> tuple[int, ...]:
        """The note numbers of rules (or of plain sentences), in order."""
        found = {self._numbers.setdefault(ref, len(self._numbers) + 1) for ref in rules}
        return tuple(sorted(found))

    def span(self, text: str, rules: Iterable[str], bold: bool = False) -> Span:
        """Words with their notes."""
        return Span(text, bold=bold, notes=self.of(rules))

    def told(self, ref: str) -> Span:
        """A rule's own sentence, printed in full here: its note need not say it again."""
        self._told.add(ref)
        rule = self._plan.rules.get(ref)
        return self.span(rule.says if rule else ref, [ref])

    def value(self, text: str, found: Value, bold: bool = False, fresh: bool = True) -> Span:
        """A prescribed value. `fresh`: with what started it; else what last changed or bounds it."""
        return Span(text, bold=bold, notes=self.of(rules_of(found, fresh)))

    def blocks(self) -> tuple[Block, ...]:
        """The notes table and the list of sources it names."""
        if not self._numbers:
            return ()
        rows = tuple(self._row(number, ref) for ref, number in self._numbers.items())
        return (
            Heading("Notes: the reasons", 1),
            Text(_legend(self._plan), "note"),
            Table(_HEAD, rows, (0.42, 9.6), "dense"),
            *self._sources(),
        )

    def _row(self, number: int, ref: str) -> tuple[Words, ...]:
        rule = self._plan.rules.get(ref)
        if rule is None:
            return str(number), ref
        why = words.UNSURE.format(facts=unknown_behind(self._plan, ref)) if not rule.certain else ""
        unsure: Said = (Span(f"{why}. ", bold=True),) if why else ()
        cites = "; ".join(cite(one) for one in rule.sources)
        said = "As said above. " if ref in self._told else f"{rule.says} "
        return str(number), (said, *unsure, Span(f"{ref}. ", italic=True), cites + ".")

    def _sources(self) -> tuple[Block, ...]:
        cited = {one.id for ref in self._numbers for one in _sources_of(self._plan.rules.get(ref))}
        found: list[Block] = [
            Text((Span(f"{name}: ", bold=True), reference(self._plan.sources[name])), "note")
            for name in sorted(cited)
            if name in self._plan.sources
        ]
        half = (len(found) + 1) // 2
        columns = Columns(tuple(found[:half]), tuple(found[half:]))
        return (Heading("Sources", 2), columns) if found else ()


def is_general(ref: str) -> bool:
    """Whether a rule is for everyone, not for a condition of this patient."""
    return ref.startswith("general@")


def is_conflict(ref: str) -> bool:
    """Whether a rule speaks of two rules that clash."""
    return any(word in ref.partition("#")[2] for word in ("conflict", "clash"))


def _legend(plan: Plan) -> str:
    unsure = any(not rule.certain for rule in plan.rules.values())
    said = "In week 1 a value's notes name what started and bounds it; later, what last changed or bounds it."
    return said + (" A rule that stands because something is not known says so." if unsure else "")


def _sources_of(rule: RuleLine | None) -> list[CitePart]:
    return rule.sources if rule else []


def rules_of(found: Value, fresh: bool = True) -> list[str]:
    """The rules behind a value; without its start where something later speaks and `fresh` is off."""
    later = [reason for reason in found.reasons if reason.act != "started" and reason.rules]
    chosen = found.reasons if fresh or not later else later
    return say.once(ref for reason in chosen for ref in reason_rules(reason))


def reason_rules(reason: ReasonLine) -> list[str]:
    """The rules of a reason; an entry of the clinician is its own note."""
    if reason.rules or reason.act == "rounded":
        return reason.rules
    return [f"{reason.act.capitalize()}: {reason.words}"]


def unknown_behind(plan: Plan, ref: str) -> str:
    """The facts whose absence makes a rule speak."""
    found = [line.label for line in plan.not_known if ref in line.rules]
    found += [
        fact.replace("_", " ") for one in plan.clearance.findings if one.rule == ref for fact in one.unknown
    ]
    return found[0] if found else "an expected fact"


def joined(pieces: Iterable[Said], start: str = "", between: str = "; ", end: str = ".") -> Said:
    """Pieces of a sentence in one; nothing where there are none."""
    found: list[Span | str] = []
    for piece in pieces:
        found += [between if found else start, *piece]
    return (*found, end) if found else ()


def cite(one: CitePart) -> str:
    """`kdigo2024: Table 2 (strong; checked in full)`."""
    return f"{one.id}: {one.where} ({one.strength}; {words.SEEN.get(one.seen, one.seen)})"


def reference(source: dict[str, object]) -> str:
    """Authors, title, venue, year and address in one line."""
    authors = source.get("authors")
    names = [str(one) for one in authors] if isinstance(authors, list) else [str(authors or "")]
    who = f"{names[0]} et al" if len(names) > 1 else "".join(names)
    where = str(source.get("doi") or source.get("url") or "").removeprefix("https://").removeprefix("www.")
    parts = (who, source.get("title"), source.get("venue"), source.get("year"), where)
    return ". ".join(str(part).rstrip(".") for part in parts if part) + "."
