"""T25: what a remote prints reaches the terminal without control characters."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Dexcli
from tests.threats.hostile import RAW

NASTY = "\x1b]0;pwned\x07\x1b]8;;https://example.org\x1b\\click\x1b]8;;\x1b\\ \u202egnp.exe \x9b31m"


@pytest.fixture
def ledger_with_remote(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """Return a ledger in git, and the remote that it has been with."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = A\n\temail = a@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    ledger, remote = tmp_path / "people", tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(remote)], check=True)
    assert dexcli("init", "--git", "--remote", str(remote), at=ledger).exit_code == 0
    assert dexcli("sync", at=ledger).exit_code == 0
    return ledger, remote


def test_t25_a_remote_that_refuses_commands_no_terminal(
    dexcli: Dexcli, ledger_with_remote: tuple[Path, Path]
) -> None:
    ledger, remote = ledger_with_remote
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nprintf '%s\\n' '{NASTY}' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert dexcli("add", "Ada Lovelace", at=ledger).exit_code == 0

    result = dexcli("sync", at=ledger)

    assert result.exit_code == 1
    assert "refuses it" in result.stderr
    assert not RAW.search(result.stdout + result.stderr)


@pytest.mark.parametrize("command", [["sync"], ["sync", "--dry-run"], ["sync", "--scheduled"]])
def test_t25_a_remote_that_only_prints_commands_no_terminal(
    dexcli: Dexcli, ledger_with_remote: tuple[Path, Path], tmp_path: Path, command: list[str]
) -> None:
    ledger, _ = ledger_with_remote
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\nprintf 'fatal: %s\\n' '{NASTY}' >&2\nexit 1\n", encoding="utf-8")
    ssh.chmod(0o755)
    for words in (
        ("config", "core.sshCommand", str(ssh)),
        ("remote", "set-url", "origin", "ssh://example.org/people.git"),
    ):
        subprocess.run(["git", *words], cwd=ledger, check=True)
    state = next((tmp_path / "xdg-state" / "dexcli").glob("*/last-synced"))
    state.unlink()

    result = dexcli(*command, at=ledger)

    assert result.exit_code == 75
    assert "pwned" in result.stderr
    assert not RAW.search(result.stdout + result.stderr)


def test_t25_a_branch_s_name_commands_no_terminal(
    dexcli: Dexcli, ledger_with_remote: tuple[Path, Path]
) -> None:
    ledger, remote = ledger_with_remote
    refs = remote / "refs" / "heads"
    commit = (refs / "main").read_bytes()
    (refs / "main").unlink()
    for name in ("a\u202eb", "c\x9b31m"):
        (refs / name).write_bytes(commit)

    result = dexcli("sync", at=ledger)

    assert result.exit_code == 1
    assert "has no branch main any more" in result.stderr
    assert not RAW.search(result.stdout + result.stderr)
