"""How many times: by year, month, day, weekday, kind and person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.stats.times import Time, months


class Person(Struct, frozen=True, kw_only=True):
    """How many times one was in touch with somebody."""

    handle: str
    times: int
    last: PartialDate
    years: dict[int, int]  # only those with a time
    months: dict[str, int]  # likewise; less than ``times`` where a month isn't known


class Counts(Struct, frozen=True, kw_only=True):
    """How many times in a period; of several people at once is one time, and one of each.

    What is known to the month counts in no day and no weekday, and what is known to
    the year in no month either: the sums of the parts may be less than the whole.
    """

    times: int = 0
    first: PartialDate | None = None  # of the first time there was, and the last
    last: PartialDate | None = None
    years: dict[int, int] = {}  # from the first to the last of the period, those without any too
    months: dict[str, int] = {}  # likewise, as "2024-03"
    days: dict[date, int] = {}  # only those with a time, in order
    weekdays: tuple[int, ...] = (0,) * 7  # Monday first
    kinds: dict[str, int] = {}  # the most first, equals by the alphabet
    people: tuple[Person, ...] = ()  # who was there, the most first, equals by handle
    silent: int = 0  # how many contacts were there not once

    @property
    def without_month(self) -> int:
        """Of how many times only the year is known."""
        return self.times - sum(self.months.values())


def counted(
    times: Sequence[Time], contacts: Sequence[Contact], *, since: date | None, until: date
) -> Counts:
    """Return the counts of the times from ``since`` on, of which all began by ``until``.

    The years and months begin with ``since``; None is where there are no times at all.
    """
    if since is None:
        return Counts(silent=len(contacts))
    there = [time for time in times if time.on.first >= since]
    days = Counter(time.day for time in there if time.day is not None)
    in_month = Counter(time.month for time in there)
    in_year = Counter(time.on.year for time in there)
    weekdays = Counter(time.day.weekday() for time in there if time.day is not None)
    people = _people(there)
    return Counts(
        times=len(there),
        first=there[0].on if there else None,
        last=there[-1].on if there else None,
        years={year: in_year[year] for year in range(since.year, until.year + 1)},
        months={month: in_month[month] for month in months(since, until)},
        days=dict(sorted(days.items())),
        weekdays=tuple(weekdays[number] for number in range(7)),
        kinds=_most_first(Counter(time.kind for time in there)),
        people=people,
        silent=len(contacts) - len(people),
    )


def _people(times: Iterable[Time]) -> tuple[Person, ...]:
    theirs: dict[str, list[Time]] = defaultdict(list)
    for time in times:
        for handle in time.handles:
            theirs[handle].append(time)
    found = [_person(handle, there) for handle, there in theirs.items()]
    return tuple(sorted(found, key=lambda person: (-person.times, person.handle)))


def _person(handle: str, times: Sequence[Time]) -> Person:
    return Person(
        handle=handle,
        times=len(times),
        last=max((time.on for time in times), key=lambda on: on.first),
        years=dict(Counter(time.on.first.year for time in times)),
        months=dict(Counter(time.month for time in times if time.month is not None)),
    )


def _most_first(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
