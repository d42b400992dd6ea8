"""A card changes line by line; what nobody asked to change stays, byte for byte."""

import pytest

from dexcli.formats.vcard import editing
from dexcli.formats.vcard.cards import Card
from tests.formats.vcard.imports import card

CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\r\nFN:Ada\r\n By\r\n ron\r\nN:Byron;Ada;;Lady;\r\n"
    b"item1.TEL;type=CELL:+44 1\r\nitem1.X-ABLabel:Den\r\nTEL;TYPE=HOME:+44 2\r\n"
    b"ORG;LANGUAGE=en:Engines;Works\r\nCATEGORIES;X-A=b:one,two\r\nX-ODD:odd  \r\nEND:VCARD\r\n"
)


def edited(was: dict[str, list[object]], wanted: dict[str, list[object]], name: str = "") -> bytes:
    found = editing.only_card(CARD)
    assert isinstance(found, Card)
    return editing.edited(CARD, found, name, was, wanted)


@pytest.mark.parametrize(
    ("key", "was", "wanted", "old", "new"),
    [
        ("phones", ["+44 1", "+44 2"], ["+44 9", "+44 2"], b"CELL:+44 1", b"CELL:+44 9"),
        ("phones", ["+44 1", "+44 2"], ["+44 2"],
         b"item1.TEL;type=CELL:+44 1\r\nitem1.X-ABLabel:Den\r\n", b""),
        ("phones", ["+44 1", "+44 2"], ["+44 1", "+44 2", "+44 3"],
         b"HOME:+44 2\r\n", b"HOME:+44 2\r\nTEL:+44 3\r\n"),
        ("org", ["Engines"], ["Ships"], b"en:Engines;Works", b"en:Ships"),
        ("org", ["Engines"], [], b"ORG;LANGUAGE=en:Engines;Works\r\n", b""),
        ("tags", ["one", "two"], ["two", "three"], b"b:one,two", b"b:two,three"),
        ("birthday", [], ["12-10"], b"END", b"BDAY:--1210\r\nEND"),
    ],
)  # fmt: skip
def test_only_the_lines_that_change_do(
    key: str, was: list[object], wanted: list[object], old: bytes, new: bytes
) -> None:
    assert edited({key: was}, {key: wanted}) == CARD.replace(old, new)


def test_a_new_name_is_both_names() -> None:
    changed = edited({}, {}, "Ada Lovelace")
    expected = CARD.replace(b"FN:Ada\r\n By\r\n ron\r\n", b"FN:Ada Lovelace\r\n")
    assert changed == expected.replace(b"N:Byron;Ada;;Lady;", b"N:Lovelace;Ada;;;")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (card("FN:Ada") * 2, "has 2 cards"),
        (card("FN:Ada")[:-11], "has no END:VCARD"),
        (b"hello\r\n", "is no card, or has more than a card"),
        (card("FN:Ada").decode().encode("utf-16"), "is UTF-16"),
    ],
)
def test_a_file_that_is_not_one_whole_card_is_not_edited(raw: bytes, why: str) -> None:
    assert editing.only_card(raw) == why
