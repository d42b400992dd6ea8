"""A ledger's folder: which files are contacts, what they say, how they change."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.ledger import Ledger
from dexcli.store import codec, disk
from dexcli.store.change import Change

if TYPE_CHECKING:
    from dexcli.store.steps import Image  # only a name here; most readers see none

SUFFIX = ".toml"
OWN_FOLDER = ".dexcli"
Unfinished = Callable[[], Mapping[str, "Image"]]  # what a journal makes of which file


class NoLedgerError(DexcliError):
    """There is no ledger where one was looked for; nothing is created."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no ledger at {folder}; make one with: dexcli init {folder}")


class Entry(Struct, frozen=True):
    """A contact's file as it was read."""

    found: disk.Found
    contact: Contact
    warnings: tuple[str, ...] = ()

    @property
    def table(self) -> dict[str, Any]:
        """What the file says, key by key: as it was read, also what no contact has."""
        name = f"{self.contact.handle}{SUFFIX}"
        return codec.parse(codec.decode_text(self.found.raw, name), name)


class Reading(Struct, frozen=True):
    """A whole folder as it was read: the contacts, and what could not be one."""

    entries: dict[str, Entry] = {}
    problems: tuple[str, ...] = ()

    @property
    def ledger(self) -> Ledger:
        """The contacts."""
        return Ledger({handle: entry.contact for handle, entry in self.entries.items()})

    @property
    def warnings(self) -> list[str]:
        """What is doubtful in files that could be read, a line each."""
        return [warning for entry in self.entries.values() for warning in entry.warnings]


class Folder:
    """The store of one ledger."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def at(cls, path: Path) -> Self:
        """Return the store of the ledger that is there.

        Raises:
            NoLedgerError: There is none.
        """
        folder = cls(path)
        if not folder.is_ledger:
            raise NoLedgerError(path)
        return folder

    @property
    def is_ledger(self) -> bool:
        """Whether there is a ledger: settings of ours, or a contact."""
        return (self.path / OWN_FOLDER).is_dir() or next(self._files(), None) is not None

    def read(
        self, *, earlier: Reading | None = None, unfinished: Unfinished | None = None
    ) -> Reading:
        """Return what the folder holds; files that haven't changed since ``earlier`` aren't parsed.

        A file that can't be read is a problem with its line and remedy, and
        hides none of the others. What a command has begun and not finished is
        shown as if it were: ``unfinished`` is asked where staged files lie there.
        """
        known = {} if earlier is None else earlier.entries
        begun = self._begun(unfinished)
        entries: dict[str, Entry] = {}
        problems: list[str] = []
        taken: dict[str, str] = {}
        for handle in sorted({*self._handles(), *(name.removesuffix(SUFFIX) for name in begun)}):
            name = f"{handle}{SUFFIX}"
            twin = taken.setdefault(names.clash_key(handle), name)
            if twin != name:
                problems.append(
                    f"{name} and {twin} are one name on some systems; rename one of them"
                )
                continue
            if not handle.isprintable():
                problems.append(f"{name}: this name can't be shown; rename the file")
                continue
            try:
                if name in begun:
                    entries[handle] = self._as_begun(handle, begun[name])
                else:
                    entries[handle] = self._entry(handle, known.get(handle))
            except UnreadableFileError as error:
                problems.append(str(error))
            except FileNotFoundError:
                continue  # removed while we looked
        return Reading(entries, tuple(problems))

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
        disk.remove_temps(self.path)
        disk.remove_temps(self.path / OWN_FOLDER)

    def _begun(self, unfinished: Unfinished | None) -> dict[str, "Image"]:
        """Return the images of contacts' files that a command has begun to change.

        Where a journal counts, something that it staged lies in the folder until it is done.
        """
        if unfinished is None or not any(disk.is_temp(each.name) for each in _entries(self.path)):
            return {}
        return {name: image for name, image in unfinished().items() if _is_contact(name)}

    def _as_begun(self, handle: str, image: "Image") -> Entry:
        """Return a contact as the unfinished command leaves it.

        Raises:
            FileNotFoundError: It leaves no such file.
        """
        path = self.file_of(handle)
        found = disk.read_if_there(path)
        if (None if found is None else found.raw) != image.raw_before:
            return self._entry(handle, None)  # done already, or changed since
        if (raw := image.raw_after) is None:
            raise FileNotFoundError(path)
        decoded = codec.decode(raw, path.name)
        return Entry(
            disk.Found(raw, disk.Stamp(0, 0, 0, 0), image.mode), decoded.contact, decoded.warnings
        )

    def _handles(self) -> Iterator[str]:
        return (entry.name.removesuffix(SUFFIX) for entry in self._files())

    def _files(self) -> Iterator["os.DirEntry[str]"]:
        return (entry for entry in _entries(self.path) if _is_contact(entry.name))

    def _entry(self, handle: str, known: Entry | None) -> Entry:
        path = self.file_of(handle)
        if known is not None and disk.Stamp.of(os.lstat(path)) == known.found.stamp:
            return known
        found = disk.read(path)
        decoded = codec.decode(found.raw, path.name)
        return Entry(found, decoded.contact, decoded.warnings)


def _is_contact(name: str) -> bool:
    return name.endswith(SUFFIX) and not name.startswith(".") and "/" not in name


def _entries(folder: Path) -> Iterable["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
