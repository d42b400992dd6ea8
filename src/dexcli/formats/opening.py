"""From a path to what an import reads: a file, a folder with all below it, an archive, stdin."""

import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dexcli.core.errors import DexcliError
from dexcli.formats import archive
from dexcli.formats.source import HEAD, MOST_AT_ONCE, Source

STDIN = "-"
_MOST_PIPED = 4 * MOST_AT_ONCE  # bytes of what can be read only once, and so is held
_MOST_MEMBERS = 1_000_000  # files below a folder


def opened(path: str) -> Source:
    """Return what lies under a path, nothing read of it but its head.

    Raises:
        DexcliError: It isn't there, may not be read, or is no archive that can be opened.
    """
    if path == STDIN:
        return Source.of_bytes(_all(sys.stdin.buffer, "stdin"), "stdin")
    found = Path(path)
    try:
        status = found.stat()
        if stat.S_ISDIR(status.st_mode):
            return _folder(found)
        if not stat.S_ISREG(status.st_mode):
            with found.open("rb") as stream:
                return Source.of_bytes(_all(stream, path), found.name)
        return _file(found, found.name, status.st_size)
    except FileNotFoundError:
        raise DexcliError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise DexcliError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def _file(path: Path, name: str, size: int) -> Source:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    members = archive.members(path) if archive.is_one(head) else ()
    return Source(
        name=name,
        opened=lambda: _open(path),
        head=head,
        size=size,
        path=path,
        members=members,
    )


def _folder(folder: Path) -> Source:
    members: list[Source] = []
    for found in _below(folder):
        if len(members) == _MOST_MEMBERS:
            raise DexcliError(f"{folder}: more than {_MOST_MEMBERS:,} files; import parts of it")
        members.append(_member(folder, found))
    members.sort(key=_name)
    return Source(
        name=folder.name or str(folder),
        opened=io.BytesIO,
        path=folder,
        members=tuple(members),
        is_folder=True,
    )


def _member(folder: Path, found: os.DirEntry[str]) -> Source:
    path = Path(found.path)
    name = path.relative_to(folder).as_posix()
    return Source(name=name, opened=lambda: _open(path), size=found.stat().st_size, path=path)


def _below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the regular files below a folder, through no link to a folder.

    What begins with a dot is no file of somebody's, but a folder of mail may:
    Maildir's ".Sent".
    """
    waiting: list[str | Path] = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") or Path(entry.path, "cur").is_dir():
                        waiting.append(entry.path)
                elif entry.is_file() and not entry.name.startswith("."):
                    yield entry


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise DexcliError(f"{path}: {error.strerror or error}; nothing was imported") from None


def _name(source: Source) -> str:
    return source.name


def _all(stream: BinaryIO, name: str) -> bytes:
    raw = stream.read(_MOST_PIPED + 1)
    if len(raw) > _MOST_PIPED:
        raise DexcliError(f"{name}: more than {_MOST_PIPED >> 20} MB; save it to a file first")
    return raw
