"""Other programs at work in the middle of a command, before each of its calls (T2)."""

import itertools
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from dexcli.store import lock
from tests.disk import sampling
from tests.disk.calls import Intrusion
from tests.disk.promise import Promise, broken
from tests.disk.sweep import Checked
from tests.disk.world import Ran, Tree, World

_OTHER = 20  # the seed of another command
MARK = "# by hand\n"
OTHER_NOTE = "the other command"
_REFUSED = frozenset({6, 75})


@dataclass
class Intruder:
    """Another program: what it does, and what of it must be there afterwards."""

    name: str
    act: Callable[[World], None]
    mark: str
    is_late: bool = False  # it comes when the command has decided what to write

    def __str__(self) -> str:
        return self.name


def appends_in_place(world: World) -> None:
    """Add a comment to Ada's file as an editor does that writes in place."""
    path = _adas(world)
    with path.open("a", encoding="utf-8") as file:
        file.write(MARK)


def saves_by_rename(world: World) -> None:
    """Add a comment to Ada's file as an editor does that renames a new one over it."""
    path = _adas(world)
    draft = world.root / "draft"
    draft.write_bytes(path.read_bytes() + MARK.encode())
    draft.replace(path)


def makes_the_same_name(world: World) -> None:
    """Make the file that a rename of Ada is to make, or write in it if it is there."""
    path = world.ledger / "ada-king.toml"
    if path.exists():
        appends_in_place(world)
    else:
        path.write_text(f'name = "Somebody else"\n{MARK}', encoding="utf-8")


class AnotherLog:
    """Somebody logs a meeting with Ada at the same time, and doesn't wait for the lock."""

    def __init__(self) -> None:
        self.ran: Ran | None = None

    @property
    def told(self) -> bool:
        """Whether it reported that it happened."""
        return self.ran is not None and self.ran.code == 0

    def __call__(self, world: World) -> None:
        """Run the other command."""
        with mock.patch.object(lock, "time", _impatient()):
            self.ran = world.run("log", "ada", "-m", OTHER_NOTE, seed=_OTHER)


def intrude(
    promise: Promise, intruder: Intruder, *, most: int = 10_000, until: int | None = None
) -> Iterator[Checked]:
    """Yield what becomes of the command and of what another program does before each call.

    With ``until``, only before the calls up to that number.
    """
    assert promise.clean is not None
    world, trace = promise.world, promise.clean.disk.trace
    begins = next(call.number for call in trace if call.name == "create")
    first = begins if intruder.is_late else 0
    end = promise.clean.disk.count if until is None else until + 1
    for at in sampling.some(range(first, end), most):
        ran = promise.run(intrusion=Intrusion(at, lambda: intruder.act(world)))
        violations = list(_lost(promise, intruder, ran))
        yield Checked(f"{intruder} before call {at}", tuple(violations))


def _lost(promise: Promise, intruder: Intruder, ran: Ran) -> Iterator[str]:
    """Yield what is lost of what the other program did, and of what the command told."""
    tree = promise.world.snapshot()
    yield from broken(tree)
    mark = intruder.mark.encode()
    is_there = any(mark in raw for name, raw in tree.items() if name.startswith("ledger/"))
    is_rescued = any(mark in raw for name, raw in tree.items() if name.endswith(".rej"))
    if isinstance(intruder.act, AnotherLog):
        if intruder.act.told and not is_there:
            yield "the other command's meeting is lost"
    elif not (is_there or is_rescued):
        yield "what was written by hand is lost"
    yield from _untrue(promise, ran, tree)


def _untrue(promise: Promise, ran: Ran, tree: Tree) -> Iterator[str]:
    """Yield what the command told and isn't so."""
    before, after = (promise.files[happened] for happened in (False, True))
    own = set(after.items()) - set(before.items())
    if ran.code == 0:
        if not any(_says(tree.get(name), raw) for name, raw in own):
            yield "the command told that it happened, and nothing of it is there"
    elif ran.code not in _REFUSED:
        yield f"exit {ran.code}: {ran.stderr}"
    elif any(tree.get(name) == raw for name, raw in own):
        yield f"exit {ran.code}, and something was written: {ran.stderr}"
    elif gone := sorted(before.keys() - tree.keys()):
        yield f"exit {ran.code}, and {gone} went: {ran.stderr}"


def _says(found: bytes | None, expected: bytes) -> bool:
    """Return whether all that a file was to say is there, somebody else's lines or not."""
    return found is not None and set(expected.splitlines()) <= set(found.splitlines())


def _adas(world: World) -> Path:
    names = ("ada.toml", "ada-king.toml")
    return next(path for name in names if (path := world.ledger / name).exists())


def _impatient() -> types.SimpleNamespace:
    """Return a clock on which every wait is over at once."""
    return types.SimpleNamespace(monotonic=itertools.count(0, 100).__next__, sleep=lambda _: None)


TWIN = Intruder("somebody who makes the same name", makes_the_same_name, MARK, is_late=True)
BY_HAND = (
    Intruder("an editor that writes in place", appends_in_place, MARK),
    Intruder("an editor that renames", saves_by_rename, MARK),
)
