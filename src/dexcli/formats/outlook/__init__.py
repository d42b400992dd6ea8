"""Contacts as Outlook exports them: the desktop's CSV, outlook.com's, and in other languages."""

from collections.abc import Iterator

from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats.columns import days, headed, values
from dexcli.formats.columns.keys import Keys
from dexcli.formats.outlook import reading, vocabulary
from dexcli.formats.source import Rows, Source, Terms

_LEAST = 5
_EXPECTED = "First Name, Last Name, Company and E-mail Address"
_MOSTLY = 0.7  # of the columns: a table of somebody's own may have some of these headings


def recognises(source: Source) -> bool:
    """Return whether most of the header is Outlook's."""
    header = headed.header_in(source, _knows)
    found = {name for name in vocabulary.columns(header) if name}
    telling = bool(found & vocabulary.TELLING) and bool(found & {vocabulary.FIRST, vocabulary.LAST})
    filled = [each for each in header if each]
    return telling and len(found) >= max(_LEAST, _MOSTLY * len(filled))


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row a contact.

    Raises:
        TableError: There is no header of Outlook's, or a record has no end.
    """
    order = _order(source, terms)
    sheet = _sheet(source)
    keys = Keys()
    for record in sheet.records:
        if isinstance(record, BadRow):
            yield record
        else:
            reader = reading.Reader(terms.today, order, sheet.header)
            yield _row(sheet, record, keys, reader)


def _row(
    sheet: headed.Sheet, record: headed.Record, keys: Keys, reader: reading.Reader
) -> Row | BadRow:
    if record.is_empty:
        return BadRow(record.line, "the row is empty", unreadable=False)
    cells = dict(reading.named(sheet.header, record.cells))
    own = dict(reading.unnamed(sheet.header, record.cells))
    contact = reader.contact(cells, own)
    name = reading.name_in(cells)
    if not name:
        contact["tags"] = values.several([*contact.get("tags", ()), values.TRIAGE])
        name = reading.stand_in(contact)
    if not name:
        return BadRow(record.line, "no name, no company, no e-mail and no phone", unreadable=False)
    key = keys.of(name, contact)
    return Row(
        record.line, key, name, Named(name, name, key), contact=contact,
        remarks=tuple(reader.remarks), settled=tuple(reader.settled),
    )  # fmt: skip


def _order(source: Source, terms: Terms) -> days.Order | None:
    """Return how the days of a file are read: as one of them must be, else by its language.

    Outlook writes days as the exporting machine does. Where nothing tells, the
    ledger's setting counts.
    """
    found = days.order_of(_days(source))
    if found is None and vocabulary.is_localised(_sheet(source).header):
        return "dmy"
    return found or terms.order


def _days(source: Source) -> Iterator[str]:
    sheet = _sheet(source)
    wanted = (vocabulary.BIRTHDAY, vocabulary.ANNIVERSARY)
    for record in sheet.records:
        if not isinstance(record, BadRow):
            cells = dict(reading.named(sheet.header, record.cells))
            yield from (cells[each] for each in wanted if each in cells)


def _sheet(source: Source) -> headed.Sheet:
    return headed.read(source, _knows, least=_LEAST, expected=_EXPECTED)


def _knows(heading: str) -> bool:
    return bool(vocabulary.column(heading))
