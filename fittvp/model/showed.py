"""What one week showed, worked out: shares, changes and missed weeks from the answers as they were given.

Floor: model. Pure. Each derived fact of a review lives here once; an answer that was given outright is kept.
It owns no number: 0-10 scales subtract, shares divide. What cannot be worked out stays out: it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

WHOLE = 100.0  # percent of a share


@dataclass(frozen=True, slots=True)
class Planned:
    """A week's plan: days with a session, and main-part minutes of them all. Both 0: everything rested."""

    sessions: float
    minutes: float
    effort: float | None = None  # the most that was prescribed, Borg


def work_out(
    said: Mapping[str, Any], usual: float | None, planned: Planned, earlier: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The review's facts by name. `usual`: the person's usual pain, if known. `earlier`: the weeks before."""
    found = dict(said)
    for name, value in (
        ("sessions_done_share", _share(said, planned)),
        ("sessions_done", _sessions(said, planned)),
        ("weeks_missed", _missed(said, planned, earlier)),
        ("pain_next_morning_change", _less(said.get("pain_next_morning"), usual)),
        ("pain_in_session_above_usual", _less(said.get("pain_in_session"), usual)),
        ("effort_above_plan", _less(said.get("effort_in_session"), planned.effort)),
        ("pain_morning_after", said.get("pain_next_morning")),
        ("pain_week_change", _less(said.get("pain_week"), _last(earlier, "pain_week", usual))),
    ):
        if name not in found and value is not None:
            found[name] = value
    return found


def _less(value: Any, usual: Any) -> float | None:
    both = isinstance(value, float) and isinstance(usual, float)
    return round(value - usual, 9) if both else None


def _last(earlier: Sequence[Mapping[str, Any]], name: str, otherwise: Any) -> Any:
    return next((week[name] for week in reversed(earlier) if name in week), otherwise)


FROM: Final = {
    "sessions_done_share": ("sessions_done", "minutes_done"),
    "pain_next_morning_change": ("pain_next_morning",),
    "pain_in_session_above_usual": ("pain_in_session",),
    "pain_week_change": ("pain_week",),
    "effort_above_plan": ("effort_in_session",),
}
"""What each comparison is worked out from."""


def with_the_rest_well(
    found: Mapping[str, Any], said: Mapping[str, Any], good: Mapping[str, Any]
) -> dict[str, Any]:
    """What was not said is well, but for a comparison whose figure was said and could not be worked out."""
    open_ = {name for name, raws in FROM.items() if name not in found and any(raw in said for raw in raws)}
    return {**{name: value for name, value in good.items() if name not in open_}, **found}


def falls_by_now(before: Any, said: Mapping[str, Any]) -> float | None:
    """Falls in a year, with those of the week; None where the week had none."""
    falls = said.get("falls_week")
    if not isinstance(falls, float) or falls <= 0:
        return None
    return (before if isinstance(before, float) else 0.0) + falls


def _share(said: Mapping[str, Any], planned: Planned) -> float | None:
    """The lesser of the shares of sessions and of minutes: half-long sessions are half the work."""
    pairs = (("sessions_done", planned.sessions), ("minutes_done", planned.minutes))
    shares = [WHOLE * said[name] / whole for name, whole in pairs if name in said and whole > 0]
    if not shares and said.get("weeks_missed"):
        return 0.0
    return min(shares, default=None)


def _sessions(said: Mapping[str, Any], planned: Planned) -> float | None:
    """Whole sessions, from a share that was given outright."""
    share = said.get("sessions_done_share")
    return None if share is None else float(share * planned.sessions // WHOLE)


def _missed(said: Mapping[str, Any], planned: Planned, earlier: Sequence[Mapping[str, Any]]) -> float | None:
    """Weeks in a row without any exercise, up to and with this one."""
    done = [said[name] for name in ("sessions_done", "minutes_done", "sessions_done_share") if name in said]
    if planned.sessions == 0 or (done and min(done) == 0):
        return _away_before(earlier) + 1.0
    return 0.0 if done else None


def _away_before(earlier: Sequence[Mapping[str, Any]]) -> float:
    """Weeks missed up to the week before; a week that nobody reviewed between missed ones was missed too."""
    for silent, week in enumerate(reversed(earlier)):
        if week:
            missed = float(week.get("weeks_missed", 0.0))
            return missed + silent if missed else 0.0
    return 0.0
