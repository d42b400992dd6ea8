"""The lines of a vCard: bytes as they come, put together to one line a property.

A fold may stand inside a UTF-8 character, so lines are joined before they are
decoded. Memory is bounded whatever the file holds.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

CHUNK = 1 << 16  # bytes that are read at once
MOST = 1 << 20  # bytes of one property that are kept: more than anybody writes, less than a film
_WIDE = {
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"B\0": "utf-16-le",
    b"\0B": "utf-16-be",
}
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
# What a line behind a dangling "=" begins with where it is no continuation of the text.
_PROPERTY = re.compile(
    rb"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|FN|N|NICKNAME|PHOTO|BDAY|ADR|LABEL|TEL|EMAIL|MAILER|TZ|GEO"
    rb"|TITLE|ROLE|LOGO|AGENT|ORG|CATEGORIES|NOTE|PRODID|REV|SORT-STRING|SOUND|URL|UID|CLASS|KEY"
    rb"|IMPP|KIND|GENDER|LANG|ANNIVERSARY|RELATED|MEMBER|X-[\w-]+)(?:;[^:]*)?:"
)


class Line(NamedTuple):
    """One property as bytes, unfolded: the lines of the file it stands on, from 1, and its size.

    ``raw`` is cut off behind `MOST` bytes, ``size`` isn't.
    """

    first: int
    last: int
    raw: bytes
    size: int


def logical(stream: BinaryIO, before: int = 0) -> Iterator[Line]:
    """Yield the lines of a file put together: folds, soft breaks and unfolded base64.

    ``before`` are the lines of the file that stand before the stream.

    Source: RFC 2425 §5.8.1 (folds); RFC 2045 §6.7 (soft breaks in 2.1); photos of
    2.1 whose base64 isn't folded end with an empty line.
    """
    parts: list[bytes] = []
    first = last = size = 0
    is_ended = False  # by an empty line, which a fold survives and base64 doesn't
    for number, found in enumerate(_physical(stream), before + 1):
        line, length = found
        if parts and _continues(parts, line, is_ended=is_ended):
            is_soft = parts[-1].endswith(b"=") and _is_quoted(parts[0])
            if is_soft:
                parts[-1] = parts[-1][:-1]
            elif line[0] in b" \t":
                line, length = line[1:], length - 1
            if size < MOST:
                parts.append(line)
            size, last = size + length, number
        elif not line or line.isspace():
            is_ended = True
        else:
            if parts:
                yield Line(first, last, b"".join(parts), size)
            parts, first, last, size, is_ended = [line], number, number, length, False
    if parts:
        yield Line(first, last, b"".join(parts), size)


def _continues(parts: list[bytes], line: bytes, *, is_ended: bool) -> bool:
    """Return whether a line of the file belongs to the property before it."""
    if not line:
        return False
    if parts[-1].endswith(b"=") and _is_quoted(parts[0]) and not is_ended:
        return _PROPERTY.match(line) is None
    if line[0] in b" \t":
        return True
    if is_ended or b":" in line or b";" not in parts[0]:
        return False
    head = parts[0].partition(b":")[0].upper()
    return (b"BASE64" in head or b"ENCODING=B" in head) and _BASE64.fullmatch(line) is not None


def _is_quoted(start: bytes) -> bool:
    return b";" in start and b"QUOTED-PRINTABLE" in start.partition(b":")[0].upper()


def _physical(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the lines of the file without their ends, cut off behind `MOST`, and their sizes."""
    rest, over = b"", 0
    for chunk in chunks(stream):
        pieces = chunk.split(b"\n")
        if len(pieces) == 1:
            if len(rest) < MOST:
                rest += chunk
            else:
                over += len(chunk)
            continue
        yield rest + pieces[0], len(rest) + len(pieces[0]) + over
        for each in pieces[1:-1]:
            yield each, len(each)
        rest, over = pieces[-1], 0
    yield rest, len(rest) + over


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes as UTF-8 with newlines, whatever the file has: CR, UTF-16, NULs, a BOM."""
    chunk = stream.read(CHUNK)
    wide = _WIDE.get(chunk[:2])
    decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
    is_start, held = True, b""
    while chunk:
        if decoder is not None:
            chunk = decoder.decode(chunk).encode("utf-8", "replace")
        if is_start:
            chunk, is_start = chunk.removeprefix(codecs.BOM_UTF8), False
        if b"\0" in chunk:
            chunk = chunk.replace(b"\0", b"")
        chunk = held + chunk
        held = b"\r" if chunk.endswith(b"\r") else b""  # its "\n" may come next
        chunk = chunk.removesuffix(held)
        yield chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in chunk else chunk
        chunk = stream.read(CHUNK)
    if held:
        yield b"\n"
