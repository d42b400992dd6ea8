"""One file on disk, read and replaced so that a crash leaves it whole (W3 to W9).

Every write: a temporary file beside the target, synced, renamed over it, the
folder synced. Without these syncs a power cut left empty files on xfs and ext4
(reference: storage, "Durability"). The letters W1 to W13 are the steps of the
write protocol in ARCHITECTURE.md.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import ChangedMeanwhileError, DexcliError, UnreadableFileError
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
_WRITE_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
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


class Staged(Struct, frozen=True):
    """New bytes that lie beside their target, synced, and wait to take its place."""

    target: Path
    temp: Path
    before: Stamp | None  # None: the target must not exist yet


def stage(path: Path, raw: bytes, *, before: Found | None) -> Staged:
    """Write new bytes beside their target and sync them (W6).

    Raises:
        DexcliError: They are too many, or the folder may not be written.
    """
    if len(raw) > MOST_BYTES:
        raise DexcliError(f"{path.name}: more than {MOST_BYTES} bytes; nothing was written")
    temp = path.parent / f".{path.name}.{os.urandom(6).hex()}{TEMP_SUFFIX}"
    try:
        handle = os.open(temp, _WRITE_FLAGS, FILE_MODE)
    except OSError as error:
        raise _not_written(error, path) from None
    try:
        try:
            _write_all(handle, raw)
            if before is not None:
                _keep_mode(handle, temp, before.mode)
                _keep_owner(handle, path)
            sync(handle)
        finally:
            os.close(handle)
    except BaseException:
        discard(temp)
        raise
    return Staged(path, temp, None if before is None else before.stamp)


def check_unchanged(staged: Staged) -> None:
    """Refuse where the target is not what was read (W7).

    Raises:
        ChangedMeanwhileError: Somebody else wrote it; nothing is written.
    """
    try:
        now = Stamp.of(os.lstat(staged.target))
    except FileNotFoundError:
        now = None
    if now != staged.before:
        raise ChangedMeanwhileError(
            f"{staged.target.name} changed meanwhile; nothing was written, so run the command again"
        )


def put_in_place(staged: Staged) -> None:
    """Give the staged bytes their name (W8); a new file never replaces another.

    Raises:
        ChangedMeanwhileError: Somebody else made a file of this name.
        DexcliError: The folder may not be written.
    """
    if staged.before is not None:
        _rename(staged)
        return
    try:
        os.link(staged.temp, staged.target)
    except FileExistsError:
        raise ChangedMeanwhileError(
            f"{staged.target.name} was made by somebody else meanwhile; run the command again"
        ) from None
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}:
            raise _not_written(error, staged.target) from None
        _rename_new(staged)  # a file system without hard links
        return
    staged.temp.unlink()


def make_folders(folders: Iterable[Path]) -> None:
    """Make folders that aren't there, such as `.dexcli` in a ledger made by hand."""
    for folder in folders:
        if not folder.exists():
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
            sync_folder(folder.parent)


def discard(temp: Path) -> None:
    """Remove a temporary file, if it is still there."""
    with contextlib.suppress(OSError):
        temp.unlink()


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


def _rename_new(staged: Staged) -> None:
    if staged.target.exists():
        raise ChangedMeanwhileError(f"{staged.target.name} is there already; run the command again")
    _rename(staged)


def _rename(staged: Staged) -> None:
    try:
        staged.temp.replace(staged.target)
    except OSError as error:
        raise _not_written(error, staged.target) from None


def _write_all(handle: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _all_bytes(handle: int, size: int) -> bytes:
    chunks = []
    while chunk := os.read(handle, max(size + 1, 1)):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _keep_mode(handle: int, temp: Path, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(handle, mode)
    else:  # Windows before Python 3.13
        temp.chmod(mode)


def _keep_owner(handle: int, path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        os.fchown(handle, status.st_uid, status.st_gid)


def _not_written(error: OSError, path: Path) -> DexcliError:
    """Return an error that names the contact's file and not the temporary one."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return DexcliError(
            f"{path.name}: this folder may not be written ({error.strerror}); check its rights"
        )
    return DexcliError(f"{path.name}: {error.strerror or error}")


def _why(error: OSError, path: Path) -> str:
    if error.errno == errno.ELOOP:
        return "this is a symbolic link, which dexcli does not follow; put the file itself here"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"may not be read; try chmod u+r {path.name}"
    if error.errno == errno.ENXIO:
        return "this is no regular file; move it elsewhere"
    return os.strerror(error.errno or 0)
