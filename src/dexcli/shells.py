"""Completion in the shells: its scripts, where each shell finds them, put there and taken out."""

import os
import re
import shlex
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from dexcli import completing
from dexcli.core import entries
from dexcli.core.errors import DexcliError, UsageError
from dexcli.store import disk, startup
from dexcli.store.change import Change

_BLOCK = "completion"  # its name in a start-up file; a ledger's is a path
_MARK = "made by `dexcli completion"  # in each file that is ours
_SYSTEM_BASHRC = ("/etc/bash.bashrc", "/etc/bashrc")
_LOADS_COMPLETION = re.compile(r"^[^#\n]*bash_completion", re.MULTILINE)


class Shell(StrEnum):
    """A shell that can be taught."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


_SUFFIX = {Shell.POWERSHELL: "ps1"}
_CALLED = {"pwsh": Shell.POWERSHELL}


class Home(Struct, frozen=True):
    """Where this user's shells look for what they load."""

    environ: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """The user's home folder."""
        return Path(self.environ.get("HOME") or Path.home())

    def xdg(self, name: str, usual: str) -> Path:
        """Return a folder of the XDG specification; a relative one is ignored."""
        given = Path(self.environ.get(f"XDG_{name}_HOME", ""))
        return given if given.is_absolute() else self.folder / usual

    def script(self, shell: Shell) -> Path | None:
        """Return the file in which a shell finds the script; PowerShell has none of its own."""
        data, config = self.xdg("DATA", ".local/share"), self.xdg("CONFIG", ".config")
        match shell:
            case Shell.BASH:
                own = self.environ.get("BASH_COMPLETION_USER_DIR", "").split(":")[0]
                folder = Path(own) if Path(own).is_absolute() else data / "bash-completion"
                return folder / "completions" / "dexcli"
            case Shell.ZSH:
                return data / "dexcli" / "zsh" / "_dexcli"
            case Shell.FISH:
                return config / "fish" / "completions" / "dexcli.fish"
            case Shell.POWERSHELL:
                return None

    def start_up(self, shell: Shell) -> Path | None:
        """Return the start-up file in which a shell needs a line; fish needs none."""
        match shell:
            case Shell.BASH:
                return self.folder / ".bashrc"
            case Shell.ZSH:
                return Path(self.environ.get("ZDOTDIR") or self.folder) / ".zshrc"
            case Shell.POWERSHELL:
                return self._powershell() / "Microsoft.PowerShell_profile.ps1"
            case Shell.FISH:
                return None

    def _powershell(self) -> Path:
        if os.name != "nt":
            return self.xdg("CONFIG", ".config") / "powershell"
        import platformdirs  # Windows alone knows where the documents are

        return platformdirs.user_documents_path() / "PowerShell"

    def has_bash_completion(self) -> bool:
        """Return whether an interactive bash loads bash-completion, which finds files by itself."""
        files = (self.folder / ".bashrc", *map(Path, _SYSTEM_BASHRC))
        return any(_LOADS_COMPLETION.search(_foreign(_text(file))) for file in files)


def is_unknown(environ: Mapping[str, str]) -> bool:
    """Whether SHELL names none that is known."""
    try:
        own_shell(environ)
    except UsageError:
        return True
    return False


def own_shell(environ: Mapping[str, str]) -> Shell:
    """Return the user's own shell.

    Raises:
        UsageError: SHELL names none that is known.
    """
    name = Path(environ.get("SHELL", "")).name.removesuffix(".exe")
    try:
        return _CALLED.get(name) or Shell(name)
    except ValueError:
        known = ", ".join(Shell)
        raise UsageError(f"your SHELL is none of {known}; name the one you mean") from None


def script(shell: Shell) -> str:
    """Return what a shell has to load."""
    folder = Path(completing.__file__).with_name("scripts")
    return (folder / f"dexcli.{_SUFFIX.get(shell, shell.value)}").read_text(encoding="utf-8")


def plan_install(shell: Shell, home: Home) -> list[Change]:
    """Return the changes that let a shell find the script; none where it does already.

    Raises:
        DexcliError: A file that isn't ours stands in the way, or one can't be read.
    """
    changes = []
    if (file := home.script(shell)) is not None:
        changes.append(_file(file, script(shell)))
    if (start_up := home.start_up(shell)) is not None:
        changes.append(startup.with_block(start_up, _BLOCK, _lines(shell, home)))
    return [each for each in changes if each is not None]


def plan_removal(shell: Shell, home: Home) -> list[Change]:
    """Return the changes that take out what `plan_install` has put there.

    Raises:
        DexcliError: A file can't be read.
    """
    file, start_up = home.script(shell), home.start_up(shell)
    gone = None if file is None or _MARK not in _text(file) else _file(file, None)
    changes = (gone, None if start_up is None else startup.with_block(start_up, _BLOCK, None))
    return [each for each in changes if each is not None]


def _lines(shell: Shell, home: Home) -> list[str] | None:
    """Return the lines of a shell's start-up file; None where it needs none."""
    file = home.script(shell)
    match shell:
        case Shell.BASH if not home.has_bash_completion():
            assert file is not None
            quoted = shlex.quote(str(file))
            return [f"if [ -r {quoted} ]; then . {quoted}; fi"]
        case Shell.ZSH:
            assert file is not None
            return [
                f"fpath=({shlex.quote(str(file.parent))} $fpath)",
                "if (( $+functions[compdef] )); then",
                "    autoload -Uz _dexcli && compdef _dexcli dexcli",
                "else",
                "    autoload -Uz compinit && compinit -i",
                "fi",
            ]
        case Shell.POWERSHELL:
            return script(shell).splitlines()
        case _:
            return None


def _file(path: Path, text: str | None) -> Change | None:
    found = disk.read(path) if path.exists() else None
    after = None if text is None else text.encode()
    if found is not None and _MARK.encode() not in found.raw:
        raise DexcliError(f"{path} is there and isn't dexcli's; move it away first")
    return None if (found.raw if found else None) == after else Change(path, found, after)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _foreign(text: str) -> str:
    """Return a start-up file without our own lines, which name the folder of bash-completion."""
    try:
        return entries.without_block(text, _BLOCK)
    except entries.OpenBlockError:
        return text
