"""Signs to act on in few plain words: a pattern of the sign, and what the patient reads.

A sign that no pattern names is printed in the rule's own sentence. It holds no number that is clinical.
"""

from __future__ import annotations

from typing import Final

LATER: Final = (
    ("breastbone clicks", "your breastbone clicks or moves, or its wound is red or wet"),
    ("lump at the breastbone", "a lump on your breastbone that is new, grows or hurts"),
    ("strong thirst", "confusion, strong thirst, constipation or weakness"),
    (
        "constant pain day and night",
        "pain day and night that rest does not ease, above all if you lose weight",
    ),
    ("dark urine", "cola-dark urine with very sore or swollen muscles"),
    ("discharge, fever or broken skin over a lump", "your lump leaks, its skin breaks, or you have a fever"),
    ("heart pain more often", "heart pain more often, with less effort, or at night"),
    ("marked swelling, strong pain", "big swelling, strong pain, or feeling tired that does not pass"),
    ("new bone pain at night", "new bone pain at night or under load, or a bone that changes shape"),
    ("new calf swelling and pain", "one leg or arm that is swollen, warm and sore"),
    ("weakness in the leg", "new numbness, tingling or weakness in a leg"),
    ("painful purple", "painful purple skin or a dark sore: do not rub it"),
    ("rapid weight gain", "fast weight gain, new swollen legs, or no breath lying flat"),
    ("pop with new weakness of the hip", "a pop at the injected hip, and then weakness"),
    ("joint pain, locking or giving way", "a joint with a sudden sharp pain, or that locks or gives way"),
    ("tingling round the mouth", "tingling mouth or fingers, cramps, or a hand or foot that locks"),
    (
        "vomiting, diarrhoea or much less urine",
        "vomiting, diarrhoea or much less urine: ask which medicines to pause",
    ),
    ("hip locks or gives way", "your hip locks or gives way: do no standing exercise alone"),
    ("hip pain suddenly much worse", "your hip is suddenly much worse: stop leg exercise"),
    ("skin over the lump thin", "thin, broken or weeping skin over the lump"),
    ("lump that grows fast", "a lump that grows fast, or new lumps"),
)
# Who a rule's word for a helper may be among the patient's own contacts.
HELPERS: Final = (
    ("surgical team", ("heart surgeon", "cardiac surgeon")),
    ("cardiology", ("cardiologist", "heart clinic")),
    ("doctor", ("general practitioner", "family doctor", "doctor")),
)
