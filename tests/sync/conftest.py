"""What tests of several machines have: git without anybody's settings, machines, a remote."""

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Dexcli, Result

GIT_CONFIG = """\
[user]
\tname = Somebody
\temail = somebody@example.org
[init]
\tdefaultBranch = master
[gc]
\tauto = 0
"""


def git(folder: Path, *words: str, check: bool = True) -> str:
    """Run git as somebody would by hand, and return what it prints."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout.rstrip("\n")


@pytest.fixture(autouse=True)
def git_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give git the test's own settings and nobody else's."""
    settings = tmp_path / "gitconfig"
    settings.write_text(GIT_CONFIG, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in list(os.environ):
        if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER", "GIT_DIR", "GIT_WORK", "GIT_INDEX")):
            monkeypatch.delenv(name)
    return settings


@dataclass(frozen=True)
class Machine:
    """One of somebody's machines, with its clone of the ledger and its own state."""

    folder: Path
    run: Callable[..., Result]

    def __call__(self, *words: str, code: int = 0) -> Result:
        """Run dexcli there; it must end with this code."""
        result = self.run(*words)
        assert result.exit_code == code, result
        return result

    def git(self, *words: str, check: bool = True) -> str:
        """Run git there by hand."""
        return git(self.folder, *words, check=check)

    def read(self, name: str) -> str:
        """Return a file's text."""
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Put a file there as somebody would by hand."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def files(self) -> dict[str, bytes]:
        """Return everything that lies there, but for git's own."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.folder).parts
        }


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Return an empty repository that machines meet in."""
    path = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", str(path))
    return path


@pytest.fixture
def machine(dexcli: Dexcli, tmp_path: Path) -> Callable[[str], Machine]:
    """Return a way to have a machine, whose ledger isn't there yet."""

    def make(name: str) -> Machine:
        folder = tmp_path / name

        def run(*words: str) -> Result:
            return dexcli(*words, at=folder)

        return Machine(folder, run)

    return make


@pytest.fixture
def pair(machine: Callable[[str], Machine], remote: Path) -> Sequence[Machine]:
    """Return two machines that have Ada and Bob, and are in step."""
    here, there = machine("here"), machine("there")
    here("init", "--git", "--remote", str(remote))
    here("add", "Ada Lovelace", "--every", "3 weeks")
    here("add", "Bob Marley")
    here("sync")
    there("init", "--git", "--remote", str(remote))
    return here, there
