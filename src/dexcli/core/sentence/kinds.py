"""What it was: a coffee, a call, a walk."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from dexcli.core import names, vocabulary
from dexcli.core.contact import DEFAULT_KIND, Contact
from dexcli.core.sentence.board import Board, Role

_MOST_WORDS = 3  # of a kind that nobody has used yet
_OVER = frozenset({"for", "over", "on", "by", "pour", "par", "at", "au", "autour", "via", "d'un"})
_ASIDE = vocabulary.AUXILIARIES | vocabulary.PRONOUNS | {"au", "aux"}


class Verb(Struct, frozen=True):
    """What was done: where it stands, the kind it makes, and whether it is a step of somebody."""

    start: int
    end: int
    kind: str
    is_step: bool


def used_by(contacts: Iterable[Contact]) -> dict[str, str]:
    """Return the kinds of these contacts' interactions, as they are compared and spelled."""
    spelled = dict.fromkeys(each.kind for one in contacts for each in one.interactions)
    return {names.fold(kind): kind for kind in reversed(spelled)}


def verb(board: Board, start: int, end: int) -> Verb | None:
    """Return the first word in these places that says what was done."""
    for place in range(start, end):
        size = board.phrase_at(place, vocabulary.VERBS, vocabulary.LONGEST)
        if size and place + size <= end:
            said = board.plain(place, place + size)
            kind = vocabulary.VERBS[said]
            return Verb(place, place + size, kind, said in vocabulary.STEPS)
    return None


def is_in_vain(board: Board) -> bool:
    """Whether nobody answered, which makes a call an attempt."""
    text = board.plain(0, len(board))
    return any(said in text for said in vocabulary.IN_VAIN)


def take(
    board: Board, said: Verb | None, used: Mapping[str, str], *, head: int, is_phrase: bool
) -> str:
    """Return the kind and mark its words; what else stands there stays free.

    Args:
        board: The sentence.
        said: What was done, as far as a verb says it.
        used: The kinds that are used here, as they are compared and as they are spelled.
        head: Where the part of the sentence ends that says what it was.
        is_phrase: Whether all of that part may be a kind that nobody has used yet.
    """
    known = dict(vocabulary.KINDS) | dict(used)
    phrase = _phrase(board, head)
    if phrase is not None:
        whole = board.plain(*phrase)
        if whole in known and board.joined(*phrase):
            board.mark(*phrase, Role.KIND)
            typed = board.text(*phrase).casefold()
            return typed if typed in vocabulary.NOUNS and whole not in used else known[whole]
        for place in range(*phrase):
            if size := board.phrase_at(place, known, vocabulary.LONGEST):
                kind = known[board.plain(place, place + size)]
                if phrase[1] - phrase[0] == size:
                    board.mark(*phrase, Role.KIND)
                return kind
        is_short = phrase[1] - phrase[0] <= _MOST_WORDS and board.joined(*phrase)
        is_short = is_short and not any(mark.isdigit() for mark in whole)
        is_short = is_short and not _has_name(board, *phrase)
        if is_phrase and said is None and is_short:
            board.mark(*phrase, Role.KIND)
            return _plain(board.text(*phrase))
    is_weak = said is None or said.kind in vocabulary.WEAK
    if is_weak and (behind := _behind(board, head if is_phrase else 0, known, is_any=said is None)):
        return behind
    return DEFAULT_KIND if said is None else used.get(names.fold(said.kind), said.kind)


def _phrase(board: Board, head: int) -> tuple[int, int] | None:
    """Return the first run of free words before ``head``, without what says nothing of itself."""
    start = 0
    while start < head:
        if not board.is_free(start):
            start += 1
            continue
        end = start
        while end < head and board.is_free(end) and (end == start or not _parts(board, end - 1)):
            end += 1
        first, last = start, end
        while first < last and _says_nothing(board, first):
            first += 1
        while last > first and board.tokens[last - 1].plain in _ASIDE | vocabulary.AND:
            last -= 1
        if first < last:
            board.mark(start, first, Role.GLUE)
            board.mark(last, end, Role.GLUE)
            return first, last
        if all(board.tokens[p].plain in _ASIDE for p in range(start, end)):
            board.mark(start, end, Role.GLUE)
        start = end
    return None


def _says_nothing(board: Board, place: int) -> bool:
    """Whether a word says nothing of what it was: "an", but not the "au" of "au téléphone"."""
    is_aside = board.tokens[place].plain in _ASIDE
    return is_aside and not board.phrase_at(place, vocabulary.KINDS, vocabulary.LONGEST)


def _has_name(board: Board, start: int, end: int) -> bool:
    """Whether a capital stands elsewhere than at the beginning: a name, and no kind."""
    if board.source.isupper():
        return False
    return any(board.tokens[place].is_capital for place in range(max(start, 1), end))


def _parts(board: Board, place: int) -> bool:
    return bool(board.tokens[place].tail)


def _behind(board: Board, head: int, known: Mapping[str, str], *, is_any: bool) -> str:
    """Return the kind that stands behind: "met with Ada for lunch", "over coffee"."""
    for place in range(head, len(board)):
        if not board.is_free(place):
            continue
        size = board.phrase_at(place, dict(known), vocabulary.LONGEST)
        if not size:
            continue
        first = place
        while board.is_free(first - 1) and board.tokens[first - 1].plain in _ASIDE | _OVER:
            first -= 1
        opens = first < place or " " in board.plain(place, place + size)
        if opens or is_any:
            kind = known[board.plain(place, place + size)]
            board.mark(place, place + size, Role.KIND)
            board.mark(first, place, Role.GLUE)
            return kind
    return ""


def _plain(text: str) -> str:
    """Return words as a kind: a capital that only begins the sentence goes."""
    if text.isupper():
        return text.lower()
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
