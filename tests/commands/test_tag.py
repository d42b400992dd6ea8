"""`dexcli tag`: labels on people."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = 'name = "Ada"\ntags = ["friend"] # dear\nadded = 2026-11-02\n'
BOB = 'name = "Bob"\nadded = 2026-11-02\n'


@pytest.fixture
def settings(ledger: Path) -> None:
    """Let friends be met monthly and family every two weeks."""
    (ledger / ".dexcli" / "config.toml").write_text(
        '[cadence]\nfriend = "monthly"\nfamily = "2 weeks"\n'
    )


@pytest.mark.usefixtures("settings")
def test_a_tag_says_what_follows(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada", ADA), write("bob", BOB)

    result = dexcli("tag", "friend", "ada", "bob")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"Bob: tagged friend. 1 contact already so. Next around 2 December.{UNDO}\n"
    )
    assert ada.read_text(encoding="utf-8") == ADA
    assert (
        bob.read_text(encoding="utf-8") == 'name = "Bob"\ntags = ["friend"]\nadded = 2026-11-02\n'
    )


@pytest.mark.usefixtures("settings")
def test_remove_takes_it_away(dexcli: Dexcli, write: Write) -> None:
    ada = write("ada", ADA)

    result = dexcli("tag", "friend", "ada", "--remove")

    assert (result.exit_code, result.stdout) == (0, f"Ada: no longer tagged friend.{UNDO}\n")
    assert ada.read_text(encoding="utf-8") == 'name = "Ada"\nadded = 2026-11-02\n'


@pytest.mark.usefixtures("settings")
def test_alone_it_lists_the_tags_with_their_number_and_cadence(
    dexcli: Dexcli, write: Write
) -> None:
    write("ada", ADA)
    write("bob", 'name = "Bob"\ntags = ["chess", "friend"]\n')
    write("eve", 'name = "Eve"\ntags = ["gone"]\narchived = true\n')

    assert dexcli("tag").stdout == "friend · 2 contacts · monthly\nchess · 1 contact\n"
    assert json.loads(dexcli("tag", "--json").stdout) == [
        {"tag": "friend", "contacts": 2, "cadence": "monthly"},
        {"tag": "chess", "contacts": 1, "cadence": None},
    ]


def test_a_tag_alone_lists_who_has_it(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)
    write("bob", BOB)

    assert dexcli("tag", "friend").stdout == "Ada · friend\n"
    assert [each["handle"] for each in json.loads(dexcli("tag", "friend", "--json").stdout)] == [
        "ada"
    ]


def test_a_misspelt_tag_alone_is_never_silent(dexcli: Dexcli, write: Write) -> None:
    write("ada", ADA)

    result = dexcli("tag", "freind")

    assert result.stdout == ""
    assert result.stderr == "dexcli: nobody has tag:freind; nearest: friend\n"


def test_where_tags_everybody_for_whom_it_holds(dexcli: Dexcli, write: Write) -> None:
    ada, bob = write("ada", ADA), write("bob", BOB)

    result = dexcli("tag", "dear", "--where", "tag:friend")

    assert result.stdout == f"Ada: tagged dear.{UNDO}\n"
    assert 'tags = ["friend", "dear"] # dear\n' in ada.read_text(encoding="utf-8")
    assert bob.read_text(encoding="utf-8") == BOB


@pytest.mark.parametrize(("args", "code"), [([" ", "ada"], 2), (["x", "ada", "zed"], 3)])
def test_what_makes_no_sense_changes_nothing(
    dexcli: Dexcli, write: Write, args: list[str], code: int
) -> None:
    ada = write("ada", ADA)

    result = dexcli("tag", *args)

    assert (result.exit_code, result.stdout) == (code, "")
    assert ada.read_text(encoding="utf-8") == ADA


def test_the_answer_tells_two_of_one_name_apart_and_nobody_else(
    dexcli: Dexcli, write: Write
) -> None:
    write("sam", 'name = "Sam"\ncity = "Oslo"\n')
    write("sam-2", 'name = "Sam"\ncity = "Rome"\n')
    write("ada", ADA)

    assert dexcli("tag", "x", "sam-2").stdout == f"Sam (Rome): tagged x.{UNDO}\n"
    assert dexcli("tag", "x", "ada").stdout == f"Ada: tagged x.{UNDO}\n"
