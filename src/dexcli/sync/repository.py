"""One ledger's repository: where it is, on which branch, and whether somebody is at work in it."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import DexcliError, TryAgainError, UnreadableFileError
from dexcli.core.settings import GitSetting
from dexcli.store import codec, disk
from dexcli.store.folder import OWN_FOLDER
from dexcli.store.naming import SUFFIX
from dexcli.sync.git import Git, GitError, lines_of

_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "BISECT_LOG": "a bisect",
}
_ON_BRANCH = b"ref: refs/heads/"
_ELSEWHERE = b".invalid\n"  # refs are in a table, and not in files
_COMMIT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\n")
_PATIENCE, _GLANCE = 3.0, 0.05  # seconds: another git holds its lock for a moment
OURS = (":(glob)*.toml", f":(glob){OWN_FOLDER}/*.toml")


class Repository(Struct, frozen=True):
    """The repository that a ledger lies in; ``prefix`` is the ledger's place in it ("" or "x/")."""

    git: Git
    folder: Path
    top: Path
    prefix: str
    private: Path

    @classmethod
    def at(cls, ledger: Path, setting: GitSetting) -> "Repository":
        """Return the repository of a ledger.

        Raises:
            GitError: There is none.
        """
        real = Path(os.path.realpath(ledger))
        git = Git(folder=real, hooks=setting.hooks, sign=setting.sign)
        done = git.run("rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix")
        if done.code:
            if "not a git repository" in done.err:
                raise GitError(
                    f"{ledger} is in no git repository; make one with: dexcli init {ledger} --git"
                )
            raise GitError(f"git: {done.complaint}")
        top, private, prefix = (*os.fsdecode(done.out).split("\n"), "", "")[:3]
        return cls(git, real, Path(top), prefix, Path(private))

    def check_quiet(self) -> None:
        """Refuse where something is under way in the repository (S5); nothing of it is touched.

        Raises:
            TryAgainError: A merge, a rebase or another git isn't finished.
        """
        for name, what in _UNDER_WAY.items():
            if (self.private / name).exists():
                raise TryAgainError(
                    f"{what} is under way in {self.top}; finish it or abort it with git, then sync"
                )
        lock = self.private / "index.lock"
        until = time.monotonic() + _PATIENCE
        while lock.exists():
            if time.monotonic() > until:
                raise TryAgainError(
                    f"another git is at work in {self.top}; if none is, one was cut off, "
                    f"and {lock} can go"
                )
            time.sleep(_GLANCE)

    @property
    def is_shallow(self) -> bool:
        """Whether the clone left out older commits."""
        return (self.shared / "shallow").exists()

    @property
    def shared(self) -> Path:
        """What all worktrees of the repository have together; ``private`` where there is one."""
        said = disk.read_any_if_there(self.private / "commondir")
        if said is None:
            return self.private
        return self.private / os.fsdecode(said.rstrip(b"\n"))

    def branch(self) -> str:
        """Return the branch that is checked out, with commits or without.

        Raises:
            DexcliError: None is.
        """
        head = disk.read_any_if_there(self.private / "HEAD") or b""
        if head.startswith(_ON_BRANCH) and not head.endswith(_ELSEWHERE):
            return os.fsdecode(head.removeprefix(_ON_BRANCH).rstrip(b"\n"))
        done = self.git.run("symbolic-ref", "--quiet", "--short", "HEAD")
        if done.code:
            raise DexcliError(
                f"no branch is checked out in {self.top} (a detached HEAD); go back to yours "
                "with `dexcli git switch BRANCH`, or make one with `dexcli git switch -c BRANCH`"
            )
        return done.text

    def commit_of(self, name: str) -> str | None:
        """Return the commit that a name stands for, None where there is none."""
        if loose := self._loose(name):
            return loose
        done = self.git.run("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}")
        return None if done.code else done.text

    def _loose(self, name: str) -> str:
        """Return the commit of a reference that has a file of its own, "" without asking git."""
        said = disk.read_any_if_there(self.private / name) or b""
        if said.startswith(_ON_BRANCH) and not said.endswith(_ELSEWHERE):
            branch = os.fsdecode(said.removeprefix(b"ref: ").rstrip(b"\n"))
            said = disk.read_any_if_there(self.private / branch) or b""
        return os.fsdecode(said[:-1]) if _COMMIT.fullmatch(said) else ""

    def holds(self, path: str) -> str | None:
        """Return the name in the ledger of a path in the repository, None if it is none of ours."""
        name = path.removeprefix(self.prefix)
        return name if path.startswith(self.prefix) and is_ours(name) else None

    def changed(self) -> list[str]:
        """Return the names of our files that differ from the last commit; ignored ones don't count.

        Raises:
            TryAgainError: A merge left one unfinished.
        """
        done = self.git.ask(
            *("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"),
            *("--ignore-submodules=all", "--", *OURS),
        )
        found = []
        for entry in filter(None, os.fsdecode(done.out).split("\0")):
            state, path = entry[:2], entry[3:]
            name = path.removeprefix(self.prefix)
            if "U" in state or state in {"AA", "DD"}:
                raise TryAgainError(
                    f"{name}: a merge isn't finished; finish it with git, then sync"
                )
            if is_ours(name):
                found.append(name)
        return found

    def commit(self, names: list[str], message: str) -> None:
        """Commit these files as they stand in the folder, and nothing else.

        Raises:
            GitError: git refused.
        """
        literal = {"GIT_LITERAL_PATHSPECS": "1"}
        listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
        there = [name for name in names if (self.folder / name).exists()]
        if there:
            new = ("add", "--intent-to-add", *listed)
            self.git.ask(*new, stdin=lines_of(there), env=literal)
        words = ("commit", "--only", "--quiet", "--cleanup=verbatim", *listed)
        done = self.git.run(*words, "-m", message, stdin=lines_of(names), env=literal)
        if done.code and b"nothing " not in done.out and b"no changes" not in done.out:
            raise GitError(_who_are_you(done.err) or f"git commit: {done.complaint}")


def is_ours(name: str) -> bool:
    """Return whether a name in a ledger is that of a contact or of the ledger's own settings."""
    folder, _, last = name.rpartition("/")
    return last.endswith(SUFFIX) and not last.startswith(".") and folder in {"", OWN_FOLDER}


def readable(folder: Path, names: list[str]) -> Iterator[tuple[str, bytes | None, str]]:
    """Yield each file with its bytes, None if it is gone, and why it can't be read, if it can't."""
    for name in names:
        try:
            found = disk.read_if_there(folder / name)
            if found is not None and name.endswith(SUFFIX):
                codec.parse(codec.decode_text(found.raw, name), name)
        except UnreadableFileError as error:
            yield name, None, str(error)
            continue
        yield name, None if found is None else found.raw, ""


def _who_are_you(said: str) -> str:
    if "tell me who you are" not in said and "empty ident" not in said:
        return ""
    return (
        "git doesn't know who you are: git config --global user.name NAME; "
        "git config --global user.email ADDRESS"
    )
