"""CSV as people's programs write it: encodings, delimiters, line numbers."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from dexcli.core.errors import DexcliError

_DELIMITERS = (",", ";", "\t", "|")
_MOST_COLUMNS = 10_000
_FIELD_LIMIT = 16 * 1024 * 1024
_UNCLOSED = "unexpected end of data"  # as the csv module words it
_BEHIND_QUOTE = "expected after '\"'"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class TableError(DexcliError):
    """This is no table that can be read."""


Record = tuple[int, dict[str, str]]  # its line, and its cells by heading


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the records of a CSV, each record with its line from 1.

    ``damaged`` says what is wrong with a record, by its line; ``nameless`` are
    the columns, from 1, that have cells and no heading.
    """

    header: tuple[str, ...]
    records: tuple[Record, ...]
    damaged: dict[int, str] = field(default_factory=dict)
    nameless: tuple[int, ...] = ()


def decode(raw: bytes) -> str:
    """Return the text of a file: a byte-order mark, UTF-8, UTF-16 by its NULs, else cp1252."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if raw[1:400:2].count(0) > len(raw[1:400:2]) // 2:
        return raw.decode("utf-16-le", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def parse(text: str, name: str, columns: frozenset[str] = frozenset()) -> Table:
    """Return the table in a CSV text; the header is the row that has the most of ``columns``.

    Raises:
        TableError: There is no header, or no record can be read.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    text = text.replace("\x00", "")
    rows = list(_rows(text, _delimiter(text, columns), name))
    if not rows:
        raise TableError(f"{name}: the file is empty; expected a header and rows")
    start = _header(rows, columns)
    header = tuple(cell.strip() for cell in rows[start][1])
    if len(header) > _MOST_COLUMNS:
        raise TableError(f"{name}: {len(header)} columns; expected at most {_MOST_COLUMNS}")
    stripped = [(line, [cell.strip() for cell in cells]) for line, cells in rows[start + 1 :]]
    filled = [(line, cells) for line, cells in stripped if any(cells)]
    damaged = {line: why for line, cells in filled if (why := _excess(cells, header))}
    if rows[start + 1 :] and not text.endswith(("\n", "\r")):
        *before, (line, cells) = rows[start + 1 :]
        if why := cut_off(len(cells), {len(each) for _, each in before}, len(header)):
            damaged[line] = why
    return Table(
        header,
        tuple((line, dict(zip(header, cells, strict=False))) for line, cells in filled),
        damaged,
        tuple(
            number
            for number, heading in enumerate(header, start=1)
            if not heading and any("".join(cells[number - 1 : number]) for _, cells in filled)
        ),
    )


def cut_off(count: int, before: Collection[int], width: int) -> str:
    """Return why a file seems to be cut off inside its last record, which has no line end.

    A program writes all cells of every record: ``before`` are the counts of the others.
    """
    if count >= width or not before or min(before) < width:
        return ""
    return f"the file is cut off inside this record, after {count} of {width} cells"


def _excess(cells: list[str], header: tuple[str, ...]) -> str:
    """Return what is wrong with a record that has cells beyond the header, else nothing."""
    beyond = [cell for cell in cells[len(header) :] if cell]
    if not beyond:
        return ""
    return f"{len(cells)} cells under {len(header)} headings: {beyond[0]!r} stands under none"


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        if str(error) == _UNCLOSED:
            raise TableError(
                f"{name}:{line}: a quote that is opened here is never closed"
            ) from None
        told = str(error)
        if told.endswith(_BEHIND_QUOTE):
            told = 'text behind a closing quote; a quote inside a cell is written twice: ""'
        raise TableError(f"{name}:{reader.line_num}: {told}") from None


def _delimiter(text: str, columns: frozenset[str]) -> str:
    """Return what separates the cells: what finds the most known columns, else cells."""
    head = "".join(text.splitlines(keepends=True)[:30])

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            return -1, 0  # `_rows` says what is wrong
        known = max((len(columns & {cell.strip() for cell in row}) for row in rows), default=0)
        return known, len(rows[0]) if rows else 0

    return max(_DELIMITERS, key=score)


def _header(rows: list[tuple[int, list[str]]], columns: frozenset[str]) -> int:
    head = rows[:30]
    known = [len(columns & {cell.strip() for cell in cells}) for _, cells in head]
    return max(range(len(head)), key=lambda n: (known[n], -n))
