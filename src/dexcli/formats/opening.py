"""From a path to what an import reads: a file, a folder with all below it, an archive, stdin."""

import io
import os
import select
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from dexcli.core.errors import DexcliError
from dexcli.formats import archive
from dexcli.formats.source import HEAD, MOST_AT_ONCE, Source

STDIN = "-"
_MOST_PIPED = 4 * MOST_AT_ONCE  # bytes of what can be read only once, and so is held
_PATIENCE = 10.0  # seconds in which somebody begins to write to a pipe
_MOST_MEMBERS = 1_000_000  # files below a folder
_DENIED = "Permission denied"  # as the system words it
_MARKERS = frozenset({"maildirfolder"})  # empty on purpose: it says what its folder is


class DiskError(DexcliError):
    """A disk fails in the middle of a file: what was read so far says nothing of the rest."""


def opened(path: str) -> Source:
    """Return what lies under a path, nothing read of it but its head.

    Raises:
        DexcliError: It isn't there, may not be read, or is no archive that can be opened.
    """
    if path == STDIN:
        return Source.of_bytes(_all(sys.stdin.buffer, "stdin"), "stdin")
    found = Path(path)
    try:
        status = found.stat()
        if stat.S_ISDIR(status.st_mode):
            return _folder(found)
        if stat.S_ISFIFO(status.st_mode):
            return Source.of_bytes(_piped(path), found.name)
        if not stat.S_ISREG(status.st_mode):
            with found.open("rb") as stream:
                return Source.of_bytes(_all(stream, path), found.name)
        return _file(found, found.name, status.st_size)
    except FileNotFoundError:
        raise DexcliError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise DexcliError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def _file(path: Path, name: str, size: int) -> Source:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    members = archive.members(path) if archive.is_one(head) else ()
    return Source(
        name=name,
        opened=lambda: _open(path),
        head=head,
        size=size,
        path=path,
        members=members,
    )


def _folder(folder: Path) -> Source:
    members: list[Source] = []
    unread: list[str] = []
    barred: list[tuple[str, str]] = []

    def bar(path: str, reason: str) -> None:
        barred.append((Path(path).relative_to(folder).as_posix(), reason))

    for found in _below(folder, bar):
        if len(members) == _MOST_MEMBERS:
            raise DexcliError(f"{folder}: more than {_MOST_MEMBERS:,} files; import parts of it")
        name = Path(found.path).relative_to(folder).as_posix()
        if reason := _why_not(found):
            unread.append(f"{name} ({reason})")
        elif not os.access(found.path, os.R_OK):
            bar(found.path, _DENIED)
        else:
            members.append(_member(found, name))
    members.sort(key=_name)
    return Source(
        name=folder.name or str(folder),
        opened=io.BytesIO,
        path=folder,
        members=tuple(members),
        is_folder=True,
        unread=tuple(sorted(unread)),
        barred=tuple(sorted(barred)),
    )


def _member(found: os.DirEntry[str], name: str) -> Source:
    path = Path(found.path)
    return Source(name=name, opened=lambda: _open(path), size=found.stat().st_size, path=path)


def _below(folder: Path, bar: Callable[[str, str], None]) -> Iterator[os.DirEntry[str]]:
    """Yield what is below a folder, through no link to a folder; ``bar`` gets what may not be read.

    What begins with a dot is no file of somebody's, but a folder of mail may:
    Maildir's ".Sent".
    """
    waiting: list[str | Path] = [folder]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as entries:
                listed = list(entries)
        except PermissionError as error:
            if path is folder:
                raise
            bar(str(path), error.strerror or _DENIED)
            continue
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") or Path(entry.path, "cur").is_dir():
                    waiting.append(entry.path)
            elif not entry.name.startswith(".") and entry.name not in _MARKERS:
                yield entry


def _why_not(found: os.DirEntry[str]) -> str:
    """Return why an entry of a folder has nothing to read, or nothing for one that has."""
    try:
        status = found.stat()
    except FileNotFoundError:
        return "a link to nowhere"
    except OSError as error:
        return error.strerror or "can't be read"
    if stat.S_ISDIR(status.st_mode):
        return "a link to a folder"
    if not stat.S_ISREG(status.st_mode):
        return "no regular file"
    return "" if status.st_size else "empty"


class _File(io.FileIO):
    """A file whose disk may fail at any byte; then its name is told."""

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]  # a buffer
        try:
            return super().readinto(buffer) or 0
        except OSError as error:
            raise _unread(str(self.name), error) from None

    def readall(self) -> bytes:
        try:
            return super().readall() or b""
        except OSError as error:
            raise _unread(str(self.name), error) from None


def _open(path: Path) -> BinaryIO:
    try:
        return io.BufferedReader(_File(str(path)))
    except OSError as error:
        raise _unread(str(path), error) from None


def _unread(path: str, error: OSError) -> DexcliError:
    kind = DexcliError if isinstance(error, PermissionError) else DiskError
    return kind(f"{path}: {error.strerror or error}; nothing was imported")


def _name(source: Source) -> str:
    return source.name


def _piped(path: str) -> bytes:
    """Return what comes through a pipe with a name; one that nobody writes to never ends."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(number, "rb") as stream:  # noqa: PTH123 - a number, and no path
        if not (select.select([number], [], [], _PATIENCE)[0] or _has_writer(stream)):
            raise DexcliError(f"{path}: a pipe that nothing writes to; nothing was imported")
        os.set_blocking(number, True)
        return _all(stream, path)


def _has_writer(pipe: io.BufferedReader) -> bool:
    """Return whether somebody holds a pipe open, though nothing came through it yet.

    A pipe that would block has a writer; one without is at its end.
    """
    return pipe.peek(1) != b"" or pipe.raw.read(1) is None


def _all(stream: BinaryIO, name: str) -> bytes:
    raw = stream.read(_MOST_PIPED + 1)
    if len(raw) > _MOST_PIPED:
        raise DexcliError(f"{name}: more than {_MOST_PIPED >> 20} MB; save it to a file first")
    return raw
