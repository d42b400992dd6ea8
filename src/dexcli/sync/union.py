"""Two commits of a repository as one: our files by their meaning, all others by git itself."""

import os
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dexcli.core import words
from dexcli.core.errors import DexcliError
from dexcli.store import ledgers, losses
from dexcli.sync import refusals, versions
from dexcli.sync.git import GitError
from dexcli.sync.repository import Repository
from dexcli.sync.versions import REGULAR_MODE, Blob, Side, Version

_MOST_BASES = 20  # of criss-cross merges below criss-cross merges


class Union(Struct, frozen=True):
    """What both sides make together; its blobs are made by `version_of`."""

    files: Mapping[str, bytes]
    others: Mapping[str, Blob]
    told: tuple[str, ...] = ()


def base_of(repository: Repository, bases: Sequence[str], depth: int = 0) -> Side:
    """Return what both sides began as: of several bases, what these make together."""
    if not bases:
        return versions.side_of(repository, None)
    found = versions.side_of(repository, bases[0])
    if depth >= _MOST_BASES:
        return found
    for other in bases[1:]:
        further = versions.side_of(repository, other)
        below = base_of(repository, versions.bases_of(repository, bases[0], other), depth + 1)
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
        raise refusals.unmerged(merged.unmerged, ours.files, theirs.files)
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
    for name, oid in versions.written(repository, new, union.others, ours, theirs).items():
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
