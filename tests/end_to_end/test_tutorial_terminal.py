"""The tutorial, typed line after line into a shell in a terminal, as its reader does it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.test_documents import OTHER_PROGRAMS, PROGRAMS, Step, named_tables, steps

if shutil.which("tmux") is None or shutil.which("bash") is None:
    pytest.skip("needs tmux and bash", allow_module_level=True)

TUTORIAL = "docs/tutorial.md"
WIDE, HIGH = 240, 50
PATIENCE_SECONDS = 60.0
_LOOK_EVERY_SECONDS = 0.05
_PROMPT = "reader-{}$ "


class Tmux:
    """A terminal with a shell in it, and somebody who types."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.socket = folder / "tmux"
        self.environ = environ
        self.typed = 1
        shell = ["env", "-i", *(f"{k}={v}" for k, v in environ.items()), "bash", "--norc"]
        size = ["-x", str(WIDE), "-y", str(HIGH)]
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-s", "t", *size, "-c", str(folder), *shell
        )
        self._tmux("set-option", "-t", "t", "history-limit", "20000")
        self.wait()

    def type(self, line: str) -> str:
        """Type a line, wait until the shell is ready again, and return what was printed."""
        self._tmux("send-keys", "-t", "t", "-l", "--", line)
        self._tmux("send-keys", "-t", "t", "Enter")
        self.typed += 1
        shown = self.wait()
        return shown.rpartition(_PROMPT.format(self.typed - 1))[2].rpartition("reader-")[0]

    def wait(self) -> str:
        """Return all that the terminal has shown, as soon as the shell asks for the next line."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            shown = self._tmux("capture-pane", "-p", "-J", "-t", "t", "-S", "-")
            if shown.rstrip().endswith(_PROMPT.format(self.typed).rstrip()):
                return shown
            time.sleep(_LOOK_EVERY_SECONDS)  # a terminal tells nobody when it is done
        raise AssertionError(f"the shell is still busy:\n{shown[-2000:]}")

    def end(self) -> None:
        self._tmux("kill-server")

    def _tmux(self, *args: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self.socket, *args],
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Tmux]:
    home, own, place = tmp_path / "home", tmp_path / "bin", tmp_path / "place"
    for folder in (home, own, place):
        folder.mkdir()
    (own / "crontab").write_text(f"#!/bin/sh\n{OTHER_PROGRAMS['crontab']}\n", encoding="utf-8")
    (own / "crontab").chmod(0o755)
    (home / ".gitconfig").write_text(
        "[user]\n\tname = You\n\temail = you@example.org\n", encoding="utf-8"
    )
    for file, body in named_tables(TUTORIAL):
        (place / file).write_text(body, encoding="utf-8")
    environ = {
        "HOME": str(home),
        "PATH": os.pathsep.join((str(PROGRAMS), str(own), os.environ["PATH"])),
        "TERM": "screen-256color",
        "LC_ALL": "C.UTF-8",
        "DEXCLI_TODAY": TODAY,
        "PS1": _PROMPT.format(r"\#"),
    }
    opened = Tmux(place, environ)
    yield opened
    opened.end()


def fields(step: Step) -> list[str]:
    """Return what a line of the tutorial prints, cell by cell: a terminal has tables."""
    lines = (step.shown or "").splitlines()
    return [field for line in lines for field in line.split(" · ") if field]


def test_the_whole_tutorial_typed_into_a_terminal(terminal: Tmux) -> None:
    told = list(steps(TUTORIAL))
    assert len(told) > 40

    for step in told:
        shown = " ".join(terminal.type(step.line).split())
        for field in fields(step):
            assert " ".join(field.split()) in shown, f"$ {step.line}\n{field!r} is not in\n{shown}"
