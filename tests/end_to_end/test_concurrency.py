"""Several commands at once: every log that reported success is there, and nobody is blocked."""

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dexcli.core.errors import TryAgainError
from dexcli.store import lock
from tests.conftest import FULL
from tests.end_to_end import crowd
from tests.end_to_end.crowd import Crowd

PROCESSES, LOGS, KILLS = (8, 50, 100) if FULL else (4, 4, 6)
PROGRAM = (sys.executable, "-m", "dexcli")


def run(ledger: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "--ledger", str(ledger), *args], capture_output=True, text=True, check=False
    )


def notes(ledger: Path, handle: str) -> list[str]:
    text = (ledger / f"{handle}.toml").read_text("utf-8")
    return [each["note"] for each in tomllib.loads(text).get("interactions", [])]


def kept_beside(state: Path) -> str:
    """Return what was put aside because another program saved at the same moment."""
    return "".join(path.read_text("utf-8") for path in state.rglob("*.rej"))


def test_every_log_that_was_reported_is_there_with_readers_and_an_editor_at_work(
    ledger: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    crowd.found(ledger)
    all_of_them = Crowd(ledger)

    all_of_them.work(processes=PROCESSES, logs=LOGS)

    assert all_of_them.wrong == []
    assert all_of_them.reported
    assert all_of_them.readings
    for handle in crowd.PEOPLE:
        expected = [note for note, who in all_of_them.reported.items() if handle in who]
        assert sorted(notes(ledger, handle)) == sorted(expected)
    text = (ledger / "ada.toml").read_text("utf-8") + kept_beside(tmp_path)
    assert [line for line in all_of_them.edits if line not in text] == []
    record_property(
        "crowd",
        f"{len(all_of_them.reported)} logs reported, {all_of_them.refused} refused, "
        f"{len(all_of_them.edits)} edits in place, {all_of_them.readings} readings",
    )


def test_without_an_editor_no_log_is_refused(ledger: Path) -> None:
    crowd.found(ledger)
    all_of_them = Crowd(ledger)

    all_of_them.work(processes=PROCESSES, logs=LOGS, readers=0, is_edited=False)

    assert (all_of_them.wrong, all_of_them.refused) == ([], 0)
    assert len(all_of_them.reported) == PROCESSES * LOGS
    assert len(notes(ledger, "ada")) == sum("ada" in w for w in all_of_them.reported.values())


def test_a_log_that_is_killed_at_any_moment_is_in_all_files_or_none(ledger: Path) -> None:
    crowd.found(ledger)

    crowd.killed_logs(ledger, KILLS)
    result = crowd.run(ledger, "log", *crowd.PEOPLE, "-m", "the last")

    assert result.returncode == 0, result.stderr
    first, *others = [notes(ledger, handle) for handle in crowd.PEOPLE]
    assert first[-1] == "the last"
    assert all(each == first for each in others)
    assert [path for path in ledger.iterdir() if path.name.endswith(".dextmp")] == []


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
