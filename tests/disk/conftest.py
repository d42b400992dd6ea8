"""What the tests of the disk have: a world in memory where the system has one."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disk.scenarios import found_world
from tests.disk.world import World

_MEMORY = Path("/dev/shm")  # noqa: S108 - thousands of states, none of which need outlive the test


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Return a ledger of five people, with all that the machine keeps beside it."""
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        root = Path(name)
        monkeypatch.setenv("XDG_STATE_HOME", str(root / "xdg-state"))
        yield found_world(root)
