"""What is searched for: words and phrases, what must not be there, and filters beside them."""

import re
from collections.abc import Container, Iterator, Sequence

from msgspec import Struct

from dexcli.core import names
from dexcli.core.errors import UsageError
from dexcli.core.query.vocabulary import KEYS

_IN_QUOTES = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf"\s*(?P<minus>-?)(?:(?P<phrase>{_IN_QUOTES})(?=\s|$)|(?P<word>(?:{_IN_QUOTES}|\S)+))"
)
_ESCAPED = re.compile(r'\\(["\\])')
_KEYED = re.compile(r"-?([A-Za-z]+):.")


class Question(Struct, frozen=True):
    """What is searched for.

    ``words`` and ``excluded`` are folded as `names.fold` does; a phrase is a word
    with blanks in it. ``filters`` are words of a filter, as they were typed.
    """

    words: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """All words, as somebody's name would be asked for."""
        return names.asked(" ".join(self.words))


def parse(typed: Sequence[str], saved: Container[str] = ()) -> Question:
    """Return what is searched for by words that came through a shell.

    One word with blanks in it is a phrase, for the shell took its quotes away;
    so is what stands in quotes inside a word. ``key:value`` with a key of filters
    is a filter, and so is ``@name`` where a filter of that name is saved.

    Raises:
        UsageError: No word is left to search for.
    """
    words: list[str] = []
    excluded: list[str] = []
    filters: list[str] = []
    for is_filter, is_out, text in _parts(typed, saved):
        if is_filter:
            filters.append(text)
        elif folded := names.fold(text):
            (excluded if is_out else words).append(folded)
        elif text.strip():
            raise UsageError(f"{text!r} has no letter or sign that can be searched for")
    if not words:
        instead = f"; 'dexcli list {' '.join(filters)}' lists people" if filters else ""
        raise UsageError(f"TEXT: what is searched for? Expected a word of it{instead}")
    return Question(*(tuple(dict.fromkeys(each)) for each in (words, excluded, filters)))


def _parts(typed: Sequence[str], saved: Container[str]) -> Iterator[tuple[bool, bool, str]]:
    """Yield the parts: whether each is a filter, whether it is excluded, and its text."""
    for each in typed:
        if each.startswith("--"):
            raise UsageError(f"no such option: {each}")
        pieces = each.split()
        if _is_filter(each, saved):
            yield True, False, each
        elif '"' in each or any(_is_filter(piece, saved) for piece in pieces):
            yield from _tokens(each, saved)
        else:
            is_out = each.startswith("-") and len(each) > 1
            yield False, is_out, each[1:] if is_out else each


def _tokens(text: str, saved: Container[str]) -> Iterator[tuple[bool, bool, str]]:
    for token in _TOKEN.finditer(text):
        minus, phrase, word = token["minus"], token["phrase"], token["word"]
        if phrase is not None:
            yield False, bool(minus), _ESCAPED.sub(r"\1", phrase[1:-1])
        elif _is_filter(minus + word, saved):
            yield True, False, minus + word
        else:
            yield False, bool(minus), word


def _is_filter(word: str, saved: Container[str]) -> bool:
    found = _KEYED.match(word)
    if found is not None:
        return found[1].lower() in KEYS
    name = word.removeprefix("-")
    return name.startswith("@") and name[1:] in saved
