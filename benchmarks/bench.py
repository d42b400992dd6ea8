"""The folder of one run of the benchmarks, and the ways to start programs in it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ledgers, programs

SOME_ROWS_UNREAD = 5  # some of the letters have no day
FINE = (0, SOME_ROWS_UNREAD)
KILOBYTES = 1 if sys.platform != "darwin" else 1024  # what ru_maxrss counts in


class FailedError(Exception):
    """A program that is needed here has failed."""


@dataclass(frozen=True)
class Run:
    """What one run of a program took: wall-clock seconds, and its peak memory in megabytes."""

    seconds: float
    megabytes: float


class Bench:
    """The temporary folder, with an environment in which nothing of the user's is found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache, self.state = folder / "cache", folder / "state"
        for name, text in programs.SCRIPTS.items():
            (folder / name).write_text(text, encoding="utf-8")
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "DEXCLI_", "XDG_", "GIT_"))
        }
        self.environ = {
            **ours,
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_STATE_HOME": str(self.state),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "DEXCLI_TODAY": ledgers.TODAY.isoformat(),
            # Bytecode is kept, and in one place for all, whatever folder may be written.
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }

    def python(self, script: str, *args: object) -> list[str]:
        """Return the words that run one of the scripts."""
        return [sys.executable, str(self.folder / script), *map(str, args)]

    def dexcli(self, ledger: Path, *args: object) -> list[str]:
        """Return the words that run dexcli on a ledger."""
        return self.python("start_dexcli.py", "--ledger", ledger, *args)

    def forget(self) -> None:
        """Empty the cache folder, so that the next command has no index."""
        shutil.rmtree(self.cache, ignore_errors=True)
        self.cache.mkdir()

    def run(self, command: Sequence[str]) -> Run:
        """Run a program away from a terminal and return what it took.

        Raises:
            FailedError: when it fails.
        """
        with tempfile.TemporaryFile(dir=self.folder) as errors:
            start = time.perf_counter()
            process = subprocess.Popen(
                command,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            assert process.stdout is not None
            with process.stdout as output:
                while output.read(1 << 16):
                    pass
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in FINE:
                errors.seek(0)
                raise FailedError(f"{' '.join(command)}\n{errors.read().decode()}")
        return Run(seconds, megabytes=usage.ru_maxrss * KILOBYTES / 1024)
