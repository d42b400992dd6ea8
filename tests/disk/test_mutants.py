"""Each step of the write protocol is needed: without it, or elsewhere, a check fails."""

from collections.abc import Callable, Iterator
from unittest import mock

import pytest

from tests.disk import calls, intruders, sweep
from tests.disk.calls import Fault, Intrusion, Kind, faults
from tests.disk.intruders import BY_HAND, MARK, OTHER_NOTE, TWIN, AnotherLog, Intruder
from tests.disk.mutants import MUTANTS, Mutant
from tests.disk.promise import Promise
from tests.disk.scenarios import BY_NAME
from tests.disk.sweep import Checked
from tests.disk.world import World

_ENOUGH = 10_000
_QUICK = frozenset({Kind.KILL_AFTER, Kind.SHORT, Kind.EIO})


def by_crash(promise: Promise) -> Iterator[Checked]:
    promise.rerun()
    assert promise.clean is not None
    yield from sweep.sweep(promise, _changing(promise))


def _changing(promise: Promise) -> list[Fault]:
    assert promise.clean is not None
    trace = promise.clean.disk.trace
    changes = {call.number for call in trace if call.is_change}
    return [fault for fault in faults(trace, _QUICK) if fault.at in changes]


def by_power_cut(promise: Promise) -> Iterator[Checked]:
    promise.rerun()
    yield from sweep.power_cuts(promise, most=_ENOUGH)


def by_hand(promise: Promise) -> Iterator[Checked]:
    for intruder in BY_HAND:
        yield from intruders.intrude(promise, intruder)


def by_hand_without_exchange(promise: Promise) -> Iterator[Checked]:
    """Yield what becomes of changes before the last look, where two names can't be swapped."""
    assert promise.clean is not None
    looks = [call.number for call in promise.clean.disk.trace if call.name == "lstat"]
    with mock.patch.object(calls, "real_swap", return_value=False):
        for intruder in BY_HAND:
            yield from intruders.intrude(promise, intruder, until=looks[-1])


def by_twin(promise: Promise) -> Iterator[Checked]:
    yield from intruders.intrude(promise, TWIN)


def by_another_log(promise: Promise) -> Iterator[Checked]:
    another = Intruder("another log", AnotherLog(), OTHER_NOTE)
    yield from intruders.intrude(promise, another)


def by_planted(promise: Promise) -> Iterator[Checked]:
    """Yield what becomes of a file that somebody links to the name of a temporary file."""
    assert promise.clean is not None
    call = next(call for call in promise.clean.disk.trace if call.name == "create")
    precious = promise.world.root / "precious"
    precious.write_text(MARK, encoding="utf-8")

    def plant() -> None:
        promise.world.root.joinpath(call.path).hardlink_to(precious)

    promise.run(intrusion=Intrusion(call.number, plant))
    is_whole = precious.read_text(encoding="utf-8") == MARK
    yield Checked("planted", () if is_whole else ("a file elsewhere was written",))


CHECKS: dict[str, Callable[[Promise], Iterator[Checked]]] = {
    "crash": by_crash,
    "power": by_power_cut,
    "by hand": by_hand,
    "by hand, no exchange": by_hand_without_exchange,
    "twin": by_twin,
    "another log": by_another_log,
    "planted": by_planted,
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_protocol_that_is_wrong_is_caught(mutant: Mutant, world: World) -> None:
    promise = Promise(world, BY_NAME[mutant.scenario])
    with mutant.at_work():
        caught = next((each for each in CHECKS[mutant.check](promise) if each.violations), None)

    assert caught is not None, f"nothing notices that {mutant}"


@pytest.mark.parametrize(
    ("check", "scenario"), sorted({(each.check, each.scenario) for each in MUTANTS}), ids=str
)
def test_what_catches_them_finds_nothing_in_the_right_one(
    check: str, scenario: str, world: World
) -> None:
    promise = Promise(world, BY_NAME[scenario])

    assert sweep.told(list(CHECKS[check](promise))) == []
