"""What a repository that isn't set up yet would run, told before git does anything in it."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dexcli.store import config
from dexcli.sync import permission
from dexcli.sync.git import Git

_RUNS = re.compile(
    r"""core\.(fsmonitor|sshcommand|gitproxy|pager|editor|askpass|hookspath|alternaterefscommand)
    |sequence\.editor | pager\..+ | alias\..+ | credential\.(.+\.)?helper | gpg\.(.+\.)?program
    |gpg\.ssh\.defaultkeycommand
    |diff\.external | diff\..+\.(command|textconv) | interactive\.difffilter
    |merge\..+\.driver | filter\..+\.(clean|smudge|process) | trailer\..+\.(command|cmd)
    |remote\..+\.(uploadpack|receivepack|vcs) | (diff|merge)tool\..+\.cmd
    |uploadpack\.packobjectshook""",
    re.VERBOSE | re.IGNORECASE,
)
_OWN_DRIVER = "merge.dexcli.driver"
_OWN_SCOPES = frozenset({"local", "worktree"})
_SWITCHES = frozenset({"", "true", "false", "yes", "no", "on", "off", "0", "1"})


def runs(ledger: Path, driver: str) -> list[str]:
    """Return which settings of a repository run a program, none where this user has set it up.

    Args:
        ledger: The folder.
        driver: Our own merge driver's line, which is none.
    """
    private = permission.git_dir(ledger)
    if private is None or not private.is_dir() or permission.is_given(ledger):
        return []
    there = ledger if ledger.is_dir() else private
    found = {key for key, value in _settings(there) if _is_program(key, value, driver)}
    folder = private / "hooks"
    if config.load(ledger).settings.git.hooks and folder.is_dir():
        found |= {f"hooks/{name}" for name in os.listdir(folder) if not name.endswith(".sample")}  # noqa: PTH208 - names only
    return sorted(found)


def _settings(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what the repository itself says; to list it, git runs nothing."""
    out = Git(folder=folder).ask("config", "--list", "--show-scope", "--includes", "-z").out
    words: Sequence[str] = os.fsdecode(out).split("\0")
    for scope, entry in zip(words[::2], words[1::2], strict=False):
        if scope in _OWN_SCOPES:
            key, _, value = entry.partition("\n")
            yield key, value


def _is_program(key: str, value: str, driver: str) -> bool:
    if value.casefold() in _SWITCHES or (key == _OWN_DRIVER and value == driver):
        return False
    if key.startswith("alias."):
        return value.startswith("!")
    return bool(_RUNS.fullmatch(key)) or (key.endswith(".url") and value.startswith("ext::"))
