"""abook's address book comes in with every field that it has."""

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.formats import abook
from dexcli.formats.source import Source
from tests.formats.bringing import complaint, held, ledger_of, read, source
from tests.formats.fields import abook as fields

HEAD = b"[format]\nprogram=abook\nversion=0.6.1\n\n"


def brought(raw: bytes) -> list[Contact]:
    rows, bad = read(abook, HEAD + raw)
    assert bad == []
    return ledger_of(rows, "abook")


def test_every_field() -> None:
    (ada,) = ledger_of(read(abook, fields.SAMPLE)[0], "abook")
    assert held(ada) == {
        "name": "Ada Lovelace",
        "aka": ["enchantress"],
        "tags": ["maths", "poetry"],
        "emails": ["ada@example.org", "ada@work.example"],
        "phones": ["020 7946 0001", "020 7946 0004", "020 7946 0002"],
        "addresses": ["12 St James's Square, Flat 4, SW1Y London, Greater London, England"],
        "accounts": {"website": "https://ada.example"},
        "city": "London",
        "notes": "knows looms",
        "dates": [{"label": "anniversary", "on": ada.dates[0].on.to_toml()}],
        "abook": {
            "fax": "020 7946 0003",
            "custom1": "shoe size 37",
            "mobile": "020 7946 0004",
            "workphone": "020 7946 0002",
        },
    }


def test_the_encoding_is_that_of_its_users_locale() -> None:
    assert [each.name for each in brought("[0]\nname=Zoë\n".encode("latin-1"))] == ["Zoë"]
    assert [each.name for each in brought("[0]\nname=Łódź\n".encode())] == ["Łódź"]


def test_a_list_may_have_an_item_with_a_comma() -> None:
    (ada,) = brought(b'[0]\nname=Ada\ngroups=a,"b, c" , d\n')
    assert ada.tags == ("a", "b, c", "d")


def test_an_anniversary_may_have_no_year_or_be_no_day() -> None:
    one, two = brought(
        b"[0]\nname=Ada\nanniversary=--07-08\n[1]\nname=Bob\nanniversary=in spring\n"
    )
    assert [str(each.on) for each in one.dates] == ["07-08"]
    assert two.extra == {"abook": {"anniversary": "in spring"}}


def test_a_value_keeps_what_stands_behind_a_further_equals_sign() -> None:
    (ada,) = brought(b"[0]\nname=Ada\nurl=https://x.example/?a=b\n")
    assert ada.accounts == {"website": "https://x.example/?a=b"}


def test_who_has_no_name_and_a_damaged_line_are_named() -> None:
    rows, bad = read(abook, HEAD + b"[0]\nphone=1\n[1]\nname=Ada\nrubbish\n")
    assert [(each.line, each.reason) for each in bad] == [(5, "no name"), (9, "no 'key=value'")]
    assert [row.person.name for row in rows] == ["Ada"]


def test_cut_off_anywhere_it_is_read_or_refused() -> None:
    assert abook.recognises(source(fields.SAMPLE))
    for end in range(len(fields.SAMPLE)):
        complaint(abook, fields.SAMPLE[:end])


@given(st.binary(max_size=200))
def test_random_bytes_are_named(raw: bytes) -> None:
    assert not abook.recognises(Source.of_bytes(raw, "x"))
    read(abook, HEAD + b"[0]\nname=x\nanniversary=" + raw)
