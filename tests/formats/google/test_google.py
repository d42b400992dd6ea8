"""Google's contacts come in from each of its headers and go out as it takes them."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.formats import google
from dexcli.formats.columns.mojibake import repaired
from dexcli.formats.source import Terms
from tests.formats import bringing
from tests.formats.bringing import held, leaving, ledger_of, read, source

NEW = (
    b"First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,"
    b"File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    b"Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,"
    b"Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    b"Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Relation 1 - Label,"
    b"Relation 1 - Value,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
    b"Custom Field 1 - Label,Custom Field 1 - Value\n"
    b"Ada,King,Lovelace,EY-da,Countess,FRS,Enchantress,,Analytical Engines,Programmer,Looms,"
    b' --12-10,"two\nlines",http://pic,* myContacts ::: Friends,'
    b"* Work,ada@work.example ::: a@old.example,"
    b',ada@home.example,Mobile,+44 20 7946 0958,* Home,"12 St James\'s Sq\nLondon",'
    b"12 St James's Sq,London,Greater London,SW1Y,England,Spouse,William King,Profile,"
    b"https://www.linkedin.com/in/ada?trk=1,Anniversary,1835-07-08,Shoe size,37\n"
)
OLD_HEADER = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Initials,Nickname,Short Name,"
    "Maiden Name,Birthday,Gender,Hobby,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,"
    "Organization 1 - Name,Organization 1 - Title"
)


def one(raw: bytes) -> dict[str, Any]:
    rows, bad = read(google, raw)
    assert bad == []
    (row,) = rows
    return {"name": row.person.name, **row.contact}


def test_the_new_header_with_everything() -> None:
    assert one(NEW) == {
        "name": "Ada King Lovelace",
        "aka": ["Enchantress"],
        "tags": ["Friends"],
        "birthday": "12-10",
        "emails": ["ada@work.example", "a@old.example", "ada@home.example"],
        "phones": ["+44 20 7946 0958"],
        "addresses": ["12 St James's Sq, SW1Y London, Greater London, England"],
        "accounts": {"linkedin": "https://www.linkedin.com/in/ada"},
        "org": "Analytical Engines",
        "title": "Programmer",
        "city": "London",
        "notes": "two\nlines",
        "dates": [{"label": "anniversary", "on": date(1835, 7, 8)}],
        "relationships": [{"kind": "spouse", "name": "William King"}],
        "google": {
            "First Name": "Ada",
            "Middle Name": "King",
            "Last Name": "Lovelace",
            "Name Prefix": "Countess",
            "Name Suffix": "FRS",
            "Phonetic First Name": "EY-da",
            "Organization Department": "Looms",
            "Photo": "http://pic",
            "email_labels": {"ada@work.example": "Work"},
            "addresses": {
                "12 St James's Sq, SW1Y London, Greater London, England": {
                    "Street": "12 St James's Sq",
                    "City": "London",
                    "Region": "Greater London",
                    "Postal Code": "SW1Y",
                    "Country": "England",
                }
            },
            "website_labels": {"https://www.linkedin.com/in/ada": "Profile"},
            "Custom Field 1 - Label": "Shoe size",
            "Custom Field 1 - Value": "37",
        },
    }


def test_the_old_header_says_the_same_in_other_words() -> None:
    raw = (
        f"{OLD_HEADER}\nDr. Bob Berger,Bob,,Berger,,BB,Bobby ::: Rob,,Stein,1980-03-07,male,"
        "chess ::: go,,* myContacts ::: * friends,Home,b@old.example,* Work,b@new.example,Main,"
        "+1 2,* Work,Acme ::: Globex,CTO\n"
    )
    assert one(raw.encode()) == {
        "name": "Dr. Bob Berger",
        "aka": ["Bobby", "Rob", "Stein"],
        "tags": ["friends"],
        "birthday": date(1980, 3, 7),
        "emails": ["b@new.example", "b@old.example"],
        "phones": ["+1 2"],
        "org": "Acme",
        "title": "CTO",
        "interests": ["chess", "go"],
        "google": {
            "Initials": "BB",
            "Maiden Name": "Stein",
            "Gender": "male",
            "Organization 1 - Type": "* Work",
            "Organization Name": "Acme ::: Globex",
            "email_labels": {"b@new.example": "Work"},
            "phone_labels": {"+1 2": "Main"},
        },
    }


def test_a_mixture_of_both_headers() -> None:
    raw = (
        b"Name,Given Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value\n"
        b"Eve,,Acme,,e@x.example\n"
    )
    assert google.recognises(source(raw))
    assert one(raw) == {"name": "Eve", "org": "Acme", "emails": ["e@x.example"]}


def test_utf_16_with_and_without_a_mark() -> None:
    for raw in (NEW.decode().encode("utf-16"), NEW.decode().encode("utf-16-le")):
        assert google.recognises(source(raw))
        assert one(raw) == one(NEW)


@pytest.mark.parametrize("label", ["* Other Contacts", "* Other Contacts ::: Friends"])
def test_addresses_that_google_collected_stay_out_and_are_told(label: str) -> None:
    raw = f"First Name,Labels,E-mail 1 - Value\nShop,{label},shop@x.example\n".encode()
    rows, (bad,) = read(google, raw)
    assert (rows, bad.line, bad.label, bad.unreadable) == ([], 2, "Shop", False)
    assert "Other Contacts" in bad.reason
    everybody, none = read(google, raw, Terms(today=bringing.TODAY, everybody=True))
    assert ([row.person.name for row in everybody], none) == (["Shop"], [])


def test_who_is_no_person_waits_for_triage() -> None:
    raw = (
        b"First Name,Organization Name,E-mail 1 - Value,Phone 1 - Value\n,Plumber & Sons,,\n"
        b"info@shop.example,,,\n,,x@y.example,\n,,,+1 555\nAnn,,,\n,,,\n"
    )
    rows, (bad,) = read(google, raw)
    assert [(row.person.name, row.contact.get("tags")) for row in rows] == [
        ("Plumber & Sons", ["triage"]),
        ("info@shop.example", ["triage"]),
        ("x@y.example", ["triage"]),
        ("+1 555", ["triage"]),
        ("Ann", None),
    ]
    assert rows[1].contact["emails"] == ["info@shop.example"]
    assert (bad.line, bad.unreadable) == (7, False)


def test_a_relation_leads_to_the_only_one_of_that_name_in_the_file() -> None:
    raw = (
        b"First Name,Last Name,E-mail 1 - Value,Relation 1 - Label,Relation 1 - Value\n"
        b"Ada,Lovelace,,Spouse,William King\nEve,Moor,,Friend,Sam Poe\n"
        b"William,King,,,\nSam,Poe,1@x.example,,\nSam,Poe,2@x.example,,\n"
    )
    ada, eve, william, *_ = read(google, raw)[0]
    (link,) = ada.links
    assert (link.kind, link.to.key, link.to.name) == ("spouse", william.key, "William King")
    assert eve.links == ()
    assert eve.contact["relationships"] == [{"kind": "friend", "name": "Sam Poe"}]


def test_two_columns_of_one_name_both_count() -> None:
    raw = b"First Name,E-mail 1 - Value,E-mail 1 - Value\nAda,a@x.example,b@x.example\n"
    assert one(raw)["emails"] == ["a@x.example", "b@x.example"]


def test_a_day_that_is_none_is_kept_as_it_stands() -> None:
    raw = b"First Name,Birthday,Event 1 - Label,Event 1 - Value\nAda,circa 1800,Feast,31.31.2000\n"
    assert one(raw)["google"] == {
        "Birthday": "circa 1800",
        "Event 1 - Label": "Feast",
        "Event 1 - Value": "31.31.2000",
    }


def test_a_key_outlives_a_change_of_other_fields() -> None:
    before, after = (
        read(google, f"First Name,Organization Name,E-mail 1 - Value\nAda,{org},a@x\n".encode())[0]
        for org in ("Acme", "Globex")
    )
    assert before[0].key == after[0].key
    doubled = b"First Name,E-mail 1 - Value\nAda,a@x\nAda,A@X\n"
    first, second = read(google, doubled)[0]
    assert second.key == f"{first.key}#2"


def test_what_goes_out_has_googles_columns_and_labels() -> None:
    ada = to_contact(
        {
            "name": "Ada King Lovelace",
            "emails": ["a@x.example"],
            "phones": ["+44 20"],
            "tags": ["friend"],
            "birthday": "12-10",
            "notes": "Allergic.",
        },
        "ada",
    )
    raw = b"".join(google.write(leaving([ada], notes=False)))
    (row,) = csv.DictReader(io.StringIO(raw.decode(), newline=""))
    assert {key: cell for key, cell in row.items() if cell} == {
        "First Name": "Ada King",
        "Last Name": "Lovelace",
        "Birthday": "--12-10",
        "Labels": "friend ::: dexcli ::: * myContacts",
        "E-mail 1 - Label": "Home",
        "E-mail 1 - Value": "a@x.example",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+44 20",
        "Custom Field 1 - Label": "dexcli",
        "Custom Field 1 - Value": "ada",
    }
    assert raw.startswith(b"First Name,Middle Name,Last Name,Phonetic First Name,")


def test_what_google_said_beyond_our_keys_goes_out_again() -> None:
    rows, _ = read(google, NEW)
    raw = b"".join(google.write(leaving(ledger_of(rows, "google"))))
    assert one(raw) == one(NEW)
    (row,) = csv.DictReader(io.StringIO(raw.decode(), newline=""))
    assert row["E-mail 1 - Label"] == "Work"
    assert row["Address 1 - Street"] == "12 St James's Sq"
    assert row["Custom Field 1 - Label"] == "Shoe size"
    assert row["Middle Name"] == "King"


def test_notes_stay_unless_they_are_asked_for() -> None:
    ada = to_contact({"name": "Ada", "notes": "a secret"}, "ada")
    assert b"secret" not in b"".join(google.write(leaving([ada], notes=False)))
    assert b"secret" in b"".join(google.write(leaving([ada], notes=True)))


def test_cut_off_anywhere_it_says_so_or_reads() -> None:
    for raw in (NEW, NEW.decode().encode("utf-16")):
        for end in range(len(raw)):
            assert "\n" not in bringing.complaint(google, raw[:end])


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_one_line(raw: bytes) -> None:
    google.recognises(source(raw))
    for head in (b"", b"First Name,E-mail 1 - Value,Birthday\n"):
        assert "\n" not in bringing.complaint(google, head + raw)


# What Google's CSV can hold: texts without blanks around them, one address for the city...
_LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="@:*")
words = st.text(_LETTERS, min_size=1, max_size=8).filter(lambda text: repaired(text) == text)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
several = st.lists(texts, max_size=3, unique=True)
days = st.dates(min_value=date(1000, 1, 1))
yearly = days | days.map(lambda day: f"{day.month:02}-{day.day:02}")
partial = yearly | st.integers(1000, 2100) | days.map("{:%Y-%m}".format)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(texts)
    found = {
        "name": name,
        "aka": [each for each in draw(several) if each != name],
        "tags": [each for each in draw(several) if each not in {"dexcli", "myContacts"}],
        "birthday": draw(st.none() | partial),
        "emails": draw(
            st.lists(words.map(lambda w: f"{w}@x.example"), max_size=3, unique_by=str.casefold)
        ),
        "phones": draw(
            st.lists(st.integers(1000, 99999).map(lambda n: f"+{n}"), max_size=3, unique=True)
        ),
        "addresses": draw(several),
        "accounts": draw(st.dictionaries(st.sampled_from(["github", "skype", "website"]), texts)),
        "org": draw(st.just("") | texts),
        "title": draw(st.just("") | texts),
        "city": draw(st.just("") | texts),
        "interests": draw(several),
        "notes": draw(st.lists(texts, max_size=3).map("\n".join)),
        "relationships": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"kind": st.sampled_from(["spouse", "friend", "rival"]), "name": texts}
                ),
                max_size=2,
                unique_by=lambda said: tuple(map(str, sorted(said.items()))),
            )
        ),
        "dates": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"label": st.sampled_from(["anniversary", "name day"]), "on": yearly}
                ),
                max_size=2,
                unique_by=lambda said: str(said["label"]),
            )
        ),
    }
    return {key: value for key, value in found.items() if value not in ("", [], {}, None)}


def contacts(document: dict[str, Any]) -> Contact:
    return to_contact(document, "x")


@given(documents().map(contacts))
def test_out_and_in_again_is_an_equal_contact(contact: Contact) -> None:
    raw = b"".join(google.write(leaving([contact])))

    rows, bad = read(google, raw)

    assert bad == []
    assert [held(each) for each in ledger_of(rows, "google")] == [held(contact)]
    (back,) = ledger_of(rows, "google")
    assert b"".join(google.write(leaving([replace(back, handle="x", id="")]))) == raw


def test_people_of_the_ledger_find_each_other_again() -> None:
    ada = to_contact({"name": "Ada", "relationships": [{"kind": "spouse", "who": "will"}]}, "ada")
    will = to_contact({"name": "Will", "relationships": [{"kind": "rival", "name": "Bob"}]}, "will")
    rows, _ = read(google, b"".join(google.write(leaving([ada, will]))))
    assert [held(each) for each in ledger_of(rows, "google")] == [held(ada), held(will)]
