"""khard, an address book for the terminal, in an environment of its own."""

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

VERSION = "khard==0.21.*"
SETTINGS = """\
[addressbooks]
[[people]]
path = {cards}

[general]
default_action = list
editor = true
merge_editor = true
"""


@dataclass(frozen=True)
class Khard:
    """Where the program is."""

    program: str

    def listing(self, cards: Path) -> list[str]:
        """Return the words of `khard list` on a folder of vCards, written beside its settings."""
        settings = cards.with_suffix(".conf")
        settings.write_text(SETTINGS.format(cards=cards), encoding="utf-8")
        return [self.program, "--config", str(settings), "list"]


@dataclass(frozen=True)
class Missing:
    """Why khard can't be measured."""

    reason: str


def installed(folder: Path) -> Khard | Missing:
    """Install khard into an environment in this folder, from the package index that pip has."""
    home = folder / "khard"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    words = [str(scripts / "python"), "-m", "pip", "install", "--quiet", VERSION]
    done = subprocess.run(words, capture_output=True, check=False, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        return Missing(f"pip could not install {VERSION}: {said[-1]}")
    return Khard(str(scripts / "khard"))
