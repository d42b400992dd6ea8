"""A sentence word by word, and what became of each word."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from dexcli.core import names, vocabulary

_WORD = re.compile(r"(?:[dlq]u?['’](?=[^\W\d_a-zß-öø-ÿ]))|[^\s,]+(?:,(?=\d)[^\s,]+)*,*|,+")
_MARKED = re.compile(r"([(\[\"“«¿¡]*)(.*?)([)\]\"”»,.;:!?…]*)", re.DOTALL)
_ACCENTED = frozenset({"thé"})  # without its accent it is another word
DASHES = frozenset({"-", "–", "—", "--"})
PARTICLES = vocabulary.bag("""
van von der den de di da du del della la le ten ter dos das of zu bin al el y d' des l'
""")


class Role(Enum):
    """What a word became."""

    PERSON = "person"
    DAY = "day"
    KIND = "kind"
    VERB = "verb"
    PLACE = "place"
    TAG = "tag"
    GLUE = "glue"
    NOTE = "note"


class Token(Struct, frozen=True):
    """One word: where it stands, without the marks around it, and as words are compared."""

    start: int
    end: int
    core: str
    lead: str
    tail: str
    plain: str
    is_literal: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins as a name does."""
        return self.core[:1].isupper()

    @property
    def is_whose(self) -> bool:
        """Whether it says whose something is: "Bob's"."""
        return self.plain.endswith(("'s", "s'"))


class Board:
    """The words of a sentence with their roles, as far as they are found."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.tokens = tuple(_tokens(text))
        self.roles: list[Role | None] = [None] * len(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def is_free(self, place: int) -> bool:
        """Whether nothing is known of a word yet, and it may be interpreted."""
        return 0 <= place < len(self) and self.roles[place] is None

    def are_free(self, start: int, end: int) -> bool:
        """Whether nothing is known of any of these words yet."""
        return end <= len(self) and all(self.is_free(place) for place in range(start, end))

    def mark(self, start: int, end: int, role: Role) -> None:
        """Say what these words are."""
        self.roles[start:end] = [role] * (end - start)

    def plain(self, start: int, end: int) -> str:
        """Return words as they are compared."""
        return " ".join(token.plain for token in self.tokens[start:end])

    def joined(self, start: int, end: int) -> bool:
        """Whether no mark stands between these words, so that they may be one name."""
        inner = self.tokens[start:end]
        return not any(t.tail for t in inner[:-1]) and not any(t.lead for t in inner[1:])

    def text(self, start: int, end: int) -> str:
        """Return words as they were typed, without the marks around them."""
        if start >= end:
            return ""
        first, last = self.tokens[start], self.tokens[end - 1]
        raw = self.source[first.start + len(first.lead) : last.end - len(last.tail)]
        return unescaped(" ".join(raw.split()))

    def raw(self, start: int, end: int) -> str:
        """Return words as they were typed, with their marks."""
        return unescaped(self.source[self.tokens[start].start : self.tokens[end - 1].end])

    def phrase_at(self, start: int, known: Sequence[str] | dict[str, str], longest: int) -> int:
        """Return how many words from here are one of the known phrases; 0 for none."""
        for size in range(min(longest, len(self) - start), 0, -1):
            end = start + size
            is_phrase = self.are_free(start, end) and self.joined(start, end)
            if is_phrase and self.plain(start, end) in known:
                return size
        return 0


def unescaped(text: str) -> str:
    r"""Return a text without the backslashes that kept words out: `\May` is May."""
    return re.sub(r"(^|(?<=[\s(\[\"“«]))\\(?=\S)", "", text)


def _tokens(text: str) -> Iterator[Token]:
    for found in _WORD.finditer(text):
        word = found[0]
        marks = _MARKED.fullmatch(word)
        assert marks is not None
        lead, core, tail = marks.groups()
        if not core:
            lead, core, tail = "", word, ""
        literal = core.startswith("\\") and len(core) > 1
        core = core[1:] if literal else core
        plain = core.casefold() if core.casefold() in _ACCENTED else names.fold(core)
        yield Token(found.start(), found.end(), core, lead, tail, plain, literal)
