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

SCHEMA = 5  # one more whenever what an index holds is made otherwise


class Index:
    """The index of one ledger, in the user's cache folder; with these settings."""

    def __init__(self, ledger: Path, settings: Settings) -> None:
        self.settings = settings
        self._ledger = ledger

    def load(self) -> Snapshot | None:
        """Return what is known of the ledger, or None where nothing is, or nothing reliable."""
        of = self._of()
        return file.load(self._path(of), of)

    def save(self, snapshot: Snapshot) -> None:
        """Keep what is known of the ledger, where the cache folder can be written."""
        of = self._of()
        file.save(self._path(of), snapshot, of)

    def _of(self) -> tuple[str | int, ...]:
        """Return what no other folder shares, and no other program that reads otherwise."""
        status = self._ledger.stat()
        program = f"{dexcli.__version__} {SCHEMA} {sys.byteorder} {sys.implementation.cache_tag}"
        real = os.fsencode(os.path.realpath(self._ledger)).hex()
        return (program, real, status.st_dev, status.st_ino)

    def _path(self, of: tuple[str | int, ...]) -> Path:
        return places.folder_of(Place.CACHE) / f"{crc32(repr(of).encode()):08x}.index"
