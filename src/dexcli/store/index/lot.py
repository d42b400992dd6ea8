"""A folder as it lies there, before anything in it is read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from msgspec import Struct

from dexcli.store import naming
from dexcli.store.index import stamps
from dexcli.store.index.stamps import Scan
from dexcli.store.reading import Entry

Parse = Callable[[str], Entry]


class Lot(Struct, frozen=True):
    """A folder as it lies there: its files, which are no contacts by name, how one is parsed."""

    path: Path
    scan: Scan
    misnamed: dict[str, str]
    parse: Parse

    @classmethod
    def of(cls, path: Path, files: Iterable[str], parse: Parse) -> Self:
        """Return the lot of these files as they stand now."""
        scan = stamps.scan(path, files, naming.SUFFIX)
        return cls(path, scan, naming.problems(scan.handles), parse)
