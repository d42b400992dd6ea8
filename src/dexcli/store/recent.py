"""Which interaction was logged last on this machine, for `amend` without an id."""

import contextlib
from pathlib import Path

NAME = "last-logged"


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
