"""Days as words, each with its date."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def back() -> Iterator[tuple[str, str]]:
    """Yield the words for today and the days before it, the latest first."""
    today = _today()
    yield "today", _shown(today)
    yield "yesterday", _shown(today - timedelta(days=1))
    for away in range(2, 7):
        day = today - timedelta(days=away)
        yield _WEEK[day.weekday()], _shown(day)


def ahead() -> Iterator[tuple[str, str]]:
    """Yield the words for the days after today, the next first."""
    today = _today()
    yield "tomorrow", _shown(today + timedelta(days=1))
    for away in range(2, 8):
        day = today + timedelta(days=away)
        yield _WEEK[day.weekday()], _shown(day)


def _today() -> date:
    try:
        return date.fromisoformat(os.environ.get("DEXCLI_TODAY", ""))
    except ValueError:
        return date.today()  # noqa: DTZ011 - the local date is what is meant


def _shown(day: date) -> str:
    return day.isoformat()
