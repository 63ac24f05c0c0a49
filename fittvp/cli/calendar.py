"""The calendar file (.ics, RFC 5545) of a patient's sessions, for a telephone.

Floor: cli. Whole days without a time of day, and nothing that names a condition. The same plan gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fittvp.model.plan import Plan
    from fittvp.model.tongue import Tongue


def calendar_of(plan: Plan, tongue: Tongue) -> bytes:
    """The file of a plan in a language; a calendar without entries where nothing may go on."""
    from icalendar import Calendar, Event

    from fittvp.sheet.agenda import agenda
    from fittvp.sheet.tongue import speaking

    made = Calendar()
    made.add("prodid", "-//fittvp//exercise plan//EN")
    made.add("version", "2.0")
    stamp = dt.datetime.combine(dt.date.fromisoformat(plan.as_of), dt.time(), dt.UTC)
    with speaking(tongue):
        entries = agenda(plan)
    for one in entries:
        event = Event()
        event.add("uid", f"{one.key}@fittvp")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.on)
        event.add("dtend", one.on + dt.timedelta(days=1))
        event.add("summary", one.title)
        if one.words:
            event.add("description", one.words)
        event.add("sequence", len(plan.events))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
