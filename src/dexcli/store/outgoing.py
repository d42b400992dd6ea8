"""Files that leave the ledger: written whole beside their place, private, and then named."""

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from dexcli.core.errors import DexcliError
from dexcli.store import disk, staging

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})


def deliver(files: Sequence[tuple[Path, Iterable[bytes]]], *, force: bool = False) -> None:
    """Write files that others read; none takes its name before all are written.

    They are their owner's alone (0600). A file that is there stays, unless
    ``force`` is given; through a link its target is replaced, as an editor does.

    Raises:
        DexcliError: One is there already or is no file, or can't be written.
    """
    places = [_place(path, force=force) for path, _ in files]
    temps: list[Path] = []
    try:
        for place, (path, chunks) in zip(places, files, strict=True):
            temps.append(_staged(place, chunks, told=path))
        for place, temp, (path, _) in zip(places, temps, files, strict=True):
            _name(temp, place, told=path, force=force)
            disk.sync_folder(place.parent)
    finally:
        for temp in temps:
            disk.discard(temp)


def _place(path: Path, *, force: bool) -> Path:
    """Return where a file really lies.

    Raises:
        DexcliError: It is there already, or is something else.
    """
    place = Path(os.path.realpath(path))
    if place.is_dir():
        raise DexcliError(f"{path}: this is a folder; name a file in it")
    if not os.path.lexists(place):
        return place
    if not place.is_file():
        raise DexcliError(f"{path}: this is no regular file; leave --output out for a pipe")
    if not force:
        raise _there_already(path)
    return place


def _staged(place: Path, chunks: Iterable[bytes], *, told: Path) -> Path:
    """Return a synced file beside the place, with all the bytes in it."""
    temp = place.parent / f".{place.name}.{os.urandom(6).hex()}{disk.TEMP_SUFFIX}"
    try:
        handle = os.open(temp, staging.WRITE_FLAGS, disk.FILE_MODE)
    except OSError as error:
        raise _not_written(error, told) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            disk.sync(stream.fileno())
    except OSError as error:
        disk.discard(temp)
        raise _not_written(error, told) from None
    except BaseException:
        disk.discard(temp)
        raise
    return temp


def _name(temp: Path, place: Path, *, told: Path, force: bool) -> None:
    """Give a staged file its name, over another one only with ``force``."""
    try:
        if force:
            os.replace(temp, place)
            return
        os.link(temp, place)
    except FileExistsError:
        raise _there_already(told) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise _not_written(error, told) from None
        if os.path.lexists(place):  # a file system without hard links
            raise _there_already(told) from None
        os.rename(temp, place)


def _there_already(path: Path) -> DexcliError:
    return DexcliError(f"{path}: there is such a file already; --force replaces it")


def _not_written(error: OSError, path: Path) -> DexcliError:
    return DexcliError(f"{path}: {error.strerror or error}; nothing was written")
