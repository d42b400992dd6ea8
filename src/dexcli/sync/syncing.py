"""One ledger and its remote brought together: commit, fetch, merge, push (S2).

Nothing is forced, rebased or reset, and nobody is asked. The ledger's lock is
held while files are looked at and written, not while the network answers.
"""

from msgspec import Struct

from dexcli.core.errors import DexcliError, TryAgainError
from dexcli.core.settings import FORMAT, Settings
from dexcli.store import writing
from dexcli.store.folder import Folder
from dexcli.sync import (
    committing,
    permission,
    refusals,
    remotes,
    renames,
    taking,
    telling,
    versions,
    waiting,
)
from dexcli.sync.outcome import Outcome
from dexcli.sync.remotes import Found
from dexcli.sync.repository import Repository
from dexcli.sync.taking import ChangedSinceError, Record, Target
from dexcli.sync.versions import Version

_MOST_TURNS = 4  # the first, and three where somebody else was faster


class Here(Struct, frozen=True, kw_only=True):
    """The ledger that is synced, and what a step in it needs."""

    folder: Folder
    settings: Settings
    record: Record


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
            from dexcli.sync import preview  # with the merge of ledgers, only here

            preview.note(repository, found, outcome)
            return outcome
        try:
            with writing.begun(here.folder, here.record.state, here.settings.undo) as begun:
                outcome.told += begun.told
                head = _brought_together(repository, found, here.record, outcome)
        except ChangedSinceError:
            continue
        if found.remote is None or found.trouble or not push or head in {None, found.commit}:
            break
        try:
            if remotes.push(repository, found.remote):
                break
        except DexcliError as error:
            outcome.trouble = error
            break
    else:
        raise TryAgainError(
            "others were faster each time; what changed here is committed, and nothing is lost"
        )
    outcome.conflicts = waiting.count(repository, here.record.state, outcome)
    return outcome


def _fetched(repository: Repository, branch: str) -> Found:
    """Return the other side; that it can't be reached is told when ours is committed."""
    remote = remotes.of(repository, branch)
    if remote is None:
        return Found()
    try:
        remote, commit = remotes.fetch(repository, remote)
        if repository.is_shallow:
            head = repository.commit_of("HEAD")
            if head and commit and not versions.bases_of(repository, head, commit):
                remotes.deepen(repository, remote)
    except DexcliError as error:
        return Found(remote, trouble=error)
    return Found(remote, commit)


def _brought_together(
    repository: Repository, found: Found, record: Record, outcome: Outcome
) -> str | None:
    """Commit what changed here and take in what came; return the commit that is there then."""
    repository.check_quiet()
    committed = committing.by_hand(repository)
    outcome.committed |= set(committed.names)
    outcome.left = committed.left
    outcome.remote = None if found.remote is None else found.remote.name
    outcome.trouble = found.trouble
    head = repository.commit_of("HEAD")
    if found.remote is None:
        outcome.here |= set(committed.names)
        return head
    commit = found.known(repository)
    if commit is not None and commit == head:
        return head
    bases = versions.bases_of(repository, head, commit)
    base = versions.load(repository, bases[0] if bases else None)
    ours = versions.load(repository, head)
    if commit is None or found.trouble is not None or bases == [commit]:
        _note(repository, outcome, base, ours, None)
        return head
    _note(repository, outcome, base, ours, versions.load(repository, commit))
    target, told = _target(repository, bases, (head, commit), outcome)
    refusals.unread(outcome.left, versions.difference(ours, target.version).names)
    told = (*telling.of(repository, head, commit), *told)
    outcome.told += [*taking.take(repository, head, ours, target, record), *dict.fromkeys(told)]
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
    refusals.newer(theirs.files)
    merged = union.of(repository, bases, ours, theirs)
    outcome.kept(merged.files)
    version = union.version_of(repository, merged, ours, theirs)
    message = telling.message(outcome.summary, merged.told)
    made = _commit(repository, version, (head, commit), message)
    return Target(made, version, merged.files), merged.told


def _forward(repository: Repository, head: str | None, commit: str) -> Target:
    now, then = versions.load(repository, head), versions.load(repository, commit)
    changed = versions.difference(now, then)
    files, _ = versions.contents(repository, then, changed.changed | changed.new)
    refusals.newer(files)
    return Target(commit, then, files)


def _commit(
    repository: Repository, version: Version, parents: tuple[str, ...], message: str
) -> str:
    tree = versions.tree(repository, version)
    above = [word for parent in parents for word in ("-p", parent)]
    sign = ("-S",) if repository.git.sign else ()
    return repository.git.ask("commit-tree", *sign, *above, "-m", message, tree).text


def _note(
    repository: Repository, outcome: Outcome, base: Version, ours: Version, theirs: Version | None
) -> None:
    """Note what each side changed, who was renamed as one person."""
    moved = {} if theirs is None else renames.between(repository, base, theirs)
    here = renames.between(repository, base, ours)
    outcome.note(base, ours, theirs, moved_here=here, moved_there=moved)
