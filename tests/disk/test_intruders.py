"""Programs that know no lock write at the same time, and neither side loses anything (T2)."""

from collections.abc import Callable

import pytest

from tests.disk import intruders, sweep
from tests.disk.intruders import BY_HAND, OTHER_NOTE, TWIN, AnotherLog, Intruder
from tests.disk.promise import Promise
from tests.disk.scenarios import BY_NAME
from tests.disk.world import World

_MOST = 12  # calls before which they come, where not all are tried
Report = Callable[[str, object], None]


@pytest.mark.parametrize("intruder", BY_HAND, ids=str)
@pytest.mark.parametrize(
    "scenario", ["log of one", "log of three", "rename with references", "undo of a log"]
)
def test_what_is_written_by_hand_meanwhile_is_kept(
    intruder: Intruder, scenario: str, world: World, record_property: Report
) -> None:
    checked = list(intruders.intrude(Promise(world, BY_NAME[scenario]), intruder, most=_MOST))

    record_property("checked", len(checked))
    assert sweep.told(checked) == []


def test_a_file_that_somebody_makes_meanwhile_is_never_replaced(world: World) -> None:
    promise = Promise(world, BY_NAME["rename with references"])

    assert sweep.told(list(intruders.intrude(promise, TWIN, most=_MOST))) == []


@pytest.mark.parametrize("scenario", ["log of one", "log of three", "import of five"])
def test_another_command_that_told_its_success_meanwhile_is_kept(
    scenario: str, world: World
) -> None:
    another = Intruder("another log", AnotherLog(), OTHER_NOTE)
    promise = Promise(world, BY_NAME[scenario])

    assert sweep.told(list(intruders.intrude(promise, another, most=_MOST))) == []
