"""What `dexcli sync` tells: what came and went, what waits, and what stops it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.sync.conftest import Machine, git

BROKEN = 'name = "Bob Marley"\ncity = \n'


def by_hand(machine: Machine, name: str, text: str) -> None:
    """Commit a file as somebody does who doesn't look."""
    machine.write(name, text)
    machine.git("add", name)
    machine.git("commit", "--quiet", "-m", "By hand")


def test_offline_it_says_what_waits_also_when_it_was_committed_before(
    pair: Sequence[Machine], remote: Path
) -> None:
    here, _ = pair
    here("log", "ada", "-m", "Coffee")
    remote.rename(remote.with_name("unplugged"))
    waits = "1 person changed here: not synced yet.\n"

    assert here("sync", code=75).stdout == waits
    assert here("sync", "--dry-run", code=75).stdout == waits
    assert json.loads(here("sync", "--json", code=75).stdout)["here"] == ["ada-lovelace"]


def test_offline_with_nothing_that_waits_nothing_is_said_to_be_committed(
    pair: Sequence[Machine], remote: Path
) -> None:
    here, _ = pair
    remote.rename(remote.with_name("unplugged"))

    result = here("sync", code=75)

    assert result.stdout == "Nothing to sync.\n"
    assert "committed" not in result.stderr


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
@pytest.mark.parametrize("changes_here", [False, True])
def test_what_a_newer_dexcli_wrote_there_is_not_taken_in(
    pair: Sequence[Machine],
    changes_here: bool,  # noqa: FBT001 - a case
    dry_run: list[str],
) -> None:
    here, there = pair
    by_hand(there, ".dexcli/config.toml", "format = 2\n")
    there.git("push", "--quiet")
    if changes_here:
        here("log", "ada", "-m", "Coffee")
    before = here.files()

    result = here("sync", *dry_run, code=1)

    assert "written by a newer dexcli; nothing was merged" in result.stderr
    assert here.files() == before


def test_a_dry_run_refuses_what_sync_refuses(pair: Sequence[Machine]) -> None:
    here, there = pair
    there("note", "bob", "something")
    there("sync")
    here.write("bob-marley.toml", BROKEN)

    planned = here("sync", "--dry-run", code=5)
    done = here("sync", code=5)

    assert planned == done
    assert done.stdout == ""


def test_who_was_renamed_is_one_person(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("rename", "ada", "Ada King")
    here("rename", "bob", "Robert Marley")
    assert here("sync", "--dry-run").stdout == "Would sync: 2 people changed here.\n"
    assert here("sync").stdout == "Synced: 2 people changed here.\n"
    there("add", "Zoe")

    told = there("sync", "--dry-run").stdout.partition("\n")[0]

    assert told == "Would sync: 1 person changed here, 2 renamed."
    assert there("sync").stdout == "Synced: 1 person changed here, 2 renamed.\n"
    assert there.git("log", "-1", "--format=%s") == "sync: 1 person changed here, 2 renamed"
    here("rename", "robert-marley", "Bob Marley")
    here("sync")
    there("sync")
    assert here("sync").stdout == "Nothing to sync.\n"


def test_who_was_renamed_there_is_named_to_a_program(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("rename", "ada", "Ada King")
    here("sync")

    told = json.loads(there("sync", "--json").stdout)

    assert (told["renamed"], told["new"], told["removed"]) == (["ada-king"], [], [])


def test_who_is_kept_was_not_removed(pair: Sequence[Machine]) -> None:
    here, there = pair
    there("rm", "bob", "--yes")
    there("sync")
    here("log", "bob", "-m", "Reggae")

    planned = here("sync", "--dry-run").stdout
    result = here("sync")

    assert (here.folder / "bob-marley.toml").exists()
    assert "removed there" not in result.stdout + planned


@pytest.mark.parametrize("broken", ["here", "there"])
def test_a_file_that_cannot_be_merged_is_told_with_the_side_and_the_line(
    pair: Sequence[Machine], broken: str
) -> None:
    here, there = pair
    machines = {"here": here, "there": there}
    for name, each in machines.items():
        text = BROKEN if name == broken else each.read("bob-marley.toml") + 'city = "Rome"\n'
        by_hand(each, "bob-marley.toml", text)
    there.git("push", "--quiet")

    told = here("sync", code=5).stderr

    assert told.startswith("dexcli: bob-marley.toml:2: ")
    where = "(on the other side: mend it there" if broken == "there" else "(here: mend it, then"
    assert where in told


def test_a_branch_that_is_gone_is_replaced_as_it_says(
    pair: Sequence[Machine], remote: Path
) -> None:
    here, _ = pair
    for name in ("hub", "other"):
        git(remote, "branch", name, "main")
    git(remote, "branch", "-D", "main")
    told = here("sync", code=1).stderr

    words = told.rpartition("with: dexcli ")[2].replace("BRANCH", "hub").split()
    here(*words)

    assert here("sync").stdout == "Nothing to sync.\n"


def test_without_a_remote_a_dry_run_says_so_too(machine: Callable[[str], Machine]) -> None:
    alone = machine("alone")
    alone("init", "--git")

    told = alone("sync", "--dry-run").stdout

    assert told == "Everything is committed. There is no remote.\n"
