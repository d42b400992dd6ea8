"""What several machines cost: a sync against git's merge by file, and one with nothing to do."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ledgers
from benchmarks.bench import Bench
from benchmarks.turns import AtMost, Group, Program, Ratio

CHANGED = 300  # contacts that both sides have changed
MOST_TURNS = 5  # one merge by the driver takes the time of as many processes
_NEW = '\n[[interactions]]\non = 2026-11-21\nkind = "call"\nid = "{key}"\n'


@dataclass(frozen=True)
class Machine:
    """A clone with its remote, and how both were before anything was merged."""

    bench: Bench
    ledger: Path
    remote: Path

    def again(self, *words: object) -> list[str]:
        """Put everything back as it was, and return the words that are to be timed."""
        for each in (self.ledger, self.remote):
            shutil.rmtree(each, ignore_errors=True)
            shutil.copytree(_kept(each), each, symlinks=True)
        return list(map(str, words))


def groups(bench: Bench) -> list[Group]:
    """Return what a sync costs."""
    machine = _changed_on_both_sides(bench)
    at_rest = _machine(bench, "at-rest")
    sync = Program(
        f"dexcli sync, {CHANGED} contacts changed on both sides",
        lambda _: machine.again(*bench.dexcli(machine.ledger, "sync")),
    )
    merge = Program(
        "git merge with the driver for each file",
        lambda _: machine.again("git", "-C", machine.ledger, "merge", "-q", "origin/main"),
    )
    nothing = Program("dexcli sync, nothing to do", lambda _: bench.dexcli(at_rest.ledger, "sync"))
    due = Program("dexcli due", lambda _: bench.dexcli(at_rest.ledger, "due", "--limit", 10))
    fetch = Program("git fetch", lambda _: ["git", "-C", str(at_rest.ledger), "fetch", "-q"])
    return [
        Group("a merge", [Ratio(sync, merge, goal=AtMost(1 / 20))], most=MOST_TURNS),
        Group("nothing to do", [Ratio(nothing, fetch, goal=AtMost(3), less=due)]),
    ]


def _changed_on_both_sides(bench: Bench) -> Machine:
    """Make a machine whose contacts are changed, and a remote where others changed them too."""
    machine = _machine(bench, "both-sides")
    other = bench.folder / "other-side"
    _git(bench, bench.folder, "clone", "-q", machine.remote, other)
    for folder, key in ((other, "theirs"), (machine.ledger, "ours")):
        for number in range(CHANGED):
            with (folder / f"{ledgers.handle(number)}.toml").open("a", encoding="utf-8") as file:
                file.write(_NEW.format(key=f"{key}{number:04}"))
        _author(bench, folder)
        _git(bench, folder, "commit", "-q", "-a", "-m", key)
    _git(bench, other, "push", "-q", "origin", "main")
    _git(bench, machine.ledger, "fetch", "-q")
    for each in (machine.ledger, machine.remote):
        shutil.copytree(each, _kept(each), symlinks=True)
    return machine


def _machine(bench: Bench, name: str) -> Machine:
    """Make a ledger that is set up with a remote and has nothing to sync."""
    ledger, remote = bench.folder / name, bench.folder / f"{name}.git"
    ledgers.ledger_of(ledger, CHANGED)
    _git(bench, bench.folder, "init", "-q", "--bare", "-b", "main", remote)
    _git(bench, ledger, "init", "-q", "-b", "main")
    _author(bench, ledger)
    bench.run(bench.python("start_dexcli.py", "init", ledger, "--git", "--remote", remote))
    bench.run(bench.dexcli(ledger, "sync"))
    return Machine(bench, ledger, remote)


def _author(bench: Bench, repository: Path) -> None:
    for key, value in (("user.name", "B"), ("user.email", "b@example.org"), ("gc.auto", "0")):
        _git(bench, repository, "config", key, value)


def _git(bench: Bench, folder: Path, *words: object) -> None:
    subprocess.run(["git", *map(str, words)], cwd=folder, env=bench.environ, check=True)


def _kept(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-kept")
