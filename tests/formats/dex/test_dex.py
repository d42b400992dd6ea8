"""Dex's people come in with the columns that somebody made, and go out as Dex takes them."""

import csv
import io
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.document import to_contact
from dexcli.formats import dex
from dexcli.formats.columns.mojibake import repaired
from tests.formats import bringing
from tests.formats.bringing import held, leaving, ledger_of, read, source

EXPORT = (
    "\ufeffid,first_name,last_name,dex_emails,dex_phones,job_title,company,location,education,"
    "linkedin_url,birthday,dex_tags,description,Lieblingsessen \n"
    "7f,Ada,Lovelace,ada@x.example | a@y.example,\"'+44 20 7946,'+44 1\",Programmer,Engines,London,"
    'home,https://linkedin.com/in/ada/,1815-12-10,"friend, maths",\'=x,Kuchen\n'
    "8g,Bob,Berger,None,-,None,,,,,,,,\n"
).encode()


def test_the_export_with_a_column_of_ones_own() -> None:
    assert dex.recognises(source(EXPORT))
    (ada, bob), bad = read(dex, EXPORT)
    assert (bad, ada.person.name, ada.person.key, ada.interaction) == (
        [],
        "Ada Lovelace",
        "7f",
        None,
    )
    assert ada.contact == {
        "emails": ["ada@x.example", "a@y.example"],
        "phones": ["+44 20 7946", "+44 1"],
        "tags": ["friend", "maths"],
        "accounts": {"linkedin": "https://www.linkedin.com/in/ada"},
        "org": "Engines",
        "title": "Programmer",
        "city": "London",
        "birthday": date(1815, 12, 10),
        "notes": "=x",
        "dex": {"education": "home", "Lieblingsessen": "Kuchen"},
    }
    assert (bob.person.name, bob.contact) == ("Bob Berger", {})


def test_when_they_were_last_seen_and_are_to_be_asked_again() -> None:
    raw = (
        b"id,first_name,last_seen_at,next_reminder_at,birthday_current_year\n"
        b"1,Ada,2026-11-01T10:00:00Z,2026-12-24,2026-03-07\n2,Bob,,2020-01-01,\n"
    )
    assert dex.recognises(source(raw))
    (ada, bob), _ = read(dex, raw)
    assert ada.interaction is not None
    assert (str(ada.interaction.on), ada.interaction.kind) == ("2026-11-01", "met")
    (reminder,) = ada.contact["reminders"]
    assert (reminder["note"], reminder["on"]) == ("get in touch", date(2026, 12, 24))
    assert ada.contact["birthday"] == "03-07"
    assert bob.contact == {"dex": {"next_reminder_at": "2020-01-01"}}


def test_who_has_no_name_waits_for_triage_and_an_empty_row_is_told() -> None:
    raw = b"first_name,company,dex_tags\n,Shop,\n,,\n"
    (shop,), (bad,) = read(dex, raw)
    assert (shop.person.name, shop.contact["tags"]) == ("Shop", ["triage"])
    assert (bad.line, bad.unreadable) == (3, False)


def test_a_sheet_of_ones_own_is_not_dexs() -> None:
    raw = b"First name,Last name,Email,Phone,Company,Job title,LinkedIn,Birthday,Notes,Tags\n"
    assert not dex.recognises(source(raw))


def test_what_goes_out_is_what_dex_takes_and_no_spreadsheet_runs() -> None:
    ada = to_contact(
        {
            "name": "Ada King Lovelace",
            "emails": ["a@x.example", "b@x.example"],
            "phones": ["+44 20 (7946)"],
            "org": "=cmd()",
            "notes": "secret",
        },
        "ada",
    )
    (row,) = csv.DictReader(io.StringIO(b"".join(dex.write(leaving([ada], notes=False))).decode()))
    assert {key: cell for key, cell in row.items() if cell} == {
        "first_name": "Ada King",
        "last_name": "Lovelace",
        "email": "a@x.example",
        "email_2": "b@x.example",
        "phone": "+44 20 (7946)",
        "company": "'=cmd()",
        "id": "dexcli:ada",
    }
    assert list(row)[:10] == ["first_name", "last_name", "email", "phone", "company", "job_title",
                              "linkedin", "birthday", "notes", "tags"]  # fmt: skip


def test_an_export_that_comes_back_is_known_by_dexs_own_id() -> None:
    rows, _ = read(dex, EXPORT)
    back, _ = read(dex, b"".join(dex.write(leaving(ledger_of(rows, "dex")))))
    assert {row.key for row in back} == {"7f", "8g"}
    nameless = ledger_of(read(dex, b"first_name,dex_tags,last_name\nAda,x,\n")[0], "dex")
    (contact,) = nameless
    assert f"dexcli:{contact.id}".encode() in b"".join(dex.write(leaving(nameless)))


_letters = st.characters(codec="utf-8", categories=("L", "N"))
words = st.text(_letters, min_size=1, max_size=8).filter(
    lambda text: repaired(text) == text and text.casefold() not in {"none", "null"}
)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    found = {
        "name": draw(texts),
        "tags": draw(st.lists(texts, max_size=3, unique=True)),
        "birthday": draw(st.none() | st.dates(min_value=date(1000, 1, 1)) | st.just("03-07")),
        "emails": draw(st.lists(words.map("{}@x".format), max_size=3, unique_by=str.casefold)),
        "phones": draw(st.lists(st.integers(100, 999).map("+{}".format), max_size=3, unique=True)),
        "accounts": draw(st.dictionaries(st.sampled_from(["telegram", "linkedin"]), texts)),
        "org": draw(st.just("") | texts | texts.map("={}".format)),
        "title": draw(st.just("") | texts),
        "city": draw(st.just("") | texts),
        "notes": draw(st.lists(texts, max_size=3).map("\n".join)),
    }
    return {key: value for key, value in found.items() if value not in ("", [], {}, None)}


@given(documents())
def test_out_and_in_again_is_an_equal_contact(document: dict[str, Any]) -> None:
    contact = to_contact(document, "x")
    raw = b"".join(dex.write(leaving([contact])))
    assert dex.recognises(source(raw))
    rows, bad = read(dex, raw)
    assert bad == []
    assert [held(each) for each in ledger_of(rows, "dex")] == [held(contact)]


def test_cut_off_anywhere_it_says_so_or_reads() -> None:
    for end in range(len(EXPORT)):
        assert "\n" not in bringing.complaint(dex, EXPORT[:end])


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_one_line(raw: bytes) -> None:
    dex.recognises(source(raw))
    head = b"first_name,last_name,dex_emails,birthday,last_seen_at\n"
    assert "\n" not in bringing.complaint(dex, head + raw)
