"""`log -`: no line is lost, none is logged on a day or with a person that isn't sure."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.core.errors import ChangedMeanwhileError, TryAgainError, UnfinishedError
from dexcli.session import Session
from tests.commands.conftest import Write
from tests.conftest import Dexcli, Keyboard, Result

COMMAND = Path(sys.executable).parent / "dexcli"
Piped = Callable[..., Result]
NOT_UNDERSTOOD, USAGE, BUSY = 4, 2, 75


@pytest.fixture(autouse=True)
def people(write: Write) -> None:
    for name in ("Ada Lovelace", "Bob Marley", "June Carter"):
        write(name.lower().replace(" ", "-"), f'name = "{name}"\n')


@pytest.fixture
def piped(dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Return a way to pipe lines into `log -`."""

    def run(text: str, *options: str) -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return dexcli("log", "-", *options)

    return run


def days(ledger: Path, handle: str) -> list[str]:
    lines = (ledger / f"{handle}.toml").read_text("utf-8").splitlines()
    return [line.removeprefix("on = ") for line in lines if line.startswith("on = ")]


def real(
    ledger: Path, raw: bytes, stdout: int = subprocess.PIPE
) -> "subprocess.CompletedProcess[bytes]":
    """Return what the real command does with these bytes."""
    return subprocess.run(
        [COMMAND, "--ledger", ledger, "log", "-"],
        input=raw,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        check=False,
    )


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("2026-02-30:", "no day of the calendar"),
        ("05/03/2026", "which is the day"),
        ("tomorrow", "lies ahead"),
        ("yesteday:", "is no date"),
        ("Work:", "'Work' is no day"),
        ("June", "could be a day, or June Carter"),
    ],
)
def test_a_day_that_is_not_sure_holds_its_lines_back(
    piped: Piped, ledger: Path, heading: str, why: str
) -> None:
    held = f"{heading}\nlunch with Ada\n# why\ntea with Bob yesterday\n"

    result = piped(f"3 March\ncoffee with Bob\n{held}\ncall with Bob\n")

    assert (result.exit_code, result.stdout) == (NOT_UNDERSTOOD, f"{held}\n")
    assert "line 3: " in result.stderr
    assert why in result.stderr
    assert "the lines below it, up to an empty one, come back too" in result.stderr
    assert days(ledger, "ada-lovelace") == []
    assert days(ledger, "bob-marley") == ["2026-03-03", "2026-11-22"]


@pytest.mark.parametrize("heading", ["# 2026-11-08", "## 2026-11-08", "**2026-11-08**"])
def test_a_day_may_be_a_heading_of_markdown(piped: Piped, ledger: Path, heading: str) -> None:
    result = piped(f"{heading}\nlunch with Ada\n")

    assert (result.exit_code, result.stdout) == (0, "")
    assert days(ledger, "ada-lovelace") == ["2026-11-08"]


def test_a_busy_ledger_gives_every_line_back(
    piped: Piped, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = "2026-11-08:\nlunch with Ada\nnothing\n"

    def busy(*_args: object, **_keywords: object) -> None:
        raise TryAgainError("another command writes")

    monkeypatch.setattr(Session, "changing", busy)
    result = piped(inbox)

    assert (result.exit_code, result.stdout) == (BUSY, inbox)
    assert days(ledger, "ada-lovelace") == []


@pytest.mark.parametrize(
    "options",
    [["--on", "garbage"], ["--on", "tomorrow"], ["--where", "tag:music"], ["ada"], ["--mail"]],
    ids=" ".join,
)
def test_a_wrong_option_gives_every_line_back(
    piped: Piped, ledger: Path, options: list[str]
) -> None:
    inbox = "lunch with Ada\nnothing\n"

    result = piped(inbox, *options)

    assert (result.exit_code, result.stdout) == (USAGE, inbox)
    assert days(ledger, "ada-lovelace") == []


def test_without_a_ledger_every_line_comes_back(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("lunch with Ada\n"))

    result = dexcli("log", "-", at=tmp_path / "none")

    assert (result.exit_code, result.stdout) == (1, "lunch with Ada\n")


def test_nobody_at_a_terminal_waits_for_the_lines_of_a_wrong_call(
    dexcli: Dexcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("lunch with Ada\n"))

    assert dexcli("log", "-", "ada").stdout == ""


def test_what_could_not_be_written_follows_the_rest_below_its_day(
    piped: Piped, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(*_args: object, **_keywords: object) -> None:
        raise ChangedMeanwhileError("changed meanwhile")

    monkeypatch.setattr(Session, "save", save)
    result = piped("tea with Bob\n2026-11-08:\nlunch with Ada\nnothing")

    assert result.stdout == (
        "2026-11-08:\nnothing\n\ntea with Bob\n\n2026-11-08:\nlunch with Ada\n"
    )


def test_what_counts_although_it_is_unfinished_does_not_come_back(
    piped: Piped, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(*_args: object, **_keywords: object) -> None:
        raise UnfinishedError("disk")

    monkeypatch.setattr(Session, "save", save)

    assert piped("tea with Bob\nnothing\n").stdout == "nothing\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full there")
def test_nothing_is_written_where_the_rest_has_no_room(ledger: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = real(ledger, b"lunch with Ada\nnothing\n", full.fileno())

    assert done.returncode == 1
    assert b"nothing was written" in done.stderr
    assert days(ledger, "ada-lovelace") == []


def test_each_line_that_is_logged_is_told_unless_quiet(piped: Piped) -> None:
    inbox = "- lunch with Ada yesterday\n"

    assert piped(inbox).stderr.splitlines()[0] == (
        "dexcli: line 1: lunch with Ada Lovelace (ada-lovelace), Saturday 2026-11-21"
    )
    assert piped(inbox, "--quiet").stderr == ""


def test_a_part_of_a_name_is_doubtful_while_a_file_cannot_be_read(
    piped: Piped, ledger: Path, write: Write
) -> None:
    write("ada-smith", 'name = "Ada Smith"\nx')

    result = piped("lunch with Ada\ntea with bob marley\n")

    assert (result.stdout, days(ledger, "ada-lovelace")) == ("lunch with Ada\n", [])
    assert "line 1: 'Ada' could be Ada Lovelace (ada-lovelace)" in result.stderr
    assert "whose file can't be read; write the whole name" in result.stderr
    assert days(ledger, "bob-marley") == ["2026-11-22"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"lunch with Ada \xff\xfe", b"not UTF-8"),
        (b"lunch with Ada\0", b"a control character, U+0000"),
        (b"lunch with \x1b[31mAda", b"a control character, U+001B"),
        (b"lunch with Ada\x1c", b"a control character, U+001C"),
    ],
)
def test_what_is_no_text_comes_back_byte_for_byte(ledger: Path, line: bytes, why: bytes) -> None:
    done = real(ledger, line + b"\r\ntea with Bob\n")

    assert (done.returncode, done.stdout) == (NOT_UNDERSTOOD, line + b"\r\n")
    assert b"line 1: " + why in done.stderr
    assert days(ledger, "ada-lovelace") == []


@pytest.mark.parametrize(
    "mark",
    ["- ", "* ", "+ ", "• ", "– ", "— ", "> ", "> > ", ">", "1. ", "12) ", "-", "## ",
     "- [x] ", "* [X] ", "1. [x] ", "☑ "],
)  # fmt: skip
def test_the_marks_of_a_list_are_dropped(piped: Piped, ledger: Path, mark: str) -> None:
    result = piped(f"{mark}lunch with Ada\n")

    assert (result.exit_code, result.stdout) == (0, "")
    text = (ledger / "ada-lovelace.toml").read_text("utf-8")
    assert 'kind = "lunch"' in text
    assert "note" not in text


@pytest.mark.parametrize("mark", ["- [ ] ", "[ ] ", "* [] ", "- [-] ", "☐ "])
def test_what_is_not_done_yet_comes_back(piped: Piped, ledger: Path, mark: str) -> None:
    result = piped(f"{mark}lunch with Ada\n")

    assert (result.exit_code, result.stdout) == (NOT_UNDERSTOOD, f"{mark}lunch with Ada\n")
    assert result.stderr == "dexcli: line 1: its box has no tick: not done yet\n"
    assert days(ledger, "ada-lovelace") == []


def test_what_is_no_text_may_be_a_day_and_holds_its_lines_back(ledger: Path) -> None:
    held = b"3 ao\xfbt\nlunch with Ada\n"

    done = real(ledger, b"3 March\ntea with Bob\n" + held)

    assert (done.returncode, done.stdout) == (NOT_UNDERSTOOD, held)
    assert b"line 3: not UTF-8; expected text in UTF-8; the lines below it" in done.stderr


def test_what_comes_back_keeps_its_order(piped: Piped) -> None:
    rest = "2026-11-09:\n# comment\nlunch with Grace\n2026-11-08\n#\nnothing\n"

    assert piped(rest).stdout == rest
    assert piped("2026-11-07:\n# a\ntea with Bob\n" + rest).stdout == "# a\n" + rest


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("lunch with ada and julei", ["julei"]),
        ("lunch with ada, bob and zed yesterday", ["zed"]),
        ("lunch avec ada, julei, zed: and so on", ["julei", "zed"]),
        ("lunch with julei and ada", ["julei"]),
        ("lunch with ada and her brother", []),
        ("lunch with ada and talked about cats", []),
        ("lunch with ada: cats and dogs", []),
    ],
)
def test_a_name_in_small_letters_that_nobody_has_is_told(
    dexcli: Dexcli,
    piped: Piped,
    sentence: str,
    told: list[str],
) -> None:
    lost = [f"{name!r} stays in the note; nobody here is called so" for name in told]

    assert dexcli("log", sentence).stderr.splitlines()[1:] == [f"dexcli: {each}" for each in lost]
    lines = piped(sentence).stderr.splitlines()[1:-1]
    assert lines == [f"dexcli: line 1: {each}" for each in lost]


def test_a_known_name_behind_an_unknown_one_is_told_too(dexcli: Dexcli) -> None:
    told = dexcli("log", "lunch with ada, zed and bob").stderr

    assert "'zed' stays in the note; nobody here is called so" in told
    assert "'bob' stays in the note; who was there stands behind 'with'" in told
