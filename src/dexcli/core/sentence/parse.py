"""The whole sentence: people, day, kind, place, tags, promise, and the rest, which is the note."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import vocabulary
from dexcli.core.contact import ATTEMPT_KIND, ME, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.sentence import days, kinds, notes, places, promise
from dexcli.core.sentence.board import Board, Role
from dexcli.core.sentence.days import Calendar
from dexcli.core.sentence.kinds import Verb
from dexcli.core.sentence.people import Crowd, Named
from dexcli.core.when import Facing

CALL = "call"
_TO = frozenset({"to", "à", "a", "au"})
_FROM = frozenset({"from", "de", "d'"})
_FOR = frozenset({"for", "pour"})  # "a voicemail for Bob"
_BY = frozenset({"by", "par"})
_FRENCH = vocabulary.bag("avec chez et hier j'ai m'a une un le la les du des dejeuner avons")


class TwoDaysError(ValueError):
    """A sentence names two days, and either may be meant."""


class Heard(Struct, frozen=True):
    """A word of the sentence and what it became."""

    text: str
    role: Role


class Parse(Struct, frozen=True, kw_only=True):
    """What a sentence says.

    ``by`` is "me", the text of one of the names, or nothing; ``aside`` are names
    of people here that stay in the note, as it isn't certain that they were there.
    """

    people: tuple[Named, ...] = ()
    ambiguous: tuple[Named, ...] = ()
    unknown: tuple[str, ...] = ()
    day: PartialDate | None = None
    kind: str
    place: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    by: str = ""
    promise: Reminder | None = None
    aside: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()


class Surroundings(Struct, frozen=True):
    """What a sentence is read by: who is here, the day, how dates are read, kinds in use."""

    ledger: Ledger
    today: date
    order: str | None = None
    kinds: Mapping[str, str] = {}  # as they are compared, and as they are spelled

    def calendar(self, facing: Facing) -> Calendar:
        """Return from where days are seen, looking back or ahead."""
        return Calendar(self.today, facing, self.order)


def parse(text: str, here: Surroundings) -> Parse:
    """Read a sentence.

    Raises:
        ValueError: A date could be several, two days are named, or nothing is promised.
    """
    main, later = promise.split(text)
    promised = None if later is None else promise.parse(later, here.calendar(Facing.AHEAD))
    board = Board(main)
    crowd = Crowd(board, here.ledger)
    tags = notes.take_tags(board)
    notes.take_literals(board)
    notes.take_said(board, crowd)
    notes.take_about(board)
    day = _take_day(board, crowd, here)
    said = _verb(board)
    head = _first_with(board)
    is_french = any(token.plain in _FRENCH for token in board.tokens)
    by = _take_people(board, crowd, said)
    place = places.take(board, is_french=is_french)
    if not crowd.found:
        _take_bare(board, crowd)
    has_with = any(token.plain in vocabulary.WITH for token in board.tokens)
    kind = kinds.take(board, said, here.kinds, head=head, is_phrase=has_with)
    if kind == CALL and kinds.is_in_vain(board):
        kind = ATTEMPT_KIND
    return _parsed(board, crowd, Parse(
        day=day, kind=kind, place=place, tags=tags, by=by, promise=promised,
    ))  # fmt: skip


def _parsed(board: Board, crowd: Crowd, rest: Parse) -> Parse:
    in_order = sorted(crowd.found, key=lambda found: found[0])
    everybody = list({each.text: each for _, each in in_order}.values())
    sure = {each.handle: each for each in reversed(everybody) if each.is_sure}
    note, aside = notes.rest(board, crowd)
    return replace(
        rest,
        people=tuple(each for each in everybody if sure.get(each.handle) is each),
        ambiguous=tuple(each for each in everybody if each.who and not each.is_sure),
        unknown=tuple(each.text for each in everybody if not each.who),
        note=note,
        aside=aside,
        heard=tuple(
            Heard(board.source[token.start : token.end], role or Role.NOTE)
            for token, role in zip(board.tokens, board.roles, strict=True)
        ),
    )


def _take_day(board: Board, crowd: Crowd, here: Surroundings) -> PartialDate | None:
    """Return the day of the sentence, and mark its words.

    A day that lies ahead counts only where no other is named. A day at the very
    end of what a talk was about is the talk's.

    Raises:
        TwoDaysError: Two are named.
    """
    calendar = here.calendar(Facing.BACK)
    found = days.found(board, calendar, crowd.is_name)
    if not found:
        found = notes.day_at_end(board, calendar)
    past = [day for day in found if day.on.first <= here.today]
    chosen = past or found[:1]
    if not chosen:
        return None
    best = max(chosen, key=lambda day: (day.on.day is not None, day.on.month is not None))
    for day in chosen:
        if not (day.on.first <= best.on.first and best.on.last <= day.on.last):
            one, two = (board.text(each.start, each.end) for each in (chosen[0], chosen[-1]))
            raise TwoDaysError(
                f"two days, {one!r} and {two!r}; a backslash keeps a word as text (\\{two})"
            )
        board.mark(day.start, day.end, Role.DAY)
    return best.on


def _verb(board: Board) -> Verb | None:
    """Return what was done, by a word before `with`, and mark it."""
    said = kinds.verb(board, 0, _first_with(board))
    if said is not None:
        board.mark(said.start, said.end, Role.VERB)
    return said


def _first_with(board: Board) -> int:
    places_ = (place for place, token in enumerate(board.tokens)
               if token.plain in vocabulary.WITH and board.is_free(place))  # fmt: skip
    return next(places_, len(board))


def _take_people(board: Board, crowd: Crowd, said: Verb | None) -> str:
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
    return ME if subject == [ME] else ""


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
    had = frozenset({"had", "have", "has", "went", "avons", "ont", "a", "m'a", "took", "got", "did",
                     "played", "watched", "came"})  # fmt: skip
    before = board.tokens[: _first_with(board)]
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
        crowd.take_list(place + 1)
        if crowd.found:
            board.mark(place, place + 1, Role.GLUE)
            return crowd.found[0][1].text if has_reached else ME
    return ""


def _take_bare(board: Board, crowd: Crowd) -> None:
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
