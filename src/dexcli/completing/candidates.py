"""What is offered: a word, with what is told of it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dexcli.core import names


class Candidate(NamedTuple):
    """A word that may stand there, what is told of it, and other spellings that mean the same.

    ``goes_on``: what is typed next belongs to the same word.
    """

    word: str
    told: str = ""
    spellings: tuple[str, ...] = ()
    goes_on: bool = False


class Offer(NamedTuple):
    """The candidates; or which of its own the shell is to offer: ``files`` or ``folders``."""

    candidates: list[Candidate]
    of_shell: str = ""


# Gives the candidates of one sort for what is typed.
Sorted = Callable[[str, str], Iterable[Candidate]]


def beginning(typed: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those that begin with what is typed, whatever its case and accents."""
    wanted = names.fold(typed)
    return [each for each in candidates if names.fold(each.word).startswith(wanted)]


def common(words: list[str]) -> str:
    """Return what all begin with."""
    first, last = min(words, default=""), max(words, default="")
    same = zip(first, last, strict=False)
    length = next((place for place, (one, two) in enumerate(same) if one != two), None)
    return first[:length] if length is not None else first[: len(last)]
