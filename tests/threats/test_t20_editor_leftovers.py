"""T20: what editors and killed commands leave beside a contact is no contact."""

from pathlib import Path

import pytest

from tests.conftest import Dexcli
from tests.threats.calls import READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh, files

LEFT = (
    ".x.toml.swp", ".x.toml.swo", "x.toml~", ".x.toml.un~", "#x.toml#", "4913", "x.toml.orig",
    "x.toml.rej", "x.toml.bak", ".x.toml.kate-swp", ".x.toml.0123456789ab.dextmp", ".nfs0001",
    "x.toml.tmp", ".goutputstream-ABC",
)  # fmt: skip


def leave(ledger: Path) -> None:
    """Put them there, as well as the link that Emacs locks a file with."""
    for name in LEFT:
        (ledger / name).write_bytes(b'name = "Half a per')
    (ledger / ".#x.toml").symlink_to("somebody@somewhere.1234:1")


@pytest.mark.parametrize("call", calls(of=READS), ids=spoken)
def test_t20_readers_answer_as_if_they_were_not_there(
    dexcli: Dexcli, fresh: Fresh, call: list[str]
) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    expected = dexcli(*call)
    leave(ledger)

    assert dexcli(*call) == expected


def test_t20_writers_leave_them_alone(dexcli: Dexcli, fresh: Fresh) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    leave(ledger)
    theirs = {name for name in LEFT if not name.endswith(".dextmp")}

    for call in (["log", "x"], ["rename", "x", "New"], ["rm", "new", "--yes"]):
        result = dexcli(*call)
        assert (result.exit_code, result.stderr) == (0, ""), call

    assert theirs <= set(files(ledger))
    assert (ledger / ".#x.toml").is_symlink()


def test_t20_only_our_own_temporary_file_is_cleared_away_and_only_by_a_writer(
    dexcli: Dexcli, fresh: Fresh
) -> None:
    ledger = fresh(x=PLAIN)
    leave(ledger)
    ours = ledger / ".x.toml.0123456789ab.dextmp"

    assert dexcli("list").exit_code == 0
    assert ours.exists()
    assert dexcli("log", "x").exit_code == 0
    assert not ours.exists()
