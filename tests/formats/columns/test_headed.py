"""A table is read record by record, wherever its header stands, in any encoding."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.rows import BadRow
from dexcli.formats.columns import headed, lines
from dexcli.formats.columns.headed import Record
from dexcli.formats.source import Source
from dexcli.formats.table import TableError
from tests.formats.bringing import source

KNOWN = {"Name", "Mail", "Note"}


def read(raw: bytes | Source) -> list[Record | BadRow]:
    given = source(raw, "t.csv") if isinstance(raw, bytes) else raw
    sheet = headed.read(given, KNOWN.__contains__, least=2, expected="Name and Mail")
    return list(sheet.records)


def cells(raw: bytes) -> list[tuple[str, ...]]:
    return [each.cells for each in read(raw) if isinstance(each, Record)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_shows_the_headings(delimiter: str) -> None:
    raw = f"a, b; c | d\n\nName{delimiter}Mail\nAda{delimiter}a@x".encode()
    assert cells(raw) == [("Ada", "a@x")]


def test_excels_own_first_line_says_the_delimiter() -> None:
    assert cells(b"sep=;\r\nName;Mail\r\nA,B;a@x\r\n") == [("A,B", "a@x")]


def test_every_record_has_the_line_where_it_begins() -> None:
    raw = b'x\nName,Mail,Note\n"A",a@x,"two\nlines"\n\nB,b@x,\n'
    found = [(each.line, each.cells) for each in read(raw) if isinstance(each, Record)]
    assert found == [(3, ("A", "a@x", "two\nlines")), (6, ("B", "b@x", ""))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    raw = f'Name,Mail{end}A,a@x{end}"B{end}C",b@x{end}'.encode()
    assert cells(raw) == [("A", "a@x"), ("B\nC", "b@x")]
    assert [each.line for each in read(raw)] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_is_found(encoding: str) -> None:
    assert cells("Name,Mail\nZoé Łą,z@x\n".encode(encoding)) == [("Zoé Łą", "z@x")]


def test_each_line_has_an_encoding_of_its_own() -> None:
    raw = "Name,Mail\nZoé,z@x\n".encode() + "Jörg,j@x\n".encode("cp1252") + b"N\x00ul,n@x\n"
    assert cells(raw) == [("Zoé", "z@x"), ("Jörg", "j@x"), ("Nul", "n@x")]


def test_cells_beyond_the_header_are_told_and_the_rest_is_read() -> None:
    bad, good = read(b"Name,Mail\nA,a@x,,,more\nB,b@x,,\n")
    assert isinstance(bad, BadRow)
    assert (bad.line, bad.reason) == (2, "5 cells under 2 headings: 'more' stands under none")
    assert isinstance(good, Record)


def test_a_quote_that_is_never_closed_is_named_with_its_line() -> None:
    with pytest.raises(TableError, match=r"t\.csv:3: a quote that is opened here is never closed"):
        read(b'Name,Mail\nA,a@x\nB,"b@x\nC,c@x\n')


def test_without_a_header_it_says_what_was_expected() -> None:
    with pytest.raises(TableError, match="expected one with Name and Mail"):
        read(b"a,b\n1,2\n")


def test_a_hundred_thousand_columns_are_refused() -> None:
    header = b"Name,Mail" + b",x" * 100_000
    with pytest.raises(TableError, match="100002 columns; expected at most 10000"):
        read(header + b"\nA,a@x\n")
    (bad,) = read(b"Name,Mail\nA,a@x" + b",x" * 100_000 + b"\n")
    assert isinstance(bad, BadRow)


def _endless(chunk: bytes) -> Callable[[], BinaryIO]:
    class Stream(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            type(self).asked += 1
            assert type(self).asked < 2000, "more than was needed"
            return (chunk * (size // len(chunk) + 1))[:size]

    return Stream  # type: ignore[return-value]


@pytest.mark.parametrize("chunk", [b"x", b'Name,Mail\n"'])
def test_a_file_without_an_end_is_left_when_it_makes_no_record(chunk: bytes) -> None:
    opened = _endless(chunk)
    with pytest.raises(TableError):
        read(Source(name="t.csv", opened=opened))


def test_a_file_is_read_as_its_records_are_asked_for() -> None:
    taken: list[int] = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            taken.append(1)
            return super().read(size)

    raw = b"Name,Mail\n" + b"Ada,a@x\n" * 100_000
    sheet = headed.read(
        Source(name="t.csv", opened=lambda: Counted(raw)),
        KNOWN.__contains__,
        least=2,
        expected="",
    )
    next(sheet.records)
    assert len(taken) == 1
    assert sum(1 for _ in sheet.records) == 99_999


@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n", b"bc"])), st.integers(1, 5))
def test_lines_are_the_same_however_the_bytes_arrive(parts: list[bytes], size: int) -> None:
    raw = b"".join(parts)

    class Slow(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    def found(stream: BinaryIO) -> Iterator[str]:
        return lines.decoded(stream, "t")

    assert list(found(Slow(raw))) == list(found(io.BytesIO(raw)))
    assert list(found(io.BytesIO(raw))) == raw.decode().splitlines(keepends=True)
