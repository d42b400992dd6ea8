"""Two commits of a repository as one: our files by their meaning, all others by git itself."""

import os
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dexcli.core import words
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import ledgers, losses
from dexcli.sync import versions
from dexcli.sync.git import GitError
from dexcli.sync.repository import Repository
from dexcli.sync.versions import REGULAR_MODE, Blob, Version

_MOST_BASES = 20  # of criss-cross merges below criss-cross merges


class Side(Struct, frozen=True):
    """One side: its commit, what it holds, and the bytes of our files."""

    commit: str | None
    version: Version
    files: Mapping[str, bytes]


class Union(Struct, frozen=True):
    """What both sides make together; its blobs are made by `version_of`."""

    files: Mapping[str, bytes]
    others: Mapping[str, Blob]
    told: tuple[str, ...] = ()


def side_of(repository: Repository, commit: str | None) -> Side:
    """Return a side with everything that it holds."""
    version = versions.load(repository, commit)
    raw = versions.blobs(repository.git, (blob.oid for blob in version.ours.values()))
    return Side(commit, version, {name: raw[blob.oid] for name, blob in version.ours.items()})


def bases_of(repository: Repository, ours: str | None, theirs: str | None) -> list[str]:
    """Return the last commits that both sides have, more than one after criss-cross merges."""
    if ours is None or theirs is None:
        return []
    done = repository.git.run("merge-base", "--all", ours, theirs)
    if done.code not in {0, 1}:
        raise GitError(f"git merge-base: {done.complaint}")
    return sorted(done.text.split())


def base_of(repository: Repository, bases: Sequence[str], depth: int = 0) -> Side:
    """Return what both sides began as: of several bases, what these make together."""
    if not bases:
        return side_of(repository, None)
    found = side_of(repository, bases[0])
    if depth >= _MOST_BASES:
        return found
    for other in bases[1:]:
        further = side_of(repository, other)
        below = base_of(repository, bases_of(repository, bases[0], other), depth + 1)
        both = ledgers.merge_ledgers(below.files, found.files, further.files)
        found = Side(None, Version({}, found.version.others), both.files)
    return found


def of(repository: Repository, bases: Sequence[str], ours: Side, theirs: Side) -> Union:
    """Return what both sides make together.

    Raises:
        UnreadableFileError: A file that both changed can't be read on one side.
        DexcliError: git itself can't merge another file of the repository, or
            an interaction would be missing.
    """
    base = base_of(repository, bases)
    merged = ledgers.merge_ledgers(base.files, ours.files, theirs.files)
    if merged.unmerged:
        raise UnreadableFileError(
            f"{', '.join(merged.unmerged)}: changed on both sides and unreadable, or of a newer "
            "dexcli, on one; nothing was merged"
        )
    _verify(base, ours, theirs, merged.files)
    others = _others(repository, bases, base.version, ours, theirs)
    return Union(merged.files, others, merged.told)


def version_of(repository: Repository, union: Union, ours: Side, theirs: Side) -> Version:
    """Return the union as git has it; what neither side has is given to git."""
    known: dict[str, Blob] = {}
    new: dict[str, bytes] = {}
    for name, raw in union.files.items():
        for side in (ours, theirs):
            if side.files.get(name) == raw and name in side.version.ours:
                known[name] = side.version.ours[name]
                break
        else:
            new[name] = raw
    for name, oid in versions.written(repository.git, new).items():
        there = ours.version.ours.get(name) or theirs.version.ours.get(name)
        known[name] = Blob(REGULAR_MODE if there is None else there.mode, oid)
    return Version(known, union.others)


def _verify(base: Side, ours: Side, theirs: Side, files: Mapping[str, bytes]) -> None:
    """Refuse a union in which an interaction is missing that nobody removed (P3).

    Raises:
        DexcliError: It is.
    """
    if lost := losses.missing(base.files, ours.files, theirs.files, files):
        raise DexcliError(
            f"the merge would lose {words.counted(len(lost), 'interaction')}; nothing "
            "was merged: please report this line"
        )


def _others(
    repository: Repository, bases: Sequence[str], base: Version, ours: Side, theirs: Side
) -> Mapping[str, Blob]:
    """Return the files that aren't ours, merged by git where both sides changed some.

    Raises:
        DexcliError: git can't.
    """
    mine, other = ours.version.others, theirs.version.others
    if mine == other or (len(bases) == 1 and other == base.others):
        return mine
    if len(bases) == 1 and mine == base.others:
        return other
    assert ours.commit is not None
    assert theirs.commit is not None
    done = repository.git.run(
        *("-c", "merge.dexcli.driver=false", "merge-tree", "--write-tree", "-z"),
        *("--name-only", "--no-messages", "--allow-unrelated-histories"),
        *(ours.commit, theirs.commit),
    )
    if done.code not in {0, 1}:
        raise GitError(f"git merge-tree: {done.complaint}")
    made, *conflicts = os.fsdecode(done.out).removesuffix("\0").split("\0")
    strange = sorted({path for path in conflicts if path and repository.holds(path) is None})
    if strange:
        raise DexcliError(
            f"{', '.join(strange)}: changed on both sides, and no file of the ledger; "
            "nothing was merged: merge by hand with `dexcli git pull --no-rebase`"
        )
    return versions.load(repository, made).others
