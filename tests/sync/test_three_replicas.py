"""Three machines in memory: whatever is done, in whatever order they sync, they end alike."""

import pytest

from tests.conftest import FULL
from tests.sync.replicas import World

SEEDS, STEPS = (1000, 500) if FULL else (12, 150)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_three_machines_end_alike_and_nothing_is_lost(seed: int) -> None:
    assert World(seed).run(STEPS) == []
