"""The time as the tables hold it."""
from __future__ import annotations

import datetime

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
"""What clocks show in every district of China, whatever the machine's time zone is."""


def now() -> datetime.datetime:
    """Return the time in UTC, without a time zone."""
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


def local(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment of the tables in Beijing time."""
    return moment.replace(tzinfo=datetime.timezone.utc).astimezone(BEIJING)


def midnight(day: datetime.date) -> datetime.datetime:
    """Return when a day begins in Beijing, as the tables hold it."""
    begin = datetime.datetime.combine(day, datetime.time(), BEIJING)
    return begin.astimezone(datetime.timezone.utc).replace(tzinfo=None)
