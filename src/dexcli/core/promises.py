"""Promises, planned meetings and yearly dates: kept, found, announced."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import forecast, gifts, ids
from dexcli.core.contact import Contact, Ended, Gift, Reminder, YearlyDate
from dexcli.core.dates import PartialDate, day_in_year
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

DEFAULT_LEAD = (7, 1)
DEFAULT_KEY = "default"
BIRTHDAY = "birthday"
MOST_AHEAD = 366  # a day that comes round every year is never farther off


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


class Anniversary(Struct, frozen=True, kw_only=True):
    """A yearly date that is near: whose, what, when, and how old it makes them.

    ``contacts`` are those who celebrate, first the one in whose file it stands;
    ``others`` are the plain names of those outside the ledger.
    """

    contacts: tuple[Contact, ...]
    others: tuple[str, ...] = ()
    label: str
    on: date
    days: int
    age: int | None

    @property
    def ideas(self) -> tuple[Gift, ...]:
        """The open gift ideas for them; one for another occasion waits for its own."""
        return tuple(gift for _, gift in self.owned_ideas)

    @property
    def owned_ideas(self) -> tuple[tuple[Contact, Gift], ...]:
        """The same ideas, each with the one for whom it is."""
        return tuple(
            (contact, gift)
            for contact in self.contacts
            for gift in gifts.ideas_of(contact)
            if _is_for(gift, self.label)
        )


def anniversaries(
    ledger: Ledger, settings: Settings, *, today: date, within: int = 0
) -> list[Anniversary]:
    """Return the yearly dates to announce today: on their lead days and on the day itself.

    A date that several share stands in each one's file or in one, and is told
    once, on the lead days of any of them. The dead, the archived and ``me``
    aren't congratulated. With ``within``, also every date of so many days ahead.
    """
    found: dict[tuple[object, ...], Anniversary] = {}
    for contact in forecast.celebrating(ledger, _days_ahead(settings, within), today=today):
        if contact.handle != settings.me:
            for each in _yearly(contact):
                near = _next(contact, each, ledger, settings, today=today)
                if near is not None and _is_told(near, settings, within=within):
                    handles = sorted(one.handle for one in near.contacts)
                    found.setdefault((near.label.casefold(), near.on, *handles), near)
    return sorted(found.values(), key=lambda each: (each.on, each.contacts[0].handle, each.label))


def lead_days(contact: Contact, settings: Settings) -> frozenset[int]:
    """Return on which days before it a yearly date of somebody is announced."""
    by_tag = [settings.lead[tag] for tag in contact.tags if tag in settings.lead]
    chosen = by_tag or [settings.lead.get(DEFAULT_KEY, DEFAULT_LEAD)]
    return frozenset(days for leads in chosen for days in leads)


def _days_ahead(settings: Settings, within: int) -> set[int]:
    """Return on which days before it a date may be told, whoever's it is."""
    leads = {days for leads in settings.lead.values() for days in leads}
    return {*leads, *DEFAULT_LEAD, *range(min(within, MOST_AHEAD) + 1)}


def _yearly(contact: Contact) -> Iterable[YearlyDate]:
    if contact.birthday is not None and contact.birthday.day is not None:
        yield YearlyDate(label=BIRTHDAY, on=contact.birthday)
    yield from contact.dates


def _next(
    contact: Contact, each: YearlyDate, ledger: Ledger, settings: Settings, *, today: date
) -> Anniversary | None:
    """Return the next time this date comes round; None before it has happened at all."""
    named = {reference: ledger.resolve(reference) for reference in each.others}
    who = {contact.handle: contact}
    for other in named.values():
        if other is not None and other.is_active and other.handle != settings.me:
            who.setdefault(other.handle, other)
    near, first = _coming(each.on, today), each.on.full
    if near < today or (first is not None and near < first):
        return None
    return Anniversary(
        contacts=tuple(who.values()),
        others=tuple(reference for reference, other in named.items() if other is None),
        label=each.label,
        on=near,
        days=(near - today).days,
        age=None if each.on.year is None else near.year - each.on.year,
    )


def _is_told(near: Anniversary, settings: Settings, *, within: int) -> bool:
    if near.days <= within:
        return True
    return any(near.days in lead_days(contact, settings) for contact in near.contacts)


def _coming(on: PartialDate, today: date) -> date:
    """Return the next such day, today or later; a past one where the calendar ends first."""
    assert on.month is not None
    assert on.day is not None
    this = day_in_year(on.month, on.day, today.year)
    if this >= today or today.year == date.max.year:
        return this
    return day_in_year(on.month, on.day, today.year + 1)


def _by_day(promise: Promise) -> tuple[bool, date, str]:
    on = promise.reminder.on
    return on is None, date.max if on is None else on.first, promise.contact.handle


def _is_for(gift: Gift, label: str) -> bool:
    """Whether an idea suits this date: "40th birthday" and "birthday" mean one another."""
    occasion, told = gift.occasion.casefold(), label.casefold()
    return not occasion or told in occasion or occasion in told
