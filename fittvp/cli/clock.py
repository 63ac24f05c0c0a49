"""The only clock: which day a plan is for.

Floor: cli. It refuses days that no plan can be for; everything below is told the day.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import Any

import click

EARLIEST = dt.date(1990, 1, 1)
AHEAD = dt.timedelta(days=366)


def today() -> dt.date:
    """The day of the computer's clock, where it stands."""
    return dt.date.today()


class Day(click.ParamType[dt.date]):
    """A day as YYYY-MM-DD, from 1990 to a year ahead."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        try:
            day = dt.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
        except ValueError:
            day = None
        if day is None:
            self.fail("is no day; write it as YYYY-MM-DD, such as 2026-11-23.", param, ctx)
        if day < EARLIEST:
            self.fail(f"{day} is before {EARLIEST.year}; no plan is for so early a day.", param, ctx)
        if day > today() + AHEAD:
            self.fail(f"{day} is more than a year ahead; nobody can know the facts of that day.", param, ctx)
        return day


DAY = Day()


def stamp() -> str:
    """The present minute in UTC, as an event records it; SOURCE_DATE_EPOCH stands in for the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else None
    moment = dt.datetime.now(dt.UTC) if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%MZ")
