"""`triage` at a real terminal: the keys of a keyboard, one at a time."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals there", allow_module_level=True)

import pty
import termios

PROGRAM = (sys.executable, "-m", "dexcli")
PATIENCE_SECONDS = 20.0
_LOCAL_MODES = 3  # where tcgetattr has them
ADA, BOB, ZOE = (
    f'name = "{name}"\n\n[[interactions]]\non = 2026-{month}-01\n'
    for name, month in (("Ada", 11), ("Bob", 10), ("Zoe", "09"))
)


class Terminal:
    """A program at a terminal of its own, and somebody who reads it and presses keys."""

    def __init__(self, ledger: Path, *args: str) -> None:
        self.here, there = pty.openpty()
        self.seen = b""
        self.process = subprocess.Popen(
            [*PROGRAM, "--ledger", str(ledger), *args],
            stdin=there,
            stdout=there,
            stderr=there,
            start_new_session=True,
        )
        os.close(there)

    def expect(self, text: str) -> None:
        """Read on until this is on the screen; what stands before it is forgotten."""
        wanted = text.encode()
        while wanted not in self.seen:
            ready, _, _ = select.select([self.here], [], [], PATIENCE_SECONDS)
            assert ready, f"waited for {text!r} and saw {self.seen!r}"
            self.seen = (self.seen + os.read(self.here, 4096)).replace(b"\r\n", b"\n")
        self.seen = self.seen.partition(wanted)[2]

    def press(self, key: str) -> None:
        """Press a key as soon as the program takes single keys: before, they are thrown away."""
        self.expect("\n> ")
        while self._modes() & termios.ICANON:
            assert self.process.poll() is None
        os.write(self.here, key.encode())

    def type(self, line: str) -> None:
        os.write(self.here, f"{line}\n".encode())

    def end(self) -> int:
        return self.process.wait(PATIENCE_SECONDS)

    def is_as_it_was(self) -> bool:
        """Whether lines and the echo are on again, as a shell expects it."""
        wanted = termios.ICANON | termios.ECHO
        return self._modes() & wanted == wanted

    def _modes(self) -> int:
        return int(termios.tcgetattr(self.here)[_LOCAL_MODES])


@pytest.fixture
def people(ledger: Path) -> Path:
    (ledger / "ada.toml").write_text(ADA, encoding="utf-8")
    (ledger / "bob.toml").write_text(BOB, encoding="utf-8")
    (ledger / "zoe.toml").write_text(ZOE, encoding="utf-8")
    return ledger


@pytest.fixture
def at_terminal(people: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    terminal = Terminal(people, "triage")
    yield terminal
    terminal.process.kill()
    terminal.process.wait()
    os.close(terminal.here)


def test_each_key_is_saved_at_once(at_terminal: Terminal, people: Path) -> None:
    at_terminal.expect("1 of 3 · Ada · met 2026-11-01\n")
    at_terminal.expect("w weekly  f fortnightly  m monthly  3 quarterly  y yearly")
    at_terminal.press("m")

    at_terminal.expect("monthly. Next around 1 December.\n")
    assert (people / "ada.toml").read_text("utf-8") == ADA.replace(
        "\n\n", '\ncadence = "monthly"\n\n', 1
    )
    at_terminal.expect("2 of 3 · Bob")
    at_terminal.press("t")
    at_terminal.expect("Tag:")
    at_terminal.type("choir")
    at_terminal.expect("tagged choir, which has no cadence")
    at_terminal.press("n")
    at_terminal.expect("3 of 3 · Zoe")
    at_terminal.press("s")

    at_terminal.expect("Decided: 1 monthly, 1 tagged choir and 1 never. 1 contact left. ")
    at_terminal.expect("Your cadences ask for 1 contact a month.")
    assert at_terminal.end() == 0
    assert (people / "bob.toml").read_text("utf-8") == BOB.replace(
        "\n\n", '\ntags = ["choir"]\ncadence = "never"\n\n', 1
    )
    assert (people / "zoe.toml").read_text("utf-8") == ZOE


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_it_stops_and_leaves_the_terminal_as_it_was(
    at_terminal: Terminal, people: Path, key: str
) -> None:
    at_terminal.press("y")
    at_terminal.expect("2 of 3 · Bob")
    at_terminal.press(key)

    at_terminal.expect("Decided: 1 yearly. 2 contacts left. ")
    assert at_terminal.end() == 0
    assert at_terminal.is_as_it_was()
    assert (people / "bob.toml").read_text("utf-8") == BOB
