"""Our change and somebody else's of the same file, both of them kept (W7, W8)."""

import errno
import os
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import disk, staging
from dexcli.store.disk import Found
from dexcli.store.staging import Displaced, Staged

_MOST_TURNS = 5  # of a program that saves again and again while we write


def merged(name: str, *, before: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """Return a file with our change and theirs, or None where they contradict each other."""
    from dexcli.store import merging  # only where somebody else wrote at the same time

    try:
        found = merging.merge_bytes(before, ours, theirs, name=os.path.basename(name))
    except DexcliError:
        return None
    return None if found.conflicts else found.raw


class Installed(Struct, frozen=True):
    """What is to be told, nothing if nothing happened, and what goes when all is synced."""

    told: str
    staged: Staged


def install(staged: Staged, *, rescue: Path | None) -> Installed:
    """Put a staged file in its place, with what somebody saved in the last moment.

    Where theirs can't be merged into ours, it goes to the folder ``rescue``.

    Raises:
        ChangedMeanwhileError: A new file's name is taken.
        DexcliError: The folder may not be written.
    """
    told = ""
    for turn in range(_MOST_TURNS):
        theirs = staging.put_in_place(staged)
        if theirs is None:
            return Installed(told, staged)
        both = None if turn == _MOST_TURNS - 1 else _both(staged, theirs)
        if both is None or staged.after is None or staged.before is None:
            return Installed(_kept_beside(staged, theirs, rescue), staged)
        told = f"{staged.target.name} was saved by another program too; it has both changes"
        ours = Found(staged.after, staged.before.stamp, staged.before.mode)
        again = staging.stage(staged.target, both, before=ours)
        disk.discard(staged.temp)
        staged = again
    return Installed(told, staged)


def _both(staged: Staged, theirs: Displaced) -> bytes | None:
    if staged.after is None or staged.before is None or theirs.raw is None:
        return None
    return merged(
        staged.target.name, before=staged.before.raw, ours=staged.after, theirs=theirs.raw
    )


def end(done: Installed, *, rescue: Path | None) -> str:
    """Remove what was displaced, with a last look at it; return what is to be told of all.

    An editor may have opened the file before it was displaced, and have written
    into it since it was looked at.
    """
    staged = done.staged
    try:
        late = None if staged.before is None else disk.read(staged.temp).raw
    except (FileNotFoundError, UnreadableFileError):
        late = None
    if late is None or staged.before is None or late == staged.before.raw:
        disk.discard(staged.temp)
        return done.told
    now = disk.read_if_there(staged.target)
    both = None
    if now is not None:
        both = merged(staged.target.name, before=staged.before.raw, ours=now.raw, theirs=late)
    if both is None:
        return _kept_beside(staged, Displaced(late), rescue)
    again = install(staging.stage(staged.target, both, before=now), rescue=rescue)
    disk.discard(staged.temp)
    disk.sync_folder(staged.target.parent)
    disk.discard(again.staged.temp)
    return f"{staged.target.name} was saved by another program too; it has both changes"


def _kept_beside(staged: Staged, theirs: Displaced, rescue: Path | None) -> str:
    """Keep what was displaced where it isn't in the way."""
    name = staged.target.name
    if staged.after is None and theirs.raw is not None:  # it was to go, and was saved then
        os.rename(staged.temp, staged.target)
        return f"{name} was saved by another program in the same moment, and stays"
    place = put_aside(staged.temp, name, folder=rescue or staged.target.parent)
    return f"{name} was saved by another program in the same moment; what it wrote is in {place}"


def put_aside(temp: Path, name: str, *, folder: Path) -> Path:
    """Move what somebody wrote to where it isn't in the way, and return where that is.

    The folder may be of another file system.
    """
    place = folder / f"{name}.{os.urandom(3).hex()}.rej"
    disk.make_folders([folder])
    try:
        os.rename(temp, place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy = staging.stage(place, disk.read(temp).raw, before=None)
        os.rename(copy.temp, place)
        disk.sync_folder(folder)
        disk.discard(temp)
    return place
