"""Who was there: whoever stands where people stand in a sentence."""

from dexcli.core import vocabulary
from dexcli.core.contact import ME
from dexcli.core.sentence.board import Board, Role
from dexcli.core.sentence.kinds import Verb
from dexcli.core.sentence.people import Crowd

_TO = frozenset({"to", "à", "a", "au"})
_FROM = frozenset({"from", "de", "d'"})
_FOR = frozenset({"for", "pour"})  # "a voicemail for Bob"
_BY = frozenset({"by", "par"})
_HAD = vocabulary.bag("had have has went avons ont a m'a took got did played watched came est sont")
_FRENCH = vocabulary.bag("avec chez et hier j'ai m'a une un le la les du des dejeuner avons")


def is_french(board: Board) -> bool:
    """Whether a word of the sentence says that it is French."""
    return any(token.plain in _FRENCH for token in board.tokens)


def first_with(board: Board) -> int:
    """Return where the first `with` stands, or where the sentence ends."""
    places_ = (place for place, token in enumerate(board.tokens)
               if token.plain in vocabulary.WITH and board.is_free(place))  # fmt: skip
    return next(places_, len(board))


def take(board: Board, crowd: Crowd, said: Verb | None) -> str:
    """Take everybody from where people stand, and return who took the step."""
    by = ""
    if said is not None:
        by = _around_verb(board, crowd, said)
    elif any(token.plain in vocabulary.AUXILIARIES for token in board.tokens):
        _subject(board, crowd, _first_auxiliary(board))
    for place, token in enumerate(board.tokens):
        if token.plain in vocabulary.WITH and board.is_free(place) and not token.tail:
            before = len(crowd.found)
            crowd.take_list(place + 1)
            if len(crowd.found) > before or not board.is_free(place + 1):
                board.mark(place, place + 1, Role.GLUE)
    return by or _to_or_from(board, crowd)


def _around_verb(board: Board, crowd: Crowd, said: Verb) -> str:
    """Take who stands before what was done, and to whom; return who took the step."""
    subject = _subject(board, crowd, said.start)
    place = said.end
    nearby = board.tokens[place].core.casefold() if place < len(board) else ""
    is_passive = nearby in _BY
    is_reached = nearby in _TO or is_passive
    start = place + 1 if is_reached else place
    before = len(crowd.found)
    if start < len(board) and board.are_free(place, start + 1):
        if board.tokens[start].plain in vocabulary.MYSELF:
            board.mark(place, start + 1, Role.GLUE)
        elif is_reached or board.tokens[start].plain not in vocabulary.WITH:
            crowd.take_list(start)
            if len(crowd.found) > before:
                board.mark(place, start, Role.GLUE)
    objects = crowd.found[before:]
    if not said.is_step:
        return ""
    if is_passive and objects:
        return objects[0][1].text
    if len(subject) == 1 and subject[0] != ME and not objects:
        return subject[0]
    if objects and not subject and _is_told_by_me(board, said):
        return ME
    return ME if subject == [ME] else ""


def _is_told_by_me(board: Board, said: Verb) -> bool:
    """Whether nobody stands before what was done: "called Bob" is what one did oneself."""
    before = board.tokens[: said.start]
    return not any(token.plain in vocabulary.THEY for token in before) and all(
        role is not Role.PERSON for role in board.roles[: said.start]
    )


def _subject(board: Board, crowd: Crowd, end: int) -> list[str]:
    """Take who stands before what was done, and return them; "me" for I and we."""
    start = end
    while start > 0 and board.is_free(start - 1) and _is_aside(board, start - 1):
        start -= 1
    aside = {board.tokens[place].plain for place in range(start, end)}
    me = [ME] if aside & vocabulary.I_DID and not aside & {"m'a", "m'ont"} else []
    first = start
    while first > 0 and board.is_free(first - 1) and board.tokens[first - 1].tail in {"", ","}:
        first -= 1
    while first < start and board.tokens[first].plain in vocabulary.AUXILIARIES:
        first += 1  # "sent Bob a letter"
    if first == start or board.plain(first, start) in vocabulary.KINDS:
        board.mark(start, end, Role.GLUE)
        return me
    before = len(crowd.found)
    for each in range(first, start):
        begins = each == first or bool(board.tokens[each - 1].tail)
        if begins and _is_all_people(board, crowd, each, start):
            break
    if not crowd.found[before:]:
        return me
    board.mark(start, end, Role.GLUE)
    return [each.text for _, each in crowd.found[before:]] + me


def _is_all_people(board: Board, crowd: Crowd, start: int, end: int) -> bool:
    """Take the people in these words if there is nothing else in them, and say so."""
    roles, before = list(board.roles), len(crowd.found)
    if crowd.take_list(start, end) >= end and len(crowd.found) > before:
        return True
    board.roles[:] = roles
    del crowd.found[before:]
    return False


def _is_aside(board: Board, place: int) -> bool:
    token = board.tokens[place]
    words = vocabulary.AUXILIARIES | vocabulary.PRONOUNS | {"and", "et", "&"}
    return token.plain in words and not token.tail


def _first_auxiliary(board: Board) -> int:
    had = _HAD if is_french(board) else _HAD - {"a"}
    before = board.tokens[: first_with(board)]
    return next((p for p, t in enumerate(before) if t.plain in had and board.is_free(p)), 0)


def _to_or_from(board: Board, crowd: Crowd) -> str:
    """Take who stands behind "call from" or "letter to", and return who took that step."""
    if crowd.found:
        return ""
    for place in range(1, len(board) - 1):
        word = board.tokens[place].core.casefold()
        is_reached, has_reached = word in _TO, word in _FROM or word in _BY
        starts = range(max(0, place - vocabulary.LONGEST), place)
        kinds_ = {vocabulary.KINDS.get(board.plain(start, place)) for start in starts} - {None}
        is_reached = is_reached or (word in _FOR and bool(kinds_ & {"attempt", "message"}))
        if not kinds_ or not (is_reached or has_reached) or not board.are_free(place, place + 2):
            continue
        roles = list(board.roles)
        crowd.take_list(place + 1)
        if crowd.found and not crowd.found[0][1].who and _has_name(board, crowd):
            board.roles[:] = roles  # "sent Bob a postcard from Rome"
            crowd.found.clear()
        if crowd.found:
            board.mark(place, place + 1, Role.GLUE)
            return crowd.found[0][1].text if has_reached else ME
    return ""


def _has_name(board: Board, crowd: Crowd) -> bool:
    """Whether somebody who is here is named in the words of which nothing is known yet."""
    return any(board.is_free(p) and crowd.is_name(p, p + 1) for p in range(len(board)))


def take_bare(board: Board, crowd: Crowd) -> None:
    """Take who is named by themselves where nobody stands in a place for people."""
    start = 0
    while start < len(board):
        if not board.is_free(start):
            start += 1
            continue
        size = board.phrase_at(start, vocabulary.KINDS, vocabulary.LONGEST)
        token = board.tokens[start]
        before = board.tokens[start - 1].plain if start else ""
        is_skipped = token.plain in vocabulary.AUXILIARIES or token.plain in vocabulary.WITH
        if size or is_skipped or before in vocabulary.OF | vocabulary.WITH:
            start += size or 1
            continue
        taken = crowd.take_known(start)
        start = max(taken, start + 1)
