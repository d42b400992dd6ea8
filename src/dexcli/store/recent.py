"""What this machine did last: an interaction logged, for `amend`; when a command ran; a sync."""

import contextlib
import os
from datetime import date
from pathlib import Path

from dexcli.store import disk

NAME = "last-logged"
USED = "last-used"
SYNCED = "last-synced"
COUNTED = "conflicts"
MOST_UNSYNCED = 7  # days; longer without a sync, and one is told


def remember(state: Path, key: str) -> tuple[str, ...]:
    """Keep the id for `amend`; return what is to be told where it can't be kept.

    An older id goes then, so that `amend` doesn't take it for the latest.
    """
    try:
        _write(state / NAME, f"{key}\n")
    except OSError as error:
        with contextlib.suppress(OSError):
            (state / NAME).unlink()
        stale = "" if last(state) is None else "; without it, 'amend' changes an older one"
        return (
            f"to 'amend' this one, give its ID: see 'dexcli timeline --ids'{stale} "
            f"({NAME} can't be kept here: {error.strerror or error})",
        )
    return ()


def last(state: Path) -> str | None:
    """Return the id of the interaction logged last on this machine, if one is known."""
    try:
        return (state / NAME).read_text(encoding="ascii").strip() or None
    except (OSError, ValueError):
        return None


def touch(state: Path) -> None:
    """Note that a command runs now, as far as the state folder can be written."""
    _stamp(state / USED)


def used(state: Path) -> date | None:
    """Return the local day of the last command that was noted, if one is known."""
    return _day(state / USED)


def touch_synced(state: Path) -> None:
    """Note that the ledger is in step with its remote now."""
    _stamp(state / SYNCED)


def days_unsynced(state: Path, *, today: date) -> int | None:
    """Return for how many days the ledger hasn't been in step with its remote, if it ever was."""
    day = _day(state / SYNCED)
    return None if day is None else (today - day).days


def remember_counted(state: Path, commit: str, number: int) -> None:
    """Note how many conflicts wait in the files of a commit."""
    with contextlib.suppress(OSError):
        _write(state / COUNTED, f"{commit} {number}\n")


def counted(state: Path) -> tuple[str, int] | None:
    """Return the commit at which conflicts were counted last, and how many waited."""
    try:
        commit, number = (state / COUNTED).read_text(encoding="ascii").split()
        return commit, int(number)
    except (OSError, ValueError):
        return None


def _stamp(path: Path) -> None:
    with contextlib.suppress(OSError):
        _write(path, "")
        os.utime(path)


def _day(path: Path) -> date | None:
    try:
        return date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - as `today` is
    except (OSError, ValueError, OverflowError):
        return None


def _write(path: Path, text: str) -> None:
    """Write a small file of our own, for its owner alone; nothing depends on its survival."""
    disk.make_folders([path.parent])
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, disk.FILE_MODE)
    try:
        os.write(handle, text.encode("ascii"))
    finally:
        os.close(handle)
