"""The answer for bash: what goes into COMPREPLY as it is, quoted, and blanks that end words."""

import re
from collections.abc import Sequence

from dexcli.completing.candidates import Candidate, Offer, common
from dexcli.completing.line import Word
from dexcli.output.sanitize import one_line

LISTING = "63"  # what COMP_TYPE is where readline only lists, for the second TAB
_UNSAFE = re.compile(r"[^\w@%+=:,./-]", re.ASCII)
_IN_DOUBLE = re.compile(r'[$`"\\]')
_LEAST_TOLD = 12  # columns; less of a help line says nothing


def lines(offer: Offer, word: Word, text: str, *, kind: str, columns: int) -> list[str]:
    """Return the lines for COMPREPLY; one that begins with a colon names what bash offers itself.

    ``text`` is the part of the word that readline replaces: what stands before
    it, up to a colon, say, is left out of each. A blank ends each word, since
    bash is told to add none.
    """
    if offer.of_shell:
        return [f":{offer.of_shell}"]
    kept = word.raw[: len(word.raw) - len(text)] if word.raw.endswith(text) else ""
    if word.quote:
        kept = kept[word.quoted_from :]
    found = [
        (_from(_quoted(each, word), kept), each)
        for each in offer.candidates
        if word.quote != '"' or "!" not in each.word  # the history; no backslash helps there
    ]
    if len(found) == 1:
        return [f"{quoted}{_end(each, word)}" for quoted, each in found]
    if kind == LISTING:
        return _told(found, columns)
    return _together([f"{quoted}{_end(each, word)}" for quoted, each in found], text)


def _quoted(candidate: Candidate, word: Word) -> str:
    """Return a candidate as it stands on the line, inside of a quote that is open."""
    said = word.raw[: word.quoted_from]
    text = candidate.word
    if word.quote:
        before = said[:-1]  # what stands before the open quote, mostly nothing
        if before and text.startswith(before):
            text = text[len(before) :]
        if word.quote == "'":
            return text.replace("'", "'\\''")
        return _IN_DOUBLE.sub(_escaped, text)
    return _UNSAFE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].isalnum() else f"\\{found[0]}"


def _from(quoted: str, kept: str) -> str:
    """Return what replaces the part of the word that readline knows."""
    return quoted[len(kept) :] if len(kept) <= len(quoted) else quoted


def _end(candidate: Candidate, word: Word) -> str:
    return "" if candidate.goes_on or word.quote else " "


def _together(found: list[str], text: str) -> list[str]:
    """Return several, so that readline puts no shorter word in the place of what is typed."""
    extends = common(found).casefold().startswith(text.casefold())
    return found if extends or not found else [*found, " "]


def _told(found: Sequence[tuple[str, Candidate]], columns: int) -> list[str]:
    """Return each with what is told of it, on one line of the terminal."""
    width = max((len(each.word) for _, each in found), default=0)
    room = columns - width - 6
    if room < _LEAST_TOLD or not any(each.told for _, each in found):
        return [each.word for _, each in found]
    return [
        f"{each.word:{width}}  ({cut})" if (cut := _cut(each.told, room)) else each.word
        for _, each in found
    ]


def _cut(text: str, room: int) -> str:
    shown = one_line(text)
    return shown if len(shown) <= room else f"{shown[: room - 1]}…"
