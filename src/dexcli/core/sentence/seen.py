"""Days that are told by when it is now: weekends, the last month, the nearest 12th."""

import re
from datetime import date, timedelta

from msgspec import Struct

from dexcli.core import dates, when
from dexcli.core.dates import PartialDate
from dexcli.core.when import Facing

_WEEKEND = re.compile(
    r"(?P<over>(?:over|during|at|on) )?(?:(?:the|le|(?P<this>this|ce)) )?(?P<last>(?:last|past) )?"
    r"week-?end(?P<dernier> (?:dernier|passe))?"
)
_SEASON = re.compile(
    r"(?:last|this|this past) (?:summer|winter|spring|autumn|fall)"
    r"|(?:l' ?ete|l' ?hiver|l' ?automne|le printemps|ete|hiver|automne|printemps) dernier"
    r"|cet ete|cet hiver|cet automne|ce printemps"
)
_SATURDAY = 5  # as `date.weekday` counts
_LAST_UNIT = re.compile(r"last (month|year)|(?:le |l' ?)?(mois|an|annee) (?:dernier|passe)e?")
_NEAR = re.compile(r"(?:last|past) (\w+)|(\w+) (?:dernier|passe)")


class Calendar(Struct, frozen=True):
    """From where a sentence's days are seen."""

    today: date
    facing: Facing
    order: str | None = None

    def read(self, text: str) -> PartialDate:
        """Return the day that a text is.

        Raises:
            ValueError: It is none, or doubtful.
        """
        return when.parse_when(text, today=self.today, facing=self.facing, order=self.order)


def weekend(text: str, calendar: Calendar) -> PartialDate | None:
    """Return the Saturday of the weekend that words say.

    Raises:
        ValueError: They say a season, of which nobody knows when it was.
    """
    if _SEASON.fullmatch(text):
        raise ValueError(
            f"{text!r} is no day; expected a month at least, such as in July "
            f"(or \\{text}, which stays text)"
        )
    said = _WEEKEND.fullmatch(text)
    if said is None or calendar.facing is not Facing.BACK:
        return None
    is_last = said["last"] == "last " or bool(said["dernier"])
    if not (said["last"] or is_last or said["this"] or said["over"]):
        return None  # "the weekend with Ada" is what it was
    since = (calendar.today.weekday() - _SATURDAY) % 7
    is_now = since <= 1  # on a Saturday and a Sunday the last one is that of the week before
    earlier = 7 if is_now and is_last else 0
    return PartialDate.of(calendar.today - timedelta(days=since + earlier))


def last_one(text: str, calendar: Calendar) -> PartialDate | None:
    """Return the month or year that is over: "last month", "last may"."""
    if (unit := _LAST_UNIT.fullmatch(text)) is not None and calendar.facing is Facing.BACK:
        return _last_unit(unit[1] or unit[2], calendar)
    near = _NEAR.fullmatch(text)
    return None if near is None else _last_month(near[1] or near[2], calendar)


def _last_month(name: str, calendar: Calendar) -> PartialDate | None:
    """Return the month that "last may" is: the latest one that is over."""
    try:
        month = when.parse_when(f"in {name}", today=calendar.today, facing=Facing.BACK)
    except ValueError:
        return None
    if month.month is None or month.year is None or month.day is not None:
        return None
    is_now = (month.year, month.month) == (calendar.today.year, calendar.today.month)
    return PartialDate(year=month.year - is_now, month=month.month)


def _last_unit(name: str, calendar: Calendar) -> PartialDate:
    """Return the month or the year before this one: nobody means its very day by it.

    As an option, ``--on "last month"`` is the same day a month ago still.
    """
    today = calendar.today
    if name in {"year", "an", "annee"}:
        return PartialDate(year=today.year - 1)
    before = dates.add_months(today, -1)
    return PartialDate(year=before.year, month=before.month)


def nearest(day: int, calendar: Calendar) -> PartialDate | None:
    """Return the nearest day with this number, in the direction of the calendar."""
    sign = calendar.facing.value
    year, month = calendar.today.year, calendar.today.month
    for _ in range(12):
        try:
            on = date(year, month, day)
        except ValueError:
            on = None
        if on is not None and (on - calendar.today).days * sign >= 0:
            return PartialDate.of(on)
        month += sign
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        if not date.min.year <= year <= date.max.year:
            return None
    return None
