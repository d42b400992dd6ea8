"""Small workbooks as spreadsheets write them, made by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_MIME = "application/vnd.openxmlformats-"
_TYPES = (
    f'<Types xmlns="{_CONTENT}">'
    f'<Default Extension="rels" ContentType="{_MIME}package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{_MIME}officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
Cell = str | float | date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from row 1, None for an empty cell; merged ranges such as ``A1:C1``."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[str] = ()
    hidden: bool = False
    extra: str = ""  # XML of further rows


def workbook(
    *sheets: Sheet, is_1904: bool = False, more: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the bytes of an .xlsx; ``more`` are further members."""
    numbers = range(1, len(sheets) + 1)
    links = "".join(_link(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    links += _link("rIdS", "styles", "styles.xml")
    root = _link("rId1", "officeDocument", "xl/workbook.xml")
    listed = "".join(_listed(each, number) for each, number in zip(sheets, numbers, strict=True))
    epoch = ' date1904="1"' if is_1904 else ""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<workbookPr{epoch}/><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    for each, number in zip(sheets, numbers, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _xml(each, is_1904=is_1904)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        for name, raw in (more or {}).items():
            packed.writestr(name, raw)
    return buffer.getvalue()


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _listed(sheet: Sheet, number: int) -> str:
    state = ' state="hidden"' if sheet.hidden else ""
    return f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"{state}/>'


def _xml(sheet: Sheet, *, is_1904: bool) -> str:
    rows = "".join(_row(n, cells, is_1904=is_1904) for n, cells in enumerate(sheet.rows, 1))
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in sheet.merged)
    ranges = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else ""
    data = f"<sheetData>{rows}{sheet.extra}</sheetData>"
    return f'<worksheet xmlns="{_MAIN}">{data}{ranges}</worksheet>'


def _row(number: int, cells: Sequence[Cell], *, is_1904: bool) -> str:
    filled = "".join(
        _cell(f"{_letters(column)}{number}", value, is_1904=is_1904)
        for column, value in enumerate(cells)
        if value is not None
    )
    return f'<row r="{number}">{filled}</row>' if filled else ""


def _cell(place: str, value: str | float | date, *, is_1904: bool) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    if isinstance(value, date):
        serial = (value - (_EPOCH_1904 if is_1904 else _EPOCH)).days
        return f'<c r="{place}" s="1"><v>{serial}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _letters(column: int) -> str:
    found = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
