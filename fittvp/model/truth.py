"""Three answers: no, unknown, yes.

Floor: model. The tables are written out so that a reader can check them.
It refuses to be used as a bool: `if truth:` would turn unknown into yes or no in silence.
"""

from __future__ import annotations

from enum import Enum


class Truth(Enum):
    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    def __bool__(self) -> bool:
        raise TypeError("A Truth is not a bool: ask `is Truth.YES`, `is Truth.NO` or `is Truth.UNKNOWN`.")


NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES

AND: dict[tuple[Truth, Truth], Truth] = {
    (NO, NO): NO,
    (NO, UNKNOWN): NO,
    (NO, YES): NO,
    (UNKNOWN, NO): NO,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, YES): UNKNOWN,
    (YES, NO): NO,
    (YES, UNKNOWN): UNKNOWN,
    (YES, YES): YES,
}

OR: dict[tuple[Truth, Truth], Truth] = {
    (NO, NO): NO,
    (NO, UNKNOWN): UNKNOWN,
    (NO, YES): YES,
    (UNKNOWN, NO): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, YES): YES,
    (YES, NO): YES,
    (YES, UNKNOWN): YES,
    (YES, YES): YES,
}

NOT: dict[Truth, Truth] = {NO: YES, UNKNOWN: UNKNOWN, YES: NO}
