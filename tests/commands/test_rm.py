"""`dexcli rm`: somebody leaves, their name stays where it was mentioned."""

import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Write
from tests.conftest import UNDO, Dexcli, Keyboard

ADA = """\
name = "Ada Byron"
sources = ["book:1"]
id = "k7m2x9q4c1"
was = ["ada-noel"]
"""
BOB = """\
name = "Bob"
met = { through = "ada-byron" }

[[relationships]]
kind = "mentor"
who = "ada-byron"

[[relationships]]
kind = "friend"
who = "ada-noel"

[[dates]]
label = "wedding"
on = 1835-07-08
with = ["ada-byron", "zoe"]

[[interactions]]
on = 2026-11-20
with = ["ada-byron"]
by = "ada-byron"
"""
ZOE = 'name = "Zoe"\n'
REMEMBERED = """\
[[removed]]
handle = "ada-byron"
name = "Ada Byron"
on = 2026-11-22
sources = ["book:1"]
id = "k7m2x9q4c1"
"""


@pytest.fixture
def three(ledger: Path, write: Write) -> Path:
    """Put in three of whom one refers to the first."""
    write("ada-byron", ADA)
    write("bob", BOB)
    write("zoe", ZOE)
    return ledger


def handles(ledger: Path) -> list[str]:
    return sorted(path.stem for path in ledger.glob("*.toml"))


def test_references_become_the_plain_name_and_the_removal_is_remembered(
    dexcli: Dexcli, three: Path
) -> None:
    result = dexcli("rm", "ada", "--yes")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Removed Ada Byron. No import brings them back unless --again.{UNDO}\n"
    assert handles(three) == ["bob", "zoe"]
    assert (three / "bob.toml").read_text(encoding="utf-8") == (
        BOB.replace('who = "ada-byron"', 'name = "Ada Byron"')
        .replace('who = "ada-noel"', 'name = "Ada Byron"')
        .replace('"ada-byron"', '"Ada Byron"')
    )
    assert (three / "zoe.toml").read_text(encoding="utf-8") == ZOE
    assert (three / ".dexcli" / "removed.toml").read_text(encoding="utf-8") == REMEMBERED


def test_several_go_together_and_are_remembered_behind_earlier_ones(
    dexcli: Dexcli, three: Path
) -> None:
    (three / ".dexcli" / "removed.toml").write_text("# mine\n" + REMEMBERED, encoding="utf-8")

    result = dexcli("rm", "bob", "zoe", "-y")

    assert (
        result.stdout == f"Removed Bob and Zoe. No import brings them back unless --again.{UNDO}\n"
    )
    assert handles(three) == ["ada-byron"]
    assert (three / ".dexcli" / "removed.toml").read_text(encoding="utf-8") == (
        "# mine\n"
        + REMEMBERED
        + '\n[[removed]]\nhandle = "bob"\nname = "Bob"\non = 2026-11-22\n'
        + '\n[[removed]]\nhandle = "zoe"\nname = "Zoe"\non = 2026-11-22\n'
    )


def test_away_from_a_terminal_it_can_not_be_asked_and_nothing_changes(
    dexcli: Dexcli, three: Path
) -> None:
    result = dexcli("rm", "ada")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dexcli: this removes Ada Byron; say --yes (nothing was changed)\n"
    assert handles(three) == ["ada-byron", "bob", "zoe"]


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_it_asks_and_yes_removes(
    dexcli: Dexcli, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("y\n"))

    result = dexcli("rm", "ada")

    assert result.exit_code == 0
    assert result.stderr == "Remove Ada Byron? [y/N] "
    assert handles(three) == ["bob", "zoe"]


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("typed", ["\n", "n\n", ""])
def test_on_a_terminal_anything_but_yes_changes_nothing(
    dexcli: Dexcli, three: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))

    result = dexcli("rm", "ada")

    assert result.exit_code != 0
    assert result.stdout == ""
    assert handles(three) == ["ada-byron", "bob", "zoe"]
    assert (three / "bob.toml").read_text(encoding="utf-8") == BOB


def test_where_removes_everybody_for_whom_it_holds(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rm", "--where", "bob or zoe", "--yes")

    assert result.exit_code == 0
    assert handles(three) == ["ada-byron"]


@pytest.mark.parametrize("args", [[], ["--where", "nobody-is-so"], ["ada", "--where", "bob"]])
def test_nobody_or_two_ways_to_say_who_is_wrong_use(
    dexcli: Dexcli, three: Path, args: list[str]
) -> None:
    result = dexcli("rm", "--yes", *args)

    assert (result.exit_code, result.stdout) == (2, "")
    assert handles(three) == ["ada-byron", "bob", "zoe"]


def test_one_unknown_among_them_removes_nobody(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rm", "bob", "nobody", "--yes")

    assert result.exit_code == 3
    assert handles(three) == ["ada-byron", "bob", "zoe"]


def test_a_dry_run_neither_asks_nor_removes(dexcli: Dexcli, three: Path) -> None:
    result = dexcli("rm", "ada", "--dry-run")

    assert result.exit_code == 0
    assert "--- a/ada-byron.toml\n+++ /dev/null\n" in result.stdout
    assert '+  name = "Ada Byron"' not in result.stdout
    assert '+name = "Ada Byron"\n' in result.stdout
    assert handles(three) == ["ada-byron", "bob", "zoe"]
    assert not (three / ".dexcli" / "removed.toml").exists()
