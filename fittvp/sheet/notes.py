"""The numbered notes: every number on the page leads to a rule, its sentence, its source and its page.

A note is numbered where it is first mentioned. It refuses to judge a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fittvp.model.plan import CitePart, Plan, ReasonLine, RuleLine, Value
from fittvp.sheet import say, words
from fittvp.sheet.blocks import Block, Heading, Span, Table, Text, Words

Said = tuple[Span | str, ...]
_HEAD = ("No.", "What the rule says. Its name. Source: page (strength; how it was seen)")
_TITLE_LEAST, _TITLE_MOST, _NAME_MOST, _PLACE_MOST = 20, 42, 24, 40  # letters
_FOR_ALL = ("general", "safety_gates", "sedentary_beginner", "outcome_measures")
_DECIDES = ("clearance", "limit", "start", "aim", "step")  # kinds of rule that decide a number or close


class Notes:
    """Numbers for rules, given out in the order in which the page mentions them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._numbers: dict[str, int] = {}
        self._valued: set[str] = set()

    def of(self, rules: Iterable[str]) -> tuple[int, ...]:
        """The note numbers of rules (or of plain sentences), in order."""
        found = {self._numbers.setdefault(ref, len(self._numbers) + 1) for ref in rules}
        return tuple(sorted(found))

    def span(self, text: str, rules: Iterable[str], bold: bool = False) -> Span:
        """Words with their notes."""
        return Span(text, bold=bold, notes=self.of(rules))

    def value(self, text: str, found: Value, bold: bool = False, fresh: bool = True) -> Span:
        """A prescribed value. `fresh`: with what started it; else what last changed or bounds it."""
        return self.deciding(text, rules_of(found, fresh), bold)

    def deciding(self, text: str, rules: Iterable[str], bold: bool = False) -> Span:
        """Words whose rules are told in full, whatever their kind."""
        kept = list(rules)
        self._valued.update(kept)
        return self.span(text, kept, bold)

    def blocks(self) -> tuple[Block, ...]:
        """The notes table, the short list of the other rules, and the sources both name."""
        if not self._numbers:
            return ()
        full = [ref for ref in self._numbers if self._is_full(ref)]
        rows = tuple(self._row(self._numbers[ref], ref) for ref in full)
        return (
            Heading("Notes: the reasons", 1),
            Text(_legend(self._plan), "note"),
            *((Table(_HEAD, rows, (0.42, 9.6), "fine"),) if rows else ()),
            *self._others([ref for ref in self._numbers if ref not in full]),
            *self._sources(),
        )

    def _is_full(self, ref: str) -> bool:
        rule = self._plan.rules.get(ref)
        return rule is None or rule.kind in _DECIDES or ref in self._valued

    def _row(self, number: int, ref: str) -> tuple[Words, ...]:
        rule = self._plan.rules.get(ref)
        if rule is None:
            return str(number), ref
        why = words.UNSURE.format(facts=unknown_behind(self._plan, ref)) if not rule.certain else ""
        unsure: Said = (Span(f"{why}. ", bold=True),) if why else ()
        cites = "; ".join(cite(one) for one in rule.sources)
        return str(number), (f"{rule.says} ", *unsure, Span(f"{ref}. ", italic=True), cites + ".")

    def _others(self, refs: list[str]) -> tuple[Block, ...]:
        """Rules whose sentence stands in the text: their numbers, then what they rest on."""
        by: dict[str, dict[str, list[int]]] = {}
        for ref in refs:
            for one in self._plan.rules[ref].sources:
                by.setdefault(one.id, {}).setdefault(_place(one), []).append(self._numbers[ref])
        parts: list[Span | str] = []
        for source in sorted(by):
            places = "; ".join(f"{say.runs(found)}: {place}" for place, found in by[source].items())
            parts += [Span(f"{source} ", bold=True), f"{places}. "]
        head = Heading("Sources of checks, moves, signs and advice", 2)
        return (head, Text(words.OTHERS, "note"), Text(tuple(parts), "fine")) if parts else ()

    def _sources(self) -> tuple[Block, ...]:
        cited = {one.id for ref in self._numbers for one in _sources_of(self._plan.rules.get(ref))}
        parts: list[Span | str] = []
        for name in sorted(cited):
            if name in self._plan.sources:
                parts += [Span(f"{name}: ", bold=True), f"{reference(self._plan.sources[name])} "]
        return (
            (Heading("Sources", 2), Text(words.SOURCES, "note"), Text(tuple(parts), "fine")) if parts else ()
        )


def is_general(ref: str) -> bool:
    """Whether a rule is for everyone, not for a condition of this patient."""
    return ref.partition("@")[0] in _FOR_ALL


def is_gate(ref: str) -> bool:
    """Whether a rule is a gate on a danger that counts in any illness."""
    return ref.partition("@")[0] == "safety_gates"


def is_conflict(ref: str) -> bool:
    """Whether a rule speaks of two rules that clash."""
    return any(word in ref.partition("#")[2] for word in ("conflict", "clash"))


def _legend(plan: Plan) -> str:
    unsure = any(not rule.certain for rule in plan.rules.values())
    said = f"In week {plan.now} a value's notes name what started and bounds it; later, what last changed or bounds it."
    said = f"{said} {words.SEEN_LEGEND}"
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
    """`kdigo2024: Table 2 (strong; checked)`."""
    return f"{one.id}: {_place(one)}"


def _place(one: CitePart) -> str:
    return f"{one.where} ({one.strength}; {words.SEEN_SHORT.get(one.seen, one.seen)})"


def reference(source: dict[str, object]) -> str:
    """Authors and year, short title, address; of a long address the site."""
    authors = source.get("authors")
    names = [str(one) for one in authors] if isinstance(authors, list) else [str(authors or "")]
    who = f"{names[0]} et al" if len(names) > 1 else "".join(names)
    when = f"{_cut(who, _NAME_MOST)} {source.get('year') or ''}".strip()
    where = re.sub(r"^(https?://)?(www\.)?", "", str(source.get("doi") or source.get("url") or ""))
    if len(where) > _PLACE_MOST:
        where = where.partition("/")[0]
    parts = (when, _short(str(source.get("title") or "")), where)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _short(title: str) -> str:
    """The title as far as its first clause that says enough, cut between words."""
    ends = (at for at, letter in enumerate(title) if letter in ":;(.?," and at >= _TITLE_LEAST)
    return _cut(title[: next(ends, len(title))].strip(), _TITLE_MOST)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",") + "…"
