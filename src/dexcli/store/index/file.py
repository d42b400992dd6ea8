"""The index's file: one snapshot, every part of it with a checksum (I1, I5).

A preamble, a header that says for which folder it is and where each part lies,
then the parts: what every command needs first, the contacts' records last.
"""

import contextlib
import os
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from dexcli.core.columns import Columns
from dexcli.core.roster import Kind
from dexcli.store.disk import TEMP_SUFFIX
from dexcli.store.index.snapshot import QUOTED, Snapshot

MAGIC = b"dexcli index\n"
_PREAMBLE = len(MAGIC) + 8
_FLAGS = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_KEYS = ("size", "mtime", "ctime", "inode")
_DAYS = ("on", "days", "holds", "birthday")
_FRONT = ("handles", *_KEYS, *_DAYS, "marks", "ends", "checksums", "warnings", "twins")


class Part(Struct, frozen=True, array_like=True):
    """Where a part begins behind the header, how long it is, and its checksum."""

    start: int
    length: int
    checksum: int


class Header(Struct, frozen=True, kw_only=True):
    """What an index is of. ``of`` is whatever another folder or another dexcli hasn't alike."""

    of: tuple[str | int, ...]
    made_for: bytes
    count: int
    parts: dict[str, Part]


class Pages:
    """An open index; who replaces the file meanwhile leaves this one as it is."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY | _FLAGS)

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            os.close(self._handle)

    def read(self, start: int, length: int) -> bytes:
        """Return so many bytes, fewer where the file is shorter."""
        if hasattr(os, "pread"):
            return os.pread(self._handle, length, start)
        os.lseek(self._handle, start, os.SEEK_SET)  # Windows
        return os.read(self._handle, length)

    def checked(self, start: int, length: int, checksum: int) -> bytes | None:
        """Return bytes, or None where they aren't those that were written."""
        try:
            raw = self.read(start, length)
        except OSError:
            return None
        return raw if len(raw) == length and crc32(raw) == checksum else None


def load(path: Path, of: tuple[str | int, ...]) -> Snapshot | None:
    """Return the snapshot in an index, or None where it is another's, or not whole."""
    try:
        pages = Pages(path)
        preamble = pages.read(0, _PREAMBLE)
        length, checksum = _numbers(preamble.removeprefix(MAGIC), "I")
        raw = pages.checked(_PREAMBLE, length, checksum)
        if raw is None or not preamble.startswith(MAGIC):
            return None
        header = msgspec.msgpack.decode(raw, type=Header)
        return _snapshot(pages, header, _PREAMBLE + length) if header.of == of else None
    except (OSError, ValueError, OverflowError, MemoryError, msgspec.MsgspecError):
        return None


def save(path: Path, snapshot: Snapshot, of: tuple[str | int, ...]) -> None:
    """Write a snapshot, as far as the cache folder lets us; nothing depends on it (I5)."""
    replace(path, _pieces(snapshot, of))


def replace(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a file into the cache folder, as far as that lets us."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temp = path.with_name(f".{path.name}.{os.urandom(6).hex()}{TEMP_SUFFIX}")
        handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
        try:
            with open(handle, "wb") as file:
                file.writelines(pieces)
            temp.replace(path)
        except BaseException:
            temp.unlink(missing_ok=True)
            raise


def _snapshot(pages: Pages, header: Header, start: int) -> Snapshot | None:
    def part(name: str) -> bytes | None:
        where = header.parts[name]
        return pages.checked(start + where.start, where.length, where.checksum)

    front = {name: part(name) for name in _FRONT}
    if not all(raw is not None for raw in front.values()):
        return None
    raw = {name: raw for name, raw in front.items() if raw is not None}
    handles = raw["handles"].decode().split("\n") if header.count else []
    size, mtime, ctime, inode = (_numbers(raw[name], "q") for name in _KEYS)
    on, days, holds, birthday = (_numbers(raw[name], "i") for name in _DAYS)
    ends, checksums = _numbers(raw["ends"], "q"), _numbers(raw["checksums"], "I")
    records = start + header.parts["records"].start

    def record(row: int) -> bytes | None:
        begin = ends[row - 1] if row else 0
        return pages.checked(records + begin, ends[row] - begin, checksums[row])

    return Snapshot(
        columns=Columns(header.made_for, handles, on, days, holds, birthday, raw["marks"]),
        keys=(size, mtime, ctime, inode),
        warnings=msgspec.msgpack.decode(raw["warnings"], type=dict[str, tuple[str, ...]]),
        twins=raw["twins"],
        section=part,
        record=record,
    )


def _pieces(snapshot: Snapshot, of: tuple[str | int, ...]) -> Iterator[bytes]:
    """Yield the whole file in pieces, so that it needn't be in memory twice."""
    columns, records = snapshot.columns, list(_records(snapshot))
    front = {
        "handles": "\n".join(columns.handles).encode(),
        **{name: column.tobytes() for name, column in zip(_KEYS, snapshot.keys, strict=True)},
        **{name: getattr(columns, name).tobytes() for name in _DAYS},
        "marks": columns.marks,
        "ends": array("q", accumulate(map(len, records))).tobytes(),
        "checksums": array("I", map(crc32, records)).tobytes(),
        "warnings": msgspec.msgpack.encode(snapshot.warnings),
        "twins": snapshot.twins,
    }
    texts = {str(name): snapshot.section(name) or b"" for name in (*Kind, QUOTED)}
    parts, end = {}, 0
    for name, raw in (front | texts).items():
        parts[name] = Part(end, len(raw), crc32(raw))
        end += len(raw)
    parts["records"] = Part(end, sum(map(len, records)), 0)
    header = msgspec.msgpack.encode(
        Header(of=of, made_for=columns.made_for, count=len(columns.handles), parts=parts)
    )
    yield MAGIC + array("I", (len(header), crc32(header))).tobytes() + header
    yield from front.values()
    yield from texts.values()
    yield from records


def _records(snapshot: Snapshot) -> Iterator[bytes]:
    for row in range(len(snapshot.columns.handles)):
        record = snapshot.record(row)
        assert record is not None, "only what was just made is written"
        yield record


def _numbers(raw: bytes, code: str) -> "array[int]":
    column = array(code)
    column.frombytes(raw)
    return column
