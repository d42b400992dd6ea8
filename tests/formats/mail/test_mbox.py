"""An mbox: who wrote to whom and when, from the headers alone."""

import contextlib
import io
import mailbox
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats.mail import mbox
from dexcli.formats.source import Source, Terms
from tests.formats.fields.mbox import SAMPLE

TERMS = Terms(today=date(2026, 11, 22), me=frozenset({"me@example.net"}))


def read(raw: bytes, name: str = "mail.mbox", terms: Terms = TERMS) -> list[Row | BadRow]:
    return list(mbox.rows(Source.of_bytes(raw, name), terms))


def message(*lines: str, body: str = "Hello.") -> bytes:
    head = "\n".join(lines)
    return f"From ada@example.org Fri Nov 20 10:00:00 2026\n{head}\n\n{body}\n\n".encode()


def told(raw: bytes) -> list[tuple[str, str, str]]:
    """Return for each row whose it is, who took the step, and the day."""
    found = []
    for row in read(raw):
        assert isinstance(row, Row), row
        assert row.interaction is not None
        found.append((row.person.key, row.interaction.by, str(row.interaction.on)))
    return found


def reason(raw: bytes, name: str = "mail.mbox") -> tuple[str, bool]:
    (bad,) = read(raw, name)
    assert isinstance(bad, BadRow)
    return bad.reason, bad.unreadable


LETTER = (
    "From: Ada Lovelace <Ada@Example.org>",
    "To: me@example.net",
    "Date: Thu, 19 Nov 2026 23:30:00 -0500",
    "Subject: Bernoulli",
    "Message-ID: <1@example.org>",
)


def test_a_message_to_me_is_one_row_with_who_wrote_it() -> None:
    (row,) = read(message(*LETTER))

    assert isinstance(row, Row)
    assert row.interaction is not None
    assert (row.line, row.key, row.source, row.only_known) == (1, "1@example.org", "mail", True)
    assert (row.person.name, row.contact) == ("Ada Lovelace", {"emails": ["ada@example.org"]})
    assert (row.interaction.kind, row.interaction.note) == ("mail", "Bernoulli")
    assert told(message(*LETTER)) == [("ada@example.org", "ada@example.org", "2026-11-19")]


def test_a_message_of_mine_is_a_row_for_each_who_got_it() -> None:
    raw = message(
        "From: Me <ME@example.net>",
        'To: "Lovelace, Ada" <ada@example.org>, bob@example.org',
        "Cc: Me <me@example.net>, ada@example.org",
        "Date: 20 Nov 2026 10:00 +0100",
    )

    assert told(raw) == [
        ("ada@example.org", "me", "2026-11-20"),
        ("bob@example.org", "me", "2026-11-20"),
    ]


def test_a_message_between_others_has_its_sender_first() -> None:
    raw = message(*LETTER[2:], "From: bob@example.org", "To: ada@example.org, me@example.net")

    assert told(raw) == [
        ("bob@example.org", "bob@example.org", "2026-11-19"),
        ("ada@example.org", "bob@example.org", "2026-11-19"),
    ]


def test_a_circular_is_its_senders_alone_and_one_of_mine_an_occasion() -> None:
    crowd = "To: " + ", ".join(f"p{n}@example.org" for n in range(9))

    assert len(read(message(*LETTER, crowd.replace("To:", "Cc:")))) == 1
    mine = read(message("From: me@example.net", crowd, "Date: 20 Nov 2026", "Subject: Party"))
    assert {
        row.interaction.occasion for row in mine if isinstance(row, Row) and row.interaction
    } == {"Party"}
    assert len(mine) == 9


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("List-Id: <chess.example.org>", "of a mailing list"),
        ("Precedence: bulk", "of a mailing list"),
        ("Auto-Submitted: auto-replied", "sent by a program"),
        ("X-Spam-Flag: YES", "spam"),
        ("X-Gmail-Labels: Inbox,Drafts", "a draft"),
        ("X-Mozilla-Draft-Info: internal/draft", "a draft"),
    ],
)
def test_mail_that_nobody_wrote_to_anybody_is_told_and_is_no_fault(line: str, why: str) -> None:
    assert reason(message(*LETTER, line)) == (why, False)


def test_a_sender_who_takes_no_answer_is_a_program() -> None:
    for sender in ("no-reply@example.org", "noreply+7@example.org", "MAILER-DAEMON@example.org"):
        assert reason(message(f"From: {sender}", *LETTER[1:])) == ("sent by a program", False)


def test_a_folder_of_drafts_or_spam_gives_nothing() -> None:
    assert reason(message(*LETTER), "Mail/Drafts") == ("a draft", False)
    assert reason(message(*LETTER), "Spam.mbox") == ("spam", False)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("Thu, 19 Nov 2026 23:30:00 -0500", "2026-11-19"),
        ("19 Nov 98 10:00 EST", "1998-11-19"),
        ("Sat,  9 November 2013 08:00:00", "2013-11-09"),
        ("Thu Nov 19 10:00:00 2026", "2026-11-19"),
        ("2026-11-19T10:00:00Z", "2026-11-19"),
        ("tomorrow", "2026-11-20"),  # the server's line
        ("Fri, 31 Feb 2026 10:00:00", "2026-11-20"),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "2026-11-20"),
        ("Thu, 1 Jan 2099 00:00:00 +0000", "2026-11-20"),
    ],
)
def test_a_day_that_cannot_be_gives_way_to_the_servers(said: str, on: str) -> None:
    raw = message("From: ada@example.org", "To: me@example.net", f"Date: {said}")

    assert told(raw) == [("ada@example.org", "ada@example.org", on)]


def test_encoded_words_are_read_and_hidden_characters_go() -> None:
    raw = message(
        "From: =?UTF-8?Q?L=C3=A9o?= =?UTF-8?Q?_Weiss?= <leo@example.org>",
        "To: me@example.net",
        "Date: 20 Nov 2026",
        "Subject: =?utf-8?b?w4l0w6kbW0EgDQog4oCuIG5vdw==?=",
    )
    (row,) = read(raw)

    assert isinstance(row, Row)
    assert row.interaction is not None
    assert row.person.name == "Léo Weiss"
    assert row.interaction.note == "Été [A now"


def test_an_unknown_charset_stays_as_it_stands() -> None:
    raw = message(*LETTER[:3], "Subject: =?x-none?q?hm?=")
    (row,) = read(raw)

    assert isinstance(row, Row)
    assert row.interaction is not None
    assert row.interaction.note == "=?x-none?q?hm?="


def test_a_sentence_that_begins_with_from_is_no_message() -> None:
    body = "Dear Ada,\n\nFrom here on it is easy.\nNot so before.\n\nFrom 10:30 in 2026 on too."

    assert len(read(message(*LETTER, body=body) * 2)) == 2
    assert len(read(message(*LETTER, body="He said:\nFrom me to you\nNote: it is late"))) == 1


def test_lines_are_counted_in_either_line_ending() -> None:
    one = message(*LETTER)
    lines = one.count(b"\n")

    for raw in (one * 3, (one * 3).replace(b"\n", b"\r\n")):
        assert [row.line for row in read(raw)] == [1, 1 + lines, 1 + 2 * lines]


def test_a_single_message_without_a_from_line_is_read_too() -> None:
    raw = message(*LETTER).partition(b"\n")[2]

    assert told(raw) == [("ada@example.org", "ada@example.org", "2026-11-19")]
    assert told(b"\xef\xbb\xbf\r\n" + raw) == [("ada@example.org", "ada@example.org", "2026-11-19")]


def test_the_same_message_has_the_same_key_without_an_id_too() -> None:
    raw = message(*LETTER[:-1])

    (one,), (two,) = read(raw), read(raw)
    assert isinstance(one, Row)
    assert isinstance(two, Row)
    assert one.key == two.key
    assert len(one.key) == 32


def test_what_is_no_mail_is_refused_in_one_line() -> None:
    with pytest.raises(DexcliError, match=r"^notes\.txt:1: no mail begins here; expected an mbox"):
        read(b"Dear diary,\n\nFrom: now on.\n", "notes.txt")


def test_a_huge_header_and_a_huge_line_are_read_in_bounds() -> None:
    crowd = ", ".join(f"p{n}@example.org" for n in range(100_000))

    assert len(read(message(*LETTER, f"Cc: {crowd}") + message(*LETTER))) == 2
    assert len(read(message(*LETTER, body="x" * 5_000_000) + message(*LETTER))) == 2
    assert len(read(message(*LETTER, "X: " + "@" * 400_000, f"To: {'a' * 200_000}"))) == 1


@pytest.mark.parametrize("block", [1, 2, 7, 64, 1 << 20])
def test_where_the_blocks_end_makes_no_difference(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = SAMPLE + b"\n" + message(*LETTER) * 3
    whole = list(mbox.heads(io.BytesIO(raw)))
    monkeypatch.setattr(mbox, "_BLOCK", block)

    assert list(mbox.heads(io.BytesIO(raw))) == whole
    assert len(whole) == 4


def test_as_many_messages_as_pythons_own_reader_finds(tmp_path: Path) -> None:
    path = tmp_path / "many.mbox"
    raw = b"".join(
        message(*LETTER[:-1], f"Message-ID: <{n}@example.org>", body=f"line\n>From {n}\n\n" * n)
        for n in range(50)
    )
    path.write_bytes(raw)

    with contextlib.closing(mailbox.mbox(path)) as box:
        assert len(read(raw)) == len(box) == 50


def test_cut_off_anywhere_it_is_rows_or_one_clear_line() -> None:
    for end in range(len(SAMPLE)):
        with contextlib.suppress(DexcliError):
            read(SAMPLE[:end])


@given(st.binary(max_size=400))
def test_random_bytes_never_escape(raw: bytes) -> None:
    read(b"From a Fri Nov 20 10:00:00 2026\n" + raw)
    read(b"From a Fri Nov 20 10:00:00 2026\nFrom: " + raw + b"\nDate: " + raw)


def test_a_sentence_above_what_looks_like_a_header_begins_no_message() -> None:
    body = "Dear Ada,\n\nFrom here it starts.\nNote: bring cards.\n\nFrom here\nto: there"

    assert len(read(message(*LETTER, body=body) + message(*LETTER))) == 2


@pytest.mark.parametrize("mark", ["From bob@example.org", "From -", "From ???@???"])
def test_a_mark_without_a_day_begins_a_message_where_it_has_only_an_address(mark: str) -> None:
    second = "\n".join((mark, *LETTER)).replace("<1@", "<2@")

    assert len(read(message(*LETTER) + f"{second}\n\nHi.\n".encode())) == 2
