"""Small helpers of the handout: a dose in everyday words, plain words, telephone lines."""

from __future__ import annotations

import re

from fittvp.model.plan import ContactPart, Item, Plan
from fittvp.sheet import say, words_home, words_signs
from fittvp.sheet.blocks import Span, Table, Words
from fittvp.sheet.clinic import Clinic

_LINE, _ABREAST = 72, 3  # letters of a line, and items on it


def plain(text: str) -> str:
    """A clinician's words in everyday words."""
    for technical, everyday in words_home.PLAIN:
        text = text.replace(technical, everyday)
    return text


def minutes(value: float) -> str:
    return f"{say.number(value)} minute" + ("" if value == 1 else "s")


def times(value: float) -> str:
    return "once" if value == 1 else f"{say.number(value)} times"


def rounds(value: float) -> str:
    return "1 round" if value == 1 else f"{say.number(value)} rounds"


def dose(item: Item, each_side: bool = False) -> str:
    """`15 minutes, with a rest after every 5 minutes`, or `10 times, 2 rounds`."""
    said = []
    if item.minutes is not None:
        rest = f". Rest after every {minutes(item.bout)}" if item.bout and item.bout < item.minutes else ""
        said.append(f"{minutes(item.minutes)}{rest}")
    if item.repetitions is not None:
        side = " each side" if each_side else ""
        said.append(f"{times(item.repetitions)}{side}")
    if item.sets is not None:
        said.append(rounds(item.sets))
    if item.hold is not None:
        said.append(f"hold {say.number(item.hold)} seconds each time")
    return ", ".join(said)


def phones(plan: Plan, clinic: Clinic | None) -> Table:
    """Who to call and the number, two in a row; a line to write it on where the plan has none."""
    lines: list[tuple[str, Words]] = [(words_home.EMERGENCY_NUMBER, words_home.BLANK)]
    for one in plan.patient.contacts:
        name = f"{one.role[:1].upper()}{one.role[1:]}"
        lines.append((name, Span(one.phone or words_home.BLANK, bold=bool(one.phone))))
    lines += [(name, Span(number, bold=True)) for name, number in (clinic.phones if clinic else ())]
    if len(lines) == 1:
        lines.append(("Your clinic", words_home.BLANK))
    cells: list[Words] = [
        (f"{name}: ", said if isinstance(said, Span) else Span(str(said))) for name, said in lines
    ]
    cells += [""] * (len(cells) % 2)
    rows = tuple(zip(cells[::2], cells[1::2], strict=True))
    return Table((), rows, (1, 1), "small", row_headers=False)


def contact_for(call: str, plan: Plan) -> ContactPart | None:
    """The contact whose role the rule names, or who helps under another name."""
    said = call.partition(";")[0].lower()
    named = [(said.find(one.role.lower()), one) for one in plan.patient.contacts if one.role]
    found = sorted((pair for pair in named if pair[0] >= 0), key=lambda pair: pair[0])
    if found:
        return found[0][1]
    others = [roles for word, roles in words_signs.HELPERS if word in said]
    return next((one for roles in others for one in plan.patient.contacts if one.role.lower() in roles), None)


def whom(call: str, plan: Plan) -> str:
    """`kidney team 555 0100`; a line to write the number on where the plan has none."""
    contact = contact_for(call, plan)
    if contact is None:
        return f"{call.partition(';')[0]} {words_home.BLANK}"
    return f"{contact.role} {contact.phone or words_home.BLANK}"


def entry(head: str, items: str) -> Words:
    """A bold head, then its items: on lines of their own, or beside it where there is one short item."""
    single = "\n" not in items and len(head) + len(items) <= _LINE
    mark = "." if ":" in head else ":"
    return Span(f"{head}{mark}", bold=True), f" {items.removeprefix('• ')}" if single else f"\n{items}"


def paired(items: list[str]) -> list[str]:
    """Short items, each with its mark, share a line with their neighbours."""
    lines: list[str] = []
    for item in items:
        if lines and lines[-1].count("•") < _ABREAST and len(lines[-1]) + len(item) <= _LINE:
            lines[-1] += f"   {item}"
        else:
            lines.append(item)
    return lines


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def first(text: str) -> str:
    """The first sentence without its stop."""
    return text.split(". ")[0].rstrip(".")


def is_emergency(call: str) -> bool:
    return any(word in call for word in words_home.EMERGENCY)


def matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text.lower()) is not None
