"""One page before a session: every check merged in one ladder, the worst on top, each line said once.

It refuses to move a bound: of two bounds on one measure with one answer the wider, which holds the other, stands,
unless the narrower one is more urgent. Of one thing said twice the worst rung and the most urgent stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fittvp.model.plan import CheckBandPart, CheckPart, Plan
from fittvp.sheet import home, say, words_home
from fittvp.sheet.blocks import Block, Heading, Span, Table, Text, Tone, Words
from fittvp.sheet.signs import URGENCIES, asked, soonest
from fittvp.sheet.tongue import now, t

_TONES: dict[str, Tone] = {"no session": "stop", "wait": "careful", "go easier": "careful"}
_BOUND = re.compile(r"^(.*) (above|at least|below|at most) (-?[\d.]+)(?: of 10)?(.*)$")
# More than one comparison, or none of one measure alone.
_MORE = re.compile(r" (?:and|or) .* (?:is|includes|excludes|above|below|at least|at most) ")
_MIXED = re.compile(r"^not |[()]| (?:and|or|is|is not|includes|excludes) ")
_UP = ("above", "at least")
_CALLED = ("now", "today", "")  # the most urgent first, a call before none
_NOT_CALLED = _CALLED.index("")
_Key = tuple[str, str, str]  # the rung, how soon to call, and whom


@dataclass(frozen=True, slots=True)
class _Line:
    """What is true, and what to do then. `bound`: the measure and direction, then how wide it reaches."""

    what: str
    do: str
    bound: tuple[str, bool] | None = None
    reach: tuple[float, bool] = (0.0, False)
    soon: int = len(URGENCIES)


def before_page(plan: Plan) -> tuple[Block, ...]:
    """The ladder over all measures; `go` is said once."""
    found = [check for check in plan.checks if check.at == "before"]
    if not found:
        return ()
    kept = _kept(_ladder(found, plan))
    stops = sorted((key for key in kept if key[0] == "no session"), key=lambda key: _CALLED.index(key[1]))
    others = [key for key in kept if key[0] != "no session"]
    rows = [_row(key, kept[key]) for key in others]
    go = words_home.RUNGS["go"]
    rows.append(((Span(home.label(t(go)), bold=True), t(words_home.GO)),))
    how = [_opened(one.patient) for one in found if one.measure not in words_home.ASKED_AS_SIGNS]
    return (
        Heading(t("Before you start"), 1),
        Text(home.sentences(say.once(how)) or t(words_home.FEEL), "small"),
        *_table(t(words_home.NOT_TODAY), [_row(key, kept[key]) for key in stops], "stop"),
        *_table(t(words_home.OTHERWISE), rows, "careful"),
    )


def _ladder(found: list[CheckPart], plan: Plan) -> list[tuple[_Key, _Line]]:
    """Every line with its rung, the worst rung first, those with the same call together."""
    told: list[tuple[_Key, _Line]] = [
        ((rung, *_call(band, plan)), replace(one, soon=URGENCIES.index(band.urgency)))
        for rung in _TONES
        for check in found
        for band in check.bands
        if band.then == rung
        for one in lines_of(band, check)
    ]
    raised = _as_elsewhere(told, plan)
    keys: list[_Key] = list(dict.fromkeys(key for key, _ in (*told, *raised)))
    return sorted(raised, key=lambda pair: keys.index(pair[0]))


def _as_elsewhere(told: list[tuple[_Key, _Line]], plan: Plan) -> list[tuple[_Key, _Line]]:
    """A sign that another page or line calls more urgent stands here under that call, and once."""
    soon: dict[str, tuple[int, _Key]] = {
        name: (at, ("no session", URGENCIES[at], home.whom(call, plan) if call else ""))
        for name, (at, call) in soonest(plan).items()
        if at < _NOT_CALLED
    }
    for key, one in told:
        for name in asked(one.what):
            mine = (_CALLED.index(key[1]), key)
            soon[name] = min(soon.get(name, (_NOT_CALLED, key)), mine, key=lambda found: found[0])
    found = []
    for key, one in told:
        at, other = min(
            (soon[name] for name in asked(one.what)), key=lambda found: found[0], default=(_NOT_CALLED, key)
        )
        urgent = at < _CALLED.index(key[1])
        found.append((other, replace(one, soon=at)) if urgent else (key, one))
    return [pair for pair in found if not _held_by_another(pair, found)]


def _held_by_another(pair: tuple[_Key, _Line], every: list[tuple[_Key, _Line]]) -> bool:
    """Whether a longer line with the same call says the same sign; a measured bound always stays."""
    names = asked(pair[1].what)
    return bool(names and pair[1].bound is None) and any(
        key == pair[0] and asked(one.what) == names and len(one.what) > len(pair[1].what)
        for key, one in every
    )


def _row(key: _Key, lines: list[_Line]) -> tuple[Words, ...]:
    return (home.entry(_head(key), _told(key, lines)),)


def _table(title: str, rows: list[tuple[Words, ...]], tone: Tone) -> tuple[Block, ...]:
    """A part of the ladder; its last rung is `go` where the tone is the milder one."""
    if not rows:
        return ()
    tones = [tone for _ in rows]
    tones[-1] = tone if tone == "stop" else "good"
    return (Heading(title, 3), Table((), tuple(rows), (1,), "dense", tuple(tones), row_headers=False))


def _opened(said: str) -> str:
    return home.capital(home.told(opened(said)))


def opened(said: str) -> str:
    """Without the words that the page's name says."""
    for start in words_home.BEFORE:
        said = said.removeprefix(start)
    return home.capital(said)


def _call(band: CheckBandPart, plan: Plan) -> tuple[str, str]:
    """How soon and whom to call, for what ends the session; else the line itself says what to do."""
    if band.then != "no session" or band.urgency not in ("now", "today"):
        return "", ""
    if home.is_emergency(band.tell):
        return "now", ""
    return band.urgency, home.whom(band.tell, plan)


def _head(key: _Key) -> str:
    rung, urgency, whom = key
    if urgency:
        return t(words_home.URGENT_WHOM[urgency], whom=whom) if whom else t(words_home.CALL_EMERGENCY)
    return t((words_home.RUNGS if rung == "no session" else words_home.RUNGS_SHORT)[rung])


def lines_of(band: CheckBandPart, check: CheckPart) -> list[_Line]:
    """What the band holds in everyday words; what is more than bounds and choices of a measure is said by the band."""
    do, whole = _then(band.say), _unwrapped(band.condition)
    if whole == f"{check.label} is yes":
        told = re.search(r"\((.*)\)", check.label)
        return [_Line(told.group(1), do) if told else _told_by(band, check)]
    found, holds = [], f"{check.label} includes "
    for part in re.split(rf" or (?={re.escape(whole.split(' ')[0])} )", whole):
        bound, choice = _BOUND.match(part), part.removeprefix(holds)
        if part.startswith(holds) and not _MORE.search(choice):
            found.append(_Line(home.plain(choice), do))
        elif bound and not _MIXED.search(part.removeprefix(check.label)):
            found.append(_bounded(bound, do))
        else:
            return [_told_by(band, check)]
    return found


def _unwrapped(condition: str) -> str:
    return condition[1:-1] if condition.startswith("(") and condition.endswith(")") else condition


def _bounded(bound: re.Match[str], do: str) -> _Line:
    name, way, number, unit = bound.groups()
    said = home.plain(f"{name}|{unit}").replace("|", f" {way} {number}")
    if way in ("at least", "at most"):
        more = "or more" if way == "at least" else "or less"
        said = home.plain(f"{name}|{unit}").replace("|", f" {number}") + f" {more}"
    up = way in _UP
    return _Line(
        said[:1].lower() + said[1:],
        do,
        (name, up),
        (-float(number) if up else float(number), way.startswith("at ")),
    )


def _told_by(band: CheckBandPart, check: CheckPart) -> _Line:
    """What the band's own words say is true; where they only say what to do, its condition in a word."""
    what, do = _named(band.say, check), _then(band.say)
    if not what.startswith(words_home.ORDERS):
        return _Line(what, do)
    named = re.fullmatch(rf"{re.escape(check.label)} is (.*)", band.condition)
    if named is None:
        return _Line(_in_words(band.condition), band.say)
    label = home.plain(re.sub(r" \(.*\)", "", check.label))
    return _Line(label if named.group(1) == "yes" else f"{label} ({home.plain(named.group(1))})", band.say)


def _in_words(condition: str) -> str:
    """Several comparisons as a patient can read them: choices without the name of their question."""
    bare = re.sub(r"(?<![^( ])[A-Z][^()]*? includes ", "", condition)
    return home.plain(bare).replace("(", "").replace(")", "")


def _named(told: str, check: CheckPart) -> str:
    """The first sentence, which says what is true; `It` becomes its name."""
    what = home.first(told)
    name = words_home.MEASURES.get(check.measure, "")
    return f"{name[:1].lower()}{name[1:]} {what[3:]}" if what.startswith("It ") and name else what


def _then(told: str) -> str:
    """What to do: the sentence without what is true."""
    head, _, rest = told.partition(". ")
    if ": " in head:
        return told.partition(": ")[2]
    return rest or told


def _kept(ladder: list[tuple[_Key, _Line]]) -> dict[_Key, list[_Line]]:
    """Each line once, at its worst rung and most urgent: of bounds none that a wider one, as urgent, holds."""
    rungs = list(_TONES)
    first: dict[str, tuple[int, int, int]] = {}
    ranks = [(rungs.index(rung), one.soon, at) for at, ((rung, *_), one) in enumerate(ladder)]
    for rank, (_, one) in zip(ranks, ladder, strict=True):
        first[one.what] = min(first.get(one.what, rank), rank)
    kept: dict[_Key, list[_Line]] = {}
    for rank, (key, one) in zip(ranks, ladder, strict=True):
        same = [other for (rung, *_), other in ladder if rung == key[0] and other.bound == one.bound]
        held = one.bound and any(other.reach > one.reach and other.soon <= one.soon for other in same)
        if first[one.what] == rank and not held:
            kept.setdefault(key, []).append(one)
    return kept


def _told(key: _Key, lines: list[_Line]) -> str:
    """A line each; those with the same thing to do share one."""
    if key[1]:
        return "\n".join(home.paired([f"• {home.capital(home.part(one.what))}" for one in lines]))
    by: dict[str, list[str]] = {}
    for one in lines:
        by.setdefault(one.do, []).append(one.what)
    return "\n".join(f"• {_do(say.listed(_inside(what), 'or'), do)}" for do, what in by.items())


def _inside(what: list[str]) -> list[str]:
    return what if now().is_english else [home.small(home.part(one)) for one in what]


def _do(what: str, do: str) -> str:
    said = home.capital(what)
    if not do:
        return home.stopped(said)
    # Note: what is true, and what to do then: Dizziness: sit and wait.
    return t("{what}: {do}", what=said, do=home.small(home.part(do)))
