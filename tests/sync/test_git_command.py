"""`dexcli git`: git in the ledger's folder, as somebody knows it."""

import subprocess
import sys
from collections.abc import Callable, Sequence

import pytest

from tests.sync.conftest import Machine


def typed(machine: Machine, *words: str) -> tuple[int, str]:
    """Run the program as it is installed; return its exit code and what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "dexcli", "--ledger", str(machine.folder), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_it_is_git_with_its_words_and_its_exit_code(pair: Sequence[Machine]) -> None:
    here, _ = pair

    assert typed(here, "git", "log", "-1", "--format=%s") == (0, "add: Bob Marley\n")
    assert typed(here, "git", "log", "-1", "--format=%s", "--color=never", "-h")[0] == 129
    assert typed(here, "git", "rev-parse", "--verify", "--quiet", "nowhere") == (1, "")


def test_options_of_git_itself_are_git_s(pair: Sequence[Machine]) -> None:
    code, told = typed(pair[0], "git", "--version")

    assert code == 0
    assert told.startswith("git version ")


@pytest.mark.parametrize("words", [["git", "log"], ["sync"], ["sync", "--dry-run"]])
def test_where_git_is_not_set_up_it_does_not_run(
    machine: Callable[[str], Machine], words: list[str]
) -> None:
    other = machine("other")
    other("init")

    assert typed(other, *words) == (
        1,
        f"dexcli: git isn't set up for {other.folder} on this machine; "
        f"set it up with: dexcli init {other.folder} --git\n",
    )


def test_a_ledger_that_lost_its_repository_is_told_so(pair: Sequence[Machine]) -> None:
    here, _ = pair
    (here.folder / ".git").rename(here.folder.parent / "gone")

    assert "is in no git repository" in here("sync", code=1).stderr
