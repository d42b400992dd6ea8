"""Promises, planned meetings and yearly dates: kept, found, announced."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import ids
from dexcli.core.contact import Contact, Ended, Gift, Reminder
from dexcli.core.dates import PartialDate, day_in_year
from dexcli.core.settings import Settings

DEFAULT_LEAD = (7, 1)
DEFAULT_KEY = "default"
BIRTHDAY = "birthday"


class Promise(Struct, frozen=True):
    """An open reminder with whose it is, where it stands and its id."""

    contact: Contact
    index: int
    id: str

    @property
    def reminder(self) -> Reminder:
        """The reminder itself."""
        return self.contact.reminders[self.index]


def open_promises(contacts: Iterable[Contact]) -> list[Promise]:
    """Return every open reminder of these contacts, by day, those without one last."""
    found = [
        Promise(contact, index, key)
        for contact in contacts
        for index, (key, reminder) in enumerate(
            zip(ids.of_reminders(contact), contact.reminders, strict=True)
        )
        if reminder.is_open
    ]
    return sorted(found, key=_by_day)


def due_promises(contacts: Iterable[Contact], *, today: date, within: int = 0) -> list[Promise]:
    """Return the open reminders whose day has come, or comes ``within`` so many days."""
    last = today + timedelta(days=within)
    return [
        promise
        for promise in open_promises(contacts)
        if promise.reminder.on is not None and promise.reminder.on.first <= last
    ]


def kept(promise: Promise, *, today: date) -> Contact:
    """Return the contact with this reminder done today."""
    reminders = list(promise.contact.reminders)
    done = Ended(over=True, on=PartialDate.of(today))
    reminders[promise.index] = replace(promise.reminder, done=done, id=promise.id)
    return replace(promise.contact, reminders=tuple(reminders))


class Anniversary(Struct, frozen=True):
    """A yearly date that is near: whose, what, when, and how old it makes them."""

    contacts: tuple[Contact, ...]
    label: str
    on: date
    days: int
    age: int | None

    @property
    def ideas(self) -> tuple[Gift, ...]:
        """The open gift ideas for the first of them."""
        return tuple(g for g in self.contacts[0].gifts if _is_idea(g))


def anniversaries(
    contacts: Iterable[Contact], settings: Settings, *, today: date, within: int = 0
) -> list[Anniversary]:
    """Return the yearly dates to announce today: on their lead days and on the day itself.

    A date that two people share stands in both files or in one, and is told
    once. With ``within``, also every one of the coming days.
    """
    everybody = {contact.handle: contact for contact in contacts}
    found: dict[tuple[object, ...], Anniversary] = {}
    for contact in everybody.values():
        if not contact.is_active or contact.handle == settings.me:
            continue
        leads = lead_days(contact, settings)
        for label, on, others in _yearly(contact):
            near = _coming(on, today)
            days = (near - today).days
            if days and days not in leads and days > within:
                continue
            shared = [everybody[o] for o in others if o in everybody and everybody[o].is_active]
            who = tuple(sorted([contact, *shared], key=lambda each: each.handle))
            age = None if on.year is None else near.year - on.year
            key = (label, near, *(each.handle for each in who))
            found.setdefault(key, Anniversary(who, label, near, days, age))
    return sorted(found.values(), key=lambda each: (each.on, each.contacts[0].handle, each.label))


def lead_days(contact: Contact, settings: Settings) -> frozenset[int]:
    """Return on which days before it a yearly date of somebody is announced."""
    by_tag = [settings.lead[tag] for tag in contact.tags if tag in settings.lead]
    chosen = by_tag or [settings.lead.get(DEFAULT_KEY, DEFAULT_LEAD)]
    return frozenset(days for leads in chosen for days in leads)


def _yearly(contact: Contact) -> Iterable[tuple[str, PartialDate, tuple[str, ...]]]:
    if contact.birthday is not None and contact.birthday.day is not None:
        yield BIRTHDAY, contact.birthday, ()
    for each in contact.dates:
        yield each.label, each.on, each.others


def _coming(on: PartialDate, today: date) -> date:
    assert on.month is not None
    assert on.day is not None
    this = day_in_year(on.month, on.day, today.year)
    return this if this >= today else day_in_year(on.month, on.day, today.year + 1)


def _by_day(promise: Promise) -> tuple[bool, date, str]:
    on = promise.reminder.on
    return on is None, date.max if on is None else on.first, promise.contact.handle


def _is_idea(gift: Gift) -> bool:
    gone = [each for each in (gift.given, gift.received) if each is not None and each.over]
    return not gone
