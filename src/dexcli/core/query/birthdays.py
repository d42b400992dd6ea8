"""`birthday:`: a month, a day of the year, a year, what is near, or when somebody was born."""

import re
from collections.abc import Callable
from datetime import date

from dexcli.core.dates import PartialDate
from dexcli.core.query import days
from dexcli.core.query.days import Seen, Window

Born = Callable[[PartialDate | None], bool]
_YEARLY = re.compile(r"(?P<month>\d{1,2})(?:-(?P<day>\d{2}))?")
_IN_YEARS = re.compile(r"\d+\s*(?:y|a)", re.IGNORECASE)
_LAST_DAY = 31
_MONTHS = 12
_EXPECTED = "12 (a month), 12-10, 1815, <30d, today, 1980..1989 or none"


def parse(text: str, seen: Seen) -> Born:
    """Return the test of a birthday; ``seen`` looks ahead.

    Raises:
        ValueError: It is no day, month or year.
    """
    plain = " ".join(text.split())
    mark, rest = days.compared(plain)
    if plain.lower() == days.NONE:
        return lambda born: born is None
    if mark and days.is_age(rest):
        return _near(mark, rest, seen)
    if mark:
        return _born_in(plain, seen)
    if ".." in plain:
        start, _, end = (part.strip() for part in plain.partition(".."))
        first, last = _YEARLY.fullmatch(start), _YEARLY.fullmatch(end)
        return _between(first, last) if first and last else _born_in(plain, seen)
    return _on(plain, seen)


def _near(mark: str, age: str, seen: Seen) -> Born:
    """Return whether the next birthday is so near, or farther."""
    if _IN_YEARS.match(age):
        raise ValueError(f"{age!r}: each birthday comes within a year; expected {_EXPECTED}")
    window = days.parse_window(f"{mark}{age}", seen)
    assert window is not None, "an age is a window"

    def holds(born: PartialDate | None) -> bool:
        if born is None or born.month is None or born.day is None:
            return False
        return window.holds(days.next_yearly(born.month, born.day, seen.today))

    return holds


def _born_in(text: str, seen: Seen) -> Born:
    """Return whether somebody was born in a window of years."""
    window: Window | None = days.parse_window(text, seen)
    assert window is not None, "it isn't `none`"
    return lambda born: born is not None and born.year is not None and window.holds(born.first)


def _between(start: re.Match[str], end: re.Match[str]) -> Born:
    """Return whether a birthday lies between two days of the year, over its end too."""
    first = _month(start), int(start["day"] or 1)
    last = _month(end), int(end["day"] or _LAST_DAY)

    def holds(born: PartialDate | None) -> bool:
        if born is None or born.month is None:
            return False
        on = born.month, born.day or 1
        return first <= on <= last if first <= last else on >= first or on <= last

    return holds


def _on(text: str, seen: Seen) -> Born:
    if (found := _YEARLY.fullmatch(text)) is not None and found["day"] is None:
        month = _month(found)
        return lambda born: born is not None and born.month == month
    try:
        asked = PartialDate.parse(text)
    except ValueError:
        return _celebrated(text, seen)
    return lambda born: (
        born is not None
        and all(
            want is None or want == have
            for want, have in zip(_parts(asked), _parts(born), strict=True)
        )
    )


def _celebrated(text: str, seen: Seen) -> Born:
    """Return whether a birthday falls on a day in words: ``today``, ``10 December``, ``march``."""
    try:
        on = days.day_of(text, seen)
    except ValueError as error:
        why, _, _ = str(error).partition("; expected")
        raise ValueError(f"{why}; expected {_EXPECTED}") from None
    has_year = on.year is not None and f"{on.year:04}" in text
    if has_year:
        return lambda born: (
            born is not None
            and _parts(born)[: len(str(on).split("-"))]
            == tuple(part for part in _parts(on) if part is not None)
        )
    day: date | None = on.full

    def holds(born: PartialDate | None) -> bool:
        if born is None or born.month is None:
            return False
        if day is None or born.day is None:
            return day is None and born.month == on.month
        return days.next_yearly(born.month, born.day, day) == day

    return holds


def _month(found: re.Match[str]) -> int:
    month = int(found["month"])
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"{found['month']!r} is no month; expected {_EXPECTED}")
    return month


def _parts(day: PartialDate) -> tuple[int | None, int | None, int | None]:
    return day.year, day.month, day.day
