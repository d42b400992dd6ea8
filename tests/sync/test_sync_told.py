"""What `dexcli sync` tells: what came and went, what waits, and what stops it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dexcli.sync.git import Done
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


def over_ssh(machine: Machine, said: str) -> None:
    """Let the remote be one over ssh, which says this."""
    ssh = machine.folder.with_name("ssh")
    ssh.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{said}\nEND\nexit 255\n", encoding="utf-8")
    ssh.chmod(0o755)
    machine.git("config", "core.sshCommand", str(ssh))
    machine.git("remote", "set-url", "origin", "ssh://example.org/people.git")


@pytest.mark.parametrize(
    ("said", "told", "code"),
    [
        (
            "git@example.org: Permission denied (publickey).",
            "origin: git@example.org: Permission denied (publickey)",
            1,
        ),
        ("ERROR: Repository not found.", "origin: Repository not found", 1),
        ("Host key verification failed.", "origin: Host key verification failed", 1),
        (
            "ssh: Could not resolve hostname example.org: Name or service not known",
            "origin can't be reached (ssh: Could not resolve hostname example.org: Name or service "
            "not known)",
            75,
        ),
    ],
)
def test_the_reason_is_that_of_the_other_side_and_not_git_s(
    pair: Sequence[Machine], said: str, told: str, code: int
) -> None:
    here, _ = pair
    over_ssh(here, said)

    assert here("sync", code=code).stderr == f"dexcli: {told}\n"


def test_what_a_hook_there_says_is_told(pair: Sequence[Machine], remote: Path) -> None:
    here, _ = pair
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no way >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    here("log", "ada")

    result = here("sync", code=1)

    assert "origin refuses it: [remote rejected] (pre-receive hook declined): no way;" in (
        result.stderr
    )


def test_what_a_hook_here_says_is_told_and_is_no_missing_network(
    pair: Sequence[Machine],
) -> None:
    here, _ = pair
    here("config", "git.hooks=true")
    hook = here.folder / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no way >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)

    result = here("sync", code=1)

    assert result.stderr == "dexcli: not pushed: no way; what changed here is committed\n"


def test_what_does_not_sign_is_the_reason(pair: Sequence[Machine]) -> None:
    here, _ = pair
    here("config", "git.sign=true")
    here.git("config", "commit.gpgSign", "true")
    here.git("config", "gpg.program", "false")

    told = here("log", "ada").stderr

    assert told == "dexcli: not committed: git commit: gpg failed to sign the data\n"


def test_a_repository_of_somebody_else_is_told_with_the_remedy() -> None:
    said = (
        "fatal: detected dubious ownership in repository at '/x'\n"
        "To add an exception for this directory, call:\n\n"
        "\tgit config --global --add safe.directory /x\n"
    )

    assert Done(128, b"", said).complaint == (
        "detected dubious ownership in repository at '/x'; if it is yours: "
        "git config --global --add safe.directory /x"
    )
