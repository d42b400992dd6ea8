"""What a killed command left is finished before anything else is changed (W2)."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dexcli.core.errors import NOTHING_WRITTEN, DexcliError, UnreadableFileError
from dexcli.core.settings import UndoSetting
from dexcli.store import disk, journal, settle, staging
from dexcli.store.steps import Image, Step

_BASES = ("imports", "vdir")  # folders of `said` and of `cards`, which every change needn't load


def recover(ledger: Path, state: Path, limits: UndoSetting) -> list[str]:
    """Finish the step of the journal; the caller holds the lock.

    What was staged in the ledger stays until it is finished: by it readers
    know that a journal is there.

    A file that somebody has changed since gets both changes; where they
    contradict each other, it stays as it is.

    Returns:
        What is to be told, a line each.

    Raises:
        DexcliError: It can't be finished now; the journal stays for the next command.
    """
    try:
        return _recovered(ledger, state, limits)
    except OSError as error:
        raise _unfinished(error.strerror or str(error)) from error
    except DexcliError as error:
        raise _unfinished(str(error)) from None


def hindrance(ledger: Path, state: Path) -> str | None:
    """Return why the step of the journal can't be finished, None where nothing is in the way."""
    try:
        step = journal.pending(state)
        if step is not None:
            _look_at(step, ledger)
    except UnreadableFileError as error:
        return str(error)
    return None


def _recovered(ledger: Path, state: Path, limits: UndoSetting) -> list[str]:
    for each in (state, *(state / name for name in _BASES)):
        disk.remove_temps(each)
    if not (state / journal.NAME).exists():
        return []
    step = journal.pending(state)
    if step is None:  # cut off before it counted
        journal.drop(state)
        return []
    _look_at(step, ledger)
    told = [line for image in step.images for line in _rescued(image, ledger, state)]
    told += [line for image in step.images if (line := _finished(image, ledger, state))]
    for folder in sorted({image.path_in(ledger).parent for image in step.images}):
        with contextlib.suppress(FileNotFoundError):
            disk.sync_folder(folder)
    journal.finish(state, step, limits)
    return told


def _look_at(step: Step, ledger: Path) -> None:
    """Look for what can't be read before anything is written.

    Raises:
        UnreadableFileError: It isn't one of our files any more.
    """
    for image in step.images:
        disk.read_if_there(image.path_in(ledger))


def _unfinished(why: str) -> DexcliError:
    """Return an error of its own: this command read what it wanted, and did nothing."""
    return DexcliError(
        "a command that was cut off can't be finished because of "
        f"{why.removesuffix(NOTHING_WRITTEN)}{NOTHING_WRITTEN}"
    )


def _finished(image: Image, ledger: Path, state: Path) -> str:
    """Bring one file to what the step makes of it; return what is to be told, if anything."""
    path = image.path_in(ledger)
    before, after = image.raw_before, image.raw_after
    found = disk.read_if_there(path)
    raw = None if found is None else found.raw
    if raw == after:
        return ""
    if raw != before:
        both = None
        if raw is not None and after is not None:
            both = settle.merged(image.name, before=before, ours=after, theirs=raw)
        if both is None or both == raw:
            return f"{image.name} was changed after a command was cut off; it stays as it is"
        after = both
    disk.make_folders([path.parent])
    staged = staging.stage(path, after, before=found, mode=image.mode)
    return settle.install(staged, rescue=state / "rescued").told


def _rescued(image: Image, ledger: Path, state: Path) -> Iterator[str]:
    """Put aside what somebody saved in the moment in which a command was cut off.

    It was displaced, and nobody has looked at it: what is staged under the name of
    an image is its bytes before or after, or nothing, or theirs.
    """
    path = image.path_in(ledger)
    own = {b"", image.raw_before, image.raw_after}
    for temp in disk.temps_of(path):
        try:
            raw = disk.read(temp).raw
        except (FileNotFoundError, UnreadableFileError):
            continue
        if raw not in own:
            place = settle.put_aside(temp, path.name, folder=state / "rescued")
            yield (
                f"{image.name} was saved by another program while a command was cut off; "
                f"what it wrote is in {place}"
            )
