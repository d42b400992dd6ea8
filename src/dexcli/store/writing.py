"""The beginning of every change: alone in the ledger, and nothing left half done (W1, W2)."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from dexcli.core.settings import UndoSetting
from dexcli.store import journal, lock, recovery
from dexcli.store.folder import Folder


class Begun(Struct, frozen=True):
    """What was found under the lock: lines to tell, and whether a command had been cut off."""

    told: tuple[str, ...]
    was_cut_off: bool


@contextlib.contextmanager
def begun(folder: Folder, state: Path, limits: UndoSetting) -> Iterator[Begun]:
    """Hold the ledger's lock, with what a killed command left finished or cleared away.

    Raises:
        TryAgainError: Another command held the lock for too long.
    """
    with lock.locked(folder.path, state=state):
        was_cut_off = (state / journal.NAME).exists()
        told = recovery.recover(folder.path, state, limits)
        folder.remove_stale_temps()
        yield Begun(tuple(told), was_cut_off)
