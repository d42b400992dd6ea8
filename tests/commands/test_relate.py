"""`dexcli relate`: who somebody is to somebody, told both ways."""

import json

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\n'
BLOCK = '\n[[relationships]]\nkind = "mentor"\nwho = "bob"\n'


@pytest.fixture(autouse=True)
def bob(write: Write) -> None:
    """Put in somebody to relate to."""
    write("bob", 'name = "Bob"\n')


def test_it_stands_in_one_file_and_is_told_both_ways(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)

    result = dexcli("relate", "ada", "mentor=bob")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        f"Bob is Ada's mentor.{UNDO}\n",
        "",
    )
    assert path.read_text(encoding="utf-8") == ADA + BLOCK
    assert dexcli("relate", "ada").stdout == "Bob is Ada's mentor\n"
    assert dexcli("relate", "bob").stdout == "Bob is Ada's mentor\n"
    assert json.loads(dexcli("relate", "bob", "--json").stdout) == {
        "handle": "bob",
        "relationships": [],
        "inverse": [{"kind": "mentor", "of": "ada"}],
    }


def test_several_at_once_and_the_same_again(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA + BLOCK)

    result = dexcli("relate", "ada", "mentor=bob", "best friend=bob")

    assert result.stdout == f"Bob is Ada's mentor.\nBob is Ada's best friend.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == ADA + BLOCK + BLOCK.replace("mentor", "best friend")


def test_remove_takes_the_block_away(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA + BLOCK)

    result = dexcli("relate", "ada", "mentor=bob", "--remove")

    assert (result.exit_code, result.stdout) == (0, f"Bob is no longer Ada's mentor.{UNDO}\n")
    assert path.read_text(encoding="utf-8") == ADA


def test_what_is_not_there_can_not_be_removed(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA + BLOCK)

    result = dexcli("relate", "ada", "friend=bob", "--remove")

    assert (result.exit_code, result.stderr) == (2, "dexcli: Ada has no friend=bob\n")
    assert path.read_text(encoding="utf-8") == ADA + BLOCK


def test_somebody_unknown_makes_nobody_and_says_how_to_keep_the_name(
    dexcli: Dexcli, write: Write
) -> None:
    path = write("ada", ADA)

    result = dexcli("relate", "ada", "son=Léo")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == ("dexcli: no contact matches 'Léo'; --outside keeps the plain name\n")
    assert path.read_text(encoding="utf-8") == ADA


def test_somebody_outside_the_ledger_is_a_plain_name(dexcli: Dexcli, write: Write) -> None:
    path = write("ada", ADA)

    result = dexcli("relate", "ada", "son=Léo", "--outside")

    assert result.stdout == f"Léo is Ada's son.{UNDO}\n"
    assert path.read_text(encoding="utf-8") == (
        ADA + '\n[[relationships]]\nkind = "son"\nname = "Léo"\n'
    )


@pytest.mark.parametrize("pair", ["bob", "=bob", "mentor=", " = "])
def test_anything_else_is_wrong_use(dexcli: Dexcli, write: Write, pair: str) -> None:
    path = write("ada", ADA)

    result = dexcli("relate", "ada", pair)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected KIND=WHO, such as mentor=charles" in result.stderr
    assert path.read_text(encoding="utf-8") == ADA


def test_nothing_to_list_is_nothing(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)

    assert dexcli("relate", "ada").stdout == ""
    assert json.loads(dexcli("relate", "ada", "--json").stdout) == {
        "handle": "ada",
        "relationships": [],
        "inverse": [],
    }


def test_two_of_one_name_are_told_apart(dexcli: Dexcli, write: Write) -> None:
    write("bob-2", 'name = "Bob"\ncity = "Rome"\n')
    write("ada", ADA + BLOCK)

    assert dexcli("relate", "ada").stdout == "Bob (bob) is Ada's mentor\n"
    assert dexcli("relate", "bob").stdout == "Bob (bob) is Ada's mentor\n"
