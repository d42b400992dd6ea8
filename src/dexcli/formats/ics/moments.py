"""When an event is: the day on the clock of those who were there."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from dexcli.formats.ics.lines import Line

_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?\S*?(Z)?)?", re.ASCII)


def zone(name: str) -> tzinfo | None:
    """Return a time zone by its name in the IANA database, or None."""
    from zoneinfo import ZoneInfo  # only for a calendar

    try:
        return ZoneInfo(name.strip().strip("/"))
    except (ValueError, KeyError, OSError):
        return None


def parse(text: str, home: tzinfo | None) -> datetime | None:
    """Return a moment as a clock on the wall showed it, or None where it is none.

    What is in UTC is shown as in ``home``, the zone of the calendar; anything else
    as it stands, since it is meant where the event was.
    """
    found = _MOMENT.match(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        if found[7] and home is not None:
            moment = moment.astimezone(home)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=None)


def of_line(line: Line | None, home: tzinfo | None) -> datetime | None:
    """Return the moment of a DTSTART or RECURRENCE-ID."""
    return None if line is None else parse(line.value, home)


def has_time(line: Line) -> bool:
    """Return whether a moment has a time of day."""
    return "T" in line.value.upper()


def day_before(day: date, days: int) -> date:
    """Return the day so many days before, as far as the calendar goes."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min
