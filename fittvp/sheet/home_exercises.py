"""The exercises of this week: name and dose, then one short paragraph each, those of the same days together."""

from __future__ import annotations

from fittvp.figure import scene
from fittvp.model.plan import Item, Plan, Value
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Bullets, ExerciseCard, Heading, Text, Together
from fittvp.sheet.home_care import each_time
from fittvp.sheet.tongue import nt, t
from fittvp.sheet.training import lacks_trainer

_TOLD = ("start", "move", "breathe")
_SHORT = 46  # letters of a hint that is worth its place in a dense card


def exercise_pages(plan: Plan) -> tuple[Block, ...]:
    """A card for each exercise of the coming week."""
    week = plan.weeks[0]
    items: dict[str, Item] = {}
    days: dict[str, list[str]] = {}
    for session in week.sessions:
        for item in session.items:
            items.setdefault(item.exercise, item)
            days.setdefault(item.exercise, []).append(session.weekday)
    if not items:
        return ()
    by_days: dict[tuple[str, ...], list[Item]] = {}
    for name, item in items.items():
        by_days.setdefault(tuple(say.once(days[name])), []).append(item)
    warm = week.doses.get("aerobic", {}).get("warm_up")
    found: list[Block] = [Heading(t("Your exercises"), 1), Text(_start(warm), "small")]
    always = each_time(plan)
    if always:
        found += [Heading(t(words_home.EACH_TIME), 3), Bullets(tuple(always), style="small")]
    for when, group in by_days.items():
        cards = [_card(item, plan) for item in group]
        needs = say.once(one for item in group for one in _needs(item, plan))
        head: list[Block] = [Heading(home.capital(say.listed(map(say.day_name, when))), 2)]
        head += [Text(t("Have ready: {things}.", things=say.listed(needs)), "small")] if needs else []
        found += [Together((*head, cards[0])), *cards[1:]]
    return tuple(found)


def _start(warm: Value | None) -> str:
    """How each session begins and ends."""
    round_ = t("A round is one go at an exercise.")
    if warm is None:
        return home.sentences([t("Start each session with easy moving. End it the same way."), round_])
    begin = nt(
        "Start each session with {minutes} minute of easy moving. End it the same way.",
        "Start each session with {minutes} minutes of easy moving. End it the same way.",
        warm.high,
        minutes=say.band(warm),
    )
    return home.sentences([begin, round_])


def _needs(item: Item, plan: Plan) -> list[str]:
    things = plan.exercises.get(item.exercise, {}).get("equipment", [])
    return [home.inside(str(one)) for one in things]


def _card(item: Item, plan: Plan) -> ExerciseCard:
    told = plan.exercises.get(item.exercise, {})
    plain = told.get("plain", {})
    lines = [("", home.sentences([home.told(str(plain[key])) for key in _TOLD if plain.get(key)]))]
    easier = str(plain.get("easier", ""))
    lines += [(t("Easier:"), home.told(easier))] if 0 < len(easier) <= _SHORT else []
    dose = home.dose(item, bool(told.get("left_right")), told.get("hold") or ())
    shown = tuple((label, words) for label, words in lines if words)
    care = [
        home.told(str(plain.get("care", ""))),
        t(words_home.NO_TRAINER) if lacks_trainer(item, plan) else "",
    ]
    picture = scene(told) if told.get("pose") else None  # records from before the pictures have no pose
    name = home.told(item.name)
    seen = t("Picture of: {name}", name=name)
    return ExerciseCard(name, dose, shown, home.sentences(care), item.exercise, picture, seen)
