"""`dexcli init --git`: a repository made, adopted, or filled from the remote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli import machine as system
from dexcli.core.settings import GitSetting
from dexcli.store import config
from dexcli.sync import setup
from tests.sync.conftest import Machine, git

Machines = Callable[[str], Machine]
IGNORED = [".*.dextmp", "*.swp", "*~", ".#*", r"\#*#", "*.orig", "*.rej"]


def test_a_new_ledger_is_in_git_with_everything_set_up(machine: Machines) -> None:
    here = machine("here")

    told = here("init", "--git").stdout

    assert told == f"The ledger is in {here.folder}, in git on branch main. Next: dexcli due\n"
    assert here.git("branch", "--show-current") == "main"
    assert here.git("status", "--porcelain") == ""
    assert here.git("ls-files").split() == [".dexcli/config.toml", ".gitattributes", ".gitignore"]
    assert here.read(".gitattributes") == "/*.toml merge=dexcli\n/.dexcli/*.toml merge=dexcli\n"
    assert here.read(".gitignore").splitlines() == IGNORED
    assert config.load(here.folder).settings.git == GitSetting(commit=True)
    line = here.git("config", "merge.dexcli.driver")
    assert Path(line.split(" merge-driver ")[0].split()[0]).is_absolute()
    assert "git merge-file" in line
    assert here.git("config", "merge.dexcli.name")


def test_a_second_time_it_changes_nothing_and_says_so(machine: Machines) -> None:
    here = machine("here")
    here("init", "--git")
    before = here.files(), here.git("rev-parse", "HEAD"), here.git("config", "--list", "--local")

    again = here("init", "--git")

    assert "nothing was changed" in again.stderr
    assert before == (
        here.files(),
        here.git("rev-parse", "HEAD"),
        here.git("config", "--list", "--local"),
    )


def test_a_second_time_with_the_same_remote_too(machine: Machines, remote: Path) -> None:
    here = machine("here")
    here("init", "--git", "--remote", str(remote))

    again = here("init", "--git", "--remote", str(remote))

    assert (again.stdout, again.stderr) == (
        "",
        f"dexcli: {here.folder} is set up already; nothing was changed\n",
    )


def test_without_git_an_existing_ledger_stays_as_it_is(machine: Machines) -> None:
    here = machine("here")
    here("init")
    before = here.files()

    again = here("init")

    assert "nothing was changed" in again.stderr
    assert here.files() == before
    assert not (here.folder / ".git").exists()


def test_a_ledger_that_is_there_is_taken_along_but_for_what_is_broken(machine: Machines) -> None:
    here = machine("here")
    here("init")
    here("add", "Ada Lovelace")
    here.write("broken.toml", "name = \n")
    here.write("notes.txt", "none of ours\n")

    result = here("init", "--git")

    assert "broken.toml:1" in result.stderr
    assert here.git("status", "--porcelain").split() == ["??", "broken.toml", "??", "notes.txt"]
    assert "ada-lovelace.toml" in here.git("ls-files")


def test_an_existing_repository_keeps_its_other_content(machine: Machines) -> None:
    here = machine("here")
    here.write("README", "Not of dexcli\n")
    here.write(".gitattributes", "*.png binary")
    here.write(".gitignore", "*.log\n")
    git(here.folder, "init", "--quiet", "-b", "work")
    here.git("add", ".")
    here.git("commit", "--quiet", "-m", "Begin")
    here.write("README", "Changed, and staged by nobody\n")
    here.write("other.txt", "staged\n")
    here.git("add", "other.txt")

    here("init", "--git")

    assert here.git("branch", "--show-current") == "work"
    assert here.git("status", "--porcelain").splitlines() == [" M README", "A  other.txt"]
    assert here.read(".gitattributes").splitlines()[0] == "*.png binary"
    assert here.read(".gitignore").splitlines() == ["*.log", *IGNORED]


def test_a_folder_that_an_outer_repository_ignores_gets_its_own(
    machine: Machines, tmp_path: Path
) -> None:
    git(tmp_path, "init", "--quiet", "-b", "main")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    here = machine("people")

    here("init", "--git")

    assert (here.folder / ".git").is_dir()


def test_two_ledgers_of_one_repository_are_both_set_up(machine: Machines, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "-b", "main")
    both = [machine("friends"), machine("colleagues")]
    for each in both:
        each("init", "--git")

    for each in both:
        assert each("sync").stdout == "Everything is committed. There is no remote.\n"


def test_syncthing_is_told_what_to_leave_out(machine: Machines) -> None:
    here = machine("here")
    (here.folder / ".stfolder").mkdir(parents=True)

    here("init", "--git")

    assert "#*#" in here.read(".stignore").splitlines()
    assert ".stignore" not in here.git("ls-files")


@pytest.mark.parametrize("head", ["main", "nowhere"])
def test_a_remote_that_has_a_ledger_is_checked_out(
    machine: Machines, remote: Path, head: str
) -> None:
    here, there = machine("here"), machine("there")
    here("init", "--git", "--remote", str(remote))
    here("add", "Ada Lovelace")
    here("sync")
    git(remote, "symbolic-ref", "HEAD", f"refs/heads/{head}")

    told = there("init", "--git", "--remote", str(remote)).stdout

    assert told.endswith("in git on branch main. Next: dexcli sync\n")
    assert there.files() == here.files()
    assert there("sync").stdout == "Nothing to sync.\n"
    assert there.git("config", "merge.dexcli.driver")


def test_a_clone_whose_head_is_unborn_is_filled(
    machine: Machines, remote: Path, tmp_path: Path
) -> None:
    here, there = machine("here"), machine("there")
    here("init", "--git", "--remote", str(remote))
    here("add", "Ada Lovelace")
    here("sync")
    git(remote, "symbolic-ref", "HEAD", "refs/heads/nowhere")
    git(tmp_path, "clone", "--quiet", str(remote), "there")
    assert list(there.files()) == []

    there("init", "--git")

    assert there.files() == here.files()
    assert there.git("status", "--porcelain") == ""


def test_a_fresh_clone_is_set_up_by_running_it_again(
    machine: Machines, remote: Path, tmp_path: Path
) -> None:
    here, there = machine("here"), machine("there")
    here("init", "--git", "--remote", str(remote))
    here("add", "Ada Lovelace")
    here("sync")
    git(tmp_path, "clone", "--quiet", str(remote), "there")
    head = there.git("rev-parse", "HEAD")
    assert "dexcli init" in there("sync", code=1).stderr

    there("init", "--git")

    assert there.git("rev-parse", "HEAD") == head
    assert there("sync").stdout == "Nothing to sync.\n"


def test_a_ledger_here_and_one_there_become_one(machine: Machines, remote: Path) -> None:
    here, there = machine("here"), machine("there")
    here("init", "--git", "--remote", str(remote))
    here("add", "Ada Lovelace")
    here("sync")
    there("init")
    there("add", "Bob Marley")

    there("init", "--git", "--remote", str(remote))
    there("sync")
    here("sync")

    assert here.files() == there.files()
    assert {"ada-lovelace.toml", "bob-marley.toml"} <= set(here.files())


def test_a_remote_that_is_no_ledger_is_refused_and_nothing_is_left(
    machine: Machines, remote: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", str(remote), "project")
    project = tmp_path / "project"
    (project / "pyproject.toml").write_text('[project]\ndescription = "x"\n', encoding="utf-8")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "A project")
    git(project, "push", "--quiet", "origin", "HEAD:main")
    here = machine("here")

    result = here("init", "--git", "--remote", str(remote), code=1)

    assert result.stderr == "dexcli: origin has no ledger in its root; nothing was set up\n"
    assert not here.folder.exists()


def test_a_remote_that_cannot_be_reached_leaves_nothing(machine: Machines, tmp_path: Path) -> None:
    here = machine("here")
    here("init")
    before = here.files()

    result = here("init", "--git", "--remote", str(tmp_path / "nowhere.git"), code=75)

    assert "can't be reached" in result.stderr
    assert here.files() == before
    assert not (here.folder / ".git").exists()


@pytest.mark.parametrize("address", ["--upload-pack=touch pwned", "ext::sh -c 'touch pwned'"])
def test_an_address_runs_nothing(machine: Machines, tmp_path: Path, address: str) -> None:
    here = machine("here")

    result = here.run("init", "--git", f"--remote={address}")

    assert result.exit_code in {1, 2}
    assert not list(tmp_path.rglob("pwned"))


def test_another_remote_is_not_replaced(machine: Machines, remote: Path, tmp_path: Path) -> None:
    here = machine("here")
    here("init", "--git", "--remote", str(remote))
    other = tmp_path / "other.git"
    git(tmp_path, "init", "--quiet", "--bare", str(other))

    result = here("init", "--git", "--remote", str(other), code=1)

    assert f"another remote, {remote}" in result.stderr
    assert here.git("config", "remote.origin.url") == str(remote)


def test_whoever_git_does_not_know_is_told_how_to_tell_it(
    machine: Machines, git_of_its_own: Path
) -> None:
    git_of_its_own.write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    here = machine("here")

    result = here("init", "--git", code=1)

    assert "git config --global user.name" in result.stderr
    assert not here.folder.exists()


def test_the_remote_goes_with_git(machine: Machines, remote: Path) -> None:
    assert "--git" in machine("here")("init", "--remote", str(remote), code=2).stderr


def test_a_dry_run_makes_nothing(machine: Machines) -> None:
    here = machine("here")

    told = here("init", "--git", "--dry-run")

    assert "+/*.toml merge=dexcli" in told.stdout
    assert told.stdout.count("+++ b/.dexcli/config.toml") == 1
    assert "+format = 1" in told.stdout
    assert "+commit = true" in told.stdout
    assert not here.folder.exists()


def test_the_driver_line_takes_any_path() -> None:
    line = setup.driver(("/a b/100%/dexcli",))

    assert line.startswith("'/a b/100%%/dexcli' merge-driver %O %A %B %L %P; ")


def test_a_program_that_moved_is_mended_by_running_it_again(
    machine: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = machine("here")
    here("init", "--git")
    monkeypatch.setattr(system, "program", lambda: ("/elsewhere/dexcli",))

    here("init", "--git")

    assert here.git("config", "merge.dexcli.driver").startswith("/elsewhere/dexcli merge-driver")


def test_who_wants_no_commits_keeps_the_setting(machine: Machines) -> None:
    here = machine("here")
    here("init")
    here("config", "git.commit=false")

    here("init", "--git")

    assert config.load(here.folder).settings.git.commit is False
    assert here.git("log", "--format=%s") == "init: a ledger in git"
