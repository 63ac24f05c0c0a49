"""The words of the patient's handout: short, plain, active. `_` marks what is translated where it is printed.

`PLAIN` says a clinician's word in everyday words.
It refuses to add a sign, a number or a rule: a line stands only where the plan has its sign.
"""

from __future__ import annotations

from typing import Final

from fittvp.sheet.tongue import mark as _

STAIRCASE: Final = {
    "aerobic": _("Walking or other steady moving, if each week goes well"),
    "balance": _("Balance practice, if each week goes well"),
}
KINDS: Final = {
    # Note: kinds of exercise in a cell of the week
    "aerobic": _("Moving"),
    "resistance": _("Strength"),
    "balance": _("Balance"),
    "mobility": _("Stretches"),
    "breathing": _("Breathing"),
}
STOP: Final = _("STOP and call if you have:")
NUMBER_FIRST: Final = _("Call the emergency number:")
# Note: {number} is a telephone number, such as 112
NUMBER_KNOWN: Final = _("Call the emergency number, {number}:")
ROLES_OF_EMERGENCY: Final = (  # how a clinic or a patient's file labels it, each in its own language
    "emergency", "emergency number", "emergency services", "emergencias", "emergencia",
    "número de emergencias", "urgences", "numéro d’urgence", "notruf", "notrufnummer",
    "急救", "急救电话", "طوارئ", "الطوارئ", "رقم الطوارئ",
)  # fmt: skip
WHEN_TO_STOP: Final = _("When to STOP and call")
CALL_NUMBER: Final = "Call the emergency number."
STOP_ALSO: Final = _("STOP and call: more signs and numbers")
SLOWER: Final = _("After a hard week you may stay, step back or rest. Tell us how it went.")
THIS_WEEK: Final = _("Tell us this week")
URGENT_WHOM: Final = {
    # Note: {whom} is a helper and a telephone number: kidney team 555 0100
    "now": _("Call now: {whom}"),
    "today": _("Call today: {whom}"),
}
CALL_EMERGENCY: Final = _("Call now: emergency number")
EMERGENCY: Final = ("emergency services", "emergency department")
EMERGENCY_NUMBER: Final = _("Emergency number")
BLANK: Final = "____________"
GO: Final = _("None of these is true: go ahead, as your plan says.")
NOT_TODAY: Final = _("No exercise today if one of these is true")
OTHERWISE: Final = _("If not, read from the top: the first line that fits counts")
BEFORE: Final = ("Before you start, ", "Before each session ")
FEEL: Final = _("Ask yourself how you feel.")
ASKED_AS_SIGNS: Final = ("symptoms", "unwell_today")
ENDS_IT: Final = ("That is too much.", "Stop this exercise")  # what a band says that ends the exercise itself
RUNGS_SHORT: Final = {
    # Note: one word before a line of a check: Go, Easier, Wait, Stop
    "go": _("Go"),
    "go easier": _("Easier"),
    "wait": _("Wait"),
    "no session": _("Stop"),
}
ALSO: Final = _("Also look at, and write down")
SAME_DAY: Final = _("Call today, and stop exercise")
NEXT_VISIT: Final = _("(at your next visit)")
ON_PAGE_ONE: Final = _("Signs that need help at once stand in the red box on page 1.")
PULSE: Final = _("Keep your pulse at {most} beats a minute or less.")
EACH_TIME: Final = _("Each time you train")
NO_TRAINER: Final = _(
    "This does not make your breathing muscles strong. Ask your team for a breathing trainer."
)
MORE: Final = _("Your clinician has the whole list. Ask when you are in doubt.")
ORDERS: Final = ("Do not", "No exercise", "No session", "Keep", "Stop", "Call", "Rest")
FIRST_WORDS: Final = ("Do not", "Nobody", "Never", "Stop")
LIKE: Final = [
    "and",
    "or",
    "the",
    "your",
    "you",
    "with",
    "that",
    "this",
    "for",
    "not",
    "too",
    "from",
    "until",
    "while",
    "can",
    "them",
    "then",
    "have",
    "when",
]
RUNGS: Final = {
    "go": _("Go"),
    "go easier": _("Go easier"),
    "wait": _("Wait"),
    "no session": _("No exercise today"),
}
MEASURES: Final = {
    "symptoms": _("How do you feel? No exercise with any of these"),
    "resting_systolic": _("Blood pressure: the top number"),
    "resting_diastolic": _("Blood pressure: the bottom number"),
    "resting_heart_rate": _("Your pulse"),
    "pain_rest": _("Pain while you rest"),
    "pain_in_session": _("Pain while you exercise: the traffic light"),
    "pain_next_morning_change": _("Pain next morning: how much more than usual"),
    "fatigue_next_day": _("Tired the next day?"),
    "limp_worse": _("Your limp"),
    "effort_in_session": _("How hard it feels"),
    "sternum": _("Your breastbone"),
    "temperature": _("Your temperature"),
    "unwell_today": _("Ill today?"),
    "breathlessness_in_session": _("Your breath, from 0 to 10"),
    "saturation_in_session": _("Your oxygen while you exercise"),
    "glucose_in_session": _("Your sugar while you exercise"),
    "systolic_in_session": _("Top number of your blood pressure while you exercise"),
    "diastolic_in_session": _("Bottom number of your blood pressure while you exercise"),
    "systolic_fall_in_session": _("How far the top number of your blood pressure falls"),
    "angina_in_session": _("Tight chest while you exercise, from 0 to 4"),
    "leg_pain_scale": _("Leg pain while you walk, from 0 to 4"),
    "foot_signs": _("Your feet"),
}
PLAIN: Final = (
    ("Resting systolic pressure", "top number"),
    ("resting systolic pressure", "top number"),
    ("Resting diastolic pressure", "bottom number"),
    ("Resting diastolic pressure", "bottom number"),
    ("resting diastolic pressure", "bottom number"),
    ("Resting pulse", "pulse"),
    ("Albumin-adjusted calcium", "Calcium"),
    ("Peak flow in percent of the personal best", "Peak flow, compared with your best,"),
    ("Weight above target (dry) weight", "Extra weight over your target"),
    ("Change of weight within three days", "Weight gain in three days:"),
    ("Fall of systolic pressure on standing", "Fall of the top number when you stand up:"),
    ("Glucose", "Sugar"),
    ("Oxygen saturation", "Oxygen"),
    ("sputum", "phlegm"),
    ("palpitations", "a racing or jumping heart"),
    ("breathlessness at rest", "short of breath while you rest"),
    ("breathlessness", "short of breath"),
    ("nausea or vomiting", "feeling or being sick"),
    ("repetitions", "goes"),
    ("degC", "°C"),
    (" mmHg", ""),
    (" bpm", " beats a minute"),
    (" Borg", ""),
)
TESTS: Final = (
    ("calcium", _("calcium")),
    ("phosphate", _("phosphate")),
    ("parathyroid", _("parathyroid hormone")),
    ("potassium", _("potassium")),
    ("haemoglobin", _("red blood count")),
    ("bicarbonate", _("acid in the blood")),
    ("egfr", _("kidney function")),
    ("kidney function", _("kidney function")),
    ("glucose", _("blood sugar")),
)
MEANWHILE: Final = {
    "rest": _("Rest until your team tells you more."),
    "usual moving": _("Keep up your usual moving at home: get up, wash, dress, walk about."),
}
MOVING: Final = ("usual moving", "keep moving", "moving at home")
VERDICTS: Final = {
    "defer": _("Please do not start yet"),
    "refuse": _("Please do not exercise now"),
}
START: Final = _("You can start when your team has settled this. Then you get a new plan.")
STOPPED: Final = _("Please stop exercising for now")
PAUSED: Final = _("Please take a break from exercise")
GO_ON: Final = _(
    "You go on when your team has settled this. Then you get a new sheet. "
    "A break now is the right thing. You will build up again, step by step."
)
RESTS: Final = _("For now: no {kinds}")
PARTS: Final = {
    # Note: stands in: For now: no {kinds}
    "aerobic": _("walking or cycling"),
    "resistance_lower": _("leg strength"),
    "resistance_trunk": _("back and tummy strength"),
    "resistance_upper": _("arm strength"),
    "balance": _("balance practice"),
    "mobility_lower": _("leg stretches"),
    "mobility_trunk": _("back stretches"),
    "mobility_upper": _("arm stretches"),
    "breathing": _("breathing practice"),
}
REST_GOES_ON: Final = _("The rest goes on as shown. If another page says something else, this box counts.")
WENT: Final = _("How it went")
DID: Final = _("In week {week} you did {what}.")
CALL: Final = _("Call: {who}")
MORE_THAN_BEFORE: Final = _("That is more than the week before.")
ALL_DONE: Final = _("You did every session.")
OVER: Final = _("That is more than was planned. Your plan grows in small steps, so stay with it.")
A_STEP_UP: Final = _("So your plan takes a step up.")
PART_RESTS: Final = _("Part of your plan rests now. Page 1 says why.")
FOLLOWED: Final = {  # the move; whether it is for all that goes on; whether a part rests
    ("hold", True, False): _("This week stays the same."),
    ("hold", True, True): _("The rest stays the same."),
    ("hold", False, False): _("Some of this week stays the same."),
    ("hold", False, True): _("Some of the rest stays the same."),
    ("back", True, False): _("This week is a step back."),
    ("back", True, True): _("The rest is a step back."),
    ("back", False, False): _("Some of this week is a step back."),
    ("back", False, True): _("Some of the rest is a step back."),
}
BACK_HELPS: Final = _("A step back is part of getting better.")
CHOSEN: Final = _("Your clinician chose this for you.")
NOT_HEARD: Final = _("We do not know yet how all of last week went. Please tell us.")
TIMED: Final = (  # a word of the exercise's name, and what the strip of days says
    # Note: a cell of the week: 15 min walk. As short as can be
    ("walk", _("{n} min walk")),
    ("cycl", _("{n} min cycle")),
    ("bike", _("{n} min bike")),
    ("swim", _("{n} min swim")),
    ("water", _("{n} min water")),
    ("step", _("{n} min step")),
    ("danc", _("{n} min dance")),
    ("march", _("{n} min march")),
    ("row", _("{n} min row")),
    ("run", _("{n} min run")),
    ("pedal", _("{n} min pedal")),
    ("", _("{n} min moving")),
)
TODAY: Final = {
    "go easier": _("Today's session is made easier."),
    "wait": _("Today: wait and measure again before the session."),
    "no session": _("No session today."),
}
SCALE: Final = (
    # Note: under 0, 2, 4, 6 and 10 of a scale of effort, where each class of effort ends; each very short
    (0, _("rest")),
    (2, _("easy talk")),
    (4, _("sentences")),
    (6, _("few words")),
    (10, _("all you can")),
)
WHO_TO_CALL: Final = _("Who to call")
SOON: Final = {
    # Note: who needs to know, and how soon. {who}: Kidney team
    "now": _("{who}, now."),
    "today": _("{who}, today."),
    "this week": _("{who}, this week."),
    "next visit": _("{who}, at your next visit."),
    "": _("{who}, soon."),
}
GOALS: Final = {
    # Note: the answer to a goal such as: walk for 30 minutes
    "first": _("Part of the plan from the first week."),
    "already": _("Part of the plan already."),
    "week": _("At this pace in week {week}, if the weeks go well."),
    "until": _("Not yet. It opens: {until}"),
    "closed": _("Not in this plan: a safety rule closes it."),
    "limits": _("Not in this plan: safety limits keep it below what this needs."),
}
GOALS_SAID: Final = {  # what the plan keeps of an answer without a week
    "Not in this plan: a rule closes it.": "closed",
    "Limits keep the dose below what it needs.": "limits",
}
DIARY: Final = (_("Minutes"), _("How hard 0–10"), _("Pain 0–10"), _("Next morning"))
DATES: Final = (_("Date"), _("What for"), _("Where"))
DRAFT: Final = _("DRAFT: rules not yet reviewed by a clinician")
NOT_REVIEWED: Final = _("This translation was not reviewed by a native clinician.")
REVIEWED: Final = _("Translation reviewed by {who}, {on}.")
ROLES: Final = (  # of a patient's own contacts, where the file names them so
    # Note: whom to call, before a telephone number
    _("Kidney team"),
    _("Heart team"),
    _("Lung team"),
    _("Dialysis unit"),
    _("Diabetes team"),
    _("Cardiologist"),
    _("Heart surgeon"),
    _("Surgeon"),
    _("Endocrinologist"),
    _("Rheumatologist"),
    _("Physiotherapist"),
    _("Nurse"),
    _("Doctor"),
    _("Family doctor"),
    _("General practitioner"),
)
