"""A ledger's folder: which files are contacts, what they say, how they change."""

import contextlib
import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.errors import UnreadableFileError
from dexcli.core.settings import Settings
from dexcli.store import codec, disk, naming
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Entry, Reading
from dexcli.store.transaction import Change

if TYPE_CHECKING:
    from dexcli.store.index.indexed import Lot  # only a name here

OWN_FOLDER = ".dexcli"
LEAST_INDEXED = 300  # contacts; fewer are parsed as fast as an index is read


class Folder:
    """The store of one ledger."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_ledger(self) -> bool:
        """Whether there is a ledger: settings of ours, or a contact."""
        return (self.path / OWN_FOLDER).is_dir() or next(self._files(), None) is not None

    def read(
        self,
        *,
        earlier: Reading | None = None,
        only: Sequence[str] = (),
        settings: Settings | None = None,
    ) -> Reading:
        """Return what the folder holds; files that haven't changed since ``earlier`` aren't parsed.

        A file that can't be read is a problem with its line and remedy, and
        hides none of the others. With ``settings``, a large ledger is read with
        its index; after that, only these handles are looked at again, if any
        are given.
        """
        if earlier is not None and earlier.beforehand is not None:
            from dexcli.store.index import indexed  # only where one was used before

            return indexed.read_again(self._lot(() if only else self._files()), earlier, only)
        files = list(self._files())
        with _without_collecting():
            if settings is not None and len(files) >= LEAST_INDEXED:
                from dexcli.store.index import indexed  # only for a large ledger

                lot = self._lot(files)
                files.clear()  # 70 MB of 100,000
                return indexed.read(lot, settings)
            return self._read_all([each.name.removesuffix(SUFFIX) for each in files], earlier)

    def _lot(self, files: Iterable["os.DirEntry[str]"]) -> "Lot":
        from dexcli.store.index.indexed import Lot  # only for a large ledger

        return Lot.of(self.path, files, self._entry)

    def _read_all(self, handles: Iterable[str], earlier: Reading | None) -> Reading:
        known = {} if earlier is None else earlier.entries
        entries: dict[str, Entry] = {}
        problems: list[str] = []
        ordered = sorted(handles)
        misnamed = naming.problems(ordered)
        for handle in ordered:
            if handle in misnamed:
                problems.append(misnamed[handle])
                continue
            try:
                entries[handle] = self._entry(handle, known.get(handle))
            except UnreadableFileError as error:
                problems.append(str(error))
            except FileNotFoundError:
                continue  # removed while we looked
        return Reading.of(entries, tuple(problems))

    def change(self, reading: Reading, contact: Contact) -> Change:
        """Return the change that makes the contact's file say this; a new one gets a new file."""
        from dexcli.store import edit, encode  # only for changes

        path = self.file_of(contact.handle)
        entry = reading.entries.get(contact.handle)
        if entry is None:
            return Change(path, None, encode.encode(contact).encode())
        return Change(path, entry.found, edit.update(entry.found.raw, entry.contact, contact))

    def removal(self, reading: Reading, handle: str) -> Change:
        """Return the change that removes somebody's file."""
        return Change(self.file_of(handle), reading.entries[handle].found, None)

    def move(self, reading: Reading, handle: str, contact: Contact) -> list[Change]:
        """Return the changes that give a file's content a new name and say this."""
        from dexcli.store import edit  # only for changes

        entry = reading.entries[handle]
        raw = edit.update(entry.found.raw, entry.contact, contact)
        return [Change(self.file_of(contact.handle), None, raw), self.removal(reading, handle)]

    def file_of(self, handle: str) -> Path:
        """Return the path of a contact's file."""
        return self.path / f"{handle}{SUFFIX}"

    def names(self) -> set[str]:
        """Return the names of the contacts' files, readable or not."""
        return {entry.name for entry in self._files()}

    def bytes_of(self, handle: str) -> disk.Found:
        """Return a contact's file as it stands, whether it can be parsed or not.

        Raises:
            UnreadableFileError: It can't even be read.
        """
        return disk.read(self.file_of(handle))

    def taken(self) -> set[str]:
        """Return the clash keys of every handle in use, readable or not."""
        return {names.clash_key(entry.name.removesuffix(SUFFIX)) for entry in self._files()}

    def remove_stale_temps(self) -> None:
        """Remove what a killed command left; the caller holds the lock (W2)."""
        for folder in (self.path, self.path / OWN_FOLDER):
            if folder.is_dir():
                for entry in _entries(folder):
                    if entry.name.startswith(".") and entry.name.endswith(disk.TEMP_SUFFIX):
                        disk.discard(Path(entry.path))

    def _files(self) -> Iterator["os.DirEntry[str]"]:
        return (
            entry
            for entry in _entries(self.path)
            if entry.name.endswith(SUFFIX) and not entry.name.startswith(".")
        )

    def _entry(self, handle: str, known: Entry | None = None) -> Entry:
        path = self.file_of(handle)
        if known is not None and disk.Stamp.of(os.lstat(path)) == known.found.stamp:
            return known
        found = disk.read(path)
        decoded = codec.decode(found.raw, path.name)
        return Entry(found, decoded.contact, decoded.warnings)


def _entries(folder: Path) -> Iterable["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Let no search for cycles, of which contacts have none, slow down the reading.

    Source: measured, 0.58 s of 10,000 contacts' 1.9 s.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
