"""What comes back of an inbox: what wasn't understood, and all of it where nothing is written."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from dexcli.core.errors import NOTHING_WRITTEN, DexcliError, UnfinishedError
from dexcli.inbox import Line
from dexcli.output.screen import is_terminal
from dexcli.session import Session


class Box:
    """The lines of stdin, each with its end, and what of them isn't printed again yet."""

    def __init__(self) -> None:
        self._printed: bytes | None = None
        self._found: Sequence[Line] = ()
        self._is_read = False

    @cached_property
    def lines(self) -> list[bytes]:
        """The lines, read when they are first asked for."""
        self._is_read = True
        stream: Any = getattr(sys.stdin, "buffer", None)
        raw: bytes = sys.stdin.read().encode() if stream is None else stream.read()
        return raw.splitlines(keepends=True) if b"\n" in raw else [raw] if raw else []

    def give_rest(self, found: Sequence[Line], session: Session) -> None:
        """Print what comes back, byte for byte, before anything is written.

        Raises:
            DexcliError: It can't be printed.
        """
        self._found = found
        self._printed = b"".join(line.raw for line in found if line.comes_back)
        try:
            session.screen.raw(self._printed)
        except BrokenPipeError:
            raise
        except OSError as error:
            why = f"what comes back can't be printed ({error.strerror})"
            raise DexcliError(f"{why}{NOTHING_WRITTEN}") from None

    def give_all(self, session: Session) -> None:
        """Print what isn't printed yet; somebody at a terminal isn't asked for lines."""
        if self._is_read or not is_terminal(sys.stdin):
            with contextlib.suppress(OSError):  # what stopped it is told
                session.screen.raw(b"".join(self.lines if self._printed is None else self._left()))

    def _left(self) -> Iterator[bytes]:
        """Yield what was to be logged, each line below its day."""
        if self._printed and not self._printed.endswith(b"\n"):
            yield b"\n"
        above = b"\n"  # an empty line: the last day printed isn't theirs
        for line in self._found:
            if line.what is None:
                continue
            if line.heading != above:
                yield b"\n" + line.heading
                above = line.heading
            yield line.raw if line.raw.endswith(b"\n") else line.raw + b"\n"


@contextlib.contextmanager
def giving_back(session: Session, *, dry_run: bool) -> Iterator[Box]:
    """Give the lines of stdin; where nothing is written after all, print every one of them."""
    box = Box()
    try:
        yield box
    except (BrokenPipeError, UnfinishedError):  # nobody reads on; or it counts
        raise
    except BaseException:
        if not (dry_run or session.applied.is_anything):
            box.give_all(session)
        raise
