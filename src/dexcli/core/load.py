"""How much one's cadences ask for, and how a wall of overdue people becomes a trickle."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from dexcli.core import dates
from dexcli.core.contact import Contact
from dexcli.core.due import Entry, clock_of, due_on, rule_of
from dexcli.core.settings import Settings

CLOSE_MONTHS = 36  # whom you met most often in the last three years gets the first days


def per_day(contacts: Iterable[Contact], settings: Settings, *, today: date) -> float:
    """Return how many contacts a day the cadences ask for, each counted from today."""
    total = 0.0
    for contact in contacts:
        if due_on(contact, settings, today=today) is None:
            continue
        clock = clock_of(contact, settings, today=today)
        rule = rule_of(contact, settings, clock=clock, today=today)
        assert rule is not None, "who is due has a rule"
        total += 1 / (rule.cadence.after(today) - today).days
    return total


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
        length = over or (entry.due.rule.cadence.after(today) - today).days
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


def _often(contact: Contact, settings: Settings, today: date) -> int:
    since = dates.add_months(today, -CLOSE_MONTHS)
    return sum(
        1
        for each in contact.interactions
        if since <= each.on.first <= today and settings.counts(each.kind)
    )
