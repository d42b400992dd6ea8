"""One ledger and its remote brought together: commit, fetch, merge, push (S2).

Nothing is forced, rebased or reset, and nobody is asked. The ledger's lock is
held while files are looked at and written, not while the network answers.
"""

import os
from collections.abc import Mapping

from msgspec import Struct

from dexcli.core.errors import DexcliError, TryAgainError, UnreadableFileError
from dexcli.core.merge3 import CONFLICTS
from dexcli.core.settings import FORMAT, Settings
from dexcli.store import writing
from dexcli.store.folder import Folder
from dexcli.sync import committing, permission, remotes, taking, versions
from dexcli.sync.outcome import Outcome
from dexcli.sync.remotes import Remote
from dexcli.sync.repository import OURS, Repository, is_ours, readable
from dexcli.sync.taking import ChangedSinceError, Record, Target
from dexcli.sync.versions import REGULAR_MODE, Blob, Side, Version

_MOST_TURNS = 4  # the first, and three where somebody else was faster


class Here(Struct, frozen=True, kw_only=True):
    """The ledger that is synced, and what a step in it needs."""

    folder: Folder
    settings: Settings
    record: Record


class _Found(Struct, frozen=True):
    """The other side, as it was fetched."""

    remote: Remote | None = None
    commit: str | None = None
    trouble: DexcliError | None = None


def sync(here: Here, *, dry_run: bool = False, push: bool = True) -> Outcome:
    """Bring the ledger and its remote together; with ``dry_run``, only say what would be done.

    Raises:
        NotSetUpError: git may not run in this ledger.
        TryAgainError: Something is under way in the repository.
        DexcliError: The two can't be merged; nothing was.
    """
    if here.settings.format > FORMAT:
        raise DexcliError("this ledger was written by a newer dexcli; nothing was synced")
    permission.require(here.folder.path)
    repository = Repository.at(here.folder.path, here.settings.git)
    repository.check_quiet()
    branch = repository.branch()
    outcome = Outcome()
    for _ in range(_MOST_TURNS):
        found = _fetched(repository, branch)
        if dry_run:
            _preview(repository, found, outcome)
            return outcome
        try:
            with writing.begun(here.folder, here.record.state, here.settings.undo) as begun:
                outcome.told += begun.told
                head = _brought_together(repository, found, here.record, outcome)
        except ChangedSinceError:
            continue
        if found.remote is None or found.trouble or not push or head in {None, found.commit}:
            return _counted(repository, outcome)
        try:
            if remotes.push(repository, found.remote):
                return _counted(repository, outcome)
        except DexcliError as error:
            outcome.trouble = error
            return _counted(repository, outcome)
    raise TryAgainError(
        "others were faster each time; what changed here is committed, and nothing is lost"
    )


def _fetched(repository: Repository, branch: str) -> _Found:
    """Return the other side; that it can't be reached is told when ours is committed."""
    remote = remotes.of(repository, branch)
    if remote is None:
        return _Found()
    try:
        remote, commit = remotes.fetch(repository, remote)
        if repository.is_shallow:
            head = repository.commit_of("HEAD")
            if head and commit and not versions.bases_of(repository, head, commit):
                remotes.deepen(repository, remote)
    except DexcliError as error:
        return _Found(remote, trouble=error)
    return _Found(remote, commit)


def _brought_together(
    repository: Repository, found: _Found, record: Record, outcome: Outcome
) -> str | None:
    """Commit what changed here and take in what came; return the commit that is there then."""
    repository.check_quiet()
    committed = committing.by_hand(repository)
    outcome.committed |= set(committed.names)
    outcome.left = committed.left
    outcome.remote = None if found.remote is None else found.remote.name
    outcome.trouble = found.trouble
    head = repository.commit_of("HEAD")
    if found.trouble is not None or found.remote is None:
        outcome.here |= set(committed.names)
        return head
    if found.commit in {None, head}:
        if found.commit is None:
            outcome.note(Version(), versions.load(repository, head), None)
        return head
    bases = versions.bases_of(repository, head, found.commit)
    base = versions.load(repository, bases[0] if bases else None)
    ours = versions.load(repository, head)
    if bases == [found.commit]:
        outcome.note(base, ours, None)
        return head
    outcome.note(base, ours, versions.load(repository, found.commit))
    target, told = _target(repository, bases, (head, found.commit), outcome)
    _refuse_unread(outcome.left, versions.difference(ours, target.version).names)
    outcome.told += [*taking.take(repository, head, ours, target, record), *told]
    return target.commit


def _target(
    repository: Repository, bases: list[str], both: tuple[str | None, str], outcome: Outcome
) -> tuple[Target, tuple[str, ...]]:
    """Return what is to be there, and what is to be told: their commit, or it merged with ours."""
    head, commit = both
    if head is None or bases == [head]:
        return _forward(repository, head, commit), ()
    from dexcli.sync import union  # the merge of ledgers, only where both sides changed

    ours, theirs = (versions.side_of(repository, each) for each in (head, commit))
    merged = union.of(repository, bases, ours, theirs)
    version = union.version_of(repository, merged, ours, theirs)
    message = f"sync: {outcome.summary}" if outcome.summary else "sync"
    made = _commit(repository, version, (head, commit), message)
    return Target(made, version, merged.files), merged.told


def _forward(repository: Repository, head: str | None, commit: str) -> Target:
    now, then = versions.load(repository, head), versions.load(repository, commit)
    changed = versions.difference(now, then)
    files, _ = versions.contents(repository, then, changed.changed | changed.new)
    return Target(commit, then, files)


def _commit(
    repository: Repository, version: Version, parents: tuple[str, ...], message: str
) -> str:
    tree = versions.tree(repository, version)
    above = [word for parent in parents for word in ("-p", parent)]
    sign = ("-S",) if repository.git.sign else ()
    return repository.git.ask("commit-tree", *sign, *above, "-m", message, tree).text


def _refuse_unread(left: Mapping[str, str], touched: frozenset[str]) -> None:
    for name, problem in left.items():
        if name in touched:
            raise UnreadableFileError(
                f"{problem}; it changed on the other side too, so nothing was merged"
            )


def _preview(repository: Repository, found: _Found, outcome: Outcome) -> None:
    """Note what would come and go, without a change to the ledger."""
    from dexcli.sync import union  # the merge of ledgers, only here and where both changed

    outcome.remote = None if found.remote is None else found.remote.name
    outcome.trouble = found.trouble
    head = repository.commit_of("HEAD")
    ours, local = (
        versions.side_of(repository, head),
        list(readable(repository.folder, repository.changed())),
    )
    outcome.left = {name: problem for name, _, problem in local if problem}
    files, blobs = dict(ours.files), dict(ours.version.ours)
    for name, raw, problem in local:
        if problem or not is_ours(name):
            continue
        if raw is None:
            files.pop(name, None)
            blobs.pop(name, None)
        else:
            files[name], blobs[name] = raw, Blob(REGULAR_MODE, "as it is here")
    here = Version(blobs, ours.version.others)
    if found.trouble is not None or found.remote is None:
        outcome.note(ours.version, here, None)
        return
    bases = versions.bases_of(repository, head, found.commit)
    base, theirs = union.base_of(repository, bases), versions.side_of(repository, found.commit)
    outcome.note(base.version, here, theirs.version if found.commit else None)
    if found.commit not in {None, head, *bases}:
        both = union.of(repository, bases, Side(head, here, files), theirs)
        outcome.told += both.told
        outcome.waiting(both.files.values())


def _counted(repository: Repository, outcome: Outcome) -> Outcome:
    """Note how many conflicts wait in the ledger's files."""
    done = repository.git.run("grep", "-l", "-z", "-F", "-e", CONFLICTS, "--", *OURS)
    names = filter(None, os.fsdecode(done.out).split("\0"))
    outcome.waiting(raw for _, raw, _ in readable(repository.folder, list(names)) if raw)
    return outcome
