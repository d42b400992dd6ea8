"""Several persons with several contacts each, all made one in a single step."""

from collections import ChainMap
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dexcli.core import references
from dexcli.core.contact import Contact
from dexcli.store import codec, uniting
from dexcli.store.change import Change
from dexcli.store.disk import Found, Stamp
from dexcli.store.folder import Folder
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Entry, Reading


class Chained(Struct, frozen=True):
    """What makes one contact of each person: the changes, and how many conflicts wait then."""

    changes: list[Change]
    conflicts: int


def plan(folder: Folder, reading: Reading, persons: Iterable[Sequence[Contact]]) -> Chained:
    """Return what makes one of the contacts of each person, who stays first.

    Each merge sees what those before it leave, as if they were one after another;
    each file is written once.

    Raises:
        DexcliError: A file can't be changed without touching the rest of it.
    """
    work = _Work(folder, reading)
    for keep, *others in persons:
        for other in others:
            work.unite(keep.handle, other.handle)
    return Chained(work.changes(), work.conflicts)


class _Work:
    """The ledger as it is after the merges so far."""

    def __init__(self, folder: Folder, reading: Reading) -> None:
        self._folder, self._before = folder, reading
        self._entries: dict[str, Entry] = {}
        self._contacts = dict(reading.contacts)
        self._texts: dict[str, bytes | None] = {}
        self._mentions: dict[str, set[str]] = {}
        for contact in self._contacts.values():
            self._learn(contact)
        self.conflicts = 0

    def unite(self, keep: str, other: str) -> None:
        """Make one contact a part of another."""
        contacts = self._contacts
        entries = ChainMap(self._entries, self._before.entries)  # type: ignore[arg-type]  # only read
        now = Reading(entries, contacts)
        said = references.to(now.ledger, contacts[other])
        near = {handle for each in said for handle in self._mentions.get(each, ())}
        rest = [contacts[each] for each in sorted(near & contacts.keys() - {keep, other})]
        united = uniting.plan(self._folder, now, contacts[keep], contacts[other], rest=rest)
        self.conflicts += len(united.conflicts)
        for change in united.changes:
            self._take(change.path.name.removesuffix(SUFFIX), change.after)
        del contacts[other]

    def changes(self) -> list[Change]:
        """Return for each file what it was before all merges, and what it is after."""
        entries = self._before.entries
        return [
            Change(self._folder.file_of(handle), entries[handle].found, raw)
            for handle, raw in self._texts.items()
        ]

    def _take(self, handle: str, raw: bytes | None) -> None:
        self._texts[handle] = raw
        if raw is None:
            return
        mode = self._before.entries[handle].found.mode
        decoded = codec.decode(raw, f"{handle}{SUFFIX}")
        self._entries[handle] = Entry(Found(raw, Stamp(0, 0, 0, 0), mode), decoded.contact)
        self._contacts[handle] = decoded.contact
        self._learn(decoded.contact)

    def _learn(self, contact: Contact) -> None:
        for each in references.mentioned(contact):
            self._mentions.setdefault(each, set()).add(contact.handle)
