"""The journal: a step that is decided and may be half done, so that it happens entirely (W11).

It lies in the user's state folder and not in the ledger, where it would be
synced and replayed on another machine. Once it is there under its name and
the folder is synced, the step counts; whoever changes the ledger next finishes
it. Finished, it becomes the step's file in the history.
"""

import contextlib
import os
from pathlib import Path

from dexcli.core.errors import NOTHING_WRITTEN, DexcliError, UnfinishedError
from dexcli.core.settings import UndoSetting
from dexcli.store import disk, history, staging, steps
from dexcli.store.steps import Image, Step

NAME = "journal"


def begin(state: Path, step: Step) -> None:
    """Write the journal; when this returns, the step counts.

    Raises:
        DexcliError: The state folder can't be written; nothing counts.
        UnfinishedError: It counts all the same.
    """
    path = state / NAME
    try:
        disk.make_folders([state])
        staged = staging.stage(path, steps.encode(step), before=None)
    except (OSError, DexcliError) as error:
        raise _unwritable(state, error) from None
    try:
        os.replace(staged.temp, path)
    except OSError as error:
        disk.discard(staged.temp)
        raise _unwritable(state, error) from None
    except BaseException:
        disk.discard(staged.temp)
        raise
    try:
        disk.sync_folder(state)
    except OSError as error:
        retract(state)
        raise _unwritable(state, error) from None


def drop(state: Path) -> None:
    """Remove a journal that doesn't count: nothing of it was done."""
    os.unlink(state / NAME)
    disk.sync_folder(state)


def retract(state: Path) -> None:
    """Take back a journal of which nothing was done, so that nobody finishes what was refused.

    Raises:
        UnfinishedError: It can't be; it counts.
    """
    try:
        os.unlink(state / NAME)
    except OSError as error:
        raise UnfinishedError(str(error)) from None
    with contextlib.suppress(OSError):  # the disk fails already
        disk.sync_folder(state)


def finish(state: Path, step: Step, limits: UndoSetting) -> None:
    """Make the journal of a step that is done its file in the history."""
    if step.about.is_undoable and limits.steps:
        is_back = bool(step.about.undoes or step.about.redoes)
        name = history.name_of(history.next_number(state), step.id, is_back=is_back)
        os.replace(state / NAME, state / name)
    else:
        os.unlink(state / NAME)
    disk.sync_folder(state)
    history.prune(state, limits)


def pending(state: Path) -> Step | None:
    """Return the step that counts and isn't known to be finished, None without one."""
    raw = disk.read_any_if_there(state / NAME)
    return None if raw is None else steps.decode(raw)


def overlay(state: Path) -> dict[str, Image]:
    """Return what readers are to see in place of files that an unfinished step still changes."""
    step = pending(state)
    return {} if step is None else {image.name: image for image in step.images}


def _unwritable(state: Path, error: Exception) -> DexcliError:
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    why = why.removesuffix(NOTHING_WRITTEN)  # the contact's file may be: it is whole without this
    return DexcliError(f"the state folder {state} can't be written ({why})")
