"""The words of the patient's handout: short, plain, active. Translate this file to translate the handout.

`PLAIN` says a clinician's word in everyday words.
It refuses to add a sign, a number or a rule: a line stands only where the plan has its sign.
"""

from __future__ import annotations

from typing import Final

STREAMS: Final = {
    "aerobic": "Walking or cycling",
    "resistance_lower": "Leg strength",
    "resistance_trunk": "Back and tummy strength",
    "resistance_upper": "Arm strength",
    "balance": "Balance",
    "mobility_lower": "Leg stretches",
    "mobility_trunk": "Back stretches",
    "mobility_upper": "Arm stretches",
    "breathing": "Breathing practice",
}
STAIRCASE: Final = {"aerobic": "Walking or other steady moving", "balance": "Balance practice"}
KINDS: Final = {
    "aerobic": "Moving",
    "resistance": "Strength",
    "balance": "Balance",
    "mobility": "Stretches",
    "breathing": "Breathing",
}
STOP: Final = "STOP and call if you have:"
CALL_NUMBER: Final = "Call the emergency number."
STOP_ALSO: Final = "STOP and call also if you have:"
SLOWER: Final = "After a hard week you may stay, step back or rest. Tell us how it went."
URGENT: Final = {
    "now": "Call now",
    "today": "Call today",
    "this week": "Tell us this week",
    "next visit": "Tell us at your next visit",
    "": "Tell us",
}
EMERGENCY: Final = ("emergency services", "emergency department")
EMERGENCY_NUMBER: Final = "Emergency number"
BLANK: Final = "____________"
GO: Final = "None of these is true: go ahead, as your plan says."
NOT_TODAY: Final = "No exercise today if one of these is true"
OTHERWISE: Final = "If not, read from the top: the first line that fits counts"
BEFORE: Final = ("Before you start, ", "Before each session ")
FEEL: Final = "Ask yourself how you feel."
ASKED_AS_SIGNS: Final = ("symptoms", "unwell_today")
RUNGS_SHORT: Final = {"go": "Go", "go easier": "Easier", "wait": "Wait", "no session": "Stop"}
ALSO: Final = "Also look at, and write down"
SAME_DAY: Final = "Call today, and stop exercise"
NEXT_VISIT: Final = "(at your next visit)"
ON_PAGE_ONE: Final = "Signs that need help at once stand in the red box on page 1."
PULSE: Final = "Keep your pulse at {most} beats a minute or less."
EACH_TIME: Final = "Each time you train"
NO_TRAINER: Final = "This does not make your breathing muscles strong. Ask your team for a breathing trainer."
MORE: Final = "Your clinician has the whole list. Ask when you are in doubt."
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
RUNGS: Final = {"go": "Go", "go easier": "Go easier", "wait": "Wait", "no session": "No exercise today"}
MEASURES: Final = {
    "symptoms": "How do you feel? No exercise with any of these",
    "resting_systolic": "Blood pressure: the top number",
    "resting_diastolic": "Blood pressure: the bottom number",
    "resting_heart_rate": "Your pulse",
    "pain_rest": "Pain while you rest",
    "pain_in_session": "Pain while you exercise: the traffic light",
    "pain_next_morning_change": "Pain next morning",
    "fatigue_next_day": "Tired the next day?",
    "limp_worse": "Your limp",
    "effort_in_session": "How hard it feels",
    "sternum": "Your breastbone",
    "temperature": "Your temperature",
    "unwell_today": "Ill today?",
    "breathlessness_in_session": "Your breath, from 0 to 10",
    "saturation_in_session": "Your oxygen while you exercise",
    "glucose_in_session": "Your sugar while you exercise",
    "systolic_in_session": "Top number of your blood pressure while you exercise",
    "diastolic_in_session": "Bottom number of your blood pressure while you exercise",
    "systolic_fall_in_session": "How far the top number of your blood pressure falls",
    "angina_in_session": "Tight chest while you exercise, from 0 to 4",
    "leg_pain_scale": "Leg pain while you walk, from 0 to 4",
    "foot_signs": "Your feet",
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
    ("calcium", "calcium"),
    ("phosphate", "phosphate"),
    ("parathyroid", "parathyroid hormone"),
    ("potassium", "potassium"),
    ("haemoglobin", "red blood count"),
    ("bicarbonate", "acid in the blood"),
    ("egfr", "kidney function"),
    ("kidney function", "kidney function"),
    ("glucose", "blood sugar"),
)
MEANWHILE: Final = {
    "rest": "Rest until your team tells you more.",
    "usual moving": "Keep up your usual moving at home: get up, wash, dress, walk about.",
}
MOVING: Final = ("usual moving", "keep moving", "moving at home")
VERDICTS: Final = {
    "defer": "Please do not start yet",
    "refuse": "Please do not exercise now",
}
START: Final = "You can start when your team has settled this. Then you get a new plan."
STOPPED: Final = "Please stop exercising for now"
PAUSED: Final = "Please take a break from exercise"
GO_ON: Final = (
    "You go on when your team has settled this. Then you get a new sheet. "
    "A break now is the right thing. You will build up again, step by step."
)
RESTS: Final = "For now: no {kinds}"
PRACTICE: Final = {"balance": "balance practice"}
REST_GOES_ON: Final = "The rest goes on as shown. If another page says something else, this box counts."
WENT: Final = "How it went"
DID: Final = "In week {week} you did {what}."
CALL: Final = "Call: {who}"
MORE_THAN_BEFORE: Final = "That is more than the week before."
ALL_DONE: Final = "You did every session."
OVER: Final = "That is more than was planned. Your plan grows in small steps, so stay with it."
A_STEP_UP: Final = "So your plan takes a step up."
PART_RESTS: Final = "Part of your plan rests now. Page 1 says why."
FOLLOWED: Final = {"hold": "{what} stays the same.", "back": "{what} is a step back."}
WHOLE: Final = {False: "This week", True: "The rest"}  # whether a part rests
SOME: Final = {False: "Some of this week", True: "Some of the rest"}
BACK_HELPS: Final = "A step back is part of getting better."
CHOSEN: Final = "Your clinician chose this for you."
NOT_HEARD: Final = "We do not know yet how all of last week went. Please tell us."
