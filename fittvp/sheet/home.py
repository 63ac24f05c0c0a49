"""Small helpers of the handout: a dose in everyday words, plain words, telephone lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fittvp.model.plan import ContactPart, Item, Plan
from fittvp.sheet import local, say, tongue, words_home, words_signs
from fittvp.sheet.blocks import Span, Table, Words
from fittvp.sheet.clinic import Clinic
from fittvp.sheet.tongue import nt, t

_LINE, _ABREAST = 72, 3  # letters of a line, and items on it
_COLONS = (":", "：")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A clinician's English in everyday English."""
    for technical, everyday in words_home.PLAIN:
        text = text.replace(technical, everyday)
    return text


def told(text: str) -> str:
    """A sentence that came as data, in the patient's language; in plain English where it has no translation."""
    return tongue.told(text) or plain(text)


def part(text: str) -> str:
    """Words cut out of a sentence of data: looked up with a capital, so that each is translated once."""
    return tongue.told(capital(text)) or text


def inside(text: str) -> str:
    """Words of data that stand inside a sentence: they lose their capital where the language allows it."""
    found = tongue.told(text)
    return small(found or plain(text))


def minutes(value: float) -> str:
    return nt("{n} minute", "{n} minutes", value, n=say.number(value))


def dose(item: Item, each_side: bool = False, hold: Sequence[float] = ()) -> str:
    """`15 minutes. Rest after every 5 minutes.`, or `10 times. 2 rounds.`: a sentence each.

    `hold`: seconds, of an exercise that is held, at least and at most; its minutes are said as the sum they are.
    """
    said = []
    if item.minutes is not None and item.stream == "balance":
        said += _in_all(item.minutes, hold if item.hold is None else ())
    elif item.minutes is not None:
        said.append(nt("{n} minute.", "{n} minutes.", item.minutes, n=say.number(item.minutes)))
        if item.bout and item.bout < item.minutes:
            every = nt(
                "Rest after {n} minute.", "Rest after every {n} minutes.", item.bout, n=say.number(item.bout)
            )
            said.append(every)
    if item.repetitions is not None:
        many = {"n": say.number(item.repetitions)}
        if each_side:
            said.append(nt("Once on each side.", "{n} times on each side.", item.repetitions, **many))
        else:
            said.append(nt("Once.", "{n} times.", item.repetitions, **many))
    if item.sets is not None:
        said.append(nt("{n} round.", "{n} rounds.", item.sets, n=say.number(item.sets)))
    if item.hold is not None:
        said.append(
            nt(
                "Hold for {n} second each time.",
                "Hold for {n} seconds each time.",
                item.hold,
                n=say.number(item.hold),
            )
        )
    return sentences(said)


def _in_all(minutes: float, hold: Sequence[float]) -> list[str]:
    """Practice of balance: short goes with rests between, never one stand of ten minutes."""
    many = {"minutes": say.number(minutes)}
    if hold:
        seconds = t("Hold {seconds} seconds, then rest.", seconds=say.people(hold[0], hold[-1]))
        return [seconds, nt("In all {minutes} minute.", "In all {minutes} minutes.", minutes, **many)]
    return [
        nt("In all {minutes} minute, with rests.", "In all {minutes} minutes, with rests.", minutes, **many)
    ]


def sentences(said: list[str]) -> str:
    """One after another; Chinese sets no space between."""
    return ("" if tongue.now().code == "zh" else " ").join(one for one in said if one)


def label(name: str) -> str:
    """`Kidney team: `, before what it names."""
    # Note: a label before what it names, as in: Kidney team: 555 0100
    said = t("{name}:", name=name)
    return said if said.endswith("：") else f"{said} "


def emergency_number(plan: Plan, clinic: Clinic | None) -> str:
    """The emergency number that the clinic or the patient's contacts name; else nothing."""
    every = [(name, number) for name, number in (clinic.phones if clinic else ())]
    every += [(one.role, one.phone) for one in plan.patient.contacts]
    return next((number for name, number in every if number and _is_emergency_role(name)), "")


def _is_emergency_role(name: str) -> bool:
    return name.strip().rstrip(":").casefold() in words_home.ROLES_OF_EMERGENCY


def phones(plan: Plan, clinic: Clinic | None, tight: bool = False) -> Table:
    """Who to call and the number, two in a row; a line to write it on where the plan has none.

    The emergency number that is known stands above the signs.
    """
    known = emergency_number(plan, clinic)
    others = [
        *((capital(tongue.known(capital(one.role))), one.phone, one.role) for one in plan.patient.contacts),
        *((name, number, name) for name, number in (clinic.phones if clinic else ())),
    ]
    lines = [] if known else [(t(words_home.EMERGENCY_NUMBER), words_home.BLANK)]
    lines += [
        (name, number or words_home.BLANK)
        for name, number, role in others
        if not (known and _is_emergency_role(role))
    ]
    if len(lines) == (not known):
        lines.append((t("Your clinic"), words_home.BLANK))
    cells: list[Words] = [_named(name, number) for name, number in lines]
    cells += [""] * (len(cells) % 2)
    rows = tuple(zip(cells[::2], cells[1::2], strict=True))
    return Table((), rows, (1, 1), "fine" if tight else "small", row_headers=False)


def _named(name: str, number: str) -> Words:
    """A number after its label; a line to write on is one run with it, so that they do not part."""
    blank = number == words_home.BLANK
    return f"{label(name)}{number}" if blank else (label(name), Span(number, bold=True))


def contact_for(call: str, plan: Plan) -> ContactPart | None:
    """The contact whose role the rule names, in its words or the patient's, or who helps under another name."""
    head = call.partition(";")[0]
    for said in (head.lower(), tongue.known(capital(head)).lower()):
        named = [(said.find(one.role.lower()), one) for one in plan.patient.contacts if one.role]
        found = sorted((pair for pair in named if pair[0] >= 0), key=lambda pair: pair[0])
        if found:
            return found[0][1]
    others = [roles for word, roles in words_signs.HELPERS if word in head.lower()]
    return next((one for roles in others for one in plan.patient.contacts if one.role.lower() in roles), None)


def whom(call: str, plan: Plan) -> str:
    """`kidney team 555 0100`; a line to write the number on where the plan has none."""
    contact = contact_for(call, plan)
    if contact is None:
        return f"{helper(call.partition(';')[0])} {words_home.BLANK}"
    ours = tongue.known(capital(contact.role))
    role = contact.role if ours == capital(contact.role) else small(ours)
    return f"{role} {contact.phone or words_home.BLANK}"


def helper(call: str) -> str:
    """Whom a rule names, inside a sentence."""
    found = tongue.told(capital(call))
    return small(found) if found else call


def entry(head: str, items: str) -> Words:
    """A bold head, then its items: on lines of their own, or beside it where there is one short item."""
    single = "\n" not in items and local.width(head) + local.width(items) <= _LINE
    marked = stopped(head) if any(colon in head for colon in _COLONS) else label(head).rstrip()
    return Span(marked, bold=True), f" {items.removeprefix('• ')}" if single else f"\n{items}"


def stopped(text: str) -> str:
    """With the full stop of the language."""
    return text + ("。" if tongue.now().code == "zh" else ".")


def paired(items: list[str]) -> list[str]:
    """Short items, each with its mark, share a line with their neighbours."""
    lines: list[str] = []
    for item in items:
        fits = lines and local.width(lines[-1]) + local.width(item) <= _LINE
        if fits and lines[-1].count("•") < _ABREAST:
            lines[-1] += f"   {item}"
        else:
            lines.append(item)
    return lines


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Without its capital, inside a sentence."""
    now = tongue.now()
    return text[:1].lower() + text[1:] if now.is_english else local.small(text, now)


def first(text: str) -> str:
    """The first sentence without its stop."""
    return text.split(". ")[0].rstrip(".")


def is_emergency(call: str) -> bool:
    return any(word in call for word in words_home.EMERGENCY)
