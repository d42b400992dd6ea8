"""One bad file never hides the others: it is named once on stderr, and the exit code says so."""

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\ncadence = "weekly"\n\n[[interactions]]\non = 2026-11-08\n'
ZOE = 'name = "Zoe"\ncadence = "weekly"\n\n[[interactions]]\non = 2026-11-01\n'
BROKEN = 'name = "Bob"\ncadence = "weekly\n'
NAMED = "dexcli: bob.toml:2: "


@pytest.fixture
def broken(write: Write) -> Path:
    """Put a broken file among good ones."""
    write("ada", ADA)
    write("zoe", ZOE)
    return write("bob", BROKEN)


@pytest.mark.parametrize(
    ("args", "stdout"),
    [
        (["due"], "Zoe · 2 weeks late · met 2026-11-01\nAda · 7 days late · met 2026-11-08\n"),
        (["due", "--count"], "2\n"),
        (["due", "--exit-code", "--count"], "2\n"),
        (["list", "--handles"], "ada\nzoe\n"),
        (["timeline"], "2026-11-08 · met · Ada\n2026-11-01 · met · Zoe\n"),
        (["show", "ada", "cadence"], "weekly\n"),
        (["log", "ada"], f"Met Ada, today, the 2nd this year. Next around 29 November.{UNDO}\n"),
        (["tag", "friend", "ada"], f"Ada: tagged friend. Still due.{UNDO}\n"),
    ],
)
def test_the_others_are_shown_and_the_broken_one_is_named_once(
    dexcli: Dexcli, broken: Path, args: list[str], stdout: str
) -> None:
    result = dexcli(*args)

    assert result.exit_code == 5
    assert result.stdout == stdout
    assert result.stderr.startswith(NAMED)
    assert result.stderr.count("\n") == 1
    assert broken.read_text(encoding="utf-8") == BROKEN


@pytest.mark.usefixtures("broken")
def test_quiet_does_not_hide_it(dexcli: Dexcli) -> None:
    result = dexcli("due", "--quiet", "--json")

    assert result.exit_code == 5
    assert result.stderr.startswith(NAMED)


@pytest.mark.usefixtures("broken")
def test_a_worse_reason_counts_for_the_exit_code(dexcli: Dexcli) -> None:
    unknown = dexcli("show", "bob")
    wrong = dexcli("log", "ada", "--on", "soon")

    assert (unknown.exit_code, unknown.stdout) == (3, "")
    assert unknown.stderr.startswith(NAMED)
    assert "no contact matches 'bob'" in unknown.stderr
    assert wrong.exit_code == 2


@pytest.mark.usefixtures("broken")
def test_its_handle_is_still_taken(dexcli: Dexcli, ledger: Path) -> None:
    result = dexcli("add", "Bob")

    assert result.exit_code == 5
    assert result.stdout == f"Added Bob (bob-2).{UNDO}\n"
    assert (ledger / "bob.toml").read_text(encoding="utf-8") == BROKEN


def test_a_fifo_is_named_and_never_waited_for(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    write("ada", ADA)
    os.mkfifo(ledger / "pipe.toml")

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout) == (5, "ada\n")
    assert result.stderr == "dexcli: pipe.toml: this is no regular file; move it elsewhere\n"


def test_a_link_is_named_and_not_followed(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    path = write("ada", ADA)
    (ledger / "bob.toml").symlink_to(path)

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout) == (5, "ada\n")
    assert result.stderr == (
        "dexcli: bob.toml: this is a symbolic link, which dexcli does not follow; "
        "put the file itself here\n"
    )


def test_a_folder_named_like_a_contact_is_named(dexcli: Dexcli, ledger: Path, write: Write) -> None:
    write("ada", ADA)
    (ledger / "x.toml").mkdir()

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout) == (5, "ada\n")
    assert result.stderr == "dexcli: x.toml: this is no regular file; move it elsewhere\n"


@pytest.mark.parametrize("name", [b"b\xff.toml", b"b\n.toml", "b\u202e.toml".encode()])
def test_a_file_name_that_can_not_be_shown_is_named_with_the_remedy(
    dexcli: Dexcli, ledger: Path, write: Write, name: bytes
) -> None:
    write("ada", ADA)
    Path(os.fsdecode(os.fsencode(ledger) + b"/" + name)).write_text(ZOE, encoding="utf-8")

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout) == (5, "ada\n")
    assert result.stderr.endswith(".toml: this name can't be shown; rename the file\n")
    assert result.stderr.isascii() or "␊" in result.stderr


def test_what_is_no_utf_8_is_named_with_its_line(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    write("ada", ADA)
    (ledger / "bob.toml").write_bytes(b'name = "Bob"\ncity = "K\xf6ln"\n')

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout) == (5, "ada\n")
    assert result.stderr.startswith("dexcli: bob.toml:2: this is not UTF-8 text")


def test_hidden_files_and_other_names_are_no_contacts(dexcli: Dexcli, ledger: Path) -> None:
    (ledger / ".ada.toml").write_text("broken", encoding="utf-8")
    (ledger / "notes.txt").write_text("broken", encoding="utf-8")
    (ledger / "sub").mkdir()
    (ledger / "sub" / "bob.toml").write_text("broken", encoding="utf-8")

    result = dexcli("list")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_two_names_that_are_one_on_some_systems_are_named(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    write("ada", ADA)
    (ledger / "ADA.toml").write_text(ZOE, encoding="utf-8")

    result = dexcli("list", "--handles")

    assert result.exit_code == 5
    assert result.stdout.count("\n") == 1
    assert "ada.toml" in result.stderr
    assert "ADA.toml" in result.stderr


def test_a_key_that_slipped_into_a_block_warns_and_is_no_failure(
    dexcli: Dexcli, write: Write
) -> None:
    write("ada-lovelace", ADA.replace("Ada", "Ada Lovelace") + 'phones = ["+44 20 7946 0958"]\n')

    result = dexcli("due")

    assert (result.exit_code, result.stdout) == (
        0,
        "Ada Lovelace · 7 days late · met 2026-11-08\n",
    )
    assert result.stderr == (
        "dexcli: ada-lovelace.toml:6: 'phones' stands inside the meeting of 2026-11-08; "
        "move it above line 4\n"
    )


@pytest.mark.parametrize("args", [["list"], ["due"], ["timeline"], ["log", "ada"], ["show", "ada"]])
def test_a_misspelt_key_warns_once_in_every_command(
    dexcli: Dexcli, write: Write, args: list[str]
) -> None:
    write("ada", 'name = "Ada"\ncadance = "weekly"\n')

    result = dexcli(*args)

    assert result.exit_code == 0
    assert result.stderr == (
        "dexcli: ada.toml:2: 'cadance' is not a key; did you mean 'cadence'?\n"
    )


def test_a_key_of_ones_own_is_no_mistake(dexcli: Dexcli, write: Write) -> None:
    write("ada", 'name = "Ada"\nshoe_size = 38\n\n[[interactions]]\non = 2026-01-01\nweather = 1\n')

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "ada\n", "")


@pytest.mark.parametrize("args", [["due"], ["list"], ["log", "ada"], ["config"]])
def test_broken_settings_end_the_command_since_no_answer_would_be_right(
    dexcli: Dexcli, ledger: Path, write: Write, args: list[str]
) -> None:
    write("ada", ADA)
    (ledger / ".dexcli" / "config.toml").write_text('format = 1\n[cadence]\nfriend = "soon"\n')

    result = dexcli(*args)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("dexcli: .dexcli/config.toml:3: cadence.friend: 'soon'")
    assert result.stderr.count("\n") == 1


def test_a_ledger_of_a_newer_format_is_read_with_a_warning_and_never_written(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    path = write("ada", ADA)
    (ledger / ".dexcli" / "config.toml").write_text("format = 2\n")

    reading, writing = dexcli("due"), dexcli("log", "ada")

    assert (reading.exit_code, reading.stdout) == (0, "Ada · 7 days late · met 2026-11-08\n")
    assert reading.stderr.startswith("dexcli: .dexcli/config.toml: this ledger has format 2")
    assert writing.exit_code == 1
    assert path.read_text(encoding="utf-8") == ADA
