"""A ledger that git keeps encrypted syncs as any other."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.sync.conftest import Machine, git

ROT13 = "tr A-Za-z N-ZA-Mn-za-m"


def encrypted(pair: Sequence[Machine], *, setting: str = ".gitattributes") -> None:
    """Let git keep the contacts' files of both machines in secret writing."""
    for each in pair:
        each.git("config", "filter.crypt.clean", f"{ROT13}; echo '# sealed'")
        each.git("config", "filter.crypt.smudge", f"grep -v '^# sealed' | {ROT13}")
    here, there = pair
    if setting != ".gitattributes":
        for each in pair:
            each.write(setting, "/*.toml filter=crypt\n")
        return
    here.write(setting, f"{here.read(setting)}/*.toml filter=crypt\n")
    here.git("add", "--renormalize", ".")
    here.git("add", setting)
    here.git("commit", "--quiet", "-m", "Sealed")
    here("sync")
    there("sync")


@pytest.mark.parametrize("setting", [".gitattributes", ".git/info/attributes"])
def test_what_git_keeps_encrypted_is_plain_in_every_folder(
    pair: Sequence[Machine], setting: str
) -> None:
    here, there = pair
    encrypted(pair, setting=setting)
    here("log", "ada", "-m", "Coffee here")
    here("sync")
    assert "Pbssrr urer" in git(here.folder, "show", "origin/main:ada-lovelace.toml")

    there("sync")
    assert there.read("ada-lovelace.toml") == here.read("ada-lovelace.toml")
    here("log", "ada", "-m", "Wine here")
    there("log", "ada", "-m", "Tea there")
    there("sync")
    here("sync")
    there("sync")

    assert here.files() == there.files()
    assert {"Coffee", "Tea", "Wine"} <= set(
        here.read("ada-lovelace.toml").replace('"', " ").split()
    )
    assert "Grn gurer" in git(here.folder, "show", "origin/main:ada-lovelace.toml")
    assert here("sync").stdout == "Nothing to sync.\n"
    assert here.git("status", "--porcelain") == there.git("status", "--porcelain") == ""


def test_a_machine_without_the_filter_refuses_in_a_line_and_writes_nothing(
    pair: Sequence[Machine],
) -> None:
    here, there = pair
    encrypted(pair)
    there.git("config", "--remove-section", "filter.crypt")
    here("log", "ada", "-m", "Coffee here")
    here("sync")
    before = there.files()

    result = there("sync", code=1)

    assert result.stderr.startswith("dexcli: the filter crypt of ")
    assert result.stderr.count("\n") == 1
    assert there.files() == before


def test_a_filter_that_fails_stops_it_before_anything(pair: Sequence[Machine]) -> None:
    here, there = pair
    encrypted(pair)
    there.git("config", "filter.crypt.smudge", "false")
    here("log", "ada", "-m", "Coffee here")
    here("sync")
    before = there.files()

    result = there("sync", code=1)

    assert "smudge filter crypt failed" in result.stderr
    assert there.files() == before


def test_a_new_machine_gets_it_plain(
    pair: Sequence[Machine],
    machine: Callable[[str], Machine],
    remote: Path,
    git_of_its_own: Path,
) -> None:
    here, _ = pair
    encrypted(pair)
    new = machine("new")
    for key in ("clean", "smudge"):
        name = f"filter.crypt.{key}"
        here.git("config", "--file", str(git_of_its_own), name, here.git("config", name))

    new("init", "--git", "--remote", str(remote))

    assert new.files() == here.files()
    assert new.git("status", "--porcelain") == ""
    assert new("sync").stdout == "Nothing to sync.\n"
