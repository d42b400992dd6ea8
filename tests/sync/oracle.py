"""What must hold of a ledger on several machines, watched from outside the code under test.

Every meeting is logged with a note that no other has, so that it is known
wherever it stands; a copy is such a note in the file of somebody. What a
command has reported must be there at the end, unless somebody removed it who
had seen it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from dexcli.core import references
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.store import codec

Files = Mapping[str, bytes]
Copy = tuple[str, str]  # of whom, by their id, and the note
TOKEN = re.compile(r"t\d+\b")


@dataclass(frozen=True)
class Seen:
    """A ledger's files as they are read: the people, and what can't be read."""

    contacts: Mapping[str, Contact]
    broken: tuple[str, ...] = ()

    @classmethod
    def of(cls, files: Files) -> "Seen":
        """Return what the files say."""
        found = {name: decoded(name, raw) for name, raw in sorted(files.items()) if "/" not in name}
        people = {n.removesuffix(".toml"): c for n, c in found.items() if isinstance(c, Contact)}
        return cls(people, tuple(each for each in found.values() if isinstance(each, str)))

    @cached_property
    def ledger(self) -> Ledger:
        """The people, as commands see them."""
        return Ledger(self.contacts)

    def copies(self, *, has_id: bool | None = None) -> Iterator[Copy]:
        """Yield every copy of a meeting in somebody's file: those with an id, without one, all."""
        for contact in self.contacts.values():
            for one in contact.interactions:
                if has_id in {None, bool(one.id)}:
                    yield from ((contact.id, note) for note in TOKEN.findall(one.note))


@lru_cache(maxsize=20_000)
def decoded(name: str, raw: bytes) -> Contact | str:
    """Return the contact in a file, or why it can't be read."""
    try:
        return codec.decode(raw, name).contact
    except DexcliError as error:
        return str(error)


@dataclass
class Oracle:
    """What was reported on any machine, and what somebody removed on purpose."""

    reported: set[Copy] = field(default_factory=set)
    removed: set[Copy] = field(default_factory=set)
    handles: set[str] = field(default_factory=set)
    _leaders: dict[str, str] = field(default_factory=dict)  # who was made one with whom

    def watch(self, before: Seen, after: Seen) -> None:
        """Remember what a command or a hand on one machine made of its ledger."""
        for contact in after.contacts.values():
            self.handles.add(contact.handle)
            self._know(contact)
        was, now = set(before.copies()), set(after.copies())
        self.reported |= now - was
        still = self._named(now)
        self.removed |= {each for each in was if self._one(each) not in still}

    def faults(self, files: Files) -> list[str]:
        """Return what is wrong with a ledger to which everything has come."""
        seen = Seen.of(files)
        for contact in seen.contacts.values():
            self._know(contact)
        return [*seen.broken, *self._doubled(seen), *self._lost(seen), *self._dangling(seen)]

    def _lost(self, seen: Seen) -> Iterator[str]:
        there, gone = self._named(seen.copies()), self._named(self.removed)
        expected = self._named(self.reported)
        for whom, note in sorted(expected - gone - there):
            elsewhere = sorted(who for who, other in there if other == note)
            yield f"{note} is lost for {whom}; it stands at {elsewhere}"
        for whom, note in sorted(there - expected):
            yield f"{note} stands at {whom}, who never had it"

    def _doubled(self, seen: Seen) -> Iterator[str]:
        """Yield who or what is there twice."""
        known = Counter(contact.id for contact in seen.contacts.values())
        yield from (f"{n} files have the id {each}" for each, n in known.items() if n > 1)
        twice = (each for each, n in Counter(seen.copies()).items() if n > 1)
        yield from (f"{note} stands twice at {who}" for who, note in twice)

    def _dangling(self, seen: Seen) -> Iterator[str]:
        for contact in seen.contacts.values():
            for said in sorted(references.mentioned(contact) & self.handles):
                if seen.ledger.resolve(said) is None:
                    yield f"{contact.handle} mentions {said}, whom nobody knows"

    def _know(self, contact: Contact) -> None:
        """Take whoever is one person by an earlier id for one person."""
        for earlier in contact.was:
            if earlier in self._leaders:
                self._leaders[self._leader(earlier)] = self._leader(contact.id)
        self._leaders.setdefault(contact.id, contact.id)

    def _leader(self, who: str) -> str:
        while (leader := self._leaders.setdefault(who, who)) != who:
            who = leader
        return who

    def _one(self, copy: Copy) -> Copy:
        return self._leader(copy[0]), copy[1]

    def _named(self, copies: "set[Copy] | Iterator[Copy]") -> set[Copy]:
        return {self._one(each) for each in copies}
