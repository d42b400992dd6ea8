"""A second processor's share of a long reading: a forked process that sends back what it made."""

import os
import sys
from collections.abc import Callable, Generator, Iterable

_LENGTH_BYTES = 8


class LostError(Exception):
    """The other process ended before it had sent everything; its share is to be done here."""


def is_possible() -> bool:
    """Return whether another process would help: a second processor, and a system that forks.

    Not beside another thread, such as that of a bar: what it holds stays held in the copy.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or (os.cpu_count() or 1) == 1:
        return False
    threading = sys.modules.get("threading")
    return threading is None or threading.active_count() == 1


def begin(work: Callable[[], Iterable[bytes]]) -> Generator[bytes, None, None]:
    """Start ``work`` in another process and return its pieces, in order.

    It begins at once, and keeps its pieces until they are asked for.

    Raises:
        LostError: While the pieces are taken: not all of them came.
        OSError: No process could be started.
    """
    source, sink = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(source)
        os.close(sink)
        raise
    if child == 0:
        _work(work, source, sink)
    os.close(sink)
    return _pieces(child, source)


def _work(work: Callable[[], Iterable[bytes]], source: int, sink: int) -> None:
    """Do the work and end the process, whatever happens: nothing of the parent's runs here."""
    try:
        os.close(source)
        pieces = list(work())
        with os.fdopen(sink, "wb") as pipe:
            for piece in pieces:
                pipe.write(len(piece).to_bytes(_LENGTH_BYTES, "big") + piece)
            pipe.write(bytes(_LENGTH_BYTES))  # the end, or what came is only a part
        os._exit(0)
    finally:
        os._exit(1)


def _pieces(child: int, source: int) -> Generator[bytes, None, None]:
    try:
        with os.fdopen(source, "rb") as pipe:
            while True:
                head = pipe.read(_LENGTH_BYTES)
                if len(head) < _LENGTH_BYTES:
                    raise LostError
                length = int.from_bytes(head, "big")
                if not length:
                    return
                piece = pipe.read(length)
                if len(piece) < length:
                    raise LostError
                yield piece
    finally:
        os.waitpid(child, 0)
