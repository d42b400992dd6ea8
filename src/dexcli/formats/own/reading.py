"""Rows of our own table as a spreadsheet gave it back; what can't be read changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from dexcli.core.document import DocumentError, to_contact
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import formulas, pages
from dexcli.formats.columns import days
from dexcli.formats.columns.headed import Record, Sheet
from dexcli.formats.columns.keys import Keys
from dexcli.formats.own import columns
from dexcli.formats.source import Rows, Source, Terms

_OURS = frozenset({columns.ID, columns.HANDLE, "name"})


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
        self.lines: dict[str, int] = {}

    def rows(self, sheet: Sheet) -> Rows:
        records = list(sheet.records)
        header = [formulas.bare(heading) for heading in sheet.header]
        tables = [self._table(each, header) for each in records if isinstance(each, Record)]
        orders = {
            column: self.terms.order or days.order_of(each.get(column, "") for each in tables)
            for column in columns.DAYS
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
        person = cells.get(columns.ID) or cells.get(columns.HANDLE, "")
        if not name:
            return BadRow(line, "no name: the cell 'name' is empty", label=person)
        if person and (first := self.lines.setdefault(person, line)) != line:
            reason = f"{person!r} stands in row {first} too; empty id and handle for somebody new"
            return BadRow(line, reason, label=name)
        contact, spoken, remarks = self._read(cells, orders)
        if person:
            contact[columns.ID] = person
        else:  # who is new has no key that an empty cell could clear
            spoken = {key for key in spoken if cells[key]}
        key = person or self.keys.of(name, contact)
        return Row(
            line,
            key,
            name,
            Named(name, name, key),
            contact=contact,
            columns=frozenset(spoken - {columns.ID, columns.HANDLE}),
            remarks=tuple(remarks),
        )

    def _read(
        self, cells: Mapping[str, str], orders: Mapping[str, days.Order | None]
    ) -> tuple[dict[str, Any], set[str], list[str]]:
        """Return what the cells say, for which keys they speak, and what can't be read."""
        contact: dict[str, Any] = {}
        spoken: set[str] = set()
        remarks: list[str] = []
        for column, cell in cells.items():
            if not columns.is_one(column):
                continue
            try:
                value = columns.value(column, cell, orders.get(column), self.terms.today)
                _checked(column, value)
            except ValueError as error:
                remarks.append(f"{column}: {error}; left as it is")
                continue
            spoken.add(column)
            _put(contact, column, value)
        return contact, spoken, remarks


def _knows(heading: str) -> bool:
    return formulas.bare(heading) in columns.FIXED


def _put(contact: dict[str, Any], column: str, value: object) -> None:
    if value is None or column == columns.HANDLE:
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
