"""By what a file is known to be the one that was read, for all files of a folder (I2 to I4)."""

import contextlib
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import time_ns

from msgspec import Struct

from dexcli.store.disk import Stamp

Key = tuple[int, int, int, int]  # size, mtime and ctime in nanoseconds, inode
Keys = tuple["array[int]", "array[int]", "array[int]", "array[int]"]  # a column of each
RACY_NS = 2_000_000_000  # FAT keeps times to two seconds
UNTRUSTED = -1  # the size of what has to be parsed again; no file has it
_BITS = (1 << 63) - 1


class Scan(Struct, frozen=True):
    """The files of a folder at one moment, by handle in order."""

    handles: list[str]
    keys: Keys
    at: int  # the clock when it began, in nanoseconds

    def key(self, row: int) -> Key:
        """Return the key of one file."""
        size, mtime, ctime, inode = self.keys
        return size[row], mtime[row], ctime[row], inode[row]


def scan(folder: Path, files: Iterable[str], suffix: str) -> Scan:
    """Return the contacts' files as they stand now; a folder's own times tell nothing (I4).

    Each is looked at from the open folder, where the system can: the way to it
    is not walked 10,000 times.
    """
    at, cut = time_ns(), -len(suffix)
    rows = []
    with _opened(folder) as (start, inside):
        for name in files:
            try:
                is_ = os.stat(start + name, dir_fd=inside, follow_symlinks=False)
            except FileNotFoundError:
                continue  # removed while we looked
            rows.append((name[:cut], is_.st_size, is_.st_mtime_ns, is_.st_ctime_ns, is_.st_ino))
    rows.sort()
    handles, *columns = zip(*rows, strict=True) if rows else ((),) * 5
    size, mtime, ctime, inode = (_column(column) for column in columns)
    return Scan(list(handles), (size, mtime, ctime, inode), at)


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[tuple[str, int | None]]:
    """Yield what to put before a file's name, and the open folder in which to look for it."""
    if os.stat not in os.supports_dir_fd:
        yield os.path.join(folder, ""), None
        return
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        yield os.path.join(folder, ""), None
        return
    try:
        yield "", handle
    finally:
        os.close(handle)


def key_of(stamp: Stamp) -> Key:
    """Return the key of a file that was read."""
    return _fit(stamp.size), _fit(stamp.mtime_ns), _fit(stamp.ctime_ns), _fit(stamp.inode)


def same(now: Scan, handles: list[str], keys: Keys) -> dict[str, int]:
    """Return the handles whose files are as they were, each with its row of then."""
    if now.handles == handles:
        if now.keys == keys:
            return dict(zip(handles, range(len(handles)), strict=True))
        pairs = zip(handles, zip(*now.keys, strict=True), zip(*keys, strict=True), strict=True)
        return {handle: row for row, (handle, new, old) in enumerate(pairs) if new == old}
    rows = dict(zip(handles, range(len(handles)), strict=True))
    then = list(zip(*keys, strict=True))
    return {
        handle: row
        for handle, key in zip(now.handles, zip(*now.keys, strict=True), strict=True)
        if (row := rows.get(handle)) is not None and then[row] == key
    }


def to_keep(keys: Sequence[Key], *, at: int) -> Keys:
    """Return the keys as an index keeps them, after a scan that began ``at`` this time.

    A file that changed so lately, or will have, may change again without a
    trace where times are coarse: its size becomes one that no file has (I3).
    """
    latest = at - RACY_NS
    sizes = (
        size if mtime < latest and ctime < latest else UNTRUSTED for size, mtime, ctime, _ in keys
    )
    mtime, ctime, inode = (_column(key[place] for key in keys) for place in (1, 2, 3))
    return _column(sizes), mtime, ctime, inode


def _column(values: Iterable[int]) -> "array[int]":
    values = list(values)
    try:
        return array("q", values)
    except OverflowError:
        return array("q", map(_fit, values))


def _fit(value: int) -> int:
    """Return what has room in a column: a time beyond the year 2262 or a huge inode hasn't."""
    return value if -_BITS <= value <= _BITS else value & _BITS
