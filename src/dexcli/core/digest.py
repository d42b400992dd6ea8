"""What waits today: who is due, what was promised, which yearly dates are near."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import forecast
from dexcli.core.contact import Contact
from dexcli.core.due import Entry, due_list
from dexcli.core.ledger import Ledger
from dexcli.core.promises import Anniversary, Promise, anniversaries, due_promises
from dexcli.core.settings import Settings


class Waiting(Struct, frozen=True, kw_only=True):
    """Who is due: the entries that are shown, and how many more there are."""

    on: date
    entries: tuple[Entry, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self.entries) + self.more

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits."""
        return not self.entries

    @property
    def has_come(self) -> bool:
        """Whether somebody is due now; who is due later stands behind those."""
        return any(entry.due.on <= self.on for entry in self.entries[:1])


class Digest(Struct, frozen=True, kw_only=True):
    """Everything for one day: people, promises with planned meetings, yearly dates."""

    waiting: Waiting
    promises: tuple[Promise, ...] = ()
    dates: tuple[Anniversary, ...] = ()

    @property
    def on(self) -> date:
        """The day it is for."""
        return self.waiting.on

    @property
    def count(self) -> int:
        """How many things wait, shown or not."""
        return self.waiting.count + len(self.promises) + len(self.dates)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return self.count == 0


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked for: about whom, how many days ahead, and how many people at most."""

    contacts: Sequence[Contact] | None = None  # None: everybody active
    within: int = 0
    limit: int | None = None  # None: no limit of one's own


def waiting_list(asked: Asked, ledger: Ledger, settings: Settings, *, today: date) -> Waiting:
    """Return who is due, latest first; of more than the limit, the rest is counted."""
    if asked.contacts is None:
        found = forecast.standings(ledger, settings, today=today, within=asked.within)
        first = forecast.first(found, asked.limit, ledger, settings, today=today)
        return Waiting(on=today, entries=tuple(first), more=len(found) - len(first))
    entries = due_list(asked.contacts, settings, today=today, within=asked.within)
    shown = tuple(entries[: asked.limit])
    return Waiting(on=today, entries=shown, more=len(entries) - len(shown))


def digest_of(asked: Asked, ledger: Ledger, settings: Settings, *, today: date) -> Digest:
    """Return the digest about a part of the ledger, or all of it.

    Without a limit of one's own, the setting `digest.limit` says how many people
    it shows. A yearly date that one of them shares is told, whoever's file it
    stands in.
    """
    about = forecast.promising(ledger) if asked.contacts is None else asked.contacts
    people = [each for each in about if each.is_active and each.handle != settings.me]
    near = anniversaries(ledger, settings, today=today, within=asked.within)
    limited = replace(asked, limit=asked.limit or settings.digest.limit)
    return Digest(
        waiting=waiting_list(limited, ledger, settings, today=today),
        promises=tuple(due_promises(people, today=today, within=asked.within)),
        dates=tuple(near if asked.contacts is None else _about(asked.contacts, near)),
    )


def _about(contacts: Sequence[Contact], near: Iterable[Anniversary]) -> Iterator[Anniversary]:
    """Yield the dates that one of these contacts celebrates."""
    handles = frozenset(contact.handle for contact in contacts)
    for each in near:
        if any(contact.handle in handles for contact in each.contacts):
            yield _first_of(each, handles)


def _first_of(each: Anniversary, handles: frozenset[str]) -> Anniversary:
    """Return a shared date with those who are asked for first."""
    ordered = sorted(each.contacts, key=lambda contact: contact.handle not in handles)
    return replace(each, contacts=tuple(ordered))
