"""One commit for each command that changed something, where the user has set that up."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from dexcli.core import words
from dexcli.core.errors import DexcliError
from dexcli.core.settings import GitSetting
from dexcli.store.change import Change
from dexcli.store.naming import SUFFIX
from dexcli.sync import permission
from dexcli.sync.repository import Repository, readable

_MOST_NAMED = 3


class Committed(Struct, frozen=True):
    """The files that were committed, and why others were left out."""

    names: tuple[str, ...] = ()
    left: dict[str, str] = {}


def step(ledger: Path, setting: GitSetting, changes: Iterable[Change], what: str) -> list[str]:
    """Commit what one command changed; return what is to be told where that failed.

    The change itself is done, so that nothing here is a failure of the command;
    what isn't committed now is with the next `sync`.
    """
    if not setting.commit:
        return []
    try:
        permission.require(ledger)
        inside = (change.path for change in changes if change.path.is_relative_to(ledger))
        names = {path.relative_to(ledger).as_posix() for path in inside}
        repository = Repository.at(ledger, setting)
        repository.check_quiet()
        repository.branch()
        if ours := sorted(names.intersection(repository.changed())):
            repository.commit(ours, what)
    except DexcliError as error:
        return [f"not committed: {error}"]
    return []


def by_hand(
    repository: Repository, *, and_also: Sequence[str] = (), message: str | None = None
) -> Committed:
    """Commit what changed since the last commit, as far as it can be read."""
    found = list(readable(repository.folder, repository.changed()))
    names = [name for name, _, problem in found if not problem]
    if wanted := [*and_also, *names]:
        repository.commit(wanted, message or message_for(names))
    return Committed(tuple(names), {name: problem for name, _, problem in found if problem})


def message_for(names: Sequence[str]) -> str:
    """Return the message for files that were changed by hand."""
    shown = [name.removesuffix(SUFFIX) for name in names[:_MOST_NAMED]]
    rest = len(names) - len(shown)
    return f"by hand: {', '.join(shown)}" + (f" and {words.counted(rest, 'other')}" if rest else "")
