"""The crash sweep: a command is cut off at every call, in every way, and so is what mends it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.disk import calls, power, sampling
from tests.disk.calls import Fault, Kind
from tests.disk.promise import Promise
from tests.disk.world import Ran, Tree


@dataclass(frozen=True)
class Checked:
    """One state that was checked, how it came about, and how it breaks the promise."""

    state: str
    violations: tuple[str, ...]


def told(checked: Iterable[Checked]) -> list[str]:
    """Return every violation in a line."""
    return [f"{each.state}: {line}" for each in checked for line in each.violations]


def sweep(promise: Promise, faults: Iterable[Fault] | None = None) -> Iterator[Checked]:
    """Yield what becomes of the command under each fault."""
    assert promise.clean is not None
    for fault in calls.faults(promise.clean.disk.trace) if faults is None else faults:
        ran = promise.run(fault)
        tree = promise.world.snapshot()
        violations = [*promise.check(tree, ran), *_unsynced(ran, fault)]
        yield Checked(str(fault), tuple(violations))


def _unsynced(ran: Ran, fault: Fault) -> Iterator[str]:
    """Yield that a sync failed and nobody was told."""
    failed = ran.disk.failed
    if ran.code == 0 and failed == "fsync" and not ran.stderr:
        yield f"{fault}: a sync failed, and exit 0"


def cut_off(promise: Promise) -> list[tuple[Fault, dict[str, bytes]]]:
    """Return each different state that a killed command leaves, with the fault that makes it."""
    assert promise.clean is not None
    kinds = frozenset({Kind.KILL_AFTER, Kind.TORN})
    states: dict[frozenset[tuple[str, bytes]], tuple[Fault, dict[str, bytes]]] = {}
    for fault in calls.faults(promise.clean.disk.trace, kinds):
        promise.run(fault)
        tree = promise.world.snapshot()
        states.setdefault(frozenset(tree.items()), (fault, tree))
    return list(states.values())


def recovery_faults(promise: Promise, tree: dict[str, bytes]) -> list[Fault]:
    """Return every fault of the command that comes next, where there is something to mend."""
    ran = promise.run_next(tree)
    assert ran.code == 0, ran.stderr
    return calls.faults(ran.disk.trace)


def sweep_recovery(
    promise: Promise, tree: dict[str, bytes], faults: Iterable[Fault]
) -> Iterator[Checked]:
    """Yield what becomes of a state when the command that mends it is cut off too.

    What readers saw before it, they see after it: the first command happened or not.
    """
    happened = promise.look(tree).at_once
    for fault in faults:
        ran = promise.run_next(tree, fault)
        after = promise.world.snapshot()
        violations = list(promise.check_mended(after, ran, happened=happened))
        yield Checked(f"recovery: {fault}", tuple(violations))


def power_cuts(promise: Promise, *, most: int) -> Iterator[Checked]:
    """Yield what each different disk shows that a power cut may leave during the command."""
    assert promise.clean is not None
    for number, is_told, tree in _after_power_cuts(promise, promise.base, promise.clean, most):
        ran = replace(promise.clean, code=0 if is_told else None, stdout="")
        violations = tuple(promise.check(tree, ran))
        yield Checked(f"power cut after {number} calls", violations)


def power_cuts_in_recovery(
    promise: Promise, left: dict[str, bytes], *, most: int
) -> Iterator[Checked]:
    """Yield what a power cut may leave while the next command mends what a killed one left."""
    happened = promise.look(left).at_once
    mending = promise.run_next(left)
    for number, is_told, tree in _after_power_cuts(promise, left, mending, most):
        ran = replace(mending, code=0 if is_told else None, stdout="")
        violations = tuple(promise.check_mended(tree, ran, happened=happened))
        yield Checked(f"recovery: power cut after {number} calls", violations)


def _after_power_cuts(
    promise: Promise, before: Tree, ran: Ran, most: int
) -> Iterator[tuple[int, bool, dict[str, bytes]]]:
    root = promise.world.root
    files = {f"{root}/{name}": raw for name, raw in before.items()}
    different: dict[tuple[bool, frozenset[tuple[str, bytes]]], int] = {}
    for number, is_told, tree in power.states(files, ran.disk.trace):
        different.setdefault((is_told, frozenset(tree.items())), number)
    for (is_told, found), number in sampling.some(list(different.items()), most):
        yield number, is_told, {name.removeprefix(f"{root}/"): raw for name, raw in found}
