"""Lines of ours in a file that a shell or a scheduler reads at its start."""

import os
from collections.abc import Sequence
from pathlib import Path

from dexcli.core import entries
from dexcli.core.errors import DexcliError
from dexcli.store import disk
from dexcli.store.change import Change


def with_block(file: Path, name: str, lines: Sequence[str] | None) -> Change | None:
    """Return what puts a block of ours into a file, or takes it out; None where it is so already.

    Args:
        file: The file, which need not be there; behind a link, the real one.
        name: What the block is known by.
        lines: What stands in it; None for no block.

    Raises:
        DexcliError: A block was begun there and not ended.
    """
    real = Path(os.path.realpath(file))  # many keep theirs elsewhere, behind a link
    found = disk.read(real) if real.exists() else None
    old = "" if found is None else found.raw.decode("utf-8", "surrogateescape")
    try:
        new = (
            entries.without_block(old, name)
            if lines is None
            else entries.with_block(old, name, lines)
        )
    except entries.OpenBlockError as error:
        raise DexcliError(f"{file}: {error}") from None
    return None if new == old else Change(real, found, new.encode("utf-8", "surrogateescape"))
