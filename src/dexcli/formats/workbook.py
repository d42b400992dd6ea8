"""Workbooks (.xlsx): every sheet as rows of text, after a look at how much is packed in it."""

import functools
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from msgspec import Struct

from dexcli.formats.source import Source
from dexcli.formats.table import Table, TableError

Rows = list[tuple[int, tuple[str, ...]]]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CONTENT, _BOOK = b"[Content_Types].xml", "xl/workbook.xml"
_SUFFIXES = frozenset({".xlsx", ".xlsm"})
_OLD = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb"})
_MOST_UNPACKED = 256 * 1024 * 1024  # bytes of XML; the largest sheet of people seen has 20 MB
_MOST_MEMBERS = 10_000
_MOST_COLUMNS = 10_000
_MOST_CELLS = 8_000_000  # of one sheet, empty ones inside it too: a reader makes room for all
_CHUNK = 1024 * 1024
_TAG = 4096  # bytes that may belong to a tag that a chunk cuts through
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*?\s)?r="([A-Za-z]{1,4})(\d{1,8})"[^<>]*?(/?)>')
_ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^<>]*?\s)?r="(\d{1,8})"[^<>]*?(/?)>')
_EXACT = 2**53  # from here on a number of a sheet has lost digits
_SAVE_AS = "save it as .xlsx without a password, or as CSV"


class Page(Struct, frozen=True):
    """One sheet: its rows that have a cell, each with its number from 1."""

    name: str
    rows: Rows
    is_hidden: bool = False


def is_workbook(source: Source) -> bool:
    """Return whether a file is a workbook, also one that can't be read: old or with a password."""
    if source.head.startswith(_OLE):
        return source.suffix in _OLD
    if not source.head.startswith(_ZIP):
        return False
    named = _CONTENT in source.head and b"xl/" in source.head
    return (
        named
        or source.suffix in _SUFFIXES
        or any(each.name.endswith(_BOOK) for each in source.members)
    )


def pages(source: Source) -> list[Page]:
    """Return the sheets with their cells as text: days as 2024-03-12, numbers without ``.0``.

    A cell that is merged with others stands in each of them.

    Raises:
        TableError: It is damaged, old, protected, or larger than a sheet of people is.
    """
    raw = source.read()
    if raw.startswith(_OLE):
        raise TableError(f"{source.name}: an old or a protected workbook; {_SAVE_AS}")
    _refuse_excess(raw, source.name)
    try:
        return _read(raw)
    except (KeyboardInterrupt, SystemExit, TableError):
        raise
    except BaseException as error:  # noqa: BLE001 - the library's panics are no Exception
        raise TableError(f"{source.name}: a damaged workbook ({type(error).__name__})") from None


def table_in(raw: bytes, name: str, columns: frozenset[str]) -> Table | None:
    """Return the sheet that has the most of the columns that a map names; None of no workbook.

    Raises:
        TableError: It can't be read, or no sheet has any of them.
    """
    source = Source.of_bytes(raw, name)
    if not is_workbook(source):
        return None
    best: tuple[int, Rows, int] = (0, [], 0)
    for page in pages(source):
        for at, (_, cells) in enumerate(page.rows[:30]):
            known = len(columns & {cell.strip() for cell in cells})
            best = max(best, (known, page.rows, at), key=lambda each: each[0])
    known, rows, at = best
    if not known:
        expected = ", ".join(sorted(columns))
        raise TableError(f"{source.name}: no sheet has a column that the map names: {expected}")
    header = tuple(cell.strip() for cell in rows[at][1])
    records = tuple(
        (line, dict(zip(header, cells, strict=False))) for line, cells in rows[at + 1 :]
    )
    nameless = tuple(
        number
        for number, heading in enumerate(header, start=1)
        if not heading and any("".join(cells[number - 1 : number]) for _, cells in rows[at + 1 :])
    )
    return Table(header, records, nameless=nameless)


def _refuse_excess(raw: bytes, name: str) -> None:
    """Look at what is packed before anything unpacks it as a whole.

    Raises:
        TableError: It is damaged, or would be too large.
    """
    try:
        _look_at(raw, name)
    except (TableError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - `zipfile` lets all of zlib, struct and others through
        raise TableError(
            f"{name}: a damaged workbook ({type(error).__name__}); save it again, or as CSV"
        ) from None


def _look_at(raw: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        members = packed.infolist()
        parts = [each for each in members if each.filename.endswith((".xml", ".rels", ".bin"))]
        unpacked = sum(each.file_size for each in parts)
        if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
            most = _MOST_UNPACKED >> 20
            raise TableError(f"{name}: more than {most} MB when unpacked; split it first")
        for part in parts:
            with packed.open(part) as stream:  # to its end: a size that lies fails its checksum
                _refuse_area(iter(functools.partial(stream.read, _CHUNK), b""), name)


def _refuse_area(chunks: Iterable[bytes], name: str) -> None:
    """Refuse a sheet whose cells lie so far apart that the room between them fills the memory."""
    rows: set[int] = set()
    columns: set[int] = set()
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        for letters, number, is_empty in _CELL.findall(text):
            if not is_empty:
                rows.add(int(number))
                columns.add(_column(letters))
        rows.update(int(number) for number, is_empty in _ROW.findall(text) if not is_empty)
        rest = text[-_TAG:]
    width = max(columns, default=0) - min(columns, default=0) + 1
    height = max(rows, default=0) - min(rows, default=0) + 1
    if width > _MOST_COLUMNS:
        raise TableError(f"{name}: {width} columns; expected at most {_MOST_COLUMNS}")
    if width * height > _MOST_CELLS:
        raise TableError(f"{name}: a sheet of {width} columns and {height} rows; split it first")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _read(raw: bytes) -> list[Page]:
    import python_calamine  # only for a workbook

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheet_type, visible = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    return [
        Page(meta.name, _rows(book.get_sheet_by_name(meta.name)), meta.visible != visible.Visible)
        for meta in book.sheets_metadata
        if meta.typ == sheet_type.WorkSheet
    ]


def _rows(sheet: Any) -> Rows:  # noqa: ANN401 - a sheet of the library
    if sheet.start is None:
        return []
    top, left = sheet.start
    cells = [[_text(cell) for cell in row] for row in sheet.to_python()]
    _spread(cells, sheet.merged_cell_ranges or [], top, left)
    return [(top + number, tuple(row)) for number, row in enumerate(cells, start=1) if any(row)]


def _spread(
    cells: list[list[str]],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    top: int,
    left: int,
) -> None:
    """Write the text of a merged cell into all cells that it covers.

    One that has its row for itself is a title, and stays one cell.
    """
    room = _MOST_CELLS
    for (first, west), (last, east) in merged:
        row, column = first - top, west - left
        if not (0 <= row < len(cells) and 0 <= column < len(cells[row])):
            continue
        text, beside = cells[row][column], cells[row][:column] + cells[row][east - left + 1 :]
        end = min(east - left + 1, len(cells[row])) if any(beside) else column + 1
        below = cells[row : min(last - top + 1, len(cells))]
        room -= len(below) * (end - column)
        if room < 0:
            return
        for each in below:
            each[column:end] = [text] * (end - column)


def _text(cell: object) -> str:
    match cell:
        case str():
            return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < _EXACT:
            return str(int(cell))
        case datetime():
            return str(cell.date()) if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return str(cell)
