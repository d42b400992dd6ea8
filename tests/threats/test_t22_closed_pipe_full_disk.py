"""T22: a closed pipe ends a command quietly, and a full disk changes nothing."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Dexcli
from tests.threats.calls import CHANGES, READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh, files

COMMAND = Path(sys.executable).parent / "dexcli"
CLOSED_PIPE = 141
STREAMS = 2  # stdout and stderr, which are no disk
NEVER_WRITES = {"schedule", "init"}  # these tests' ledger is there already
WRITING = [
    ["log", "x", "y"], ["note", "x", "a fact"], ["snooze", "2w", "x"], ["skip", "x"],
    ["remind", "x", "friday", "call"], ["add", "Zed"], ["set", "x", "city=Paris"],
    ["rename", "x", "Other"], ["archive", "x"], ["rm", "x", "--yes"], ["tag", "work", "x"],
    ["every", "2w", "x"], ["relate", "x", "friend=y"], ["spread", "--yes"], ["config", "me=x"],
    ["import", "people.csv", "--map", "people.map.toml"], ["merge", "x", "y"],
    ["gift", "add", "x", "a book"],
]  # fmt: skip
answering = pytest.mark.parametrize(
    "call",
    [call for call in calls(of=READS) if not call[-1].endswith("zzzz")],
    ids=spoken,
)


def environ(ledger: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(ledger.parent), "XDG_CACHE_HOME": str(ledger.parent)}


@answering
def test_t22_nobody_reads_on(fresh: Fresh, call: list[str]) -> None:
    note = 'notes = "Allergic to bad notation."\ntags = ["work"]\n'
    ledger = fresh(x=PLAIN + note + "[[interactions]]\non = 2026-10-01\n", y=PLAIN)
    before = files(ledger)
    reading, writing = os.pipe()
    os.close(reading)

    with open(writing, "wb") as pipe:  # noqa: PTH123 - a descriptor
        done = subprocess.run(
            [COMMAND, "--ledger", ledger, "--today", "2026-11-22", *call],
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environ(ledger),
            check=False,
        )

    assert (done.returncode, done.stderr) == (CLOSED_PIPE, b"")
    assert files(ledger) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full there")
@answering
def test_t22_the_answer_has_no_room(fresh: Fresh, call: list[str]) -> None:
    note = 'notes = "Allergic to bad notation."\ntags = ["work"]\n'
    ledger = fresh(x=PLAIN + note + "[[interactions]]\non = 2026-10-01\n", y=PLAIN)
    before = files(ledger)

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [COMMAND, "--ledger", ledger, "--today", "2026-11-22", *call],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environ(ledger),
            check=False,
        )

    assert (done.returncode, done.stderr) == (1, b"dexcli: No space left on device\n")
    assert files(ledger) == before


@pytest.mark.parametrize("call", WRITING, ids=spoken)
@pytest.mark.parametrize("step", ["write", "fsync"])
def test_t22_the_ledger_has_no_room(
    dexcli: Dexcli, fresh: Fresh, monkeypatch: pytest.MonkeyPatch, call: list[str], step: str
) -> None:
    ledger = fresh(x=PLAIN, y=PLAIN)
    before = files(ledger)
    real = getattr(os, step)

    def full(handle: int, *rest: object) -> object:
        if handle <= STREAMS:
            return real(handle, *rest)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    result = dexcli(*call)
    monkeypatch.undo()

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "No space left on device" in result.stderr
    assert result.stderr.count("\n") == 1
    assert files(ledger) == before


def test_t22_every_changing_command_meets_the_full_disk() -> None:
    """Those that aren't here need somebody at the keyboard, or have nothing to change here."""
    others = {"amend", "done", "edit", "triage", "undo", "doctor", "resolve"}
    others |= {"sync", "git", "vdir", "merge-driver"} | NEVER_WRITES

    assert {call[0] for call in WRITING} | others == set(CHANGES)
