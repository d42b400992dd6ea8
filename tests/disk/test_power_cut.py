"""A power cut at any instant leaves whole files, and all of a command or nothing of it (T1)."""

from collections.abc import Callable

import pytest

from tests.disk import power, sampling, sweep
from tests.disk.calls import Call
from tests.disk.promise import Promise
from tests.disk.scenarios import SCENARIOS, Scenario
from tests.disk.sweep import Checked
from tests.disk.world import World

_DISKS, _STATES, _DISKS_IN_RECOVERY = 45, 2, 12  # of each scenario where not all are tried
Report = Callable[[str, object], None]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_after_a_power_cut_a_command_happened_entirely_or_not_at_all(
    scenario: Scenario, world: World, record_property: Report
) -> None:
    promise = Promise(world, scenario)

    checked = list(sweep.power_cuts(promise, most=_DISKS))

    record_property("checked", len(checked))
    assert sweep.told(checked) == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_power_may_be_cut_while_a_command_mends_another(
    scenario: Scenario, world: World, record_property: Report
) -> None:
    promise = Promise(world, scenario)

    checked: list[Checked] = []
    for _, left in sampling.some(sweep.cut_off(promise), _STATES):
        checked += sweep.power_cuts_in_recovery(promise, left, most=_DISKS_IN_RECOVERY)

    record_property("checked", len(checked))
    assert sweep.told(checked) == []


def disks(*calls: Call, before: dict[str, bytes]) -> list[dict[str, bytes]]:
    """Return what may be on the disk when power is cut after these calls."""
    found = [(number, tree) for number, _, tree in power.states(before, calls)]
    last = max(number for number, _ in found)
    return [tree for number, tree in found if number == last]


def test_the_model_loses_bytes_that_are_not_synced() -> None:
    written = (Call("create", "/a"), Call("write", "/a", data=b"text"))

    left = disks(*written, before={})

    for expected in ({}, {"/a": b""}, {"/a": b"te"}, {"/a": bytes(4)}, {"/a": b"text"}):
        assert expected in left


def test_the_model_loses_names_that_are_not_synced_in_any_order() -> None:
    renamed = (Call("rename", "/a", "/b"), Call("rename", "/c", "/d"))
    before = {"/a": b"1", "/b": b"2", "/c": b"3"}

    left = disks(*renamed, before=before)

    assert before in left
    assert {"/b": b"1", "/c": b"3"} in left
    assert {"/a": b"1", "/b": b"2", "/d": b"3"} in left
    assert all("/a" in each or each["/b"] == b"1" for each in left), "a rename is whole"


def test_the_model_keeps_what_is_synced() -> None:
    calls = (
        Call("mkdir", "/x"),
        Call("fsync", "/"),
        Call("create", "/x/a"),
        Call("write", "/x/a", data=b"text"),
        Call("fsync", "/x/a"),
        Call("fsync", "/x"),
    )

    assert all(each == {"/x/a": b"text"} for each in disks(*calls, before={}))


def test_the_model_loses_a_file_with_the_folder_that_it_lies_in() -> None:
    calls = (Call("mkdir", "/x"), Call("create", "/x/a"), Call("fsync", "/x"))

    assert {} in disks(*calls, before={})
