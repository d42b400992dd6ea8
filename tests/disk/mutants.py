"""The write protocol with one step left out or in the wrong place: each has to be caught.

Not among them, because no check could see them: the sync of the state folder
at the end (without it the journal may come back, whose step is done already;
the next journal syncs the same folder), the hash in the journal (synced before
it has its name, so that only a failing medium could tear it), and O_NOFOLLOW
beside O_EXCL (which refuses links too).
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from dexcli.core.errors import DexcliError
from dexcli.session import Session
from dexcli.store import disk, journal, lock, recovery, settle, staging, transaction
from tests.disk import calls
from tests.disk.calls import Call

Patches = list[tuple[object, str, Any]]
_REAL_STAGE, _REAL_PUT, _REAL_BEGIN = staging.stage, staging.put_in_place, journal.begin
_REAL_FINISH, _REAL_COMMIT, _REAL_INSTALL = journal.finish, Session.commit, transaction._install  # noqa: SLF001 - what is mutated


@dataclass(frozen=True)
class Mutant:
    """A protocol that is wrong, and what catches it: a check and a scenario."""

    name: str
    patches: Callable[[], Patches]
    check: str
    scenario: str

    def __str__(self) -> str:
        return self.name

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Let the store follow the wrong protocol."""
        with contextlib.ExitStack() as stack:
            for owner, name, wrong in self.patches():
                stack.enter_context(mock.patch.object(owner, name, wrong))
            yield


def _os() -> Any:  # noqa: ANN401 - what stands in for `os` now
    return vars(disk)["os"]


def _unsynced(is_left_out: Callable[[str, list[Call]], bool]) -> Callable[[], Patches]:
    """Return a protocol without the syncs of which this says so, by path and what came before."""

    def sync(handle: int) -> None:
        stand_in = _os()
        path = stand_in.handles[handle]
        if not is_left_out(path, stand_in.trace):
            stand_in.fsync(handle)

    return lambda: [(disk, "sync", sync)]


def _is_staged(path: str) -> bool:
    return path.endswith(f".toml.{path[-19:-7]}{disk.TEMP_SUFFIX}")


def _has_journal(trace: list[Call]) -> bool:
    return any(call.name == "replace" and call.other.endswith("/journal") for call in trace)


def _is_state(path: str) -> bool:
    return path.rpartition("/")[0].endswith("/xdg-state/dexcli") and disk.TEMP_SUFFIX not in path


def _sync_late(staged: Any) -> Any:  # noqa: ANN401 - as the real one
    displaced = _REAL_PUT(staged)
    if staged.after is not None:
        handle = _os().open(staged.target, os.O_RDONLY)
        _os().fsync(handle)
        _os().close(handle)
    return displaced


def _late_syncs() -> Patches:
    return [*_unsynced(lambda path, _: _is_staged(path))(), (staging, "put_in_place", _sync_late)]


def _sync_before_write(handle: int, raw: bytes) -> None:
    _os().fsync(handle)
    _os().write(handle, raw)


def _journal_late() -> Patches:
    def finish(state: Any, step: Any, limits: Any) -> None:  # noqa: ANN401 - as the real one
        _REAL_BEGIN(state, step)
        _REAL_FINISH(state, step, limits)

    return [(journal, "begin", lambda *_: None), (journal, "finish", finish)]


def _finish_early(staged: Any, step: Any, record: Any) -> list[str]:  # noqa: ANN401 - as the real one
    journal.finish(record.state, step, record.limits)
    return _REAL_INSTALL(staged, rescue=None)


def _tell_early(session: Session, *args: Any, **named: Any) -> None:  # noqa: ANN401 - as the real one
    sys.stdout.write("Done.\n")
    _REAL_COMMIT(session, *args, **named)


def _discard_early(staged: Any) -> Any:  # noqa: ANN401 - as the real one
    displaced = _REAL_PUT(staged)
    disk.discard(staged.temp)
    return displaced


def _rename_new(staged: Any) -> None:  # noqa: ANN401 - as the real one
    _os().replace(staged.temp, staged.target)


def _write_once(handle: int, raw: bytes) -> None:
    _os().write(handle, raw)


class _PlainError(DexcliError):
    """What failed after the journal, told as if nothing had happened."""


@contextlib.contextmanager
def _no_lock(*_: object, **__: object) -> Iterator[None]:
    yield


def _quiet_sync(folder: Any) -> None:  # noqa: ANN401 - as the real one
    with contextlib.suppress(OSError):
        handle = _os().open(folder, os.O_RDONLY)
        _os().fsync(handle)
        _os().close(handle)


def _forget(state: Any, *_: object) -> None:  # noqa: ANN401 - as the real one
    _os().unlink(state / journal.NAME)


def _no_swap() -> Patches:
    return [(calls, "real_swap", lambda *_: False)]


def _discarded(staged: staging.Staged, *_: object) -> str:
    """Lose what was displaced."""
    disk.discard(staged.temp)
    return ""


_NOTHING = lambda *_, **__: None  # noqa: E731 - left out
_THREE, _FIRST, _RENAME = "log of three", "the first log of all, of three", "rename with references"

MUTANTS = (
    Mutant(
        "staged files are not synced", _unsynced(lambda path, _: _is_staged(path)), "power", _THREE
    ),
    Mutant("staged files are synced after their rename", _late_syncs, "power", "log of one"),
    Mutant(
        "staged files are synced before they are written",
        lambda: [
            (staging, "_write_all", _sync_before_write),
            *_unsynced(lambda path, _: _is_staged(path))(),
        ],
        "power",
        _THREE,
    ),
    Mutant(
        "the ledger is not synced before the journal",
        _unsynced(lambda p, t: p.endswith("/ledger") and not _has_journal(t)),
        "power",
        _THREE,
    ),
    Mutant(
        "the ledger is not synced after the renames",
        _unsynced(lambda p, t: p.endswith("/ledger") and _has_journal(t)),
        "power",
        _THREE,
    ),
    Mutant(
        "the journal's file is not synced",
        _unsynced(lambda path, _: "/.journal." in path),
        "power",
        _THREE,
    ),
    Mutant(
        "the state folder is not synced after the journal",
        _unsynced(lambda path, _: _is_state(path)),
        "power",
        _THREE,
    ),
    Mutant(
        "the names of new state folders are not synced",
        _unsynced(lambda path, _: path.endswith("/xdg-state")),
        "power",
        _FIRST,
    ),
    Mutant(
        "what is staged goes before the new names are synced",
        lambda: [(staging, "put_in_place", _discard_early)],
        "power",
        _THREE,
    ),
    Mutant("the journal comes after the renames", _journal_late, "crash", _THREE),
    Mutant(
        "the journal ends before the renames",
        lambda: [(transaction, "_carry_out", _finish_early)],
        "crash",
        _THREE,
    ),
    Mutant(
        "nobody finishes what the journal says",
        lambda: [(recovery, "recover", lambda *_: [])],
        "crash",
        _THREE,
    ),
    Mutant(
        "readers don't look into the journal",
        lambda: [(journal, "overlay", lambda _: {})],
        "crash",
        _THREE,
    ),
    Mutant(
        "a finished journal is thrown away", lambda: [(journal, "finish", _forget)], "crash", _THREE
    ),
    Mutant(
        "stale temporary files stay", lambda: [(disk, "remove_temps", _NOTHING)], "crash", _THREE
    ),
    Mutant(
        "success is told before all is synced",
        lambda: [(Session, "commit", _tell_early)],
        "crash",
        "log of one",
    ),
    Mutant(
        "a write that stops short isn't taken up again",
        lambda: [(staging, "_write_all", _write_once)],
        "crash",
        _THREE,
    ),
    Mutant(
        "a failed sync of a folder is not told",
        lambda: [(disk, "sync_folder", _quiet_sync)],
        "crash",
        _THREE,
    ),
    Mutant(
        "what fails after the journal is told as undone",
        lambda: [(transaction, "UnfinishedError", _PlainError)],
        "crash",
        _THREE,
    ),
    Mutant(
        "files go before the new ones come",
        lambda: [(transaction, "_place", lambda each: each.after is not None)],
        "twin",
        _RENAME,
    ),
    Mutant(
        "a new file is renamed over its name",
        lambda: [(staging, "_link", _rename_new)],
        "twin",
        _RENAME,
    ),
    Mutant(
        "files aren't compared before the rename",
        lambda: [(staging, "check_unchanged", _NOTHING)],
        "by hand, no exchange",
        "log of one",
    ),
    Mutant("what was displaced isn't looked at", _no_swap, "by hand", "log of one"),
    Mutant(
        "what was displaced and can't be merged isn't kept",
        lambda: [
            (settle, "merged", lambda *_, **__: None),
            (settle, "_kept_beside", _discarded),
        ],
        "by hand",
        "log of one",
    ),
    Mutant("no lock", lambda: [(lock, "locked", _no_lock)], "another log", "log of one"),
    Mutant(
        "a temporary file may be there already",
        lambda: [(staging, "WRITE_FLAGS", staging.WRITE_FLAGS & ~os.O_EXCL)],
        "planted",
        "log of one",
    ),
)
