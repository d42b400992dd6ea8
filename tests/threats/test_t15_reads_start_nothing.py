"""T15: whatever a ledger's `.git` says, reading starts no program."""

import subprocess
import sys
from pathlib import Path

import pytest

from dexcli import cli
from tests.conftest import Dexcli
from tests.threats.calls import CHANGES, READS, calls, spoken
from tests.threats.conftest import PLAIN, Fresh

STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.system"}
NAMED_BY_SOMEBODY = {"edit", "triage", "schedule"}  # the editor, the system's scheduler
HOOKS = (
    *("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-merge-commit"),
    *("pre-push", "pre-rebase", "post-checkout", "post-merge", "post-rewrite", "pre-auto-gc"),
    *("reference-transaction", "post-index-change", "fsmonitor-watchman"),
)
HOSTILE = """\
[core]
\trepositoryformatversion = 0
\tfsmonitor = {run}
\tpager = {run}
\teditor = {run}
\taskPass = {run}
\tgitProxy = {run}
\talternateRefsCommand = {run}
\tsshCommand = {run}
[sequence]
\teditor = {run}
[pager]
\tlog = {run}
[alias]
\tlog = !{run}
\tst = !{run}
[credential]
\thelper = {run}
[gpg]
\tprogram = {run}
[commit]
\tgpgSign = true
[interactive]
\tdiffFilter = {run}
[diff]
\texternal = {run}
[diff "x"]
\tcommand = {run}
\ttextconv = {run}
[merge "x"]
\tdriver = {run}
[merge "dexcli"]
\tdriver = {run}
[filter "x"]
\tclean = {run}
\tsmudge = {run}
\tprocess = {run}
[protocol "ext"]
\tallow = always
[remote "origin"]
\turl = ext::{run}
\tfetch = +refs/heads/*:refs/remotes/origin/*
\tuploadpack = {run}
\treceivepack = {run}
[branch "main"]
\tremote = origin
\tmerge = refs/heads/main
"""
_started: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in STARTS:
        _started.append(f"{event}{arguments}")


sys.addaudithook(_watch)  # for as long as Python runs, hence the switch


def marked(tmp_path: Path) -> tuple[Path, Path]:
    """Return a script and the file that it leaves where it ran."""
    marker, script = tmp_path / "pwned", tmp_path / "pwned.sh"
    script.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    script.chmod(0o755)
    return script, marker


@pytest.fixture
def somebody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know who it is, and nothing else."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = A\n\temail = a@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


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
    (git / "config").write_text(HOSTILE.format(run=script), encoding="utf-8")
    attributes = "* filter=x diff=x merge=x\n*.toml filter=x diff=x merge=dexcli\n"
    (ledger / ".gitattributes").write_text(attributes, encoding="utf-8")
    for hook in HOOKS:
        (git / "hooks" / hook).write_bytes(script.read_bytes())
        (git / "hooks" / hook).chmod(0o755)
    with (ledger / ".dexcli" / "config.toml").open("a", encoding="utf-8") as settings:
        settings.write("[git]\ncommit = true\nhooks = true\nsign = true\n")


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


def test_t15_what_its_repository_says_is_no_permission(
    dexcli: Dexcli, fresh: Fresh, tmp_path: Path, started: list[str]
) -> None:
    marker = tmp_path / "pwned"
    ledger = fresh(x=PLAIN, y=PLAIN)
    hostile_repository(ledger, marker)
    (ledger / "repositories.toml").write_text(f'repositories = ["{ledger}"]\n', encoding="utf-8")

    for words in (["sync"], ["sync", "--dry-run"], ["git", "st"], ["schedule", "--sync"]):
        result = dexcli(*words)
        assert result.exit_code == 1
        assert result.stderr.endswith(f"set it up with: dexcli init {ledger} --git\n")
    assert "not committed: git isn't set up" in dexcli("log", "x").stderr

    assert started == []
    assert not marker.exists()


def test_t15_where_git_is_set_up_no_hook_and_no_monitor_runs_unasked(
    dexcli: Dexcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = A\n\temail = a@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    ledger, remote, marker = tmp_path / "people", tmp_path / "remote.git", tmp_path / "pwned"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(remote)], check=True)
    assert dexcli("init", "--git", "--remote", str(remote), at=ledger).exit_code == 0
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {marker}\n", encoding="utf-8")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.editor", "core.pager", "core.askPass", "diff.external"):
        subprocess.run(["git", "config", key, str(script)], cwd=ledger, check=True)
    for hook in HOOKS:
        (ledger / ".git" / "hooks").mkdir(exist_ok=True)
        (ledger / ".git" / "hooks" / hook).write_bytes(script.read_bytes())
        (ledger / ".git" / "hooks" / hook).chmod(0o755)

    for words in (["add", "Ada Lovelace"], ["log", "ada"], ["sync"], ["undo"], ["sync"]):
        assert dexcli(*words, at=ledger).exit_code == 0

    assert not marker.exists()


@pytest.mark.usefixtures("somebody")
def test_t15_to_set_it_up_runs_nothing_before_it_is_told(dexcli: Dexcli, tmp_path: Path) -> None:
    ledger, (script, marker) = tmp_path / "sent", marked(tmp_path)
    dexcli("init", at=ledger)
    subprocess.run(["git", "init", "-q"], cwd=ledger, check=True)
    (ledger / ".gitattributes").write_text("*.toml filter=x\n", encoding="utf-8")
    for key in ("filter.x.clean", "core.fsmonitor", "core.sshCommand"):
        subprocess.run(["git", "config", key, str(script)], cwd=ledger, check=True)

    result = dexcli("init", str(ledger), "--git", at=ledger)

    assert result.exit_code == 2
    assert result.stderr == (
        f"dexcli: the .git of {ledger} runs programs of its own (core.fsmonitor, "
        "core.sshcommand, filter.x.clean); if you know them, say --yes (nothing was changed)\n"
    )
    assert dexcli("sync", at=ledger).exit_code == 1
    assert not marker.exists()
    assert dexcli("init", str(ledger), "--git", "--yes", at=ledger).exit_code == 0


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("is_bare", [False, True])
def test_t15_another_folder_in_its_place_is_not_set_up(
    dexcli: Dexcli,
    tmp_path: Path,
    is_bare: bool,  # noqa: FBT001 - a case
) -> None:
    top, (script, marker) = tmp_path / "top", marked(tmp_path)
    ledger = top / "people"
    ledger.mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    assert dexcli("init", str(ledger), "--git", at=ledger).exit_code == 0
    ledger.rename(tmp_path / "mine")
    subprocess.run(["git", "init", "-q", *(["--bare"] * is_bare), str(ledger)], check=True)
    (ledger / ".dexcli").mkdir()
    (ledger / ".dexcli" / "config.toml").write_text(
        "[git]\ncommit = true\nhooks = true\n", encoding="utf-8"
    )
    for key in ("core.fsmonitor", "filter.x.clean"):
        subprocess.run(["git", "config", key, str(script)], cwd=ledger, check=True)
    (ledger / ".gitattributes").write_text("*.toml filter=x\n", encoding="utf-8")

    told = dexcli("add", "Ada Lovelace", at=ledger).stderr

    assert "isn't the one that was set up on this machine; if you trust its .git, set" in told
    assert dexcli("sync", at=ledger).exit_code == 1
    assert not marker.exists()
