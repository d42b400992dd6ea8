"""One writer at a time: a lock on the ledger's folder itself (W1).

The lock is the kernel's and ends with its process, so a killed command never
blocks the next; nothing of it lies in the folder.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dexcli.core.errors import TryAgainError

TIMEOUT_SECONDS = 10.0
_PAUSE_SECONDS = 0.02
_UNSUPPORTED = {errno.ENOLCK, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL}


@contextlib.contextmanager
def locked(folder: Path, *, state: Path, timeout: float = TIMEOUT_SECONDS) -> Iterator[None]:
    """Hold the ledger's lock; wait up to ``timeout`` seconds for another writer.

    Where the file system has no such lock, a file in ``state`` is locked
    instead, which keeps out the commands of this machine.

    Raises:
        TryAgainError: Another command held it all the while.
    """
    if sys.platform == "win32":
        handle = _lock_file(state)
    else:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if not _acquire(handle, timeout=timeout):
            os.close(handle)
            handle = _lock_file(state)
            if not _acquire(handle, timeout=timeout):
                raise TryAgainError(f"this system can't lock {folder}")
        yield
    finally:
        with contextlib.suppress(OSError):  # it is free all the same, and what was told holds
            os.close(handle)


def _lock_file(state: Path) -> int:
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o600)


def _acquire(handle: int, *, timeout: float) -> bool:
    """Wait for the lock; return whether this file system has locks at all."""
    until = time.monotonic() + timeout
    while True:
        try:
            _try_lock(handle)
        except OSError as error:
            if error.errno in _UNSUPPORTED:
                return False
            if error.errno not in {errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
                raise
        else:
            return True
        if time.monotonic() >= until:
            raise TryAgainError(
                f"another dexcli is writing here (waited {timeout:.0f} s); try again later"
            )
        time.sleep(_PAUSE_SECONDS)


def _try_lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
