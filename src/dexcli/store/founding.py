"""A new ledger: the folder and its settings file."""

from pathlib import Path

from dexcli.core.errors import DexcliError
from dexcli.store import config, disk
from dexcli.store.folder import OWN_FOLDER
from dexcli.store.transaction import Change, apply

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


def make(path: Path, settings: str = SETTINGS) -> None:
    """Make the folder, as far as it isn't there, and its settings.

    Raises:
        DexcliError: Something else is in the way.
    """
    if path.exists() and not path.is_dir():
        raise DexcliError(f"{path} is a file; a ledger is a folder")
    own = path / OWN_FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=disk.FOLDER_MODE)
    own.mkdir(exist_ok=True, mode=disk.FOLDER_MODE)
    apply([Change(config.path_in(path), None, settings.encode())])
    disk.sync_folder(path)
