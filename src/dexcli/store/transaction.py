"""The files of one command, written together (W4 to W10).

All are staged and synced before the first takes its name, so that whatever can
fail fails while nothing has changed. What remains between the first rename and
the last is the place of the journal (W11), which `apply` is to write first.
"""

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from dexcli.store import disk


class Change(Struct, frozen=True):
    """One file before and after; ``before`` None is a new file, ``after`` None a removed one."""

    path: Path
    before: disk.Found | None
    after: bytes | None

    @property
    def is_none(self) -> bool:
        """Whether it changes nothing: such a file isn't written (W5)."""
        return self.before is not None and self.before.raw == self.after


def apply(changes: Sequence[Change]) -> None:
    """Carry out the changes of one command; the caller holds the lock.

    Raises:
        ChangedMeanwhileError: A file is not as it was read; nothing was written.
    """
    real = [change for change in changes if not change.is_none]
    if not real:
        return
    disk.make_folders({change.path.parent for change in real})
    staged: list[disk.Staged] = []
    try:
        for path, before, after in ((c.path, c.before, c.after) for c in real):
            if after is not None:
                staged.append(disk.stage(path, after, before=before))
        for each in staged:
            disk.check_unchanged(each)
        removed = [change for change in real if change.after is None]
        for change in removed:
            _check_still_there(change)
        for each in staged:
            disk.put_in_place(each)
        for change in removed:
            change.path.unlink()
    finally:
        for each in staged:
            disk.discard(each.temp)
    for folder in sorted({change.path.parent for change in real}):
        disk.sync_folder(folder)


def diff(changes: Sequence[Change]) -> str:
    """Return what the changes would write, as ``diff -u`` shows it."""
    return "\n".join(
        text_diff(
            change.path.name, None if change.before is None else change.before.raw, change.after
        )
        for change in changes
        if not change.is_none
    )


def text_diff(name: str, before: bytes | None, after: bytes | None) -> str:
    """Return how one text becomes another, as ``diff -u`` shows it; None is no file."""
    return "\n".join(
        unified_diff(
            (before or b"").decode("utf-8", "replace").splitlines(),
            (after or b"").decode("utf-8", "replace").splitlines(),
            "/dev/null" if before is None else f"a/{name}",
            "/dev/null" if after is None else f"b/{name}",
            lineterm="",
        )
    )


def _check_still_there(change: Change) -> None:
    assert change.before is not None, "only a file that was read can be removed"
    disk.check_unchanged(disk.Staged(change.path, change.path, change.before.stamp))
