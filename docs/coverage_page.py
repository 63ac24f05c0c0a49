"""The coverage page: which condition has which rules, for which kind of exercise, and what the figures rest on.

Written by docs/generate.py. It counts rules as the library holds them; it refuses to judge what is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fittvp.protocol.count import SEEN, STRENGTH, totals_of
from fittvp.protocol.grammar import Node
from fittvp.protocol.library import Library
from fittvp.protocol.rules import Protocol, Rule

KINDS = ("clearance", "limit", "start", "aim", "step", "move", "check", "watch")
WHOLE = "everything"  # rules that name no kind of exercise: clearance, checks, watches


def coverage_page(library: Library, do_not_edit: str) -> str:
    """Markdown: conditions, kinds of exercise by kind of rule, sources."""
    return "\n".join([
        "# Coverage", "", do_not_edit, "",
        "How many rules there are, for what, and what they rest on. Many rules are no merit in themselves: an empty",
        "field says where a clinician will find only what `general` says for everyone.", "",
        *_conditions(library), *_modalities(library), *_sources(library),
    ]).rstrip() + "\n"  # fmt: skip


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    yield from ("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
    yield ""


def _conditions(library: Library) -> Iterator[str]:
    """Each condition of the patient file: the protocols that apply to it, rules that name it, its codes."""
    fact = library.facts["conditions"]
    codes = fact.codes or {}
    rows = []
    for word, label in (fact.choices or {}).items():
        own = [protocol.id for protocol in library.protocols if word in _named(protocol.applies, library)]
        naming = Counter(
            rule.protocol
            for protocol in library.protocols
            for rule in protocol.rules
            if word in _named(rule.when, library) and protocol.id not in own
        )
        also = ", ".join(f"{name} {count}" for name, count in sorted(naming.items()))
        listed = [
            f"{len([c for c in found.values() if c == word])} {system}" for system, found in codes.items()
        ]
        said = ", ".join(each for each in listed if not each.startswith("0 "))
        rows.append((f"`{word}`", label, ", ".join(own), also, said))
    covered = sum(bool(row[2]) for row in rows)
    yield from ("## Conditions", "")
    yield f"{covered} of {len(rows)} conditions that a patient file may name have a protocol of their own."
    yield "The fourth column counts rules of other protocols that name the condition."
    yield ""
    yield from _table(("Condition", "Meaning", "Protocol", "Named by rules of", "Codes"), rows)


def _named(node: Node | None, library: Library) -> set[str]:
    """The conditions that a compiled condition names, also through a flag that rests on them; not what it excludes."""
    if node is None:
        return set()
    if node[0] in ("all", "any"):
        return set().union(*(_named(inner, library) for inner in node[1]))
    if node[0] == "not":
        return set()
    word, name, value = node
    if name == "conditions":
        return {value} if word == "includes" else set()
    fact = library.facts[name]
    flagged = fact.derived == "when" and (word, value) == ("is", "yes")
    return _named(fact.condition, library) if flagged else set()


def _modalities(library: Library) -> Iterator[str]:
    yield from ("## Rules by protocol, kind of exercise and kind of rule", "")
    yield "A rule that names several kinds of exercise counts in each; the row of the protocol counts it once."
    yield ""
    rows: list[tuple[object, ...]] = []
    for protocol in library.protocols:
        whole = Counter(rule.kind for rule in protocol.rules)
        rows.append((f"**`{protocol.id}`** {protocol.title}", "all", *_counts(whole), len(protocol.rules)))
        for modality in (*library.modalities, WHOLE):
            found = Counter(rule.kind for rule in protocol.rules if modality in _modalities_of(rule, library))
            if found:
                label = library.modalities[modality].label if modality in library.modalities else modality
                rows.append(("", label, *_counts(found), found.total()))
    yield from _table(("Protocol", "Exercise", *KINDS, "rules"), rows)


def _counts(found: Mapping[str, int]) -> tuple[object, ...]:
    return tuple(found.get(kind) or "" for kind in KINDS)


def _modalities_of(rule: Rule, library: Library) -> set[str]:
    named = (*getattr(rule.effect, "streams", ()), *getattr(rule.effect, "closes_streams", ()))
    found = {name for name, each in library.modalities.items() for stream in each.streams if stream in named}
    return found or {WHOLE}


def _sources(library: Library) -> Iterator[str]:
    yield from ("## What the rules rest on", "")
    yield "Each rule once: how its best source was seen, and how strong its main source is. `memory`: nobody here has"
    yield "read it; judgement is counted there and shown apart. `expert`: a question to clinicians."
    yield ""
    every: list[tuple[str, Sequence[Protocol]]] = [(f"`{each.id}`", [each]) for each in library.protocols]
    rows = [_shares(name, protocols) for name, protocols in (*every, ("**All**", library.protocols))]
    head = ("Protocol", "Status", "Rules", *SEEN, "of these judgement", *STRENGTH, "without source")
    yield from _table(head, rows)


def _shares(name: str, protocols: Sequence[Protocol]) -> tuple[object, ...]:
    found = totals_of(protocols)
    rules = found["rules"]

    def share(count: int) -> str:
        return f"{count} ({100 * count / rules:.0f} %)" if rules else "0"

    return (
        name, protocols[0].status if len(protocols) == 1 else f"{found['reviewed']} reviewed", rules,
        *(share(found["seen"][how]) for how in SEEN), found["judgement"],
        *(share(found["strength"][how]) for how in STRENGTH), found["rules_without_source"],
    )  # fmt: skip
