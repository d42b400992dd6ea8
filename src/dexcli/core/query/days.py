"""Days in a filter: a day, month, year, range or age becomes the window that they make."""

import re
from dataclasses import dataclass
from datetime import date

from dexcli.core import dates
from dexcli.core.cadence import Cadence, Unit
from dexcli.core.dates import PartialDate
from dexcli.core.when import Facing, parse_when

NONE = "none"
EXPECTED = "2026-03, yesterday, <30d, >1y, 2026-01..2026-03 or none"
_COMPARED = re.compile(r"\s*(<=|>=|<|>)\s*(.*)", re.DOTALL)
_AGE = re.compile(r"\d{1,4}\s*[^\W\d_]+\.?")
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Window:
    """The days from ``first`` to ``last``, both counted as `date.toordinal` does."""

    first: int = _FIRST
    last: int = _LAST

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day.toordinal() <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """From where days are read: the day it is, where they lie, how 05/03/2026 is read."""

    today: date
    facing: Facing
    order: str | None = None


def parse_window(text: str, seen: Seen) -> Window | None:
    """Read the value of a key such as ``last:``; None is ``none``, where there is no day.

    ``<30d`` is nearer than thirty days, ``>30d`` farther, whichever way the days
    lie; looking back, what is nearer isn't ahead. ``>2026-03`` is after that
    month, ``<2026-03`` before it.

    Raises:
        ValueError: It is no day.
    """
    plain = " ".join(text.split())
    if plain.lower() in {NONE, "never"}:
        return None
    if (found := _COMPARED.fullmatch(plain)) is not None:
        mark, rest = found.groups()
        return _aged(mark, rest, seen) if is_age(rest) else _compared(mark, rest, seen)
    if ".." in plain:
        return _range(plain, seen)
    if is_age(plain):
        raise ValueError(f"{plain!r} is an age; expected <{plain} (less) or >{plain} (more)")
    whole = day_of(plain, seen)
    return Window(whole.first.toordinal(), whole.last.toordinal())


def compared(text: str) -> tuple[str, str]:
    """Return the sign before a value, "" without one, and the value."""
    found = _COMPARED.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def is_age(text: str) -> bool:
    """Whether a text is a number and a unit, such as ``30d`` or ``2 weeks``."""
    if _AGE.fullmatch(text) is None:
        return False
    try:
        return not Cadence.parse(text).is_never
    except ValueError:
        return False


def at_distance(text: str, seen: Seen) -> int:
    """Return the day so far from today, as an ordinal that may lie outside the calendar."""
    age = Cadence.parse(text)
    count, sign = age.count or 0, seen.facing.value
    if age.unit in {Unit.DAY, Unit.WEEK}:
        return seen.today.toordinal() + sign * count * (7 if age.unit is Unit.WEEK else 1)
    months = count * (12 if age.unit is Unit.YEAR else 1)
    try:
        return dates.add_months(seen.today, sign * months).toordinal()
    except OverflowError:
        return _FIRST - 1 if sign < 0 else _LAST + 1


def day_of(text: str, seen: Seen) -> PartialDate:
    """Return a day, month or year as it is typed elsewhere.

    Raises:
        ValueError: It is none.
    """
    try:
        return parse_when(text, today=seen.today, facing=seen.facing, order=seen.order)
    except ValueError as error:
        why, expected, _ = str(error).partition("is no date; expected")
        raise ValueError(f"{why}is no day; expected {EXPECTED}" if expected else why) from None


def _aged(mark: str, text: str, seen: Seen) -> Window:
    edge = at_distance(text, seen)
    inner = 0 if mark.endswith("=") else 1
    nearer, back = mark.startswith("<"), seen.facing is Facing.BACK
    if back:
        return Window(edge + inner, seen.today.toordinal()) if nearer else Window(last=edge - inner)
    return Window(last=edge - inner) if nearer else Window(edge + inner)


def _compared(mark: str, text: str, seen: Seen) -> Window:
    whole = day_of(text, seen)
    first, last = whole.first.toordinal(), whole.last.toordinal()
    match mark:
        case "<":
            return Window(last=first - 1)
        case "<=":
            return Window(last=last)
        case ">":
            return Window(last + 1)
        case _:
            return Window(first)


def _range(text: str, seen: Seen) -> Window:
    start, _, end = (part.strip() for part in text.partition(".."))
    if not start and not end:
        raise ValueError(f"{text!r} has no day; expected one such as 2026-01..2026-03")
    first = day_of(start, seen).first.toordinal() if start else _FIRST
    last = day_of(end, seen).last.toordinal() if end else _LAST
    if first > last:
        raise ValueError(f"{text!r} ends before it begins")
    return Window(first, last)


def next_yearly(month: int, day: int, today: date) -> date:
    """Return when a yearly day comes next, today or later."""
    this = dates.day_in_year(month, day, today.year)
    if this >= today or today.year == date.max.year:
        return this
    return dates.day_in_year(month, day, today.year + 1)
