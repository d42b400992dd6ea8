"""What this machine did last: the interaction logged, for `amend`, and when a command ran."""

import contextlib
from datetime import date
from pathlib import Path

NAME = "last-logged"
USED = "last-used"


def remember(state: Path, key: str) -> None:
    """Keep the id, as far as the state folder can be written; only `amend` misses it."""
    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / NAME).write_text(f"{key}\n", encoding="ascii")


def last(state: Path) -> str | None:
    """Return the id of the interaction logged last on this machine, if one is known."""
    try:
        return (state / NAME).read_text(encoding="ascii").strip() or None
    except (OSError, ValueError):
        return None


def touch(state: Path) -> None:
    """Note that a command runs now, as far as the state folder can be written."""
    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / USED).touch()


def used(state: Path) -> date | None:
    """Return the local day of the last command that was noted, if one is known."""
    try:
        return date.fromtimestamp((state / USED).stat().st_mtime)  # noqa: DTZ012 - as `today` is
    except (OSError, ValueError, OverflowError):
        return None
