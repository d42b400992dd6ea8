"""`schedule --sync`, and what is said of a sync that is long ago."""

import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from dexcli.core import schedules
from dexcli.core.schedules import Job
from dexcli.store import recent, state
from tests.conftest import TODAY
from tests.sync.conftest import Machine

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").timestamp()
DAY = 24 * 60 * 60


def synced(machine: Machine, *, days_ago: int) -> Path:
    """Let the last sync of a machine be so long ago."""
    stamp = state.folder_for(machine.folder) / recent.SYNCED
    stamp.touch()
    os.utime(stamp, (NOW - days_ago * DAY,) * 2)
    return stamp


def test_with_a_network_it_syncs_without_a_word(pair: Sequence[Machine]) -> None:
    here, there = pair
    there("log", "ada", "-m", "Tea there")
    there("sync")
    stamp = synced(here, days_ago=3000)
    before = stamp.stat().st_mtime

    result = here("sync", "--scheduled")

    assert (result.stdout, result.stderr) == ("", "")
    assert "Tea there" in here.read("ada-lovelace.toml")
    assert stamp.stat().st_mtime > before


def test_offline_it_is_quiet_for_a_week_and_then_speaks(
    pair: Sequence[Machine], remote: Path
) -> None:
    here, _ = pair
    remote.rename(remote.with_name("unplugged"))
    here.write("zoe.toml", 'name = "Zoé"\n')
    synced(here, days_ago=6)

    result = here("sync", "--scheduled")

    assert (result.stdout, result.stderr) == ("", "")
    assert here.git("status", "--porcelain") == ""
    synced(here, days_ago=7)
    assert here("sync", "--scheduled", code=75).stderr.endswith("; the last sync was 7 days ago\n")


def test_what_needs_somebody_is_told_at_once(pair: Sequence[Machine]) -> None:
    here, _ = pair
    here.git("checkout", "--quiet", "--detach")

    assert "no branch is checked out" in here("sync", "--scheduled", code=1).stderr


@pytest.mark.usefixtures("terminal")
def test_today_on_a_terminal_says_when_the_last_sync_is_long_ago(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = pair
    monkeypatch.setenv("PATH", "")  # git isn't needed to say so
    synced(here, days_ago=6)
    assert "synced" not in here("today").stderr

    synced(here, days_ago=9)

    assert "dexcli: not synced for 9 days: dexcli sync\n" in here("today").stderr


def test_away_from_a_terminal_today_says_nothing_of_it(pair: Sequence[Machine]) -> None:
    here, _ = pair
    synced(here, days_ago=9)

    assert "synced" not in here("today").stderr


@pytest.mark.usefixtures("terminal")
def test_nor_where_there_is_no_remote(machine: Callable[[str], Machine]) -> None:
    alone = machine("alone")
    alone("init", "--git")
    alone("add", "Ada Lovelace")
    alone("sync")

    assert not (state.folder_for(alone.folder) / recent.SYNCED).exists()


@pytest.mark.usefixtures("terminal")
def test_nor_where_git_is_not_set_up(pair: Sequence[Machine], tmp_path: Path) -> None:
    here, _ = pair
    synced(here, days_ago=9)
    (tmp_path / "xdg-config" / "dexcli" / "repositories.toml").unlink()

    assert "synced" not in here("today").stderr


@pytest.mark.parametrize("system", ["--cron", "--systemd", "--launchd", "--shell"])
def test_every_scheduler_syncs_first(
    pair: Sequence[Machine], monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setenv("SHELL", "/bin/sh")
    file = ["--file", "start-up"] if system == "--shell" else []
    options = [*([system] if not file else []), *file]
    without = pair[0]("schedule", *options).stdout

    text = pair[0]("schedule", *options, "--sync").stdout

    assert "sync --scheduled" not in without
    assert text.index("sync --scheduled") < text.index("today")


def test_a_ledger_without_git_cannot_be_synced_by_schedule(
    pair: Sequence[Machine], tmp_path: Path
) -> None:
    (tmp_path / "xdg-config" / "dexcli" / "repositories.toml").unlink()

    assert "--git" in pair[0]("schedule", "--cron", "--sync", code=1).stderr


@pytest.mark.parametrize("to", [None, "you@example.org"])
def test_the_crontab_s_line_runs_sync_and_then_today(tmp_path: Path, to: str | None) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "dex cli's"
    program.write_text(f'#!/bin/sh\necho "$@" >>{shlex.quote(str(seen))}\n', encoding="utf-8")
    program.chmod(0o755)
    job = Job(program=(str(program),), ledger="/the ledger", to=to, sync=True)
    line = schedules.crontab_lines(job)[1]

    subprocess.run(["sh", "-c", line.split(" ", 5)[5].replace("\\%", "%")], check=True)

    assert [each.split()[3] for each in seen.read_text("utf-8").splitlines()] == ["sync", "today"]


def test_the_shell_s_lines_run_sync_and_then_today(tmp_path: Path) -> None:
    job = Job(program=("/bin/dexcli",), ledger="/ledger", sync=True)

    lines = schedules.shell_lines(job, str(tmp_path / "stamp"))

    assert lines[2:4] == [
        "  /bin/dexcli --ledger /ledger sync --scheduled || :",
        "  /bin/dexcli --ledger /ledger today || :",
    ]


def test_failures_are_shown_on_the_desktop(
    pair: Sequence[Machine], remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = pair
    shown, own = tmp_path / "shown", tmp_path / "bin"
    own.mkdir()
    program = own / "notify-send"
    program.write_text(f'#!/bin/sh\necho "$@" >{shown}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(own), prepend=os.pathsep)
    remote.rename(remote.with_name("unplugged"))
    synced(here, days_ago=8)

    here("sync", "--scheduled", "--notify", code=75)

    assert "the last sync was 8 days ago" in shown.read_text("utf-8")
