"""A crash at any instant leaves whole files, and all of a command or nothing of it (T1)."""

from collections.abc import Callable

import pytest

from tests.disk import calls, sampling, sweep
from tests.disk.promise import Promise
from tests.disk.scenarios import SCENARIOS, Scenario
from tests.disk.sweep import Checked
from tests.disk.world import World

# Of each scenario, where not all are tried:
_FAULTS, _STATES, _RECOVERY_FAULTS = 45, 3, 8
_RECOVERY_FAULTS_IN_FULL = 60
Report = Callable[[str, object], None]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_a_command_that_is_cut_off_happens_entirely_or_not_at_all(
    scenario: Scenario, world: World, record_property: Report
) -> None:
    promise = Promise(world, scenario)
    assert promise.clean is not None

    faults = sampling.some(calls.faults(promise.clean.disk.trace), _FAULTS)
    checked = list(sweep.sweep(promise, faults))

    record_property("checked", len(checked))
    assert sweep.told(checked) == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_a_command_that_mends_another_may_be_cut_off_too(
    scenario: Scenario, world: World, record_property: Report
) -> None:
    promise = Promise(world, scenario)

    checked: list[Checked] = []
    for _, tree in sampling.some(sweep.cut_off(promise), _STATES):
        faults = sampling.some(
            sweep.recovery_faults(promise, tree), _RECOVERY_FAULTS, full=_RECOVERY_FAULTS_IN_FULL
        )
        checked += sweep.sweep_recovery(promise, tree, faults)

    record_property("checked", len(checked))
    assert sweep.told(checked) == []
