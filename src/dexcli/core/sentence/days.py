"""The days in a sentence: the longest runs of words that are one."""

import re
from collections.abc import Callable

from msgspec import Struct

from dexcli.core import vocabulary, when
from dexcli.core.dates import PartialDate
from dexcli.core.sentence import seen
from dexcli.core.sentence.board import Board
from dexcli.core.sentence.seen import Calendar
from dexcli.core.when import Facing

_LONGEST = 7  # words: "on friday the 20 of november 2026"
_ON = {
    Facing.BACK: frozenset({"on", "le", "the", "du"}),
    Facing.AHEAD: frozenset({"on", "le", "the", "by", "until", "till", "before", "for", "avant",
                             "d'ici", "pour", "jusqu'au"}),
}  # fmt: skip
_IN = frozenset({"in", "en"})
_UNITS = vocabulary.bag("""
days day d jours jour j weeks week w semaines semaine sem fortnights fortnight
months month mois mo m years year yrs yr y annees annee ans an""")
_SIGNED = re.compile(r"il y a |in |dans |.* (?:ago|from now|from today)$")
_WORDS_TOO = vocabulary.bag("""
mon sat sun wed mar jan sept march may april june august mars mai avril dec
fev juil aug nov oct apr jun jul feb mer jeu""")
_ARTICLES = vocabulary.bag("the a an in of my his her le la un une mon ma de du en au")
_SLASHED = re.compile(r"\d\d?/\d\d?(?:/\d{2,4})?|\d\d?([.-])\d\d?\1\d{2,4}")
_NUMBER_OF_MONTH = re.compile(r"(?:on (?:the )?(\d\d?)(?:st|nd|rd|th)|le (\d\d?|1er))")
_BEHIND = frozenset({"at", "with", "avec", "chez", "about", "and", "et", "à", "au", "for", "pour"})
_NO_DAY = "no day of the calendar"
_NOT_OF_IT = vocabulary.bag("""
because by before until till every each since car parce avant jusqu'a chaque depuis black good""")
_CLOSING = frozenset(")]\"'”»")
_OF_A_DAY = re.compile(
    r"(?:(?:in|during) the |dans la |(?:dans |en |au |le )?(?:l' ?)?)?"
    r"(?:morning|afternoon|evening|night|lunchtime|matin|matinee|apres[- ]?midi|soir|soiree)"
)
_LONGEST_PART = 3  # words: "in the evening"


class Day(Struct, frozen=True):
    """A day in a sentence: which, and which words say it."""

    on: PartialDate
    start: int
    end: int


def found(board: Board, calendar: Calendar, is_name: Callable[[int, int], bool]) -> list[Day]:
    """Return every day in the free words, the longest at each place.

    Args:
        board: The sentence.
        calendar: From where its days are seen.
        is_name: Whether words are somebody's name: "April" alone is then no month.

    Raises:
        ValueError: A date in digits could be several.
    """
    days: list[Day] = []
    place = 0
    while place < len(board):
        day = _at(board, place, calendar, is_name)
        if day is not None:
            days.append(day)
        place = place + 1 if day is None else day.end
    return days


def last(board: Board, calendar: Calendar) -> Day | None:
    """Return the day that the last words are, the longest run of them that is one.

    Raises:
        ValueError: A date in digits could be several.
    """
    end = len(board)
    if not end or _CLOSING.intersection(board.tokens[-1].tail):
        return None
    for start in range(max(0, end - _LONGEST), end):
        if any(token.is_literal for token in board.tokens[start:]):
            continue
        on = _said(board, start, end, calendar)
        if on is not None:
            return Day(on, start, end)
    return None


def _at(
    board: Board, start: int, calendar: Calendar, is_name: Callable[[int, int], bool]
) -> Day | None:
    for size in range(min(_LONGEST, len(board) - start), 0, -1):
        end = start + size
        if size == 1 and is_name(start, end):
            continue
        if calendar.facing is Facing.BACK and _is_of_something_else(board, start):
            return None
        on = _said(board, start, end, calendar)
        if on is not None:
            return Day(on, start, end + _part_of_day(board, end, on, calendar))
    return None


def _is_of_something_else(board: Board, start: int) -> bool:
    """Whether a day is none of the meeting: "because Monday", "(born in May", ", she leaves"."""
    before = board.plain(max(start - 2, 0), start).split()
    if before and before[-1] in _NOT_OF_IT and before[0] not in {"came", "dropped", "stopped"}:
        return not board.tokens[start - 1].tail
    for place in range(start - 1, -1, -1):
        token = board.tokens[place]
        if ")" in token.tail:
            return False
        if "(" in token.lead:
            return True
        if "," in token.tail:
            return place + 1 < start and board.tokens[place + 1].plain in vocabulary.THEY
    return False


def _part_of_day(board: Board, start: int, on: PartialDate, calendar: Calendar) -> int:
    """Return how many words from here only say when on that day it was.

    What is promised keeps them: they are still to come, and say more than the day.
    """
    if on.full is None or calendar.facing is not Facing.BACK or board.tokens[start - 1].tail:
        return 0
    for size in range(min(_LONGEST_PART, len(board) - start), 0, -1):
        end = start + size
        is_part = board.are_free(start, end) and board.joined(start, end)
        if is_part and _OF_A_DAY.fullmatch(board.plain(start, end)):
            return size
    return 0


def _said(board: Board, start: int, end: int, calendar: Calendar) -> PartialDate | None:
    """Return the day that these words are, all of them."""
    if not board.are_free(start, end) or not _is_one_phrase(board, start, end):
        return None
    if end - start == 1 and not _stands_alone(board, start):
        return None
    words = [token.plain for token in board.tokens[start:end]]
    if len(words) > 1 and words[-2] in {"the", "le"} and words[-1] in _WORDS_TOO:
        return None  # "the sun" shines
    on = seen.weekend(" ".join(words), calendar) or _read(words, calendar)
    return _of_month(board, end, words, calendar) if on is None else on


def _is_one_phrase(board: Board, start: int, end: int) -> bool:
    """Whether no mark parts these words but the comma of "Friday, 20 November" and of "nov."."""
    inner = board.tokens[start:end]
    return all(t.tail in {"", ",", "."} for t in inner[:-1]) and not any(t.lead for t in inner[1:])


def _read(words: list[str], calendar: Calendar) -> PartialDate | None:
    text, before = " ".join(words), _ON[calendar.facing]
    if _SLASHED.fullmatch(words[-1]) and (len(words) == 1 or words[0] in before):
        return _in_digits(words[-1], calendar)
    if len(words) > 1 and words[0] in before and _is_day(words[1:]):
        words, text = words[1:], " ".join(words[1:])
    elif words[0] in _IN and re.fullmatch(r"[12]\d{3}", " ".join(words[1:])):
        return PartialDate(year=int(words[1]))
    if not _is_day(words):
        return None
    if (last := seen.last_one(text, calendar)) is not None:
        return last
    try:
        return calendar.read(text)
    except ValueError as error:
        if _NO_DAY in str(error):
            raise ValueError(f"{error} (or \\{text}, which stays text)") from None
        return None


def _in_digits(text: str, calendar: Calendar) -> PartialDate | None:
    """Return a date in digits.

    Raises:
        ValueError: It could be several; what is no date at all, as 24/70, is none.
    """
    try:
        return calendar.read(text)
    except ValueError as error:
        if _NO_DAY in str(error) or "no date" in str(error):
            return None
        raise ValueError(f"{error} (or \\{text}, which stays text)") from None


def _is_day(words: list[str]) -> bool:
    """Whether words say a day as a sentence does: not "3 weeks", not a bare year."""
    text = " ".join(words)
    if words[-1] in _UNITS and len(words) > 1:
        return bool(_SIGNED.match(text)) or words[0] in {"last", "next", "this"}
    number = re.fullmatch(r"[+-]?\d+(?:st|nd|rd|th|er)? ?([a-z]*)", text)
    return number is None or when.is_month(number[1])


def _stands_alone(board: Board, place: int) -> bool:
    """Whether a single word may be a day: "may" and "sun" are words too."""
    token = board.tokens[place]
    if token.plain not in _WORDS_TOO:
        return True
    before = board.tokens[place - 1].plain if place else ""
    is_last = place == len(board) - 1
    is_weekday = token.plain in {"mon", "sat", "sun", "wed"}
    return is_weekday and is_last and place > 0 and before not in _ARTICLES


def _of_month(board: Board, end: int, words: list[str], calendar: Calendar) -> PartialDate | None:
    """Return the day that "on the 12th" or "le 12" is, at the end of what is said."""
    number = _NUMBER_OF_MONTH.fullmatch(" ".join(words))
    is_end = end == len(board) or not board.is_free(end) or bool(board.tokens[end - 1].tail)
    if number is None or not (
        is_end or board.tokens[end].plain in _BEHIND or board.phrase_at(end, vocabulary.KINDS, 1)
    ):
        return None
    day = int((number[1] or number[2]).removesuffix("er"))
    return seen.nearest(day, calendar)
