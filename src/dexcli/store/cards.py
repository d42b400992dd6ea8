"""A folder of cards on disk: its files, how one is replaced, and what was seen there last."""

import contextlib
import hashlib
import os
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import disk, staging
from dexcli.store.disk import Found

SUFFIX = ".vcf"
_FOLDER = "vdir"
_KEY_LENGTH = 16


class Folder(Struct, frozen=True):
    """The cards' files by name, and of each that can't be read, why."""

    files: dict[str, Found]
    problems: dict[str, str]


def read(folder: Path) -> Folder:
    """Return the files of cards that lie directly in a folder.

    Source: the vdir format: one item a file, named by its extension; what begins
    with a dot or ends otherwise is none.

    Raises:
        DexcliError: There is no such folder, or it may not be read.
    """
    try:
        listed = sorted(os.listdir(folder))
    except OSError as error:
        why = "there is no such folder" if not folder.exists() else os.strerror(error.errno or 0)
        raise DexcliError(f"{folder}: {why}; expected a folder with one vCard a file") from None
    found = Folder({}, {})
    for name in listed:
        if name.startswith(".") or not name.endswith(SUFFIX):
            continue
        try:
            found.files[name] = disk.read(folder / name)
        except UnreadableFileError as error:
            found.problems[name] = str(error).removeprefix(f"{name}: ")
        except FileNotFoundError:
            continue  # removed while we looked
    return found


def clear(folder: Path) -> None:
    """Remove what a killed command left in a folder; the caller holds the ledger's lock."""
    disk.remove_temps(folder)


def write(path: Path, after: bytes, before: Found | None) -> None:
    """Give a card's file new bytes, whole or not at all; a new one replaces none.

    Raises:
        DexcliError: It changed meanwhile, or can't be written.
    """
    staged = staging.stage(path, after, before=before)
    try:
        staging.check_unchanged(path, before)
        os.replace(staged.temp, path)
    except BaseException:
        disk.discard(staged.temp)
        raise
    disk.sync_folder(path.parent)


def seen(state: Path, folder: Path) -> bytes | None:
    """Return what was kept of a folder at the last run, None for nothing."""
    with contextlib.suppress(UnreadableFileError):
        return disk.read_any_if_there(_file(state, folder))
    return None


def keep(state: Path, folder: Path, raw: bytes) -> None:
    """Keep what was seen of a folder."""
    path = _file(state, folder)
    disk.make_folders([path.parent])
    staged = staging.stage(path, raw, before=None)
    os.replace(staged.temp, path)
    disk.sync_folder(path.parent)


def _file(state: Path, folder: Path) -> Path:
    key = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:_KEY_LENGTH]
    return state / _FOLDER / f"{key}.json"
