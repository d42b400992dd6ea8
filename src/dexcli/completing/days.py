"""Days as words, each with its date."""

from collections.abc import Iterator
from datetime import date, timedelta

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def back(today: date) -> Iterator[tuple[str, str]]:
    """Yield the words for today and the days before it, the latest first."""
    yield "today", _shown(today)
    yield "yesterday", _shown(today - timedelta(days=1))
    for away in range(2, 7):
        day = today - timedelta(days=away)
        yield _WEEK[day.weekday()], _shown(day)


def ahead(today: date) -> Iterator[tuple[str, str]]:
    """Yield the words for the days after today, the next first."""
    yield "tomorrow", _shown(today + timedelta(days=1))
    for away in range(2, 8):
        day = today + timedelta(days=away)
        yield _WEEK[day.weekday()], _shown(day)


def today_of(given: str) -> date:
    """Return the day that is given as YYYY-MM-DD, or today's where that is none."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return date.today()  # noqa: DTZ011 - the local date is what is meant


def _shown(day: date) -> str:
    return day.isoformat()
