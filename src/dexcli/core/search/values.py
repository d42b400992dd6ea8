"""Where each text of somebody's file stands: under which key, and of which day."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.contact import DEFAULT_KIND, Contact, Ended, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.document import struct_items, to_toml
from dexcli.core.quoted import INTERACTIONS, Path

Day = date | PartialDate | str | int
_RANKS = {
    "name": 0,
    "aka": 1,
    "tags": 2,
    "org": 2,
    "title": 2,
    "city": 2,
    "interests": 2,
    "notes": 3,
    "interactions.note": 4,
}
_LAST_RANK = 5
_DAYS = {
    INTERACTIONS: ("on",),
    "reminders": ("on",),
    "gifts": ("given", "received"),
    "dates": ("on",),
    "met": ("on",),
}
_RECENT = frozenset({INTERACTIONS, "reminders", "gifts"})  # a wedding's day is no news of it
_SPOKEN = {
    "aka": "alias",
    "tags": "tag",
    "interests": "interest",
    "emails": "email",
    "phones": "phone",
    "addresses": "address",
    "was": "earlier handle",
    "sources": "source",
    "gifts.idea": "gift",
    "reminders.note": "promise",
    "dates.label": "date",
}


class Value(Struct, frozen=True, gc=False):  # there may be very many
    """A text of a file: its key, such as ``interactions.note``, itself, and its day.

    ``kind`` is that of the interaction in which it stands.
    """

    where: str
    text: str
    when: Day | None = None
    kind: str = ""

    @property
    def rank(self) -> int:
        """Where a text stands among those that were found: a name first."""
        return _RANKS.get(self.where, _LAST_RANK)

    @property
    def on(self) -> str | None:
        """The day as a file has it, None where there is none."""
        return None if self.when is None else str(self.when).strip()

    @property
    def recent(self) -> int | None:
        """The day by which texts are ordered, as `date.toordinal` counts; None without one."""
        if self.when is None or self.where.partition(".")[0] not in _RECENT:
            return None
        match self.when:
            case PartialDate() as day:
                on = day
            case date() as day:
                return day.toordinal()
            case other:
                on = PartialDate.parse(f"{other:04}" if type(other) is int else str(other))
        return None if on.year is None else on.first.toordinal()

    @property
    def about(self) -> str:
        """The key as people say it; for the note of an interaction, its kind."""
        return _about(self.where, self.kind)


@functools.cache
def _about(where: str, kind: str) -> str:
    key = where.rpartition(".")[2]
    if kind:
        return {"note": kind, "kind": key}.get(key, f"{kind}, {key}")
    return _SPOKEN.get(where, where.replace(".", ", "))


def of_contact(contact: Contact, in_quotes: Sequence[Path] = ()) -> list[Value]:
    """Return each text in the file that would be written of a contact.

    Then what stands ``in_quotes``, as `quoted.paths` has it.
    """
    found: list[Value] = []
    for key, value in struct_items(contact):
        kind = type(value)
        if not value or kind is bool:
            continue
        if kind is str:
            found.append(Value(key, value))
        elif key == INTERACTIONS:  # nearly all there is
            for one in value:
                _add_interaction(one, found)
        elif kind is tuple and type(value[0]) is str:
            found += [Value(key, text) for text in value]
        elif key == "extra":
            found += of_table(value)
        elif kind is not PartialDate or value.full is None:
            found += _inside(key, [to_toml(value)])
    found += [_in_quotes(contact, path) for path in in_quotes]
    return found


def of_table(table: Mapping[str, Any]) -> Iterator[Value]:
    """Yield each text in a table as a file has it."""
    for key, value in table.items():
        yield from _inside(key, [value])


def _add_interaction(one: Interaction, found: list[Value]) -> None:
    on, kind, add = one.on, one.kind, found.append
    if kind != DEFAULT_KIND:
        add(Value("interactions.kind", kind, on, kind))
    if one.note:
        add(Value("interactions.note", one.note, on, kind))
    if one.place:
        add(Value("interactions.place", one.place, on, kind))
    for other in one.others:
        add(Value("interactions.with", other, on, kind))
    if one.id:
        add(Value("interactions.id", one.id, on, kind))
    if one.source:
        add(Value("interactions.source", one.source, on, kind))
    if on.day is None or one.until or one.by or one.occasion or one.tags or one.extra:
        done = {"kind", "note", "place", "with", "id", "source"}
        rest = {key: value for key, value in to_toml(one).items() if key not in done}
        for key, value in rest.items():
            inside = _inside(f"interactions.{key}", [value])
            found += [replace(each, when=on, kind=kind) for each in inside]


def _in_quotes(contact: Contact, path: Path) -> Value:
    """Return what stands in quotes at a place in a contact's file."""
    block: object = contact
    for step in path[:-1]:
        block = block[int(step)] if isinstance(block, tuple) else getattr(block, str(step))
    value = getattr(block, str(path[-1]))
    text = str(value.on if isinstance(value, Ended) else value)
    block_key, where = str(path[0]), ".".join(str(step) for step in path if type(step) is str)
    if isinstance(block, Interaction):
        return Value(where, text, block.on, block.kind)
    if block is contact:
        return Value(where, text)
    return Value(where, text, _day(to_toml(block), _DAYS.get(block_key, ())))


def _inside(where: str, values: list[Any]) -> Iterator[Value]:
    """Yield the texts in values under one key; each table among them is a block of its own."""
    for value in values:
        if isinstance(value, str):
            yield Value(where, value)
        elif isinstance(value, list):
            yield from _inside(where, value)
        elif isinstance(value, dict):
            when = _day(value, _DAYS.get(where, ()))
            kind = str(value.get("kind", DEFAULT_KIND)) if where == INTERACTIONS else ""
            for key, inner in value.items():
                for each in _inside(f"{where}.{key}", [inner]):
                    yield replace(each, when=when, kind=kind) if when or kind else each


def _day(block: Mapping[str, Any], keys: tuple[str, ...]) -> Day | None:
    days = (block.get(key) for key in keys)
    return next((day for day in days if isinstance(day, Day) and not isinstance(day, bool)), None)
