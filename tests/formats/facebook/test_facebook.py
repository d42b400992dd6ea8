"""Facebook's friends and messages and Instagram's follows come in, in every shape they had."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.ids import from_text
from dexcli.formats.facebook import reading
from dexcli.formats.facebook.people import meant
from dexcli.formats.source import Source, Terms
from tests.formats.bringing import TODAY, archive, complaint, ledger_of, read, source
from tests.formats.fields import facebook, instagram, messages

FRIENDS = "connections/friends/your_friends.json"


def listed(*records: object, key: str = "friends_v2") -> bytes:
    return json.dumps({key: list(records)}).encode()


def friend(name: str, stamp: int = 1577836800) -> dict[str, Any]:
    return {"name": name.encode().decode("latin-1"), "timestamp": stamp}


def thread(*senders: tuple[str, int], people: tuple[str, ...]) -> bytes:
    return json.dumps({
        "participants": [{"name": name} for name in people],
        "messages": [
            {"sender_name": name, "timestamp_ms": stamp * 1000, "content": "secret"}
            for name, stamp in senders
        ],
    }).encode()  # fmt: skip


@pytest.mark.parametrize("key", ["friends_v2", "friends"])
def test_a_friend_comes_with_the_day_of_friending_which_is_no_meeting(key: str) -> None:
    (row,), bad = read(reading, listed(friend("Zoë"), key=key))
    assert (row.person.name, row.contact, row.interaction, bad) == (
        "Zoë",
        {"facebook": {"connected": TODAY.replace(year=2020, month=1, day=1)}},
        None,
        [],
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_is_read_as_it_was_written(text: str) -> None:
    assert meant(text.encode().decode("latin-1")) == text


def test_a_text_that_was_not_spoilt_stays() -> None:
    assert [meant("Zoë"), meant("Łukasz"), meant("plain")] == ["Zoë", "Łukasz", "plain"]


def test_a_new_friend_of_the_same_name_changes_nobodys_key() -> None:
    before, _ = read(reading, listed(friend("John Smith", 100_000)))
    after, _ = read(reading, listed(friend("John Smith", 200_000), friend("John Smith", 100_000)))
    assert after[1].key == before[0].key
    assert after[0].key == f"{before[0].key}#2"


def test_an_account_that_is_gone_is_told_and_no_fault() -> None:
    (row,), (bad,) = read(reading, listed({"timestamp": 1}, friend("Ada")))
    assert (row.line, row.person.name) == (2, "Ada")
    assert (bad.line, bad.reason, bad.unreadable) == (1, "no name: the account is gone", False)


def test_whom_one_follows_on_instagram_comes_with_the_account() -> None:
    rows, _ = read(reading, instagram.SAMPLE)
    (contact,) = ledger_of(rows, "facebook")
    assert contact.sources == ("instagram:zoe.feldmann",)
    assert contact.id == from_text("instagram:zoe.feldmann")
    assert contact.accounts == {"instagram": "https://www.instagram.com/zoe.feldmann"}


def test_the_name_may_stand_in_the_title_or_only_in_the_address() -> None:
    shapes = [
        {"title": "Ada.L", "string_list_data": [{"href": "https://www.instagram.com/_u/ada.l"}]},
        {"title": "", "string_list_data": [{"href": "https://www.instagram.com/_u/bob?x=1"}]},
        {"title": ""},
    ]
    rows, bad = read(reading, json.dumps({"relationships_following": shapes}).encode())
    assert [row.key for row in rows] == ["ada.l", "bob"]
    assert [each.line for each in bad] == [3]


def test_messages_of_two_are_one_interaction_a_day_and_say_who_wrote_first() -> None:
    raw = thread(("Ada", 1577900000), ("Me", 1577890000), ("Ada", 1578000000), people=("Ada", "Me"))
    box = "your_facebook_activity/messages/inbox"
    given = archive({
        FRIENDS: listed(friend("Ada")),
        f"{box}/ada_1/message_1.json": raw,
        f"{box}/bob_2/message_1.json": thread(("Me", 1577900000), people=("Bob", "Me")),
        f"{box}/all_3/message_1.json": thread(people=("Ada", "Bob", "Me")),
        "your_facebook_activity/messages/message_requests/x_4/message_1.json": thread(
            ("Spam", 1577900000), people=("Spam", "Me")
        ),
    })  # fmt: skip
    assert reading.recognises(given)
    rows, (bad,) = read(reading, given)
    said = [
        (row.person.name, str(row.interaction.on), row.interaction.by, row.only_known)
        for row in rows
        if row.interaction
    ]
    assert said == [
        ("Ada", "2020-01-01", "me", True),
        ("Ada", "2020-01-02", "them", True),
        ("Bob", "2020-01-01", "me", True),
    ]
    assert bad.reason == "a conversation of 3, and only those of two are read"
    assert not bad.unreadable
    assert "secret" not in repr(rows)
    (ada,) = ledger_of(rows, "facebook")  # Bob is no friend, and nobody's here
    assert [(one.kind, one.by) for one in ada.interactions] == [("message", "me"),
                                                                ("message", "ada")]  # fmt: skip


def test_with_everybody_who_wrote_comes_too() -> None:
    given = archive({"messages/inbox/b/message_1.json": thread(("Bob", 9), people=("Bob", "Me"))})
    terms = Terms(today=TODAY, me=frozenset({"me"}), everybody=True)
    assert [each.name for each in ledger_of(read(reading, given, terms)[0], "facebook")] == ["Bob"]


def test_the_files_of_one_conversation_are_one() -> None:
    box = "messages/inbox/ada_1"
    given = archive({
        f"{box}/message_1.json": thread(("Me", 1577900000), people=("Ada", "Me")),
        f"{box}/message_2.json": thread(("Ada", 1577890000), people=("Ada", "Me")),
    })  # fmt: skip
    rows, _ = read(reading, given, Terms(today=TODAY, me=frozenset({"me"})))
    assert [row.interaction.by for row in rows if row.interaction] == ["them"]


def test_who_is_me_is_never_guessed() -> None:
    rows, (bad,) = read(reading, messages.SAMPLE)
    assert rows == []
    assert bad.reason == "who of Zoë Feldmann and Ada Lovelace is you can't be told"


def test_one_of_two_namesakes_gets_no_message_of_the_other() -> None:
    given = archive({
        FRIENDS: listed(friend("Ada", 1), friend("Ada", 2)),
        "messages/inbox/a/message_1.json": thread(("Ada", 99999), people=("Ada", "Me")),
    })  # fmt: skip
    rows, _ = read(reading, given)
    assert all(not contact.interactions for contact in ledger_of(rows, "facebook"))


def test_a_broken_member_is_named_and_stops_none_of_the_others() -> None:
    given = archive({
        FRIENDS: listed(friend("Ada")),
        "messages/inbox/a/message_1.json": b'{"participants": [',
    })  # fmt: skip
    rows, bad = read(reading, given)
    assert [row.person.name for row in rows] == ["Ada"]
    assert bad[0].file == "messages/inbox/a/message_1.json"
    assert bad[0].reason.startswith("not read: no whole JSON (cut off)")


def test_an_export_in_html_is_refused_with_what_to_do() -> None:
    given = archive({"connections/friends/your_friends.html": b"<html>"})
    assert reading.recognises(given)
    told = complaint(reading, given)
    assert told == (
        "export.zip: an export in HTML, which is not read; export it again, in the format JSON"
    )


@pytest.mark.parametrize("sample", [facebook.SAMPLE, instagram.SAMPLE, messages.SAMPLE])
def test_cut_off_anywhere_it_says_so(sample: bytes) -> None:
    assert reading.recognises(source(sample))
    for end in range(len(sample)):
        assert "no whole JSON" in complaint(reading, sample[:end])


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([
            "friends_v2", "name", "timestamp", "participants", "messages", "sender_name",
            "timestamp_ms", "relationships_following", "string_list_data", "value", "href",
        ]),
        inner,
        max_size=4,
    ),
)  # fmt: skip


@given(VALUES)
def test_whatever_json_it_is_it_is_read_or_refused(value: object) -> None:
    complaint(reading, json.dumps(value).encode())


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(raw: bytes) -> None:
    assert not reading.recognises(Source.of_bytes(raw, "x.json"))
    assert complaint(reading, raw)
