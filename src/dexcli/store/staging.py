"""New bytes beside their target, and the moment in which they take its name (W6 to W8).

A temporary file in the same folder, synced, then renamed over the target.
Without the syncs a power cut left empty files on xfs and ext4 (reference:
storage, "Durability").
"""

import contextlib
import errno
import os
import stat
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import (
    NOTHING_WRITTEN,
    ChangedMeanwhileError,
    DexcliError,
    UnreadableFileError,
)
from dexcli.store import disk, exchange
from dexcli.store.codec import MOST_BYTES
from dexcli.store.disk import FILE_MODE, TEMP_SUFFIX, Found, Stamp

WRITE_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})


class Staged(Struct, frozen=True):
    """What waits to take its target's place; a removal waits as an empty file."""

    target: Path
    temp: Path
    before: Found | None  # None: the target must not exist yet
    after: bytes | None  # None: the target goes


class Displaced(Struct, frozen=True):
    """What somebody saved in the last moment; None where it can't be read."""

    raw: bytes | None


def stage(
    path: Path, after: bytes | None, *, before: Found | None, mode: int = FILE_MODE
) -> Staged:
    """Write new bytes beside their target and sync them (W6).

    What is there already keeps its mode and owner; ``mode`` is for what isn't.

    Raises:
        DexcliError: The folder may not be written, or the disk is full or fails.
    """
    temp = path.parent / f".{path.name}.{os.urandom(6).hex()}{TEMP_SUFFIX}"
    try:
        handle = os.open(temp, WRITE_FLAGS, FILE_MODE)
    except OSError as error:
        raise _not_staged(error, path) from None
    try:
        try:
            _write_all(handle, after or b"")
            _keep_mode(handle, temp, mode if before is None else before.mode)
            if before is not None:
                _keep_owner(handle, path)
            disk.sync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        disk.discard(temp)
        raise _not_staged(error, path) from error
    except BaseException:
        disk.discard(temp)
        raise
    return Staged(path, temp, before, after)


def refuse_excess(path: Path, after: bytes | None) -> None:
    """Refuse to write a contact's file that wouldn't be read again (W3).

    Raises:
        DexcliError: It is too large.
    """
    if after is not None and len(after) > MOST_BYTES:
        raise DexcliError(f"{path.name}: more than {MOST_BYTES} bytes; nothing was written")


def check_unchanged(path: Path, before: Found | None) -> None:
    """Refuse where a file is not what was read (W7).

    Raises:
        ChangedMeanwhileError: Somebody else wrote it; nothing is written.
    """
    if now(path) != (None if before is None else before.stamp):
        raise ChangedMeanwhileError(
            f"{path.name} changed meanwhile; nothing was written, so run the command again"
        )


def now(path: Path) -> Stamp | None:
    """Return the stamp of a file as it is now, None without one."""
    try:
        return Stamp.of(os.lstat(path))
    except FileNotFoundError:
        return None


def put_in_place(staged: Staged) -> Displaced | None:
    """Give the staged bytes their name (W8); a new file never replaces another.

    Where the system can swap two names, what was displaced is looked at: a
    program without a lock may have saved it between the last look and now. Then
    it is returned. The temporary name stays until the new one is synced: by it
    readers know that a journal is there, and a power cut may keep the later
    change of two.

    Raises:
        ChangedMeanwhileError: Somebody else made a file of this name.
        DexcliError: The folder may not be written.
    """
    try:
        if staged.after is None:
            return _take_away(staged)
        if staged.before is not None:
            return _swap(staged)
        _link(staged)
    except OSError as error:
        raise _not_written(error, staged.target) from error
    return None


def _link(staged: Staged) -> None:
    try:
        os.link(staged.temp, staged.target)
    except FileExistsError:
        raise _made_by_others(staged.target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(staged.target):  # a file system without hard links
            raise _made_by_others(staged.target) from None
        os.rename(staged.temp, staged.target)


def _swap(staged: Staged) -> Displaced | None:
    if not exchange.swap(staged.temp, staged.target):
        os.replace(staged.temp, staged.target)
        return None
    return _displaced(staged)


def _take_away(staged: Staged) -> Displaced | None:
    os.replace(staged.target, staged.temp)
    return _displaced(staged)


def _displaced(staged: Staged) -> Displaced | None:
    """Return what had the name before, where it isn't what was read."""
    assert staged.before is not None, "only what was read is displaced"
    try:
        raw = disk.read(staged.temp).raw
    except UnreadableFileError:  # no regular file any more, or the disk fails: not ours to touch
        return Displaced(None)
    return None if raw == staged.before.raw else Displaced(raw)


def _made_by_others(path: Path) -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        f"{path.name} was made by somebody else meanwhile; run the command again"
    )


def _write_all(handle: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _keep_mode(handle: int, temp: Path, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(mode))
    else:  # Windows before Python 3.13
        os.chmod(temp, mode)


def _keep_owner(handle: int, path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        os.fchown(handle, status.st_uid, status.st_gid)


def _not_staged(error: OSError, path: Path) -> DexcliError:
    return DexcliError(f"{_not_written(error, path)}{NOTHING_WRITTEN}")


def _not_written(error: OSError, path: Path) -> DexcliError:
    """Return an error that names the contact's file and not the temporary one."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return DexcliError(
            f"{path.name}: this folder may not be written ({error.strerror}); check its rights"
        )
    return DexcliError(f"{path.name}: {error.strerror or error}")
