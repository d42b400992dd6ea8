"""friends.md as rows: the friends, then what was done with them, the oldest first."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import DEFAULT_KIND, NOTE_KIND, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import table
from dexcli.formats.friends import text
from dexcli.formats.friends.text import Friend, Said
from dexcli.formats.source import Rows, Source, Terms

_HEADING = re.compile(rb"(?m)^### (?:Activities|Notes|Friends|Locations):[^\S\n]*$")
_EVENT = re.compile(r"(?:- )?(\d{4}-\d{2}-\d{2}): (.*)")
_KEY_CHARACTERS = 32


class _Event(Struct, frozen=True):
    line: int
    on: date
    said: Said
    key: str
    is_note: bool


def recognises(source: Source) -> bool:
    """Return whether this has a heading of friends.md."""
    return not source.members and _HEADING.search(source.head) is not None


def rows(source: Source, terms: Terms) -> Rows:  # noqa: ARG001 - as every format
    """Yield a row for each friend, then for each activity and note.

    Raises:
        DexcliError: There is none of its headings.
    """
    if not _HEADING.search(raw := source.read()):
        raise DexcliError(
            f"{source.name}: no friends.md; expected the headings {', '.join(text.HEADINGS)}"
        )
    circle = _Circle()
    bad: list[BadRow] = []
    events: list[_Event] = []
    for line, heading, said in _lines(table.decode(raw)):
        if heading == text.FRIENDS:
            if (friend := text.read_friend(said)) is None:
                bad.append(
                    BadRow(line, "no friend's line; expected '- Name (a.k.a. X) [Place] @tag'")
                )
            elif not circle.add(friend):
                bad.append(BadRow(line, f"{friend.name} stands there twice", label=friend.name))
            else:
                yield _friend(line, friend)
        elif heading == text.LOCATIONS:
            if text.ALIAS in said:
                reason = "other names of a place aren't kept"
                bad.append(BadRow(line, reason, label=said.strip("- "), unreadable=False))
        elif heading:
            event = _event(line, said, is_note=heading == text.NOTES)
            if isinstance(event, BadRow):
                bad.append(event)
            else:
                events.append(event)
    yield from bad
    yield from _happened(events, circle)


class _Circle:
    """The friends, by what a description may call them."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        self.by_other: dict[str, list[str]] = {}

    def add(self, friend: Friend) -> bool:  # whether it is the first of this name
        if friend.name in self.by_name.values():
            return False
        self.by_name[names.fold(friend.name)] = friend.name
        for each in dict.fromkeys(map(names.fold, (*friend.aka, friend.name.split()[0]))):
            self.by_other.setdefault(each, []).append(friend.name)
        return True

    def meant(self, said: str) -> list[str]:
        """Return who may be meant: by name, else by nickname or first name, else a stranger."""
        folded = names.fold(said)
        if folded in self.by_name:
            return [self.by_name[folded]]
        return self.by_other.get(folded) or [said]


def _lines(content: str) -> Iterator[tuple[int, str, str]]:
    """Yield each line that says something: its number from 1, its heading, and itself."""
    heading = ""
    for number, each in enumerate(content.splitlines(), start=1):
        said = each.strip()
        if said in text.HEADINGS:
            heading = said
        elif said:
            yield number, heading, said


def _friend(line: int, friend: Friend) -> Row:
    values = {"aka": list(friend.aka), "city": friend.place, "tags": list(friend.tags)}
    contact = {key: value for key, value in values.items() if value}
    return Row(line, friend.name, friend.name, _named(friend.name), contact=contact)


def _event(line: int, said: str, *, is_note: bool) -> "_Event | BadRow":
    found = _EVENT.fullmatch(said)
    if found is None:
        return BadRow(line, "no day; expected '- 2026-11-20: …'")
    try:
        on = date.fromisoformat(found[1])
    except ValueError:
        return BadRow(line, f"{found[1]} is no day of the calendar")
    kind = "note" if is_note else "activity"
    key = hashlib.sha256(f"{kind}\n{said}".encode()).hexdigest()[:_KEY_CHARACTERS]
    return _Event(line, on, text.read_description(found[2], is_note=is_note), key, is_note)


def _happened(events: Iterable[_Event], circle: _Circle) -> Iterator[Row | BadRow]:
    """Yield a row an event; the file has the newest first, a contact's file the oldest."""
    seen: Counter[str] = Counter()
    ordered = list(events)
    ordered.reverse()
    ordered.sort(key=_day)
    for event in ordered:
        seen[event.key] += 1
        key = event.key if seen[event.key] == 1 else f"{event.key}#{seen[event.key]}"
        people: list[str] = []
        for said in event.said.people:
            meant = circle.meant(said)
            if len(meant) > 1:
                reason = f"{said!r} may be {' or '.join(meant)}; only the text is kept"
                yield BadRow(event.line, reason, unreadable=False)
            else:
                people += meant
        if not people:
            yield BadRow(event.line, "names no friend", unreadable=False)
            continue
        first, *others = map(_named, dict.fromkeys(people))
        yield Row(event.line, key, "", first, tuple(others), interaction=_interaction(event))


def _interaction(event: _Event) -> Interaction:
    said = event.said
    return Interaction(
        on=PartialDate.of(event.on),
        kind=NOTE_KIND if event.is_note else said.kind or DEFAULT_KIND,
        place=said.place,
        note=said.note,
        tags=said.tags,
    )


def _named(name: str) -> Named:
    return Named(name, name, name)


def _day(event: _Event) -> date:
    return event.on
