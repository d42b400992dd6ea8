"""Whose files have the words: found in the lines of texts, without a look at anybody."""

import operator
from array import array
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dexcli.core.columns import ACTIVE
from dexcli.core.contact import Contact
from dexcli.core.query.asked import Asked
from dexcli.core.search.question import Question
from dexcli.core.search.texts import END, Texts

_END = END.encode()
_LINE = b"\n"
_CODING = ("utf-8", "surrogatepass")


class Candidate(Struct, frozen=True, gc=False):  # there may be very many
    """Somebody of whom all words are ``said`` in folded texts, with rank and day of each.

    Days are as `texts.Texts` has them.
    """

    handle: str
    name: str  # folded: by it who comes first is told where all else is equal
    is_active: bool
    said: str
    ranks: bytes
    days: "array[int]"

    @property
    def texts(self) -> list[str]:
        """The folded texts one by one."""
        return self.said.split(END)[:-1]


def of(question: Question, asked: Asked) -> list[Candidate]:
    """Return of whom all words are said and none that is excluded, by name and handle."""
    words, excluded = question.words, question.excluded
    longest = max(words, key=len)  # fewer have it than have a part of it
    found = []
    for texts, active in _sources(asked):
        for first, line in _lines_with(longest, texts.lines):
            said, _, handle = line.partition("\t")
            if (is_active := active.get(handle)) is None or not _has(said, words, excluded):
                continue
            rows = slice(first, first + said.count(END))
            ranks, days = texts.ranks[rows], texts.days[rows]
            name = said[: said.index(END)].strip()
            found.append(Candidate(handle, name, is_active, said, ranks, days))
    found.sort(key=operator.attrgetter("name", "handle"))
    return found


def _has(said: str, words: Sequence[str], excluded: Sequence[str]) -> bool:
    for word in words:  # no generator: asked of everybody
        if word not in said:
            return False
    return not any(word in said for word in excluded) if excluded else True


def is_said(word: str, asked: Asked) -> bool:
    """Whether anybody's file has a word."""
    return bool(of(Question((word,)), asked))


def _sources(asked: Asked) -> Iterator[tuple[Texts, Mapping[str, bool]]]:
    """Yield texts, and whether those who are to be found there are active."""
    ledger, before = asked.ledger, asked.ledger.beforehand
    known = None if before is None else before.texts(asked.settings)
    if before is None or known is None:
        yield _made(list(ledger), asked)
        return
    columns = before.columns
    active = {
        handle: bool(marks & ACTIVE)
        for handle, marks in zip(columns.handles, columns.marks, strict=True)
    }
    for handle in before.fresh | before.gone:
        active.pop(handle, None)
    yield known, active
    yield _made([ledger.contacts[handle] for handle in before.fresh], asked)


def _made(contacts: Sequence[Contact], asked: Asked) -> tuple[Texts, Mapping[str, bool]]:
    texts = Texts.of(contacts, asked.ledger.quoted, asked.settings)
    return texts, {each.handle: each.is_active for each in contacts}


def _lines_with(word: str, lines: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines in which a word stands, each with the number of texts before it."""
    needle = word.encode(*_CODING)
    number = counted = 0
    place = lines.find(needle)
    while place >= 0:
        start, end = lines.rfind(_LINE, 0, place) + 1, lines.index(_LINE, place)
        number += lines.count(_END, counted, start)
        counted = start
        yield number, lines[start:end].decode(*_CODING)
        place = lines.find(needle, end)
