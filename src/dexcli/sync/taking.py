"""Bringing the folder, git's index and the branch to what another commit says, in that order.

Cut off before the branch moves, the files are local changes like others: the
next sync commits them and merges again, which gives the same.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import DexcliError
from dexcli.core.settings import UndoSetting
from dexcli.store import disk, transaction
from dexcli.store.change import About, Change
from dexcli.sync import versions
from dexcli.sync.git import GitError
from dexcli.sync.repository import Repository
from dexcli.sync.versions import Version

_ABOUT = About(what="sync", is_undoable=False)  # undone, it would be so everywhere with the next


class ChangedSinceError(DexcliError):
    """Somebody changed a file after what was there had been committed."""

    exit_code = 6


class Target(Struct, frozen=True):
    """What is to be there: the commit, its files as git has them, and the bytes of ours."""

    commit: str
    version: Version
    files: Mapping[str, bytes]


class Record(Struct, frozen=True):
    """Where the step is journalled."""

    state: Path
    limits: UndoSetting
    id: str
    at: str


def take(
    repository: Repository, head: str | None, now: Version, target: Target, record: Record
) -> list[str]:
    """Make the target what is there; return what is to be told.

    Raises:
        ChangedSinceError: A file that would be written isn't as the branch has it.
        DexcliError: A file of others is in the way; nothing was written.
    """
    changes = _changes(repository, now, target)
    dirty = sorted(
        {change.path for change in changes}
        & {repository.folder / each for each in repository.changed()}
    )
    if dirty:
        raise ChangedSinceError(f"{dirty[0].name} changed meanwhile; nothing was merged")
    tree = None if now.others == target.version.others else _tree_of(repository, head)
    info = versions.index_info(repository, now, target.version)
    if tree is not None:
        _try_others(repository, tree, target.commit, info)
    applied = transaction.apply(
        changes,
        transaction.Record(
            ledger=repository.folder,
            state=record.state,
            about=About(what=_ABOUT.what, at=record.at, is_undoable=_ABOUT.is_undoable),
            limits=record.limits,
            id=record.id,
        ),
    )
    if info:
        repository.git.ask("update-index", "-z", "--index-info", stdin=info)
    if tree is not None:
        repository.git.ask("read-tree", "-m", "-u", tree, target.commit)
    repository.git.ask("update-ref", "-m", "dexcli sync", "HEAD", target.commit, head or "")
    repository.git.run("update-index", "-q", "--refresh")
    return list(applied.told)


def _changes(repository: Repository, now: Version, target: Target) -> list[Change]:
    changes = []
    for name in sorted(versions.difference(now, target.version).names):
        path = repository.folder / name
        found = disk.read_if_there(path)
        after = target.files.get(name)
        if found is not None and name not in now.ours and found.raw != after:
            raise DexcliError(
                f"{name} is here, and git ignores it, and also came from the other side; "
                "nothing was merged: rename yours, or let git have it"
            )
        if found is not None or after is not None:
            changes.append(Change(path, found, after))
    return changes


def _tree_of(repository: Repository, head: str | None) -> str:
    if head is not None:
        return f"{head}^{{tree}}"
    return repository.git.ask("hash-object", "-t", "tree", "-w", "--stdin").text


def _try_others(repository: Repository, tree: str, commit: str, info: bytes) -> None:
    """Refuse where git couldn't bring the other files of the repository to a commit."""
    index = repository.private / f"dexcli-{os.urandom(6).hex()}.index"
    env = {"GIT_INDEX_FILE": str(index)}
    there = disk.read_any_if_there(repository.private / "index")
    try:
        if there is not None:
            index.write_bytes(there)
        if info:
            repository.git.ask("update-index", "-z", "--index-info", stdin=info, env=env)
        done = repository.git.run("read-tree", "-n", "-m", "-u", tree, commit, env=env)
    finally:
        for left in (index, index.with_name(f"{index.name}.lock")):
            left.unlink(missing_ok=True)
    if done.code:
        raise GitError(f"{done.complaint}; nothing was merged")
