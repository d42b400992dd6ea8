"""Where this machine keeps what isn't the ledger itself: the journal, the history, the drafts."""

import os
from pathlib import Path

from dexcli.store import places
from dexcli.store.places import Place

KEY_LENGTH = 16


def folder_for(ledger: Path) -> Path:
    """Return the state folder of a ledger, by its real path (not made yet)."""
    import hashlib  # only for changes

    real = os.path.realpath(ledger)
    key = hashlib.sha256(os.fsencode(real)).hexdigest()[:KEY_LENGTH]
    return places.folder_of(Place.STATE) / key
