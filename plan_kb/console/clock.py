"""The time as the tables hold it."""
from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """Return the time in UTC, without a time zone."""
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


def local(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment of the tables in the time zone of this machine."""
    return moment.replace(tzinfo=datetime.timezone.utc).astimezone()
