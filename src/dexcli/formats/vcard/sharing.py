"""A long file of cards in two halves: another process reads the second meanwhile.

Where the halves turn out not to stand alone, the file is read as a whole.
"""

import io
import itertools
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from dexcli import elsewhere
from dexcli.core.rows import BadRow, Row
from dexcli.formats.source import MOST_AT_ONCE, Source
from dexcli.formats.vcard import lines

LEAST = 500_000  # bytes, about 1,400 cards; of fewer it saves nothing that one would notice
PIECE = 500  # rows, as they come from there
_BETWEEN = re.compile(rb"(?i)\nEND:VCARD\r?\n(?=BEGIN:VCARD\r?\n)")


class Reader(Protocol):
    """Reads cards, and knows after each row how the next are to be read."""

    seen: Counter[str]
    is_closed: bool

    def of(self, stream: BinaryIO, file: str, before: int = 0) -> Iterator[Row | BadRow]:
        """Yield what stands in a stream, behind so many lines of its file."""
        ...


def halves(source: Source) -> tuple[bytes, bytes] | None:
    """Return the halves of a file, the second from a card on; None where it is read alone."""
    if source.path is None or not elsewhere.is_possible():
        return None
    if not LEAST <= source.path.stat().st_size <= MOST_AT_ONCE:
        return None
    raw = source.read()
    found = _BETWEEN.search(raw, len(raw) // 2)
    return None if found is None else (raw[: found.end()], raw[found.end() :])


def rows(reader: Reader, parts: tuple[bytes, bytes], file: str) -> Iterator[Row | BadRow]:
    """Yield the rows of both halves, as if they were read one after the other."""
    before = reader.seen.copy()
    done = 0
    try:
        for row in _shared(reader, parts, file):
            done += 1
            yield row
    except (elsewhere.LostError, OSError):
        reader.seen = before
        whole = io.BytesIO(b"".join(parts))
        yield from itertools.islice(reader.of(whole, file), done, None)


def _shared(reader: Reader, parts: tuple[bytes, bytes], file: str) -> Iterator[Row | BadRow]:
    """Yield the rows of both halves.

    Raises:
        LostError: The second half isn't to be had, or says something else alone;
            what was yielded holds all the same.
    """
    before = reader.seen.copy()
    pieces = elsewhere.begin(lambda: _in_pieces(reader, parts, file))
    last: Row | BadRow | None = None  # a card that goes on in the second half is another row
    for row in reader.of(io.BytesIO(parts[0]), file):
        if last is not None:
            yield last
        last = row
    seen: Counter[str] = pickle.loads(next(pieces))  # noqa: S301 - made by this very program
    if last is None or not reader.is_closed or not (reader.seen - before).keys().isdisjoint(seen):
        pieces.close()
        raise elsewhere.LostError
    yield last
    reader.seen += seen
    for piece in pieces:
        yield from pickle.loads(piece)  # noqa: S301 - as above


def _in_pieces(reader: Reader, parts: tuple[bytes, bytes], file: str) -> Iterator[bytes]:
    """Yield what the second half has: the keys of cards without a UID, then the rows."""
    before = reader.seen.copy()
    passed = sum(chunk.count(b"\n") for chunk in lines.chunks(io.BytesIO(parts[0])))
    found = list(reader.of(io.BytesIO(parts[1]), file, passed))
    yield pickle.dumps(reader.seen - before)
    for start in range(0, len(found), PIECE):
        yield pickle.dumps(found[start : start + PIECE], pickle.HIGHEST_PROTOCOL)
