"""Where a ledger's index lies, and what it is of (I1)."""

import os
import sys
from pathlib import Path
from zlib import crc32

import dexcli
from dexcli.core.settings import Settings
from dexcli.store import places
from dexcli.store.index import file
from dexcli.store.index.snapshot import Snapshot
from dexcli.store.places import Place

SCHEMA = 6  # one more whenever what an index holds is made otherwise


class Index:
    """The index of one ledger, in the user's cache folder; with these settings."""

    def __init__(self, ledger: Path, settings: Settings) -> None:
        self.settings = settings
        self._ledger = ledger

    @property
    def of(self) -> tuple[str | int, ...]:
        """What no other folder shares, and no other program that reads otherwise."""
        status = self._ledger.stat()
        program = f"{dexcli.__version__} {SCHEMA} {sys.byteorder} {sys.implementation.cache_tag}"
        real = os.fsencode(os.path.realpath(self._ledger)).hex()
        return (program, real, status.st_dev, status.st_ino)

    def path(self, suffix: str = "index") -> Path:
        """Return where it lies, or what lies beside it."""
        return places.folder_of(Place.CACHE) / f"{crc32(repr(self.of).encode()):08x}.{suffix}"

    def load(self) -> Snapshot | None:
        """Return what is known of the ledger, or None where nothing is, or nothing reliable."""
        return file.load(self.path(), self.of)

    def save(self, snapshot: Snapshot) -> None:
        """Keep what is known of the ledger, where the cache folder can be written."""
        file.save(self.path(), snapshot, self.of)
