"""Days as far as they are known, and how they stand in a file."""

import calendar
import re
from datetime import date, datetime
from typing import Self

from msgspec import Struct

LEAP_YEAR = 2000  # any leap year: 29 February must be a day of a yearless date
_TEXT = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?|(?P<md>\d{2}-\d{2}))"
)


class PartialDate(Struct, frozen=True, kw_only=True):
    """A day of which the year, the month or the day may be unknown.

    Either the year is known (with the month, with month and day, or alone), or
    the month and the day are, as with a birthday whose year nobody told.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the full date that ``day`` is."""
        return cls(year=day.year, month=day.month, day=day.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``1815-12-10``, ``1815-12``, ``1815`` or ``12-10``.

        Raises:
            ValueError: It is none of these, or no such day exists.
        """
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no date; expected 1815-12-10, 1815-12, 1815 or 12-10")
        if found["md"]:
            month, day = found["md"].split("-")
            return cls.checked(None, int(month), int(day))
        year, month, day = found["year"], found["month"], found["day"]
        return cls.checked(
            int(year),
            int(month) if month is not None else None,
            int(day) if day is not None else None,
        )

    @classmethod
    def checked(cls, year: int | None, month: int | None, day: int | None) -> Self:
        """Return this date.

        Raises:
            ValueError: No such day exists, such as 31 February.
        """
        try:
            date(
                LEAP_YEAR if year is None else year,
                1 if month is None else month,
                1 if day is None else day,
            )
        except ValueError as error:
            shown = "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
            raise ValueError(f"{shown} is no day of the calendar ({error})") from None
        return cls(year=year, month=month, day=day)

    @property
    def full(self) -> date | None:
        """The day itself where year, month and day are known, else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """The first day it can be: 2026-11 counts as 1 November 2026.

        Only for a date whose year is known.
        """
        assert self.year is not None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can be: 2026-11 ends on 30 November 2026."""
        assert self.year is not None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.year is not None and self.month is not None and self.day is not None:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"  # nearly always
        if self.year is None:
            return f"{self.month:02}-{self.day:02}"
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_toml(cls, value: object) -> Self:
        """Read a TOML value: a native date, a string, or a year as a number.

        Raises:
            ValueError: The value is no date that a file may hold.
        """
        if type(value) is date:  # nearly always, and a datetime is a date too
            return cls(year=value.year, month=value.month, day=value.day)
        match value:
            case datetime():
                raise ValueError(f"a day has no time of day; write {value.date().isoformat()}")
            case bool():
                raise ValueError(f"{str(value).lower()} is no date")
            case int() if date.min.year <= value <= date.max.year:
                return cls(year=value)
            case str():
                return cls.parse(value)
            case _:
                raise ValueError(f'{value!r} is no date; expected 1815-12-10, "1815-12" or 1815')

    def to_toml(self) -> date | str | int:
        """Return the value that stands for it in a file."""
        if (full := self.full) is not None:
            return full
        if self.year is not None and self.month is None:
            return self.year
        return str(self)


def day_in_year(month: int, day: int, year: int) -> date:
    """Return this yearly day in ``year``; 29 February is the 28th in other years."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """Return ``day`` moved by calendar months, clamped to the month's end.

    Raises:
        OverflowError: The result lies outside the calendar's years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        raise OverflowError("outside the years 1 to 9999")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
