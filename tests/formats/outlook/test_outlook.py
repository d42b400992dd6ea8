"""Outlook's contacts come in from the desktop, from outlook.com, and in German and French."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.formats import outlook
from dexcli.formats.source import Terms
from tests.formats import bringing
from tests.formats.bringing import read, source

DESKTOP = (
    "Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department",
    "Job Title", "Business Street", "Business City", "Business Postal Code",
    "Business Country/Region", "Home Street", "Home City", "Business Fax", "Business Phone",
    "Home Phone", "Mobile Phone", "Anniversary", "Birthday", "Categories", "Children",
    "E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address", "E-mail 2 Type",
    "Hobby", "Initials", "Manager's Name", "Notes", "Priority", "Private", "Referred By",
    "Sensitivity", "Spouse", "User 1", "Web Page",
)  # fmt: skip
GERMAN = (
    "Anrede", "Vorname", "Weitere Vornamen", "Nachname", "Suffix", "Firma", "Position",
    "Straße geschäftlich", "Ort geschäftlich", "Postleitzahl geschäftlich", "Telefon geschäftlich",
    "Telefon (privat)", "Mobiltelefon", "E-Mail-Adresse", "E-Mail 2: Adresse", "Geburtstag",
    "Kategorien", "Notizen", "Partner", "Webseite", "Benutzer 1",
)  # fmt: skip
FRENCH = (
    "Titre", "Prénom", "Deuxième prénom", "Nom", "Suffixe", "Société", "Service", "Titre",
    "Rue (domicile)", "Ville (domicile)", "Code postal (domicile)", "Téléphone (bureau)",
    "Tél. mobile", "Adresse de messagerie", "Anniversaire", "Catégories", "Notes", "Conjoint(e)",
)  # fmt: skip
FULL = {
    "Title": "Countess",
    "First Name": "Ada",
    "Last Name": "Lovelace",
    "Company": "Engines",
    "Department": "Looms",
    "Job Title": "Programmer",
    "Business Street": "1 Mill Ln\r\nGate 2",
    "Business City": "London",
    "Business Postal Code": "SW1",
    "Business Country/Region": "England",
    "Business Fax": "+44 9",
    "Business Phone": "+44 2",
    "Mobile Phone": "+44 1",
    "Anniversary": "0/0/00",
    "Birthday": "12/31/1815",
    "Categories": "Friends;Maths",
    "Children": "Byron; Anne",
    "E-mail Address": "ada@x.example",
    "E-mail Type": "SMTP",
    "E-mail Display Name": "Ada Lovelace (ada@x.example)",
    "E-mail 2 Address": "/o=ORG/ou=X/cn=ADA",
    "E-mail 2 Type": "EX",
    "Hobby": "horses",
    "Manager's Name": "Charles Babbage",
    "Notes": "two\r\nlines",
    "Priority": "Normal",
    "Private": "False",
    "Referred By": "Mary Somerville",
    "Sensitivity": "Normal",
    "Spouse": "William King",
    "User 1": "vip",
    "Web Page": "https://ada.example",
}


def table(header: tuple[str, ...], *records: dict[str, str], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[record.get(heading, "") for heading in header] for record in records])
    return text.getvalue()


def one(text: str, *, encoding: str = "cp1252", terms: Terms = bringing.TERMS) -> dict[str, Any]:
    raw = text.encode(encoding)
    assert outlook.recognises(source(raw))
    (row,), bad = read(outlook, raw, terms)
    assert bad == []
    return {"name": row.person.name, **row.contact}


def test_the_desktops_export_with_everything() -> None:
    assert one(table(DESKTOP, FULL)) == {
        "name": "Ada Lovelace",
        "emails": ["ada@x.example"],
        "tags": ["Friends", "Maths"],
        "birthday": date(1815, 12, 31),
        "phones": ["+44 1", "+44 2"],
        "addresses": ["1 Mill Ln, Gate 2, SW1 London, England"],
        "accounts": {"website": "https://ada.example"},
        "org": "Engines",
        "title": "Programmer",
        "city": "London",
        "interests": ["horses"],
        "notes": "two\nlines",
        "met": {"through": "Mary Somerville"},
        "relationships": [
            {"kind": "spouse", "name": "William King"},
            {"kind": "manager", "name": "Charles Babbage"},
            {"kind": "child", "name": "Byron"},
            {"kind": "child", "name": "Anne"},
        ],
        "outlook": {
            "Title": "Countess",
            "Department": "Looms",
            "Business Fax": "+44 9",
            "E-mail 2 Address": "/o=ORG/ou=X/cn=ADA",
            "E-mail 2 Type": "EX",
            "User 1": "vip",
            "phone_labels": {"+44 2": "business phone"},
        },
    }


def test_outlook_com_has_fewer_columns_in_another_order() -> None:
    header = ("First Name", "Middle Name", "Last Name", "Title", "Suffix", "Initials", "Web Page",
              "Gender", "Birthday", "Anniversary", "Location", "Notes", "E-mail Address",
              "E-mail 2 Address", "Primary Phone", "Home Phone", "Mobile Phone", "Home Address",
              "Home Street", "Categories")  # fmt: skip
    eve = {
        "First Name": "Eve",
        "Gender": "Unspecified",
        "E-mail Address": "e@x.example",
        "Primary Phone": "+1 2",
        "Home Address": "5 High St\nYork",
    }
    assert one("\ufeff" + table(header, eve), encoding="utf-8") == {
        "name": "Eve",
        "emails": ["e@x.example"],
        "phones": ["+1 2"],
        "addresses": ["5 High St, York"],
        "outlook": {"Home Address": "5 High St\nYork", "phone_labels": {"+1 2": "primary phone"}},
    }


def test_the_german_header_with_semicolons_in_cp1252() -> None:
    bob = {
        "Vorname": "Jörg",
        "Nachname": "Müßig",
        "Firma": "Bäcker & Söhne",
        "Position": "Chef",
        "Straße geschäftlich": "Weg 1",
        "Ort geschäftlich": "Köln",
        "Postleitzahl geschäftlich": "50667",
        "Telefon (privat)": "0221 1",
        "Mobiltelefon": "0170 2",
        "E-Mail-Adresse": "j@x.example",
        "Geburtstag": "5/3/1980",
        "Kategorien": "Freunde",
        "Partner": "Uta",
        "Benutzer 1": "x",
    }
    assert one(table(GERMAN, bob, delimiter=";")) == {
        "name": "Jörg Müßig",
        "emails": ["j@x.example"],
        "tags": ["Freunde"],
        "birthday": date(1980, 3, 5),
        "phones": ["0170 2", "0221 1"],
        "addresses": ["Weg 1, 50667 Köln"],
        "org": "Bäcker & Söhne",
        "title": "Chef",
        "city": "Köln",
        "relationships": [{"kind": "spouse", "name": "Uta"}],
        "outlook": {"Benutzer 1": "x", "phone_labels": {"0221 1": "home phone"}},
    }


def test_the_french_header_calls_two_columns_titre() -> None:
    text = table(FRENCH, delimiter=";") + '"Mme";"Zoé";"";"Blanc";"";"Acme";"R&D";"Directrice";'
    text += (
        '"1 rue X";"Lyon";"69001";"+33 4";"+33 6";"z@x.example";"05/03/1980";"Amis";"";"Luc"\r\n'
    )
    found = one(text)
    assert (found["title"], found["outlook"]["Title"]) == ("Directrice", "Mme")
    assert (found["birthday"], found["phones"]) == (date(1980, 3, 5), ["+33 6", "+33 4"])
    assert (found["name"], found["tags"], found["city"]) == ("Zoé Blanc", ["Amis"], "Lyon")


@pytest.mark.parametrize(
    ("other", "day"),
    [("25/12/1990", date(1980, 3, 5)), ("12/25/1990", date(1980, 5, 3))],
)
def test_one_day_of_the_column_tells_how_all_are_read(other: str, day: date) -> None:
    ada = {"First Name": "Ada", "Birthday": "5/3/1980", "E-mail Address": "a@x"}
    bob = {"First Name": "Bob", "Birthday": other, "E-mail Address": "b@x"}
    rows, _ = read(outlook, table(DESKTOP, ada, bob).encode())
    assert rows[0].contact["birthday"] == day


def test_a_day_that_nothing_tells_how_to_read_is_kept_and_told() -> None:
    ada = {"First Name": "Ada", "Birthday": "5/3/1980"}
    raw = table(DESKTOP, ada).encode()
    ((row,), _) = read(outlook, raw)
    assert "birthday" not in row.contact
    assert row.contact["outlook"] == {"Birthday": "5/3/1980"}
    assert row.remarks == (
        "birthday: '5/3/1980' doesn't say which is the day and which the month; "
        "kept under [outlook]",
    )
    said = one(raw.decode(), terms=Terms(today=bringing.TODAY, order="dmy"))
    assert said["birthday"] == date(1980, 3, 5)


@pytest.mark.parametrize("nothing", ["0/0/00", "00/00/0000", "0.0.00", "0000-00-00"])
def test_outlooks_empty_day_is_none(nothing: str) -> None:
    assert one(table(DESKTOP, {"First Name": "Ada", "Birthday": nothing})) == {"name": "Ada"}


def test_exchange_knows_people_by_paths_that_are_no_addresses() -> None:
    row = {"First Name": "Ada", "E-mail Address": "/o=X/cn=A", "E-mail Type": "EX"}
    assert "emails" not in one(table(DESKTOP, row))


def test_a_company_without_a_name_waits_for_triage() -> None:
    found = one(table(DESKTOP, {"Company": "Plumber Ltd"}))
    assert (found["name"], found["tags"]) == ("Plumber Ltd", ["triage"])


def test_a_table_of_ones_own_with_some_of_the_headings_is_not_outlooks() -> None:
    raw = b"First Name,Last Name,E-mail Address,Company,Birthday,Last seen,How we met,Dog,Cat\n"
    assert not outlook.recognises(source(raw))


def test_cut_off_anywhere_it_says_so_or_reads() -> None:
    raw = table(DESKTOP, FULL).encode("cp1252")
    for end in range(len(raw)):
        assert "\n" not in bringing.complaint(outlook, raw[:end])


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_one_line(raw: bytes) -> None:
    outlook.recognises(source(raw))
    head = b"First Name,Last Name,E-mail Address,Birthday,Company\n"
    assert "\n" not in bringing.complaint(outlook, head + raw)
