"""Several commands at once: every log that reported success is there, and nobody is blocked."""

import os
import signal
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dexcli.core.errors import TryAgainError
from dexcli.store import lock

PROCESSES, LOGS = 4, 6
PROGRAM = (sys.executable, "-m", "dexcli")


def run(ledger: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "--ledger", str(ledger), *args], capture_output=True, text=True, check=False
    )


def test_logs_of_many_processes_are_all_there(ledger: Path) -> None:
    for handle in ("ada", "bob"):
        (ledger / f"{handle}.toml").write_text(f'name = "{handle.title()}"\n', encoding="utf-8")

    def logging(process: int) -> list[str]:
        done = []
        for number in range(LOGS):
            note = f"{process}-{number}"
            who = ("ada", "bob") if number % 2 else ("ada",)
            if run(ledger, "log", *who, "-m", note).returncode == 0:
                done.append(note)
        return done

    with ThreadPoolExecutor(PROCESSES) as pool:
        reported = [note for done in pool.map(logging, range(PROCESSES)) for note in done]

    ada = tomllib.loads((ledger / "ada.toml").read_text("utf-8"))
    bob = tomllib.loads((ledger / "bob.toml").read_text("utf-8"))
    assert sorted(one["note"] for one in ada["interactions"]) == sorted(reported)
    assert len(reported) == PROCESSES * LOGS
    assert sorted(one["note"] for one in bob["interactions"]) == sorted(
        note for note in reported if int(note.split("-")[1]) % 2
    )


def test_a_killed_command_never_blocks_the_next(ledger: Path, tmp_path: Path) -> None:
    (ledger / "ada.toml").write_text('name = "Ada"\n', encoding="utf-8")
    ready = tmp_path / "ready"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib, signal\n"
            "from dexcli.store import lock\n"
            "with lock.locked(pathlib.Path(sys.argv[1]), state=pathlib.Path(sys.argv[2])):\n"
            "    pathlib.Path(sys.argv[2], 'ready').touch()\n"
            "    signal.pause()\n",
            str(ledger),
            str(tmp_path),
        ]
    )
    while not ready.exists():
        assert holder.poll() is None
    with pytest.raises(TryAgainError), lock.locked(ledger, state=tmp_path, timeout=0):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()

    result = run(ledger, "log", "ada")

    assert result.returncode == 0, result.stderr


def test_what_a_killed_command_left_is_cleared_away(ledger: Path) -> None:
    (ledger / "ada.toml").write_text('name = "Ada"\n', encoding="utf-8")
    left = ledger / ".ada.toml.0123456789ab.dextmp"
    left.write_text("half a fi", encoding="utf-8")

    assert run(ledger, "list").returncode == 0
    assert left.exists(), "reading never writes"
    assert run(ledger, "log", "ada").returncode == 0
    assert not left.exists()


def test_a_reader_starts_no_other_program_and_writes_nothing(ledger: Path, tmp_path: Path) -> None:
    (ledger / "ada.toml").write_text('name = "Ada"\ncadence = "weekly"\n', encoding="utf-8")
    shims = tmp_path / "bin"
    shims.mkdir()
    marker = tmp_path / "was-run"
    for name in ("git", "fzf", "less", "more"):
        shim = shims / name
        shim.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
        shim.chmod(0o755)
    before = {p: p.stat().st_mtime_ns for p in (ledger, *ledger.rglob("*"))}
    environ = {**os.environ, "PATH": f"{shims}:{os.environ['PATH']}"}

    for command in (["due"], ["list"], ["show", "ada"], ["timeline"], ["why", "ada"], ["config"]):
        subprocess.run(
            [*PROGRAM, "--ledger", str(ledger), *command],
            env=environ,
            check=True,
            capture_output=True,
        )

    assert not marker.exists()
    assert {p: p.stat().st_mtime_ns for p in (ledger, *ledger.rglob("*"))} == before
