"""Bytes become lines: whatever ends them, folds them or encodes them."""

import io
import tracemalloc
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.formats.vcard import lines, text


def unfolded(raw: bytes) -> list[str]:
    return [each.raw.decode() for each in lines.logical(io.BytesIO(raw))]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_every_line_end_is_one(end: bytes) -> None:
    raw = end.join([b"FN:Ada", b"NOTE:one", b"  two", b"TEL:1", b""])

    found = list(lines.logical(io.BytesIO(raw)))

    assert [each.raw for each in found] == [b"FN:Ada", b"NOTE:one two", b"TEL:1"]
    assert [(each.first, each.last) for each in found] == [(1, 1), (2, 3), (4, 4)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_the_encoding_of_the_file_is_found(encoding: str) -> None:
    assert unfolded("BEGIN:VCARD\r\nFN:Zoë Ω\r\n".encode(encoding)) == ["BEGIN:VCARD", "FN:Zoë Ω"]


def test_a_fold_may_stand_inside_a_character() -> None:
    first, second = b"NOTE:Zo" + b"\xc3", b"\xab!"
    assert unfolded(first + b"\r\n " + second + b"\r\n") == ["NOTE:Zoë!"]


def test_nuls_are_no_text() -> None:
    assert unfolded(b"FN:A\0da\r\n") == ["FN:Ada"]


def test_soft_breaks_join_and_a_dangling_one_does_not() -> None:
    raw = (
        b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n b=\r\nc: d\r\nADR;QUOTED-PRINTABLE:x=\r\nTEL:1\r\n"
    )
    assert unfolded(raw) == [
        "NOTE;ENCODING=QUOTED-PRINTABLE:a bc: d",
        "ADR;QUOTED-PRINTABLE:x=",
        "TEL:1",
    ]


def test_base64_that_is_not_folded_ends_with_an_empty_line() -> None:
    raw = b"PHOTO;ENCODING=BASE64:AAAA\r\nBBBB\r\nCC==\r\n\r\nGarbage\r\nTEL:1\r\n"
    assert unfolded(raw) == ["PHOTO;ENCODING=BASE64:AAAABBBBCC==", "Garbage", "TEL:1"]


class Endless(io.RawIOBase):
    """So many bytes of one photo, made when they are read."""

    def __init__(self, size: int, fold: int) -> None:
        self.left = size
        self.line = (b"A" * fold + b"\r\n ") if fold else b"A" * 75
        self.is_begun = False

    def read(self, size: int = -1) -> bytes:
        if not self.is_begun:
            self.is_begun = True
            return b"BEGIN:VCARD\r\nFN:Ada\r\nPHOTO;ENCODING=b:"
        size = min(size, self.left)
        self.left -= size
        return (self.line * (size // len(self.line) + 1))[:size]


@pytest.mark.parametrize("fold", [0, 75], ids=["on one line", "folded"])
def test_a_photo_of_any_size_takes_little_memory(fold: int) -> None:
    stream = cast("BinaryIO", Endless(10_000_000, fold))
    tracemalloc.start()
    found = list(lines.logical(stream))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found[-1].size > 9_000_000
    assert len(found[-1].raw) <= lines.MOST + lines.CHUNK + 10
    assert peak < 6_000_000


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_what_is_escaped_and_folded_comes_back(value: str) -> None:
    raw = text.folded(f"NOTE:{text.escaped(value)}")

    assert all(len(each) <= text.FOLD for each in raw.split(b"\r\n"))
    assert all(_is_text(each) for each in raw.split(b"\r\n"))
    value = value.replace("\0", "")
    assert [text.plain(each.removeprefix("NOTE:")) for each in unfolded(raw)] == [value]


@given(st.lists(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))))
def test_parts_come_back(values: list[str]) -> None:
    for mark in ",;":
        assert text.parts(mark.join(map(text.escaped, values)), mark) == (values or [""])


def _is_text(raw: bytes) -> bool:
    return raw.decode().encode() == raw


@given(st.binary(max_size=300), st.integers(1, 7))
def test_where_a_chunk_ends_makes_no_difference(raw: bytes, size: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, wanted: int | None = -1) -> bytes:
            return super().read(max(2, size) if self.tell() == 0 else min(size, wanted or 0))

    whole, dripped = (list(lines.logical(each)) for each in (io.BytesIO(raw), Dripping(raw)))

    assert whole == dripped
