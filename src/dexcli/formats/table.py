"""CSV as people's programs write it: encodings, delimiters, line numbers."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from dexcli.core.errors import DexcliError

_DELIMITERS = (",", ";", "\t", "|")
_MOST_COLUMNS = 10_000
_FIELD_LIMIT = 16 * 1024 * 1024
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class TableError(DexcliError):
    """This is no table that can be read."""


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the records of a CSV, each record with its line from 1."""

    header: tuple[str, ...]
    records: tuple[tuple[int, dict[str, str]], ...]


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
    records = tuple(
        (line, dict(zip(header, (cell.strip() for cell in cells), strict=False)))
        for line, cells in rows[start + 1 :]
        if any(cell.strip() for cell in cells)
    )
    return Table(header, records)


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"{name}:{reader.line_num}: {error}") from None


def _delimiter(text: str, columns: frozenset[str]) -> str:
    """Return what separates the cells: what finds the most known columns, else cells."""
    head = "".join(text.splitlines(keepends=True)[:30])

    def score(delimiter: str) -> tuple[int, int]:
        rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        known = max((len(columns & {cell.strip() for cell in row}) for row in rows), default=0)
        return known, len(rows[0]) if rows else 0

    return max(_DELIMITERS, key=score)


def _header(rows: list[tuple[int, list[str]]], columns: frozenset[str]) -> int:
    head = rows[:30]
    known = [len(columns & {cell.strip() for cell in cells}) for _, cells in head]
    return max(range(len(head)), key=lambda n: (known[n], -n))
