"""Whom a ledger knows, by what tells who somebody is: source, address, phone, account, name."""

import re
from collections.abc import Iterable, Mapping

from dexcli.core import phones
from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.core.names import fold
from dexcli.core.people import account_form, agree, loose_key, same_key

CROWD = 100  # contacts; what more of them share is nobody's own
_WEBSITE = re.compile(r"website(-\d+)?")  # accounts that colleagues share


class Known:
    """The ledger's contacts, and those that an import brings, as later rows may mean them."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_id = {contact.id: contact for contact in ledger if contact.id}
        self._by_source = {source: c for c in ledger for source in c.sources}
        self._by_reach: dict[str, list[Contact]] = {}
        self._by_loose: dict[str, list[Contact]] = {}
        for contact in ledger:
            self.learn(contact)

    def learn(self, contact: Contact) -> None:
        """Take in a contact that later rows may mean, or what is new of one."""
        for each in buckets(contact):
            _enter(self._by_reach, each, contact)
        for name in contact.names:
            _enter(self._by_loose, loose_key(name), contact)

    def by_id(self, key: str) -> Contact | None:
        """Return whose id this is."""
        return self._by_id.get(key)

    def by_source(self, sources: Iterable[str]) -> Contact | None:
        """Return who came from one of these sources."""
        return next((self._by_source[each] for each in sources if each in self._by_source), None)

    def by_reach(self, contact: Contact) -> Contact | None:
        """Return who shares a way to be reached, with a name that doesn't contradict.

        Nobody where it may be either of two: "A. Shaw" at the address of Ann and Abe.
        """
        found: dict[str, Contact] = {}
        for bucket in buckets(contact):
            there = self._by_reach.get(bucket, ())
            for candidate in there if len(there) <= CROWD else ():
                if _shares(bucket, contact, candidate) and agree(contact, candidate):
                    found[candidate.handle] = candidate
        own = {same_key(name) for name in contact.names}
        likely = list(found.values())
        exact = [each for each in likely if not own.isdisjoint(map(same_key, each.names))]
        if exact or not likely:
            return next(iter(exact), None)
        first, *others = likely
        return first if all(agree(first, each) for each in others) else None

    def by_address(self, contact: Contact) -> Contact | None:
        """Return the only one who has one of these e-mail addresses, by whatever name.

        Enough where nobody new comes of it: "ada81@example.org" without a name, or a
        name as a mail program has it.
        """
        emails = [each for each in buckets(contact) if each.startswith("email:")]
        found = {c.handle: c for each in emails for c in self._by_reach.get(each, ())}
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


def buckets(contact: Contact) -> list[str]:
    """Return under what somebody is looked for."""
    return buckets_of(contact.emails, contact.phones, contact.accounts)


def buckets_of(
    emails: Iterable[str], phones_: Iterable[str], accounts: Mapping[str, str]
) -> list[str]:
    """Return under what these are looked for; phones by their end, as they are written apart."""
    found = [f"email:{fold(email)}" for email in emails]
    found += [f"phone:{end}" for phone in phones_ if (end := phones.end(phone))]
    found += [
        f"account:{account_form(kind, value)}"
        for kind, value in accounts.items()
        if not _WEBSITE.fullmatch(kind)
    ]
    return found


def _enter(places: dict[str, list[Contact]], key: str, contact: Contact) -> None:
    """Keep a contact under a key; one that a crowd has, such as a switchboard's, tells nothing."""
    there = places.setdefault(key, [])
    if len(there) > CROWD:
        return
    for each in there:
        if each.handle == contact.handle:
            return
    there.append(contact)


def _shares(bucket: str, one: Contact, other: Contact) -> bool:
    if not bucket.startswith("phone:"):
        return True
    end = bucket.removeprefix("phone:")
    mine, yours = ([p for p in each.phones if phones.end(p) == end] for each in (one, other))
    return any(phones.are_same(a, b) for a in mine for b in yours)
