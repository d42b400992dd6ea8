"""The promise, checked on any state of the disk: whole files, all of a command or nothing of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import tomli

from dexcli.store import disk, journal
from tests.disk.calls import Disk, Fault, Intrusion
from tests.disk.scenarios import Scenario, typed
from tests.disk.world import Ran, Tree, World

_EARLIER, _COMMAND, _NEXT, _AFTER_NEXT = 1, 8, 12, 16  # seeds
_RESCUED = "what it wrote is in"
NEXT = ("note", "zed", "the next")
_AFTER_THAT = ("note", "yan", "the one after that")
_CHANGED_LATER = frozenset({"ledger/zed.toml", "ledger/yan.toml"})


@dataclass(frozen=True)
class Seen:
    """What a state of the disk turned out to be: None where it is neither of the two."""

    at_once: bool | None  # whether readers see that the command happened
    later: bool | None  # whether it happened, after the next command
    is_kept: bool  # whether it is in the history, after the next command
    zed: str  # what zed's file says: "before", "next", or neither
    faults: tuple[str, ...] = ()


@dataclass
class Promise:
    """One scenario with its two good outcomes; every other one is a violation."""

    world: World
    scenario: Scenario
    base: Tree = field(default_factory=dict)
    clean: Ran | None = None
    states: dict[frozenset[tuple[str, bytes]], Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Run the scenario without faults, and keep what is right before and after."""
        for number, args in enumerate(self.scenario.earlier):
            ran = self.world.run(*typed(args, self.world), seed=_EARLIER + number)
            assert ran.code == 0, ran.stderr
        self.base = self.world.snapshot()
        self.answers = {False: self._answers()}
        self.clean = self.run()
        assert self.clean.code == 0, self.clean.stderr
        after = self.world.snapshot()
        self.answers[True] = self._answers()
        assert self.answers[True] != self.answers[False]
        self.files = {False: _files(self.base), True: _files(after)}
        (self.step,) = _steps(after) - _steps(self.base)
        self.zed = self._zed()

    def rerun(self) -> None:
        """Run the scenario again, as another protocol has it; what is right stays the same."""
        self.states.clear()
        self.clean = self.run()
        assert self.clean.code == 0, self.clean.stderr

    def run(self, fault: Fault | None = None, intrusion: Intrusion | None = None) -> Ran:
        """Run the scenario's command where it begins."""
        self.world.restore(self.base)
        args = typed(self.scenario.command, self.world)
        return self.world.run(*args, seed=_COMMAND, disk=Disk(fault, intrusion))

    def run_next(self, tree: Tree, fault: Fault | None = None) -> Ran:
        """Run the next command on what is there."""
        self.world.restore(tree)
        return self.world.run(*NEXT, seed=_NEXT, disk=Disk(fault))

    def check(self, tree: Tree, ran: Ran) -> Iterator[str]:
        """Yield how a state of the disk breaks the promise, after a command that told this."""
        seen = self.look(tree)
        yield from self._consistent(seen)
        if any(name.endswith(".rej") for name in tree) and _RESCUED not in ran.stderr:
            yield "something was put aside, and nobody told"
        if ran.claim is not None and seen.later is not ran.claim:
            yield f"exit {ran.code}, {ran.stdout!r}, {ran.stderr!r}, but it {_told(seen.later)}"
        if seen.later and not seen.is_kept and "can't be undone" not in ran.stderr:
            yield "it happened, and isn't in the history"
        if seen.zed != "before":
            yield f"zed's file is {seen.zed}"

    def check_mended(self, tree: Tree, ran: Ran, *, happened: bool | None) -> Iterator[str]:
        """Yield how a state breaks the promise, after a next command that told this."""
        seen = self.look(tree)
        yield from self._consistent(seen)
        if seen.later is not happened:
            yield f"it {_told(happened)} before it was mended, and {_told(seen.later)} after"
        good = {True: {"next"}, False: {"before"}, None: {"before", "next"}}[ran.claim]
        if seen.zed not in good:
            yield f"exit {ran.code}, {ran.stdout!r}, {ran.stderr!r}, but zed's file is {seen.zed}"

    def _consistent(self, seen: Seen) -> Iterator[str]:
        yield from seen.faults
        if seen.at_once is not seen.later or seen.later is None:
            yield f"to readers it {_told(seen.at_once)}, and then it {_told(seen.later)}"
        if seen.is_kept and seen.later is False:
            yield "it is in the history, and did not happen"

    def look(self, tree: Tree) -> Seen:
        """Return what a state of the disk is, to readers at once and after the next command."""
        key = frozenset(tree.items())
        if key not in self.states:
            self.states[key] = self._look(tree)
        return self.states[key]

    def _look(self, tree: Tree) -> Seen:
        faults = list(broken(tree))
        self.world.restore(tree)
        answers = self._answers()
        if self.world.snapshot() != tree:
            faults.append("a reader wrote")
        ran = self.world.run(*_AFTER_THAT, seed=_AFTER_NEXT)
        if ran.code != 0:
            faults.append(f"the next command ended with {ran.code}: {ran.stderr}")
        after = self.world.snapshot()
        faults += [f"{name} remains" for name in after if _is_left_over(name)]
        if after.get("ledger/yan.toml") == tree["ledger/yan.toml"]:
            faults.append("the next command did nothing")
        files = _files(after)
        return Seen(
            at_once=_which(self.answers, answers),
            later=_which(self.files, files),
            is_kept=self.step in _steps(after),
            zed=self.zed.get(after["ledger/zed.toml"], "neither"),
            faults=tuple(faults),
        )

    def _answers(self) -> tuple[object, ...]:
        """Return what readers see, without those whom the next commands change."""
        asked = (("due", "--json"), ("list", "--json"), ("show", self.scenario.person, "--json"))
        runs = [self.world.run(*args, seed=0) for args in asked]
        return tuple((ran.code, _others(json.loads(ran.stdout or "null"))) for ran in runs)

    def _zed(self) -> dict[bytes, str]:
        assert self.run_next(self.base).code == 0
        after = (self.world.ledger / "zed.toml").read_bytes()
        return {self.base["ledger/zed.toml"]: "before", after: "next"}


def _others(answer: object) -> object:
    if not isinstance(answer, list):
        return answer
    return [each for each in answer if each["handle"] not in {"yan", "zed"}]


def _files(tree: Tree) -> dict[str, bytes]:
    """Return what the command may have changed of the ledger."""
    return {
        name: raw
        for name, raw in tree.items()
        if name.startswith("ledger/")
        and name not in _CHANGED_LATER
        and not disk.is_temp(name.rsplit("/", 1)[-1])
    }


def _steps(tree: Tree) -> set[str]:
    """Return the ids of the steps in the history."""
    names = (name.rsplit("/", 1)[-1] for name in tree)
    return {name.rsplit("-", 1)[-1] for name in names if name.startswith(("step-", "back-"))}


def broken(tree: Tree) -> Iterator[str]:
    """Yield which files of the ledger are no whole files."""
    for name, raw in tree.items():
        if name.startswith("ledger/") and name.endswith(".toml"):
            try:
                table = tomli.loads(raw.decode())
            except ValueError:
                yield f"{name} is no whole file"
                continue
            if "/." not in name and "name" not in table:
                yield f"{name} is no whole file"


def _is_left_over(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return disk.is_temp(last) or last == journal.NAME


def _which(good: Mapping[bool, object], found: object) -> bool | None:
    return next((happened for happened, each in good.items() if each == found), None)


def _told(happened: bool | None) -> str:  # noqa: FBT001 - one of three
    return {True: "happened", False: "did not happen", None: "is half done"}[happened]
