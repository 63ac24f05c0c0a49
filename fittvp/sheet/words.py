"""The words that stand on the pages, in English: names of streams, fields, units, urgencies, days.

They are the clinician's: the plan stays in English. The handout's are `words_home` and `words_signs`.
It refuses to decide anything: it holds no number that is clinical.
"""

from __future__ import annotations

from typing import Final

STREAMS: Final = {
    "aerobic": "Aerobic",
    "resistance_lower": "Resistance, legs",
    "resistance_trunk": "Resistance, trunk",
    "resistance_upper": "Resistance, arms",
    "balance": "Balance",
    "mobility_lower": "Mobility, legs",
    "mobility_trunk": "Mobility, trunk",
    "mobility_upper": "Mobility, arms",
    "breathing": "Breathing muscles",
}
MODALITIES: Final = {
    "aerobic": "Aerobic",
    "resistance": "Resistance",
    "balance": "Balance",
    "mobility": "Mobility",
    "breathing": "Breathing muscles",
}
REGIONS: Final = {"lower": "legs", "trunk": "trunk", "upper": "arms"}
FIELDS: Final = {
    "volume": "weekly volume",
    "sessions": "days a week",
    "session_time": "time a session",
    "intensity": "intensity",
    "load": "load",
    "sets": "sets",
    "repetitions": "repetitions",
    "hold": "hold",
    "bout": "longest bout",
    "warm_up": "warm-up",
    "cool_down": "cool-down",
    "heart_rate": "heart rate",
    "pain": "pain",
    "hand_weight": "weight in each hand",
    "walk_speed": "walking speed",
    "rest_days": "rest days between",
    "breathlessness": "breathlessness",
}
UNITS: Final = {
    "sessions/week": "days a week",
    "min/week": "min a week",
    "sets/week": "sets a week",
    "min": "min",
    "s": "s",
    "sets": "sets",
    "repetitions": "repetitions",
    "percent HRR": "% HRR",
    "percent 1RM": "% 1RM",
    "bpm": "bpm",
}
IN_PART: Final = "IN PART. Some of the work rests; the first points below come first."
VERDICTS: Final = {
    "ok": "YES. May exercise as printed.",
    "caution": "YES, WITH CAUTION. May exercise within the restrictions below.",
    "defer": "NOT YET. Nothing starts until the points below are settled.",
    "refuse": "NO. No exercise in the present state: send to medical care.",
}
URGENCIES: Final = {
    "now": "now",
    "today": "today",
    "this week": "this week",
    "next visit": "at the next visit",
    "": "when due",
}
MEANWHILE: Final = {"rest": "rest", "usual moving": "usual daily moving goes on", "": "as the plan says"}
TODAY: Final = {
    "go": "No value of today in the file speaks against a session today.",
    "go easier": "Today's session is made easier.",
    "wait": "Today: wait and measure again before the session.",
    "no session": "No session today.",
}
UNMEASURED: Final = "Not known of today: "
MEASURE: Final = ". Ask or measure before the session."
ENOUGH: Final = "Nothing that a rule of this patient needs is missing."
NOT_IN_FILE: Final = "Not in the file: "
FIRST_MEASURE: Final = ". Measure before the first session."
VITALS: Final = {"resting_systolic": "resting blood pressure", "resting_heart_rate": "resting pulse"}
HERE: Final = " Here: "
NO_CONDITION: Final = "no condition recorded"
NO_NUMBER: Final = "No telephone number in the file: "
EMERGENCY: Final = "emergency"
UNDER_LEAST: Final = "under the least that is known to work."
MORE_TO_DECIDE: Final = "And {count} more: see Conflicts, and what yielded, and Where it is heading."
ACT_NOW: Final = "Act now on: "
THEN: Final = {
    "no session": "No session",
    "wait": "Wait, measure again",
    "go easier": "Go easier",
    "go": "Go",
}
NOW: Final = "now"
RESTS_NOW: Final = "Rests now: "
MOVES: Final = {"hold": "Hold", "back": "Step back", "pause": "Pause", "stop": "Stop"}
MOMENTS: Final = {
    "before": "before each session",
    "during": "during each session",
    "after": "after each session",
}
SEEN: Final = {
    "full": "checked in full",
    "secondary": "read second-hand",
    "memory": "from memory, not checked",
}
SEEN_SHORT: Final = {"full": "checked", "secondary": "second-hand", "memory": "memory"}
ANSWERS: Final = {"now": "Now", "later": "Later", "not": "Not in this plan"}
GROUPS: Final = {
    "identity": "Who",
    "conditions": "Conditions and medicines",
    "procedures": "Procedures",
    "kidney": "Kidney",
    "chest": "Chest",
    "hip": "Hip",
    "laboratory": "Laboratory",
    "vital_signs": "Vital signs",
    "symptoms": "Symptoms",
    "fitness": "Fitness and function",
    "activity": "Activity now",
    "goals": "Goals",
    "means": "Means",
    "home": "At home",
    "medicines": "Medicines",
}
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
INFORMS: Final = "It informs; it does not replace the clinician."
DRAFT: Final = "DRAFT: rules not yet reviewed by a clinician"
BY_PROGRAM: Final = "fittvp"
MET_NOTE: Final = "MET-minutes: minutes times the exercise's MET value. {sources}"
SCALES_NOTE: Final = (
    "Borg, CR10, repetitions in reserve and the talk test are read from the published table of equal efforts "
    "(intensity.yaml, with its sources); reading there and back never raises the dose."
)
WHY: Final = {"the stay": "the step asks to stay longer"}
OTHERS: Final = (
    "What these rules say stands in the text where their number stands. "
    "Source: number of the rule: place (strength; how it was seen)."
)
TOLD: Final = " The handout tells the patient."
MOVE_UP: Final = (
    "A dose moves up only when its time at one level is over and all of this is true for its rules:"
)
CRITERIA: Final = (
    (r"^(.*) worse than usual is no$", r"\1 no worse than usual"),
    (r"^(.*) above the usual at most 0 of 10$", r"\1 not above the usual"),
    (r"^[Ss]essions done at least (\d+) sessions$", r"\1 sessions done or more"),
)
HELD_BY: Final = ("calcium", "phosphate", "potassium", "pressure", "haemoglobin")
_ALL: Final = (
    r"(?:everything|every session|every dose|the sessions|the plan|the dose|balance practice|leg work)"
)
_LEGS: Final = r"(?:leg work|leg strength and movement work|walking and balance|walking and strength work)"
LEADS: Final = (  # what the move and its scope say already: the pattern, and what stays of it
    (r"; (?:arms and trunk go on|the (?:aerobic )?dose (?:goes back a step|stays where it is))$", ""),
    (rf", so (?:everything pauses|{_LEGS} pauses?) (until .*)$", r" (\1)"),
    (rf",? so {_LEGS} goe?s? back by one step$", ""),
    (rf" (?:stops?|pauses?|holds?) (?:{_ALL}|{_LEGS})(?: (?:where it is|as they are))?$", ""),
    (rf" (?:stops?|pauses?|holds?) (?:{_ALL}|{_LEGS})(?: where it is)? (until [^;]*)$", r" (\1)"),
    (rf" takes? (?:{_ALL}|{_LEGS}) (?:one|a|back a|back by one) step(?: back)?$", ""),
    (r" (?:is a change that matters|is the high-risk band|is tolerable|is too much|was near-maximal)$", ""),
    (
        r" (?:means (?:too much load|the (?:leg )?load was enough for now)|shows that the hip is being spared)$",
        "",
    ),
    (rf" means a rest day and no more (?:of )?{_LEGS} this week$", ": rest day, no more this week"),
    (rf" holds {_LEGS}, because pain must not rise from week to week$", ""),
    (r"^No dose is raised while (.*)$", r"while \1"),
    (r", because fluid and potassium are not as usual$", ""),
)
SOURCES: Final = "In short; whole titles and addresses stand in the plan's JSON file, under sources."
SEEN_LEGEND: Final = (
    "How a source was seen: checked = checked in full; second-hand = read second-hand; "
    "memory = from memory, not checked."
)
UNSURE: Final = "stands because not known: {facts}"
NO_TRAINER = (
    "A breathing trainer is asked for and none is at home: the breathing exercise of the sessions takes its minutes "
    "and does not strengthen the breathing muscles."
)
SHORT_LIST = (
    "A short list of different exercises, for who is not used to strength work: one may serve several regions (also ...), "
    "and the rounds of those left out are done by those that stay, so that no work is lost."
)


def streams_named(said: str) -> str:
    """A sentence of the engine with the names of streams as the page writes them."""
    for name, label in STREAMS.items():
        said = said.replace(f"{name} ", f"{label} ").replace(f"{name}:", f"{label}:")
    return said


def degrees(said: str) -> str:
    """Degrees as people write them."""
    return said.replace("degC", "°C")
