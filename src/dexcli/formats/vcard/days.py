"""Days as cards have them, and ours as a card has them."""

import functools
import re

from dexcli.core.dates import PartialDate

# A year that stands for none: Apple's, which is a leap year.
# Source: exports of Apple Contacts; X-APPLE-OMIT-YEAR names it.
_NO_YEAR = 1604
_LONG = 64  # characters; what is longer isn't kept in memory
_DAY = re.compile(
    r"(?:(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})|--(?P<m>\d{2})-?(?P<d>\d{2})"
    r"|(?P<y>\d{4})(?:-(?P<ym>\d{2}))?)(?:T.*|[ ].*)?"
)


def parse(value: str, omitted: str = "") -> PartialDate | None:
    """Return the day that a value says, with as much of it as is known; None for none.

    ``omitted`` is the year that stands for no year (X-APPLE-OMIT-YEAR). A time of
    day and its zone say nothing of the day.

    Source: RFC 6350 §4.3.1, RFC 2426 §3.1.5, exports of Apple, Google and Fastmail.
    """
    bare = value.strip()
    is_usual = len(bare) <= _LONG and len(omitted) <= _LONG
    return _usual(bare, omitted) if is_usual else _parsed(bare, omitted)


@functools.lru_cache(maxsize=4096)  # the days of so many people are few
def _usual(value: str, omitted: str) -> PartialDate | None:
    return _parsed(value, omitted)


def _parsed(value: str, omitted: str) -> PartialDate | None:
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    try:
        if found["m"]:
            return PartialDate.checked(None, int(found["m"]), int(found["d"]))
        if found["y"]:
            month = int(found["ym"]) if found["ym"] else None
            return PartialDate.checked(int(found["y"]), month, None)
        year: int | None = int(found["year"])
        if year == _NO_YEAR or (omitted.isdecimal() and year == int(omitted)):
            year = None
        return PartialDate.checked(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def written(day: PartialDate, *, is_4: bool) -> str:
    """Return a day as a card has it; in 3.0 ``--MMDD`` without a year, which iOS reads."""
    if day.year is None:
        return f"--{day.month:02}{day.day:02}"
    return str(day).replace("-", "") if is_4 and day.day is not None else str(day)
