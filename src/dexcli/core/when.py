"""Days as people type them, in English and French; what is doubtful is refused, never guessed."""

import calendar
import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dexcli.core import dates
from dexcli.core.dates import PartialDate


class Facing(Enum):
    """Where a day without a direction lies: interactions look back, reminders look ahead."""

    BACK = -1
    AHEAD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was typed and from where: what a reader needs beside its match."""

    text: str
    today: date
    facing: Facing
    order: str | None


_EXPECTED = 'expected "yesterday", "in 3 days", "friday", "20 November" or "2026-11-20"'
_DAYS_AWAY = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "aujourd'hui": 0, "aujourdhui": 0, "ce matin": 0, "cet apres-midi": 0, "ce soir": 0,
    "yesterday": -1, "last night": -1, "hier": -1, "hier soir": -1, "tomorrow": 1, "demain": 1,
    "the day before yesterday": -2, "day before yesterday": -2, "avant-hier": -2, "avant hier": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2, "apres-demain": 2, "apres demain": 2,
}  # fmt: skip
_WEEK = ("monday mon lundi", "tuesday tue tues mardi", "wednesday wed mercredi",
         "thursday thu thur thurs jeudi", "friday fri vendredi", "saturday sat samedi",
         "sunday sun dimanche")  # fmt: skip
_ENGLISH = ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec")  # fmt: skip
_FRENCH = ("janvier janv", "fevrier fevr fev", "mars", "avril avr", "mai", "juin", "juillet juil",
           "aout", "septembre", "octobre", "novembre", "decembre")  # fmt: skip
_COUNTS = ("a one un une", "two deux", "three trois", "four quatre", "five cinq", "six",
           "seven sept", "eight huit", "nine neuf", "ten dix")  # fmt: skip
_SIZES = {  # in days and months
    (1, 0): "days day d jours jour j", (7, 0): "weeks week w semaines semaine sem",
    (14, 0): "fortnights fortnight", (0, 1): "months month mois mo m",
    (0, 12): "years year yrs yr y annees annee ans an",
}  # fmt: skip
_WEEKDAYS = {name: day for day, names in enumerate(_WEEK) for name in names.split()}
_FRENCH_MONTHS = {name: month for month, names in enumerate(_FRENCH, 1) for name in names.split()}
_MONTHS = _FRENCH_MONTHS | {n: m for m, names in enumerate(_ENGLISH, 1) for n in names.split()}
_NUMBERS = {word: count for count, words in enumerate(_COUNTS, 1) for word in words.split()}
_UNITS = {name: size for size, names in _SIZES.items() for name in names.split()}
_SIGNS = {"-": -1, "il y a": -1, "ago": -1,
          "+": 1, "in": 1, "dans": 1, "from now": 1, "from today": 1}  # fmt: skip
_WHICH = {"last": -1, "dernier": -1, "derniere": -1, "passe": -1, "passee": -1, "this": 0, "ce": 0,
          "next": 1, "prochain": 1, "prochaine": 1}  # fmt: skip
_ORDERS = {"dmy": ("one", "two"), "mdy": ("two", "one")}  # the groups of the day and the month
_TYPOGRAPHY = str.maketrans("’‘ʼ‐‑−", "'''---")


def is_month(word: str) -> bool:
    """Whether a word in small letters and ASCII is the name of a month."""
    return word in _MONTHS


def parse_when(text: str, *, today: date, facing: Facing, order: str | None = None) -> PartialDate:
    """Read a day, a month or a year in English or French, seen from ``today``.

    A direction in the words wins over ``facing``: ``3 days ago`` is past for a
    reminder too. Without one, ``friday``, ``20 November`` and ``november`` are the
    nearest in the direction of ``facing``.

    Args:
        text: What was typed; case, accents and spacing don't matter.
        today: The day it is for the person who typed it.
        facing: Where days without a direction lie.
        order: ``dmy`` or ``mdy``, how 05/03/2026 is read; with anything else it is refused.

    Raises:
        ValueError: It is no date, or could be more than one.
    """
    asked = _Asked(text=" ".join(text.split()), today=today, facing=facing, order=order)
    plain = _plain(asked.text)
    for pattern, why in _DOUBTFUL.items():
        if re.fullmatch(pattern, plain, re.ASCII) is not None:
            raise ValueError(f"{asked.text!r} {why}")
    try:
        if plain in _DAYS_AWAY:
            return PartialDate.of(today + timedelta(days=_DAYS_AWAY[plain]))
        for pattern, read in _GRAMMAR.items():
            if (found := re.fullmatch(pattern, plain, re.ASCII)) is not None:
                day = read(found, asked)
                return PartialDate.of(day) if isinstance(day, date) else day
    except OverflowError:
        raise ValueError(f"{asked.text!r} lies outside the years 1 to 9999") from None
    raise ValueError(f"{asked.text!r} is no date; {_EXPECTED}")


def parse_day(text: str, *, today: date, facing: Facing, order: str | None = None) -> date:
    """Read as ``parse_when`` does, and insist on a single day.

    Raises:
        ValueError: It is no date, could be more than one, or is a whole month or year.
    """
    found = parse_when(text, today=today, facing=facing, order=order)
    if found.full is None:
        raise ValueError(f"{text!r} is no single day; expected a full date, such as {found.last}")
    return found.full


def _plain(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.casefold().translate(_TYPOGRAPHY))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def _counted(found: re.Match[str], asked: _Asked) -> date:
    """Read ``3 days ago``, ``dans 2 semaines``, ``+3d``; a bare ``3d`` follows the facing."""
    sign = _SIGNS.get(found["lead"] or found["tail"], asked.facing.value)
    count = int(found["digits"]) if found["digits"] else _NUMBERS[found["word"]]
    return _moved(asked, found["unit"], sign * count)


def _unit_away(found: re.Match[str], asked: _Asked) -> date:
    """Read ``last week``, ``le mois prochain``: the same weekday or day, one unit away."""
    return _moved(asked, found["unit"], _WHICH[found["which"]])


def _moved(asked: _Asked, unit: str, count: int) -> date:
    days, months = _UNITS[unit]
    return dates.add_months(asked.today, months * count) + timedelta(days=days * count)


def _weekday(found: re.Match[str], asked: _Asked) -> date:
    """Read a bare ``friday``: looking back it may be today, looking ahead it isn't."""
    away = _WEEKDAYS[found["weekday"]] - asked.today.weekday()
    ahead = asked.facing is Facing.AHEAD
    return asked.today + timedelta(days=(away - 1) % 7 + 1 if ahead else -(-away % 7))


def _which_weekday(found: re.Match[str], asked: _Asked) -> date:
    """Read ``last``, ``this`` or ``next friday``, and the same in French.

    ``last`` is the latest one before today. ``next`` is the one of next week, so
    that on a Wednesday ``next friday`` is nine days away; weeks begin on Monday.
    ``this`` is the one of this week, and refused where it is over but should lie
    ahead: on a Sunday ``this friday`` is the one to come for some.
    """
    which = _WHICH[found["which"]]
    away = _WEEKDAYS[found["weekday"]] - asked.today.weekday()
    if which < 0:
        return asked.today - timedelta(days=(-away - 1) % 7 + 1)
    day = asked.today + timedelta(days=away + 7 * which)
    if asked.facing is Facing.AHEAD and day < asked.today:
        raise ValueError(f"{asked.text!r} is doubtful: {day} is over; expected the date")
    return day


def _year_first(found: re.Match[str], asked: _Asked) -> PartialDate:
    month, day = (int(part) if part else None for part in found.group("month", "day"))
    known = _checked(asked, int(found["year"]), month, day)
    if found[0] not in (str(known), str(known).replace("-", "/")):
        raise ValueError(f"{asked.text!r} is doubtful; expected {known}")
    return known


def _ordered(found: re.Match[str], asked: _Asked) -> date:
    """Read ``05/03/2026`` or ``05/03`` where the order is set, and refuse it elsewhere.

    Even 25/03/2026, for whoever relied on that would be wrong about 05/03.
    """
    readings = {order: _reading(found, asked, order) for order in _ORDERS}
    if (chosen := readings.get(asked.order or "")) is not None:
        return chosen
    possible = " or ".join(sorted({str(day) for day in readings.values() if day is not None}))
    if not possible:
        raise ValueError(f"{asked.text!r} is no day of the calendar")
    problem = 'doesn\'t say which is the day; set dates.order to "dmy" or "mdy", or'
    if asked.order in _ORDERS:
        problem = f'is no day in dates.order "{asked.order}";'
    raise ValueError(f"{asked.text!r} {problem} write {possible}")


def _reading(found: re.Match[str], asked: _Asked, order: str) -> date | None:
    day, month = found.group(*_ORDERS[order])
    try:
        return _on(asked, found["year"], int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _day_of_month(found: re.Match[str], asked: _Asked) -> date:
    day = _on(asked, found["year"], _MONTHS[found["month"]], int(found["day"]))
    if found["weekday"] and _WEEKDAYS[found["weekday"]] != day.weekday():
        raise ValueError(
            f"{asked.text!r} is doubtful: {day} is a {_WEEK[day.weekday()].split()[0]}"
        )
    return day


def _month(found: re.Match[str], asked: _Asked) -> PartialDate:
    """Read ``march 2024``; ``march`` alone is the nearest one, which may be this month."""
    month, sign = _MONTHS[found["month"]], asked.facing.value
    if found["year"]:
        return _checked(asked, int(found["year"]), month, None)
    elsewhere = (month - asked.today.month) * sign < 0
    return PartialDate(year=dates.add_months(asked.today, 12 * sign * elsewhere).year, month=month)


def _on(asked: _Asked, year: str | None, month: int, day: int) -> date:
    """Return this day; without a year it is the nearest that exists, as 29 February may not."""
    _checked(asked, int(year or dates.LEAP_YEAR), month, day)
    if year is not None:
        return date(int(year), month, day)
    sign, first = asked.facing.value, asked.today.replace(month=month, day=1)
    months = (dates.add_months(first, 12 * sign * away) for away in itertools.count())
    days = (m.replace(day=day) for m in months if day <= calendar.monthrange(m.year, month)[1])
    return next(found for found in days if (found - asked.today).days * sign >= 0)


def _checked(asked: _Asked, year: int, month: int | None, day: int | None) -> PartialDate:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(f"{asked.text!r} is no day of the calendar") from None
    return PartialDate(year=year, month=month, day=day)


_A_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_A_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_A_YEAR = r"(?P<year>\d{4})"
_A_COUNT = rf"(?:(?P<digits>\d{{1,6}}) ?|(?P<word>{'|'.join(_NUMBERS)}) (?=[a-z]{{2}}))"
_DOUBTFUL = {
    r"(?:[a-z]+ )?mar\.?(?: \d\d?)?(?: [a-z]+)?": "is Tuesday in French, March in English",
    rf"(?:[a-z]+ )?(?:{'|'.join(_FRENCH_MONTHS)})\.? \d\d?":
        'could have a day or a year; expected "24 mars" or "mars 2024"',
    r"(?:.+ )?(?:huit|quinze) jours": 'could be weeks; expected "8 jours" or "une semaine"',
    r"\d{4}/\d\d?": "could be two years; expected a month such as 2026-03",
    r"\d\d?[.-]\d\d?": "doesn't say which is the day; expected one such as 5 March",
    r"\d\d?([/.-])\d\d?\1\d\d": "doesn't say the century; write the year in full",
    r"(?![12]\d{3}$)\d+": "is a bare number; expected a date, or a year such as 2026",
}  # fmt: skip
_GRAMMAR: dict[str, Callable[[re.Match[str], _Asked], PartialDate | date]] = {
    _A_YEAR + r"(?:[/.-](?P<month>\d\d?)(?:[/.-](?P<day>\d\d?))?)?": _year_first,
    rf"(?P<one>\d\d?)(?P<sep>[/.-])(?P<two>\d\d?)(?:(?P=sep){_A_YEAR})?": _ordered,
    rf"(?:(?P<lead>[+-]|(?:il y a|dans|in)(?= )) ?)?{_A_COUNT}(?P<unit>{'|'.join(_UNITS)})"
    "(?(lead)|(?: (?P<tail>ago|from now|from today))?)": _counted,
    "(?P<which>last|next) (?P<unit>week|month|year)": _unit_away,
    "(?:la |le |l')?(?P<unit>semaine|mois|annee|an) (?P<which>derniere?|passee?|prochaine?)":
        _unit_away,
    f"(?:on )?{_A_WEEKDAY}": _weekday,
    f"(?P<which>last|this|next|ce) {_A_WEEKDAY}": _which_weekday,
    f"{_A_WEEKDAY} (?P<which>dernier|passe|prochain)": _which_weekday,
    rf"(?:on |le |the )?(?:{_A_WEEKDAY},? )?(?P<day>\d\d?)(?:st|nd|rd|th|er)? (?:of )?"
    rf"{_A_MONTH}(?:,? {_A_YEAR})?": _day_of_month,
    rf"(?:on )?(?:{_A_WEEKDAY},? )?{_A_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?(?:,? {_A_YEAR})?":
        _day_of_month,
    f"(?:in |en )?{_A_MONTH}(?:,? {_A_YEAR})?": _month,
}  # fmt: skip
