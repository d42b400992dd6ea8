"""The times that one was in touch, each once however many were there."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.settings import Settings


class Time(Struct, frozen=True, kw_only=True):
    """One time in touch."""

    on: PartialDate
    kind: str
    is_range: bool  # only a range is known, which begins on ``on``
    handles: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """The day it was on, None where it isn't known."""
        return None if self.is_range else self.on.full

    @property
    def month(self) -> str | None:
        """The month it was in, as "2024-03"; a range is in the month where it begins."""
        return None if self.on.month is None else month_of(self.on.first)


def times_of(contacts: Iterable[Contact], settings: Settings, *, until: date) -> list[Time]:
    """Return the times that count for the clock and began by ``until``, the oldest first.

    A month or a year counts as its first day, as everywhere. Of copies that differ,
    the first that counts says when and how it was.
    """
    found: dict[object, tuple[Interaction, list[str]]] = {}
    for contact in contacts:
        for place, one in enumerate(contact.interactions):
            if one.on.first <= until and settings.counts(one.kind):
                key = one.id or (contact.handle, place)
                found.setdefault(key, (one, []))[1].append(contact.handle)
    made = [
        Time(
            on=one.on,
            kind=one.kind,
            is_range=one.until is not None and one.until != one.on,
            handles=tuple(dict.fromkeys(handles)),
        )
        for one, handles in found.values()
    ]
    return sorted(made, key=lambda time: time.on.first)


def month_of(day: date) -> str:
    """Return the month of a day, as "2024-03"."""
    return f"{day.year:04}-{day.month:02}"


def months(first: date, last: date) -> list[str]:
    """Return every month from that of ``first`` to that of ``last``."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]
