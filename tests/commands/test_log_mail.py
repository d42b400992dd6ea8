"""`log --mail`: one message on stdin, of which the header says it all."""

import io
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.core import ids
from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli, Result

ADA = 'name = "Ada Lovelace"\nemails = ["Ada@example.org"]\n'
BOB = 'name = "Bob"\nemails = ["bob@example.org"]\n'
ME = 'name = "Myself"\nemails = ["me@example.net"]\n'
MAIL = """\
From: Ada Lovelace <ada@example.org>
To: me@example.net, Bob <bob@example.org>, Zed <zed@example.org>
Date: Fri, 20 Nov 2026 10:00:00 +0100
Subject: Bernoulli
Message-ID: <1@example.org>

List-Id: not a header
"""
Post = Callable[..., Result]


@pytest.fixture
def post(dexcli: Dexcli, write: Write, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    """Return a way to pipe a message into `log --mail`, on a ledger of three, one of them me."""
    for handle, text in (("ada", ADA), ("bob", BOB), ("me", ME)):
        write(handle, text)
    (ledger / ".dexcli" / "config.toml").write_text('me = "me"\n')

    def run(text: str | bytes, *options: str) -> Result:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return dexcli("log", "--mail", *options)

    return run


def test_a_mail_is_logged_for_everybody_here_who_wrote_or_got_it(post: Post, ledger: Path) -> None:
    result = post(MAIL)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Mail with Ada Lovelace and Bob, on 20 November.{UNDO}\n"
    assert (ledger / "ada.toml").read_text(encoding="utf-8") == ADA + (
        '\n[[interactions]]\non = 2026-11-20\nkind = "mail"\nwith = ["bob"]\nby = "ada"\n'
        'note = "Bernoulli"\nsource = "mail:1@example.org"\n'
        f'id = "{ids.from_text("mail:1@example.org")}"\n'
    )
    (bobs,) = tomllib.loads((ledger / "bob.toml").read_text())["interactions"]
    assert (bobs["with"], bobs["by"]) == (["ada"], "ada")


def test_the_same_message_twice_is_once(post: Post, ledger: Path) -> None:
    post(MAIL)
    before = (ledger / "ada.toml").read_bytes()

    result = post(MAIL)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Mail with Ada Lovelace and Bob: logged before.\n"
    assert (ledger / "ada.toml").read_bytes() == before


def test_a_mail_of_mine_is_logged_for_who_gets_it(post: Post, ledger: Path) -> None:
    result = post(MAIL.replace("From: Ada Lovelace <ada@example.org>", "From: me@example.net"))

    assert (result.exit_code, result.stdout) == (
        0,
        f"Mail with Bob, on 20 November, the 1st this year.{UNDO}\n",
    )
    assert result.stderr == (
        'dexcli: nobody here has zed@example.org: dexcli add "Zed" --email zed@example.org\n'
    )
    assert 'by = "me"\n' in (ledger / "bob.toml").read_text()


def test_an_unknown_sender_is_told_with_the_line_to_paste(post: Post, ledger: Path) -> None:
    result = post(MAIL.replace("Ada Lovelace <ada@", '"O\'Hara, $(rm)" <zoe@'))

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "dexcli: nobody here has zoe@example.org: "
        "dexcli add 'O'\"'\"'Hara, $(rm)' --email zoe@example.org\n"
    )
    assert (ledger / "bob.toml").read_text() == BOB


def test_without_me_the_unknown_sender_may_be_oneself(post: Post, ledger: Path) -> None:
    (ledger / ".dexcli" / "config.toml").write_text("format = 1\n")
    result = post(MAIL.replace("ada@", "-i@").replace("Ada Lovelace", "--force"))

    assert result.exit_code == 3
    assert result.stderr == (
        'dexcli: nobody here has -i@example.org: dexcli add "force" --email -i@example.org; '
        "if that is you: dexcli config me=HANDLE\n"
    )


def test_options_win_over_the_message(post: Post, ledger: Path) -> None:
    result = post(MAIL, "--on", "yesterday", "-m", "Numbers", "--kind", "letter", "--by", "bob")

    assert result.stdout == f"Letter with Ada Lovelace and Bob, yesterday.{UNDO}\n"
    (block,) = tomllib.loads((ledger / "ada.toml").read_text())["interactions"]
    assert (block["note"], block["by"], str(block["on"])) == ("Numbers", "bob", "2026-11-21")


def test_people_are_not_named_twice(post: Post) -> None:
    result = post(MAIL, "ada")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--mail takes people from the message" in result.stderr


def test_an_address_of_two_people_is_told_apart_by_the_name(post: Post, write: Write) -> None:
    write("ann", 'name = "Ann Lovelace"\nemails = ["ada@example.org"]\n')

    assert post(MAIL).stdout.startswith("Mail with Ada Lovelace and Bob")
    result = post(MAIL.replace("Ada Lovelace <", "Lovelace <"))
    assert (result.exit_code, result.stdout) == (4, "")
    assert "'ada@example.org' could be Ada Lovelace (ada), Ann Lovelace (ann)" in result.stderr


@pytest.mark.parametrize("raw", ["", "\n\n", "Dear diary", "\x00\xff"])
def test_what_is_no_message_is_told_in_one_line(post: Post, raw: str) -> None:
    result = post(raw)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "dexcli: stdin: no header of a message; expected From, To, Date and Subject\n"
    )


def test_a_message_without_a_day_wants_one(post: Post) -> None:
    text = MAIL.replace("Date: Fri, 20 Nov 2026 10:00:00 +0100\n", "")

    result = post(text)
    assert result.exit_code == 1
    told = "no day that can be read; give it with --on"
    assert result.stderr == f"dexcli: stdin: the message: {told}\n"
    assert post(text, "--on", "2026-11-19").exit_code == 0


def test_a_message_whose_day_lies_ahead_is_told_so(post: Post) -> None:
    result = post(MAIL.replace("20 Nov 2026", "20 Nov 2030"))

    assert result.exit_code == 1
    told = "its day, 2030-11-20, lies ahead; give it with --on"
    assert result.stderr == f"dexcli: stdin: the message: {told}\n"


def test_a_message_to_nobody_here_but_me_logs_nothing(post: Post) -> None:
    result = post("From: me@example.net\nTo: me@example.net\nDate: 20 Nov 2026\n")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == ("dexcli: the message is to nobody but you; nothing was logged\n")


def test_a_hostile_header_is_shown_and_bounded(post: Post, ledger: Path) -> None:
    subject = "\x1b[31m" + "x" * 1_000_000
    result = post(MAIL.replace("Bernoulli", subject).replace("1@ex", "1" * 9000 + "@ex"))

    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert (ledger / "ada.toml").stat().st_size < 2000


def test_a_dry_run_shows_the_block_and_writes_nothing(post: Post, ledger: Path) -> None:
    result = post(MAIL, "--dry-run")

    assert '+source = "mail:1@example.org"' in result.stdout
    assert (ledger / "ada.toml").read_text() == ADA
