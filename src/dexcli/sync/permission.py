"""In which ledgers git may run: those that this user has set up on this machine.

What a folder says of itself counts for nothing: somebody may have sent it,
with a repository whose settings run programs (T15). A word that only this
user's settings and the repository know tells whether another one was put in
its place.
"""

import os
from pathlib import Path

from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.store import codec, disk, places
from dexcli.store.places import Place

NAME = "repositories.toml"
_KEY = "repositories"
_WORD = "dexcli"  # in the repository's own folder, which git never sends
_HEAD = "# The ledgers in which dexcli may run git; `dexcli init --git` adds one.\n"


class NotSetUpError(DexcliError):
    """git isn't set up for this ledger on this machine."""

    def __init__(self, ledger: Path) -> None:
        why = f"git isn't set up for {ledger} on this machine"
        if os.path.realpath(ledger) in _given():
            why = f"the .git of {ledger} isn't the one that was set up on this machine"
        trust = "" if git_dir(ledger) is None else "if you trust its .git, "
        super().__init__(f"{why}; {trust}set it up with: dexcli init {ledger} --git")


def is_given(ledger: Path) -> bool:
    """Return whether git may run in a ledger, by its real path and its repository's word.

    Without any repository it may: there is nothing that it could run.

    Raises:
        DexcliError: What was written down can't be read.
    """
    word = _given().get(os.path.realpath(ledger))
    private = git_dir(ledger)
    return word is not None and (private is None or _word_in(private) == word)


def git_dir(ledger: Path) -> Path | None:
    """Return the folder of the repository that git would find, without asking git; None for none.

    Also a folder that is itself one, as a bare one is: git would take it, and
    not a repository above it.
    """
    real = Path(os.path.realpath(ledger))
    for folder in (real, *real.parents):
        dot = folder / ".git"
        if dot.is_dir():
            return dot
        if dot.is_file():
            said = os.fsdecode(disk.read_any_if_there(dot) or b"").strip()
            return folder / said.removeprefix("gitdir:").strip()
        if all((folder / each).exists() for each in ("HEAD", "objects", "refs")):
            return folder
    return None


def require(ledger: Path) -> None:
    """Refuse to go on where git may not run.

    Raises:
        NotSetUpError: It may not.
    """
    if not is_given(ledger):
        raise NotSetUpError(ledger)


def give(ledger: Path) -> None:
    """Write down that git may run in a ledger, with the repository that it has now."""
    import secrets  # only here

    import tomli_w

    private = git_dir(ledger)
    if is_given(ledger) or private is None:
        return
    known, word = _given(), _word_in(private)
    if word not in known.values():  # of another ledger in the same repository
        word = secrets.token_hex(16)
    known[os.path.realpath(ledger)] = word
    text = _HEAD + tomli_w.dumps({_KEY: dict(sorted(known.items()))})
    _replace(private / _WORD, f"{word}\n".encode())
    _replace(_path(), text.encode())


def _word_in(private: Path) -> str:
    return (disk.read_any_if_there(private / _WORD) or b"").decode("ascii", "replace").strip()


def _given() -> dict[str, str]:
    path = _path()
    raw = disk.read_any_if_there(path)
    if raw is None:
        return {}
    try:
        found = codec.parse(codec.decode_text(raw, str(path)), str(path)).get(_KEY)
    except UnreadableFileError as error:
        raise DexcliError(str(error)) from None
    if isinstance(found, list):  # folders without a word, which nothing tells from others
        return {}
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise DexcliError(f"{path}: {_KEY}: expected folders and their words, in quotes")
    return found


def _path() -> Path:
    return places.folder_of(Place.CONFIG) / NAME


def _replace(path: Path, raw: bytes) -> None:
    from dexcli.store import transaction  # only here
    from dexcli.store.change import Change

    transaction.apply([Change(path, disk.read_if_there(path), raw)])
