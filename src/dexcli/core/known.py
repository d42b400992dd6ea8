"""Whom a ledger knows, by what tells who somebody is: source, address, phone, account, name."""

from collections.abc import Iterable

from dexcli.core import phones
from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.core.people import agree, loose_key, reaches, same_key


class Known:
    """The ledger's contacts, and those that an import brings, as later rows may mean them."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_handle = {contact.handle: contact for contact in ledger}
        self._by_id = {contact.id: contact for contact in ledger if contact.id}
        self._by_source = {source: c for c in ledger for source in c.sources}
        self._by_reach: dict[str, list[Contact]] = {}
        self._by_loose: dict[str, list[Contact]] = {}
        self._reached: dict[str, set[str]] = {}
        for contact in ledger:
            self.learn(contact)

    def learn(self, contact: Contact) -> None:
        """Take in a contact that later rows may mean, or what is new of one."""
        reached = self._reached.setdefault(contact.handle, set())
        for each in _buckets(contact):
            if each not in reached:
                reached.add(each)
                self._by_reach.setdefault(each, []).append(contact)
        for name in contact.names:
            namesakes = self._by_loose.setdefault(loose_key(name), [])
            if all(each.handle != contact.handle for each in namesakes):
                namesakes.append(contact)

    def by_id(self, key: str) -> Contact | None:
        """Return whose id or handle this is."""
        return self._by_id.get(key) or self._by_handle.get(key)

    def by_source(self, sources: Iterable[str]) -> Contact | None:
        """Return who came from one of these sources."""
        return next((self._by_source[each] for each in sources if each in self._by_source), None)

    def by_reach(self, contact: Contact) -> Contact | None:
        """Return who shares a way to be reached, with a name that doesn't contradict."""
        for bucket in _buckets(contact):
            for candidate in self._by_reach.get(bucket, ()):
                if _shares(bucket, contact, candidate) and agree(contact, candidate):
                    return candidate
        return None

    def by_address(self, contact: Contact) -> Contact | None:
        """Return the only one who has one of these e-mail addresses, by whatever name.

        Enough where nobody new comes of it: "ada81@example.org" without a name, or a
        name as a mail program has it.
        """
        buckets = [each for each in _buckets(contact) if each.startswith("email:")]
        found = {c.handle: c for each in buckets for c in self._by_reach.get(each, ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def by_name(self, name: str) -> Contact | None:
        """Return the only one who has exactly this name, active before archived and dead."""
        wanted = same_key(name)
        found = [
            each
            for each in self._by_loose.get(loose_key(name), ())
            if any(same_key(own) == wanted for own in each.names)
        ]
        found = [each for each in found if each.is_active] or found
        return found[0] if len(found) == 1 else None

    def perhaps(self, contact: Contact) -> list[Contact]:
        """Return who this may be, by the name alone: told to a person, never acted on."""
        found = {
            c.handle: c for name in contact.names for c in self._by_loose.get(loose_key(name), ())
        }
        found.pop(contact.handle, None)
        return list(found.values())


def _buckets(contact: Contact) -> list[str]:
    """Return under what somebody is looked for; phones by their end, as they are written apart."""
    exact = [each for each in reaches(contact) if not each.startswith("phone:")]
    ends = (phones.end(phone) for phone in contact.phones)
    return [*exact, *(f"phone:{each}" for each in ends if each)]


def _shares(bucket: str, one: Contact, other: Contact) -> bool:
    if not bucket.startswith("phone:"):
        return True
    end = bucket.removeprefix("phone:")
    mine, yours = ([p for p in each.phones if phones.end(p) == end] for each in (one, other))
    return any(phones.are_same(a, b) for a in mine for b in yours)
