"""What stops a merge, said so that somebody knows on which side to do what."""

from collections.abc import Iterable, Mapping

from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.settings import OWN_FILE
from dexcli.store import codec, config

Files = Mapping[str, bytes]


def newer(theirs: Files) -> None:
    """Refuse what a later dexcli wrote: it may mean what this one doesn't know.

    Raises:
        DexcliError: The other side's settings say that it did.
    """
    if config.is_newer(theirs.get(OWN_FILE, b"")):
        raise DexcliError(
            "the ledger there was written by a newer dexcli; nothing was merged: "
            "install a newer dexcli here, then sync"
        )


def unread(left: Mapping[str, str], touched: Iterable[str]) -> None:
    """Refuse to write where something stands that can't be read.

    Args:
        left: The files here that can't be read, with the reason.
        touched: The files that would be written.

    Raises:
        UnreadableFileError: One of them would be.
    """
    for name in sorted(left.keys() & set(touched)):
        raise UnreadableFileError(
            f"{left[name]}; it changed on the other side too, so nothing was merged"
        )


def unmerged(names: Iterable[str], ours: Files, theirs: Files) -> UnreadableFileError:
    """Return why files that both sides changed can't be merged, and what to do about each."""
    told = []
    for name in names:
        there, here = (_problem(side.get(name), name) for side in (theirs, ours))
        if there:
            told.append(f"{there} (on the other side: mend it there and sync there, then here)")
        if here:
            told.append(f"{here} (here: mend it, then sync)")
        if not (there or here):
            told.append(f"{name}: the two versions can't be merged")
    return UnreadableFileError(f"{'; '.join(told)}; both sides changed it, so nothing was merged")


def _problem(raw: bytes | None, name: str) -> str:
    if raw is None:
        return ""
    try:
        codec.parse(codec.decode_text(raw, name), name)
    except UnreadableFileError as error:
        return str(error)
    if name == OWN_FILE and config.is_newer(raw):
        return f"{name}: written by a newer dexcli"
    return ""
