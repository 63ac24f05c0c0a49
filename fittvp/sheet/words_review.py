"""The words of the reviewed plan, for the clinician: what a week showed, what followed, who decided what.

Translate this file with `words`. It refuses to decide anything.
"""

from __future__ import annotations

from typing import Final

SHOWED: Final = "What week {week} showed, and what follows"
NOT_REVIEWED: Final = "Week {week} was not reviewed: what follows"
NOTHING: Final = "No number was reported of it"
FOLLOWS: Final = {
    "stop": "Stopped",
    "pause": "Paused",
    "back": "Goes back",
    "hold": "Held",
    "progress": "Goes on, and moves up where its criteria and stay allow",
}
PRESSED: Final = "Moved up by hand"
BY_HAND: Final = "by hand, "
AS_ASKED: Final = "as was asked for this week"
NOT_KNOWN: Final = "not known of the week: "
AND_MORE: Final = "and more (see Missing)"
THE_WEEK: Final = "an answer that was expected"
UNTIL: Final = "until: "
EVERYTHING: Final = "everything"
RESTS_IN: Final = "Rests in week {week}."
LATER_WEEKS: Final = "Its later weeks hold only when this is true: "
MOVED: Final = {
    "progress": "goes on",
    "hold": "held",
    "back": "went back",
    "pause": "paused",
    "stop": "stopped",
}
FATIGUE: Final = {"usual": "as usual", "more": "more than usual", "much_more": "much more than usual"}
GONE: Final = "How it has gone"
CHART: Final = "Planned and done, main part of all sessions"
CHART_UNIT: Final = "minutes a week"
CHART_SCORE: Final = "worst pain, 0–10"
LAST_WEEKS: Final = (
    "The last {shown} of {all} weeks stand here; the chart has them all, and the plan's file every answer."
)
HOW_READ: Final = (
    "Done of planned, main part only. Then: the gravest move of any kind of exercise in the week after. "
    "Next morning and pain 0–10, effort on Borg's scale. –: not reported."
)
RESULTS: Final = "Results over time, the newest last"
LAST_RESULTS: Final = "Of {label} the last {shown} of {all}."
DECISIONS: Final = "Decisions by clinicians"
CLEARANCE: Final = "Exercise clearance"
PAUSED: Final = "Exercise paused"
STOPPED: Final = "Exercise stopped"
PAUSED_ANSWER: Final = "PAUSED. Nothing goes on until the points below are settled."
STOPPED_ANSWER: Final = "STOPPED. Nothing goes on until a clinician has recorded the clearance."
GOES_ON: Final = "When it goes on. "
WHEN_PAUSED: Final = (
    "It goes on when the next review has recorded that {points} (fittvp review). "
    "Settling one point lifts just that one."
)
WHEN_STOPPED: Final = (
    "It goes on when {points} and a clinician has recorded the clearance (fittvp adjust --cleared). "
    "A good review alone does not lift a stop."
)
ONE_POINT: Final = "the point above is settled"
EACH_POINT: Final = "each point above is settled"
