"""What is promised at the end of a sentence: `; send the paper by friday`, `next: call her`."""

import re

from dexcli.core.contact import Reminder
from dexcli.core.sentence import days
from dexcli.core.sentence.board import Board, unescaped
from dexcli.core.sentence.days import Calendar

_MARK = re.compile(
    r"(?<!\\);(?=\s|$)"
    r"|(?<!\S)(?:next(?: time)?|todo|to do|prochain|prochaine|prochaine fois|ensuite|suite|"
    r"à faire|a faire)\s?:(?=\s|$)",
    re.IGNORECASE,
)
_BEFORE = frozenset({"by", "on", "before", "until", "avant", "pour", "d'ici", "le", "for", "from"})


class EmptyPromiseError(ValueError):
    """A promise is announced, and nothing is promised."""


def split(text: str) -> tuple[str, str | None]:
    """Return a sentence without its promise, and the promise; None where there is none."""
    found = _MARK.search(text)
    if found is None:
        return text, None
    rest = text[found.end() :]
    again = _MARK.match(rest.lstrip())
    if found[0] == ";" and again is not None:  # "; next: call her"
        rest = rest.lstrip()[again.end() :]
    return text[: found.start()], rest


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
    start = day.start
    if start and board.tokens[start - 1].plain in _BEFORE:
        start -= 1
    before = text[: board.tokens[start].start] if start < len(board) else text
    behind = text[board.tokens[day.end - 1].end :]
    return Reminder(note=_note(f"{before.rstrip()} {behind.lstrip()}"), on=day.on)


def _note(text: str) -> str:
    note = unescaped(" ".join(text.split())).strip(" ,;:").removesuffix(".")
    if not note:
        raise EmptyPromiseError(
            "nothing is promised behind ';' or 'next:'; say what, or leave it out"
        )
    return note
