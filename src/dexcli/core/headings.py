"""Lines that are only a day: above other lines they say when those were."""

import difflib
import re
from datetime import date

from msgspec import Struct

from dexcli.core import names, vocabulary, when
from dexcli.core.dates import PartialDate
from dexcli.core.when import Facing

_MOST_WORDS = 6
_MOST_TOLD = 4  # "Sunday 22 November 2026"; more are the digits of a telephone
_AROUND = " \t:*_#=~>•-–—[]()|"  # what notes put around a heading
_NUMBER = re.compile(r"\d[\d./:-]*(?:st|nd|rd|th|er|e|d|j)?|\d{4}-?w\d\d?|\d\d?h\d*")
_DAYS = vocabulary.bag("""
monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi
dimanche january february march april may june july august september october november december
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre yesterday
today tomorrow tonight hier demain aujourd'hui avant-hier apres-demain""")
_SHORT = vocabulary.bag("""
mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec janv
fevr fev avr juil lun mer jeu ven sam dim""")
_BESIDE = vocabulary.bag("""
on the of le la in en du last next this ago il y a un une dernier derniere prochain prochaine before
after day days week weeks month months year years jour jours semaine semaines mois an ans week-end
weekend noon midday midnight morning afternoon evening am pm matin soir midi from now dans and et
st nd rd th""")
_LEAST_LETTERS = 5  # of a word that may be a misspelled day
_ALIKE = 0.8


class Heading(Struct, frozen=True):
    """A line that is only a day: which, or why it is none that counts."""

    text: str
    day: PartialDate | None = None
    why: str = ""


def read(text: str, *, today: date, order: str | None = None) -> Heading | None:
    """Return the day that a line is; None where it says something else.

    A line of nothing but words for days that can't be read, or that lies
    ahead, has a reason instead of a day: nobody knows when the lines below were.

    Args:
        text: The line, with a colon, hash marks or stars around it or not.
        today: The day it is.
        order: ``dmy`` or ``mdy``, how 05/03/2026 is read.
    """
    bare = text.strip(_AROUND)
    if not bare or len(bare.split()) > _MOST_WORDS:
        return None
    try:
        day = when.parse_when(bare, today=today, facing=Facing.BACK, order=order)
    except ValueError as error:
        return Heading(bare, why=str(error)) if _is_of_days(bare) else None
    if day.first > today:
        return Heading(bare, why=f"{bare!r} lies ahead")
    return Heading(bare, day)


def _is_of_days(text: str) -> bool:
    """Whether all words are such as days have, and one is more than a word beside them."""
    words = [word.strip(".,;:()") for word in names.fold(text).split()]
    told = [word for word in words if word not in _BESIDE]
    return 0 < len(told) <= _MOST_TOLD and all(_is_of_day(word) for word in told)


def _is_of_day(word: str) -> bool:
    if word in _DAYS or word in _SHORT or _NUMBER.fullmatch(word):
        return True
    is_long = len(word) >= _LEAST_LETTERS
    return is_long and bool(difflib.get_close_matches(word, _DAYS, 1, _ALIKE))
