"""Days as people type them into a table: seven languages' months, and words such as "seen on"."""

import functools
import re
from datetime import date

from dexcli.core import names
from dexcli.core.dates import PartialDate
from dexcli.formats.columns import days
from dexcli.formats.columns.days import DoubtfulDayError, Order

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# As `names.fold` writes them. "mar" beside a year is March in all of these languages.
_NAMES = (
    "january jan janvier janv januar enero ene gennaio gen januari janeiro janner jaenner",
    "february feb fevrier fevr fev februar febrero febbraio februari fevereiro feber",
    "march mar mars marz maerz marzo maart mrt marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag mei maio",
    "june jun juin juni junio giugno giu junho",
    "july jul juillet juil juli julio luglio lug julho",
    "august aug aout agosto ago augustus",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct octobre oktober okt octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec decembre dezember dez diciembre dic dicembre dezembro",
)
_MONTHS = {name: month for month, line in enumerate(_NAMES) for name in line.split()}
_SAID = re.compile(
    r"\A(?:(?:last (?:seen|met|contact(?:ed)?)|seen|met|vue?s?|revue?s?|rencontree?s?|"
    r"dernier contact|derniere rencontre|derniere fois|zuletzt gesehen|gesehen|getroffen|"
    r"letzter kontakt|visto|ultimo contatto|ultimo contacto|ultima vez|laatst gezien|gezien)"
    r"\s*:?\s+|[:~]\s*)+"
)
_SEEN_LINE = re.compile(
    r"(?:last (?:seen|met|contact)|vue? (?:le|en)|dernier contact|derniere rencontre|"
    r"zuletzt gesehen|letzter kontakt|ultimo contatto|ultimo contacto|visto (?:el|il|em)|"
    r"laatst gezien|laatste contact|ultimo contato)\b\s*(?:on|le|en|am|im|il|el|op|em)?\s*:?\s*(.+)"
)
_LEADING = re.compile(
    r"\A(?:(?:le|la|les|on|in|at|en|am|im|den|der|il|el|em|op|nel|au|ca|c|circa|around|about|vers|um|"
    r"mon|tue|wed|thu|fri|sat|sun|[a-z]+day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"[a-z]+tag|mittwoch)[,. ]\s*)+"
)
_JOINING = re.compile(r"\b(?:de|del|of|do|di)\b")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|ere|o|a|e|\.)(?=[ ,])")
_TIME = re.compile(r"[ ,]+(?:a |at |um |um )?\d{1,2}(?::|h)\d{2}.*")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_YEARLESS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})\.?")
_NAMED = re.compile(r"(?:(\d{1,2})\.? )?([a-z]{3})|([a-z]{3}) (\d{1,2})")
_MOST_MONTHS = 12


def read(text: str, *, today: date, order: Order | None) -> PartialDate:
    """Read ``mars 2024``, ``vu le 12/03/2024``, ``12. März 2024``, ``03/2024``, ``10 décembre``.

    Nothing is counted from today: nobody knows when "yesterday" was typed.

    Raises:
        DoubtfulDayError: It can be read two ways.
        ValueError: It is no day.
    """
    plain = plain_of(text)
    if found := _MONTH_YEAR.fullmatch(plain):
        return PartialDate.checked(int(found[2]), int(found[1]), None)
    if found := _YEARLESS.fullmatch(plain):
        return _yearless(text, int(found[1]), int(found[2]), order)
    if found := _NAMED.fullmatch(plain):
        day, month = found[1] or found[4], found[2] or found[3]
        if day is None or month not in _ENGLISH:
            raise ValueError(f"{text!r} is no day that is understood")
        return PartialDate.checked(None, _ENGLISH.index(month) + 1, int(day))
    try:
        return days.read(plain, today=today, order=order)
    except DoubtfulDayError:
        raise DoubtfulDayError(f"{text!r} doesn't say which is the day") from None
    except ValueError:
        raise ValueError(f"{text!r} is no day that is understood") from None


@functools.lru_cache(maxsize=4096)  # a column is asked for its order, and then cell by cell
def plain_of(text: str) -> str:
    """Return a day as `days` reads it: English months, and none of the words around it."""
    plain = _SAID.sub("", names.fold(text))
    plain = _JOINING.sub(" ", _ORDINAL.sub(r"\1 ", _TIME.sub("", _LEADING.sub("", plain))))
    plain = re.sub(r"[a-z]+\.?", _english, plain)
    return " ".join(plain.replace(" ,", ",").split())


def seen_in(note: str) -> list[str]:
    """Return the days that lines of a note say somebody was last seen on, as they stand."""
    found = (_SEEN_LINE.fullmatch(names.fold(line)) for line in note.splitlines())
    return [each[1] for each in found if each is not None]


def _english(found: re.Match[str]) -> str:
    month = _MONTHS.get(found[0].rstrip("."))
    return found[0] if month is None else _ENGLISH[month]


def _yearless(text: str, one: int, two: int, order: Order | None) -> PartialDate:
    if order == "mdy" or (order is None and two > _MOST_MONTHS):
        return PartialDate.checked(None, one, two)
    if order == "dmy" or one > _MOST_MONTHS or one == two:
        return PartialDate.checked(None, two, one)
    raise DoubtfulDayError(f"{text!r} doesn't say which is the day")
