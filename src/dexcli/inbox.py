"""Lines from stdin, one sentence each: what isn't understood comes back as it was."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli import sentences
from dexcli.core import meetings, vocabulary, when
from dexcli.core.contact import Contact, Interaction, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.sentence.parse import Parse, Surroundings
from dexcli.core.sentence.people import exactly
from dexcli.core.when import Facing
from dexcli.sentences import Understood
from dexcli.session import Session

Over = Callable[[Interaction, Sequence[Contact]], Interaction]
_BULLET = re.compile(r"\s*(?:[-*•+]\s+(?:\[[ xX]\]\s+)?)?")
_MOST_DAY_WORDS = 6
_AMBIGUOUS = 4


class Line(Struct, frozen=True):
    """One line: its bytes, and what is to be logged by it; None where it comes back."""

    raw: bytes
    what: Understood | None = None
    said: Parse | None = None


class Wins(Struct, frozen=True):
    """What stands above a line: the options, which win, and the day where it has none."""

    over: Over
    on: PartialDate | None
    promise: Reminder | None
    day: PartialDate | None


class NotUnderstoodError(DexcliError):
    """A line says nothing that can be logged."""


def lines() -> list[bytes]:
    """Return the lines of stdin, each with its end."""
    stream: Any = getattr(sys.stdin, "buffer", None)
    raw: bytes = sys.stdin.read().encode() if stream is None else stream.read()
    return raw.splitlines(keepends=True) if b"\n" in raw else [raw] if raw else []


def read(
    raw_lines: Sequence[bytes],
    session: Session,
    *,
    over: Over,
    on: PartialDate | None,
    promise: Reminder | None,
) -> list[Line]:
    """Return what each line says; a reason for each that comes back is told on stderr.

    A line that is only a day sets the day of the lines below, until an empty
    one; it comes back with the first of them that does. Empty lines, and
    comments, which begin with "# ", come back without a fault.
    """
    here = sentences.surroundings(session)
    found: list[Line] = []
    heading: Line | None = None
    day: PartialDate | None = None
    has_logged = False
    for number, raw in enumerate(raw_lines, 1):
        text = raw.decode("utf-8", "replace").removeprefix("\ufeff").strip()
        if not text or text.startswith("# ") or text == "#":
            if not text:
                found += _unused(heading, is_used=has_logged)
                heading, day, has_logged = None, None, False
            found.append(Line(raw))
        elif (only := _only_day(text, here)) is not None:
            found += _unused(heading, is_used=has_logged)
            heading, day, has_logged = Line(raw), only, False
        else:
            wins = Wins(over, on, promise, day)
            line = _line(raw, text, wins, here, session, number=number)
            if line.what is None and heading is not None:
                found.append(heading)
                heading = None
            has_logged = has_logged or line.what is not None
            found.append(line)
    return [*found, *_unused(heading, is_used=has_logged)]


def rest(found: Sequence[Line]) -> bytes:
    """Return what comes back, byte for byte."""
    return b"".join(line.raw for line in found if line.what is None)


def _unused(heading: Line | None, *, is_used: bool) -> Iterator[Line]:
    """Yield a line with a day under which nothing was logged."""
    if heading is not None and not is_used:
        yield heading


def _line(  # noqa: PLR0913 - a line, and all by which it is read
    raw: bytes,
    text: str,
    wins: Wins,
    here: Surroundings,
    session: Session,
    *,
    number: int,
) -> Line:
    sentence = text[_end_of_bullet(text) :]
    try:
        if not _may_be_one(sentence, here.ledger):
            raise NotUnderstoodError(
                "no sentence about people; expected one such as coffee with Ada"
            )
        said = sentences.read(sentence, here, on=wins.on)
        if said.day is None:
            said = replace(said, day=wins.day)
        found = sentences.understood(said, session, asks=False)
        interaction = wins.over(found.interaction, found.people)
        meetings.logged(found.people, interaction)  # so many need the occasion's name
        what = sentences.with_options(found, interaction, wins.promise)
    except DexcliError as error:
        session.screen.problem(f"line {number}: {error}")
        session.exit_with(_AMBIGUOUS)
        return Line(raw)
    for name in said.aside:
        session.screen.note(f"line {number}: {name!r} stays in the note")
    return Line(raw, what, said)


def _end_of_bullet(text: str) -> int:
    found = _BULLET.match(text)
    return 0 if found is None else found.end()


def _may_be_one(text: str, ledger: Ledger) -> bool:
    """Whether a line is about people: it has words that tell so, or is a whole name."""
    return bool(vocabulary.tells([text]) or exactly(text, ledger))


def _only_day(text: str, here: Surroundings) -> PartialDate | None:
    """Return the day that a line is, with or without a colon; None where it says more."""
    bare = text.rstrip(": ").strip()
    if not bare or len(bare.split()) > _MOST_DAY_WORDS:
        return None
    try:
        day = when.parse_when(bare, today=here.today, facing=Facing.BACK, order=here.order)
    except ValueError:
        return None
    return day if day.first <= here.today and not exactly(bare, here.ledger) else None
