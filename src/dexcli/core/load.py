"""How much one's cadences ask for, and how a wall of overdue people becomes a trickle."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from dexcli.core import dates
from dexcli.core.cadence import Cadence
from dexcli.core.contact import FOREVER, Contact
from dexcli.core.due import Entry, due_on
from dexcli.core.settings import Settings

CLOSE_MONTHS = 36  # whom you met most often in the last three years gets the first days


def per_day(contacts: Iterable[Contact], settings: Settings, *, today: date) -> float:
    """Return how many contacts a day the cadences ask for, each counted from today.

    Who is snoozed for good asks for none.
    """
    found = (due_on(contact, settings, today=today) for contact in contacts)
    return sum(
        1 / _length(due.rule.cadence, today)
        for due in found
        if due is not None and due.on != FOREVER
    )


class Slot(Struct, frozen=True):
    """Somebody with the day that `spread` gives them."""

    entry: Entry
    on: date


def spread(
    entries: Sequence[Entry], settings: Settings, *, today: date, over: int | None = None
) -> list[Slot]:
    """Return even days for people who are due, from tomorrow on, over their own cadence.

    Within each cadence, whom you met most often in the last three years first,
    then by handle. ``over`` is a number of days for all instead. Of ``n`` people
    with a cadence of ``d`` days, counted from today, at most ceil(n / d) fall on
    one day.
    """
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        length = over or _length(entry.due.rule.cadence, today)
        groups.setdefault(length, []).append(entry)
    slots = []
    for length, group in sorted(groups.items()):
        ordered = sorted(
            group,
            key=lambda entry: (-_often(entry.contact, settings, today), entry.contact.handle),
        )
        for place, entry in enumerate(ordered):
            day = today + timedelta(days=1 + place * length // len(ordered))
            slots.append(Slot(entry, day))
    return sorted(slots, key=lambda slot: (slot.on, slot.entry.contact.handle))


def closest(entries: Iterable[Entry], settings: Settings, *, today: date) -> list[Entry]:
    """Return whom you met most often in the last three years first, else in the given order."""
    return sorted(entries, key=lambda entry: -_often(entry.contact, settings, today))


def _length(cadence: Cadence, today: date) -> int:
    """Return a cadence in days, counted from today; at the calendar's end it is one day."""
    return max((cadence.after(today) - today).days, 1)


def _often(contact: Contact, settings: Settings, today: date) -> int:
    since = dates.add_months(today, -CLOSE_MONTHS)
    return sum(
        1
        for each in contact.interactions
        if since <= each.on.first <= today and settings.counts(each.kind)
    )
