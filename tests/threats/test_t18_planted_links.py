"""T18: a link planted where a temporary file or a lock would lie is not followed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.core.errors import DexcliError
from dexcli.store import lock, staging
from tests.conftest import Dexcli
from tests.threats.conftest import PLAIN, Fresh, files


@pytest.mark.parametrize("dangling", [False, True], ids=["a file", "nothing"])
@pytest.mark.parametrize("call", [["log", "x"], ["add", "X"], ["config", "me=x"]], ids=" ".join)
def test_t18_at_the_very_name_of_the_temporary_file(  # noqa: PLR0917 - fixtures
    dexcli: Dexcli,
    fresh: Fresh,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: list[str],
    dangling: bool,  # noqa: FBT001 - a case
) -> None:
    """Even somebody who could foretell the random name gains nothing."""
    ledger = fresh(y=PLAIN) if call[0] == "add" else fresh(x=PLAIN)
    monkeypatch.setattr(os, "urandom", bytes)
    victim = tmp_path / "victim"
    if not dangling:
        victim.write_bytes(b"mine")
    for target in (ledger / "x.toml", ledger / ".dexcli" / "config.toml"):
        (target.parent / f".{target.name}.{bytes(6).hex()}.dextmp").symlink_to(victim)
    before = files(ledger)

    result = dexcli(*call)

    assert "unexpected " not in result.stderr
    assert victim.exists() == (not dangling)
    assert dangling or victim.read_bytes() == b"mine"
    assert result.exit_code == 0 or files(ledger) == before


@pytest.mark.parametrize("plant", [Path.symlink_to, Path.hardlink_to], ids=["a link", "a name"])
def test_t18_a_temporary_file_is_always_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[Path, Path], None]
) -> None:
    """Between the clearing away and the writing there is time to plant one again."""
    monkeypatch.setattr(os, "urandom", bytes)
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    plant(tmp_path / f".x.toml.{bytes(6).hex()}.dextmp", victim)

    with pytest.raises(DexcliError):
        staging.stage(tmp_path / "x.toml", b"ours", before=None)

    assert victim.read_bytes() == b"mine"


def test_t18_at_the_lock_of_a_file_system_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state folder is its owner's alone; what a link there points to keeps its bytes too."""
    victim, state = tmp_path / "victim", tmp_path / "state"
    victim.write_bytes(b"mine")
    state.mkdir()
    (state / "lock").symlink_to(victim)
    answers = iter([False, True])
    monkeypatch.setattr(lock, "_acquire", lambda _handle, *, timeout: next(answers))  # noqa: ARG005

    try:
        with lock.locked(tmp_path, state=state):
            pass
    except OSError:
        pass  # refused is as good

    assert victim.read_bytes() == b"mine"
