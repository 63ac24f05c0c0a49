"""The sixteen items (nineteen boxes) of the Consensus on Exercise Reporting Template, in our own words."""

from __future__ import annotations

from typing import Final

CLINIC: Final = "To be filled by the clinic: {what}."
ITEMS: Final = {
    "1": "What equipment",
    "2": "Who delivers it, with what qualification",
    "3": "Alone or in a group",
    "4": "Supervised or not, and how",
    "5": "How adherence is measured",
    "6": "How motivation is kept",
    "7a": "What decides that it moves up",
    "7b": "How it moves up",
    "8": "Each exercise, so that it can be repeated",
    "9": "Part done at home",
    "10": "Parts that are not exercise",
    "11": "Adverse events: how they are noted",
    "12": "Where it is done",
    "13": "The dose",
    "14a": "Tailored or the same for all",
    "14b": "How it is tailored",
    "15": "What decides where it begins",
    "16a": "How keeping to the plan will be judged",
    "16b": "How far it was kept",
}
