"""What commands left behind: files of killed ones, and what other programs saved meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

from dexcli.core.checks.finding import Finding, Kind
from dexcli.core.errors import TryAgainError
from dexcli.store import disk, journal, lock, recovery
from dexcli.store.folder import OWN_FOLDER, Folder
from dexcli.store.naming import SUFFIX

_RESCUED = re.compile(r"(.+)\.[0-9a-f]{6,}\.rej")


def find(folder: Folder, state: Path) -> Iterator[Finding]:
    """Yield what lies in the ledger and its state folder and should be nowhere for long."""
    yield from _of_killed(folder, state)
    yield from _of_rescued(folder, state)


def _of_rescued(folder: Folder, state: Path) -> Iterator[Finding]:
    """Yield what another program saved in the moment of a command and contradicted it.

    It lies in the ledger itself where the command had no state folder to write to.
    """
    there = folder.names()
    for inside in (state / "rescued", folder.path, folder.path / OWN_FOLDER):
        for path in sorted(inside.glob("*.rej")):
            name = _RESCUED.fullmatch(path.name)
            if name is None:
                continue  # of another program
            file = name[1]
            yield Finding(
                kind=Kind.RESCUED,
                handle=file.removesuffix(SUFFIX) if file in there else None,
                file=file,
                problem=f"what another program saved in the moment of a command is in {path}",
                remedy=f"compare it with {file}, take over what is missing, and delete it",
            )


def _of_killed(folder: Folder, state: Path) -> Iterator[Finding]:
    """Yield what killed commands left; what a running one needs is its own."""
    if not (_temps(folder) or (state / journal.NAME).exists()):
        return
    try:
        with lock.locked(folder.path, state=state, timeout=0):
            temps, is_begun = _temps(folder), (state / journal.NAME).exists()
            hindrance = recovery.hindrance(folder.path, state)
    except TryAgainError:
        return
    for path in temps:
        yield Finding(
            kind=Kind.TEMP,
            file=path.relative_to(folder.path).as_posix(),
            problem="a command that was killed left this file",
            remedy="delete it",
            fixable=True,
        )
    if is_begun:
        yield _of_journal(hindrance)


def _of_journal(hindrance: str | None) -> Finding:
    if hindrance is None:
        return Finding(
            kind=Kind.JOURNAL,
            problem="a command was interrupted, and its change is not finished",
            remedy="the next command that changes something finishes it",
            fixable=True,
        )
    why, _, remedy = hindrance.partition("; ")
    return Finding(
        kind=Kind.JOURNAL,
        problem=f"a command that was cut off can't be finished because of {why}",
        remedy=f"{remedy or 'correct that'}, until then no command changes anything",
    )


def _temps(folder: Folder) -> list[Path]:
    return [
        path
        for inside in (folder.path, folder.path / OWN_FOLDER)
        for path in sorted(inside.glob(f".*{disk.TEMP_SUFFIX}"))
    ]
