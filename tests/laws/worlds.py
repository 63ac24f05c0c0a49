"""Random protocols and random patients for the laws, built on the real facts, modalities and axes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from hypothesis import strategies as st

from fittvp.engine.advance import WeekState
from fittvp.engine.fold import Case
from fittvp.model.derive import is_time_dependent
from fittvp.model.record import Patient, Reading
from fittvp.protocol.grammar import facts_read, thresholds
from fittvp.protocol.library import Library, load_library
from fittvp.protocol.rules import Band, Bound, Cite, Clearance, Doses, Limit, Move, Protocol, Rule, Step

ON = dt.date(2026, 11, 23)
CITE = (Cite("judgement", "a law's test", "expert", "memory"),)
STREAMS = ("aerobic", "resistance_lower", "resistance_upper", "mobility_lower")
UNKNOWN = {
    "clearance": ("ask", "caution", "defer"),
    "limit": ("applies",),
    "start": ("applies",),
    "move": ("hold",),
}


@lru_cache(maxsize=1)
def real() -> Library:
    return load_library(cache=False)


def world(protocols: tuple[Protocol, ...]) -> Library:
    """A library of these protocols, with what the docket needs to know of moving facts."""
    library = real()
    moving = {name for name, fact in library.facts.items() if is_time_dependent(fact)}
    bounds: dict[str, set[float]] = {name: set() for name in moving}
    nodes = [n for f in library.facts.values() for n in (f.condition, f.expected_when)]
    for protocol in protocols:
        nodes += [protocol.applies, *(r.when for r in protocol.rules)]
        nodes += [n for r in protocol.rules if isinstance(r.effect, Step) for n in r.effect.needs]
    for node in nodes:
        for name, value in thresholds(node):
            if name in bounds:
                bounds[name].add(value)
    size = 0
    while size != len(moving):
        size = len(moving)
        moving |= {
            n
            for n, f in library.facts.items()
            if (facts_read(f.condition) | facts_read(f.expected_when)) & moving
        }
    table = tuple((name, tuple(sorted(v))) for name, v in sorted(bounds.items()) if v)
    return replace(library, protocols=protocols, moving=frozenset(moving), thresholds=table)


def rule(protocol: str, name: str, kind: str, effect, when=None, if_unknown: str = "") -> Rule:
    return Rule(
        f"{protocol}@1#{name}", protocol, name, kind, f"{name} says.", "", when, if_unknown, "", effect, CITE,
        facts_read(when),
    )  # fmt: skip


def protocol(name: str, rules: list[Rule]) -> Protocol:
    return Protocol(name, name, 1, "draft", None, "everyone", "nobody", "0" * 64, None, tuple(rules))


# ---- conditions: facts of every kind, some expected and absent -----------------------------------------------------

CONDITIONS = (
    None,
    ("at least", "potassium", 5.5),
    ("below", "haemoglobin", 100.0),
    ("at least", "pain_walking", 4.0),
    ("below", "weeks_since_coronary_bypass", 12.0),
    ("is", "dialysis", "haemodialysis"),
    ("all", (("below", "bicarbonate", 18.0), ("includes", "conditions", "ckd"))),
    ("any", (("at least", "potassium", 6.0), ("below", "weeks_since_parathyroidectomy", 8.0))),
    ("not", ("below", "resting_systolic", 140.0)),
)
conditions = st.sampled_from(CONDITIONS)


def _band(low: int, high: int, width: int):
    return st.tuples(st.integers(low, high), st.integers(0, width)).map(
        lambda p: Band(float(p[0]), float(p[0] + p[1]))
    )


def doses(stream: str, aim: bool):
    """A start or an aim of one stream."""
    if stream == "aerobic":
        fields = {
            "sessions": _band(3, 5, 2) if aim else _band(2, 5, 2),
            "session_time": _band(20, 45, 30) if aim else _band(5, 25, 15),
            "intensity": _band(30, 60, 30) if aim else _band(20, 45, 10),
        }
        if aim:
            fields["volume"] = _band(90, 200, 0)
        optional = {} if aim else {"bout": _band(3, 15, 5)}
    else:
        fields = {"sessions": _band(2, 4, 2) if aim else _band(1, 3, 1), "sets": _band(1, 3, 1)}
        fields["repetitions"] = _band(8, 12, 6) if aim else _band(4, 10, 4)
        if stream.startswith("resistance"):
            fields["load"] = _band(40, 70, 20) if aim else _band(20, 40, 10)
        optional = {}
    values = st.fixed_dictionaries(fields, optional=optional)
    return values.map(lambda v: Doses((stream,), v, {}))


def steps(stream: str):
    """A step of one field of one stream."""
    if stream == "aerobic":
        options = [
            st.tuples(st.just("session_time"), _band(2, 10, 5), st.just(False)),
            st.tuples(st.just("volume"), _band(10, 20, 10), st.just(True)),
            st.tuples(st.just("sessions"), st.just(Band(1, 1)), st.just(False)),
            st.tuples(st.just("bout"), _band(1, 5, 2), st.just(False)),
            st.tuples(st.just("intensity"), _band(3, 10, 3), st.just(False)),
        ]
    else:
        options = [
            st.tuples(st.just("repetitions"), _band(1, 2, 1), st.just(False)),
            st.tuples(st.just("sets"), st.just(Band(1, 1)), st.just(False)),
            st.tuples(st.just("sessions"), st.just(Band(1, 1)), st.just(False)),
        ]
        if stream.startswith("resistance"):
            options.append(st.tuples(st.just("load"), _band(3, 10, 5), st.just(False)))
    stay = st.tuples(st.integers(1, 3), st.integers(0, 2)).map(
        lambda p: Band(float(p[0]), float(p[0] + p[1]))
    )
    return st.tuples(st.one_of(options), stay, st.integers(0, 4)).map(
        lambda p: Step(
            (stream,), p[0][0], p[0][1], p[0][2], p[1], (), float(p[2]) if p[0][0] == "intensity" else 0.0, ()
        )
    )


LIMITS = {
    "aerobic": {
        "intensity": (25, 85), "session_time": (5, 60), "bout": (3, 30), "sessions": (1, 6), "volume": (20, 200),
    },
    "resistance_lower": {"load": (20, 80), "sets": (1, 4), "repetitions": (5, 20), "sessions": (1, 5), "volume": (1, 12)},
    "resistance_upper": {"load": (20, 80), "sets": (1, 4), "sessions": (1, 5)},
    "mobility_lower": {"sets": (1, 4), "sessions": (1, 7), "repetitions": (4, 12)},
}  # fmt: skip


def limits(stream: str):
    """A ceiling on one field of one stream, or the stream closed."""

    def bound(name: str):
        low, high = LIMITS[stream][name]
        return st.integers(low, high).map(
            lambda v: Limit(
                (stream,), ((stream, Bound(name, "most", float(v), f"at most {v}")),), (), (), (), "", (), ""
            )
        )

    ceilings = [bound(name) for name in LIMITS[stream]]
    closed = st.just(Limit((stream,), (), (), (), (stream,), "", (), ""))
    rest = st.just(
        Limit(
            (stream,), ((stream, Bound("rest_days", "least", 1.0, "at least 1 day")),), (), (), (), "", (), ""
        )
    )
    return st.one_of([*ceilings, *ceilings, closed, rest])


def clearances():
    return st.sampled_from(("caution", "defer", "refuse")).map(
        lambda v: Clearance(v, "do it", "today", "the team", "usual moving")
    )


def moves(stream: str):
    return st.sampled_from(("hold", "back", "pause")).map(
        lambda to: Move((stream,), to, "percent" if to == "back" else "", 20.0 if to == "back" else 0.0)
    )


KINDS = {
    "limit": limits, "start": lambda s: doses(s, False), "aim": lambda s: doses(s, True), "step": steps, "move": moves,
    "clearance": lambda _: clearances(),
}  # fmt: skip


@st.composite
def loose_rules(draw, name: str, kinds: tuple[str, ...] = tuple(KINDS), most: int = 6) -> list[Rule]:
    """Some rules of any kind, with any condition."""
    out = []
    for number in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(kinds))
        effect = draw(KINDS[kind](draw(st.sampled_from(STREAMS))))
        when = draw(conditions)
        unknown = draw(st.sampled_from(UNKNOWN[kind])) if when is not None and kind in UNKNOWN else ""
        out.append(rule(name, f"{kind}-{'abcdefgh'[number]}", kind, effect, when, unknown))
    return out


@st.composite
def base(draw) -> Protocol:
    """`general`: a start, an aim and steps for every field of every stream, without conditions."""
    rules = []
    for stream in STREAMS:
        rules.append(
            rule("general", f"start-{stream.replace('_', '-')}", "start", draw(doses(stream, False)))
        )
        rules.append(rule("general", f"aim-{stream.replace('_', '-')}", "aim", draw(doses(stream, True))))
        fields = {"session_time", "sessions", "bout", "intensity"} if stream == "aerobic" else {
            "repetitions", "sets", "sessions", *(["load"] if stream.startswith("resistance") else [])
        }  # fmt: skip
        for name in sorted(fields):
            size = {"session_time": 5.0, "bout": 3.0, "intensity": 5.0, "load": 5.0}.get(name, 1.0)
            stay = draw(st.integers(1, 2))
            step = Step((stream,), name, Band(size, size), False, Band(stay, stay), (), 0.0, ())
            rules.append(
                rule("general", f"step-{stream.replace('_', '-')}-{name.replace('_', '-')}", "step", step)
            )
    return protocol("general", rules)


@st.composite
def libraries(draw, kinds: tuple[str, ...] = tuple(KINDS)) -> Library:
    """General and one or two further protocols."""
    parts = [draw(base())]
    parts += [
        protocol(name, draw(loose_rules(name, kinds)))
        for name in ("alpha", "beta")[: draw(st.integers(1, 2))]
    ]
    return world(tuple(parts))


# ---- patients --------------------------------------------------------------------------------------------------------

FACTS = {
    "potassium": st.floats(3.0, 7.0).map(lambda x: round(x, 1)),
    "haemoglobin": st.integers(60, 150).map(float),
    "bicarbonate": st.integers(10, 28).map(float),
    "pain_walking": st.integers(0, 8).map(float),
    "dialysis": st.sampled_from(("none", "haemodialysis", "peritoneal")),
    "kidney_stage": st.sampled_from(("G2", "G3a", "G3b", "G4", "G5")),
    "resting_systolic": st.integers(100, 190).map(float),
    "resting_diastolic": st.integers(60, 115).map(float),
    "weeks_since_coronary_bypass": st.integers(1, 60).map(float),
    "weeks_since_parathyroidectomy": st.integers(1, 60).map(float),
}


def patient(values: dict[str, object]) -> Patient:
    """A patient with these answers, given today."""
    readings = {name: (Reading(value, ON, str(value), name),) for name, value in values.items()}  # type: ignore[arg-type]
    return Patient("p", "", readings)


@st.composite
def patients(draw) -> Patient:
    """A patient of kidney and heart wards, with some answers missing."""
    some = draw(st.fixed_dictionaries({}, optional=FACTS))
    found = draw(st.sets(st.sampled_from(("ckd", "coronary_bypass", "hypertension"))))
    head: dict[str, object] = {"conditions": frozenset(found), "medicines": frozenset(), "age": 60.0}
    if "weeks_since_parathyroidectomy" in some:
        head["parathyroidectomy_done"] = "yes"
    return patient({**head, **some})


def _short(library: Library, printer, cycle) -> None:
    """A failing library is shown by its rules alone."""
    lines = [f"{r.ref} when {r.when}: {r.effect}" for p in library.protocols for r in p.rules]
    printer.text("\n".join(lines) if len(lines) < 80 else f"Library of {len(lines)} rules")


def _plain(one: object, printer, cycle) -> None:
    """A failing case or week is shown in one line."""
    printer.text(repr(one))


Case._repr_pretty_ = WeekState._repr_pretty_ = _plain  # type: ignore[attr-defined]  # hypothesis looks for it
Library._repr_pretty_ = _short  # type: ignore[attr-defined]
real()  # compiled once, before any example is drawn
