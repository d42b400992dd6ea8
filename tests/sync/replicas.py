"""Three machines and a remote in memory: commits with their parents, synced as `sync` does it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from dexcli.store import ledgers
from tests.sync.acts import Chooser
from tests.sync.in_memory import Machine
from tests.sync.oracle import Oracle, Seen

KINDS = (
    *["log"] * 12,
    *["note"] * 4,
    *["hand"] * 4,
    *["tag"] * 3,
    *["set"] * 4,
    *["amend"] * 3,
    *["relate"] * 2,
    *["add"] * 2,
    *["rename"] * 2,
    *["rm", "merge", "resolve"],
    *["undo"] * 3,
    "redo",
)
MACHINES = 3
SYNC = 0.1  # how often a step is a sync
CUT = 0.25  # how often a sync is cut off
MEET = 0.1  # how often two machines sync with each other, past the remote
MOST_ROUNDS = 8
Files = dict[str, bytes]


@dataclass(frozen=True)
class Commit:
    """Files as they were committed; ``all`` has a bit for this commit and for all before it."""

    number: int
    files: Files
    all: int


@dataclass
class History:
    """All commits of all machines."""

    commits: list[Commit] = field(default_factory=list)

    def add(self, files: Files, *parents: Commit) -> Commit:
        """Return the new commit with these files."""
        number = len(self.commits)
        before = 0
        for parent in parents:
            before |= parent.all
        self.commits.append(Commit(number, dict(files), before | 1 << number))
        return self.commits[-1]

    def bases(self, one: Commit, other: Commit) -> Iterator[Commit]:
        """Yield the latest commits that both stand on."""
        common = one.all & other.all
        while common:
            latest = self.commits[common.bit_length() - 1]
            yield latest
            common &= ~latest.all

    def base(self, one: Commit, other: Commit) -> Files:
        """Return what both began as; of several bases, what their merge would be."""
        first, *more = self.bases(one, other)
        files = first.files
        for each in more:
            files = dict(ledgers.merge_ledgers(self.base(first, each), files, each.files).files)
        return files


class World:
    """The machines, the remote, and an oracle that watches them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.chooser = Chooser(self.chance, KINDS)
        self.oracle = Oracle()
        self.history = History()
        self.wrong: list[str] = []
        self.done = self.refused = self.merges = 0
        first = Machine(self.chance, {".dexcli/config.toml": b"format = 1\n"})
        for _ in range(6):
            self._act(first)
        self.remote = self.history.add(first.files)
        first.steps.clear()
        self.machines = [first] + [Machine(self.chance, first.files) for _ in range(MACHINES - 1)]
        self.heads = [self.remote] * MACHINES

    def run(self, steps: int) -> list[str]:
        """Do so many steps, then sync until quiet; return what is wrong."""
        for _ in range(steps):
            self._step()
            if self.wrong:
                return self.wrong
        return self._settle()

    def _step(self) -> None:
        number = self.chance.randrange(MACHINES)
        dice = self.chance.random()
        if dice < SYNC * MEET:
            self._meet(number, (number + 1) % MACHINES)
        elif dice < SYNC:
            cut = self.chance.choice(["written", "committed"])
            self._sync(number, cut if self.chance.random() < CUT else "")
        else:
            self._act(self.machines[number])

    def _act(self, machine: Machine) -> None:
        before = Seen.of(machine.files)
        act = self.chooser.next(before)
        if act is None:
            return
        if machine.do(act):
            self.done += 1
            self.oracle.watch(before, Seen.of(machine.files))
        else:
            self.refused += 1

    def _commit(self, number: int) -> Commit:
        files, head = self.machines[number].files, self.heads[number]
        if files != head.files:
            self.heads[number] = self.history.add(files, head)
        return self.heads[number]

    def _sync(self, number: int, cut: str = "") -> None:
        """Sync with the remote; ``cut`` says after what it is killed."""
        head = self._commit(number)
        if not head.all >> self.remote.number & 1:
            merged = self._merged(head, self.remote)
            self.machines[number].files = dict(merged.files)
            if cut == "written":
                return
            self.heads[number] = merged
        if not cut:
            self.remote = self.heads[number]

    def _meet(self, one: int, other: int) -> None:
        """Let two machines take over each other's state at the same moment: a criss-cross."""
        heads = self._commit(one), self._commit(other)
        merged = self._merged(*heads), self._merged(*heads[::-1])
        if merged[0].files != merged[1].files:
            self.wrong.append(f"not the same from both sides: {_different(*merged)}")
        for number, commit in zip((one, other), merged, strict=True):
            self.heads[number] = commit
            self.machines[number].files = dict(commit.files)

    def _merged(self, ours: Commit, theirs: Commit) -> Commit:
        if ours.all >> theirs.number & 1:
            return ours
        if theirs.all >> ours.number & 1:
            return theirs
        self.merges += 1
        base = self.history.base(ours, theirs)
        merged = ledgers.merge_ledgers(base, ours.files, theirs.files)
        if merged.unmerged:
            self.wrong.append(f"not merged: {merged.unmerged}")
        return self.history.add(dict(merged.files), ours, theirs)

    def _settle(self) -> list[str]:
        for _ in range(MOST_ROUNDS):
            before = self.remote, *self.heads
            for number in range(MACHINES):
                self._sync(number)
            if (self.remote, *self.heads) == before:
                break
        else:
            self.wrong.append("never quiet")
        for machine in self.machines[1:]:
            if machine.files != self.machines[0].files:
                self.wrong.append("the folders differ")
        return self.wrong + self.oracle.faults(self.machines[0].files)


def _different(one: Commit, other: Commit) -> list[str]:
    names = {*one.files, *other.files}
    return sorted(name for name in names if one.files.get(name) != other.files.get(name))
