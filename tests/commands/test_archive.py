"""`dexcli archive`: out of every list, and the file stays."""

from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

BOB = 'name = "Bob"\ncadence = "weekly"\n\n[[interactions]]\non = 2026-11-01\n'
ARCHIVED = BOB.replace("\n\n", "\narchived = true\n\n")


def test_the_archived_are_in_no_list_and_the_file_stays(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("archive", "bob")

    assert (result.exit_code, result.stdout, result.stderr) == (0, f"Bob: archived.{UNDO}\n", "")
    assert path.read_text(encoding="utf-8") == ARCHIVED
    for command in ("due", "list", "timeline", "tag"):
        assert dexcli(command).stdout == ""
    assert dexcli("show", "bob", "handle").stdout == "bob\n"


def test_undo_brings_them_back_byte_for_byte(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", ARCHIVED)

    result = dexcli("archive", "bob", "--undo")

    assert (result.exit_code, result.stdout) == (0, f"Bob: back in the lists.{UNDO}\n")
    assert path.read_text(encoding="utf-8") == BOB
    assert dexcli("due", "--count").stdout == "1\n"


@pytest.mark.parametrize(
    ("text", "args", "told"),
    [
        (ARCHIVED, [], "Bob: archived already.\n"),
        (BOB, ["--undo"], "Bob: back in the lists already.\n"),
    ],
)
def test_what_is_so_already_changes_nothing(
    dexcli: Dexcli, write: Write, text: str, args: list[str], told: str
) -> None:
    path = write("bob", text)

    result = dexcli("archive", "bob", *args)

    assert (result.exit_code, result.stdout) == (0, told)
    assert path.read_text(encoding="utf-8") == text


def test_where_archives_everybody_for_whom_it_holds(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    for name in ("Ann", "Bea", "Cat"):
        tags = "" if name == "Cat" else 'tags = ["old"]\n'
        write(name.lower(), f'name = "{name}"\n{tags}')

    result = dexcli("archive", "--where", "tag:old")

    assert result.stdout == f"Ann and Bea: archived.{UNDO}\n"
    assert [
        p.stem for p in sorted(ledger.glob("*.toml")) if "archived = true" in p.read_text()
    ] == [
        "ann",
        "bea",
    ]


def test_a_dry_run_changes_nothing(dexcli: Dexcli, write: Write) -> None:
    path = write("bob", BOB)

    result = dexcli("archive", "bob", "--dry-run")

    assert "+archived = true\n" in result.stdout
    assert path.read_text(encoding="utf-8") == BOB


def test_nobody_named_is_wrong_use(dexcli: Dexcli) -> None:
    result = dexcli("archive")

    assert result.exit_code == 2
    assert result.stderr == "dexcli: who is meant? Name somebody, or give --where FILTER\n"
