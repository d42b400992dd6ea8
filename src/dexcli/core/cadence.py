"""How often to be in touch: a number of calendar units, as people write it."""

import functools
import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from msgspec import Struct

from dexcli.core import dates


class Unit(StrEnum):
    """A calendar unit; months and years are not a fixed number of days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


NEVER_WORDS = frozenset({"never", "jamais", "none"})
_UNITS = {
    Unit.DAY: ("d", "day", "days", "j", "jour", "jours"),
    Unit.WEEK: ("w", "week", "weeks", "sem", "semaine", "semaines"),
    Unit.MONTH: ("m", "month", "months", "mo", "mois"),
    Unit.YEAR: ("y", "year", "years", "yr", "yrs", "a", "an", "ans", "annee", "annees"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_WORDS = {
    "daily": (1, Unit.DAY),
    "quotidien": (1, Unit.DAY),
    "weekly": (1, Unit.WEEK),
    "hebdomadaire": (1, Unit.WEEK),
    "fortnightly": (2, Unit.WEEK),
    "fortnight": (2, Unit.WEEK),
    "quinzaine": (2, Unit.WEEK),
    "monthly": (1, Unit.MONTH),
    "mensuel": (1, Unit.MONTH),
    "bimestriel": (2, Unit.MONTH),
    "quarterly": (3, Unit.MONTH),
    "quarter": (3, Unit.MONTH),
    "trimestriel": (3, Unit.MONTH),
    "trimestre": (3, Unit.MONTH),
    "half-yearly": (6, Unit.MONTH),
    "semestriel": (6, Unit.MONTH),
    "semestre": (6, Unit.MONTH),
    "yearly": (1, Unit.YEAR),
    "annually": (1, Unit.YEAR),
    "annual": (1, Unit.YEAR),
    "annuel": (1, Unit.YEAR),
}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "other": 2, "two": 2, "deux": 2,
    "three": 3, "trois": 3, "four": 4, "quatre": 4, "five": 5, "cinq": 5, "six": 6,
}  # fmt: skip
_ARTICLES = frozenset({"a", "an", "un", "une"})
_NAMES = {*_UNIT_OF, "fortnight", "quinzaine", "quarter", "trimestre", "semestre"}
_LEAD = re.compile(r"^(?:every|each|once a|once every|tous les|toutes les|chaque|tous|toutes)\s+")
_ISO = re.compile(r"p(\d+)([dwmy])")
_COUNTED = re.compile(r"(?:(\d+)\s*|([a-z]+)\s+)?([a-z]+)")
EXPECTED = 'expected "10 days", "3 weeks", "monthly", "every 2 months", "P1M", "yearly" or "never"'
_MOST = 9999


class Cadence(Struct, frozen=True):
    """How often to be in touch: ``count`` calendar units; None is never.

    ``text`` is what a person wrote; two spellings of one length are two values,
    since a file keeps its spelling.
    """

    text: str
    count: int | None
    unit: Unit = Unit.DAY

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a cadence in English or French: ``3 weeks``, ``2w``, ``monthly``, ``P1M``.

        Raises:
            ValueError: It is no cadence, or shorter than a day.
        """
        count, unit = _read(text)
        return cls(text=text, count=count, unit=unit)

    @property
    def is_never(self) -> bool:
        """Whether it asks for no follow-ups at all."""
        return self.count is None

    @property
    def is_length(self) -> bool:
        """Whether its text is a length alone, before which a sentence says "every"."""
        first = _plain(self.text).partition(" ")[0]
        is_unit = self.text.strip().casefold() in _NAMES
        return first[:1].isdigit() or is_unit or (first in _NUMBERS and first not in _ARTICLES)

    def after(self, day: date) -> date:
        """Return the day one cadence after ``day``, clamped to the month's end.

        Always counted from the last contact and never iterated: 31 January
        plus one month twice would otherwise drift to 28 March. Beyond the
        calendar's year 9999 it is the last day there is.
        """
        assert self.count is not None, "never has no next day"
        try:
            match self.unit:
                case Unit.DAY:
                    return day + timedelta(days=self.count)
                case Unit.WEEK:
                    return day + timedelta(weeks=self.count)
                case Unit.MONTH:
                    return dates.add_months(day, self.count)
                case Unit.YEAR:
                    return dates.add_months(day, 12 * self.count)
        except OverflowError:
            return date.max

    def __str__(self) -> str:
        return self.text


NEVER = Cadence(text="never", count=None)


@functools.lru_cache(maxsize=256)  # a ledger has few cadences, in very many files
def _read(text: str) -> tuple[int | None, Unit]:
    return _length(_plain(" ".join(text.split())))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in folded if not unicodedata.combining(mark))


def _length(text: str) -> tuple[int | None, Unit]:
    if text in NEVER_WORDS:
        return None, Unit.DAY
    if (iso := _ISO.fullmatch(text)) is not None:
        return _checked(int(iso[1]), _UNIT_OF[iso[2]], text)
    bare = _LEAD.sub("", text)
    if bare in _WORDS:
        return _WORDS[bare]
    counted = _COUNTED.fullmatch(bare)
    if counted is None or counted[3] not in _UNIT_OF:
        raise ValueError(f"{text!r} is no cadence; {EXPECTED}")
    digits, word, unit = counted.groups()
    if word is not None and word not in _NUMBERS:
        raise ValueError(f"{text!r} is no cadence; {EXPECTED}")
    if digits is None and word is None and len(unit) == 1:
        raise ValueError(f"{text!r} is no cadence; {EXPECTED}")
    count = int(digits) if digits else _NUMBERS[word] if word else 1
    return _checked(count, _UNIT_OF[unit], text)


def _checked(count: int, unit: Unit, text: str) -> tuple[int, Unit]:
    if not 1 <= count <= _MOST:
        raise ValueError(f"{text!r} is no cadence: a cadence is at least one day; {EXPECTED}")
    return count, unit
