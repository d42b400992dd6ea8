"""A stand-in for `os` in the store's modules: it counts calls, fails one, and keeps a trace."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any
from unittest import mock

from dexcli.store import disk, exchange, history, journal, lock, settle, staging, transaction

STORE = (disk, history, journal, lock, settle, staging, transaction)
real_swap = exchange.swap
_READS = frozenset({"read", "fstat", "lstat", "listdir"})
_CHANGES = frozenset(
    {"write", "fsync", "fchmod", "fchown", "chmod", "link", "unlink", "rename", "replace"}
    | {"makedirs", "mkdir", "swap"}
)
_NEED_ROOM = frozenset({"create", "write", "link", "makedirs"})
_OF_TWO_NAMES = frozenset({"link", "rename", "replace", "swap"})
_WATCHED = _READS | _CHANGES | {"open", "close"}


class Killed(BaseException):
    """The process is dead: whatever it still calls does nothing."""


class Kind(Enum):
    """How a call fails."""

    KILL_BEFORE = "kill before"
    KILL_AFTER = "kill after"
    TORN = "torn write"
    SHORT = "short write"
    EIO = errno.EIO
    ENOSPC = errno.ENOSPC
    EACCES = errno.EACCES
    EINTR = errno.EINTR
    GONE = "EIO from here on"
    FULL = "ENOSPC from here on"


KILLS = frozenset({Kind.KILL_BEFORE, Kind.KILL_AFTER, Kind.TORN})
_WRITES_ONLY = frozenset({Kind.TORN, Kind.SHORT})


@dataclass(frozen=True)
class Fault:
    """Call number ``at`` (from 0) fails in one way."""

    at: int
    kind: Kind

    def __str__(self) -> str:
        return f"{self.kind.name} at call {self.at}"


@dataclass(frozen=True)
class Intrusion:
    """Another program does something just before call number ``at``."""

    at: int
    act: Callable[[], None]


@dataclass(frozen=True)
class Call:
    """One call that was carried out; ``path`` is that of the file or folder of a handle."""

    name: str
    path: str = ""
    other: str = ""
    data: bytes = b""
    number: int = -1
    is_done: bool = True

    @property
    def is_change(self) -> bool:
        """Whether a process that dies around it leaves another disk than one that reads."""
        return self.name in _CHANGES or self.name == "create"


@dataclass
class Disk:
    """What the store's modules take for `os`; nothing is really synced."""

    fault: Fault | None = None
    intrusion: "Intrusion | None" = None
    trace: list[Call] = field(default_factory=list)
    is_dead: bool = False
    failed: str = ""
    count: int = 0
    handles: dict[int, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever `os` has
        if name not in _WATCHED:
            return getattr(os, name)
        return lambda *args, **named: self.call(name, getattr(os, name), *args, **named)

    def swap(self, one: Path, other: Path) -> bool:
        """Stand in for `exchange.swap`."""
        done: bool = self.call("swap", real_swap, one, other)
        return done

    def call(self, name: str, real: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as `os`
        """Carry out a call, or what the fault makes of it."""
        if self.is_dead:
            raise Killed
        number, self.count = self.count, self.count + 1
        if self.intrusion is not None and number == self.intrusion.at:
            self.intrusion.act()
        fault = self.fault
        if fault is None or number < fault.at:
            return self._carry_out(name, real, *args, **named)
        if number > fault.at and not _persists(fault.kind, name, args):
            return self._carry_out(name, real, *args, **named)
        match fault.kind:
            case Kind.KILL_BEFORE:
                self.die()
            case Kind.KILL_AFTER:
                self._carry_out(name, real, *args, **named)
                self.die()
            case Kind.TORN:
                self._carry_out(name, real, args[0], args[1][: len(args[1]) // 2])
                self.die()
            case Kind.SHORT:
                half = args[1][: (len(args[1]) + 1) // 2] if name == "write" else None
                return self._carry_out(name, real, *(args if half is None else (args[0], half)))
        self.failed = name
        if name == "close":  # the kernel closes it all the same
            self._carry_out(name, real, *args)
        raise OSError(_errno(fault.kind), os.strerror(_errno(fault.kind)))

    def die(self) -> None:
        """End the process: the kernel closes what it had open, with the locks on it."""
        self.is_dead = True
        for handle in self.handles:
            with contextlib.suppress(OSError):
                os.close(handle)
        raise Killed

    def tell(self) -> None:
        """Note that the command has told its answer."""
        self.trace.append(Call("tell"))

    def _carry_out(self, name: str, real: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as `os`
        of_handle = isinstance(args[0], int)
        path = self.handles.get(args[0], "") if of_handle else str(args[0])
        missing = _missing(Path(path)) if name == "makedirs" else []
        try:
            given: Any = None if name == "fsync" else real(*args, **named)
        except OSError:
            self._note(name, path, is_done=False)
            raise
        finally:
            if name == "close":
                self.handles.pop(args[0], None)
        if name == "open":
            self.handles[int(given)] = path
            name = "create" if args[1] & os.O_CREAT else name
        other = str(args[1]) if name in _OF_TWO_NAMES else ""
        data = bytes(args[1][:given]) if name == "write" else b""
        for folder in missing:
            self._note("mkdir", str(folder))
        self._note(name, path, other, data=data, is_done=given is not False)
        return given

    def _note(self, name: str, path: str, other: str = "", **more: Any) -> None:  # noqa: ANN401 - of a call
        self.trace.append(Call(name, path, other, number=self.count - 1, **more))


@contextlib.contextmanager
def watched(stand_in: Disk) -> Iterator[Disk]:
    """Let the store's modules call the stand-in."""
    with contextlib.ExitStack() as stack:
        for module in STORE:
            if hasattr(module, "os"):
                stack.enter_context(mock.patch.object(module, "os", stand_in))
        stack.enter_context(mock.patch.object(exchange, "swap", stand_in.swap))
        yield stand_in


def faults(trace: list[Call], kinds: frozenset[Kind] | None = None) -> list[Fault]:
    """Return every fault that makes a difference for a command with this trace."""
    calls = {call.number: call for call in trace if call.number >= 0}
    return [
        Fault(at, kind)
        for at, call in sorted(calls.items())
        for kind in Kind
        if (kinds is None or kind in kinds) and _matters(call, kind)
    ]


def _matters(call: Call, kind: Kind) -> bool:
    if kind in KILLS and not call.is_change:
        return False
    if kind in _WRITES_ONLY:
        return call.name == "write"
    return kind is not Kind.FULL or call.name in _NEED_ROOM


def _missing(folder: Path) -> list[Path]:
    return [each for each in (*reversed(folder.parents), folder) if not each.exists()]


def _persists(kind: Kind, name: str, args: tuple[Any, ...]) -> bool:
    """Return whether the fault strikes later calls too."""
    if kind is Kind.GONE:
        return True
    opens = name == "open" and bool(args[1] & os.O_CREAT)
    return kind is Kind.FULL and (opens or name in _NEED_ROOM)


def _errno(kind: Kind) -> int:
    if isinstance(kind.value, int):
        return kind.value
    return errno.ENOSPC if kind is Kind.FULL else errno.EIO
