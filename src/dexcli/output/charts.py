"""Charts made of characters: bars, a year of days, the course of a number."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from dexcli.core import words

MONTHS = [name[:3] for name in words.MONTHS]
DAYS = [name[:3] for name in words.WEEKDAYS]
_LEVELS = 4  # of more than nothing: as many as four shades can be told apart
_WEEK = 7  # days


class Marks(Struct, frozen=True):
    """The characters that charts are made of; nothing is told by colour alone."""

    parts: str  # of a bar's last character, the whole one last
    heights: str  # of a column, from the least on
    shades: str  # of a day, from the least on
    nothing: str
    to: str  # from a number to another
    becomes: str  # from what was to what is
    cut: str  # where a name ends early
    fills: bool  # a shade twice is a wide one; a digit twice would be another number


FINE = Marks("▏▎▍▌▋▊▉█", "▁▂▃▄▅▆▇█", "░▒▓█", "·", "–", "→", "…", fills=True)
PLAIN = Marks("#", "123456789", "1234", ".", "-", "->", "~", fills=False)


def marks_for(encoding: str | None, environ: Mapping[str, str]) -> Marks:
    """Return the marks that a stream and its locale can show: plain ones where it is ASCII.

    Python writes UTF-8 also in the locale C (PEP 540), whose screen may show none of it.
    """
    try:
        f"{FINE.parts}{FINE.heights}{FINE.shades}".encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    named = next(
        (environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), ""
    )
    bare, _, charset = named.partition("@")[0].partition(".")
    if charset:
        return FINE if charset.lower().replace("-", "") == "utf8" else PLAIN
    return PLAIN if bare in ("C", "POSIX") else FINE


def bar(value: float, *, most: float, width: int, marks: Marks) -> str:
    """Return a bar of at most ``width`` characters; whatever is more than nothing shows."""
    if value <= 0 or most <= 0:
        return ""
    fineness = len(marks.parts)
    parts = max(1, min(round(value / most * width * fineness), width * fineness))
    whole, rest = divmod(parts, fineness)
    return marks.parts[-1] * whole + (marks.parts[rest - 1] if rest else "")


def course(values: Sequence[int], marks: Marks) -> str:
    """Return a column for each value, scaled to the largest; nothing has a mark of its own."""
    most = max(values, default=0)
    return "".join(_height(value, most, marks) for value in values)


def _height(value: int, most: int, marks: Marks) -> str:
    if value <= 0:
        return marks.nothing
    return marks.heights[math.ceil(value / most * len(marks.heights)) - 1]


class Year(Struct, frozen=True):
    """A year of days as rows of cells: level 0 to 4, None for a day that isn't in it."""

    months: tuple[tuple[int, str], ...]  # at which week which month's name stands
    rows: tuple[tuple[int | None, ...], ...]  # Monday first, a week a cell
    legend: tuple[tuple[int, int, int], ...]  # level, from how many, to how many


def year(days: Mapping[date, int], *, since: date, until: date, weeks: int) -> Year:
    """Return so many weeks up to the one of ``until``; days before ``since`` aren't in it."""
    last = until.toordinal() - until.weekday()
    mondays = [last - _WEEK * back for back in range(max(weeks, 1)) if last > _WEEK * back]
    there = [date.fromordinal(day) for day in reversed(mondays)]
    span = max(since, there[0]), until
    # No day before it counts, or the legend would tell of what isn't shown.
    most = max((number for day, number in days.items() if span[0] <= day <= until), default=0)
    rows = tuple(
        tuple(_level_on(monday, weekday, days, span, most) for monday in there)
        for weekday in range(_WEEK)
    )
    return Year(tuple(_names(there, span)), rows, tuple(_legend(most)))


def level(count: int, most: int) -> int:
    """Return how dark a day is, from 0 to 4; a few times need no scale."""
    if most <= _LEVELS:
        return count
    return 0 if count == 0 else 1 + (count - 1) * _LEVELS // most


def _level_on(
    monday: date, weekday: int, days: Mapping[date, int], span: tuple[date, date], most: int
) -> int | None:
    ordinal = monday.toordinal() + weekday
    if not span[0].toordinal() <= ordinal <= span[1].toordinal():
        return None
    return level(days.get(date.fromordinal(ordinal), 0), most)


def _names(mondays: Sequence[date], span: tuple[date, date]) -> Iterator[tuple[int, str]]:
    """Yield in which week each month begins, of those weeks that show a day."""
    for place, monday in enumerate(mondays):
        sunday = date.fromordinal(min(monday.toordinal() + 6, date.max.toordinal()))
        if sunday.day <= _WEEK and sunday >= span[0]:
            yield place, MONTHS[sunday.month - 1]


def _legend(most: int) -> Iterator[tuple[int, int, int]]:
    levels: dict[int, list[int]] = {}
    for count in range(1, most + 1):
        levels.setdefault(level(count, most), []).append(count)
    for each, counts in levels.items():
        yield each, counts[0], counts[-1]
