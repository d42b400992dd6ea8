"""Three clones and a bare remote: what anybody was told is kept stands everywhere at the end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FULL
from tests.sync.clones import Clones

SEEDS, STEPS = (40, 300) if FULL else (3, 60)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_three_clones_end_alike_whatever_was_killed(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    clones = Clones(tmp_path, seed)

    assert clones.run(STEPS) == []

    record_property(
        "clones",
        f"{clones.acts} commands and edits, {clones.syncs} syncs, {clones.kills} killed, "
        f"{clones.unlocked} left a lock of git's, {len(clones.oracle.reported)} copies reported",
    )
