"""What is promised at the end of a sentence: `; send the paper by friday`, `next: call her`."""

import re

from dexcli.core.contact import Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.sentence import days
from dexcli.core.sentence.board import Board, unescaped
from dexcli.core.sentence.days import Day
from dexcli.core.sentence.seen import Calendar

_MARK = re.compile(
    r"(?<!\\);(?=\s|$)"
    r"|(?<!\S)(?:next(?: time)?|todo|to do|prochain|prochaine|prochaine fois|ensuite|suite|"
    r"à faire|a faire)\s?:(?=\s|$)",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:(?:^|\s+)#[^\W\d][\w/-]*)+\s*$")
_BEFORE = frozenset({"by", "on", "before", "until", "avant", "pour", "d'ici", "le", "for", "from"})


class EmptyPromiseError(ValueError):
    """A promise is announced, and nothing is promised."""


def split(text: str) -> tuple[str, str | None]:
    """Return a sentence without its promise, and the promise; None where there is none.

    Tags at the very end are the meeting's: nobody tags a promise.
    """
    found = _MARK.search(text)
    if found is None:
        return text, None
    rest = text[found.end() :]
    again = _MARK.match(rest.lstrip())
    if found[0] == ";" and again is not None:  # "; next: call her"
        rest = rest.lstrip()[again.end() :]
    tags = _TAGS.search(rest)
    if tags is None:
        return text[: found.start()], rest
    return f"{text[: found.start()]} {tags[0].strip()}", rest[: tags.start()]


def parse(text: str, calendar: Calendar) -> Reminder:
    """Return what is promised, with its day where it names one.

    Raises:
        EmptyPromiseError: It is a day alone, or nothing.
        ValueError: A date in digits could be several.
    """
    board = Board(text)
    found = days.found(board, calendar, lambda _start, _end: False)
    ahead = [day for day in found if day.on.last >= calendar.today]
    if len(ahead) > 1 and ";" in text[: board.tokens[ahead[-1].start].start]:
        raise ValueError("two promises; a sentence takes one: the other goes to 'dexcli remind'")
    if found and not ahead:
        raise ValueError(f"{found[0].on} is over; a promise is for a day that lies ahead")
    if not ahead:
        return Reminder(note=_note(text))
    day = ahead[0]
    behind = text[board.tokens[day.end - 1].end :]
    return Reminder(note=_note(f"{_before(board, day)} {behind.lstrip()}"), on=day.on)


def dated(text: str, calendar: Calendar) -> tuple[str, PartialDate | None]:
    """Return what is promised and for when, where the last words are a whole day ahead.

    Else all of it, and None.

    Raises:
        ValueError: A date in digits could be several.
    """
    board = Board(text)
    day = days.last(board, calendar)
    if day is None or day.on.full is None or day.on.full < calendar.today:
        return unescaped(text), None
    note = unescaped(_before(board, day)).strip(" ,;:")
    return (note, day.on) if note else (unescaped(text), None)


def _before(board: Board, day: Day) -> str:
    """Return the text before a day, and before the word that leads to it."""
    start = day.start
    if start and board.tokens[start - 1].plain in _BEFORE:
        start -= 1
    return board.source[: board.tokens[start].start].rstrip()


def _note(text: str) -> str:
    note = unescaped(" ".join(text.split())).strip(" ,;:").removesuffix(".")
    if not note:
        raise EmptyPromiseError(
            "nothing is promised behind ';' or 'next:'; say what, or leave it out"
        )
    return note
