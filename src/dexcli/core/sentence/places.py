"""Where it was: `at PLACE`, `chez PLACE`, `à PLACE`, `in PLACE`."""

from dexcli.core import vocabulary
from dexcli.core.sentence.board import PARTICLES, Board, Role

_AT = frozenset({"at", "chez", "à", "au", "aux", "in"})
_NO_PLACE = vocabulary.bag("""
noon midnight night last least first all once lunch lunchtime dinner breakfast
length large midi minuit pied propos nouveau bientot peine travers cause partir moins
telephone moment present""")
_ARTICLES = vocabulary.bag("the a an my our his her their la le les l' mon ma notre son sa leur")
_OVER = vocabulary.bag("""
and et & about where when who then with avec for pour because to talking over in on
during after before by at while from until till de since pendant apres avant qui puis pour on
nous je i we he she it was is together ensemble""")
_PLAYED = vocabulary.bag("joue jouer jouait jouons jouent played")
_MOST = 4  # words in small letters


def take(board: Board, *, is_french: bool) -> str:
    """Return the first place of the sentence, or nothing, and mark its words."""
    for start in range(len(board) - 1):
        if not board.is_free(start) or not board.is_free(start + 1):
            continue
        word = _marker(board, start, is_french=is_french)
        if word is None or board.tokens[start].tail:
            continue
        end = _end(board, start + 1, word)
        if end > start + 1:
            board.mark(start, end, Role.PLACE)
            first = start if word == "chez" else start + 1
            return board.text(first + _has_article(board, word, first, end), end)
    return ""


def _has_article(board: Board, word: str, start: int, end: int) -> bool:
    """Whether "la" says nothing: "à la gare" is the gare, as "au marché" is the marché."""
    is_la = word == "à" and board.tokens[start].core == "la"
    return is_la and end > start + 1 and not board.tokens[start + 1].is_capital


def _marker(board: Board, place: int, *, is_french: bool) -> str | None:
    word = board.tokens[place].core.casefold()
    if place and board.tokens[place - 1].plain in _PLAYED:
        return None  # "joué au tennis"
    if word in _AT:
        return word
    small_a = is_french and word == "a" and board.tokens[place + 1].is_capital
    return "à" if small_a else None


def _end(board: Board, start: int, word: str) -> int:
    """Return where the place ends that begins here; at its start where it is none."""
    first = board.tokens[start]
    if first.core[:1].isdigit() and not board.tokens[min(start + 1, len(board) - 1)].is_capital:
        return start  # "at 5pm"
    if word == "chez" and first.plain in vocabulary.PRONOUNS | {"lui", "eux"}:
        return start + 1
    place = start
    while place < len(board) and board.is_free(place) and board.tokens[place].plain in _ARTICLES:
        place += 1
    if not board.is_free(place) or board.tokens[place].plain in _NO_PLACE | vocabulary.PRONOUNS:
        return start
    if board.tokens[place].is_capital or board.tokens[place].core[:1].isdigit():
        return _end_of_name(board, place)
    if word in {"in", "aux"} or (word == "à" and place == start):
        return start
    return _end_of_words(board, place)


def _end_of_name(board: Board, start: int) -> int:
    end = start + 1
    for place in range(start, len(board)):
        token = board.tokens[place]
        if not board.is_free(place) or (token.lead and place > start):
            break
        if token.is_capital or token.core[:1].isdigit():
            end = place + 1
        elif token.plain not in PARTICLES | {"in", "and", "&", "à", "sur", "sous", "au"}:
            break
        if token.tail:
            break
        if token.is_whose and place + 1 < len(board) and not board.tokens[place + 1].is_capital:
            return _end_of_words(board, place + 1, most=2)
    return end


def _end_of_words(board: Board, start: int, most: int = _MOST) -> int:
    end = start
    for place in range(start, min(start + most, len(board))):
        token = board.tokens[place]
        if not board.is_free(place) or token.plain in _OVER - {"de"} or token.lead:
            break
        end = place + 1
        if token.tail:
            break
    return end
