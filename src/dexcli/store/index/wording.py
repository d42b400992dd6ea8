"""What all files say in words, in a file beside the index: made by the first search after it.

Who only asks who is due never waits for it.
"""

from array import array
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from dexcli.core.search.texts import Texts
from dexcli.core.settings import Settings
from dexcli.store.index import file, stamps
from dexcli.store.index.place import Index
from dexcli.store.index.snapshot import Snapshot

_SUFFIX = "words"
_MAGIC = b"dexcli words\n"
_FRONT = len(_MAGIC) + 4


class _Kept(Struct, frozen=True, array_like=True):
    """The texts of a snapshot, which its mark names."""

    mark: bytes
    lines: bytes
    ranks: bytes
    days: bytes


def of(folder: Path, snapshot: Snapshot, settings: Settings) -> Texts | None:
    """Return the texts of a snapshot's contacts, or None where some can't be trusted."""
    index = Index(folder, settings)
    path, mark = index.path(_SUFFIX), _mark(snapshot, index.of)
    known = _load(path)
    if known is not None and known.mark == mark:
        return Texts(known.lines, known.ranks, array("i", known.days))
    made = _made(snapshot, settings)
    if made is not None:
        _save(path, _Kept(mark, made.lines, made.ranks, made.days.tobytes()))
    return made


def _made(snapshot: Snapshot, settings: Settings) -> Texts | None:
    quoted = snapshot.quoted
    every = [snapshot.contact(row) for row in range(len(snapshot.columns.handles))]
    contacts = [each for each in every if each is not None]
    if quoted is None or len(contacts) < len(every):
        return None
    return Texts.of(contacts, lambda handle: quoted.get(handle, ()), settings)


def _mark(snapshot: Snapshot, program: tuple[str | int, ...]) -> bytes:
    """Return what no other snapshot has: of which files it is, and by which settings.

    A file that was written too late to be told by its key is told by what it says.
    """
    mark = blake2b(repr((program, snapshot.columns.made_for)).encode(), digest_size=16)
    for column in snapshot.keys:
        mark.update(column.tobytes())
    for row, size in enumerate(snapshot.keys[0]):
        if size == stamps.UNTRUSTED:
            mark.update(snapshot.record(row) or b"")
    mark.update("\n".join(snapshot.columns.handles).encode())
    return mark.digest()


def _load(path: Path) -> _Kept | None:
    """Return what lies there, or None where nothing does, or nothing whole."""
    try:
        raw = path.read_bytes()
        front, body = raw[:_FRONT], memoryview(raw)[_FRONT:]
        if front != _front(body):
            return None
        return msgspec.msgpack.decode(body, type=_Kept)
    except (OSError, MemoryError, msgspec.MsgspecError):
        return None


def _save(path: Path, kept: _Kept) -> None:
    body = msgspec.msgpack.encode(kept)
    file.replace(path, (_front(body), body))


def _front(body: bytes | memoryview) -> bytes:
    return _MAGIC + array("I", [crc32(body)]).tobytes()
