"""Where in a line the words are that were searched for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from dexcli.core import names

_BLANKS = re.compile(r"\s+")


def pieces(text: str, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is one of the words.

    ``words`` are folded. A match may be of another length than the word:
    "Straße" for ``strasse``, an accent that stands by itself.
    """
    marked = _marked(text, words)
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            yield text[start:place], marked[start]
            start = place


def _marked(text: str, words: Sequence[str]) -> list[bool]:
    """Return of each character whether it belongs to a match."""
    folded, owners = "", list[tuple[int, int]]()
    for start, end in _clusters(text):
        part = text[start:end]
        plain = " " if part.isspace() else names.fold(part)
        folded += plain
        owners += [(start, end)] * len(plain)
    marked = [False] * len(text)
    for word in words:
        place = folded.find(word)
        while place >= 0:
            start, end = owners[place][0], owners[place + len(word) - 1][1]
            marked[start:end] = [True] * (end - start)
            place = folded.find(word, place + 1)
    return marked


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where characters with their combining marks, and runs of blanks, begin and end."""
    start = 0
    while start < len(text):
        blank = _BLANKS.match(text, start)
        end = blank.end() if blank else start + 1
        while not blank and end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield start, end
        start = end
