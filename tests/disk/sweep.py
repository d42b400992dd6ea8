"""The crash sweep: a command is cut off at every call, in every way, and so is what mends it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.disk import calls, power, sampling
from tests.disk.calls import Fault, Kind
from tests.disk.promise import Promise


@dataclass(frozen=True)
class Checked:
    """One state that was checked, after which fault, and how it breaks the promise."""

    fault: str
    violations: tuple[str, ...]


def sweep(promise: Promise, faults: Iterable[Fault] | None = None) -> Iterator[Checked]:
    """Yield what becomes of the command under each fault."""
    assert promise.clean is not None
    for fault in calls.faults(promise.clean.disk.trace) if faults is None else faults:
        ran = promise.run(fault)
        tree = promise.world.snapshot()
        yield Checked(str(fault), tuple(promise.check(tree, ran)))


def cut_off(promise: Promise) -> list[tuple[Fault, dict[str, bytes]]]:
    """Return each different state that a killed command leaves, with the fault that makes it."""
    assert promise.clean is not None
    kinds = frozenset({Kind.KILL_AFTER, Kind.TORN})
    states = {}
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


def power_cuts(promise: Promise, *, most: int | None = None) -> Iterator[Checked]:
    """Yield what each different disk shows that a power cut may leave during the command."""
    assert promise.clean is not None
    root = promise.world.root
    files = {f"{root}/{name}": raw for name, raw in promise.base.items()}
    different: dict[tuple[bool, frozenset[tuple[str, bytes]]], tuple[int, dict[str, bytes]]] = {}
    for number, is_told, tree in power.states(files, promise.clean.disk.trace):
        inside = {name.removeprefix(f"{root}/"): raw for name, raw in tree.items()}
        different.setdefault((is_told, frozenset(inside.items())), (number, inside))
    every = list(different.items())
    for (is_told, _), (number, tree) in every if most is None else sampling.some(every, most):
        ran = replace(promise.clean, code=0 if is_told else None, stdout="")
        call = f"power cut after call {number}"
        yield Checked(call, tuple(promise.check(tree, ran)))
