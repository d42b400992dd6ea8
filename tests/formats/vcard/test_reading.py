"""Cards of all the programs there are, as rows."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Link, Row
from dexcli.formats.source import Source, Terms
from dexcli.formats.vcard import cards, reading
from tests.formats.fields import vcard as sample
from tests.formats.vcard.imports import TODAY, card, contact, ledger, row, rows


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Ada  Byron"], "Ada Byron"),
        (["FN:Byron\\, Ada", "N:Byron;Ada;;;"], "Ada Byron"),
        (["N:Byron;Ada;King,Noel;Lady;"], "Ada King Noel Byron"),
        (["FN:Lady Ada Byron", "N:Byron;Ada;;Lady;"], "Lady Ada Byron"),
        (["FN:", "N:;;;;", "ORG:Analytical Engines;Punching"], "Analytical Engines"),
        (["N:;;;;", "NICKNAME:Countess,Ada", "EMAIL:a@example.org"], "Countess"),
        (["N:;;;;", "EMAIL:a@example.org"], "a@example.org"),
        (["N:;;;;", "TEL:+44 20 7946 0958"], "+44 20 7946 0958"),
        (["N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98;=D0=AF;;;"], "Я И"),
        (["N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;J=F6rg"], "Jörg Müller"),
    ],
)
def test_the_name_is_the_one_that_is_spoken(lines: list[str], name: str) -> None:
    assert row(*lines).person.name == name


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("EMAIL;INTERNET;PREF:mailto:a@example.org", "emails", ["a@example.org"]),
        ("TEL;VALUE=uri:tel:+44-20-7946", "phones", ["+44-20-7946"]),
        ("NICKNAME:Ada,The\\, Countess", "aka", ["Ada", "The, Countess"]),
        ("ORG:Engines\\; Ltd;Works", "org", "Engines; Ltd"),
        ("ROLE:Programmer", "title", "Programmer"),
        ("ADR:;;12 St James's Square;London;;SW1;UK", "addresses",
         ["12 St James's Square, SW1 London, UK"]),
        ('ADR;LABEL="12 Square\\nLondon"', "addresses", ["12 Square, London"]),
        ("BDAY:18151210", "birthday", date(1815, 12, 10)),
        ("BDAY:1815-12-10T00:00:00Z", "birthday", date(1815, 12, 10)),
        ("BDAY;VALUE=date-and-or-time:--1210", "birthday", "12-10"),
        ("BDAY:--12-10", "birthday", "12-10"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10", "birthday", "12-10"),
        ("BDAY:1604-12-10", "birthday", "12-10"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1815-12-10", "birthday", date(1815, 12, 10)),
        ("BDAY:1815-12", "birthday", "1815-12"),
        ("BDAY:1815", "birthday", 1815),
        ("BDAY;VALUE=text:circa 1800", "notes", "Birthday: circa 1800"),
        ("DEATHDATE:18521127", "died", date(1852, 11, 27)),
        ("ANNIVERSARY:18350708", "dates", [{"label": "anniversary", "on": date(1835, 7, 8)}]),
        ("X-EVOLUTION-ANNIVERSARY:1835-07-08", "dates",
         [{"label": "anniversary", "on": date(1835, 7, 8)}]),
        ("RELATED;VALUE=text;TYPE=friend:Charles", "relationships",
         [{"kind": "friend", "name": "Charles"}]),
        ("X-MS-SPOUSE:William", "relationships", [{"kind": "spouse", "name": "William"}]),
        ("AGENT:BEGIN:VCARD\\nFN:Babbage\\, C.\\nEND:VCARD\\n", "relationships",
         [{"kind": "agent", "name": "Babbage, C."}]),
        ("CATEGORIES:maths,horses", "tags", ["maths", "horses"]),
        ("CATEGORIES:maths\\, horses", "tags", ["maths", "horses"]),
        ("NOTE:one\\nC:\\temp\\, two", "notes", "one\nC:\temp, two".replace("\t", "\\t")),
        ("URL:https://uk.linkedin.com/in/ada%C3%A9?x=1", "accounts",
         {"linkedin": "https://www.linkedin.com/in/adaé"}),
        ("URL:https://ada.example", "accounts", {"website": "https://ada.example"}),
        ("IMPP;X-SERVICE-TYPE=Skype:skype:ada.b", "accounts", {"skype": "ada.b"}),
        ("IMPP:xmpp:ada@example.org", "accounts", {"xmpp": "ada@example.org"}),
        ("X-SOCIALPROFILE;type=twitter;x-user=ada:", "accounts", {"twitter": "ada"}),
        ("X-SKYPE-USERNAME:ada", "accounts", {"skype": "ada"}),
        ("X-DEXCLI-CADENCE:3 weeks", "cadence", "3 weeks"),
    ],
)  # fmt: skip
def test_what_a_line_gives(line: str, key: str, value: object) -> None:
    assert contact(line)[key] == value


def test_labels_of_a_group_name_days_and_people() -> None:
    found = contact(
        "item1.X-ABDATE:1835-07-08",
        "item1.X-ABLabel:_$!<Anniversary>!$_",
        "item2.X-ABRELATEDNAMES:William",
        "item2.X-ABLabel:_$!<Spouse>!$_",
        "item3.EMAIL:a@example.org",
        "item3.X-ABLabel:Horses",
    )

    assert found["dates"] == [{"label": "anniversary", "on": date(1835, 7, 8)}]
    assert found["relationships"] == [{"kind": "spouse", "name": "William"}]
    assert found["vcard"] == {"lines": ["item3.EMAIL:a@example.org", "item3.X-ABLabel:Horses"]}


@pytest.mark.parametrize("mark", ["PREF=1", "TYPE=pref", "TYPE=home,pref", "PREF"])
def test_the_preferred_comes_first(mark: str) -> None:
    assert contact("TEL:1234567", f"TEL;{mark}:7654321")["phones"] == ["7654321", "1234567"]


def test_what_has_no_place_is_kept_as_it_stands() -> None:
    lines = ["GEO:51.5;0", "X-PHONETIC-FIRST-NAME:Ey-da", "item7.X-ODD;A=b:c", "ORG:Second"]
    assert contact("ORG:First", *lines)["vcard"]["extra"] == lines


def test_an_encoded_line_is_kept_readable() -> None:
    found = contact("TEL;CELL:1234567", "X-ODD;ENCODING=QUOTED-PRINTABLE:Z=C3=BC=\r\nrich")
    assert found["vcard"] == {"lines": ["TEL;TYPE=cell:1234567"], "extra": ["X-ODD:Zürich"]}


def test_each_line_has_its_own_encoding() -> None:
    raw = card("FN:Zoë").replace(b"END", b"ORG:M\xfcller\r\nEND")
    (found,) = rows(raw)
    assert isinstance(found, Row)
    assert (found.person.name, found.contact["org"]) == ("Zoë", "Müller")


def test_a_photo_is_not_kept_and_told() -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 46_000
    found = row(photo, "KEY;ENCODING=b:AAAA", "LOGO;VALUE=uri:https://ada.example/logo.png")

    assert found.remarks == ("photo of 34 KB not kept",)
    assert found.contact["vcard"] == {
        "extra": ["KEY;ENCODING=b:AAAA", "LOGO;VALUE=uri:https://ada.example/logo.png"]
    }


@pytest.mark.parametrize(
    "lines",
    [
        ["ORG:Plumbers Ltd", "TEL:+44 20 7946 0958"],
        ["FN:Plumbers Ltd", "X-ABShowAs:COMPANY"],
        ["FN:Plumbers", "KIND:org"],
        ["FN:Voicemail", "TEL:+44 20 7946 0958"],
        ["FN:Time", "TEL:123"],
    ],
)
def test_what_is_no_person_comes_for_triage(lines: list[str]) -> None:
    (found,) = rows(card(*lines))
    assert isinstance(found, Row)
    assert found.contact["tags"] == ["triage"]


def test_people_of_one_file_are_related_and_members_are_tagged() -> None:
    raw = (
        card("UID:urn:uuid:aa", "FN:Ada", "RELATED;TYPE=friend:urn:uuid:bb")
        + card("UID:bb", "FN:Bob")
        + card("UID:cc", "FN:Chess club", "KIND:group", "MEMBER:urn:uuid:bb")
    )

    ada, bob, club = rows(raw)

    assert isinstance(ada, Row)
    assert [(each.kind, each.to.key) for each in ada.links] == [("friend", "bb")]
    assert isinstance(ada.links[0], Link)
    assert isinstance(bob, Row)
    assert bob.contact["tags"] == ["Chess club"]
    assert isinstance(club, Row)
    assert club.contact["tags"] == ["triage"]


def test_somebody_related_who_is_not_in_the_file_is_kept() -> None:
    found = row("RELATED;TYPE=friend:urn:uuid:zz")
    assert found.contact["vcard"] == {"extra": ["RELATED;TYPE=friend:urn:uuid:zz"]}


def test_the_key_is_the_uid_else_the_name_with_how_to_reach_them() -> None:
    raw = card("FN:Ada", "UID:urn:uuid:A-1") + card("FN:Ada", "TEL:1") + card("FN:Ada", "TEL:1")
    raw += card("FN:ADA", "ORG:Other", "TEL:1") + card("FN:Bob", "UID:A-1")

    keys = [each.key for each in rows(raw) if isinstance(each, Row)]

    assert [keys[2], keys[3]] == [f"{keys[1]}#2", f"{keys[1]}#3"]
    assert [keys[0][:4], keys[4][:4]] == ["A-1#", "A-1#"]
    assert keys[0] != keys[4]


@pytest.mark.parametrize("prefix", ["", "x" * 70_000, "x" * 65_500, "x" * 65_400])
def test_people_who_share_a_uid_are_told_apart_in_any_order(prefix: str) -> None:
    ada, bob = card("UID:same", "FN:Ada", f"X-LONG:{prefix}"), card("uid:urn:uuid:same", "FN:Bob")

    def keys(raw: bytes) -> dict[str, str]:
        return {each.label: each.key for each in rows(raw) if isinstance(each, Row)}

    found = keys(ada + bob)
    assert found == keys(bob + ada)
    assert found["Ada"] != found["Bob"]
    assert keys(ada) == {"Ada": "same"}
    assert keys(ada + ada) == {"Ada": "same"}
    for each in rows(ada + bob):
        assert isinstance(each, Row)
        assert (
            "another name has the same UID; each is known by the UID and the name" in each.remarks
        )


def test_broken_cards_come_as_far_as_they_can_be_read() -> None:
    raw = b"hello\r\n" + card("FN:Ada", "no colon here", "TEL:1234567")[:-11]
    raw += card("X-NOBODY:1") + card(
        "FN:Cy", "AGENT:", "BEGIN:VCARD", "FN:Dee", "END:VCARD", "ORG:E"
    )

    stray, ada, nobody, cy = rows(raw)

    assert stray == BadRow(1, "this stands in no card: 'hello'")
    assert isinstance(ada, Row)
    assert ada.contact["phones"] == ["1234567"]
    assert ada.remarks == (
        "line 5 is no property, and isn't kept: 'no colon here'",
        "its END:VCARD is missing",
    )
    assert isinstance(nobody, BadRow)
    assert nobody.line == 7
    assert isinstance(cy, Row)
    assert cy.contact["org"] == "E"
    assert cy.contact["relationships"] == [{"kind": "agent", "name": "Dee"}]


@pytest.mark.parametrize("nest", [b"BEGIN:VCARD\r\n", b"BEGIN:VCARD\r\nAGENT:\r\n"])
def test_nested_beginnings_are_one_card_that_is_not_whole(nest: bytes) -> None:
    (found,) = rows(nest * 16_384)
    assert found == BadRow(1, "the file ends, or another begins, inside this card")


def test_a_file_without_a_card_is_refused() -> None:
    with pytest.raises(DexcliError, match=r"^cards\.vcf: no BEGIN:VCARD in it; expected vCards"):
        rows(b"name,mail\r\nAda,a@example.org\r\n")


@pytest.mark.parametrize(
    ("raw", "name", "is_card"),
    [
        (card("FN:Ada"), "cards.txt", True),
        (b"\xef\xbb\xbf\r\n" + card("FN:Ada"), "cards", True),
        (card("FN:Ada").decode().encode("utf-16"), "cards", True),
        (b"garbage\r\n" + card("FN:Ada"), "cards.vcf", True),
        (b"From ada\r\n\r\n" + card("FN:Ada"), "mail.mbox", False),
        (b"name\r\nAda\r\n", "cards.vcf", False),
    ],
)
def test_cards_are_recognised_by_what_they_begin_with(raw: bytes, name: str, is_card: bool) -> None:  # noqa: FBT001
    assert reading.recognises(Source.of_bytes(raw, name)) is is_card


def test_a_folder_is_read_file_by_file() -> None:
    members = (
        Source.of_bytes(card("FN:Ada"), "a.vcf"),
        Source.of_bytes(b"", "b.vcf"),
        Source.of_bytes(b"x", "readme.txt"),
    )
    folder = Source(name="cards", opened=io.BytesIO, members=members, is_folder=True)

    assert reading.recognises(folder)
    ada, empty = reading.rows(folder, Terms(today=TODAY))
    assert isinstance(ada, Row)
    assert (ada.person.name, ada.file) == ("Ada", "a.vcf")
    assert empty == BadRow(1, "no BEGIN:VCARD in it; expected a vCard", file="b.vcf", is_file=True)


def test_every_field_of_the_sample_arrives() -> None:
    found = ledger(sample.SAMPLE).contacts["marguerite-okafor"]
    said = str(rows(sample.SAMPLE)) + str(found)
    assert found.name == "Marguerite Okafor"
    missing = {
        name
        for name, value in sample.FIELDS.items()
        if not any(each in said for each in value.split("|"))
    }
    assert missing <= {"BDAY", "DEATHDATE", "ANNIVERSARY", "X-ABDATE", "X-DEXCLI-MET",
                       "X-DEXCLI-ADDED"}  # days, which are values  # fmt: skip


def test_a_sample_cut_off_anywhere_gives_rows_or_one_clear_line() -> None:
    for end in range(len(sample.SAMPLE)):
        try:
            assert 1 <= len(rows(sample.SAMPLE[:end])) <= 2
        except DexcliError as error:
            assert "\n" not in str(error)  # noqa: PT017 - which of the two it is depends on where


WORDS = st.sampled_from(
    [b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"FN:", b"N:;;", b"BDAY:", b"\r\n ", b"=\r\n", b";TYPE=",
     b";QUOTED-PRINTABLE", b";CHARSET=utf-7", b"item1.X-ABLabel:", b"item1.X-ABDATE:", b"\\",
     b"RELATED:", b"1604", b"-12-10", b"X-DEXCLI-MET:", b"{", b'"', b"AGENT:\r\n", b"\xff", b"\0",
     b"X-DEXCLI-CADENCE:", b"ADR:;;;", b"URL:http://[", b"X-SOCIALPROFILE:", b"IMPP:", b"UID:"]
)  # fmt: skip


@given(st.lists(WORDS | st.binary(max_size=8), max_size=40))
def test_nothing_but_one_clear_line_escapes(pieces: list[bytes]) -> None:
    try:
        ledger(card("FN:Ada")[:-11] + b"".join(pieces))
        ledger(b"".join(pieces))
    except DexcliError as error:
        assert "\n" not in str(error)  # noqa: PT017 - there may be none


def test_a_card_gives_its_properties_with_their_places() -> None:
    (found,) = cards.parse(io.BytesIO(card('item1.TEL;TYPE="a,b";X=^n^^:1', "NOTE:a\r\n b")))

    tel, note = found.properties[1:]
    assert (tel.group, tel.name, tel.params) == ("item1", "TEL", {"TYPE": ("a,b",), "X": ("\n^",)})
    assert (note.line, note.last, note.raw, note.value) == (4, 5, "NOTE:ab", "ab")
    assert (found.line, found.last) == (1, 6)


def test_a_name_in_apples_relations_is_a_name_also_with_a_colon() -> None:
    (row,) = rows(card("FN:Ada", "item1.X-ABRELATEDNAMES:A:0", "item1.X-ABLabel:Friend"))

    assert isinstance(row, Row)
    assert row.contact["relationships"] == [{"kind": "Friend", "name": "A:0"}]
