"""Bytes to lines of text, one after another: any encoding, any line end, a bounded length."""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dexcli.formats.table import TableError

LONGEST = 16 * 1024 * 1024  # bytes of one line
_CHUNK = 65_536  # bytes
_BOM = b"\xef\xbb\xbf"
_SAMPLE = 400  # bytes that tell UTF-16 without a mark by its NULs
_END = re.compile(rb"\r\n|\r|\n")


def decoded(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines with their ends, without NULs; close the stream behind them.

    Each line is UTF-8, or else cp1252 by itself: a file to which two programs
    have written has both.

    Raises:
        TableError: A line is longer than any that a program writes.
    """
    with stream:
        for number, line in enumerate(_lines(_as_bytes(stream), name)):
            yield text(line if number else line.removeprefix(_BOM))


def text(raw: bytes) -> str:
    """Return bytes as text: UTF-8, else cp1252; without NULs."""
    try:
        found = raw.decode("utf-8")
    except UnicodeDecodeError:
        found = raw.decode("cp1252", "replace")
    return found.replace("\x00", "")


def _lines(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Cut at CR LF, CR or LF; a CR at the end of a chunk waits for its LF."""
    pending: list[bytes] = []
    size = 0
    number = 1
    for chunk in chunks:
        rest = chunk
        if pending and pending[-1].endswith(b"\r"):
            rest = pending.pop() + chunk
        end = 0
        for found in _END.finditer(rest, 0, len(rest) - rest.endswith(b"\r")):
            yield b"".join((*pending, rest[end : found.end()]))
            pending, size, number, end = [], 0, number + 1, found.end()
        if end < len(rest):
            pending.append(rest[end:])
            size += len(rest) - end
        if size > LONGEST:
            raise TableError(
                f"{name}:{number}: this line is longer than {LONGEST >> 20} MB; "
                "expected a table with one record a line"
            )
    if pending:
        yield b"".join(pending)


def _as_bytes(stream: BinaryIO) -> Iterator[bytes]:
    """Yield chunks; what is UTF-16, by its mark or its NULs, as UTF-8."""
    first = stream.read(_CHUNK)
    encoding = _sixteen(first)
    if encoding is None:
        while first:
            yield first
            first = stream.read(_CHUNK)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while first:
        yield decoder.decode(first).encode("utf-8", "replace")
        first = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _sixteen(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[start:_SAMPLE:2]
        if half.count(0) > len(half) // 2 > 0:
            return encoding
    return None
