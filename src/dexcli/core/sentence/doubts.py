"""What a sentence must not be logged for: it didn't happen, not yet, or somebody else told it.

Also a day of which a word stands beside it that nobody has read: better asked than
logged on another one. A backslash before a word takes it out of all this.
"""

import re
from collections.abc import Iterator

from dexcli.core import vocabulary
from dexcli.core.sentence.board import Board, Role

MOST_WORDS = 400  # of a sentence; a longer text is no sentence
_NEGATED = re.compile(
    r"^(?:no|not|pas|aucun|aucune) (?!answer|reponse)"
    r"|\b(?:did not|didn't|do not|don't|have not|haven't|has not|hasn't|had not|hadn't|was not"
    r"|wasn't|were not|weren't|never|not with|cancell?ed|called off|postponed|pas avec|jamais"
    r"|annulee?s?|reportee?s?|n'(?:ai|as|a|avons|avez|ont|est|etait) pas|ne \w+ pas"
    r"|pas (?:vu|pu|appele|rencontre|eu))\b"
)
_PLANNED = re.compile(
    r"^(?:(?:i|we|je|on|nous) )?(?:need|needs|want|wants|have|has|going|plan|planning|remember"
    r"|forgot|wish|would like|hope)(?:ed)? to\b|^(?:(?:i|we) )?(?:must|should|shall|i'll|we'll)\b"
    r"|^(?:i|we) will\b"
    r"|^(?:todo|to do|plan|planning)\b|^(?:il faut|je dois|je vais|on va|nous allons|penser a"
    r"|oublie d[e']|prevu)"
)
_TOLD = re.compile(r"\b(?:told (?:me|us)|said|says|heard \w* ?\w* ?that|(?:m'|nous )?a dit)\b")
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|er)?|'\d\d")
_PARTS = frozenset({"half", "demi", "demie", "couple", "before", "after"})
_DAYS = (
    "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "mercredi", "vendredi", "samedi", "dimanche",
)  # fmt: skip
_NO_DAYS = frozenset({"sundae", "sundry", "friary", "mundane"})
_SHORT, _LONG = 5, 8  # letters of a word in which one, or two may be wrong


class DoubtfulError(ValueError):
    """A sentence of which it isn't certain that, or when, it happened."""


def check_length(board: Board) -> None:
    """Refuse a text that is too long for a sentence.

    Raises:
        DoubtfulError: It has too many words.
    """
    if len(board) > MOST_WORDS:
        raise DoubtfulError(
            f"{len(board):,} words are no sentence; expected at most {MOST_WORDS}: "
            "put what is to be kept behind -m"
        )


def check(board: Board) -> None:
    """Refuse what didn't happen, what is still to come, and what somebody was told.

    Raises:
        DoubtfulError: A word in it says so.
    """
    head = _head(board)
    text = board.plain(0, head)
    if any(said in text for said in vocabulary.IN_VAIN):
        return
    for pattern, why in (
        (_NEGATED, "says that it didn't happen"),
        (_PLANNED, "is still to come, and goes to 'dexcli remind'"),
    ):
        if found := pattern.search(text):
            raise DoubtfulError(_said(found[0], why))
    told = _TOLD.search(board.plain(0, _first_with(board, head)))
    if told is not None:
        raise DoubtfulError(_said(told[0], "leaves open who was met"))


def check_days(board: Board) -> None:
    """Refuse a day beside which a word stands that may be a part of it, and one mistyped.

    Raises:
        DoubtfulError: There is such a word.
    """
    for start, end in _runs(board, Role.DAY):
        before, behind = start - 1, end
        for place in (before, behind):
            if not board.is_free(place) or _is_parted(board, min(place, start), max(place, end)):
                continue
            word = board.tokens[place].plain
            is_number = place == behind and word == "the" and _is_number(board, place + 1)
            if word in _PARTS or _NUMBER.fullmatch(word) or is_number:
                last = max(place + 1 + is_number, end)
                raise DoubtfulError(_said(board.text(min(place, start), last), "is a doubtful day"))
    for place, token in enumerate(board.tokens):
        if not board.is_free(place) or token.is_literal:
            continue
        if token.plain == "ago" or _is_il_y_a(board, place):
            raise DoubtfulError(_said(token.core, "belongs to a day that nobody can read"))
        if not token.is_capital and (meant := _mistyped(token.plain)):
            raise DoubtfulError(_said(token.core, f"is no day; perhaps {meant}"))


def _said(what: str, why: str) -> str:
    word = what.split(maxsplit=1)[0]
    return f"{what.strip()!r} {why} (a backslash keeps a word as text: \\{word})"


def _head(board: Board) -> int:
    """Return where something else begins: a note, or what somebody is or does (", she was")."""
    for place in range(len(board)):
        is_clause = place and "," in board.tokens[place - 1].tail
        if board.roles[place] is Role.NOTE or (
            is_clause and board.tokens[place].plain in vocabulary.THEY
        ):
            return place
    return len(board)


def _first_with(board: Board, head: int) -> int:
    found = (p for p in range(head) if board.tokens[p].plain in vocabulary.WITH)
    return next(found, head)


def _runs(board: Board, role: Role) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(board):
        if board.roles[start] is not role:
            start += 1
            continue
        end = start
        while end < len(board) and board.roles[end] is role:
            end += 1
        yield start, end
        start = end


def _is_parted(board: Board, start: int, end: int) -> bool:
    """Whether a mark stands between a day and the word beside it."""
    inner = board.tokens[start : end + 1]
    return any(t.tail for t in inner[:-1]) or any(t.lead for t in inner[1:])


def _is_number(board: Board, place: int) -> bool:
    return board.is_free(place) and bool(_NUMBER.fullmatch(board.tokens[place].plain))


def _is_il_y_a(board: Board, place: int) -> bool:
    units = {"jours", "semaines", "mois", "ans", "semaine", "an"}
    return board.plain(max(place - 1, 0), place + 2) == "il y a" and any(
        token.plain in units for token in board.tokens[place + 2 : place + 5]
    )


def _mistyped(word: str) -> str:
    """Return the day that a word nearly is; "" for none."""
    if len(word) <= _SHORT or word in _NO_DAYS or word in vocabulary.TELLING:
        return ""
    from rapidfuzz.distance import OSA  # only for a sentence

    for day in _DAYS:
        most = 2 if len(day) >= _LONG else 1
        if word[0] == day[0] and 0 < OSA.distance(word, day) <= most and word != f"{day}s":
            return day
    return ""
