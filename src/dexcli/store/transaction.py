"""The files of one command, written together (W4 to W13).

All are staged and synced, the journal says what is to happen, then each takes
its name. Whatever can fail fails before the journal; after it the step happens,
by this command or the next.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import ChangedMeanwhileError, DexcliError, UnfinishedError
from dexcli.core.settings import UndoSetting
from dexcli.store import disk, journal, settle, staging
from dexcli.store.change import About, Applied, Change
from dexcli.store.folder import OWN_FOLDER
from dexcli.store.settle import Installed
from dexcli.store.staging import Staged
from dexcli.store.steps import Image, Step


class Record(Struct, frozen=True):
    """Where a step is recorded: of which ledger, in which state folder, as what."""

    ledger: Path
    state: Path
    about: About
    limits: UndoSetting
    id: str


def apply(
    changes: Sequence[Change],
    record: Record | None = None,
    watched: Callable[[Sequence[Change]], Iterable[Change]] = iter,
) -> Applied:
    """Carry out the changes of one command; the caller holds the lock.

    ``watched`` may count the files as they are staged, which takes the longest.

    Without a record, nothing is kept to undo them, and a crash between two of
    several files can leave some done: that is for files outside a ledger.

    Raises:
        ChangedMeanwhileError: A file is not as it was read, and both changes
            can't be kept; nothing was written.
        UnfinishedError: It counts, and the next command finishes it (W12).
        DexcliError: Something can't be written; nothing was.
    """
    real = [change for change in changes if not change.is_none]
    if not real:
        if record is not None and (record.about.undoes or record.about.redoes):
            _record_alone(record)
        return Applied(is_anything=False)
    for change in real:
        staging.refuse_excess(change.path, change.after)
    disk.make_folders({change.path.parent for change in real})
    real, told = _settled(real, is_merging=record is not None)
    real = [change for change in real if not change.is_none]
    staged: list[Staged] = []
    try:
        for each in watched(real):
            staged.append(staging.stage(each.path, each.after, before=each.before, mode=each.mode))  # noqa: PERF401 - those that are staged when one fails are discarded
        for each in real:
            staging.check_unchanged(each.path, each.before)
        step, hindrance = _begin(real, record)
    except UnfinishedError:  # it counts: by what is staged, readers know that a journal is there
        raise
    except BaseException:
        _discard(staged)
        raise
    try:
        told += [*hindrance, *_carry_out(staged, step, record)]
    except (OSError, DexcliError):
        if step is None:
            _discard(staged)
        raise
    return Applied(_kept_as(step, record), tuple(told))


def diff(changes: Sequence[Change]) -> str:
    """Return what the changes would write, as ``diff -u`` shows it."""
    return "\n".join(
        text_diff(
            _shown_name(change.path),
            None if change.before is None else change.before.raw,
            change.after,
        )
        for change in changes
        if not change.is_none
    )


def text_diff(name: str, before: bytes | None, after: bytes | None) -> str:
    """Return how one text becomes another, as ``diff -u`` shows it; None is no file."""
    return "\n".join(
        unified_diff(
            _lines(before),
            _lines(after),
            "/dev/null" if before is None else f"a/{name}",
            "/dev/null" if after is None else f"b/{name}",
            lineterm="",
        )
    )


def _lines(raw: bytes | None) -> list[str]:
    """Return a text's lines as a diff shows them: a carriage return belongs to the line's end."""
    lines = [
        line.removesuffix("\r") for line in (raw or b"").decode("utf-8", "replace").split("\n")
    ]
    last = lines.pop()
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _shown_name(path: Path) -> str:
    """Return a file's path inside the ledger; its own folder's files aren't contacts."""
    return f"{OWN_FOLDER}/{path.name}" if path.parent.name == OWN_FOLDER else path.name


def _record_alone(record: Record) -> None:
    """Keep a step that changed no byte: that a step is undone of which nothing was left.

    Raises:
        DexcliError: The state folder can't be written.
    """
    step = Step(id=record.id, about=record.about, images=())
    journal.begin(record.state, step)
    journal.finish(record.state, step, record.limits)


def _settled(changes: Sequence[Change], *, is_merging: bool) -> tuple[list[Change], list[str]]:
    """Return the changes on top of what the files are now (W7), and what is to be told."""
    settled, told = [], []
    for change in changes:
        stamp = staging.now(change.path)
        if change.before is None or change.before.stamp == stamp:
            settled.append(change)
            continue
        found = None if stamp is None else disk.read_if_there(change.path)
        if found is None or change.after is None or not is_merging:
            staging.check_unchanged(change.path, change.before)
            continue
        if found.raw == change.before.raw:
            settled.append(Change(change.path, found, change.after))
            continue
        both = settle.merged(
            change.path.name, before=change.before.raw, ours=change.after, theirs=found.raw
        )
        if both is None:
            raise ChangedMeanwhileError(
                f"{change.path.name} changed meanwhile; nothing was written, "
                "so run the command again"
            )
        told.append(f"{change.path.name} changed meanwhile; it has both changes")
        settled.append(Change(change.path, found, both))
    return settled, told


def _begin(changes: Sequence[Change], record: Record | None) -> tuple[Step | None, list[str]]:
    """Write the journal (W11): from here on the step counts.

    A single file is whole without it too, and then can't be undone.
    """
    if record is None:
        return None, []
    step = Step(
        id=record.id,
        about=record.about,
        images=tuple(_image(change, record.ledger) for change in changes),
    )
    try:
        for folder in sorted({change.path.parent for change in changes}):
            disk.sync_folder(folder)  # readers know by the staged files that a journal is there
        journal.begin(record.state, step)
    except UnfinishedError:
        raise
    except DexcliError as error:
        if len(changes) > 1:
            raise DexcliError(f"nothing was written: {error}") from None
        return None, [f"this can't be undone: {error}"] if record.about.is_undoable else []
    return step, []


def _carry_out(staged: Sequence[Staged], step: Step | None, record: Record | None) -> list[str]:
    """Let every staged file take its name, and end the journal."""
    if step is None or record is None:
        return _install(staged, rescue=None)
    try:
        told = _install(staged, rescue=record.state / "rescued")
        journal.finish(record.state, step, record.limits)
    except ChangedMeanwhileError:
        journal.retract(record.state)
        _discard(staged)
        raise
    except (OSError, DexcliError) as error:
        raise UnfinishedError(str(error)) from None
    return told


def _install(staged: Sequence[Staged], *, rescue: Path | None) -> list[str]:
    """Let every staged file take its name (W8 to W10); return what is to be told.

    Raises:
        ChangedMeanwhileError: A new name is taken; nothing was written.
    """
    installed: list[Installed] = []
    new: list[Staged] = []
    for each in sorted(staged, key=_place):
        try:
            installed.append(settle.install(each, rescue=rescue))
        except ChangedMeanwhileError:  # only new files were made before it
            _take_back(staged, new)
            raise
        if each.before is None:
            new.append(each)
    for folder in sorted({each.target.parent for each in staged}):
        disk.sync_folder(folder)
    told = [settle.end(done, rescue=rescue) for done in installed]
    return [line for line in told if line]


def _place(staged: Staged) -> int:
    """Return when a file takes its name: new ones first, which can be taken back; then the rest."""
    if staged.before is None:
        return 0
    return 1 if staged.after is not None else 2


def _take_back(staged: Sequence[Staged], new: Sequence[Staged]) -> None:
    """Remove the files that were new; what is staged stays while there is a journal."""
    for each in new:
        os.unlink(each.target)
    for folder in sorted({each.target.parent for each in staged}):
        disk.sync_folder(folder)


def _discard(staged: Sequence[Staged]) -> None:
    for each in staged:
        disk.discard(each.temp)


def _kept_as(step: Step | None, record: Record | None) -> str | None:
    """Return the id under which a step can be taken back, if it can."""
    if step is None or record is None or not (step.about.is_undoable and record.limits.steps):
        return None
    return step.id


def _image(change: Change, ledger: Path) -> Image:
    before = change.before
    return Image.of(
        change.path.relative_to(ledger).as_posix(),
        None if before is None else before.raw,
        change.after,
        mode=change.mode if before is None else before.mode,
    )
