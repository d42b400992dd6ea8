"""Where each text of somebody's file stands: under which key, and of which day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from dexcli.core.contact import DEFAULT_KIND, Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.document import struct_items, to_toml

Day = date | PartialDate | str | int
_INTERACTIONS = "interactions"
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
    _INTERACTIONS: ("on",),
    "reminders": ("on",),
    "gifts": ("given", "received"),
    "dates": ("on",),
    "met": ("on",),
}
_RECENT = frozenset({_INTERACTIONS, "reminders", "gifts"})  # a wedding's day is no news of it
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


class Value(NamedTuple):
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
            case PartialDate() as on:
                return on.first.toordinal()
            case date() as on:
                return on.toordinal()
            case other:
                return PartialDate.parse(
                    f"{other:04}" if type(other) is int else str(other)
                ).first.toordinal()

    @property
    def about(self) -> str:
        """The key as people say it; for the note of an interaction, its kind."""
        key = self.where.rpartition(".")[2]
        if self.kind:
            return {"note": self.kind, "kind": key}.get(key, f"{self.kind}, {key}")
        return _SPOKEN.get(self.where, self.where.replace(".", ", "))


def of_contact(contact: Contact) -> Iterator[Value]:
    """Yield each text in the file that would be written of a contact."""
    for key, value in struct_items(contact):
        kind = type(value)
        if not value or kind is bool:
            continue
        if kind is str:
            yield Value(key, value)
        elif key == _INTERACTIONS:  # nearly all there is
            for one in value:
                yield from _of_interaction(one)
        elif key == "extra":
            yield from of_table(value)
        else:
            yield from _inside(key, [to_toml(value)])


def of_table(table: Mapping[str, Any]) -> Iterator[Value]:
    """Yield each text in a table as a file has it."""
    for key, value in table.items():
        yield from _inside(key, [value])


def _of_interaction(one: Interaction) -> Iterator[Value]:
    on, kind = one.on, one.kind
    if kind != DEFAULT_KIND:
        yield Value("interactions.kind", kind, on, kind)
    if one.note:
        yield Value("interactions.note", one.note, on, kind)
    if one.place:
        yield Value("interactions.place", one.place, on, kind)
    for other in one.others:
        yield Value("interactions.with", other, on, kind)
    if one.id:
        yield Value("interactions.id", one.id, on, kind)
    if one.source:
        yield Value("interactions.source", one.source, on, kind)
    if on.day is None or one.until or one.by or one.occasion or one.tags or one.extra:
        done = {"kind", "note", "place", "with", "id", "source"}
        rest = {key: value for key, value in to_toml(one).items() if key not in done}
        for key, value in rest.items():
            for each in _inside(f"interactions.{key}", [value]):
                yield each._replace(when=on, kind=kind)


def _inside(where: str, values: list[Any]) -> Iterator[Value]:
    """Yield the texts in values under one key; each table among them is a block of its own."""
    for value in values:
        if isinstance(value, str):
            yield Value(where, value)
        elif isinstance(value, list):
            yield from _inside(where, value)
        elif isinstance(value, dict):
            when = _day(value, _DAYS.get(where, ()))
            kind = str(value.get("kind", DEFAULT_KIND)) if where == _INTERACTIONS else ""
            for key, inner in value.items():
                for each in _inside(f"{where}.{key}", [inner]):
                    yield each._replace(when=when, kind=kind) if when or kind else each


def _day(block: Mapping[str, Any], keys: tuple[str, ...]) -> Day | None:
    days = (block.get(key) for key in keys)
    return next((day for day in days if isinstance(day, Day) and not isinstance(day, bool)), None)
