"""A new ledger: the folder and its settings file."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from dexcli.core.errors import DexcliError
from dexcli.core.settings import UndoSetting
from dexcli.store import config, disk, state
from dexcli.store.change import About, Change
from dexcli.store.folder import OWN_FOLDER
from dexcli.store.transaction import Record, apply

SETTINGS = """\
# The settings of this ledger. `dexcli config` shows each with where it comes from.
format = 1

# How often to be in touch, by tag; a contact's own cadence overrides it.
# [cadence]
# family = "2 weeks"
# friend = "1 month"

# A kind of interaction that doesn't restart the clock:
# [kinds.like]
# counts = false

# How 05/03/2026 is read; without it, such a date is refused.
# [dates]
# order = "dmy"
"""


def plan(path: Path, settings: str = SETTINGS) -> Change:
    """Return the change that gives a folder its settings."""
    return Change(config.path_in(path), None, settings.encode())


def make(path: Path, changes: Sequence[Change], *, record_id: str) -> None:
    """Make the folder, as far as it isn't there, and the files of a new ledger.

    A ledger is made whole or not at all, also where the machine stops; it isn't
    a step that can be undone.

    Raises:
        DexcliError: Something else is in the way.
    """
    if path.exists() and not path.is_dir():
        raise DexcliError(f"{path} is a file; a ledger is a folder")
    own = path / OWN_FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=disk.FOLDER_MODE)
    own.mkdir(exist_ok=True, mode=disk.FOLDER_MODE)
    record = Record(
        ledger=path,
        state=state.folder_for(path),
        about=About(what="init", is_undoable=False),
        limits=UndoSetting(),
        id=record_id,
    )
    apply(changes, record)
    disk.sync_folder(path)
    with contextlib.suppress(OSError):  # somebody else's folder, perhaps
        disk.sync_folder(path.parent)
