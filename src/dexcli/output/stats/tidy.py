"""The rows of `stats --csv`: one number a row, as tools for tables like them."""

from collections.abc import Iterator
from datetime import timedelta

from dexcli.core import words
from dexcli.core.circles import Circles
from dexcli.core.stats import Stats, touch

HEADER = ("measure", "period", "key", "value")
WHOLE = "all"  # the period of a number that is of all of it

Row = tuple[str, str, str, str]


def rows(stats: Stats) -> Iterator[Row]:
    """Yield a row for each number; days, and a person's months, only where there is one."""
    for measure, period, key, value in _numbers(stats):
        yield measure, period, key, str(value)


def circles(found: Circles) -> Iterator[Row]:
    """Yield for each of both days and each person the smallest circle they were in."""
    for each in found.places:
        if each.now is not None:
            yield "circle", str(found.on), each.handle, str(each.now)
        if each.before is not None:
            yield "circle", str(found.before), each.handle, str(each.before)


def _numbers(stats: Stats) -> Iterator[tuple[str, str, str, int]]:
    counts = stats.counts
    yield "interactions", WHOLE, "", counts.times
    for year, count in counts.years.items():
        yield "interactions", f"{year:04}", "", count
    for month, count in counts.months.items():
        yield "interactions", month, "", count
    for day, count in counts.days.items():
        yield "interactions", str(day), "", count
    for name, count in zip(words.WEEKDAYS, counts.weekdays, strict=True):
        yield "weekday", WHOLE, name, count
    for kind, count in counts.kinds.items():
        yield "kind", WHOLE, kind, count
    yield "silent", WHOLE, "", counts.silent
    for person in counts.people:
        yield "contact", WHOLE, person.handle, person.times
        for year, count in person.years.items():
            yield "contact", f"{year:04}", person.handle, count
        for month, count in person.months.items():
            yield "contact", month, person.handle, count
    yield from _touch(stats)
    for kept in stats.kept:
        yield "with_cadence", str(kept.on), "", kept.people
        yield "kept", str(kept.on), "", kept.kept


def _touch(stats: Stats) -> Iterator[tuple[str, str, str, int]]:
    two_ago, year_ago, until = touch.bounds(stats.until)
    day = timedelta(days=1)
    now, before = f"{year_ago + day}/{until}", f"{two_ago + day}/{year_ago}"
    for each in stats.touch:
        yield "touch", now, each.handle, each.now
        yield "touch", before, each.handle, each.before
