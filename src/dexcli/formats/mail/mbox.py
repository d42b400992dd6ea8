"""mbox: many messages in a file, told apart by their "From " lines; or one message alone.

Only headers are looked at, the rest is passed over in blocks: an archive of any
size is read in a little memory. Source: mbox(5); formats.md §13.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats import tally
from dexcli.formats.mail import message, post
from dexcli.formats.source import Rows, Source, Terms

_CUT_OFF = "the file is cut off inside the header of this message"
_BLOCK = 1 << 20  # bytes read at once
_MARK = b"\nFrom "
_LONGEST_MARK = 2048  # bytes of a "From " line with the start of the line behind it
_TIME = re.compile(rb"\d\d:\d\d")
_YEAR = re.compile(rb"\b\d{4}\b")
_UNDATED = re.compile(rb"From (?:-|\S+@\S+)")  # as some programs write it
_HEADER = re.compile(rb"[!-9;-~]{1,76}[ \t]*:|>From ")
_FIELD = re.compile(rb"(?im)^(from|date|to|subject|message-id|received|mime-version):")
_LEAST_FIELDS = 2  # by which a single message is known
# One of these is enough where all lines above the first empty one are headers.
_OF_MAIL = re.compile(
    rb"(?im)^(return-path|delivered-to|received|message-id|mime-version|content-type|subject):"
)
_HEADERS = re.compile(rb"(?:[!-9;-~]{1,76}[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z))+")


class Head(Struct, frozen=True):
    """A message's header and its "From " line, and the line of the file where it begins.

    With ``is_cut`` the file ends inside it.
    """

    line: int
    envelope: bytes
    raw: bytes
    is_cut: bool = False


def recognises(source: Source) -> bool:
    """Return whether this begins as an mbox, or as one message."""
    if source.is_folder:
        return False
    start = _start(source)
    envelope, _, behind = start.partition(b"\n")
    if envelope.startswith(b"From "):
        return is_message(behind) or (len(envelope) < _LONGEST_MARK and _is_dated(envelope))
    return is_message(start)


def is_message(start: bytes) -> bool:
    """Return whether bytes begin with the header of a message."""
    if not _HEADER.match(start):
        return False
    header = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    found = {name.lower() for name in _FIELD.findall(header)}
    if len(found) >= _LEAST_FIELDS and found & {b"from", b"date", b"received"}:
        return True
    return _OF_MAIL.search(header) is not None and _HEADERS.fullmatch(header) is not None


def rows(source: Source, terms: Terms) -> Rows:
    """Yield the rows of every message, in order.

    Raises:
        DexcliError: This is no mail at all.
    """
    if not (recognises(source) or _HEADER.match(_start(source))):
        raise DexcliError(
            f"{source.name}:1: no mail begins here; expected an mbox, "
            'whose first line is "From …", or one message with its headers'
        )
    yield from tally.counted(_rows(source, terms), "messages")


def _rows(source: Source, terms: Terms) -> Rows:
    folder = _folder(source.name)
    with source.open() as stream:
        for head in heads(stream):
            read = message.read(head.raw, today=terms.today, envelope=head.envelope)
            if folder and not read.unwanted:
                yield BadRow(head.line, folder, label=read.label, unreadable=False)
            elif (bad := message.refused(read, head.line)) is not None:
                yield bad
            else:
                broken = _CUT_OFF if head.is_cut else ""
                for row in post.rows_of(read, terms, line=head.line):
                    yield replace(row, broken=broken) if broken and isinstance(row, Row) else row


def heads(stream: BinaryIO) -> Iterator[Head]:
    """Yield the header of each message of an mbox, or that of a single message."""
    window = _Window(stream)
    window.skip_blank()
    if not window.has(b"From "):
        yield Head(window.line, b"", window.header())
        return
    while True:
        line = window.line
        envelope = window.one_line()
        header = window.header()
        yield Head(line, envelope, header, is_cut=window.is_cut)
        if not window.seek_mark():
            return


def _start(source: Source) -> bytes:
    return source.head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _folder(name: str) -> str:
    """Return why nothing of a file of this name counts, where it is for drafts or spam."""
    words = set(re.findall(r"[a-z]+", name.rpartition("/")[2].lower()))
    if words & {"drafts", "draft"}:
        return "a draft"
    return "spam" if words & {"spam", "junk"} else ""


def _is_mark(raw: bytes, place: int, *, whole: bool) -> bool:
    """Return whether a message begins at the "From " there, and not a sentence.

    Behind it stands a header; and it has a time and a year, or nothing but an
    address and an empty line before it. ``whole`` says that nothing comes behind ``raw``.
    """
    end = raw.find(b"\n", place, place + _LONGEST_MARK)
    if end < 0:
        return whole and len(raw) - place < _LONGEST_MARK and _is_dated(raw[place:])
    behind = raw[end + 1 : end + 80]
    headed = _HEADER.match(behind) is not None
    if _is_dated(raw[place:end]):
        return headed or (whole and not behind)
    if _UNDATED.fullmatch(raw[place:end].rstrip()) is None:
        return False
    alone = place == 0 or raw[max(place - 3, 0) : place].replace(b"\r", b"").endswith(b"\n\n")
    return headed and alone


def _is_dated(envelope: bytes) -> bool:
    return _TIME.search(envelope) is not None and _YEAR.search(envelope) is not None


class _Window:
    """The part of a file that is looked at: it moves on and forgets what lies behind."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.raw, self.place = stream, b"", 0
        self.line, self.ended = 1, False
        self.is_cut = False  # the file ends inside the header that was read last

    def more(self) -> bool:
        """Read on; False where the file ends."""
        if self.ended:
            return False
        kept = max(self.place - 3, 0)  # an empty line before a mark is seen in these
        block = self.stream.read(_BLOCK)
        self.ended = not block
        self.raw, self.place = self.raw[kept:] + block, self.place - kept
        return not self.ended

    def has(self, start: bytes) -> bool:
        """Return whether these bytes stand here."""
        while len(self.raw) - self.place < len(start) and self.more():
            pass
        return self.raw.startswith(start, self.place)

    def move(self, place: int) -> None:
        """Go on to a place in the window, and count the lines up to it."""
        self.line += self.raw.count(b"\n", self.place, place)
        self.place = place

    def skip_blank(self) -> None:
        """Pass over a byte-order mark and empty lines at the start."""
        if self.has(b"\xef\xbb\xbf"):
            self.move(self.place + 3)
        while self.has(b"\n") or self.has(b"\r\n"):
            self.move(self.raw.index(b"\n", self.place) + 1)

    def one_line(self) -> bytes:
        """Return the line that stands here, and pass over it."""
        end = self._find(b"\n", _LONGEST_MARK)
        line = self.raw[self.place : end]
        self.move(min(end + 1, len(self.raw)))
        return line

    def header(self) -> bytes:
        """Return what stands up to the next empty line or message, and pass over it."""
        if self.has(b"\n") or self.has(b"\r\n"):
            return b""
        while True:
            most = self.place + message.LONGEST_HEADER
            found = self.raw.find(b"\n\n", self.place, most)
            crlf = self.raw.find(b"\n\r\n", self.place, found if found >= 0 else most)
            found = crlf if crlf >= 0 else found
            if found >= 0 or len(self.raw) >= most or not self.more():
                break
        end = found + 1 if found >= 0 else min(len(self.raw), most)
        at = self.raw.find(_MARK, self.place, end)
        if at >= 0 and _is_mark(self.raw, at + 1, whole=self.ended):
            end = at + 1
        head = self.raw[self.place : end]
        self.is_cut = self.ended and end == len(self.raw) and not head.endswith(b"\n")
        self.move(max(end - 1, self.place))  # a mark begins with the line break before it
        return head

    def seek_mark(self) -> bool:
        """Go to the next message; False where there is none."""
        while True:
            at = self.raw.find(_MARK, self.place)
            if at < 0:
                self.move(max(len(self.raw) - len(_MARK), self.place))
                if not self.more():
                    return False
                continue
            self.move(at + 1)
            while len(self.raw) - self.place < _LONGEST_MARK and self.more():
                pass
            if _is_mark(self.raw, self.place, whole=self.ended):
                return True

    def _find(self, wanted: bytes, most: int) -> int:
        """Return where this comes next, at most so far ahead; else how far was looked."""
        while True:
            found = self.raw.find(wanted, self.place, self.place + most)
            if found >= 0:
                return found
            if len(self.raw) - self.place >= most or not self.more():
                return min(len(self.raw), self.place + most)
