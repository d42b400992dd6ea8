"""Who is who in an import: rows, names and the ledger brought together.

The rule of DESIGN "Same person": the same source; a shared e-mail, phone or
account with names that don't contradict each other; within one file, a row
without the file's own key belongs to the only person of that name. Never a
name alone.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from dexcli.core import ids, names, phones
from dexcli.core.contact import Contact
from dexcli.core.rows import Named

ALIKE = 80  # token-sort ratio; below it two names contradict each other (measured, libraries.md)
_PARTICLES = frozenset(
    ("von", "van", "der", "den", "de", "du", "des", "la", "le", "zu", "af", "av", "of", "the",
     "freiherr", "freiherrn", "baron", "graf", "dr", "prof")
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody in a file: every key and spelling the file has for them.

    ``source`` is the namespace of the keys. ``contact`` is who this is in the
    ledger, None for somebody who stays away; ``was_here`` is whether an earlier
    import brought them from this source.
    """

    number: int
    source: str = ""
    keys: list[str] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)  # as spelled -> as spoken
    contact: Contact | None = None
    was_here: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name in a file that several people there have."""

    name: str
    count: int


class Register:
    """The people of one namespace, told apart by the file's own keys first.

    Without a key, one spelling is one person: "Jonas, Clara" and "Clara Jonas"
    are two, told as perhaps the same, since nobody is merged on a name alone.
    """

    def __init__(self, source: str, named: Iterable[Named]) -> None:
        self.source = source
        self.people: list[Person] = []
        self._by_key: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        everybody = list(named)
        for each in everybody:
            if each.key:
                self._add(each)
        for each in everybody:
            if not each.key and not self._by_name.get(_exactly(each)):
                self._add(each)
        for each in everybody:
            if isinstance(person := self.who(each), Person):
                person.spellings.setdefault(each.spelled, each.name)
                if not each.key and each.spelled not in person.keys:
                    person.keys.append(each.spelled)

    def who(self, named: Named) -> Person | Doubt:
        """Return who is meant, or a doubt where the name is not enough."""
        if named.key:
            return self._by_key[named.key]
        found = self._by_name[_exactly(named)]
        return found[0] if len(found) == 1 else Doubt(named.name, len(found))

    def mentioned(self, named: Named) -> Person | None:
        """Return whom a link means, if the file has them: by key, else the only one of that name.

        A key that nobody has is no name: who has another isn't meant.
        """
        if named.key:
            return self._by_key.get(named.key)
        found = self._by_name.get(_exactly(named), [])
        return found[0] if len(found) == 1 else None

    def _add(self, named: Named) -> None:
        person = self._by_key.get(named.key) if named.key else None
        if person is None:
            keys = [named.key] if named.key else []
            person = Person(len(self.people), self.source, keys)
            self.people.append(person)
            if named.key:
                self._by_key[named.key] = person
        person.spellings.setdefault(named.spelled, named.name)
        known = self._by_name.setdefault(_exactly(named), [])
        if person not in known:
            known.append(person)


def reach_form(key: str, value: str) -> str:
    """Return a value of a list as it is compared: a phone by its digits, a tag in small letters."""
    match key:
        case "emails":
            return names.fold(value)
        case "tags":
            return value.casefold()
        case "phones":
            return phones.digits(value) or value
        case _:
            return value


def reaches(contact: Contact) -> list[str]:
    """Return the ways to reach somebody in the form in which they are compared."""
    return [
        *(f"email:{names.fold(email)}" for email in contact.emails),
        *(f"phone:{digits}" for phone in contact.phones if (digits := phones.digits(phone))),
        *(f"account:{kind}:{_account(value)}" for kind, value in contact.accounts.items()),
    ]


def reach_keys(contact: Contact) -> list[str]:
    """Return a hash for each way to reach somebody: enough to know them again, and no more."""
    return [f"reach:{ids.from_text(each)}" for each in reaches(contact)]


def agree(one: Contact, other: Contact) -> bool:
    """Return whether two contacts' names don't contradict each other: families share an address.

    "Karl Michaelis" and "Karin Michaelis" are alike and yet two.
    """
    from rapidfuzz import fuzz  # only where two contacts share a way to reach them

    from dexcli.core.twins import likeness, spelling  # as above

    if likeness.nearest(spelling.of_all(one.names), spelling.of_all(other.names)) is None:
        return False
    for mine in one.names:
        for yours in other.names:
            a, b = same_key(mine), same_key(yours)
            parts = set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())
            if parts or fuzz.token_sort_ratio(a, b) >= ALIKE:
                return True
    return False


@functools.lru_cache(maxsize=65536)
def same_key(name: str) -> str:
    """Return `names.same_key`, remembered: a file repeats its names."""
    return names.same_key(name)


@functools.lru_cache(maxsize=65536)
def loose_key(name: str) -> str:
    """Return what spellings of a name share that differ in order, title or particle."""
    words = same_key(name).split()
    bare = [word for word in words if word not in _PARTICLES]
    return " ".join(sorted(bare or words))


def _exactly(named: Named) -> str:
    return unicodedata.normalize("NFC", " ".join(named.spelled.split()))


def account_form(kind: str, value: str) -> str:
    """Return an account as it is compared: an address by its host and path, else by its kind."""
    bare = _account(value)
    return bare if "/" in bare else f"{kind.casefold()}:{bare.removeprefix('@')}"


def _account(value: str) -> str:
    bare = re.sub(r"^https?://(www\.)?", "", names.fold(value))
    return bare.split("?", 1)[0].rstrip("/")
