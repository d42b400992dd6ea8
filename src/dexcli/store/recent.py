"""What this machine did last: the interaction logged, for `amend`, and when a command ran."""

import contextlib
from datetime import date
from pathlib import Path

NAME = "last-logged"
USED = "last-used"


def remember(state: Path, key: str) -> tuple[str, ...]:
    """Keep the id for `amend`; return what is to be told where it can't be kept.

    An older id goes then, so that `amend` doesn't take it for the latest.
    """
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / NAME).write_text(f"{key}\n", encoding="ascii")
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
    with contextlib.suppress(OSError):
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / USED).touch()


def used(state: Path) -> date | None:
    """Return the local day of the last command that was noted, if one is known."""
    try:
        return date.fromtimestamp((state / USED).stat().st_mtime)  # noqa: DTZ012 - as `today` is
    except (OSError, ValueError, OverflowError):
        return None
