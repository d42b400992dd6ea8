"""With `[git] commit = true`, every changing command is one commit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UNDO
from tests.sync.conftest import Machine

Machines = Callable[[str], Machine]


@pytest.fixture
def here(machine: Machines) -> Machine:
    """Return a machine with a ledger in git, and Ada in it."""
    made = machine("here")
    made("init", "--git")
    made("add", "Ada Lovelace")
    return made


def test_each_command_is_one_commit_with_words_of_a_person(here: Machine) -> None:
    here("log", "ada", "-m", "Numbers", "--kind", "coffee", "--on", "2026-11-20")
    here("rename", "ada", "Ada King")
    here("rm", "ada", "--yes")
    here("undo")

    assert here.git("log", "--format=%s").splitlines() == [
        "undo: rm: Ada King",
        "rm: Ada King",
        "rename: Ada Lovelace to Ada King",
        "log: coffee with Ada Lovelace, 2026-11-20",
        "add: Ada Lovelace",
        "init: a ledger in git",
    ]
    assert here.git("log", "-1", "--format=%an <%ae>") == "Somebody <somebody@example.org>"
    assert here.git("status", "--porcelain") == ""


def test_only_its_own_files_are_in_it(here: Machine) -> None:
    here("add", "Bob Marley")
    here.write("bob-marley.toml", here.read("bob-marley.toml") + '\ncity = "Rome"\n')
    here.write("notes.txt", "none of ours\n")
    here.write("staged.txt", "staged\n")
    here.git("add", "staged.txt")

    here("log", "ada", "-m", "Numbers")

    assert here.git("show", "--name-only", "--format=", "HEAD") == "ada-lovelace.toml"
    assert here.git("status", "--porcelain").splitlines() == [
        " M bob-marley.toml",
        "A  staged.txt",
        "?? notes.txt",
    ]


def test_switched_off_nothing_is_committed(here: Machine) -> None:
    here("config", "git.commit=false")
    head = here.git("rev-parse", "HEAD")

    result = here("log", "ada", "-m", "Numbers")

    assert result.stderr == ""
    assert here.git("rev-parse", "HEAD") == head


def test_a_dry_run_commits_nothing(here: Machine) -> None:
    head = here.git("rev-parse", "HEAD")

    here("log", "ada", "-m", "Numbers", "--dry-run")

    assert here.git("rev-parse", "HEAD") == head


def test_what_git_refuses_is_one_line_and_no_failure(here: Machine, git_of_its_own: Path) -> None:
    git_of_its_own.write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")

    result = here("log", "ada", "-m", "Numbers")

    assert result.stdout.endswith(f"{UNDO}\n")
    assert result.stderr.startswith("dexcli: not committed: git doesn't know who you are")
    assert result.stderr.count("\n") == 1
    assert "Numbers" in here.read("ada-lovelace.toml")


def test_where_git_is_not_set_up_it_says_how_and_runs_nothing(
    here: Machine, machine: Machines
) -> None:
    copy = machine("copy")
    shutil.copytree(here.folder, copy.folder)
    head = copy.git("rev-parse", "HEAD")

    result = copy("log", "ada", "-m", "Numbers")

    assert result.stderr == (
        f"dexcli: not committed: git isn't set up for {copy.folder} on this machine; "
        f"if you trust its .git, set it up with: dexcli init {copy.folder} --git\n"
    )
    assert copy.git("rev-parse", "HEAD") == head


def test_without_git_on_the_machine_it_goes_on(
    here: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    result = here("log", "ada", "-m", "Numbers")

    assert result.stderr == "dexcli: not committed: there is no git on this machine\n"
    assert here("sync", code=1).stderr == "dexcli: there is no git on this machine\n"


@pytest.mark.parametrize("wanted", [False, True])
def test_hooks_run_only_on_request(here: Machine, wanted: bool) -> None:  # noqa: FBT001 - a case
    hook = here.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch hooked\n", encoding="utf-8")
    hook.chmod(0o755)
    here("config", f"git.hooks={'true' if wanted else 'false'}")

    here("log", "ada", "-m", "Numbers")

    assert (here.folder / "hooked").exists() is wanted


@pytest.mark.parametrize("wanted", [False, True])
def test_commits_are_signed_only_on_request(
    here: Machine,
    tmp_path: Path,
    wanted: bool,  # noqa: FBT001 - a case
) -> None:
    signer = tmp_path / "signer"
    signer.write_text("#!/bin/sh\ntouch signed\nexit 1\n", encoding="utf-8")
    signer.chmod(0o755)
    here.git("config", "commit.gpgSign", "true")
    here.git("config", "gpg.program", str(signer))
    here("config", f"git.sign={'true' if wanted else 'false'}")

    here("log", "ada", "-m", "Numbers")

    assert (here.folder / "signed").exists() is wanted


def test_an_import_is_one_commit(here: Machine, tmp_path: Path) -> None:
    rows = "".join(f"Person {number},p{number}@example.org\n" for number in range(30))
    (tmp_path / "people.csv").write_text(f"Name,Mail\n{rows}", encoding="utf-8")
    (tmp_path / "people.map.toml").write_text(
        'source = "people"\n[contact]\nname = "Name"\nemails = "Mail"\n', encoding="utf-8"
    )

    here("import", str(tmp_path / "people.csv"), "--map", str(tmp_path / "people.map.toml"))

    assert len(here.git("show", "--name-only", "--format=", "HEAD").split()) == 30
    assert here.git("status", "--porcelain") == ""
