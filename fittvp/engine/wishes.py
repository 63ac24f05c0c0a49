"""What the clinician asks for: places and means, own ceilings, limits lifted; refused where it passes a limit.

Floor: engine. Pure. Wishes may tighten freely. A refusal is never overridden, and an override lapses with its rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fittvp.engine.advance import first_week
from fittvp.engine.board import Board
from fittvp.engine.choose import Means
from fittvp.engine.fold import Case
from fittvp.engine.limits import Tight, combine_limits
from fittvp.engine.situation import Situation
from fittvp.engine.stream import EPS
from fittvp.model.event import AskedPart
from fittvp.model.truth import UNKNOWN
from fittvp.protocol.library import Library

CHAIR = "dialysis-chair"


class PassesALimit(ValueError):
    """A wish that would pass a limit. `rules`: the limits that refuse it."""

    def __init__(self, what: str, limit: Tight, says: str) -> None:
        self.rules = limit.refs
        if not limit.refs:
            super().__init__(
                f"{what} would pass {limit.written or 'a bound of its own'}. That is nobody's rule but the "
                "patient's time or an earlier wish: change it first (--fact, --sessions, --minutes, --max-effort)."
            )
            return
        named = ", ".join(limit.refs)
        super().__init__(
            f"{what} would pass a limit: {limit.written} ({named}). {says} "
            f"To go past it: --override RULE --reason TEXT --by WHO."
        )


class NoSuchOverride(ValueError):
    """An override of something that is no limit of the library, or of a refusal."""


def board_of(library: Library, now: Situation, asked: AskedPart) -> Board:
    """Where, with what, and what rather not."""
    table = library.composition
    chosen = [asked.setting.replace("-", "_")] if asked.setting else sorted(now.values.get("settings", ()))
    chosen = chosen or table["usual_settings"]
    places = {place for name in chosen for place in table["settings"].get(name, {"places": [name]})["places"]}
    own = set(now.values.get("equipment", ())) | set(table["household"])
    brought = {
        item
        for name in chosen
        if name in table["settings"]
        for item in table[table["settings"][name]["equipment"]]
    }
    experienced = now.values_or_none("experienced") == "yes"
    gentle = not experienced and now.values_or_none("old_or_frail") in ("yes", UNKNOWN)
    rather_not = table.get("gentle", {}).get("leave_out", ()) if gentle else ()
    unasked = () if experienced else table.get("asked_for", {}).get("exercises", ())
    means = Means(
        settings=frozenset(places),
        equipment=frozenset(own | brought),
        likes=frozenset(now.values.get("likes", ())),
        dislikes=frozenset(now.values.get("dislikes", ())),
        excluded=frozenset(asked.exclude),
        swaps=tuple(asked.swaps),
        experienced=experienced,
        unasked=frozenset({*unasked, *rather_not}),
        gentle=gentle,
        hard_effort=next(low for name, low, _, _ in library.axes["effort"].levels if name == "vigorous"),
    )
    days = frozenset(now.values.get("dialysis_days", ()))
    time = now.values.get("time_a_day")
    most = int(now.values.get("days_a_week", 7))
    return Board(
        library.serving, library.exercises, table, means, days, "dialysis_chair" in places, time, max(most, 1)
    )


def pair(given: Sequence[float] | None) -> tuple[float, float] | None:
    return None if given is None else (given[0], given[-1])


def caps_of(asked: AskedPart, now: Situation, library: Library) -> dict[tuple[str, str], Tight]:
    """The clinician's and the patient's own ceilings: they tighten freely."""
    caps: dict[tuple[str, str], Tight] = {}
    by = asked.by or "the clinician"
    if asked.sessions is not None:
        caps["aerobic", "sessions"] = Tight(
            asked.sessions[-1], (), f"{asked.sessions[-1]:g} days, entered by {by}"
        )
    if asked.minutes is not None:
        caps["aerobic", "session_time"] = Tight(
            asked.minutes[-1], (), f"{asked.minutes[-1]:g} min, entered by {by}"
        )
    if asked.max_effort is not None:
        written = f"{asked.max_effort:g} Borg, entered by {by}"
        for modality in library.modalities.values():
            if modality.axis:
                field = "intensity" if modality.axis == "effort" else "load"
                value = library.axes[modality.axis].to_axis(asked.max_effort, "Borg")
                for stream in modality.streams:
                    caps[stream, field] = Tight(value, (), written)
    days = now.values.get("days_a_week")
    if days is not None:
        for modality in library.modalities.values():
            for stream in modality.streams:
                key = (stream, "sessions")
                if key not in caps or caps[key].value > days:
                    caps[key] = Tight(float(days), (), f"{days:g} days a week, the patient's time")
    return caps


def check_wishes(case: Case, asked: AskedPart, library: Library) -> None:
    """Flags may tighten freely; one that would pass a limit, or the start of week 1, is refused with the rule named."""
    rules, first = case.rules(1, {}, None)
    if asked.setting == CHAIR and first.values.get("dialysis") != "haemodialysis":
        raise NoSuchOverride(
            "The setting dialysis-chair is for a patient on haemodialysis; this file does not say so."
        )
    limits = combine_limits(rules.limit, first.values)  # the rules' own, before anybody's wishes
    wanted: list[tuple[str, str, float]] = []
    if asked.sessions is not None:
        wanted.append(("sessions", f"{asked.sessions[0]:g} sessions", asked.sessions[0]))
    if asked.minutes is not None:
        wanted.append(("session_time", f"{asked.minutes[0]:g} minutes", asked.minutes[0]))
    if asked.max_effort is not None:
        value = library.axes["effort"].to_axis(asked.max_effort, "Borg")
        wanted.append(("intensity", f"an effort of {asked.max_effort:g}", value))
    for field, what, value in wanted:
        limit = limits.ceiling("aerobic", field)
        if limit is not None and value > limit.value:
            says = " ".join(library.rules[ref].says for ref in limit.refs if ref in library.rules)
            raise PassesALimit(what, limit, says)
    if asked.minutes is not None:
        _check_start(case, asked, asked.minutes[0])


def _check_start(case: Case, asked: AskedPart, each: float) -> None:
    """Minutes that would make week 1 longer than its start are refused: the start is for someone new to it."""
    plain = replace(case.house, wishes=replace(case.house.wishes, sessions=None, minutes=None))
    rules, limits, first = case.week(1, {}, None)
    stream = first_week(plain, rules, limits, first).streams.get("aerobic")
    if stream is None:
        return
    days = asked.sessions[0] if asked.sessions is not None else stream.at("sessions")
    if each * days > stream.at("volume") + EPS:
        reason = stream.origin["volume"]
        written = f"week 1 starts with {stream.at('volume'):g} min a week"
        says = f"Begin lower and grow (--minutes A-{each:g}), or record what the patient does already."
        raise PassesALimit(f"{each:g} minutes on {days:g} days", Tight(0.0, reason.rules, written), says)


def lifted_of(library: Library, asked: AskedPart, strict: bool = True) -> frozenset[str]:
    """The limits that a clinician's overrides remove. A clearance is never removed.

    Not `strict`: an override whose rule is no longer there as it was has lapsed.
    """
    lifted = set()
    for override in asked.overrides:
        rule = library.rules.get(override.rule) or next(
            (r for r in library.rules.values() if r.name == override.rule), None
        )
        if rule is None and not strict:
            continue
        if rule is None:
            raise NoSuchOverride(
                f"There is no rule `{override.rule}`. `fittvp protocols show ID` lists them."
            )
        if rule.kind != "limit":
            raise NoSuchOverride(
                f"`{rule.ref}` is a {rule.kind}, not a limit: only a limit can be overridden. "
                "A refusal or a deferral ends when its reason is gone; record the new result instead."
            )
        lifted.add(rule.ref)
    return frozenset(lifted)
