"""Our own table: one row a person, to be changed in a spreadsheet and imported again."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dexcli.core.contact import Contact
from dexcli.core.document import DocumentError, to_contact, to_document
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import formulas, own_columns, pages
from dexcli.formats.columns import days
from dexcli.formats.columns.headed import Record, Sheet
from dexcli.formats.columns.keys import Keys
from dexcli.formats.leaving import Chunks, Leaving
from dexcli.formats.source import Rows, Source, Terms

_BOM = b"\xef\xbb\xbf"
_MEETING = (
    "on", "until", "kind", "handle", "name", "place", "with", "occasion", "by", "note", "tags", "id"
)  # fmt: skip
_OURS = frozenset({own_columns.ID, own_columns.HANDLE, "name"})
_MEETINGS = "meetings"
_CRLF = "\r\n"
_PART_OF_A_DAY = re.compile(r"\d\d-\d\d|\d{4}-\d\d")


def recognises(source: Source) -> bool:
    """Return whether a table has the columns by which ours are told."""
    return _OURS.issubset(pages.header_of(source, _knows))


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a person; its cells are the truth for the columns that are there.

    Raises:
        TableError: It isn't our table, or is damaged.
    """
    found = pages.read(source, _knows, expected="the columns id, handle and name")
    yield from found.left
    reader = _Reader(terms)
    for sheet in found.sheets:
        yield from reader.rows(sheet)


class _Reader:
    """Reads the rows of our tables."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.keys = Keys()

    def rows(self, sheet: Sheet) -> Rows:
        records = list(sheet.records)
        header = [formulas.bare(heading) for heading in sheet.header]
        tables = [self._table(each, header) for each in records if isinstance(each, Record)]
        orders = {
            column: self.terms.order or days.order_of(each.get(column, "") for each in tables)
            for column in own_columns.DAYS
        }
        for record in records:
            if isinstance(record, BadRow):
                yield record
            elif not record.is_empty:
                yield self._row(record.line, self._table(record, header), orders)

    def _table(self, record: Record, header: Sequence[str]) -> dict[str, str]:
        pairs = zip(header, record.cells, strict=False)
        return {heading: formulas.bare(cell) for heading, cell in pairs if heading}

    def _row(
        self, line: int, cells: Mapping[str, str], orders: Mapping[str, days.Order | None]
    ) -> Row | BadRow:
        name = " ".join(cells.get("name", "").split())
        person = cells.get(own_columns.ID) or cells.get(own_columns.HANDLE, "")
        if not name:
            return BadRow(line, "no name: the cell 'name' is empty", label=person)
        contact: dict[str, Any] = {}
        columns: set[str] = set()
        remarks: list[str] = []
        for column, cell in cells.items():
            if not (
                column in own_columns.FIXED or own_columns.is_own(column) or _is_account(column)
            ):
                continue
            try:
                value = own_columns.value(column, cell, orders.get(column), self.terms.today)
                _checked(column, value)
            except ValueError as error:
                remarks.append(f"{column}: {error}; left as it is")
                continue
            columns.add(column)
            _put(contact, column, value)
        if person:
            contact[own_columns.ID] = person
        key = person or self.keys.of(name, contact)
        return Row(
            line,
            key,
            name,
            Named(name, name, key),
            contact=contact,
            columns=frozenset(columns - {own_columns.ID, own_columns.HANDLE}),
            remarks=tuple(remarks),
        )


def _knows(heading: str) -> bool:
    return formulas.bare(heading) in own_columns.FIXED


def _is_account(column: str) -> bool:
    return column.startswith(own_columns.ACCOUNTS) and column != own_columns.ACCOUNTS


def _put(contact: dict[str, Any], column: str, value: object) -> None:
    if value is None or column == own_columns.HANDLE:
        return
    outer, dot, inner = column.partition(".")
    if dot:
        contact.setdefault(outer, {})[inner] = value
    else:
        contact[column] = value


def _checked(column: str, value: object) -> None:
    """Look whether a contact can have this value.

    Raises:
        ValueError: It makes no sense there.
    """
    document: dict[str, Any] = {"name": "X"}
    _put(document, column, value)
    try:
        to_contact(document, "")
    except DocumentError as error:
        raise ValueError(error.problem) from None


def write(leaving: Leaving) -> Chunks:
    """Yield the table: the header, then a row a person.

    With ``excel`` as Excel opens it by a double click: a byte-order mark, `;`
    between the cells, CRLF behind the rows.
    """
    header = own_columns.columns(leaving.contacts, notes=leaving.notes)
    rows = (list(own_columns.cells(each, header)) for each in leaving.contacts)
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
        own_columns.joined(map(str, value)) if isinstance(value, list) else str(value)
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
