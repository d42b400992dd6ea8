"""This machine, as a schedule needs to know it: its programs, and where their files are."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from dexcli.core.errors import UsageError
from dexcli.core.schedules import System

_SENDMAIL_FOLDERS = ("/usr/sbin", "/usr/lib")
_RUNS_SYSTEMD = Path("/run/systemd/system")  # sd_booted(3) looks for it


class Machine(Struct, frozen=True):
    """Programs and folders as this user has them."""

    environ: Mapping[str, str]

    def which(self, program: str) -> str | None:
        """Return the path of a program, or None."""
        return shutil.which(program, path=self.environ.get("PATH", os.defpath))

    def sendmail(self) -> str | None:
        """Return the path of sendmail, also where only root's PATH has it, or None."""
        others = os.pathsep.join(_SENDMAIL_FOLDERS)
        return self.which("sendmail") or shutil.which("sendmail", path=others)

    def scheduler(self) -> System:
        """Return what runs a job every day on this system.

        Raises:
            UsageError: Nothing that is known.
        """
        if sys.platform == "darwin":
            return System.LAUNCHD
        if sys.platform == "win32":
            raise UsageError("no scheduler of Windows is known; name another, such as --shell")
        if _RUNS_SYSTEMD.is_dir() and self.which("systemctl"):
            return System.SYSTEMD
        return System.CRON if self.which("crontab") else System.SHELL

    @property
    def home(self) -> Path:
        """The user's home folder."""
        return Path(self.environ.get("HOME") or Path.home())

    @property
    def config(self) -> Path:
        """The user's folder of settings; a relative one is ignored, as XDG has it."""
        given = Path(self.environ.get("XDG_CONFIG_HOME", ""))
        return given if given.is_absolute() else self.home / ".config"

    @property
    def systemd_folder(self) -> Path:
        """Where the units of this user are."""
        return self.config / "systemd" / "user"

    @property
    def launchd_folder(self) -> Path:
        """Where the property lists of this user are."""
        return self.home / "Library" / "LaunchAgents"

    @property
    def start_up_files(self) -> dict[str, Path]:
        """The start-up file of each shell that is known, by the shell's name."""
        zsh = Path(self.environ.get("ZDOTDIR") or self.home)
        return {
            "bash": self.home / ".bashrc",
            "zsh": zsh / ".zshrc",
            "fish": self.config / "fish" / "config.fish",
        }

    def start_up_file(self) -> Path:
        """Return the start-up file of the user's own shell.

        Raises:
            UsageError: The shell is none that is known.
        """
        shell = Path(self.environ.get("SHELL", "")).name
        if shell not in self.start_up_files:
            known = ", ".join(self.start_up_files)
            raise UsageError(f"your SHELL is none of {known}; name its start-up file with --file")
        return self.start_up_files[shell]


def program() -> tuple[str, ...]:
    """Return the words that start this very installation, whatever the PATH is then.

    The script by which it was called comes before the one beside the
    interpreter: an upgrade may move the latter.
    """
    beside = Path(sys.executable).parent
    for script in (Path(sys.argv[0]), beside / "dexcli", beside / "dexcli.exe"):
        if script.stem == "dexcli" and script.is_file() and os.access(script, os.X_OK):
            return (str(script.absolute()),)
    return (sys.executable, "-m", "dexcli")
