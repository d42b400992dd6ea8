"""git as the user runs it: at their terminal, with their settings, to its own end."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dexcli.core.errors import DexcliError
from dexcli.sync import git


def run(folder: Path, words: Sequence[str]) -> int:
    """Run git in a folder and return its exit code; an interrupt is for git alone.

    Raises:
        GitError: It isn't on this machine.
    """
    sys.stdout.flush()
    try:
        started = subprocess.Popen([git.program(), *words], cwd=folder)  # noqa: S603 - as typed
    except OSError as error:
        raise DexcliError(f"git: {error.strerror}") from None
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # after the start, or git had it too
    try:
        return started.wait()
    finally:
        signal.signal(signal.SIGINT, before)
