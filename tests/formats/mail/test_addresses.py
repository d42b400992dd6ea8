"""The people in a mail header, as mail programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.formats.mail import addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lovelace <Ada@Example.org>", [("Ada Lovelace", "ada@example.org")]),
        ("ada@example.org", [("", "ada@example.org")]),
        ("<ada@example.org>", [("", "ada@example.org")]),
        ('"Lovelace, Ada" <a@x.org>, b@x.org', [("Lovelace, Ada", "a@x.org"), ("", "b@x.org")]),
        ("'ada@x.org' <ada@x.org>", [("", "ada@x.org")]),
        ("ada@x.org (Ada Lovelace)", [("Ada Lovelace", "ada@x.org")]),
        ('"Ada (work)" <ada@x.org>', [("Ada (work)", "ada@x.org")]),
        ("Ada (work) <ada@x.org>", [("Ada", "ada@x.org")]),
        (r'"Ada \"Countess\" L." <ada@x.org>', [('Ada "Countess" L.', "ada@x.org")]),
        ("=?utf-8?q?L=C3=A9o?= <leo@x.org>", [("Léo", "leo@x.org")]),
        ("=?utf-8?q?Weiss=2C_L=C3=A9o?= <leo@x.org>", [("Weiss, Léo", "leo@x.org")]),
        ("undisclosed-recipients:;", []),
        ("Friends: ada@x.org, bob@x.org;", [("", "ada@x.org"), ("", "bob@x.org")]),
        ("ada@x.org; bob@x.org", [("", "ada@x.org"), ("", "bob@x.org")]),
        ("Ada <ada@x.org>, ADA <ADA@x.org>", [("Ada", "ada@x.org")]),
        ("Ada", []),
        ("Ada <ada@x.org", [("Ada", "ada@x.org")]),
        ("", []),
    ],
)
def test_names_and_addresses(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.name, each.address) for each in addresses.parse(text)] == found


@given(st.text(alphabet='<>"(),;:@\\ =?ab\x1b\n', max_size=60))
def test_no_text_breaks_it_and_no_address_has_a_blank(text: str) -> None:
    for each in addresses.parse(text):
        assert each.address.count("@") == 1
        assert not set(each.address) & set(' <>,"\x1b\n')
        assert each.name.isprintable()


def test_a_header_of_nonsense_is_read_in_bounded_time() -> None:  # quadratic, it takes hours
    for text in ("a" * 250_000, "<" * 250_000, '"\\' * 125_000, "(" * 250_000, "a@," * 80_000):
        addresses.parse(text)
