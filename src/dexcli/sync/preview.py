"""What a sync would do, without a change to the ledger: it refuses what `sync` would refuse."""

from collections.abc import Mapping

from dexcli.store import transaction
from dexcli.sync import refusals, renames, telling, union, versions, waiting
from dexcli.sync.outcome import Outcome
from dexcli.sync.remotes import Found
from dexcli.sync.repository import Repository, is_ours, readable
from dexcli.sync.versions import REGULAR_MODE, Blob, Side, Version


def note(repository: Repository, found: Found, outcome: Outcome) -> None:
    """Note what would come and go, and how the files in the folder would differ.

    Raises:
        DexcliError: The two can't be merged.
    """
    outcome.remote = None if found.remote is None else found.remote.name
    outcome.trouble = found.trouble
    head = repository.commit_of("HEAD")
    ours = versions.side_of(repository, head)
    local = list(readable(repository.folder, repository.changed()))
    outcome.left = {name: problem for name, _, problem in local if problem}
    here = _with(ours, {name: raw for name, raw, problem in local if not problem})
    if found.remote is None:
        _note(outcome, ours, here, None)
        return
    commit = found.known(repository)
    bases = versions.bases_of(repository, head, commit)
    base, theirs = union.base_of(repository, bases), versions.side_of(repository, commit)
    if found.trouble is not None:
        _note(outcome, base, here, None)
        return
    _note(outcome, base, here, theirs if commit else None)
    outcome.told += telling.of(repository, head, commit)
    if commit in {None, head, *bases}:
        return
    refusals.newer(theirs.files)
    both = union.of(repository, bases, here, theirs)
    outcome.kept(both.files)
    outcome.told += [each for each in both.told if each not in outcome.told]
    outcome.conflicts = waiting.among(both.files.values())
    touched = {
        name for name in {*both.files, *here.files} if both.files.get(name) != here.files.get(name)
    }
    refusals.unread(outcome.left, touched)
    outcome.diff = "\n".join(
        transaction.text_diff(name, here.files.get(name), both.files.get(name))
        for name in sorted(touched)
    )


def _with(side: Side, local: Mapping[str, bytes | None]) -> Side:
    """Return our side with what isn't committed yet; None is a file that is gone."""
    files, blobs = dict(side.files), dict(side.version.ours)
    for name, raw in local.items():
        if not is_ours(name):
            continue
        if raw is None:
            files.pop(name, None)
            blobs.pop(name, None)
        else:
            files[name], blobs[name] = raw, Blob(REGULAR_MODE, "as it is here")
    return Side(side.commit, Version(blobs, side.version.others), files, side.attributes)


def _note(outcome: Outcome, base: Side, ours: Side, theirs: Side | None) -> None:
    outcome.note(
        base.version,
        ours.version,
        None if theirs is None else theirs.version,
        moved_here=_moved(base, ours),
        moved_there={} if theirs is None else _moved(base, theirs),
    )


def _moved(base: Side, side: Side) -> dict[str, str]:
    gone = {name: raw for name, raw in base.files.items() if name not in side.files}
    new = {name: raw for name, raw in side.files.items() if name not in base.files}
    return renames.of(gone, new) if gone and new else {}
