"""What a power cut may leave: every disk that POSIX allows after each call of a command.

A name counts from the sync of its folder on, and bytes from the sync of their
file on. Before that each may be there or not, in any order; of unsynced bytes
there may be none, a part, or as many NULs. A rename and an exchange happen
whole or not at all, as POSIX asks of them.

Source: POSIX.1-2017 fsync and rename; what xfs and ext4 left after real power
cuts is among these states (ARCHITECTURE.md, the write protocol).
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from tests.disk.calls import Call
from tests.disk.world import Tree

_RANDOM_CHOICES = 6
_FOLDER = -1


@dataclass
class _Inode:
    """The bytes of a file: as they are, and as they were when last synced."""

    now: bytes = b""
    synced: bytes = b""

    @property
    def possible(self) -> tuple[bytes, ...]:
        """What a power cut may leave of it."""
        if self.now == self.synced:
            return (self.now,)
        return (self.now, b"", self.now[: len(self.now) // 2], bytes(len(self.now)))


Names = dict[str, int | None]


@dataclass(frozen=True)
class _Pending:
    """A change of names that isn't synced: it happens whole or not at all."""

    folders: frozenset[str]
    names: Names


@dataclass
class Medium:
    """A disk with its cache, as far as the calls of a command change it."""

    inodes: list[_Inode] = field(default_factory=list)
    cached: Names = field(default_factory=dict)
    synced: Names = field(default_factory=dict)
    pending: list[_Pending] = field(default_factory=list)

    @classmethod
    def of(cls, files: Tree) -> "Medium":
        """Return a disk on which these files are, all of them synced."""
        inodes = [_Inode(raw, raw) for raw in files.values()]
        names: Names = {name: number for number, name in enumerate(files)}
        return cls(inodes, dict(names), dict(names))

    def carry_out(self, call: Call) -> None:
        """Change the cache, and on a sync the disk, as a call does."""
        one, other = call.path, call.other
        match call.name:
            case "create":
                self.inodes.append(_Inode())
                self._rename({one: len(self.inodes) - 1})
            case "mkdir":
                self._rename({one: _FOLDER})
            case "write":
                self._inode(one).now += call.data
            case "fsync":
                self._sync(one)
            case "link":
                self._rename({other: self.cached[one]})
            case "unlink":
                self._rename({one: None})
            case "rename" | "replace":
                self._rename({one: None, other: self.cached[one]})
            case "swap":
                self._rename({one: self.cached[other], other: self.cached[one]})

    def after_power_cut(self, dice: random.Random) -> Iterator[dict[str, bytes]]:
        """Yield what may be on the disk when the machine starts again."""
        for chosen in _choices(len(self.pending), dice):
            names = dict(self.synced)
            for number in chosen:
                names.update(self.pending[number].names)
            there = {
                name: number
                for name, number in names.items()
                if number is not None and number != _FOLDER and self._is_reached(name, names)
            }
            for way in range(4):
                yield {
                    name: self.inodes[number].possible[way % len(self.inodes[number].possible)]
                    for name, number in there.items()
                }

    def _rename(self, names: Names) -> None:
        self.cached.update(names)
        self.pending.append(_Pending(frozenset(_folder_of(name) for name in names), names))

    def _sync(self, path: str) -> None:
        if isinstance(number := self.cached.get(path), int) and number != _FOLDER:
            self.inodes[number].synced = self.inodes[number].now
            return
        for each in self.pending:
            if path in each.folders:
                self.synced.update(each.names)
        self.pending = [each for each in self.pending if path not in each.folders]

    def _inode(self, path: str) -> _Inode:
        number = self.cached[path]
        assert number is not None
        return self.inodes[number]

    def _is_reached(self, name: str, names: Names) -> bool:
        """Return whether every folder above it that was made is there too."""
        above = [str(each) for each in PurePath(name).parents]
        return all(names.get(each) == _FOLDER for each in above if each in self.cached)


def states(files: Tree, trace: Sequence[Call]) -> Iterator[tuple[int, bool, dict[str, bytes]]]:
    """Yield each disk that a power cut may leave: after how many calls, whether something was told.

    The paths of ``files`` are those of the calls.
    """
    medium, dice, is_told = Medium.of(files), random.Random(4), False  # noqa: S311 - no secret
    for number, call in enumerate((Call("begin"), *trace)):
        if call.is_done:
            medium.carry_out(call)
        is_told = is_told or call.name == "tell"
        if call.is_change or call.name == "tell":
            for tree in medium.after_power_cut(dice):
                yield number, is_told, tree


def _choices(count: int, dice: random.Random) -> Iterator[Sequence[int]]:
    """Yield which of so many pending changes happen: all, none, one alone, all but one, some."""
    every = range(count)
    yield from {tuple(every), ()}
    for number in every:
        yield (number,)
        yield [each for each in every if each != number]
        yield every[:number]
    for _ in range(_RANDOM_CHOICES if count > 2 else 0):
        yield sorted(dice.sample(every, dice.randint(1, count - 1)))


def _folder_of(name: str) -> str:
    return str(PurePath(name).parent)
