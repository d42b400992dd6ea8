"""Contacts that are made, and files that are read, only when somebody asks for them."""

import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from dexcli.core import quoted
from dexcli.core.contact import Contact
from dexcli.core.errors import ChangedMeanwhileError
from dexcli.core.roster import Beforehand
from dexcli.core.settings import Settings
from dexcli.store import codec, disk
from dexcli.store.index import stamps
from dexcli.store.index.snapshot import Snapshot
from dexcli.store.index.stamps import Scan
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Entry

if TYPE_CHECKING:
    from dexcli.core.search.texts import Texts  # only a name here; only a search has one


class Source(Struct, frozen=True):
    """Where each contact comes from: a row of the snapshot, or a file that was parsed now."""

    folder: Path
    scan: Scan
    snapshot: Snapshot
    rows: dict[str, int]
    parsed: dict[str, Entry]
    handles: list[str]  # of both, in order
    made: dict[str, Contact] = {}
    worded: "list[Texts | None]" = []  # as soon as somebody has asked

    def contact(self, handle: str) -> Contact:
        """Return a contact; where its record is damaged, as its file says it now."""
        if handle in self.parsed:
            return self.parsed[handle].contact
        if handle not in self.made:
            contact = self.snapshot.contact(self.rows[handle])
            if contact is None:
                path = self._path(handle)
                contact = codec.decode(disk.read(path).raw, path.name).contact
            self.made[handle] = contact
        return self.made[handle]

    def entry(self, handle: str) -> Entry:
        """Return a contact with its file's bytes.

        Raises:
            ChangedMeanwhileError: The file isn't any more what the contact was made of.
        """
        if handle in self.parsed:
            return self.parsed[handle]
        contact, path = self.contact(handle), self._path(handle)
        found = disk.read_if_there(path)
        if found is None or stamps.key_of(found.stamp) != self._key(handle):
            raise ChangedMeanwhileError(f"{path.name} changed meanwhile; run the command again")
        return Entry(found, contact, self.snapshot.warnings.get(handle, ()))

    def is_current(self, handle: str) -> bool:
        """Whether a contact's file is still as it was when the folder was scanned."""
        if handle not in self.rows and handle not in self.parsed:
            return False
        try:
            stamp = disk.Stamp.of(os.lstat(self._path(handle)))
        except FileNotFoundError:
            return False
        if handle in self.parsed:
            return stamp == self.parsed[handle].found.stamp
        return stamps.key_of(stamp) == self._key(handle)

    def quoted(self, handle: str) -> Sequence[quoted.Path]:
        """Return what a file has in quotes that is no text to its contact."""
        if handle in self.parsed:
            return self.parsed[handle].quoted
        if (known := self.snapshot.quoted) is None:
            path = self._path(handle)
            return codec.decode(disk.read(path).raw, path.name).quoted
        return known.get(handle, ())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful in files that could be read, a line each, by handle."""
        told = {
            handle: lines for handle, lines in self.snapshot.warnings.items() if handle in self.rows
        }
        told |= {handle: entry.warnings for handle, entry in self.parsed.items()}
        return tuple(line for _, lines in sorted(told.items()) for line in lines)

    @property
    def beforehand(self) -> Beforehand:
        """What is known without looking at anybody."""
        known = self.snapshot.columns
        gone: frozenset[str] = frozenset()
        if len(self.rows) != len(known.handles):
            gone = frozenset(known.handles) - self.rows.keys() - self.parsed.keys()
        return Beforehand(
            columns=known,
            lines=self.snapshot.lines,
            twins=lambda: self.snapshot.namesakes,
            texts=self._texts,
            fresh=frozenset(self.parsed),
            gone=gone,
        )

    def _texts(self, settings: Settings) -> "Texts | None":
        """Return what all files of the snapshot say in words, kept beside the index."""
        if not self.worded:
            from dexcli.store.index import wording  # only for a search

            self.worded.append(wording.of(self.folder, self.snapshot, settings))
        return self.worded[0]

    def _path(self, handle: str) -> Path:
        return self.folder / f"{handle}{SUFFIX}"

    def _key(self, handle: str) -> stamps.Key:
        return self.scan.key(bisect_left(self.scan.handles, handle))


class Contacts(Mapping[str, Contact]):
    """The contacts of a source, by handle."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __getitem__(self, handle: str) -> Contact:
        return self._source.contact(handle)

    def __contains__(self, handle: object) -> bool:
        return handle in self._source.rows or handle in self._source.parsed

    def __iter__(self) -> Iterator[str]:
        return iter(self._source.handles)

    def __len__(self) -> int:
        return len(self._source.handles)


class Entries(Mapping[str, Entry]):
    """The files of a source, by handle."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __getitem__(self, handle: str) -> Entry:
        return self.source.entry(handle)

    def __contains__(self, handle: object) -> bool:
        return handle in self.source.rows or handle in self.source.parsed

    def __iter__(self) -> Iterator[str]:
        return iter(self.source.handles)

    def __len__(self) -> int:
        return len(self.source.handles)
