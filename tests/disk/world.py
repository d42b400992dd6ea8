"""A ledger and a state folder that can be put back to any state, and commands that run there."""

import contextlib
import functools
import io
import itertools
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import typer

from dexcli import cli
from dexcli.session import Session
from dexcli.store import recent, state
from tests.disk import calls
from tests.disk.calls import Disk, Killed

Tree = Mapping[str, bytes]
_NOT_PROMISED = frozenset({recent.NAME, recent.USED})
_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    """What one run gave; without a code it was killed."""

    code: int | None
    stdout: str
    stderr: str
    disk: Disk

    @property
    def claim(self) -> bool | None:
        """What it told: it happened (True), it didn't (False), or nothing (None)."""
        if self.stdout or self.code in {0, 7}:
            return True
        return None if self.code is None else False


@dataclass
class World:
    """A folder with a ledger; what the machine keeps of it lies beside it."""

    root: Path
    runs: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def ledger(self) -> Path:
        """The ledger's folder."""
        return self.root / "ledger"

    @property
    def state(self) -> Path:
        """The ledger's state folder."""
        return state.folder_for(self.ledger)

    def snapshot(self) -> dict[str, bytes]:
        """Return every file that the promise is about, by its path below the root."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for top in (self.ledger, self.root / "xdg-state")
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.name not in _NOT_PROMISED
        }

    def restore(self, tree: Tree) -> None:
        """Make the folders hold these files and no others."""
        for top in (self.ledger, self.root / "xdg-state"):
            shutil.rmtree(top, ignore_errors=True)
            top.mkdir()
        for name, raw in tree.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)

    def run(self, *args: str, seed: int, disk: Disk | None = None) -> Ran:
        """Run a command; the same ``seed`` gives the same random ids and names."""
        watched = Disk() if disk is None else disk
        out, err = _Told(watched), io.StringIO()
        code: int | None = None
        with (
            calls.watched(watched),
            mock.patch.object(typer.main, "get_command", _get_command),
            mock.patch.object(cli.Commands, "get_command", _command_called),
            mock.patch.object(os, "urandom", _numbers(seed)),
            mock.patch.object(Session, "now", property(lambda _: _NOON)),
            mock.patch.dict(os.environ, {"DEXCLI_LEDGER": str(self.ledger)}),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            contextlib.suppress(Killed),
        ):
            code = cli.run(args)
        return Ran(None if watched.is_dead else code, out.getvalue(), err.getvalue(), watched)


# What Typer makes of a command is made once; it takes as long as all the rest.
_get_command = functools.cache(typer.main.get_command)
_called_so_far: dict[str, object] = {}
_get_called = cli.Commands.get_command


def _command_called(group: cli.Commands, ctx: object, name: str) -> object:
    if name not in _called_so_far:
        _called_so_far[name] = _get_called(group, ctx, name)
    return _called_so_far[name]


class _Told(io.StringIO):
    """Standard output that notes in the trace when something is told."""

    def __init__(self, disk: Disk) -> None:
        super().__init__()
        self._disk = disk

    def write(self, text: str) -> int:
        self._disk.tell()
        return super().write(text)


def _numbers(seed: int) -> object:
    numbers = itertools.count(seed * 10_000 + 1)

    def urandom(size: int) -> bytes:
        return (next(numbers) << 6).to_bytes(max(size, 5), "big")[-size:]

    return urandom
