"""One file on disk as it is read, and what makes names and bytes survive a power cut.

The letters W1 to W13, here and elsewhere, are the steps of the write protocol
in ARCHITECTURE.md. Whatever changes a disk is called through `os`, where the
crash sweep fails it.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import UnreadableFileError
from dexcli.store.codec import MOST_BYTES

FILE_MODE = 0o600
FOLDER_MODE = 0o700
TEMP_SUFFIX = ".dextmp"
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class Stamp(Struct, frozen=True):
    """What tells that a file is still the one that was read."""

    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, found: os.stat_result) -> "Stamp":
        """Return the stamp in a stat."""
        return cls(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class Found(Struct, frozen=True):
    """A file's bytes as they were at one moment."""

    raw: bytes
    stamp: Stamp
    mode: int


def read(path: Path) -> Found:
    """Return a regular file's bytes; never follow a link, never wait for a pipe.

    Raises:
        UnreadableFileError: It is no regular file, too large, or may not be read.
        FileNotFoundError: It isn't there.
    """
    try:
        handle = os.open(path, _READ_FLAGS)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableFileError(f"{path.name}: {_why(error, path)}") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"{path.name}: this is no regular file; move it elsewhere")
        if status.st_size > MOST_BYTES:
            raise UnreadableFileError(
                f"{path.name}: {status.st_size} bytes are more than the {MOST_BYTES} of a contact"
            )
        return Found(
            _all_bytes(handle, status.st_size), Stamp.of(status), stat.S_IMODE(status.st_mode)
        )
    except OSError as error:
        raise UnreadableFileError(f"{path.name}: {_why(error, path)}") from None
    finally:
        os.close(handle)


def read_if_there(path: Path) -> Found | None:
    """Return a regular file as `read` does, or None where there is none.

    Raises:
        UnreadableFileError: Something is there that is no file one can read.
    """
    try:
        return read(path)
    except FileNotFoundError:
        return None


def read_any(path: Path) -> bytes:
    """Return the bytes of a file that somebody names: of any size, through links.

    Raises:
        FileNotFoundError: It isn't there.
        UnreadableFileError: It is no file, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableFileError(f"{path.name}: {_why(error, path)}") from None


def read_any_if_there(path: Path) -> bytes | None:
    """Return the bytes of a file of our own, of any size, or None where there is none.

    Raises:
        UnreadableFileError: It may not be read.
    """
    try:
        return read_any(path)
    except FileNotFoundError:
        return None


def make_folders(folders: Iterable[Path]) -> None:
    """Make folders that aren't there, such as `.dexcli` in a ledger made by hand.

    All are their owner's alone, and every name on the way is synced: what lies
    in a folder is as lost as its name.
    """
    for folder in folders:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            with contextlib.suppress(FileExistsError):
                os.mkdir(each, FOLDER_MODE)
        for each in missing:
            sync_folder(each.parent)


def discard(temp: Path) -> None:
    """Remove a temporary file, if it is still there."""
    with contextlib.suppress(OSError):
        os.unlink(temp)


def is_temp(name: str) -> bool:
    """Return whether a file's name is that of a staged file of ours."""
    return name.startswith(".") and name.endswith(TEMP_SUFFIX)


def temps_of(path: Path) -> list[Path]:
    """Return the staged files that lie beside a file and wait to take its name."""
    start = f".{path.name}."
    with contextlib.suppress(OSError):
        names = os.listdir(path.parent)
        return [path.parent / each for each in names if each.startswith(start) and is_temp(each)]
    return []


def remove_temps(folder: Path) -> None:
    """Remove what a killed command left in a folder; the caller holds the lock (W2)."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if is_temp(name):
                discard(folder / name)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut (W9)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        sync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """Sync an open file; on macOS to the medium and not only to the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _all_bytes(handle: int, size: int) -> bytes:
    """Return what a file of this size holds, however much that is by now."""
    first = os.read(handle, size + 1)
    if len(first) == size:
        return first  # a read that gives less than it was asked for is at the end
    chunks = [first]
    while chunk := os.read(handle, max(size, 1)):
        chunks.append(chunk)
    return b"".join(chunks)


def _why(error: OSError, path: Path) -> str:
    if error.errno == errno.ELOOP:
        return "this is a symbolic link, which dexcli does not follow; put the file itself here"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"may not be read; try chmod u+r {path.name}"
    if error.errno == errno.ENXIO:
        return "this is no regular file; move it elsewhere"
    return os.strerror(error.errno or 0)
