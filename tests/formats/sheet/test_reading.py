"""Any table of people: what becomes of its cells, and that nothing of it is lost."""

from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats.sheet import reading
from dexcli.formats.source import Source, Terms
from tests.formats.books import Sheet, workbook

TODAY = date(2026, 11, 22)
SAMPLE = """\
My people;;;;;

Nom complet;Tél.;E-mail (travail);Vu le;Anniversaire;Pointure
Ada Lovelace;020 7946 0958 / 020 7946 0000;ada@example.org;mars 2024;10/12/1815;37
Zoë;;;vu le 25/03/2023;;
"""
Order = Literal["dmy", "mdy", "ymd"]


def read(text: str | bytes, name: str = "people.csv", order: Order | None = None) -> list[Row]:
    found = everything(text, name, order)
    assert [each for each in found if isinstance(each, BadRow)] == []
    return [each for each in found if isinstance(each, Row)]


def everything(
    text: str | bytes, name: str = "people.csv", order: Order | None = None
) -> list[Row | BadRow]:
    raw = text.encode() if isinstance(text, str) else text
    return list(reading.rows(Source.of_bytes(raw, name), Terms(today=TODAY, order=order)))


def rows_or_refusal(source: Source) -> list[Row | BadRow | str]:
    """Return the rows, or the one line of the refusal."""
    try:
        return [*reading.rows(source, Terms(today=TODAY))]
    except DexcliError as error:
        return [*str(error).splitlines()[:1]]


def test_a_table_below_its_title_is_read_with_its_days_and_what_has_no_place() -> None:
    ada, zoe = read(SAMPLE, order="dmy")

    assert (ada.line, ada.person.name) == (4, "Ada Lovelace")
    assert ada.contact == {
        "phones": ["020 7946 0958", "020 7946 0000"],
        "emails": ["ada@example.org"],
        "birthday": date(1815, 12, 10),
        "sheet": {"Pointure": "37", "labels": {"ada@example.org": "E-mail (travail)"}},
    }
    assert ada.interaction is not None
    assert (str(ada.interaction.on), ada.interaction.kind) == ("2024-03", "met")
    assert zoe.interaction is not None
    assert (zoe.line, str(zoe.interaction.on)) == (5, "2023-03-25")


def test_a_column_tells_its_order_by_one_day_that_has_no_other() -> None:
    text = "Name,Birthday,Last seen\nA,05/03/1980,05/03/2024\nB,25/04/1981,05/23/2024\n"

    first, _ = read(text)

    assert first.contact["birthday"] == date(1980, 3, 5)
    assert first.interaction is not None
    assert first.interaction.on.full == date(2024, 5, 3)


def test_a_day_with_two_readings_is_kept_in_the_notes_and_told() -> None:
    (row,) = read("Name,Birthday,Last seen,Notes\nA,05/03/1980,05/03/2024,Tall\n")

    assert row.interaction is None
    assert row.contact["notes"] == "Birthday: 05/03/1980\n\nLast seen: 05/03/2024\n\nTall"
    assert row.remarks == (
        "Birthday: '05/03/1980' doesn't say which is the day; "
        "`dexcli config dates.order=dmy` (or mdy) says how such days are read; kept in the notes",
        "Last seen: '05/03/2024' doesn't say which is the day; "
        "`dexcli config dates.order=dmy` (or mdy) says how such days are read; kept in the notes",
    )


def test_a_day_that_lies_ahead_was_no_meeting() -> None:
    (row,) = read("Name,Last seen\nA,2027-01-01\n")

    assert row.interaction is None
    assert row.contact["notes"] == "Last seen: 2027-01-01"


def test_a_note_that_says_when_somebody_was_seen_is_an_interaction_too() -> None:
    first, second = read('Name,Last seen,Notes\nA,mars 2024,"Tall\nLast seen: mai 2023"\n')

    assert first.interaction is not None
    assert second.interaction is not None
    assert [str(first.interaction.on), str(second.interaction.on)] == ["2024-03", "2023-05"]
    assert first.person == second.person
    assert first.key != second.key
    assert first.contact["notes"] == "Tall\nLast seen: mai 2023"
    assert second.contact == {}


def test_how_often_somebody_wanted_to_be_in_touch_is_told_and_kept_aside() -> None:
    ada, zoe = read("Name,Cadence\nAda,monthly\nZoe,\n")

    assert ada.contact == {"sheet": {"Cadence": "monthly"}}
    assert ada.remarks == (
        "Cadence 'monthly' is kept under [sheet]; "
        "how often to be in touch here is set by: dexcli every",
    )
    assert zoe.remarks == ()


def test_two_people_in_one_name_are_told_and_tagged() -> None:
    (row,) = read("Name,Tags\nJulie et Marc Martin,friend\n")

    assert row.person.name == "Julie et Marc Martin"
    assert row.contact["tags"] == ["friend", "triage"]
    assert row.remarks == ("'Julie et Marc Martin' is perhaps two people; tagged triage",)


def test_a_row_without_a_name_comes_in_for_triage_by_what_it_has() -> None:
    acme, mail = read("Name,Company,E-mail\n,Acme,\n,,info@example.org\n")

    assert (acme.person.name, acme.contact["tags"]) == ("Acme", ["triage"])
    assert (mail.person.name, mail.contact["tags"]) == ("info@example.org", ["triage"])


def test_a_row_with_nothing_that_could_be_a_name_is_told() -> None:
    (bad,) = everything("Name,City\n,Paris\n")

    assert bad == BadRow(2, "no name: its cells are empty")


def test_how_somebody_was_met_and_through_whom() -> None:
    (row,) = read('Name,Met,How we met,Introduced by,Wife\nA,June 2015,at school,"Boe, Zed",Eve\n')

    assert row.contact == {"met": {"on": "2015-06", "at": "at school"}}
    assert [(link.kind, link.to.name) for link in row.links] == [
        ("through", "Zed Boe"),
        ("spouse", "Eve"),
    ]


def test_a_place_under_met_says_where() -> None:
    (row,) = read("Name,Met\nA,at Julie's party\n")

    assert row.contact == {"met": {"at": "at Julie's party"}}


def test_parts_of_an_address_become_one_line_and_the_city() -> None:
    (row,) = read("Name,Street,Zip,City,Country\nA,1 Main St,75001,Paris,France\n")

    assert row.contact == {"city": "Paris", "addresses": ["1 Main St, 75001 Paris, France"]}


def test_what_a_contact_has_one_of_keeps_the_second_beside() -> None:
    (row,) = read("Name,Company,Employer,Title,Role\nA,Acme,Globex,Mrs,Baker\n")

    assert row.contact == {
        "org": "Acme",
        "title": "Baker",
        "sheet": {"Employer": "Globex", "Title": "Mrs"},
    }


def test_a_list_of_names_alone_is_a_table_too() -> None:
    ada, bob = read('My people\n\nName\nAda Lovelace\n\n"Bob"\n')

    assert [(row.line, row.person.name) for row in (ada, bob)] == [(4, "Ada Lovelace"), (6, "Bob")]


def test_accounts_have_one_spelling() -> None:
    text = "Name,LinkedIn,Website,GitHub\nA,http://fr.linkedin.com/in/a%C3%A9?x=1,a.example,ada\n"

    (row,) = read(text)

    assert row.contact["accounts"] == {
        "linkedin": "https://www.linkedin.com/in/aé",
        "website": "a.example",
        "github": "ada",
    }


def test_the_key_outlives_other_changes_and_two_of_a_name_are_two() -> None:
    text = "Name,E-mail,City\nA,a@example.org,Rome\nB,,Rome\nB,,Bonn\n"
    later = "City,Name,E-mail\nOslo,B,\nOslo,A,a@example.org\n"

    keys = [row.key for row in read(text)]

    assert len(set(keys)) == 3
    assert keys[2] == f"{keys[1]}#2"
    assert [row.key for row in read(later)] == [keys[1], keys[0]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Colour,Size\nred,3\n", "no row of headings is known in it; expected Name, First name"),
        ("Phone,City\n1,Rome\n", "no column for the name among Phone, City; looked for Name"),
        ("", "no row of headings is known"),
        ('Name,City\n"A,Rome\n', "a quote that is opened here is never closed"),
    ],
)
def test_a_table_without_names_is_refused_with_what_was_looked_for(text: str, told: str) -> None:
    with pytest.raises(DexcliError) as refused:
        everything(text)

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_each_visible_sheet_is_read_and_the_hidden_one_told() -> None:
    raw = workbook(
        Sheet("Friends", [["Friends of mine", None], [None], ["Name", "Phone"],
                          ["Ada", 33612345678.0]], merged=["A1:B1"]),
        Sheet("Old", [["Name"], ["Zed"]], hidden=True),
        Sheet("Work", [["Nom", "Société", "Vu le"], ["Bob", "Acme", date(2024, 3, 12)],
                       ["Cy", None, None]], merged=["B2:B3"]),
    )  # fmt: skip

    hidden, ada, bob, cy = everything(raw, "people.xlsx")

    assert isinstance(hidden, BadRow)
    assert (hidden.label, hidden.unreadable) == ("sheet 'Old'", False)
    assert isinstance(ada, Row)
    assert isinstance(bob, Row)
    assert isinstance(cy, Row)
    assert (ada.line, ada.file) == (4, "people.xlsx, sheet 'Friends'")
    assert ada.contact == {"phones": ["33612345678"]}
    assert bob.contact == cy.contact == {"org": "Acme"}
    assert bob.interaction is not None
    assert bob.interaction.on.full == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("songs.csv", "Title,URL\nA,b\n", False),
        ("people.csv", "Name,City\nA,b\n", True),
        ("people.txt", "Name;E-mail\nA;b\n", True),
        ("people.txt", "Dear friends,\nsee you.\n", False),
        ("people.vcf", "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", False),
    ],
)
def test_a_table_among_others_is_told_by_its_headings(name: str, text: str, is_one: bool) -> None:  # noqa: FBT001 - a case
    assert reading.recognises(Source.of_bytes(text.encode(), name)) is is_one


@pytest.mark.parametrize("raw", [SAMPLE.encode(), SAMPLE.encode("utf-16")])
def test_cut_off_at_every_byte_nothing_but_one_line_comes_out(raw: bytes) -> None:
    for end in range(len(raw)):
        source = Source.of_bytes(raw[:end], "people.csv")
        assert all(isinstance(each, (Row, BadRow, str)) for each in rows_or_refusal(source))


@given(st.binary(max_size=200), st.booleans())
def test_random_bytes_are_rows_or_one_line(raw: bytes, with_header: bool) -> None:  # noqa: FBT001 - a case
    head = b"Name,Birthday,Phone,Last seen,Notes\n" if with_header else b""
    source = Source.of_bytes(head + raw, "people.csv")

    assert all(isinstance(each, (Row, BadRow, str)) for each in rows_or_refusal(source))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["C"])), min_size=9, max_size=9
    )
)
def test_no_word_of_a_row_is_lost(texts: list[str]) -> None:
    header = ["Name", "E-mail", "Phone", "Birthday", "Last seen", "Met", "City", "Shoe size", "URL"]
    words = ["".join(each.split()).replace('"', "") for each in texts]
    row = ",".join(f'"{each}"' for each in ["Ada", *words[1:]])

    found = everything(f"{','.join(header)}\n{row}\n")

    said = "".join(repr(each) for each in found)
    for word in words[1:]:
        plain = "".join(character for character in word if character.isalpha())
        if plain == word and len(word) > 3:
            assert word in said
