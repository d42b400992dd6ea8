"""What Tab offers of a large ledger: a text beside its index, renewed whenever that is.

Whoever presses the key waits for it. So nothing here loads msgspec, which takes
as long as all the rest, and the file is only believed for those whose own file
hasn't changed since.
"""

import contextlib
import os
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from dexcli.store import places
from dexcli.store.places import Place

_MAGIC = "dexcli tabs 1"
_TEMP_SUFFIX = ".dextmp"


class Tabs(NamedTuple):
    """A line for each contact, as they were when the clock stood ``at``, in nanoseconds."""

    at: int
    lines: list[str]


def load(ledger: str) -> Tabs | None:
    """Return what was kept of a ledger, or None where nothing is, or nothing whole."""
    try:
        with open(_path(ledger), "rb") as file:
            raw = file.read()
        head, _, body = raw.partition(b"\n")
        magic, real, at, checksum = head.decode().split("\t")
        if (magic, real, checksum) != (_MAGIC, _real(ledger), str(crc32(body))):
            return None
        return Tabs(int(at), body.decode("utf-8", "surrogatepass").split("\n")[:-1])
    except (OSError, ValueError):
        return None


def save(ledger: str, at: int, lines: Iterable[str]) -> None:
    """Keep what is offered of a ledger, where the cache folder can be written."""
    body = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    head = "\t".join((_MAGIC, _real(ledger), str(at), str(crc32(body))))
    path = _path(ledger)
    folder, name = os.path.split(path)
    temp = os.path.join(folder, f".{name}.{os.urandom(6).hex()}{_TEMP_SUFFIX}")
    with contextlib.suppress(OSError):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(handle, "wb") as file:
                file.write(head.encode() + b"\n" + body)
            os.replace(temp, path)
        except BaseException:
            os.unlink(temp)
            raise


def _real(ledger: str) -> str:
    return os.fsencode(os.path.realpath(ledger)).hex()


def _path(ledger: str) -> str:
    return os.path.join(places.name_of(Place.CACHE), f"{crc32(_real(ledger).encode()):08x}.tabs")
