"""A period in so many steps that a chart shows them all: months, years, or more years at once."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from dexcli.core.stats.counts import Counts, Person

MOST_MONTHS = 24  # a longer period is shown by the year
LAST_MONTHS = 12  # of a longer period, so many months besides
MOST_STEPS = 60
_MOST_QUARTERS = 120  # months of a period in which a person's course goes by quarters
_YEARS_AT_ONCE = (1, 10, 100, 1000)


class Step(Struct, frozen=True):
    """A part of the period: its name, and the keys of what counts in it."""

    name: str
    keys: tuple[int | str, ...]

    def sum_of(self, counts: Mapping[Any, int]) -> int:
        """Return how many times there were in it."""
        return sum(counts.get(key, 0) for key in self.keys)


def is_long(counts: Counts) -> bool:
    """Whether a period has more months than a chart shows."""
    return len(counts.months) > MOST_MONTHS


def months(counts: Counts) -> list[Step]:
    """Return the months of a period; of a long one, the last of them."""
    there = list(counts.months)
    shown = there[-LAST_MONTHS:] if is_long(counts) else there
    return [Step(month, (month,)) for month in shown]


def years(counts: Counts) -> list[Step]:
    """Return the years of a period, or tens of them where there are too many."""
    there = list(counts.years)
    if not there:
        return []
    at_once = next(
        (size for size in _YEARS_AT_ONCE if len(there) <= size * MOST_STEPS), _YEARS_AT_ONCE[-1]
    )
    if at_once == 1:
        return [Step(str(year), (year,)) for year in there]
    starts = range(there[0] // at_once * at_once, there[-1] + 1, at_once)
    return [
        Step(f"{start}-{start + at_once - 1}", tuple(range(start, start + at_once)))
        for start in starts
    ]


def quarters(counts: Counts) -> list[Step]:
    """Return the quarters of a period, the first and the last perhaps in part."""
    found: dict[str, list[str]] = {}
    for month in counts.months:
        year, _, number = month.partition("-")
        found.setdefault(f"{year} Q{(int(number) + 2) // 3}", []).append(month)
    return [Step(name, tuple(keys)) for name, keys in found.items()]


def pace(counts: Counts) -> str:
    """Return the name of the steps in which a person's course is shown."""
    number = len(counts.months)
    return "month" if number <= MOST_MONTHS else "quarter" if number <= _MOST_QUARTERS else "year"


def course(person: Person, counts: Counts) -> list[int]:
    """Return how many times with somebody in each step of the period."""
    match pace(counts):
        case "month":
            return [step.sum_of(person.months) for step in months(counts)]
        case "quarter":
            return [step.sum_of(person.months) for step in quarters(counts)]
        case _:
            return [step.sum_of(person.years) for step in years(counts)]
