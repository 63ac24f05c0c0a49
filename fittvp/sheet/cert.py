"""The reporting items (CERT), filled from the plan; what it cannot know is left to the clinic, in words.

It checks itself: which boxes say nothing, and which wait for the clinic. It refuses to guess for the clinic.
"""

from __future__ import annotations

from dataclasses import dataclass

from fittvp.model.plan import Plan
from fittvp.sheet import say, streams, words_cert
from fittvp.sheet.ahead import ahead, issued
from fittvp.sheet.blocks import Block, Heading, Table, Text, Words
from fittvp.sheet.notes import Notes, rules_of
from fittvp.sheet.text import plain


@dataclass(frozen=True, slots=True)
class Reported:
    """The self-check of one plan: boxes as `2 Who delivers it, ...`. `clinic`: (box, what the clinic adds)."""

    boxes: int
    blank: tuple[str, ...]
    clinic: tuple[tuple[str, str], ...]


def reported(plan: Plan) -> Reported | None:
    """Which boxes say nothing of the programme, and what is left to the clinic; None where nothing is prescribed."""
    plan = ahead(plan)
    if not issued(plan):
        return None
    answers = boxes(plan, Notes(plan))
    start, _, end = words_cert.CLINIC.partition("{what}")
    said = {f"{box} {name}": plain(answers.get(box, "")).strip() for box, name in words_cert.ITEMS.items()}
    left = {name: text.partition(start)[2].removesuffix(end) for name, text in said.items() if start in text}
    blank = tuple(name for name, text in said.items() if not text.partition(start)[0].strip(" .,;[]–"))
    return Reported(len(said), blank, tuple(left.items()))


def boxes(plan: Plan, notes: Notes) -> dict[str, Words]:
    """The answer of each box of a plan that prescribes, by its number."""
    return {**_about(plan), **_progress(plan, notes), **_delivery(plan)}


def cert(plan: Plan, notes: Notes) -> tuple[Block, ...]:
    """Nineteen boxes: number, item, answer."""
    answers = boxes(plan, notes)
    rows = tuple((f"{box} {name}", answers[box]) for box, name in words_cert.ITEMS.items())
    return (
        Heading("Reporting items (CERT)", 2),
        Text("Consensus on Exercise Reporting Template: 16 items in 19 boxes, in our own words.", "note"),
        Table(("Item", "Of this plan"), rows, (2.9, 7.1), "dense"),
    )


def _clinic(what: str) -> str:
    return words_cert.CLINIC.format(what=what)


def _about(plan: Plan) -> dict[str, Words]:
    things = sorted({str(one) for found in plan.exercises.values() for one in _list(found.get("equipment"))})
    places = next((line.words for line in plan.patient.facts if line.fact == "settings"), "")
    setting = plan.asked.setting or places
    together = say.once(
        one["words"] for week in plan.weeks for one in week.conditions if one.get("kind") == "supervision"
    )
    advice = [one.what for one in plan.advice if one.what]
    return {
        "1": ", ".join(things) + "." if things else "None beyond a chair and the floor.",
        "3": "One person; nothing in the plan needs a group. " + _clinic("if sessions are held in a group"),
        "4": (f"The rules ask for: {'; '.join(together)}. " if together else "No rule asks for supervision. ")
        + _clinic("who sees the patient, how often, in person or remotely"),
        "8": "Each is named here and told step by step on the handout.",
        "9": f"Sessions are made for: {setting}." if setting else "Sessions are made for home.",
        "10": f"{len(advice)} points of advice, listed above." if advice else "None.",
        "12": f"{setting or 'home, where nothing else is said'}. " + _clinic("the clinic's own part"),
    }


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _progress(plan: Plan, notes: Notes) -> dict[str, Words]:
    first, last = plan.weeks[0], plan.weeks[-1]
    steps = say.once(
        ref
        for week in plan.weeks
        for fields in week.doses.values()
        for found in fields.values()
        for reason in found.reasons
        if reason.act == "stepped"
        for ref in reason.rules
    )
    starts = say.once(
        ref for fields in first.doses.values() for one in fields.values() for ref in rules_of(one)
    )
    known = [line.label.lower() for line in plan.patient.facts if line.group not in ("identity", "goals")]
    kept = ", ".join(f"{one.title} {one.version}" for one in plan.protocols)
    return {
        "7a": notes.span(f"{_criteria(len(first.move_up_when))} the stay of each step", steps[:8]),
        "7b": f"From week {first.number} to week {last.number}, as on page 1 and in the tables above.",
        "13": f"Week by week in the tables above; the coming week: {_week(plan)}.",
        "14a": f"Tailored, from protocols: {kept}.",
        "14b": f"By rules on {len(known)} known facts: the most cautious start, the slowest pace.",
        "15": notes.span(
            "The least start of the protocols in force, or what the patient already does.", starts[:8]
        ),
    }


def _criteria(count: int) -> str:
    if not count:
        return "Good weeks, and"
    return f"{count} {'criterion' if count == 1 else 'criteria'}, listed above, and"


def _week(plan: Plan) -> str:
    """The kinds of exercise with a dose in the coming week, by name: their numbers stand in the tables."""
    first = plan.weeks[0]
    named = [each.title.lower() for each in streams.groups(plan, [first]) if first.doses.get(each.first)]
    return "; ".join(named) if named else "nothing but usual moving"


def _done(plan: Plan) -> str:
    """Sessions done of those planned, in the weeks that were reviewed."""
    told = [one for one in plan.trend if one.sessions is not None]
    if not told:
        return "No week has been reviewed yet. " + _clinic("sessions done of those planned, changes and why")
    done, planned = sum(one.sessions or 0 for one in told), sum(one.planned_sessions for one in told)
    weeks = "1 week" if len(told) == 1 else f"{len(told)} weeks"
    return f"{say.number(done)} of {say.number(planned)} planned sessions in {weeks}; the moves stand above."


def _delivery(plan: Plan) -> dict[str, Words]:
    return {
        "2": "Prescribed by the clinician who signs above, with name and profession. "
        + _clinic("who leads the sessions, and their training"),
        "5": "The diary on the handout: sessions done, effort, pain. " + _clinic("who reads it and when"),
        "6": "The patient's own goals are answered; weekly goal, diary and review. "
        + _clinic("anything further"),
        "11": "Red flags and checks above; the diary has a column for pain. "
        + _clinic("events and their number"),
        "16a": "Share of planned sessions done, from the diary, at each review.",
        "16b": _done(plan),
    }
