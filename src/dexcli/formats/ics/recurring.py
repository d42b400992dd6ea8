"""The days of a series: its rule carried out, up to a day, in bounded time."""

import re
from datetime import date, datetime, timedelta

from dexcli.formats.ics import moments
from dexcli.formats.ics.event import Event
from dexcli.formats.ics.lines import Line

AHEAD = timedelta(days=400)  # how far ahead the next one is looked for
_STEPS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}  # days
# The library tries every day up to the year 9999 where a rule has no more days. The calendar
# repeats itself after 400 years, weekdays too, so a rule is carried out where that end is near.
_LATER = 7600  # years, 19 times 400
_TO_THE_END = 150_000  # days from there to the end
_EARLIEST = datetime(1970, 1, 1)  # noqa: DTZ001 - as a clock on the wall shows it
_PICKY = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")  # may leave no day at all
_LONGEST = 500  # characters of a rule
_TIMES = re.compile(r";?(?:BYHOUR|BYMINUTE|BYSECOND|UNTIL|COUNT|X-[A-Z-]+)=[^;]*", re.IGNORECASE)
_PART = re.compile(r"(?:^|;)\s*([A-Za-z-]+)=([^;]*)")


class RuleError(ValueError):
    """The days of a series can't be told; the message says why."""


class Budget:
    """How many steps of rules a whole file may take: some seconds of work."""

    def __init__(self, steps: int = 1_000_000) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take so many.

        Raises:
            RuleError: There aren't as many left.
        """
        if steps > self.left:
            raise RuleError("the series before it have more days than can be counted")
        self.left -= steps


def starts(event: Event, *, today: date, budget: Budget) -> list[datetime]:
    """Return when a series begins each time, up to some time after today, in order.

    Raises:
        RuleError: Its rule can't be carried out.
    """
    end = datetime.combine(today, datetime.max.time()) + AHEAD
    rules = [line for line in event.rules if line.name == "RRULE"]
    found = {event.start}
    for rule in rules:
        found |= set(_by_rule(event, rule, end, budget))
    for line in event.rules:
        moved = {each for text in line.value.split(",") if (each := _moment(text, event))}
        if line.name == "RDATE":
            found |= moved
        elif line.name == "EXDATE":
            days = {each.date() for each in moved}
            found = {each for each in found if each not in moved and each.date() not in days}
    return sorted(each for each in found if each <= end)


def _by_rule(event: Event, rule: Line, end: datetime, budget: Budget) -> list[datetime]:
    parts = {name.upper(): value.strip() for name, value in _PART.findall(rule.value)}
    step = _STEPS.get(parts.get("FREQ", "").upper())
    if step is None or len(rule.value) > _LONGEST:
        raise RuleError(f"RRULE {rule.value[:40]!r} is no rule for meetings")
    if event.start < _EARLIEST:
        raise RuleError(f"the series begins before {_EARLIEST.year}")
    until = _moment(parts.get("UNTIL", ""), event)
    if until is not None and "T" not in parts["UNTIL"].upper():
        until = until.replace(hour=23, minute=59, second=59)
    last = end if until is None else min(until, end)
    if last < event.start:
        return []
    picky = any(part in parts for part in _PICKY)
    budget.spend(((last - event.start).days + picky * _TO_THE_END) // step + 1)
    days = _carried_out(event.start, _TIMES.sub("", rule.value).strip(";"), last)
    count = parts.get("COUNT", "")
    return days[: int(count)] if count.isascii() and count.isdecimal() else days


def _carried_out(start: datetime, rule: str, last: datetime) -> list[datetime]:
    """Return the days of a rule, by the library, from an event that has nothing else."""
    import recurring_ical_events  # 190 ms, only for a series
    from icalendar import Calendar

    first, end = _moved(start, _LATER), _moved(last, _LATER)
    text = "\r\n".join(
        (
            *("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:series"),
            f"DTSTART:{first:%Y%m%dT%H%M%S}",
            f"RRULE:{rule};UNTIL={end:%Y%m%dT%H%M%S}",
            *("END:VEVENT", "END:VCALENDAR", ""),
        )
    )
    try:
        calendar = Calendar.from_ical(text)
        found = recurring_ical_events.of(calendar).between(first, end + timedelta(seconds=1))
        moments_ = sorted(each["DTSTART"].dt for each in found)
    except Exception as error:  # whatever a library makes of a hostile rule
        raise RuleError(f"RRULE {rule[:40]!r} can't be carried out") from error
    return [_moved(each, -_LATER) for each in moments_ if isinstance(each, datetime)]


def _moved(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)


def _moment(text: str, event: Event) -> datetime | None:
    return moments.parse(text.partition("/")[0], event.home)
