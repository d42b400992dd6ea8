"""The beginning of every change: alone in the ledger, and nothing left half done (W1, W2)."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dexcli.core.settings import UndoSetting
from dexcli.store import lock, recovery
from dexcli.store.folder import Folder


@contextlib.contextmanager
def begun(folder: Folder, state: Path, limits: UndoSetting) -> Iterator[list[str]]:
    """Hold the ledger's lock, with what a killed command left finished or cleared away.

    Yields:
        What is to be told of that, a line each.

    Raises:
        TryAgainError: Another command held the lock for too long.
    """
    with lock.locked(folder.path, state=state):
        told = recovery.recover(folder.path, state, limits)
        folder.remove_stale_temps()
        yield told
