"""Monica's people come in with everything that happened with them, and nothing made up."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.rows import BadRow, Row
from dexcli.formats.monica import reading
from dexcli.formats.source import Source
from tests.formats.bringing import complaint, ledger_of, read, source
from tests.formats.fields import monica
from tests.formats.fields.monica import collection, day, record


def export(*contacts: dict[str, Any], **more: list[Any]) -> bytes:
    data = [collection("contact", *contacts)]
    data += [collection(kind, *values) for kind, values in more.items()]
    instance = monica.DOCUMENT["account"]["instance"]  # type: ignore[index]
    account = {"uuid": "u", "data": data, "instance": instance}
    return json.dumps({"app_version": "4.1.2", "account": account}).encode()


def somebody(*collections: dict[str, Any], **properties: object) -> dict[str, Any]:
    return {**record("u-bob", first_name="Bob", **properties), "data": list(collections)}


def brought(raw: bytes) -> tuple[dict[str, Contact], list[BadRow], list[Row]]:
    rows, bad = read(reading, raw)
    return {each.handle: each for each in ledger_of([*rows, *bad], "monica")}, bad, rows


def bob(*collections: dict[str, Any], **properties: object) -> Contact:
    contacts, bad, _ = brought(export(somebody(*collections, **properties)))
    assert bad == []
    return contacts["bob"]


def test_everybody_but_the_partial_ones_comes() -> None:
    contacts, bad, _ = brought(monica.SAMPLE)
    assert (sorted(contacts), bad) == (["ada-byron-lovelace", "annabella", "mary-somerville"], [])
    ada = contacts["ada-byron-lovelace"]
    assert [(each.kind, each.who, each.name) for each in ada.relationships] == [
        ("child", "", "Léo"),
        ("mentor", "annabella", ""),
    ]
    assert ada.met is not None
    assert ada.met.through == "mary-somerville"
    assert [(one.kind, one.by) for one in ada.interactions] == [
        ("ate at home", ""), ("call", "ada-byron-lovelace"), ("note", ""), ("note", ""),
        ("message", "me"),
    ]  # fmt: skip
    assert contacts["mary-somerville"].archived
    assert contacts["annabella"].is_dead


def test_what_two_are_to_each_other_is_kept_once() -> None:
    contacts, _, _ = brought(monica.SAMPLE)
    assert contacts["annabella"].relationships == ()  # that Ada is her protégée follows


def test_nobody_is_put_on_a_cadence_and_it_is_said() -> None:
    _, _, rows = brought(export(somebody(stay_in_touch_frequency=14)))
    assert rows[0].contact == {"monica": {"stay_in_touch": 14}}
    assert rows[0].remarks == (
        "stayed in touch every 14 days in Monica; for that here: dexcli every",
    )


def test_an_activity_of_several_is_one_interaction() -> None:
    lunch = record("u-l", summary="lunch", happened_at="2021-01-01")
    eve = {**record("u-eve", first_name="Eve"), "data": [collection("activities", "u-l")]}
    contacts, _, _ = brought(export(somebody(collection("activity", "u-l")), eve, activity=[lunch]))
    one, other = contacts["bob"].interactions[0], contacts["eve"].interactions[0]
    assert one.id == other.id
    assert (one.others, other.others, one.note) == (("eve",), ("bob",), "lunch")


@pytest.mark.parametrize(
    ("said", "birthday"),
    [
        (day("1815-12-10"), "1815-12-10"),
        (day("1815-12-10", is_year_unknown=True), "12-10"),
        (day("1815-01-01", is_age_based=True), "1815"),
    ],
)
def test_a_birthday_is_as_much_as_monica_knows(said: dict[str, Any], birthday: str) -> None:
    assert str(bob(birthdate=said).birthday) == birthday


def test_a_reminder_of_every_year_is_a_date_and_one_of_once_a_promise() -> None:
    given = collection(
        "reminder",
        record("r1", title="wedding", initial_date="2020-07-08", frequency_type="year",
               frequency_number=1),
        record("r2", title="call", initial_date="2020-02-02", frequency_type="month",
               frequency_number=2),
        record("r3", title="old", initial_date="2020-03-03", frequency_type="one_time",
               inactive=True),
        record("r4", title="Wish Bob", initial_date="2020-12-10", frequency_type="year",
               frequency_number=1),
    )  # fmt: skip
    found = bob(given, birthdate=day("1815-12-10"))
    assert [(each.label, str(each.on)) for each in found.dates] == [("wedding", "2020-07-08")]
    assert [(each.note, str(each.on), each.is_open) for each in found.reminders] == [
        ("call (every 2 months)", "2020-02-02", True),
        ("old", "2020-03-03", False),
    ]
    assert all(each.id for each in found.reminders)


def test_gifts_are_ideas_given_or_received() -> None:
    given = collection(
        "gift",
        record("g1", name="cards", status="idea"),
        record("g2", name="book", status="offered", date="2020-01-01"),
        record("g3", name="pen", status="received"),
    )
    shown = [
        (each.idea, str(each.given and each.given.on), each.received is not None)
        for each in bob(given).gifts
    ]
    assert shown == [("cards", "None", False), ("book", "2020-01-01", False), ("pen", "None", True)]


def test_a_debt_says_who_owes() -> None:
    debts = collection("debt", record("d", in_debt=False, amount=7))
    assert bob(debts).extra == {"monica": {"debts": [{"who_owes": "them", "amount": 7}]}}


def test_a_conversation_is_one_interaction_a_day() -> None:
    talk = record("t", messages=[
        {"content": "hi", "written_at": "2021-04-04", "written_by_me": False},
        {"content": "hello", "written_at": "2021-04-04", "written_by_me": True},
        {"content": "bye", "written_at": "2021-04-05", "written_by_me": True},
    ])  # fmt: skip
    found = bob(collection("conversation", talk)).interactions
    assert [(str(one.on), one.by, one.note) for one in found] == [
        ("2021-04-04", "bob", "them: hi\nme: hello"),
        ("2021-04-05", "me", "me: bye"),
    ]


def test_the_second_import_is_the_same_contact() -> None:
    rows, _ = read(reading, export(somebody()))
    assert [contact.sources for contact in ledger_of(rows, "monica")] == [("monica:u-bob",)]


def test_who_has_no_name_and_an_activity_of_nobody_are_named() -> None:
    lunch = record("u-l", summary="lunch", happened_at="2021-01-01")
    _, bad, _ = brought(export(record("u-x"), somebody(), activity=[lunch]))
    assert [(each.reason, each.label, each.unreadable) for each in bad] == [
        ("no name", "u-x", True),
        ("an activity with nobody", "u-l", False),
    ]


def test_collections_may_be_a_map() -> None:
    given: dict[str, Any] = copy.deepcopy(monica.DOCUMENT)
    account = given["account"]
    account["data"] = {each["type"]: each["values"] for each in account["data"]}
    contacts, _, _ = brought(json.dumps(given).encode())
    assert len(contacts) == 3


def test_the_export_in_sql_is_refused_with_what_to_do() -> None:
    sql = source(b"-- x\nINSERT IGNORE INTO `contacts` (`id`) VALUES (1);", "monica.sql")
    assert reading.recognises(sql)
    assert complaint(reading, sql) == (
        "monica.sql: Monica's export in SQL isn't read; "
        "in Monica 4: Settings, Export data, Export to JSON"
    )


def test_cut_off_anywhere_it_says_so() -> None:
    assert reading.recognises(source(monica.SAMPLE))
    for end in range(0, len(monica.SAMPLE), 7):
        assert "no whole JSON" in complaint(reading, monica.SAMPLE[:end])


JUNK: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just([{}]) | st.just({})
)


@given(st.data())
def test_whatever_stands_in_a_place_the_rest_is_read(data: st.DataObject) -> None:
    """A value of any type in any place is a record less, and never an error."""
    given: Any = copy.deepcopy(monica.DOCUMENT)
    spot: Any = given["account"]["data"]
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(spot[key], dict | list) or data.draw(st.integers(0, 9)) == 0:
            break
        spot = spot[key]
    spot[key] = data.draw(JUNK)
    rows, _ = read(reading, json.dumps(given).encode())
    ledger_of(rows, "monica")


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(raw: bytes) -> None:
    assert not reading.recognises(Source.of_bytes(raw, "x.json"))
    assert complaint(reading, raw)
