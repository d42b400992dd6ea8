"""LinkedIn's archive comes in: connections as people, messages as days on which one wrote."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.rows import BadRow, Row
from dexcli.formats import linkedin
from dexcli.formats.source import Source, Terms
from dexcli.formats.table import TableError
from tests.formats import bringing
from tests.formats.bringing import archive, ledger_of, read, source

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PREAMBLE = (
    'Notes:\n"When exporting, ""some"" of the email addresses are missing, see '
    'https://www.linkedin.com/psettings"\n\n'
)
CONNI = (
    "Conni,Contact,https://www.linkedin.com/in/conni,conni@x.example,Acme GmbH,CEO,01 Jan 2020\n"
)
BOB = "Bob,Berger,https://www.linkedin.com/in/bob,,Globex,CTO,05 Oct 2025\n"
ME = "https://www.linkedin.com/in/me"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n"
)


def message(
    talk: int, sender: str, to: str, at: str, subject: str = "", *, draft: str = "No"
) -> str:
    urls = ",".join(f"https://www.linkedin.com/in/{each}" for each in to.split())
    return (
        f'{talk},,{sender.title()},https://www.linkedin.com/in/{sender},"{to}","{urls}",'
        f'{at} 02:00:00 UTC,{subject},"dear\n<b>you</b>",INBOX,,{draft}\n'
    )


def connections(text: str) -> tuple[list[Row], list[BadRow]]:
    return read(linkedin, source(text.encode(), "Connections.csv"))


def test_a_connection_is_somebody_with_the_day_of_the_connection() -> None:
    (row,), bad = connections(PREAMBLE + HEADER + CONNI)
    assert (bad, row.line, row.person.name, row.person.key) == ([], 5, "Conni Contact", "conni")
    assert row.contact == {
        "emails": ["conni@x.example"],
        "org": "Acme GmbH",
        "title": "CEO",
        "accounts": {"linkedin": "https://www.linkedin.com/in/conni"},
        "linkedin": {"connected": date(2020, 1, 1)},
    }
    assert row.interaction is None


@pytest.mark.parametrize(
    "preamble",
    [
        "",
        "\n\n",
        PREAMBLE,
        PREAMBLE.replace("\n", "\r\n"),
        "\ufeff" + PREAMBLE,
        'an opening quote " and no end\n',
        "a line, with commas\n" * 40,
    ],
)
def test_the_header_is_found_below_any_preamble(preamble: str) -> None:
    (row,), bad = connections(preamble + HEADER + CONNI)
    assert (row.person.key, bad) == ("conni", [])


def test_a_table_without_the_profile_is_known_by_the_address_else_by_the_name() -> None:
    header = HEADER.replace("URL,", "")
    rows, _ = connections(
        header + "Ada,Lovelace,A@x.example,,,01 Jan 2020\nEve,Moor,,,,\nEve,Moor,,,,\n"
    )
    ada, eve, other = (row.person.key for row in rows)
    assert (ada, other) == ("a@x.example", f"{eve}#2")


def test_the_french_header() -> None:
    header = "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion\n"
    raw = header + "Zoé,Blanc,https://fr.linkedin.com/in/zo%C3%A9-b/?x=1,,Acme,,5 Mar 2020\n"
    assert linkedin.recognises(source(raw.encode()))
    (row,), _ = connections(raw)
    assert (row.person.name, row.person.key, row.contact["org"]) == ("Zoé Blanc", "zoé-b", "Acme")
    assert row.contact["accounts"] == {"linkedin": "https://www.linkedin.com/in/zoé-b"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05 Oct 2025", date(2025, 10, 5)),
        ("1 Jan 2020", date(2020, 1, 1)),
        ("2024-01-05", date(2024, 1, 5)),
        ("03/15/2024", date(2024, 3, 15)),
        ("Mar 2020", "2020-03"),
        ("some day", "some day"),
    ],
)
def test_the_day_of_a_connection_as_it_occurs(text: str, day: object) -> None:
    (row,), _ = connections(f"{HEADER}Ada,L,https://linkedin.com/in/a,,,,{text}\n")
    assert row.contact["linkedin"] == {"connected": day}


def test_who_is_nobody_is_told_and_no_fault_of_the_file() -> None:
    rows, bad = connections(
        HEADER + CONNI + ",,,,,,\n,,https://x,,Ghost Ltd,Founder,01 Jan 2020\n"
        "Restricted,Member,,,,,02 Feb 2022\n\n"
    )
    assert len(rows) == 1
    assert [(each.line, each.reason, each.label, each.unreadable) for each in bad] == [
        (3, "the row is empty", "", False),
        (4, "no name", "Ghost Ltd", False),
        (5, "a member whose name LinkedIn doesn't show", "", False),
    ]


def test_a_name_keeps_what_people_put_into_it_and_is_mended_where_a_spreadsheet_broke_it() -> None:
    rows, _ = connections(
        HEADER + 'Marie,"Dupont, PhD 🚀",https://linkedin.com/in/m,,,,\n'
        "Ã‰milie,DuprÃ©,https://linkedin.com/in/e,,,,\nÉmilie,Ångström,https://linkedin.com/in/f,,,,\n"
    )
    names = [row.person.name for row in rows]
    assert names == ["Marie Dupont, PhD 🚀", "Émilie Dupré", "Émilie Ångström"]


def test_a_column_that_no_rule_knows_is_kept() -> None:
    (row,), _ = connections(HEADER.replace("\n", ",Shoe size\n") + CONNI.replace("\n", ",37\n"))
    assert row.contact["linkedin"]["Shoe size"] == "37"


def test_messages_are_one_interaction_for_each_person_and_day() -> None:
    raw = (
        MESSAGES
        + message(1, "conni", "me", "2026-08-02")
        + message(1, "me", "conni", "2026-08-01").replace("02:00", "09:00")
        + message(1, "conni", "me", "2026-08-01", "Lunch")
        + message(2, "me", "bob conni", "2026-08-03")
        + message(3, "bob", "me eve", "2026-08-04")
        + message(3, "me", "bob", "2026-08-05", draft="Yes")
    )
    rows, (draft,) = read(linkedin, source(raw.encode(), "messages.csv"))
    told = {
        (row.person.key, str(row.interaction.on)): (row.interaction.by, row.interaction.note)
        for row in rows
        if row.interaction
    }
    assert told == {
        ("conni", "2026-08-01"): ("them", "Lunch"),
        ("conni", "2026-08-02"): ("them", ""),
        ("conni", "2026-08-03"): ("me", ""),
        ("bob", "2026-08-03"): ("me", ""),
        ("bob", "2026-08-04"): ("them", ""),
    }
    assert {row.interaction.kind for row in rows if row.interaction} == {"message"}
    assert all(row.only_known for row in rows)
    assert (draft.line, draft.reason) == (12, "a draft that wasn't sent")
    assert len({row.key for row in rows}) == len(rows)


def test_two_alone_in_one_conversation_can_only_be_told_apart_by_who_i_am() -> None:
    raw = (MESSAGES + message(1, "conni", "me", "2026-08-02")).encode()
    rows, (bad,) = read(linkedin, raw)
    assert rows == []
    assert bad.reason == "can't tell which of these people you are; import the whole archive"
    for me in ("conni", ME):
        (row,), _ = read(linkedin, raw, Terms(today=bringing.TODAY, me=frozenset({me})))
        assert row.person.key == ("me" if me == "conni" else "conni")


WHOLE = {
    "Connections.csv": (PREAMBLE + HEADER + CONNI + BOB).encode(),
    "messages.csv": (
        MESSAGES + message(1, "conni", "me", "2026-08-02") + message(2, "eve", "me", "2026-08-03")
    ).encode(),
    "guide_messages.csv": (MESSAGES + message(1, "coach", "me", "2026-08-02")).encode(),
    "Invitations.csv": (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Me,Bob Berger,"9/30/25, 3:04 PM",Hello Bob,OUTGOING,{ME},'
        "https://www.linkedin.com/in/bob\n"
        f'Eve Moor,Me,"10/1/25, 3:04 PM",,INCOMING,https://www.linkedin.com/in/eve,{ME}\n'
    ).encode(),
    "Contacts.csv": (
        b"Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
        b"InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
        b"phone,Zoe,Blanc,Acme,Boss,\"z@x.example,z@y.example\",+33 6,,,,skype:zoe,,,Lyon,,\n"
        b"phone,,,,,shop@x.example,,,,,,,,,,\n"
    ),
    "Recommendations_Received.csv": (
        b"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        b'Conni,Contact,Acme,CEO,She is great.,"05/13/20, 08:12 AM",VISIBLE\n'
    ),
    "Profile.csv": b"First Name,Last Name,Maiden Name,Headline,Birth Date\nMe,Self,,x,\n",
    "Skills.csv": b"Name\nPython\n",
}  # fmt: skip


@pytest.mark.parametrize(
    "given", [archive(WHOLE), archive({f"a/{n}": r for n, r in WHOLE.items()})]
)
def test_the_whole_archive(given: Source) -> None:
    assert linkedin.recognises(given)
    rows, bad = read(linkedin, given)
    told = {row.key: row for row in rows}
    assert told["conni"].file.endswith("Connections.csv")
    assert not told["message:conni:2026-08-02"].only_known
    assert told["message:eve:2026-08-03"].only_known
    asked = told["invitation:bob:2025-09-30"]
    assert (asked.only_known, asked.interaction is not None) == (False, True)
    assert asked.contact["linkedin"] == {"invited": date(2025, 9, 30), "invited_by": "me"}
    assert told["invitation:eve:2025-10-01"].only_known
    (zoe,) = (row for row in rows if row.label == "Zoe Blanc")
    assert zoe.contact["emails"] == ["z@x.example", "z@y.example"]
    assert zoe.contact["linkedin"] == {"Source": "phone", "InstantMessageHandles": "skype:zoe"}
    (praise,) = (row for row in rows if row.key.startswith("recommendation"))
    assert praise.interaction is not None
    assert (praise.person.key, praise.interaction.note) == (
        "conni",
        "Recommended me: She is great.",
    )
    assert [each.reason for each in bad] == [
        "an address without a name",
        "not read: guide_messages.csv, skills.csv",
    ]


def test_the_archive_makes_each_connection_once_with_what_was_written() -> None:
    rows = [row for row in read(linkedin, archive(WHOLE))[0] if not row.only_known]
    conni, bob, zoe = ledger_of(rows, "linkedin")
    assert (conni.sources, bob.sources) == (("linkedin:conni",), ("linkedin:bob",))
    assert [(each.kind, each.by) for each in conni.interactions] == [
        ("message", conni.handle),
        ("note", conni.handle),
    ]
    assert (bob.interactions[0].kind, bob.interactions[0].by) == ("note", "me")
    assert zoe.city == "Lyon"


def test_talks_with_linkedins_own_programs_are_left_alone_with_a_word() -> None:
    rows, (bad,) = read(linkedin, source(WHOLE["guide_messages.csv"], "guide_messages.csv"))
    assert (rows, bad.unreadable) == ([], False)
    assert bad.reason.startswith("not read: ")


def test_a_folder_with_other_things_beside_is_not_an_archive() -> None:
    assert not linkedin.recognises(archive({**WHOLE, "cards.vcf": b""}))
    assert not linkedin.recognises(archive({"Skills.csv": b"Name\n"}))


def test_what_is_none_of_it_is_refused_with_what_was_expected() -> None:
    with pytest.raises(TableError, match=r"x\.csv: expected Connections\.csv .* Connected On"):
        read(linkedin, source(b"a,b\n1,2\n", "x.csv"))


@pytest.mark.parametrize("name", WHOLE)
def test_cut_off_anywhere_it_says_so_or_reads(name: str) -> None:
    for end in range(len(WHOLE[name])):
        assert "\n" not in bringing.complaint(linkedin, source(WHOLE[name][:end], name))
    for end in range(0, len(WHOLE[name]), 40):
        whole = archive({**WHOLE, name: WHOLE[name][:end]})
        assert "\n" not in bringing.complaint(linkedin, whole)


@given(st.binary(max_size=300), st.sampled_from([HEADER, MESSAGES, ""]))
def test_any_bytes_are_rows_or_one_line(raw: bytes, head: str) -> None:
    given = source(head.encode() + raw)
    linkedin.recognises(given)
    assert "\n" not in bringing.complaint(linkedin, given)
