"""A year with 300 people, lived by somebody who answers a few of them each day from the digest."""

import functools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from dexcli.core import load
from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.digest import Asked, digest_of
from dexcli.core.due import due_list
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

FIRST = date(2026, 1, 1)
DAYS = 365
HALF_A_YEAR = 183
PEOPLE = {  # by cadence: how many, and about how many days it has
    "2 weeks": (15, 14),
    "1 month": (50, 30),
    "3 months": (100, 91),
    "1 year": (135, 365),
}
BIRTHDAYS = 120
SETTINGS = Settings()


@dataclass(frozen=True)
class Year:
    """What a year was like: days with nothing to say or nobody due, the worst day, the wait.

    The wait is counted in cadences, from the last contact to the next: 1.0 is on time.
    """

    empty_digests: int
    nobody_due: int
    longest_digest: int
    longest_wait: float


@dataclass(frozen=True)
class Return:
    """What waits after half a year away, and what one `spread` makes of it, in people."""

    due: int
    most_slots: int
    most_due: int


def people() -> dict[str, Contact]:
    """Return the 300: last contacts anywhere in each one's cadence, birthdays anywhere in the year.

    The same people every time, and as uneven as chance makes them.
    """
    chance = random.Random(2026)  # noqa: S311 - days to begin with
    contacts = [
        Contact(
            name=f"{cadence} {number}",
            handle=f"{cadence.replace(' ', '-')}-{number:03}",
            cadence=Cadence.parse(cadence),
            interactions=(_on(FIRST - timedelta(days=1 + chance.randrange(length))),),
        )
        for cadence, (size, length) in PEOPLE.items()
        for number in range(size)
    ]
    born = dict.fromkeys(chance.sample(range(len(contacts)), BIRTHDAYS))
    for number in born:
        day = PartialDate.of(date(1980, 1, 1) + timedelta(days=chance.randrange(365)))
        contacts[number] = replace(contacts[number], birthday=day)
    return {contact.handle: contact for contact in contacts}


def days(first: date) -> Iterator[date]:
    """Yield the days of a year from ``first`` on."""
    return (first + timedelta(days=number) for number in range(DAYS))


@functools.cache
def lived(a_day: int) -> Year:
    """Return a year in which the first ``a_day`` people of each day's digest are answered."""
    contacts = people()
    empty = nobody = longest = 0
    wait = 0.0
    for today in days(FIRST):
        everybody = Ledger(contacts)
        digest = digest_of(Asked(contacts=[*everybody]), everybody, SETTINGS, today=today)
        empty += digest.is_empty
        nobody += digest.waiting.is_empty
        longest = max(longest, digest.waiting.count)
        wait = max([wait, *(one.due.lateness(today) for one in digest.waiting.entries)])
        for entry in digest.waiting.entries[:a_day]:
            contacts[entry.contact.handle] = met(entry.contact, today)
    return Year(empty, nobody, longest, round(1 + wait, 2))


@functools.cache
def half_a_year_away() -> Return:
    """Return who is due after it, and how many are on the worst day that follows a `spread`.

    There every day's list is worked off, so that people come round again, too.
    """
    contacts, today = people(), FIRST + timedelta(days=HALF_A_YEAR)
    due = due_list(contacts.values(), SETTINGS, today=today)
    slots = load.spread(due, SETTINGS, today=today)
    for slot in slots:
        handle = slot.entry.contact.handle
        contacts[handle] = contacts[handle].snoozing(slot.on, since=today)
    most = 0
    for day in days(today):
        listed = due_list(contacts.values(), SETTINGS, today=day)
        most = max(most, len(listed))
        for entry in listed:
            contacts[entry.contact.handle] = met(entry.contact, day)
    return Return(len(due), max(Counter(slot.on for slot in slots).values()), most)


def met(contact: Contact, on: date) -> Contact:
    """Return somebody whom you were in touch with on this day; the rule needs no earlier one."""
    return replace(contact, interactions=(_on(on),))


def _on(day: date) -> Interaction:
    return Interaction(on=PartialDate.of(day))
