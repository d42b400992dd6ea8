"""The members of a .zip, read where they lie: nothing is unpacked to the disk."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from dexcli.core.errors import DexcliError
from dexcli.formats.source import Source

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_MEMBERS = 100_000
_HARMLESS = 64 * 1024 * 1024  # bytes that may be packed however tightly
_MOST_PACKED = 200  # times smaller than unpacked; text packs to a tenth, a bomb to a thousandth
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)


class ArchiveError(DexcliError):
    """An archive, or a member of it, can't be read, or is made to fill a machine."""


def is_one(head: bytes) -> bool:
    """Return whether a file begins as a .zip does."""
    return head.startswith(_MAGIC)


def members(path: Path) -> tuple[Source, ...]:
    """Return the files in an archive, sorted by name; an archive among them isn't opened.

    Raises:
        ArchiveError: It is damaged, or larger unpacked than any export is.
    """
    try:
        opened = zipfile.ZipFile(path)  # closed with the last of its members
        listed = [each for each in opened.infolist() if not each.is_dir()]
    except (*_FAILURES, ValueError) as error:
        raise ArchiveError(f"{path.name}: a damaged .zip ({error}); export it again") from None
    if len(listed) > _MOST_MEMBERS:
        raise ArchiveError(
            f"{path.name}: {len(listed):,} files; expected at most {_MOST_MEMBERS:,}"
        )
    unpacked = sum(each.file_size for each in listed)
    if unpacked > max(_HARMLESS, _MOST_PACKED * path.stat().st_size):
        raise ArchiveError(
            f"{path.name}: {unpacked:,} bytes unpacked, more than {_MOST_PACKED} times its size; "
            "unpack it yourself if you trust it"
        )
    ordered = sorted(listed, key=_name)
    return tuple(_member(path.name, opened, each) for each in ordered)


def damage(path: Path) -> str:
    """Return what is wrong with an archive as a whole, "" for one that can be opened."""
    try:
        with zipfile.ZipFile(path):
            return ""
    except (*_FAILURES, ValueError) as error:
        return f"damaged ({error})"


def _member(name: str, opened: zipfile.ZipFile, listed: zipfile.ZipInfo) -> Source:
    def stream() -> BinaryIO:
        return cast("BinaryIO", io.BufferedReader(_Member(name, opened, listed)))

    return Source(name=listed.filename, opened=stream, size=listed.file_size)


def _name(listed: zipfile.ZipInfo) -> str:
    return listed.filename


class _Member(io.RawIOBase):
    """A member's bytes as they are unpacked; whatever is wrong with them is one line.

    More than it says of its size never comes: `zipfile` stops there.
    """

    def __init__(self, name: str, opened: zipfile.ZipFile, listed: zipfile.ZipInfo) -> None:
        super().__init__()
        self.named = f"{name}: {listed.filename}"
        try:
            self.member = opened.open(listed)
        except _FAILURES as error:
            raise ArchiveError(f"{self.named}: can't be unpacked ({error})") from None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]  # a buffer
        """Unpack as much as fits."""
        try:
            raw = self.member.read(len(buffer))
        except _FAILURES as error:
            raise ArchiveError(f"{self.named}: can't be unpacked ({error})") from None
        buffer[: len(raw)] = raw
        return len(raw)

    def close(self) -> None:
        """Close the member; the archive stays open for the others."""
        if not self.closed:
            self.member.close()
        super().close()
