"""The whole sentence: people, day, kind, place, tags, promise, and the rest, which is the note."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import names, vocabulary
from dexcli.core.contact import ATTEMPT_KIND, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.sentence import days, doubts, kinds, notes, places, present, promise
from dexcli.core.sentence.board import Board, Role
from dexcli.core.sentence.kinds import Verb
from dexcli.core.sentence.people import Crowd, Named
from dexcli.core.sentence.seen import Calendar
from dexcli.core.when import Facing

CALL = "call"


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


class Surroundings(Struct, frozen=True, dict=True):
    """What a sentence is read by: who is here, the day, how dates are read, kinds of the settings.

    The kinds are as they are compared, with how they are spelled.
    """

    ledger: Ledger
    today: date
    order: str | None = None
    kinds: Mapping[str, str] = {}

    @cached_property
    def used(self) -> Mapping[str, str]:
        """The kinds of everybody's interactions; in a large ledger they take a second."""
        return kinds.used_by(self.ledger)

    def calendar(self, facing: Facing) -> Calendar:
        """Return from where days are seen, looking back or ahead."""
        return Calendar(self.today, facing, self.order)


def parse(text: str, here: Surroundings) -> Parse:
    """Read a sentence.

    A kind that is in use keeps its spelling: a common one with those who are
    named, another with anybody.

    Raises:
        ValueError: A date could be several, two days are named, or nothing is promised.
    """
    said = _read(text, here)
    used: Mapping[str, str] = (
        here.used
        if _is_rare(said.kind)
        else kinds.used_by(who for each in (*said.people, *said.ambiguous) for who in each.who)
    )
    folded = names.fold(text)
    used = {key: kind for key, kind in used.items() if key in folded and kind != said.kind}
    return _read(text, replace(here, kinds={**used, **here.kinds})) if used else said


def _is_rare(kind: str) -> bool:
    return kind not in vocabulary.NOUNS and kind not in vocabulary.KINDS.values()


def _read(text: str, here: Surroundings) -> Parse:
    main, later = promise.split(text)
    promised = None if later is None else promise.parse(later, here.calendar(Facing.AHEAD))
    board = Board(main)
    doubts.check_length(board)
    crowd = Crowd(board, here.ledger)
    tags = notes.take_tags(board)
    notes.take_literals(board)
    notes.take_said(board, crowd)
    notes.take_about(board)
    doubts.check(board)
    day = _take_day(board, crowd, here)
    said = _verb(board)
    head = present.first_with(board)
    by = present.take(board, crowd, said)
    place = places.take(board, is_french=present.is_french(board))
    if not crowd.found:
        present.take_bare(board, crowd)
    has_with = any(token.plain in vocabulary.WITH for token in board.tokens)
    kind = kinds.take(board, said, here.kinds, head=head, is_phrase=has_with)
    doubts.check_days(board)
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
    said = kinds.verb(board, 0, present.first_with(board))
    if said is not None:
        board.mark(said.start, said.end, Role.VERB)
    return said
