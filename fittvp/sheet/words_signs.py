"""Signs to act on in few plain words: a short phrase, and the signs of rules that it says.

A phrase stands only for the signs it names here, word for word. A sign may need several phrases: together they say
all of it, or more. Any other sign stands in the patient's words of its own rule, and so does one that asks for
something first (press, sit up) or another number than the emergency number. It holds no number that is clinical.
"""

from __future__ import annotations

from typing import Final

from fittvp.sheet.tongue import mark as _

_LOW_CALCIUM: Final = "noisy or tight breathing, a fit, a racing heart, fainting, or a swelling neck"
_POP: Final = "a pop or giving way at the knee or heel, or a leg that cannot be lifted straight"
_FALL: Final = "head injury, or cannot bear weight after a fall"
_NO_WEIGHT: Final = "cannot take weight on the leg or move the hip, suddenly or after a fall"
_SHAPE: Final = "leg suddenly shorter, turned out or out of shape"
_CLOT: Final = "new calf swelling with pain, or breathlessness with chest pain"
_NERVE: Final = "new numbness or weakness, or loss of control of bladder or bowel"
_CORD: Final = "new back pain with weak or numb legs, or loss of bladder or bowel control"
_SADDLE: Final = "numb seat or genitals, or new trouble with urine or stool"
_POTASSIUM: Final = "palpitations or sudden muscle weakness"
_CONFUSED: Final = "new confusion, drowsiness or a fit"
_HOT_HIP: Final = "hip hot, red or swollen, or hip pain with fever or feeling ill"
_EFFORT: Final = "racing heart or feeling faint during or just after exercise"
_CARDITIS: Final = "chest pain, racing heart, faint or odd breathlessness after an infection"
_LUNGS: Final = "faint, chest pain or a slowing pulse on effort"
_SIGHT: Final = "sudden loss of sight"
_BALANCE: Final = "sudden loss of balance, or worst headache ever"
_STROKE: Final = "face drooping, weak arm or slurred speech"
_BLACKOUT: Final = "cannot get up after a fall or blacked out"
_STOOL: Final = "black or bloody stool, or vomited blood"
_PLATELETS: Final = "black stool, red spots on the skin or a sudden strong headache"
_THIN: Final = "bleeding that will not stop, vomiting blood, or a sudden very bad headache"
_ANAEMIA: Final = "chest pain, a faint or a racing heart at rest"
_MUSCLE: Final = "dark, cola-coloured urine with severe muscle pain"
_PUNCTURE: Final = "hand or foot numb, cold, white or blue after the puncture"

# In the order of page one; only for rules that call the emergency number.
NOW: Final = (
    # Note: stands in a list under: STOP and call if you have
    (_("chest pain or pressure"), ("new chest pain", _CLOT, _CARDITIS, _LUNGS, _ANAEMIA)),
    (_("trouble with your breath"), ("sudden or unusual breathlessness", _CLOT, _CARDITIS)),
    (_("noisy or tight breathing"), (_LOW_CALCIUM,)),
    (
        _("a racing or jumping heart"),
        (
            "racing or uneven heart beat with dizziness",
            _ANAEMIA,
            _POTASSIUM,
            _LOW_CALCIUM,
            _EFFORT,
            _CARDITIS,
        ),
    ),
    (_("a pulse that slows as you work"), (_LUNGS,)),
    (_("feeling faint"), (_EFFORT, _CARDITIS, _LUNGS)),
    (_("blue lips or unusual sleepiness"), ("blue lips or unusual sleepiness",)),
    (_("coughing up blood"), ("coughing up blood",)),
    (_("fainting"), ("fainting or collapse", _ANAEMIA, _LOW_CALCIUM, _BLACKOUT)),
    (_("a fit"), (_LOW_CALCIUM, _CONFUSED)),
    (_("new confusion or being hard to wake"), (_CONFUSED,)),
    (_("a drooping face or slurred speech"), (_STROKE,)),
    (_("new weakness"), (_STROKE, _POTASSIUM, _NERVE)),
    (_("new numbness"), (_NERVE,)),
    (_("loss of bladder or bowel control"), (_NERVE, _CORD)),
    (_("sudden loss of sight"), (_SIGHT,)),
    (_("sudden loss of balance"), (_BALANCE,)),
    (_("the worst headache ever"), (_BALANCE,)),
    (_("new back pain with weak or numb legs"), (_CORD,)),
    (_("a numb seat or private parts"), (_SADDLE,)),
    (_("new trouble with passing or holding water or stool"), (_SADDLE,)),
    (
        _("a foot that drops or a leg that gets weaker"),
        ("a foot that drops or a leg that gets weaker",),
    ),
    (_("a hand or foot that goes numb, cold, white or blue"), (_PUNCTURE,)),
    (_("cola-dark urine with strong muscle pain"), (_MUSCLE,)),
    (_("a leg that is suddenly cold, pale, numb or weak"), ("leg suddenly cold, pale, numb or weak",)),
    (
        _("a pop or giving way in a hip or leg"),
        (_POP, "sudden pop with loss of power to straighten the knee or push off"),
    ),
    (_("a leg you cannot stand on"), (_FALL, _NO_WEIGHT)),
    (_("a hip you suddenly cannot move"), (_NO_WEIGHT,)),
    (_("a leg suddenly short, turned or out of shape"), (_SHAPE,)),
    (_("a leg you cannot lift straight"), (_POP,)),
    (_("a swollen, sore calf"), (_CLOT,)),
    (_("sudden hip, groin or back pain"), ("sudden hip, groin or back pain after a small load",)),
    (_("sudden strong bone pain"), ("sudden strong bone pain",)),
    (_("fever and feeling very ill"), ("fever and feeling very unwell",)),
    (
        _("fever and a hot, bigger or wet lump"),
        ("fever with a hot, growing or weeping lump",),
    ),
    (_("a hot, red or swollen hip"), (_HOT_HIP,)),
    (_("hip pain with fever or feeling ill"), (_HOT_HIP,)),
    (_("a swelling neck"), (_LOW_CALCIUM,)),
    (_("a blow to the head"), (_FALL, "any knock to the head on a blood thinner")),
    (_("a fall after which you cannot get up"), (_BLACKOUT,)),
    (_("black or bloody stool"), (_STOOL, _PLATELETS)),
    (_("red spots on your skin"), (_PLATELETS,)),
    (_("a sudden strong headache"), (_PLATELETS, _THIN)),
    (_("blood that you throw up"), (_STOOL, _THIN)),
    (_("bleeding that does not stop"), ("bleeding that does not stop", _THIN)),
)
LATER: Final = (
    (
        _("your breastbone clicks or moves, or its wound is red or wet"),
        "breastbone clicks, moves, or its wound turns red or wet",
    ),
    (_("a lump on your breastbone that is new, grows or hurts"), "new or growing lump at the breastbone"),
    (
        _("confusion, strong thirst, constipation or weakness"),
        "confusion, strong thirst, constipation or weakness",
    ),
    (
        _("pain day and night that rest does not ease, above all if you lose weight"),
        "constant pain day and night with weight loss or known cancer",
    ),
    (
        _("your lump leaks, its skin breaks, or you have a fever"),
        "discharge, fever or broken skin over a lump",
    ),
    (
        _("heart pain more often, or with less effort"),
        "heart pain more often, or with less effort",
    ),
    (
        _("big swelling, strong pain, or feeling tired that does not pass"),
        "marked swelling, strong pain, or tiredness that does not go away",
    ),
    (
        _("new bone pain at night or under load, or a bone that changes shape"),
        "new bone pain at night or on loading, or a bone that changes shape",
    ),
    (_("one leg or arm that is swollen, warm and sore"), "new calf swelling and pain"),
    (_("new numbness, tingling or weakness in a leg"), "new numbness, tingling or weakness in the leg"),
    (_("painful purple skin or a dark sore: do not rub it"), "painful purple patches of skin or a dark sore"),
    (
        _("fast weight gain, new swollen legs, or no breath lying flat"),
        "rapid weight gain, new leg swelling or breathlessness lying flat",
    ),
    (_("a pop at the injected hip, and then weakness"), "sudden pop with new weakness of the hip"),
    (
        _("a joint with a sudden sharp pain, or that locks or gives way"),
        "sudden sharp joint pain, locking or giving way",
    ),
    (
        _("tingling mouth or fingers, cramps, or a hand or foot that locks"),
        "tingling round the mouth or in the fingers, cramps, or a hand or foot that locks",
    ),
    (
        _("vomiting, diarrhoea or much less urine: ask which medicines to pause"),
        "vomiting, diarrhoea or much less urine",
    ),
    (_("your hip locks or gives way: do no standing exercise alone"), "hip locks or gives way"),
    (_("your hip is suddenly much worse: stop leg exercise"), "long-standing hip pain suddenly much worse"),
    (_("thin, broken or weeping skin over the lump"), "skin over the lump thin, broken or weeping"),
    (_("a lump that grows fast, or new lumps"), "a lump that grows fast, or new lumps"),
)
# Who a rule's word for a helper may be among the patient's own contacts.
HELPERS: Final = (
    ("surgical team", ("heart surgeon", "cardiac surgeon")),
    ("cardiology", ("cardiologist", "heart clinic")),
    ("doctor", ("general practitioner", "family doctor", "doctor")),
)
