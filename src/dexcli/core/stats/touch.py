"""Who one is more in touch with than the year before, and who less."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from dexcli.core import dates
from dexcli.core.stats.times import Time

YEAR = 12  # months


class Touch(Struct, frozen=True):
    """How many times in the last twelve months, and in the twelve before."""

    handle: str
    now: int
    before: int


def changes(times: Iterable[Time], *, until: date) -> tuple[Touch, ...]:
    """Return with whom there was more or less than the year before, who gained most first.

    The year is the twelve months that end with ``until``: of 22 November 2026, from
    23 November 2025 on. Who had as many as before isn't there.
    """
    two_ago, year_ago, _ = bounds(until)
    now: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for time in times:
        day = time.on.first
        if day > two_ago:
            (now if day > year_ago else before).update(time.handles)
    found = [Touch(handle, now[handle], before[handle]) for handle in now.keys() | before.keys()]
    changed = [each for each in found if each.now != each.before]
    return tuple(sorted(changed, key=lambda each: (each.before - each.now, each.handle)))


def bounds(until: date) -> tuple[date, date, date]:
    """Return on which day each of the two years ends, and before that the one before both."""
    return _before(until, 2 * YEAR), _before(until, YEAR), until


def gaining(found: Iterable[Touch]) -> list[Touch]:
    """Return with whom there is more than the year before, the most first."""
    return [each for each in found if each.now > each.before]


def losing(found: Iterable[Touch]) -> list[Touch]:
    """Return with whom there is less than the year before, who lost most first."""
    lost = [each for each in found if each.now < each.before]
    return sorted(lost, key=lambda each: (each.now - each.before, each.handle))


def _before(day: date, months: int) -> date:
    try:
        return dates.add_months(day, -months)
    except OverflowError:
        return date.min
