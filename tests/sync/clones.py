"""Three clones with a bare remote: the installed command and the real git, each clone a machine."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.sync.acts import Act, Chooser, argv, by_hand
from tests.sync.oracle import Oracle, Seen
from tests.sync.replicas import KINDS

PROGRAM = (sys.executable, "-m", "dexcli")
TODAY = "2026-11-22"
MACHINES = 3
PEOPLE = ("Ada", "Bob", "Cleo", "Dan", "Eve", "Fay")
SYNC = 0.15  # how often a step is a sync
KILL = 0.35  # how often a sync is killed
AT_LAST = 1.2  # of the time that a sync takes here, after which it is killed at the latest
MOST_ROUNDS = 8
TAKEN = {0, 1, 2, 3, 4, 6}  # how a command may answer to what chance has chosen
SYNCED = {0, 6}  # done, also where conflicts wait
CONFLICTS_WAIT = 6
LATER = 75


@dataclass
class Clone:
    """A machine: a ledger in a clone, with a home of its own."""

    home: Path
    ledger: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True)
        self.ledger = self.home / "ledger"
        (self.home / ".gitconfig").write_text(
            f"[user]\nname = {self.home.name}\nemail = {self.home.name}@example.org\n"
            "[init]\ndefaultBranch = main\n"
        )

    @property
    def environ(self) -> dict[str, str]:
        """The environment of this machine: nothing of the user's is found."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "XDG_", "DEXCLI_"))
        }
        folders = {f"XDG_{n}_HOME": str(self.home / n.lower()) for n in _FOLDERS}
        return {
            **kept,
            **folders,
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "DEXCLI_LEDGER": str(self.ledger),
            "DEXCLI_TODAY": TODAY,
        }

    def dexcli(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run the program on this machine."""
        return self._run([*PROGRAM, *args], self.home)

    def git(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run git in this machine's ledger."""
        return self._run(["git", *args], self.ledger)

    def killed(self, after: float, *args: str, is_all: bool) -> int | None:
        """Run the program and kill it after so many seconds; return its exit code if it ended.

        With ``is_all`` what it has started dies with it, as when a machine goes down.
        """
        with subprocess.Popen(
            [*PROGRAM, *args],
            env=self.environ,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                return process.wait(timeout=after)
            except subprocess.TimeoutExpired:
                for each in [process.pid, *(_children(process.pid) if is_all else ())]:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(each, signal.SIGKILL)
                return None

    def unlock(self) -> bool:
        """Remove the locks that a killed git left, as git's message asks the user to."""
        locks = list((self.ledger / ".git").rglob("*.lock"))
        for lock in locks:
            lock.unlink(missing_ok=True)
        return bool(locks)

    def files(self) -> dict[str, bytes]:
        """Return the ledger's files."""
        found = [*self.ledger.glob("*.toml"), *(self.ledger / ".dexcli").glob("*.toml")]
        return {path.relative_to(self.ledger).as_posix(): path.read_bytes() for path in found}

    def head(self) -> str:
        """Return the latest commit."""
        return self.git("rev-parse", "HEAD").stdout.strip()

    def _run(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environ,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )


_FOLDERS = ("STATE", "CACHE", "CONFIG", "DATA")


def _children(pid: int) -> list[int]:
    """Return the processes that a process has started, and theirs, as Linux tells them."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [each for child in map(int, found) for each in (child, *_children(child))]


def bare(folder: Path) -> Path:
    """Make an empty remote and return its folder."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True)
    return folder


def joined(clone: Clone, remote: Path) -> None:
    """Set up a ledger of this machine with the remote."""
    made = clone.dexcli("init", str(clone.ledger), "--git", "--remote", str(remote))
    assert made.returncode == 0, made.stderr


class Clones:
    """Three machines at work, and an oracle that watches them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.chooser = Chooser(self.chance, KINDS)
        self.oracle = Oracle()
        self.wrong: list[str] = []
        self.longest = 1.0  # seconds that the latest sync took
        self.kills = self.syncs = self.later = self.unlocked = self.acts = 0
        self.remote = bare(folder / "remote.git")
        self.machines = [Clone(folder / f"machine{number}") for number in range(MACHINES)]
        first = self.machines[0]
        joined(first, self.remote)
        for name in PEOPLE:
            self.act(first, Act("add", (), name))
        self.sync(first)
        for clone in self.machines[1:]:
            joined(clone, self.remote)
            self.sync(clone)

    def run(self, steps: int) -> list[str]:
        """Do so many steps, then sync until quiet; return what is wrong."""
        for _ in range(steps):
            self._step()
            if self.wrong:
                return self.wrong
        self._settle()
        return self.wrong + self.oracle.faults(self.machines[0].files())

    def act(self, clone: Clone, act: Act) -> None:
        """Do it on this machine, with the oracle watching."""
        before = Seen.of(clone.files())
        self.acts += 1
        if act.kind == "hand":
            path = clone.ledger / f"{act.who[0]}.toml"
            path.write_bytes(by_hand(path.read_bytes(), act))
        else:
            ran = clone.dexcli(*argv(act))
            if ran.returncode not in TAKEN:
                self.wrong.append(f"{argv(act)}: exit {ran.returncode}: {ran.stderr}")
        self.oracle.watch(before, Seen.of(clone.files()))

    def sync(self, clone: Clone) -> None:
        """Sync; where a killed git's lock is in the way, remove it and sync again."""
        self.syncs += 1
        began = time.monotonic()
        ran = clone.dexcli("sync")
        self.longest = time.monotonic() - began
        if ran.returncode == LATER:
            self.later += 1
            self.unlocked += clone.unlock()
            ran = clone.dexcli("sync")
        if ran.returncode not in SYNCED:
            told = f"{ran.stdout}{ran.stderr}{clone.git('status', '--short', '--branch').stdout}"
            self.wrong.append(f"sync on {clone.home.name}: exit {ran.returncode}: {told}")

    def _step(self) -> None:
        clone = self.chance.choice(self.machines)
        if self.chance.random() >= SYNC:
            act = self.chooser.next(Seen.of(clone.files()))
            if act is not None:
                self.act(clone, act)
            return
        if self.chance.random() >= KILL:
            self.sync(clone)
            return
        after, is_all = (
            self.chance.uniform(0.05, self.longest * AT_LAST),
            self.chance.random() < 0.5,
        )
        self.kills += clone.killed(after, "sync", is_all=is_all) is None

    def _settle(self) -> None:
        for _ in range(MOST_ROUNDS):
            before = [clone.head() for clone in self.machines]
            for clone in self.machines:
                self.sync(clone)
            if [clone.head() for clone in self.machines] == before:
                break
        else:
            self.wrong.append("never quiet")
        files = [clone.files() for clone in self.machines]
        if any(each != files[0] for each in files):
            self.wrong.append("the folders differ")
        if len({clone.head() for clone in self.machines}) > 1:
            self.wrong.append("the clones stand on different commits")
