"""What is computed of each contact beforehand, in columns, so that few are looked at on a day.

No second rule: a day in a column is what `due.due_on` says on the first day from
which its answer no longer changes, and it is used from that day on.
"""

from array import array
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.due import due_on
from dexcli.core.settings import Settings

ACTIVE, PROMISES, DATES, CONFLICTS = 1, 2, 4, 8  # the bits of `Row.marks`
NO_DAY = 0  # never due; no birthday
_UNDISPUTED = bytes(range(CONFLICTS))
_NEVER_HOLDS = date.max.toordinal() + 1


class Row(NamedTuple):
    """A contact's columns; days are counted as `date.toordinal` does."""

    on: int = NO_DAY  # the day it is due
    days: int = 1  # its cadence
    holds: int = NO_DAY  # the first day on which these two hold
    birthday: int = NO_DAY  # as `in_year` has it
    marks: int = 0


class Columns(Struct, frozen=True):
    """The rows of many contacts, a column each, in the order of ``handles``.

    ``made_for`` says for which settings, as `deciding` has them.
    """

    made_for: bytes
    handles: list[str]
    on: "array[int]"
    days: "array[int]"
    holds: "array[int]"
    birthday: "array[int]"
    marks: bytes

    def due_rows(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield the handle, due day, cadence in days, and from when they hold, of each row."""
        return zip(self.handles, self.on, self.days, self.holds, strict=True)

    def celebrating(self, days: frozenset[int]) -> Iterator[str]:
        """Yield the active who have a birthday on one of these days, or other yearly dates."""
        for handle, birthday, marks in zip(self.handles, self.birthday, self.marks, strict=True):
            if marks & ACTIVE and (marks & DATES or birthday in days):
                yield handle

    def promising(self) -> Iterator[str]:
        """Yield the active to whom something is promised for a day."""
        wanted = ACTIVE | PROMISES
        for handle, marks in zip(self.handles, self.marks, strict=True):
            if marks & wanted == wanted:
                yield handle

    def disputed(self) -> Iterator[str]:
        """Yield those in whose file a conflict waits."""
        if not self.marks.translate(None, _UNDISPUTED):  # nearly always: no loop for `due`
            return
        for handle, marks in zip(self.handles, self.marks, strict=True):
            if marks & CONFLICTS:
                yield handle


def of(rows: Iterable[tuple[str, Row]], made_for: bytes) -> Columns:
    """Return the columns of these rows, each with its handle."""
    handles, values = [], []
    for handle, row in rows:
        handles.append(handle)
        values.append(row)
    on, days, holds, birthday, marks = zip(*values, strict=True) if values else ((),) * 5
    return Columns(
        made_for,
        handles,
        array("i", on),
        array("i", days),
        array("i", holds),
        array("i", birthday),
        bytes(marks),
    )


def row_of(contact: Contact, settings: Settings) -> Row:
    """Return a contact's row."""
    marks = ACTIVE if contact.is_active else 0
    if any(each.is_open and each.on is not None for each in contact.reminders):
        marks |= PROMISES
    if contact.dates:
        marks |= DATES
    if contact.conflicts:
        marks |= CONFLICTS
    birthday = NO_DAY if contact.birthday is None else in_year(contact.birthday)
    return Row(*_due(contact, settings), birthday, marks)


def deciding(settings: Settings) -> bytes:
    """Return the settings that decide when somebody is due, as bytes to be compared."""
    import msgspec  # its JSON, only where there is an index

    return msgspec.json.encode(
        (settings.me, settings.default_cadence, settings.cadence, settings.kinds)
    )


def in_year(on: PartialDate) -> int:
    """Return a number for a day of the year, whichever; 0 where it isn't known."""
    return NO_DAY if on.month is None or on.day is None else on.month * 32 + on.day


def days_near(today: date, ahead: Iterable[int]) -> frozenset[int]:
    """Return the days of the year so many days after ``today``, as `in_year` numbers them."""
    room = (date.max - today).days
    near = [today + timedelta(days=days) for days in ahead if 0 <= days <= room]
    found = {day.month * 32 + day.day for day in near}
    # In other years 29 February is celebrated on the 28th.
    return frozenset(found | ({2 * 32 + 29} if 2 * 32 + 28 in found else set()))


def _due(contact: Contact, settings: Settings) -> tuple[int, int, int]:
    """Return due day, cadence in days, and from when they hold.

    Interactions after today don't exist yet, and planned meetings from today on
    push back: from the last of them on nothing depends on today any more, but
    where there is no day at all to count from. So the last day there is tells.
    """
    due = due_on(contact, settings, today=date.max)
    if due is None:  # which no day changes
        return NO_DAY, 1, NO_DAY
    if due.clock is None:
        return NO_DAY, 1, _NEVER_HOLDS
    holds = due.clock.on.toordinal() if due.clock.origin == "interaction" else NO_DAY
    if contact.reminders:
        holds = max(holds, *(on.first.toordinal() + 1 for on in contact.planned), NO_DAY)
    return due.on.toordinal(), due.days, holds
