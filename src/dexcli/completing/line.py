"""A command line as bash has it, up to the cursor: into words, total for any text."""

import re
from typing import NamedTuple

_ASSIGNED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_IN_DOUBLE = '$`"\\\n'  # what a backslash keeps inside of double quotes


class Word(NamedTuple):
    """A word: as it means, as it was typed, and the quote that is still open in it."""

    text: str
    raw: str = ""
    quote: str = ""
    quoted_from: int = 0  # where in ``raw`` the open quote's content begins


class Line(NamedTuple):
    """The words before the one at the cursor, and that one, perhaps empty."""

    words: list[str]
    last: Word


def parsed(text: str) -> Line:
    """Return the words of a line; assignments before the program are left out."""
    words: list[Word] = []
    place = 0
    while True:
        while place < len(text) and text[place] in " \t\n":
            place += 1
        word, end = _word(text, place)
        if end >= len(text):
            break
        words.append(word)
        place = end
    while words and _ASSIGNED.match(words[0].raw):
        del words[0]
    return Line([each.text for each in words], word)


def unquoted(raw: str) -> Word:
    """Return one word that a shell gave as it was typed; blanks in it belong to it."""
    return _word(raw, 0, ends="")[0]


def _word(text: str, start: int, ends: str = " \t\n") -> tuple[Word, int]:
    """Return the word that begins at ``start``, and where it ends."""
    said: list[str] = []
    quote, quoted_from, place = "", start, start
    while place < len(text):
        mark = text[place]
        if quote:
            if mark == quote:
                quote = ""
            elif mark == "\\" and quote == '"' and text[place + 1 : place + 2] in _IN_DOUBLE:
                place += 1
                said.append(text[place : place + 1])
            else:
                said.append(mark)
        elif mark in "'\"":
            quote, quoted_from = mark, place + 1
        elif mark == "\\":
            place += 1
            said.append(text[place : place + 1])
        elif mark in ends:
            break
        else:
            said.append(mark)
        place += 1
    end = min(place, len(text))
    return Word("".join(said), text[start:end], quote, quoted_from - start), end
