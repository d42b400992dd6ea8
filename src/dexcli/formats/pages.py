"""The tables of a file: one of a CSV, and of a workbook one of each sheet that has a header."""

import itertools
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dexcli.core.rows import BadRow
from dexcli.formats import workbook
from dexcli.formats.columns import headed, lines
from dexcli.formats.columns.headed import Knows, Record, Sheet
from dexcli.formats.source import Source
from dexcli.formats.table import TableError
from dexcli.formats.workbook import Page

_HEAD_ROWS = 30  # in which a header is looked for


class Pages(Struct, frozen=True):
    """The tables that were found, and what of the file isn't read."""

    sheets: list[Sheet]
    left: list[BadRow]


def header_of(source: Source, knows: Knows) -> tuple[str, ...]:
    """Return the first header that a file has, empty where nothing in it is known."""
    if not workbook.is_workbook(source):
        return headed.header_in(source, knows)
    try:
        found = read(source, knows, expected="").sheets
    except TableError:
        return ()
    return found[0].header if found else ()


def read(source: Source, knows: Knows, *, expected: str) -> Pages:
    """Return the tables of a file; each header is the row with the most known headings.

    Raises:
        TableError: Nothing in it is known, or it is damaged.
    """
    if not workbook.is_workbook(source):
        if not headed.header_in(source, knows):
            if (alone := _one_column(source, knows)) is not None:
                return Pages([alone], [])
            raise _no_header(source, expected)
        return Pages([headed.read(source, knows, least=1, expected=expected)], [])
    pages = workbook.pages(source)
    found = [(page, _header(page, knows)) for page in pages if not page.is_hidden]
    sheets = [_sheet(source, page, at, len(pages)) for page, at in found if at is not None]
    if not sheets:
        raise _no_header(source, expected)
    return Pages(sheets, [*_hidden(pages), *_headless(found)])


def _one_column(source: Source, knows: Knows) -> Sheet | None:
    """Return a list with one column, which has nothing that parts its cells."""
    texts = lines.decoded(source.open(), source.name)
    for number, line in enumerate(itertools.islice(texts, _HEAD_ROWS), start=1):
        if knows(heading := line.strip().strip('"')):
            return Sheet(source.name, (heading,), number, _lines(texts, number + 1))
    return None


def _lines(texts: Iterator[str], first: int) -> Iterator[Record | BadRow]:
    for number, line in enumerate(texts, start=first):
        if cell := line.strip().strip('"'):
            yield Record(number, (cell,))


def _no_header(source: Source, expected: str) -> TableError:
    return TableError(f"{source.name}: no row of headings is known in it; expected {expected}")


def _header(page: Page, knows: Knows) -> int | None:
    """Return which of the first rows is the header, None where none has a known heading."""
    head = page.rows[:_HEAD_ROWS]
    known = [len({cell for cell in cells if cell and knows(cell)}) for _, cells in head]
    best = max(range(len(head)), key=lambda n: (known[n], -n), default=None)
    return best if best is not None and known[best] else None


def _sheet(source: Source, page: Page, at: int, count: int) -> Sheet:
    line, cells = page.rows[at]
    name = f"{source.name}, sheet {page.name!r}" if count > 1 else source.name
    header = tuple(cell.strip() for cell in cells)
    return Sheet(name, header, line, _records(page.rows[at + 1 :], len(header)))


def _records(rows: Sequence[tuple[int, tuple[str, ...]]], width: int) -> Iterator[Record | BadRow]:
    for line, cells in rows:
        if any(cells):
            yield Record(line, cells[:width])


def _hidden(pages: Sequence[Page]) -> Iterator[BadRow]:
    for page in pages:
        if page.is_hidden and page.rows:
            reason = "it is hidden; show it in the spreadsheet to import it"
            label = f"sheet {page.name!r}"
            yield BadRow(page.rows[0][0], reason, label=label, unreadable=False, is_file=True)


def _headless(found: Sequence[tuple[Page, int | None]]) -> Iterator[BadRow]:
    for page, at in found:
        if at is None and page.rows:
            reason = "no row of headings that is known"
            label = f"sheet {page.name!r}"
            yield BadRow(page.rows[0][0], reason, label=label, unreadable=False, is_file=True)
