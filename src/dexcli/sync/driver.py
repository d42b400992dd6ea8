"""`dexcli merge-driver`: one file's merge, as git calls it in a pull or a rebase by hand.

It runs once for each file, so nothing of the command line's library is loaded.
A conflict is data and no failure. Where a side can't be read, nothing is
written and the exit code says so; the line that `init --git` gives to git then
leaves git's own marks.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dexcli.core.errors import DexcliError
from dexcli.store import config, disk, merging

NAME = "merge-driver"
_WORDS = 3  # %O %A %B; %L and %P may follow
_PATH = 4
_UNMERGED = 2  # 1 is that of a crash


def run(words: Sequence[str]) -> int:
    """Merge the files that git names, into the second; return the exit code."""
    if len(words) < _WORDS or words[0].startswith("-"):
        sys.stderr.write(f"usage: dexcli {NAME} %O %A %B [%L [%P]]; git calls it\n")
        return _UNMERGED
    base, ours, theirs = (Path(word) for word in words[:_WORDS])
    name = os.path.basename(words[_PATH] if len(words) > _PATH else words[1])  # noqa: PTH119 - text
    try:
        first = disk.read_any(base) or None  # empty: both sides made it
        one, other = disk.read_any(ours), disk.read_any(theirs)
        _refuse_newer(name, one, other)
        merged = merging.merge_bytes(first, one, other, name=name).raw
        if merged != one:
            _write(ours, merged)
    except (DexcliError, OSError) as error:
        from dexcli.output.sanitize import one_line  # only where it fails

        told = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
        sys.stderr.write(f"dexcli: {one_line(told)}\n")
        return _UNMERGED
    return 0


def _refuse_newer(name: str, *versions: bytes) -> None:
    """Refuse to merge the settings of a ledger that a later dexcli wrote.

    Raises:
        DexcliError: They are.
    """
    if name != config.NAME:
        return
    for raw in versions:
        if config.is_newer(raw):
            raise DexcliError(f"{name}: this ledger was written by a newer dexcli")


def _write(path: Path, raw: bytes) -> None:
    """Replace git's own temporary file at once, so that it is one version or the other."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.dextmp")
    try:
        beside.write_bytes(raw)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
