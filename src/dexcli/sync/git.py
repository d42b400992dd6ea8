"""Running git: without a shell, a prompt, or a program that the repository names.

What a remote prints comes back as text for a message, and the screen shows
its control characters as escapes (T25).
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import DexcliError, TryAgainError

_LOCAL, _NETWORK = 120, 600  # seconds
_SAFE = (
    "core.fsmonitor=false",
    "protocol.ext.allow=never",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.followTags=false",
    "push.gpgSign=false",
    "color.ui=false",
    "core.quotePath=false",
    "i18n.commitEncoding=UTF-8",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=30",
)
_NO_HOOKS = "core.hooksPath=/dev/null"
_NO_SIGNING = "commit.gpgsign=false"
_NO_PROMPT = "-o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15"
# What a git hook sets, and what would lead elsewhere. Source: git rev-parse --local-env-vars
_ELSEWHERE = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
_NEEDS_YOU = (
    "authentication failed",
    "permission denied",
    "could not read username",
    "could not read password",
    "terminal prompts disabled",
    "host key verification failed",
    "not allowed",
    "not found",
    "dubious ownership",
)


_SAYS_NOTHING = (
    "Could not read from remote repository",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
    "the remote end hung up unexpectedly",
    "early EOF",
    "failed to write commit object",
    "failed to push some refs",
    "hint: ",
)
_REMEDY = "git config --global --add safe.directory"


class Done(Struct, frozen=True):
    """What one run of git gave."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed, without the last newline."""
        return os.fsdecode(self.out).removesuffix("\n")

    @property
    def complaint(self) -> str:
        """The reason that it gave, on one line and without git's own marks.

        Where git only says that a program of it failed, that program's last
        line is the reason: that of ssh, of a hook or of what signs.
        """
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        told = [line for line in lines if not any(each in line for each in _SAYS_NOTHING)]
        for mark in ("fatal: ", "error: ", "ERROR: ", "remote: "):
            for line in told:
                if line.startswith(mark):
                    return _with_remedy(line.removeprefix(mark), lines)
        return (told or lines or [f"git ended with {self.code}"])[-1].rstrip(".:")


class GitError(DexcliError):
    """git refused, or isn't here."""


class OfflineError(TryAgainError):
    """The other side can't be reached now."""


class Git(Struct, frozen=True, kw_only=True):
    """git in one folder; ``hooks`` and ``sign`` are the user's own wish."""

    folder: Path
    hooks: bool = False
    sign: bool = False

    def run(
        self,
        *words: str,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """Run git on this machine alone and return what it gave, also where it refused.

        Raises:
            GitError: It isn't here, or doesn't end.
        """
        environ = {**_environ(), **(env or {})}
        return _run([*self._start(), *words], self.folder, stdin, environ, seconds=_LOCAL)

    def ask(self, *words: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Done:
        """Run git as `run` does; what it refuses is an error.

        Raises:
            GitError: It refused.
        """
        done = self.run(*words, stdin=stdin, env=env)
        if done.code:
            raise GitError(f"git {words[0]}: {done.complaint}")
        return done

    def reach(self, *words: str, ssh: str | None = None) -> Done:
        """Run git with the other side of the network, where nobody is there to be asked.

        Args:
            words: What git is told.
            ssh: The user's own ssh, if the settings name one.

        Raises:
            GitError: It isn't here.
            OfflineError: It doesn't end.
        """
        ssh = os.environ.get("GIT_SSH_COMMAND") or ssh or "ssh"
        environ = {**_environ(), "GIT_SSH_COMMAND": f"{ssh} {_NO_PROMPT}"}
        try:
            return _run([*self._start(), *words], self.folder, b"", environ, seconds=_NETWORK)
        except _TooLongError as error:
            raise OfflineError(f"no answer ({error})") from None

    def _start(self) -> list[str]:
        settings = [*_SAFE]
        if not self.hooks:
            settings.append(_NO_HOOKS)
        if not self.sign:
            settings.append(_NO_SIGNING)
        return [program(), "--no-pager", *(w for each in settings for w in ("-c", each))]


def program() -> str:
    """Return the path of git.

    Raises:
        GitError: It isn't on this machine.
    """
    found = shutil.which("git")
    if found is None:
        raise GitError("there is no git on this machine")
    return found


def refused(done: Done, *, where: str) -> DexcliError:
    """Return what a failed run with the other side means: a matter for the user, or for later."""
    said = done.err.casefold()
    if any(sign in said for sign in _NEEDS_YOU):
        return GitError(f"{where}: {done.complaint}")
    return OfflineError(f"{where} can't be reached ({done.complaint})")


def lines_of(names: Iterable[str]) -> bytes:
    """Return names as git reads them from its stdin with ``-z``."""
    return b"".join(os.fsencode(name) + b"\0" for name in names)


def _with_remedy(reason: str, lines: Iterable[str]) -> str:
    reason = reason.rstrip(".:")
    remedies = (line for line in lines if line.startswith(_REMEDY))
    remedy = next(remedies, "") if "dubious ownership" in reason else ""
    return f"{reason}; if it is yours: {remedy}" if remedy else reason


class _TooLongError(GitError):
    """It was stopped."""


def _environ() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",  # empty: none, also not that of the settings
        "GIT_EDITOR": ":",
        "GIT_MERGE_AUTOEDIT": "no",
        "GIT_OPTIONAL_LOCKS": "0",
    }


def _run(
    words: Sequence[str], folder: Path, stdin: bytes, environ: Mapping[str, str], *, seconds: int
) -> Done:
    """Run it in a session of its own: no terminal can be asked, and all of it can be ended."""
    try:
        process = subprocess.Popen(  # noqa: S603 - git by its path, and no shell takes part
            words,
            cwd=folder,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise GitError(f"git: {error.strerror}") from None
    with process:
        try:
            out, err = process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            raise _TooLongError(f"git didn't end in {seconds} seconds") from None
        except BaseException:
            _end(process)
            raise
    return Done(process.returncode, out, err.decode("utf-8", "replace"))


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGTERM)  # git removes its own locks then
    else:
        process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
