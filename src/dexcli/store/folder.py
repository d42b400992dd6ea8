"""A ledger's folder: which files are contacts, what they say, how they change."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dexcli.core import copies, names
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.settings import Settings
from dexcli.store import codec, collecting, disk, naming
from dexcli.store.change import Change
from dexcli.store.naming import SUFFIX
from dexcli.store.reading import Entry, Reading

if TYPE_CHECKING:  # only names here
    from dexcli.store.index.lot import Lot
    from dexcli.store.steps import Image

OWN_FOLDER = ".dexcli"
LEAST_INDEXED = 300  # contacts; fewer are parsed as fast as an index is read


class NoLedgerError(DexcliError):
    """There is no ledger where one was looked for; nothing is created."""

    def __init__(self, folder: Path, *, is_usual: bool = False) -> None:
        where = "" if is_usual else f" {folder}"  # init without a folder makes it there
        super().__init__(f"no ledger at {folder}; make one with: dexcli init{where}")


class Folder:
    """The store of one ledger."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def at(cls, path: Path, *, is_usual: bool = False) -> Self:
        """Return the store of the ledger that is there.

        Args:
            path: Its folder.
            is_usual: Whether that is where a ledger lies that nobody named.

        Raises:
            NoLedgerError: There is none.
        """
        folder = cls(path)
        if not folder.is_ledger:
            raise NoLedgerError(path, is_usual=is_usual)
        return folder

    @property
    def is_ledger(self) -> bool:
        """Whether there is a ledger: settings of ours, or a contact."""
        return (self.path / OWN_FOLDER).is_dir() or bool(self._files())

    def read(
        self,
        *,
        earlier: Reading | None = None,
        only: Sequence[str] = (),
        settings: Settings | None = None,
        state: Callable[[], Path] | None = None,
        with_copies: bool = False,
    ) -> Reading:
        """Return what the folder holds; files that haven't changed since ``earlier`` aren't parsed.

        A file that can't be read is a problem with its line and remedy, and
        hides none of the others. With ``settings``, a large ledger is read with
        its index; after that, only these handles are looked at again, if any
        are given. What a command has begun and not finished is shown as if it
        were, where staged files lie in the folder and ``state`` says where the
        journal is. A sync program's conflict copies are nobody, only told, but
        ``with_copies``.
        """
        reading = self._read(earlier, only, settings, state)
        if with_copies or not (suspects := copies.suspects(reading.contacts)):
            return reading
        from dexcli.store import hiding  # only where a name looks like a copy's

        return hiding.without_copies(reading, suspects)

    def _read(
        self,
        earlier: Reading | None,
        only: Sequence[str],
        settings: Settings | None,
        state: Callable[[], Path] | None,
    ) -> Reading:
        if earlier is not None and earlier.beforehand is not None:
            from dexcli.store.index import indexed  # only where one was used before

            return indexed.read_again(self._lot(() if only else self._files()), earlier, only)
        files, is_begun = _sorted_out(self.path)
        begun = _begun(state()) if is_begun and state is not None else {}
        with collecting.put_off():
            if settings is not None and len(files) >= LEAST_INDEXED and not begun:
                from dexcli.store.index import indexed  # only for a large ledger

                lot = self._lot(files)
                files.clear()  # 70 MB of 100,000
                return indexed.read(lot, settings)
            there = {*files, *filter(_is_contact, begun)}
            handles = [name.removesuffix(SUFFIX) for name in there]
            return self._read_all(handles, earlier, begun)

    def _lot(self, files: Iterable[str]) -> "Lot":
        from dexcli.store.index.lot import Lot  # only for a large ledger

        return Lot.of(self.path, files, self._entry)

    def _read_all(
        self, handles: Iterable[str], earlier: Reading | None, begun: Mapping[str, "Image"]
    ) -> Reading:
        known = {} if earlier is None else earlier.entries
        entries: dict[str, Entry] = {}
        problems: list[str] = []
        ordered = sorted(handles)
        misnamed = naming.problems(ordered)
        for handle in ordered:
            name = f"{handle}{SUFFIX}"
            if handle in misnamed:
                problems.append(misnamed[handle])
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
        return set(self._files())

    def bytes_of(self, handle: str) -> disk.Found:
        """Return a contact's file as it stands, whether it can be parsed or not.

        Raises:
            UnreadableFileError: It can't even be read.
        """
        return disk.read(self.file_of(handle))

    def taken(self) -> set[str]:
        """Return the clash keys of every handle in use, readable or not."""
        return {names.clash_key(name.removesuffix(SUFFIX)) for name in self._files()}

    def remove_stale_temps(self) -> None:
        """Remove what a killed command left; the caller holds the lock (W2)."""
        disk.remove_temps(self.path)
        disk.remove_temps(self.path / OWN_FOLDER)

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
            disk.Found(raw, disk.Stamp(0, 0, 0, 0), image.mode),
            decoded.contact,
            decoded.warnings,
            decoded.quoted,
        )

    def _files(self) -> Iterable[str]:
        return _sorted_out(self.path)[0]

    def _entry(self, handle: str, known: Entry | None = None) -> Entry:
        path = self.file_of(handle)
        if known is not None and disk.Stamp.of(os.lstat(path)) == known.found.stamp:
            return known
        found = disk.read(path)
        decoded = codec.decode(found.raw, path.name)
        return Entry(found, decoded.contact, decoded.warnings, decoded.quoted)


def _is_contact(name: str) -> bool:
    return name.endswith(SUFFIX) and not name.startswith(".") and "/" not in name


def _sorted_out(folder: Path) -> tuple[list[str], bool]:
    """Return the names of the files that are contacts, and whether something staged lies there."""
    try:
        found = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return [], False
    files, is_begun = [], False
    for name in found:  # without a call for each: 30 ms of 10,000
        if name.endswith(SUFFIX) and not name.startswith("."):
            files.append(name)
        elif name.startswith("."):
            is_begun = is_begun or disk.is_temp(name)
    return files, is_begun


def _begun(state: Path) -> dict[str, "Image"]:
    """Return what a command has begun to make of which file."""
    from dexcli.store import journal  # only where a command was cut off, or is at work

    return journal.overlay(state)
