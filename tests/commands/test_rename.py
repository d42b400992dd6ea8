"""`dexcli rename`: a new name, a new handle, and whatever refers to the old one follows."""

from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli

ADA = """\
# a friend
name = "Ada Byron" # née
aka = ["Countess"]
cadence = "monthly"

[[interactions]]
on = 2026-11-20
with = ["bob"]
by = "ada-byron"
id = "v3t8n1w6b9"
"""
BOB = """\
name = "Bob"
met = { through = "ada-byron" }

[[relationships]]
kind = "mentor"
who = "ada-byron" # since ever

[[relationships]]
kind = "friend"
name = "Ada Byron"

[[dates]]
label = "wedding"
on = 1835-07-08
with = ["ada-byron", "zoe"]

[[interactions]]
on = 2026-11-20
with = ["ada-byron"]
by = "ada-byron"
note = "ada-byron"
id = "v3t8n1w6b9"
"""
ZOE = 'name = "Zoe" # says ada-byron\n'


@pytest.fixture
def three(ledger: Path, write: Write) -> Path:
    """Put in three of whom two refer to the first."""
    write("ada-byron", ADA)
    write("bob", BOB)
    write("zoe", ZOE)
    return ledger


def text(ledger: Path, handle: str) -> str:
    return (ledger / f"{handle}.toml").read_text(encoding="utf-8")


def test_references_follow_and_the_old_name_and_handle_are_kept(
    dexcli: Dexcli, three: Path
) -> None:
    result = dexcli("rename", "ada", "Ada", "King")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Ada Byron is now Ada King (ada-king).{UNDO}\n"
    assert sorted(path.name for path in three.glob("*.toml")) == [
        "ada-king.toml",
        "bob.toml",
        "zoe.toml",
    ]
    assert text(three, "ada-king") == (
        ADA.replace('"Ada Byron" # née', '"Ada King" # née')
        .replace('aka = ["Countess"]', 'aka = ["Countess", "Ada Byron"]')
        .replace('cadence = "monthly"\n', 'cadence = "monthly"\nwas = ["ada-byron"]\n')
        .replace('by = "ada-byron"', 'by = "ada-king"')
    )
    assert text(three, "bob") == BOB.replace('"ada-byron"', '"ada-king"').replace(
        'note = "ada-king"', 'note = "ada-byron"'
    )
    assert text(three, "zoe") == ZOE


@pytest.mark.usefixtures("three")
def test_the_old_name_and_the_old_handle_still_find_her(dexcli: Dexcli) -> None:
    dexcli("rename", "ada", "Ada King")

    for query in ("Ada Byron", "ada-byron", "Byron, Ada"):
        assert dexcli("show", query, "handle").stdout == "ada-king\n"


def test_forget_keeps_neither_anywhere(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rename", "ada", "Max Byron", "--forget")

    assert result.exit_code == 0
    known = 'cadence = "monthly"\nid = "k5mr5kv502"\n'  # all that tells who this was
    assert text(three, "max-byron") == ADA.replace("Ada Byron", "Max Byron").replace(
        '"ada-byron"', '"max-byron"'
    ).replace('cadence = "monthly"\n', known)
    assert 'who = "max-byron"' in text(three, "bob")
    assert 'with = ["max-byron"]' in text(three, "bob")
    assert dexcli("show", "ada-byron").exit_code == 3


def test_forget_also_forgets_what_references_had_before(
    dexcli: Dexcli, ledger: Path, write: Write
) -> None:
    write("ada", 'name = "Ada Byron"\naka = ["Ada Byron"]\nwas = ["ada-byron", "p3k9x0a7m2"]\n')
    write("bob", 'name = "Bob"\n\n[[relationships]]\nkind = "mentor"\nwho = "ada-byron"\n')

    dexcli("rename", "ada", "Max King", "--forget")

    assert text(ledger, "max-king") == (
        'name = "Max King"\nwas = ["p3k9x0a7m2"]\nid = "b7fck2j6zy"\n'  # one that derives
    )
    assert 'who = "max-king"\n' in text(ledger, "bob")


def test_the_setting_me_follows(dexcli: Dexcli, three: Path) -> None:
    (three / ".dexcli" / "config.toml").write_text('format = 1\nme = "ada-byron" # I\n')

    dexcli("rename", "ada", "Ada King")

    config = (three / ".dexcli" / "config.toml").read_text(encoding="utf-8")
    assert config == 'format = 1\nme = "ada-king" # I\n'


def test_a_name_that_asks_for_the_same_handle_keeps_it(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rename", "ada", "Ada BYRON")

    assert result.stdout == f"Ada Byron is now Ada BYRON.{UNDO}\n"
    assert 'aka = ["Countess", "Ada Byron"]\n' in text(three, "ada-byron")
    assert "was" not in text(three, "ada-byron")
    assert text(three, "bob") == BOB


def test_a_name_that_is_taken_gets_a_number(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rename", "ada", "Zoe")

    assert result.stdout == f"Ada Byron is now Zoe (zoe-2).{UNDO}\n"
    assert text(three, "zoe") == ZOE
    assert text(three, "zoe-2").startswith('# a friend\nname = "Zoe" # née\n')


def test_there_and_back_finds_by_both(dexcli: Dexcli, three: Path) -> None:
    dexcli("rename", "ada", "Ada King")

    result = dexcli("rename", "ada-king", "Ada Byron")

    assert result.exit_code == 0
    found = text(three, "ada-byron")
    assert 'name = "Ada Byron" # née\naka = ["Countess", "Ada King"]\n' in found
    assert 'was = ["ada-king"]\n' in found
    assert text(three, "bob") == BOB


def test_a_dry_run_writes_nothing(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rename", "ada", "Ada King", "--dry-run")

    assert result.exit_code == 0
    assert '+name = "Ada King" # née\n' in result.stdout
    assert "--- a/ada-byron.toml\n+++ /dev/null\n" in result.stdout
    assert text(three, "ada-byron") == ADA
    assert text(three, "bob") == BOB


@pytest.mark.parametrize("name", ["", "  "])
def test_a_name_of_nothing_is_refused(dexcli: Dexcli, three: Path, name: str) -> None:
    result = dexcli("rename", "ada", name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: NAME: a contact needs a name\n"
    assert text(three, "ada-byron") == ADA
