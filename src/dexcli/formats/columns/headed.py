"""A CSV whose header stands somewhere in its first lines: found, and then read record by record."""

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from dexcli.core.rows import BadRow
from dexcli.formats import table
from dexcli.formats.columns import lines
from dexcli.formats.columns.mojibake import repaired
from dexcli.formats.source import Source
from dexcli.formats.table import TableError

Knows = Callable[[str], bool]
_HEAD_LINES = 100  # in which a header is looked for; the longest preamble seen has 4
_DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # Excel's own first line
_MOST_COLUMNS = 10_000
_SHOWN = 60  # characters of a cell in a message
_UNCLOSED = "unexpected end of data"  # as the csv module words it
_BEHIND_QUOTE = "expected after '\"'"


class Record(Struct, frozen=True):
    """One record: the line where it begins, from 1, and its cells in the header's order."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no cell has anything."""
        return not any(self.cells)


class Sheet(Struct, frozen=True):
    """A header, the line where it stands, and the records behind it, read as they are asked for.

    A record that has cells beyond the header is a `BadRow`.
    """

    name: str
    header: tuple[str, ...]
    line: int
    records: Iterator[Record | BadRow]


class _Place(Struct, frozen=True):
    """Where a header is: the index of its line, what parts its cells, how many are known."""

    index: int
    delimiter: str
    known: int
    cells: tuple[str, ...]


def header_in(source: Source, knows: Knows) -> tuple[str, ...]:
    """Return the headings that the first bytes of a file have, empty for none that is known.

    The last line of these bytes may be cut off.
    """
    try:
        head = list(
            itertools.islice(lines.decoded(io.BytesIO(source.head), source.name), _HEAD_LINES)
        )
    except TableError:
        return ()
    place = _place(head, knows)
    return place.cells if place.known else ()


def read(source: Source, knows: Knows, *, least: int, expected: str) -> Sheet:
    """Return the table of a file; its header is the line with the most known headings.

    Args:
        source: The file; it is opened now and read as the records are.
        knows: Whether a heading is one of the format's.
        least: How many of them a header has at least.
        expected: The headings that a message names.

    Raises:
        TableError: There is no such header, or it has too many columns. A record
            that can't be told from the next raises it when it is asked for.
    """
    csv.field_size_limit(lines.LONGEST)
    texts = lines.decoded(source.open(), source.name)
    head = list(itertools.islice(texts, _HEAD_LINES))
    place = _place(head, knows)
    if place.known < least:
        raise TableError(
            f"{source.name}: no header in its first {_HEAD_LINES} lines; "
            f"expected one with {expected}; is it the file as it was exported?"
        )
    last = _Last(itertools.chain(head[place.index :], texts))
    rows = _rows(last, place.delimiter, source.name, place.index + 1)
    line, cells = next(rows)
    header = tuple(cell.strip() for cell in cells)
    if len(header) > _MOST_COLUMNS:
        raise TableError(f"{source.name}: {len(header)} columns; expected at most {_MOST_COLUMNS}")
    return Sheet(source.name, header, line, _records(rows, header, last))


def pairs(sheet: Sheet, record: Record) -> list[tuple[str, str]]:
    """Return the filled cells of a record with their headings; a heading may stand twice.

    A column without a heading is called by its number.
    """
    headings = (name or f"column {n}" for n, name in enumerate(sheet.header, start=1))
    return [(name, cell) for name, cell in zip(headings, record.cells, strict=False) if cell]


def _place(head: list[str], knows: Knows) -> _Place:
    """Return which line is the header, each line looked at alone: a preamble may open a quote."""
    said = _SEP.fullmatch(head[0]) if head else None
    delimiters = (said[1],) if said else _DELIMITERS
    best = _Place(0, delimiters[0], 0, ())
    for index, line in enumerate(head):
        for delimiter in delimiters:
            if delimiter not in line:
                continue
            cells = _alone(line, delimiter)
            known = len({cell for cell in cells if knows(cell)})
            if known > best.known:
                best = _Place(index, delimiter, known, cells)
    return best


def _alone(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _rows(
    texts: Iterable[str], delimiter: str, name: str, first: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield records with the line where each begins; ``first`` is that of the first text."""
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            yield line, cells
            line = first + reader.line_num
    except csv.Error as error:
        told = str(error)
        if told == _UNCLOSED or "field limit" in told:
            raise TableError(
                f"{name}:{line}: a quote that is opened here is never closed"
            ) from None
        if told.endswith(_BEHIND_QUOTE):
            told = 'text behind a closing quote; a quote inside a cell is written twice: ""'
        raise TableError(f"{name}:{first + reader.line_num - 1}: {told}") from None


class _Last:
    """Lines as they pass, and whether the last of them has its end: only a file's last has none."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts, self.is_ended = iter(texts), True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = next(self.texts)
        self.is_ended = text.endswith(("\n", "\r"))
        return text


def _records(
    rows: Iterable[tuple[int, list[str]]], header: tuple[str, ...], last: _Last
) -> Iterator[Record | BadRow]:
    width = len(header)
    widths: set[int] = set()
    for line, cells in rows:
        if not last.is_ended and (why := table.cut_off(len(cells), widths, width)):
            yield BadRow(line, why)
            continue
        widths.add(len(cells))
        clean = tuple(_clean(cell) for cell in cells)
        if len(clean) <= 1 and not any(clean):
            continue  # an empty line is no record
        if beyond := [cell for cell in clean[width:] if cell]:
            more = f"{len(clean)} cells under {width} headings"
            yield BadRow(line, f"{more}: {beyond[0][:_SHOWN]!r} stands under none")
        else:
            yield Record(line, clean[:width])


def _clean(cell: str) -> str:
    if cell.isascii() and "\r" not in cell:  # nearly every cell
        return cell.strip()
    return repaired(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
