"""Workbooks: what their cells are as text, and what is refused before it fills the memory."""

import contextlib
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.errors import DexcliError
from dexcli.formats import workbook as reader
from dexcli.formats.source import Source
from tests.formats import books
from tests.formats.books import Sheet

CELLS: list[list[books.Cell]] = [
    ["Name", "Born", "Phone", "Ratio"],
    ["Ada", date(1985, 12, 10), 33612345678.0, 0.5],
]
TEXTS = [
    (1, ("Name", "Born", "Phone", "Ratio")),
    (2, ("Ada", "1985-12-10", "33612345678", "0.5")),
]


def source(raw: bytes, name: str = "people.xlsx") -> Source:
    return Source.of_bytes(raw, name)


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_and_numbers_are_text_in_both_epochs(is_1904: bool) -> None:  # noqa: FBT001 - a case
    raw = books.workbook(Sheet("People", CELLS), is_1904=is_1904)

    assert reader.is_workbook(source(raw))
    assert [page.rows for page in reader.pages(source(raw))] == [TEXTS]


def test_a_row_has_the_number_that_the_spreadsheet_shows() -> None:
    raw = books.workbook(Sheet("People", [[None], [None], [None, "Name"], [None], [None, "Ada"]]))

    assert [line for line, _ in reader.pages(source(raw))[0].rows] == [3, 5]


def test_a_merged_cell_says_the_same_in_all_that_it_covers_but_a_title_is_one() -> None:
    rows: list[list[books.Cell]] = [
        ["A title", None, None], ["Name", "Phone", None], ["Ada", "1", "2"],
        ["Bob", None, None], ["x", "all", None],
    ]  # fmt: skip
    raw = books.workbook(Sheet("P", rows, merged=["A1:C1", "B2:C2", "B3:B4"]))

    assert [cells for _, cells in reader.pages(source(raw))[0].rows] == [
        ("A title", "", ""),
        ("Name", "Phone", "Phone"),
        ("Ada", "1", "2"),
        ("Bob", "1", ""),
        ("x", "all", ""),
    ]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old or a protected workbook; save it as .xlsx"),
        (b"PK\x03\x04 and no more", "a damaged workbook"),
        (
            books.workbook(
                Sheet("A", [["Name"]], extra='<row r="900000"><c r="Z900000"><v>1</v></c></row>')
            ),
            "a sheet of 26 columns and 900000 rows; split it first",
        ),
        (books.workbook(Sheet("A", [["Name"] * 11_000])), "11000 columns; expected at most 10000"),
        (
            books.workbook(Sheet("A", [["Name"]]), more={"xl/x.xml": b" " * (257 << 20)}),
            "more than 256 MB when unpacked; split it first",
        ),
    ],
)
def test_what_is_no_sheet_of_people_is_refused_in_one_line(raw: bytes, told: str) -> None:
    with pytest.raises(DexcliError) as refused:
        reader.pages(source(raw))

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_size_that_lies_is_found_out_before_anything_is_unpacked_as_a_whole() -> None:
    honest = books.workbook(Sheet("A", [["Name"]]), more={"xl/x.xml": b" " * (1 << 20)})
    with zipfile.ZipFile(io.BytesIO(honest)) as packed:
        size = packed.getinfo("xl/x.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(DexcliError, match="a damaged workbook"):
        reader.pages(source(lying))


def test_cut_off_anywhere_it_is_refused_in_one_line() -> None:
    raw = books.workbook(Sheet("People", CELLS))
    for end in range(4, len(raw)):
        with pytest.raises(DexcliError):
            reader.pages(source(raw[:end]))


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_bytes_that_changed_are_read_or_refused(at: int, other: bytes) -> None:
    raw = books.workbook(Sheet("People", CELLS))
    at %= len(raw)
    with contextlib.suppress(DexcliError):
        reader.pages(source(raw[:at] + other + raw[at + len(other) :]))


def test_a_map_gets_the_sheet_that_has_its_columns() -> None:
    raw = books.workbook(Sheet("Other", [["Name"], ["Zed"]]), Sheet("People", [["x"], *CELLS]))

    found = reader.table_in(raw, "people.xlsx", frozenset({"Name", "Born"}))

    assert found is not None
    assert found.header == ("Name", "Born", "Phone", "Ratio")
    assert found.records == ((3, dict(zip(TEXTS[0][1], TEXTS[1][1], strict=True))),)
