"""What an import reads from: a file, a folder, or a member of an archive."""

import io
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row

HEAD = 65_536  # bytes by which a format is recognised
MOST_AT_ONCE = 64 * 1024 * 1024  # bytes of a file that must be held as a whole


class TooLargeError(DexcliError):
    """A file that must be held as a whole is larger than any that a person has."""


class Source(Struct, frozen=True, kw_only=True):
    """One file: its name for messages, how to open it, and its first bytes.

    ``path`` is where it lies; None for a member of an archive. A folder has no
    bytes and has ``members``, sorted by name; so has an archive, beside its bytes.
    A member's name is its path in there, and its head is read by `looked_at`.
    ``unread`` are the entries of a folder that have nothing to read, each with its reason;
    ``barred`` are those that may not be read, by name.
    """

    name: str
    opened: Callable[[], BinaryIO]
    head: bytes = b""
    size: int = 0
    path: Path | None = None
    members: "tuple[Source, ...]" = ()
    is_folder: bool = False
    unread: tuple[str, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_bytes(cls, raw: bytes, name: str) -> "Source":
        """Return bytes as a source."""
        return cls(name=name, opened=lambda: io.BytesIO(raw), head=raw[:HEAD], size=len(raw))

    @property
    def suffix(self) -> str:
        """The end of its name with the dot, in lower case; it decides only where bytes don't."""
        return os.path.splitext(self.name)[1].lower()  # noqa: PTH122 - a name, and no path

    def looked_at(self) -> "Source":
        """Return a member with its head, which a folder or an archive leaves unread."""
        if self.head or self.is_folder:
            return self
        with self.open() as stream:
            return replace(self, head=stream.read(HEAD))

    def open(self) -> BinaryIO:
        """Return its bytes as a stream, from the start."""
        return self.opened()

    def read(self, most: int = MOST_AT_ONCE) -> bytes:
        """Return all its bytes.

        Raises:
            TooLargeError: They are more than ``most``.
        """
        with self.open() as stream:
            raw = stream.read(most + 1)
        if len(raw) > most:
            raise TooLargeError(f"{self.name}: larger than {most >> 20} MB; split it first")
        return raw


class Terms(Struct, frozen=True, kw_only=True):
    """What the reader of a format is told: the day, how 05/03/2026 is read, and who I am.

    ``me`` are names, addresses and accounts of the ledger's owner, folded;
    ``everybody`` is whether mail and calendars bring new people too.
    """

    today: date
    order: Literal["dmy", "mdy", "ymd"] | None = None
    me: frozenset[str] = frozenset()
    everybody: bool = False


Rows = Iterator[Row | BadRow]
