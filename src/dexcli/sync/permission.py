"""In which ledgers git may run: those that this user has set up on this machine.

What a folder says of itself counts for nothing: somebody may have sent it,
with a repository whose settings run programs (T15).
"""

import os
from pathlib import Path

from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import codec, disk, places
from dexcli.store.places import Place

NAME = "repositories.toml"
_KEY = "repositories"
_HEAD = "# The ledgers in which dexcli may run git; `dexcli init --git` adds one.\n"


class NotSetUpError(DexcliError):
    """git isn't set up for this ledger on this machine."""

    def __init__(self, ledger: Path) -> None:
        super().__init__(
            f"git isn't set up for {ledger} on this machine; "
            f"set it up with: dexcli init {ledger} --git"
        )


def is_given(ledger: Path) -> bool:
    """Return whether git may run in a ledger, by its real path.

    Raises:
        DexcliError: What was written down can't be read.
    """
    return os.path.realpath(ledger) in _given()


def require(ledger: Path) -> None:
    """Refuse to go on where git may not run.

    Raises:
        NotSetUpError: It may not.
    """
    if not is_given(ledger):
        raise NotSetUpError(ledger)


def give(ledger: Path) -> None:
    """Write down that git may run in a ledger."""
    import tomli_w  # only here

    real = os.path.realpath(ledger)
    known = _given()
    if real in known:
        return
    text = _HEAD + tomli_w.dumps({_KEY: sorted({*known, real})}, multiline_strings=False)
    _replace(_path(), text.encode())


def _given() -> set[str]:
    path = _path()
    raw = disk.read_any_if_there(path)
    if raw is None:
        return set()
    try:
        found = codec.parse(codec.decode_text(raw, str(path)), str(path)).get(_KEY)
    except UnreadableFileError as error:
        raise DexcliError(str(error)) from None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise DexcliError(f"{path}: {_KEY}: expected a list of folders in quotes")
    return set(found)


def _path() -> Path:
    return places.folder_of(Place.CONFIG) / NAME


def _replace(path: Path, raw: bytes) -> None:
    from dexcli.store import transaction  # only here
    from dexcli.store.change import Change

    transaction.apply([Change(path, disk.read_if_there(path), raw)])
