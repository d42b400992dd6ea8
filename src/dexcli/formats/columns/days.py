"""Days as programs export them; the order of 05/03/2026 follows from its whole column."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from dexcli.core.dates import PartialDate

Order = Literal["dmy", "mdy", "ymd"]
# Never strptime("%b"): its names are those of the user's locale.
_WORDS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {
    name: number for number, name in enumerate(_WORDS, start=1)
}  # never strptime("%b"): its names are those of the user's locale
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ,].*)?")
_YEARLESS = re.compile(r"--(\d{1,2})-?(\d{1,2})")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})\.? )?([a-z]{3})[a-z]*\.? (\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?:[ ,].*)?", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:[ ,].*)?")
_MOST_MONTHS = 12


class DoubtfulDayError(ValueError):
    """A day that can be read two ways."""


def read(text: str, *, today: date, order: Order | None = None, ahead: bool = False) -> PartialDate:
    """Read ``01 Jan 2020``, ``2020-01-01``, ``--03-07``, ``Mar 2020``, ``31.1.2020``, ``1/31/20``.

    A time of day behind it is dropped. Days with dots are day first: no
    country writes the month first with dots. A year of two digits is the
    latest that isn't after this one, unless the day may lie ``ahead``.

    Raises:
        DoubtfulDayError: It is 05/03/2026, and ``order`` doesn't say which is the day.
        ValueError: It is no day.
    """
    bare = " ".join(text.split())
    if found := _ISO.fullmatch(bare) or _YEAR_FIRST.fullmatch(bare):
        year, month, day = found.groups()
        return PartialDate.checked(int(year), int(month), int(day) if day else None)
    if found := _YEARLESS.fullmatch(bare):
        return PartialDate.checked(None, int(found[1]), int(found[2]))
    if found := _NUMBERS.fullmatch(bare):
        year_number = _year(found[4], today, ahead=ahead)
        return _numbered(bare, int(found[1]), int(found[3]), year_number, order or _by(found))
    if found := _DAY_FIRST.fullmatch(bare):
        first, word, year = found.groups()
        return PartialDate.checked(int(year), _month(word, text), int(first) if first else None)
    if found := _MONTH_FIRST.fullmatch(bare):
        word, first, year = found.groups()
        return PartialDate.checked(int(year), _month(word, text), int(first))
    return PartialDate.parse(bare)


def order_of(cells: Iterable[str]) -> Order | None:
    """Return the order that a column must have: one of its days has a part above 12.

    None where none has, or where the column contradicts itself.
    """
    orders: set[Order] = set()
    for cell in cells:
        if found := _NUMBERS.fullmatch(" ".join(cell.split())):
            one, two = int(found[1]), int(found[3])
            if one > _MOST_MONTHS >= two:
                orders.add("dmy")
            if two > _MOST_MONTHS >= one:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _by(found: re.Match[str]) -> Order | None:
    return "dmy" if found[2] == "." else None


def _numbered(text: str, one: int, two: int, year: int, order: Order | None) -> PartialDate:
    if order == "dmy" or one > _MOST_MONTHS or (order is None and one == two):
        return PartialDate.checked(year, two, one)
    if order == "mdy" or two > _MOST_MONTHS:
        return PartialDate.checked(year, one, two)
    raise DoubtfulDayError(f"{text!r} doesn't say which is the day and which the month")


def _year(text: str, today: date, *, ahead: bool) -> int:
    if len(text) > 2:  # noqa: PLR2004 - digits
        return int(text)
    year = today.year - today.year % 100 + int(text)
    return year if ahead or year <= today.year else year - 100


def _month(word: str, text: str) -> int:
    if (number := _MONTHS.get(word.lower())) is None:
        raise ValueError(f"{text!r} has no month of the English calendar")
    return number
