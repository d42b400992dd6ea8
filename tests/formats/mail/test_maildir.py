"""A Maildir: a message a file, in `cur` and `new` of each mailbox."""

from datetime import date

import pytest

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats.mail import maildir
from dexcli.formats.source import Source, Terms

TERMS = Terms(today=date(2026, 11, 22), me=frozenset({"me@example.net"}))
RAW = b"From: ada@example.org\nTo: me@example.net\nDate: 20 Nov 2026 10:00:00 +0000\n\nHi\n"


def folder(name: str, *members: Source) -> Source:
    return Source(
        name=name,
        opened=lambda: pytest.fail("a folder is not opened"),
        members=members,
        is_folder=True,
    )


def read(source: Source) -> list[Row | BadRow]:
    return list(maildir.rows(source, TERMS))


def test_messages_of_all_mailboxes_are_read_and_others_are_not() -> None:
    file = Source.of_bytes(RAW, "1700000000.M1P1.host:2,S")
    box = folder("mail", folder("cur", file), folder("new", file), folder("tmp", file))
    below = folder("mail", folder(".Work", folder("cur", file)))

    assert len(read(box)) == 2
    assert len(read(below)) == 1
    assert maildir.recognises(box)
    assert not maildir.recognises(folder("mail", folder("tmp", file)))


def test_names_may_be_whole_paths() -> None:
    flat = folder(
        "mail", Source.of_bytes(RAW, "cur/1.host:2,"), Source.of_bytes(RAW, "dovecot.index")
    )
    (row,) = read(flat)

    assert isinstance(row, Row)
    assert (row.person.key, row.file, row.line) == ("ada@example.org", "cur/1.host:2,", 1)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("cur/1.host:2,DS", "a draft"),
        (".Drafts/cur/1.host:2,S", "a draft"),
        (".INBOX.Spam/new/1.host", "spam"),
    ],
)
def test_drafts_and_spam_are_told(path: str, why: str) -> None:
    (bad,) = read(folder("mail", Source.of_bytes(RAW, path)))

    assert isinstance(bad, BadRow)
    assert (bad.reason, bad.unreadable) == (why, False)


def test_an_empty_file_is_told_and_the_others_are_read() -> None:
    box = folder("mail", Source.of_bytes(b"", "cur/1.host"), Source.of_bytes(RAW, "cur/2.host"))
    bad, good = read(box)

    assert isinstance(bad, BadRow)
    assert bad.reason == "no header of a message: expected From, To and Date"
    assert bad.label == ""  # a hash would tell nobody anything
    assert isinstance(good, Row)


def test_a_folder_without_mail_is_refused() -> None:
    with pytest.raises(DexcliError, match="no Maildir; expected a folder with `cur` and `new`"):
        read(folder("pictures"))
