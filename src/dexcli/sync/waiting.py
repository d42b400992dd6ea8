"""How many conflicts wait in a ledger, looked for again only where something changed."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from dexcli.core.contact import CONFLICTS
from dexcli.core.errors import UnreadableFileError
from dexcli.store import codec, recent
from dexcli.sync.outcome import Outcome
from dexcli.sync.repository import OURS, Repository, readable


def count(repository: Repository, state: Path, outcome: Outcome) -> int:
    """Return how many conflicts wait in the ledger's files.

    Where no file differs from a commit at which they were counted, they are as many.

    Args:
        repository: The ledger's.
        state: The state folder, in which the number is kept.
        outcome: What this sync found and did.
    """
    is_clean = not (outcome.committed or outcome.left)
    commit = repository.commit_of("HEAD")
    known = recent.counted(state)
    if is_clean and known is not None and known[0] == commit:
        return known[1]
    done = repository.git.run("grep", "-l", "-z", "-F", "-e", CONFLICTS, "--", *OURS)
    names = list(filter(None, os.fsdecode(done.out).split("\0")))
    found = among(raw for _, raw, _ in readable(repository.folder, names) if raw)
    if commit is not None and not outcome.left:
        recent.remember_counted(state, commit, found)
    return found


def among(files: Iterable[bytes]) -> int:
    """Return how many conflicts wait in these files; what can't be read is told elsewhere."""
    return sum(_in_one(raw) for raw in files if CONFLICTS.encode() in raw)


def _in_one(raw: bytes) -> int:
    from dexcli.core import conflicts  # with the merge, only where one may wait

    with contextlib.suppress(UnreadableFileError):
        return len(conflicts.of(codec.parse(codec.decode_text(raw, ""), "")))
    return 0
