"""dexcli's own commands on a ledger that lies in memory: no disk, no shell, no parsing of words."""

import contextlib
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self
from unittest import mock

from dexcli.commands import add, amend, log, merge, note, relate, rename, resolve, rm, set_, tag
from dexcli.core import ids
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings
from dexcli.output.screen import Screen
from dexcli.session import Session
from dexcli.store import codec, config, disk, recent, undoing
from dexcli.store.change import About, Change
from dexcli.store.folder import Folder
from dexcli.store.reading import Entry, Reading
from dexcli.store.steps import Image, Step
from tests.sync.acts import Act, by_hand

ROOT = Path("/ledger")
_STAMP = disk.Stamp(0, 0, 0, 0)


class Silent(Screen, frozen=True):
    """A screen that nobody looks at."""

    def problem(self, text: str) -> None:
        """Say nothing."""

    def say(self, text: str) -> None:
        """Say nothing."""


class MemoryFolder(Folder):
    """The store of a ledger in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(ROOT)
        self.files = files

    def names(self) -> set[str]:
        """Return the names of the contacts' files."""
        return {name for name in self.files if "/" not in name}

    def taken(self) -> set[str]:
        """Return the handles in use."""
        return {name.removesuffix(".toml") for name in self.names()}

    def bytes_of(self, handle: str) -> disk.Found:
        """Return a contact's file."""
        return _found(self.files[f"{handle}.toml"])


class MemorySession(Session, frozen=True, dict=True):
    """One command's run on a machine in memory."""

    @contextlib.contextmanager
    def changing(self, handles: Sequence[str] = (), *, whole: bool = False) -> Iterator[Ledger]:  # noqa: ARG002 - as the session's
        """Give the ledger; nobody else is there."""
        yield self.ledger

    def commit(self, changes: Sequence[Change], about: About, *, dry_run: bool = False) -> None:
        """Write the changes, and keep the step to undo it."""
        assert not dry_run
        machine: Machine = vars(self)["machine"]
        real = [each for each in changes if not each.is_none]
        if real:
            machine.carry_out(real, about)

    def with_option(self, name: str, value: object) -> Self:
        """Return the session with one option, on the same machine."""
        changed = super().with_option(name, value)
        vars(changed).update(vars(self))
        return changed

    def done(self, told: str, *, steps: int = 1) -> None:
        """Say nothing."""

    def new_id(self) -> str:
        """Return a new id, the same for the same seed."""
        machine: Machine = vars(self)["machine"]
        return ids.from_bytes(machine.chance.randbytes(ids.RANDOM_BYTES))


class Machine:
    """A machine with a ledger in memory, and the steps that were taken on it."""

    def __init__(self, chance: random.Random, files: dict[str, bytes] | None = None) -> None:
        self.chance = chance
        self.files = dict(files or {})
        self.steps: list[Step] = []
        self.undone: list[Step] = []

    def do(self, act: Act) -> bool:
        """Do it; return whether the command took it."""
        if act.kind == "hand":
            name = f"{act.who[0]}.toml"
            self.files[name] = by_hand(self.files[name], act)
            return True
        session = self.session()
        try:
            with _on(self):
                if act.kind in {"undo", "redo"}:
                    self._undo(session, self.steps if act.kind == "undo" else self.undone)
                else:
                    CALLS[act.kind](SimpleNamespace(obj=session), act)
        except DexcliError:
            return False
        return True

    def session(self) -> MemorySession:
        """Return a run on the ledger as it is now."""
        session = MemorySession()
        reading = Reading.of(
            {
                name.removesuffix(".toml"): entry(name, raw)
                for name, raw in sorted(self.files.items())
                if "/" not in name
            },
            (),
        )
        vars(session).update(
            machine=self,
            folder=MemoryFolder(self.files),
            reading=reading,
            ledger=reading.ledger,
            today=date(2026, 11, 22),
            state=Path("/state"),
            loaded=config.Loaded(Settings(), {}),
            screen=Silent(is_terminal=False, color=False, quiet=True),
        )
        return session

    def carry_out(self, changes: Sequence[Change], about: About) -> None:
        """Let the files be as the changes want them, as one step."""
        images = [_image(each) for each in changes]
        step = Step(id=str(len(self.steps)), about=about, images=tuple(images))
        for each in changes:
            name = each.path.relative_to(ROOT).as_posix()
            if each.after is None:
                del self.files[name]
            else:
                self.files[name] = each.after
        self.steps.append(step)

    def _undo(self, session: MemorySession, steps: list[Step]) -> None:
        if not steps:
            raise DexcliError("nothing to undo")
        changes = undoing.plan(steps[-1], session.folder, session.ledger)
        steps.pop()
        session.commit(changes, About(what="undo"))
        if steps is self.steps and any(not each.is_none for each in changes):
            self.undone.append(self.steps.pop())


@lru_cache(maxsize=20_000)
def entry(name: str, raw: bytes) -> Entry:
    """Return a contact's file as it is read."""
    return Entry(_found(raw), codec.decode(raw, name).contact)


def _found(raw: bytes) -> disk.Found:
    return disk.Found(raw, _STAMP, disk.FILE_MODE)


def _image(change: Change) -> Image:
    before = None if change.before is None else change.before.raw
    name = change.path.relative_to(ROOT).as_posix()
    return Image.of(name, before, change.after, mode=disk.FILE_MODE)


@contextlib.contextmanager
def _on(machine: Machine) -> Iterator[None]:
    """Let what is read from the disk come from the machine's memory."""

    def read(path: Path) -> disk.Found:
        try:
            return _found(machine.files[path.relative_to(ROOT).as_posix()])
        except KeyError:
            raise FileNotFoundError(path) from None

    with mock.patch.object(disk, "read", read), mock.patch.object(recent, "remember", _forget):
        yield


def _forget(*_: object) -> tuple[str, ...]:
    return ()


def _amend(ctx: Any, act: Act) -> None:  # noqa: ANN401 - a context with a session and nothing else
    match act.more:
        case "--delete":
            amend.amend(ctx, act.who[0], delete=True)
        case "--kind":
            amend.amend(ctx, act.who[0], kind=act.word)
        case _:
            amend.amend(ctx, act.who[0], place=act.word)


CALLS: dict[str, Callable[[Any, Act], None]] = {
    "log": lambda ctx, act: log.log(ctx, list(act.who), note=act.word, on=act.more),
    "note": lambda ctx, act: note.note(ctx, act.who[0], [act.word]),
    "tag": lambda ctx, act: tag.tag(ctx, act.word, list(act.who), remove=bool(act.more)),
    "set": lambda ctx, act: set_.set_(ctx, act.who[0], [act.word]),
    "add": lambda ctx, act: add.add(ctx, [act.word], force=True),
    "rename": lambda ctx, act: rename.rename(ctx, act.who[0], [act.word]),
    "rm": lambda ctx, act: rm.rm(ctx, list(act.who), yes=True),
    "merge": lambda ctx, act: merge.merge(ctx, list(act.who)),
    "resolve": lambda ctx, act: resolve.resolve(ctx, list(act.who), take=act.word),
    "amend": _amend,
    "relate": lambda ctx, act: relate.relate(ctx, act.who[0], [f"{act.word}={act.who[1]}"]),
}
