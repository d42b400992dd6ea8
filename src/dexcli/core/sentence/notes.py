"""What a sentence says beside its parts: tags, what it was about, and all that is left over."""

import re

from dexcli.core import vocabulary
from dexcli.core.sentence import days
from dexcli.core.sentence.board import DASHES, Board, Role
from dexcli.core.sentence.days import Day
from dexcli.core.sentence.people import Crowd, named
from dexcli.core.sentence.seen import Calendar

_TAG = re.compile(r"#([^\W\d][\w/-]*)")
_LONGEST_DAY = 7  # words


def take_tags(board: Board) -> tuple[str, ...]:
    """Return the tags, `#work`, each once; "#3" is a number, and stays text."""
    tags = []
    for place, token in enumerate(board.tokens):
        found = None if token.is_literal else _TAG.fullmatch(token.core)
        if found is not None:
            tags.append(found[1])
            board.mark(place, place + 1, Role.TAG)
    return tuple(dict.fromkeys(tags))


def take_literals(board: Board) -> None:
    """Mark the words that a backslash keeps out."""
    for place, token in enumerate(board.tokens):
        if token.is_literal:
            board.mark(place, place + 1, Role.NOTE)


def take_said(board: Board, crowd: Crowd) -> None:
    """Mark what stands behind a colon or a dash, once it is told who was met and how."""
    for place in range(1, len(board) + 1):
        behind = board.tokens[place - 1]
        is_mark = behind.core in DASHES | {":"}
        if behind.is_literal or not (is_mark or behind.tail.endswith(":")):
            continue
        if is_mark:
            board.mark(place - 1, place, Role.GLUE)
        if _is_told(board, place, crowd):
            _mark_free(board, place)
            return


def take_about(board: Board) -> None:
    """Mark what a talk was about: to the end, or to the `with` that is still to come."""
    for place in range(len(board)):
        size = board.phrase_at(place, vocabulary.ABOUT, 4)
        if not size or place + size >= len(board):
            continue
        has_with = any(t.plain in vocabulary.WITH for t in board.tokens[:place])
        later = [p for p in range(place, len(board)) if board.tokens[p].plain in vocabulary.WITH]
        end = later[0] if later and not has_with and not _has_object(board, place) else len(board)
        _mark_free(board, place, end)
        return


def day_at_end(board: Board, calendar: Calendar) -> list[Day]:
    """Return the day with which what a talk was about ends, if it is past."""
    end = len(board)
    said = next(
        (p for p, t in enumerate(board.tokens) if t.tail.endswith(":") or t.core in DASHES | {":"}),
        end,
    )
    if said < end - 1 or not end:
        return []
    for start in range(max(2, end - _LONGEST_DAY), end):
        words = board.tokens[start:end]
        if any(token.is_literal for token in words):
            continue
        if any(board.roles[place] is not Role.NOTE for place in range(start - 2, end)):
            continue
        alone = Board(board.raw(start, end))
        found = days.found(alone, calendar, lambda _start, _end: False)
        if found and (found[0].start, found[0].end) == (0, end - start):
            return [Day(found[0].on, start, end)] if found[0].on.first <= calendar.today else []
    return []


def rest(board: Board, crowd: Crowd) -> tuple[str, tuple[str, ...]]:
    """Return the note, and the names in it of whom it isn't certain that they were there."""
    pieces, aside = [], []
    start = 0
    while start < len(board):
        role = board.roles[start]
        if role not in (None, Role.NOTE):
            start += 1
            continue
        end = start
        while end < len(board) and board.roles[end] in (None, Role.NOTE):
            end += 1
        aside += _names(board, crowd, start, end)
        piece = " ".join(board.raw(start, end).split()).strip(" ,:;–—-")
        if any(mark.isalnum() for mark in piece) or len(piece) > 1:
            pieces.append(piece)
        start = end
    note = ", ".join(pieces)
    if note.endswith(".") and note.count(".") == 1:
        note = note[:-1]
    return note, tuple(dict.fromkeys(aside))


def _names(board: Board, crowd: Crowd, start: int, end: int) -> list[str]:
    """Return the names of people here among words that nobody marked as a note."""
    there = {each.handle for _, each in crowd.found}
    found = []
    for place in range(start, end):
        token = board.tokens[place]
        if board.roles[place] is None and token.is_capital and len(token.core) > 1:
            who = named(token.core, crowd.ledger)
            if who.is_sure and who.handle not in there:
                found.append(token.core)
    return found


def _is_told(board: Board, end: int, crowd: Crowd) -> bool:
    """Whether the words before a colon name somebody, and say how one was in touch."""
    words = board.tokens[:end]
    if any(token.plain in vocabulary.WITH for token in words[:-1]):
        return True
    if not any(
        board.phrase_at(p, known, vocabulary.LONGEST)
        for p in range(end)
        for known in (vocabulary.KINDS, vocabulary.VERBS)
    ):
        return False
    return any(
        named(token.core, crowd.ledger).who or (token.is_capital and place)
        for place, token in enumerate(words)
        if token.plain not in vocabulary.KINDS
        and token.plain not in vocabulary.PRONOUNS | vocabulary.AUXILIARIES
    )


def _has_object(board: Board, place: int) -> bool:
    """Whether a name stands before what it was about: "called Ada about the trip with Bob"."""
    return any(token.is_capital and number for number, token in enumerate(board.tokens[:place]))


def _mark_free(board: Board, start: int, end: int | None = None) -> None:
    for place in range(start, len(board) if end is None else end):
        if board.is_free(place):
            board.mark(place, place + 1, Role.NOTE)
