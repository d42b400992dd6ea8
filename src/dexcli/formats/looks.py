"""What a file is that no format knows: said in a word, with what to do where something can be."""

import re

from msgspec import Struct

from dexcli.formats.source import Source


class Seen(Struct, frozen=True):
    """What a file looks like, and what to do with it; both may be empty.

    ``remedy`` ends in "; ", since more is said behind it.
    """

    what: str = ""
    remedy: str = ""


_WORKBOOK = "save it as .xlsx or as CSV; "
_JSON = "ask for your data again, in the format JSON; "
# Source: the first bytes as libmagic knows them; formats.md §9 for Monica's SQL.
_STARTS: tuple[tuple[bytes, Seen], ...] = (
    (b"%PDF-", Seen("a PDF", "ask the program that made it for CSV or vCards; ")),
    (b"\xff\xd8\xff", Seen("a picture (JPEG)")),
    (b"\x89PNG\r\n", Seen("a picture (PNG)")),
    (b"GIF8", Seen("a picture (GIF)")),
    (b"!BDN", Seen("Outlook's own file (.pst)", "export from Outlook as CSV; ")),
    (b"\xd0\xcf\x11\xe0", Seen("an old Office file, or one mail of Outlook's (.msg)",
                               "save it as .xlsx, CSV or .eml; ")),
    (b"SQLite format 3\0", Seen("a database (SQLite)", "export from its program; ")),
    (b"\x1f\x8b", Seen("packed (gzip)", "unpack it; ")),
    (b"BZh", Seen("packed (bzip2)", "unpack it; ")),
    (b"\xfd7zXZ\0", Seen("packed (xz)", "unpack it; ")),
    (b"7z\xbc\xaf", Seen("packed (7z)", "unpack it; ")),
    (b"Rar!", Seen("packed (RAR)", "unpack it; ")),
    (b"bplist00", Seen("a property list", "export vCards from its program; ")),
    (b"{\\rtf", Seen("a text (RTF)")),
)  # fmt: skip
_TEXTS: tuple[tuple[re.Pattern[bytes], Seen], ...] = (
    (re.compile(rb"(?i)<(?:!doctype html|html|head|body)\b"), Seen("a web page", _JSON)),
    (re.compile(rb"(?im)^(?:create table|insert into|-- mysql dump|drop table) ?"),
     Seen("a database as SQL", "export JSON from its program; ")),
    (re.compile(rb"\A<\?xml|\A<[\w:]+[ >]"), Seen("XML", "export CSV or vCards; ")),
    (re.compile(rb"\A[\[{]"), Seen("JSON of another program", "")),
)  # fmt: skip
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_ARCHIVE = b"PK\x03\x04"
_UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAP = "a table of your own needs --map; "


def like(source: Source) -> Seen:
    """Return what a file looks like by its first bytes; of a folder, nothing."""
    if source.is_folder:
        return Seen("a folder of files")
    head = source.head
    for start, seen in _STARTS:
        if head.startswith(start):
            return seen
    if head.startswith(_ARCHIVE):
        if _OPEN_DOCUMENT in head[:200]:
            return Seen("a file of LibreOffice (OpenDocument)", _WORKBOOK)
        return Seen("an archive with nothing of people in it")
    if _UNPRINTABLE.search(head[:4096]):
        return Seen("no text")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((seen for pattern, seen in _TEXTS if pattern.search(start[:4096])), None)
    return found or Seen("a text", _MAP)
