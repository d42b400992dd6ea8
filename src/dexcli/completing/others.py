"""The answers for zsh, fish and PowerShell: a line for each candidate, its fields between tabs."""

import re
from collections.abc import Callable

from dexcli.completing.candidates import Candidate, Offer, common
from dexcli.completing.line import Word
from dexcli.core import names
from dexcli.output.sanitize import one_line

_PLAIN_IN_POWERSHELL = re.compile(r"[A-Za-z0-9_./+:=-]+")
_SINGLE_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")  # all are one to PowerShell


def zsh(offer: Offer, word: Word) -> list[str]:
    """Return how each goes on (``+`` or ``-``), the word and what zsh lists; zsh itself quotes."""
    if offer.of_shell:
        return [f":{offer.of_shell}"]
    shared = common([each.word for each in offer.candidates])
    extends = shared.casefold().startswith(word.text.casefold()) or len(offer.candidates) < 2  # noqa: PLR2004 - one is no choice
    rows = [
        f"{'+' if each.goes_on else '-'}\t{each.word}\t{_told(each)}" for each in offer.candidates
    ]
    return [f":{'words' if extends else 'others'}", *rows]


def fish(offer: Offer, word: Word) -> list[str]:
    """Return each as fish takes it, which itself leaves out what hasn't the letters typed."""
    if offer.of_shell:
        return [f":{offer.of_shell}"]
    return [
        f"{spelled}\t{one_line(told)}"
        for each in offer.candidates
        for spelled, told in [_as_typed(each, word.text)]
    ]


def powershell(offer: Offer, word: Word) -> list[str]:  # noqa: ARG001 - as the others
    """Return the quoted word, what is listed, and what is told of it."""
    if offer.of_shell:
        return [f":{offer.of_shell}"]
    return [
        f"{_in_powershell(each.word)}\t{each.word}\t{one_line(each.told) or each.word}"
        for each in offer.candidates
    ]


SHELLS: dict[str, Callable[[Offer, Word], list[str]]] = {
    "zsh": zsh,
    "fish": fish,
    "powershell": powershell,
}


def _told(candidate: Candidate) -> str:
    return f"{candidate.word}  -- {one_line(candidate.told)}" if candidate.told else candidate.word


def _as_typed(candidate: Candidate, typed: str) -> tuple[str, str]:
    """Return the spelling in which fish finds what is typed, and what is told of it."""
    if typed.casefold() in candidate.word.casefold():
        return candidate.word, candidate.told
    for spelled in candidate.spellings:
        if spelled.isprintable() and typed.casefold() in spelled.casefold():
            return spelled, candidate.word
    key, colon, value = candidate.word.partition(":")
    wanted = typed.partition(":")[2]
    if colon and value.startswith('"') and names.fold(value[1:]).startswith(names.fold(wanted)):
        return f'{key}:"{wanted}{value[1 + len(wanted) :]}', candidate.told
    return candidate.word, candidate.told


def _in_powershell(word: str) -> str:
    if _PLAIN_IN_POWERSHELL.fullmatch(word):
        return word
    doubled = _SINGLE_QUOTES.sub(r"\1\1", word)
    return f"'{doubled}'"
