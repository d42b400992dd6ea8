"""One row a person, and in a second file one row an interaction."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from dexcli.core.contact import Contact
from dexcli.core.document import to_document
from dexcli.formats import formulas
from dexcli.formats.leaving import Chunks, Leaving
from dexcli.formats.own import columns

_BOM = b"\xef\xbb\xbf"
_MEETING = (
    "on", "until", "kind", "handle", "name", "place", "with", "occasion", "by", "note", "tags", "id"
)  # fmt: skip
_MEETINGS = "meetings"
_CRLF = "\r\n"
_PART_OF_A_DAY = re.compile(r"\d\d-\d\d|\d{4}-\d\d")


def write(leaving: Leaving) -> Chunks:
    """Yield the table: the header, then a row a person.

    With ``excel`` as Excel opens it by a double click: a byte-order mark, `;`
    between the cells, CRLF behind the rows.
    """
    header = columns.header_of(leaving.contacts, notes=leaving.notes)
    rows = (list(columns.cells(each, header)) for each in leaving.contacts)
    return _lines(header, rows, excel=leaving.excel)


def beside(leaving: Leaving) -> Iterator[tuple[str, Chunks]]:
    """Yield the second file: a row for each interaction of each person, where there are any."""
    if leaving.notes and any(each.interactions for each in leaving.contacts):
        yield _MEETINGS, _lines(_MEETING, _meetings(leaving.contacts), excel=leaving.excel)


def _meetings(contacts: Iterable[Contact]) -> Iterator[list[str]]:
    rows = [
        (one.on.first, contact.handle, _meeting(contact, to_document(one)))
        for contact in contacts
        for one in contact.interactions
    ]
    yield from (cells for _, _, cells in sorted(rows, key=lambda row: row[:2]))


def _meeting(contact: Contact, table: dict[str, object]) -> list[str]:
    values = {"kind": "met", **table, "handle": contact.handle, "name": contact.name}
    return [
        columns.joined(map(str, value)) if isinstance(value, list) else str(value)
        for value in (values.get(column, "") for column in _MEETING)
    ]


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]], *, excel: bool) -> Chunks:
    buffer = io.StringIO(newline="")
    end, delimiter = ("\r\n", ";") if excel else ("\n", ",")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=_CRLF)  # so that CR is quoted
    if excel:
        yield _BOM
    for cells in itertools.chain([header], rows):
        writer.writerow([_shown(cell, excel=excel) for cell in cells])
        line = buffer.getvalue().removesuffix(_CRLF)
        yield f"{line}{end}".encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()


def _shown(cell: str, *, excel: bool) -> str:
    """Return a cell as it stands in the file.

    Excel makes a day of this year of 12-10, and the first of a month of 1985-12;
    an apostrophe keeps them texts. A full date it reads everywhere.
    """
    if excel and _PART_OF_A_DAY.fullmatch(cell):
        return f"'{cell}"
    return formulas.guarded(cell)
