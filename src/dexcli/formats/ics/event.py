"""One event of a calendar: when, what, where, and who was invited."""

import hashlib
from collections.abc import Collection
from datetime import datetime, tzinfo

from msgspec import Struct

from dexcli.core import names
from dexcli.formats.ics import moments
from dexcli.formats.ics.lines import Component, Line

_NO_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_MACHINES = ("@resource.calendar.google.com", "@group.calendar.google.com")
_LONGEST_KEY = 250


class Guest(Struct, frozen=True):
    """Somebody in an event: an address, or a name alone."""

    name: str
    address: str = ""

    @property
    def key(self) -> str:
        """What tells who this is: the address."""
        return self.address

    @property
    def spoken(self) -> str:
        """The name, or what stands before the @."""
        return self.name or self.address.partition("@")[0]

    def is_among(self, me: Collection[str]) -> bool:
        """Return whether this is one of these: by address, by name only where there is none."""
        return names.fold(self.address or self.name) in me


class Event(Struct, frozen=True, kw_only=True):
    """An event, or with ``instance`` one day of a series that is unlike the others."""

    line: int
    uid: str
    summary: str
    place: str
    start: datetime
    is_day: bool
    instance: datetime | None
    sequence: int
    is_cancelled: bool
    organizer: Guest | None
    guests: tuple[Guest, ...]
    declined: tuple[Guest, ...]
    rules: tuple[Line, ...]  # RRULE, RDATE, EXDATE
    home: tzinfo | None
    said: str = ""  # what our own export says of the day of a yearly date
    label: str = ""  # and of what it is
    name: str = ""  # and whose


def of(component: Component, home: tzinfo | None) -> Event | None:
    """Return the event of a VEVENT, or None where no day can be read."""
    line = component.first("DTSTART")
    here = moments.zone(line.params.get("TZID", "")) if line and line.params.get("TZID") else home
    start = moments.of_line(line, here)
    if line is None or start is None:
        return None
    summary = component.text("SUMMARY")
    found = [(each, _guest(each)) for each in component.all("ATTENDEE")]
    people = [(each, guest) for each, guest in found if guest is not None and _is_person(each)]
    organizer = component.first("ORGANIZER")
    held = None if organizer is None or not _is_person(organizer) else _guest(organizer)
    declined = [guest for each, guest in people if _said(each, "PARTSTAT") == "DECLINED"]
    coming = [guest for _, guest in people if guest not in declined]
    if held is not None and held.address not in {each.address for each in declined}:
        coming.insert(0, held)
    return Event(
        line=component.number,
        uid=_uid(component, summary),
        summary=summary,
        place=component.text("LOCATION"),
        start=start,
        is_day=not moments.has_time(line),
        instance=moments.of_line(component.first("RECURRENCE-ID"), here),
        sequence=_number(component.text("SEQUENCE")),
        is_cancelled=component.text("STATUS").upper() == "CANCELLED",
        organizer=held,
        guests=_once(coming),
        declined=tuple(declined),
        rules=tuple(e for e in component.lines if e.name in {"RRULE", "RDATE", "EXDATE"}),
        home=here,
        said=component.text("X-DEXCLI-ON"),
        label=component.text("X-DEXCLI-LABEL"),
        name=component.text("X-DEXCLI-NAME"),
    )


def _guest(line: Line) -> Guest | None:
    name = " ".join(line.params.get("CN", "").split()).strip("'\" ")
    value = line.value.strip()
    address = value[7:] if value[:7].lower() == "mailto:" else line.params.get("EMAIL", "")
    if not address and "@" in value and ":" not in value:
        address = value
    address = address.strip().strip("'\"<>").lower()
    if "@" not in address or any(c.isspace() or not c.isprintable() for c in address):
        address = ""
    if "@" in name:
        name = ""
    return Guest(name, address) if name or address else None


def _is_person(line: Line) -> bool:
    kind, address = _said(line, "CUTYPE"), line.value.strip().lower()
    return kind not in _NO_PEOPLE and not address.endswith(_MACHINES)


def _said(line: Line, name: str) -> str:
    return line.params.get(name, "").upper()


def _once(guests: list[Guest]) -> tuple[Guest, ...]:
    """Return everybody once, by address or name, with the first name that isn't empty."""
    found: dict[str, Guest] = {}
    for each in guests:
        key = each.address or names.fold(each.name)
        if key not in found or not found[key].name:
            found[key] = each
    return tuple(found.values())


def _uid(component: Component, summary: str) -> str:
    uid = component.text("UID")
    if uid and len(uid) <= _LONGEST_KEY and uid.isprintable():
        return uid
    start = component.text("DTSTART")
    told = f"{uid}\n{start}\n{summary}".encode("utf-8", "replace")
    return hashlib.sha256(told).hexdigest()[:32]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - no number a person counts to
