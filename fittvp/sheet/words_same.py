"""One sign has one name: which words on other pages say what a line of page one says, part by part.

A part whose sign stands at a higher urgency elsewhere is left out here; the other parts of its line stay.
It refuses to call two signs one where what the patient sees differs (heart pain now, and heart pain more often).
"""

from __future__ import annotations

from typing import Final

from fittvp.sheet.tongue import mark as _

_CONFUSED: Final = "new confusion or being hard to wake"
_WEAK: Final = "new weakness"
_NUMB: Final = "new numbness"
_RACING: Final = "a racing or jumping heart"
_CALF: Final = "a swollen, sore calf"
_POP: Final = "a pop or giving way in a hip or leg"
_BONE: Final = "sudden hip, groin or back pain"

# What a check before a session asks, as its line begins, and the signs it holds.
ASKED: Final = (
    ("chest pain or pressure", ("chest pain or pressure",)),
    ("short of breath while you rest", ("trouble with your breath",)),
    ("new weakness", (_WEAK,)),
    ("confusion", (_CONFUSED,)),
    ("fainting or near-fainting", ("fainting",)),
    ("a racing or jumping heart", (_RACING,)),
    ("calf pain with swelling", (_CALF,)),
    ("strong muscle pain, weakness or dark urine", ("cola-dark urine with strong muscle pain",)),
    ("fever, vomiting, diarrhoea, much less urine", ("fever",)),
    ("fever", ("fever",)),
    ("temperature 37.", ("fever",)),
    ("temperature 38", ("fever",)),
    ("your breastbone clicks or moves", ("breastbone",)),
)
# Signs of rules that a line in their own words says at once; the sign's name elsewhere.
AT_ONCE: Final = {"temperature of 38 or more, or shivers": ("fever",)}
# A sign of a rule in its parts, each with the sign it is; "": a sign of its own. One that is whole or not is not marked.
PARTS: Final = {
    "confusion, strong thirst, constipation or weakness": (
        (_("confusion"), _CONFUSED),
        (_("strong thirst"), ""),
        (_("constipation"), ""),
        (_("weakness"), _WEAK),
    ),
    "suddenly more muddled or sleepy than usual": (("suddenly more muddled or sleepy", _CONFUSED),),
    "new calf swelling and pain": (
        (_("a swollen, sore calf"), _CALF),
        (_("a thigh or arm that is swollen, warm and sore"), ""),
    ),
    "new numbness, tingling or weakness in the leg": (
        (_("new numbness in a leg"), _NUMB),
        (_("new tingling in a leg"), ""),
        (_("new weakness in a leg"), _WEAK),
    ),
    "sudden sharp joint pain, locking or giving way": (
        (_("a joint with a sudden sharp pain"), ""),
        (_("a joint that locks"), "locks"),
        (_("a joint that gives way"), _POP),
    ),
    "hip locks or gives way": (
        (_("your hip locks"), "locks"),
        (_("your hip gives way"), _POP),
    ),
    "sudden pop with new weakness of the hip": ((_("a pop at the injected hip, and then weakness"), _POP),),
    "long-standing hip pain suddenly much worse": (
        (_("your hip is suddenly much worse: stop leg exercise"), _BONE),
    ),
    "sudden sharp back pain after a cough, a bend or a small fall": (
        ("sudden sharp back pain after a cough, a bend or a small fall", _BONE),
    ),
    "sudden back pain": (("sudden back pain", _BONE),),
    "racing or skipping heart beat that lasts more than a few minutes": (
        ("a racing or skipping heart for more than a few minutes", _RACING),
    ),
    "uneven heart beat that lasts longer or runs faster than usual": (
        ("an uneven heart beat, longer or faster than usual", _RACING),
    ),
    "discharge, fever or broken skin over a lump": (
        (_("your lump leaks"), "a lump that leaks"),
        (_("the skin over your lump breaks"), "broken skin over a lump"),
        (_("you have a fever"), "fever"),
    ),
    "skin over the lump thin, broken or weeping": (
        (_("thin skin over the lump"), ""),
        (_("broken skin over the lump"), "broken skin over a lump"),
        (_("weeping skin over the lump"), "a lump that leaks"),
    ),
    "breastbone clicks, moves, or its wound turns red or wet": (
        (_("your breastbone clicks or moves, or its wound is red or wet"), "breastbone"),
    ),
}
