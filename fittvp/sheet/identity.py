"""Which plan a page belongs to: its id, its version, and a value that changes with anything in its record.

Printed on every page and in the code on the diary; it holds no health data. It refuses to know names.
"""

from __future__ import annotations

from fittvp.model.plan import Plan

_LETTERS = 8  # of the hash of the last event: enough to tell two records of one patient apart


def version(plan: Plan) -> int:
    """How many entries the record has: 1 as first printed, one more with each review or adjustment."""
    return max(1, len(plan.events))


def check(plan: Plan) -> str:
    """The start of the hash that seals the last entry, and with it every one before it."""
    return plan.events[-1].hash[:_LETTERS] if plan.events else ""


def code(plan: Plan) -> str:
    """What the square code says: `fittvp:ID:VERSION:CHECK`."""
    return f"fittvp:{plan.id}:{version(plan)}:{check(plan)}"
