"""T15: whatever a ledger's `.git` says, reading starts no program."""

import sys
from pathlib import Path

import pytest

from dexcli import cli
from tests.conftest import Dexcli
from tests.threats.calls import CHANGES, READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh

STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.system"}
NAMED_BY_SOMEBODY = {"edit", "triage", "schedule"}  # the editor, the system's scheduler
_started: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in STARTS:
        _started.append(f"{event}{arguments}")


sys.addaudithook(_watch)  # for as long as Python runs, hence the switch


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the program starts from here on."""
    _started.clear()
    monkeypatch.setattr(sys.modules[__name__], "_watching", True)
    return _started


def hostile_repository(ledger: Path, marker: Path) -> None:
    """Make the folder a repository whose every setting runs something."""
    script = marker.with_suffix(".sh")
    script.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    script.chmod(0o755)
    git = ledger / ".git"
    (git / "hooks").mkdir(parents=True)
    (git / "objects").mkdir()
    (git / "refs").mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (git / "config").write_text(
        f"[core]\n\trepositoryformatversion = 0\n\tfsmonitor = {script}\n\tpager = {script}\n"
        f"\teditor = {script}\n\tsshCommand = {script}\n[diff]\n\texternal = {script}\n"
        f'[filter "x"]\n\tclean = {script}\n\tsmudge = {script}\n',
        encoding="utf-8",
    )
    (ledger / ".gitattributes").write_text("* filter=x\n", encoding="utf-8")
    for hook in ("pre-commit", "post-checkout", "post-index-change"):
        (git / "hooks" / hook).write_bytes(script.read_bytes())
        (git / "hooks" / hook).chmod(0o755)


@pytest.mark.parametrize("call", calls(of=READS), ids=spoken)
def test_t15_a_reading_command_starts_nothing(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, started: list[str], call: list[str]
) -> None:
    marker = tmp_path / "pwned"
    hostile_repository(fresh(x=PLAIN, y=PLAIN), marker)

    dexcli(*call)

    assert started == []
    assert not marker.exists()


@pytest.mark.parametrize(
    "call", [call for call in calls(of=CHANGES) if call[0] not in NAMED_BY_SOMEBODY], ids=spoken
)
def test_t15_nor_does_one_that_changes_files(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, started: list[str], call: list[str]
) -> None:
    marker = tmp_path / "pwned"
    hostile_repository(fresh(x=PLAIN, y=PLAIN), marker)

    dexcli(*call)

    assert started == []
    assert not marker.exists()


def test_t15_a_program_that_is_started_would_be_seen(
    fresh: Fresh, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, started: list[str]
) -> None:
    ledger = fresh(x=PLAIN)
    program = tmp_path / "dexcli-hello"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert cli.run(["--ledger", str(ledger), "hello"]) == 0

    assert started != []
