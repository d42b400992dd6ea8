"""T16: what is no regular file is named in a line, never waited for and never followed."""

import os
from pathlib import Path

import pytest

from tests.conftest import Dexcli
from tests.threats.calls import CHANGES, READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh, files

WITHOUT_CONTACTS = {"init", "config", "schedule", "schema", "completion", "help", "merge-driver"}
ABOUT_PEOPLE = [
    call for call in (*calls(of=READS), *calls(of=CHANGES)) if call[0] not in WITHOUT_CONTACTS
]


def plant(folder: Path) -> None:
    """Put everything that is no file where contacts are."""
    os.mkfifo(folder / "pipe.toml")
    (folder / "link.toml").symlink_to("/etc/passwd")
    (folder / "zero.toml").symlink_to("/dev/zero")
    (folder / "lost.toml").symlink_to("nowhere")
    (folder / "folder.toml").mkdir()


@pytest.mark.usefixtures("hangs_never")
@pytest.mark.parametrize("call", ABOUT_PEOPLE, ids=spoken)
def test_t16_no_command_waits_or_follows(dexcli: Dexcli, fresh: Fresh, call: list[str]) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    passwd = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    plant(ledger)

    result = dexcli(*call)

    assert "unexpected " not in result.stderr
    assert passwd not in result.stdout + result.stderr
    for name in ("pipe", "link", "zero", "lost", "folder"):
        assert (ledger / f"{name}.toml").lstat(), "it is still there"


@pytest.mark.usefixtures("hangs_never")
def test_t16_each_is_named_and_hides_nobody(dexcli: Dexcli, fresh: Fresh) -> None:
    plant(fresh(x=PLAIN))

    result = dexcli("list", "--handles")

    assert (result.exit_code, result.stdout) == (5, "x\n")
    told = [line.split(": ")[1] for line in result.stderr.splitlines()]
    assert told == ["folder.toml", "link.toml", "lost.toml", "pipe.toml", "zero.toml"]


@pytest.mark.usefixtures("hangs_never")
@pytest.mark.parametrize("name", ["config.toml", "removed.toml"])
@pytest.mark.parametrize("call", [["list"], ["log", "x"], ["rm", "x", "--yes"], ["config"]])
def test_t16_nor_in_our_own_folder(
    dexcli: Dexcli, fresh: Fresh, name: str, call: list[str]
) -> None:
    ledger = fresh(x=PLAIN)
    own = ledger / ".dexcli" / name
    own.unlink(missing_ok=True)
    os.mkfifo(own)

    assert "unexpected " not in dexcli(*call).stderr
    assert own.is_fifo()


@pytest.mark.parametrize("call", [["config", "me=x"], ["rm", "x", "--yes"], ["log", "x"]])
def test_t16_what_a_link_points_to_is_never_written(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, call: list[str]
) -> None:
    ledger = fresh(x=PLAIN)
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("config.toml", "removed.toml"):
        (outside / name).write_text("format = 1\n", encoding="utf-8")
        (ledger / ".dexcli" / name).unlink(missing_ok=True)
        (ledger / ".dexcli" / name).symlink_to(outside / name)
    before = files(outside)

    result = dexcli(*call)

    assert "unexpected " not in result.stderr
    assert files(outside) == before
